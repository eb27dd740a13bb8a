import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { catalogue } from "../../provider/catalogue";
import { type Call, isWrite } from "../../provider/kernel/calls";
import type { Properties } from "../../provider/kernel/values";
import type { Fault } from "../../provider/lab/faults";
import { caseOf } from "./cases";
import { type Front, ProviderError } from "./driver";
import { unchanged } from "./engine";
import { FaultInjector, isOfSession, lastCall, type Trouble } from "./fault-injector";
import { anUpdate, type CalmLife, calmLife, until } from "./faults";
import { type Harness, onHarness } from "./harness";

const isJsonDue = ({ answer = "json" }: Call) => answer === "json";
const lie = (name: string, fault: Omit<Trouble, "name" | "isUnknown">): Trouble => ({
  name,
  isUnknown: true,
  ...fault,
});

/** Answers that are not what they seem. What is due nothing is answered well with nothing: then the work is done. */
const lies: Trouble[] = [
  lie("an empty 200 after the work", { status: 200, body: "", afterWork: true }),
  lie("a 204 after the work", { status: 204, afterWork: true }),
  lie("an empty 200 instead of the work", { status: 200, body: "", means: isJsonDue }),
  lie("an error with status 200 instead of the work", { status: 200 }),
  lie("an error with status 200 after the work", { status: 200, afterWork: true }),
  lie("a gateway's page with 404 instead of the work", { status: 404, html: true }),
  lie("a gateway's page with 404 after the work", { status: 404, html: true, afterWork: true }),
  lie("a gateway's page with 502 after the work", { status: 502, html: true, afterWork: true }),
  lie("a gateway's page with 200 instead of the work", { status: 200, html: true }),
  lie("a 504 before the work is done", { status: 504, html: true, lateWorkMs: [500, 3000], means: isWrite }),
];

/** Seconds after which the connection gives up, and its work that is done a moment later. */
const timeoutSeconds = 8;
const late = lie("work done after the time limit", {
  delayMs: (timeoutSeconds + 0.5) * 1000,
  means: isWrite,
});

/**
 * Tests of one front: whatever an appliance and what stands before it answer, only what is surely said is believed. What
 * is the same below both fronts and takes long is tried in one of them; PERIMETER_LIES=all tries it in both.
 */
export function liesOf(front: Front): void {
  vi.setConfig({ maxConcurrency: 16, testTimeout: 150_000 });
  const tokens = catalogue.resources.map(({ token }) => token);

  const forEach = (
    name: string,
    connection: Properties,
    work: (bed: Harness, calm: CalmLife) => Promise<void>,
    those = tokens,
  ) =>
    test.concurrent.for(those)(`${name}: %s`, async (token) => {
      const calm = await calmLife(token, front);
      const patient = { timeoutSeconds: 120, retries: 2, ...connection };
      await onHarness(token, front, { connection: patient }, (bed) => work(bed, calm));
    });

  forEach("each lie once to every call", {}, (bed, calm) => lieTo(bed, calm, ...lies), mine(front));
  const isIn = (name: Front["name"]) => front.name === name || process.env.PERIMETER_LIES === "all";
  if (isIn("dynamic")) forEach("lists that lag", {}, lag);
  if (isIn("plugin")) {
    forEach(late.name, { timeoutSeconds }, (bed, calm) => lieTo(bed, calm, late));
    forEach("bodies and pages without end", {}, withoutEnd);
  }
  forEach("a list that hangs, and Ctrl-C", { timeoutSeconds: 600 }, interruptedInLists);
  if (front.name === "plugin")
    forEach("an answer that hangs, and customTimeouts", { timeoutSeconds: 600 }, limited);
  describe("where nothing can be written", () => {
    beforeAll(() => vi.stubEnv("XDG_STATE_HOME", "/dev/null/state"));
    afterAll(() => vi.unstubAllEnvs());
    forEach("HOME", {}, homeless);
  });
}

async function lieTo(bed: Harness, calm: CalmLife, ...troubles: Trouble[]): Promise<void> {
  const storm = new FaultInjector(bed.lab, ...troubles);
  await live(bed, calm, () => storm.again());
  expect(storm.repeated()).toEqual([]);
  storm.end();
}

/** Half of the definitions in each front, as what believes an answer is below both; PERIMETER_LIES=all: all in each. */
function mine({ name }: Front): string[] {
  const tokens = catalogue.resources.map(({ token }) => token);
  if (process.env.PERIMETER_LIES === "all") return tokens;
  return tokens.filter((_, n) => n % 2 === (name === "dynamic" ? 0 : 1));
}

/** The list is behind while a command runs; the next command comes when it has caught up. */
async function lag(bed: Harness, calm: CalmLife): Promise<void> {
  // The longest first: what a shorter one shows is not older than what was waited for.
  for (const lagMs of [5000, 1000, 100]) {
    const end = bed.lab.faults.set({ lagMs });
    await live(bed, calm, () => sleep(lagMs));
    await sleep(2 * lagMs);
    end();
  }
}

/** What has no end is read no further than the limits say, and then everything is as before. */
async function withoutEnd(bed: Harness, calm: CalmLife): Promise<void> {
  const { faults } = bed.lab;
  const before = await bed.digest();
  for (const fault of [{ endlessPages: true }, { endless: "slow" }] satisfies Fault[]) {
    let left = "endless" in fault ? 1 : Number.POSITIVE_INFINITY;
    faults.take = (_, method, path) =>
      isOfSession(path) || method !== "GET" || left-- <= 0 ? undefined : fault;
    await told(bed, () => bed.up(bed.args()));
    faults.take = () => undefined;
    if (!bed.has()) expect(await bed.digest()).toEqual(before);
    await live(bed, calm, () => undefined);
  }
}

/** The first Ctrl-C ends the wait for a list, whichever command waits for it, and not the time limit. */
async function interruptedInLists(bed: Harness, calm: CalmLife): Promise<void> {
  const isList = (method: string) => method === "GET";
  await hung(bed, isList, () => bed.up(bed.args()));
  await again(bed, () => bed.up(bed.args()));
  expect(withoutIds(await bed.digest())).toEqual(withoutIds(calm.made));
  await hung(bed, isList, () => bed.refresh());
  expect(bed.has(), "nothing is forgotten").toBe(true);
  await looksAsBefore(bed);
  await hung(bed, isList, () => bed.destroy());
  await again(bed, () => bed.destroy());
  if (!caseOf(bed.definition).isEvent) expect(await bed.digest()).toEqual(calm.before);
}

/** Does something while calls get no answer, interrupts it at the first of them, and waits for its end. */
async function hung(
  bed: Harness,
  means: (method: string) => boolean,
  work: () => Promise<unknown>,
): Promise<void> {
  const { faults } = bed.lab;
  let arrive: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  faults.take = (_, method, path) => {
    if (isOfSession(path) || !means(method)) return undefined;
    arrive();
    return { hang: "before" };
  };
  const outcome = told(bed, work);
  await Promise.race([arrived.then(() => bed.stack.running?.cancel()), outcome]);
  expect(await outcome).toMatch(/^$|PERIMETER_CANCELLED/);
  faults.take = () => undefined;
}

/** `customTimeouts` end a creation and a deletion from the first write on, which never gets an answer. */
async function limited(bed: Harness, calm: CalmLife): Promise<void> {
  const { faults } = bed.lab;
  const hang = () => {
    let isBegun = false;
    faults.take = (_, method, path) => {
      if (isOfSession(path)) return undefined;
      isBegun ||= isWrite(lastCall(bed.lab, method, path));
      return isBegun ? { hang: "before" } : undefined;
    };
  };
  const calmly = () => {
    faults.take = () => undefined;
    bed.stack.timeoutSeconds = undefined;
  };
  for (const work of [() => bed.up(bed.args()), () => bed.destroy()]) {
    hang();
    bed.stack.timeoutSeconds = 10;
    expect(await told(bed, work)).toMatch(/^$|customTimeouts/);
    calmly();
    await again(bed, () => bed.up(bed.args()));
    expect(withoutIds(await bed.digest())).toEqual(withoutIds(calm.made));
  }
}

/** Notes are an aid: without them everything goes on, and the user hears of it. */
async function homeless(bed: Harness, calm: CalmLife): Promise<void> {
  await live(bed, calm, () => undefined);
  const said = bed.said.filter((line) => /XDG_STATE_HOME/.test(line));
  expect(new Set(said).size, said.join("\n")).toBeLessThanOrEqual(2);
}

/** Does something once; what it says where it fails. */
async function told(bed: Harness, work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return "";
  } catch (thrown) {
    if (!(thrown instanceof ProviderError)) throw thrown;
    isHelpful(bed, thrown.message);
    return thrown.message;
  }
}

/** Made, looked at, changed and deleted, each as often as it takes: the end of each is that of a calm life. */
async function live(bed: Harness, calm: CalmLife, next: () => unknown): Promise<void> {
  await again(bed, () => bed.up(bed.args()));
  expect(withoutIds(await bed.digest())).toEqual(withoutIds(calm.made));
  await next();
  await again(bed, () => looksAsBefore(bed));
  const after = anUpdate(bed.definition.token);
  await next();
  if (after) await again(bed, () => bed.up(after));
  expect(withoutIds(await bed.digest())).toEqual(withoutIds(calm.changed));
  await next();
  await again(bed, () => bed.destroy());
  if (caseOf(bed.definition).isEvent) return;
  expect(withoutIds(await bed.digest())).toEqual(withoutIds(calm.before));
}

/** A refresh finds nothing else; a moment that is reckoned from what is left of a ban may differ in this haste. */
async function looksAsBefore(bed: Harness): Promise<void> {
  const { outputs, ...rest } = await bed.refresh();
  expect({ ...rest, outputs: outputs.filter((name) => name !== "expiresAt") }).toEqual(unchanged);
}

/** As a user would, who does what each message says. */
function again(bed: Harness, work: () => Promise<unknown>): Promise<number> {
  return until(async () => {
    try {
      await work();
    } catch (thrown) {
      if (thrown instanceof ProviderError) isHelpful(bed, thrown.message);
      throw thrown;
    }
  }, 40);
}

/** A message says where it happened, what happened, and what to do. */
function isHelpful(bed: Harness, message: string): void {
  expect(message).not.toContain("PERIMETER_BUG");
  // A problem of an argument stands at its path; who interrupts knows why.
  if (/^[a-z][\w[\].]*: |PERIMETER_CANCELLED/.test(message)) return;
  expect(message).toContain(`connection "lab-${bed.definition.vendor.name}"`);
  expect(message, "it has advice").toMatch(/[.!?:] [A-Z][^.]* [^.]*\./);
}

/** An object that was made twice has another id than at the first time, and so has who names it. */
function withoutIds(digest: unknown): unknown {
  return JSON.parse(JSON.stringify(digest).replace(/\.id\.\d+/g, ".id"));
}
