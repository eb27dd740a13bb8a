import { expect, onTestFinished } from "vitest";
import { Lab } from "../../../provider/lab/core";
import type { SelectelOptions } from "../../../provider/lab/selectel/appliance";
import { Stack } from "../stack";

export const ip = "99.99.99.99";
export const other = "99.99.99.100";
export const third = "99.99.99.101";
export const ports = "/eye/v1/ips/ports";

/** What the vendor's page leaves open, one reading of it each. */
export const readings: Array<[string, SelectelOptions]> = [
  ["everything is as assumed", {}],
  ["a toggle changes every address, whatever it names", { toggleBody: "ignored" }],
  ["a toggle takes no body", { toggleBody: "refused" }],
  ["a toggle without a body is refused", { toggleWithoutBody: "refused" }],
  ["mixed tags become equal", { mixedTags: "uniform" }],
  ["mixed tags become equal, of every address", { mixedTags: "uniform", toggleBody: "ignored" }],
  ["one port has a path with its address", { portPath: "/ips/{ip}/ports/{port}" }],
  ["one port has a path with its protocol", { portPath: "/ports/{protocol}/{port}/toggle" }],
  ["the list is an object", { listShape: "result" }],
  ["the tag is KNOWN, as a text", { tagName: "KNOWN", tagType: "string", listShape: "result" }],
  ["a wrong token is forbidden", { unauthorized: 403 }],
];

export interface Harness {
  lab: Lab;
  stack: Stack;
  /** Method, path and body of every write since the last look. */
  writes(): string[];
  /** `tcp/22 known` or `tcp/22`, of an address. */
  tags(of?: string): string[];
  /** A provider process of its own, as the engine starts one for every operation. */
  again(): Promise<void>;
}

/** A simulated service with three monitored addresses, and a stack; both gone with the test. */
export async function open(
  options: SelectelOptions = {},
  settings: Record<string, unknown> = {},
): Promise<Harness> {
  const lab = await Lab.start({ selectel: options });
  const stack = new Stack({ eye: { ...lab.connections()["lab-selectel"], ...settings } });
  onTestFinished(async () => {
    await stack.close();
    await lab.stop();
  });
  let seen = 0;
  return {
    lab,
    stack,
    writes() {
      const all = lab.journal.writes();
      const news = all.slice(seen);
      seen = all.length;
      return news.map(({ method, path, body }) =>
        `${method} ${path.slice("/eye/v1".length)} ${body ? JSON.stringify(body) : ""}`.trim(),
      );
    },
    tags: (of = ip) =>
      (lab.selectel.state().monitored[of] ?? []).map(
        ({ protocol, port, known }) => `${protocol}/${port}${known ? " known" : ""}`,
      ),
    again: () => stack.restart(),
  };
}

/** With ports: 22, 443 and udp/53 on the first address, 22 and 80 (known) on the second, none on the third. */
export async function busy(
  options: SelectelOptions = {},
  settings: Record<string, unknown> = {},
): Promise<Harness> {
  const bed = await open(options, settings);
  const { selectel } = bed.lab;
  for (const one of [ip, other, third]) selectel.monitor(one);
  for (const port of [22, 443]) selectel.openPort(ip, port);
  selectel.openPort(ip, 53, "udp");
  for (const port of [22, 80]) selectel.openPort(other, port);
  selectel.setKnown(other, 80, true);
  return bed;
}

/** Between any two toggles, before the first and after the last one, the tags of everything were read. */
export function expectLooks({ lab }: Harness): void {
  const marks = lab.journal
    .list()
    .flatMap(({ method, body }) =>
      method === "PUT" ? ["toggle"] : method === "GET" && !body ? ["look"] : [],
    );
  marks.forEach((mark, index) => {
    if (mark === "toggle") expect([marks[index - 1], marks[index + 1]]).toEqual(["look", "look"]);
  });
}

/** What a refused preview or a failed call says. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (thrown) {
    return (thrown as Error).message;
  }
  throw new Error("this should have been refused");
}
