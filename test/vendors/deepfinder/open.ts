import { onTestFinished, vi } from "vitest";
import type { PerimeterError } from "../../../provider/kernel/errors";
import { Lab } from "../../../provider/lab/core";
import type { DeepFinderOptions, ListType } from "../../../provider/lab/deepfinder/appliance";
import { Stack } from "../stack";

/** What the vendor's page leaves open, one reading of it each. */
export const readings: Array<[string, DeepFinderOptions]> = [
  ["the lab's own readings", {}],
  ["the same range again is refused", { again: "error" }],
  ["the same range again is there twice", { again: "duplicate" }],
  ["removing what is not there is fine", { absentDelete: "completed" }],
  ["a time that has passed is refused", { past: "refuse" }],
  ["the group's name has its id in quotes", { groupName: "quoted" }],
  ["the clock of another zone", { timeZone: "America/St_Johns" }],
];

export const own = "[API]_BLACK_LIST [ 4 ]";
export const apply = "/api/apply_white_black_ip";
export const remove = "/api/del_white_black_ip";
export const get = "/api/get_white_black_ip";
/** The time that tests begin at. */
export const start = "2026-03-01T00:00:00.000Z";

export interface Harness {
  lab: Lab;
  stack: Stack;
  /** The settings of the connection. */
  connection: Record<string, unknown>;
  /** What was asked for since the last look: `get`, `add 1.1.1.1-1.1.1.3 until 2026-…`, `del 1.1.1.1`. */
  calls(): string[];
  /** Those that are no get. */
  writes(): string[];
  /** The entries of the interface's own group: `1.1.1.1-1.1.1.3 until 2026-…`, `1.1.1.1`. */
  entries(list?: ListType, domainGroupId?: string): string[];
  /** A process of its own: what follows remembers nothing but the state. */
  again(): Promise<void>;
  /** Time goes on, for both sides. */
  pass(seconds: number): void;
}

/** A simulated manager and a stack that uses it, both at one time that stands still; gone with the test. */
export async function open(
  options: DeepFinderOptions = {},
  settings: Record<string, unknown> = {},
): Promise<Harness> {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(start) });
  const lab = await Lab.start({ deepfinder: options });
  const connection = { ...lab.connections()["lab-deepfinder"], ...settings };
  const stack = new Stack({ waf: connection });
  onTestFinished(async () => {
    await stack.close();
    await lab.stop();
    vi.useRealTimers();
  });
  let seen = 0;
  const news = () => {
    const all = lab.journal.list({ vendor: "deepfinder" });
    const since = all.slice(seen);
    seen = all.length;
    return since;
  };
  return {
    lab,
    stack,
    connection,
    calls: () => news().map(text),
    writes: () =>
      news()
        .filter(({ write }) => write)
        .map(text),
    entries: (list = "black", domainGroupId = "4") => ownEntries(lab, list, domainGroupId),
    again: () => stack.restart(),
    pass: (seconds) => void vi.setSystemTime(Date.now() + seconds * 1000),
  };
}

export function ownEntries(lab: Lab, list: ListType = "black", domainGroupId = "4"): string[] {
  const name = `[API]_${list.toUpperCase()}_LIST [ ${domainGroupId} ]`;
  const meant = lab.deepfinder.state().groups.filter((group) => group.groupName.replace(/"/g, "") === name);
  return meant.flatMap((group) =>
    group.entries.map(({ startIp, endIp, expiredDate }) => entryText(startIp, endIp, expiredDate)),
  );
}

function text({ path, query }: { path: string; query: Record<string, string> }): string {
  const { start_ip = "", end_ip, expired_date } = query;
  if (path === apply) return `add ${entryText(start_ip, end_ip, expired_date)}`;
  return path === remove
    ? `del ${entryText(start_ip, end_ip)}`
    : (path.replace("/api/", "").split("_")[0] ?? "");
}

function entryText(start: string, end = start, until?: string | null): string {
  return `${start === end ? start : `${start}-${end}`}${until ? ` until ${until}` : ""}`;
}

/** What a refused preview or a failed call says. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  return (await failure(work)).message;
}

export async function failure(work: Promise<unknown>): Promise<PerimeterError> {
  try {
    await work;
  } catch (thrown) {
    return thrown as PerimeterError;
  }
  throw new Error("this should have been refused");
}
