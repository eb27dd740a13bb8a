import { onTestFinished } from "vitest";
import { Lab } from "../../../provider/lab/core";
import type { EraOptions } from "../../../provider/lab/era/appliance";
import { Stack } from "../stack";

export const [first, second, third] = [
  "site1_h11@192.168.0.10",
  "site1_h1@192.168.0.18",
  "site2_h1@192.168.0.34",
];
export const bannedPath = "/rest/v1/master/logicalroles/sg/bannedaddrs";
export const ip = "212.54.68.68";

/** Every reading of what the page leaves open. */
export const readings: Array<[string, EraOptions]> = [
  ["the lab's own readings", {}],
  ["a shorter time replaces", { renewal: "replaces" }],
  ["removal of what is not banned is 404", { absentDelete: 404 }],
  ["a list without limit holds two instances", { defaultLimit: 2 }],
  ["an unknown scope is refused", { unknownScope: "refuse" }],
  ["validation errors are 1501", { validationCode: 1501 }],
  ["expires may be a string, another cookie", { lenientExpires: true, cookie: "RSession" }],
  ["no login, the role esg", { authentication: "none", role: "esg" }],
];

export interface Harness {
  lab: Lab;
  stack: Stack;
  /** Method, path and query of every call to the ban lists and border rules since the last look. */
  calls(): string[];
  /** Those that are no GET. */
  writes(): string[];
  /** Seconds that are left of a ban on each instance, in the lab's order; undefined where it isn't banned. */
  left(of?: string): Array<number | undefined>;
  /** What was said since the last look. */
  said(): string[];
  /** A process of its own: what follows remembers nothing but the state. */
  again(): Promise<Stack>;
}

/**
 * A simulated platform, its clock stopped, and a stack that manages it; both gone with the test.
 * @param settings of the connection
 */
export async function open(
  options: EraOptions = {},
  settings: Record<string, unknown> = {},
): Promise<Harness> {
  const lab = await Lab.start({ era: options });
  lab.clock.freeze();
  const stack = new Stack({ sg: { ...lab.connections()["lab-era"], ...settings } });
  onTestFinished(async () => {
    await stack.close();
    await lab.stop();
  });
  let [seen, heard] = [0, 0];
  const news = () => {
    const all = lab.journal.list({ path: /bannedaddrs|borderrules/ });
    const since = all.slice(seen);
    seen = all.length;
    return since;
  };
  return {
    lab,
    stack,
    calls: () => news().map(text),
    writes: () =>
      news()
        .filter((entry) => entry.write)
        .map(text),
    left: (of = ip) =>
      lab.era.state().instances.map((one) => one.banned.find((ban) => ban.ip === of)?.expires),
    said() {
      const since = stack.said.slice(heard);
      heard = stack.said.length;
      return since;
    },
    async again() {
      await stack.restart();
      return stack;
    },
  };
}

function text({
  method,
  path,
  query,
}: {
  method: string;
  path: string;
  query: Record<string, string>;
}): string {
  const search = Object.entries(query)
    .filter(([name]) => name !== "limit")
    .map(([name, value]) => `${name}=${value}`);
  const short = path.replace(/^.*\/(bannedaddrs|borderrules)/, "$1");
  return `${method} ${short}${search.length > 0 ? `?${search.join("&")}` : ""}`;
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
