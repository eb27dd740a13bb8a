import { describe, expect, test, vi } from "vitest";
import { catalogue } from "../../provider/catalogue";
import type { Properties } from "../../provider/kernel/values";
import { caseOf } from "./cases";
import { trialsOf } from "./changes";
import { type Front, ProviderError } from "./driver";
import { unchanged } from "./engine";
import { FaultInjector, listenToCalls, type Trouble, troubles } from "./fault-injector";
import { definitionOf, type Harness, onHarness } from "./harness";

/** Tests of one front: whatever goes wrong with each call, things end as they would without it. */
export function faultsOf(front: Front): void {
  // They mostly wait.
  vi.setConfig({ maxConcurrency: 16, testTimeout: 120_000 });
  listenToCalls();
  const tokens = catalogue.resources.map(({ token }) => token);
  describe.each(troubles)(`$name, to every call once, in the ${front.name} front`, (trouble) => {
    test.concurrent.for(tokens)("%s", (token) => {
      const { timeoutSeconds } = trouble;
      const connection = timeoutSeconds === undefined ? {} : { timeoutSeconds };
      return onHarness(token, front, { connection }, (bed) => throughStorm(bed, trouble));
    });
  });
}

async function throughStorm(bed: Harness, trouble: Trouble): Promise<void> {
  const { definition } = bed;
  const calm = await calmLife(definition.token, bed.front);
  const storm = new FaultInjector(bed.lab, trouble);
  await until(() => bed.up(bed.args()));
  expect(await bed.digest()).toEqual(calm.made);

  storm.again();
  const looks = await until(async () => expect(await bed.refresh()).toEqual(unchanged));
  expect(looks, "reads are repeated by themselves").toBe(1);

  const after = anUpdate(definition.token);
  storm.again();
  if (after) await until(() => bed.up(after));
  expect(await bed.digest()).toEqual(calm.changed);

  storm.again();
  await until(() => bed.destroy());
  if (!caseOf(definition).isEvent) expect(await bed.digest()).toEqual(calm.before);
  expect(storm.repeated()).toEqual([]);
  storm.end();
}

/** Does it again until it succeeds, as a user would; tells how often that took. */
export async function until(work: () => Promise<unknown>, most = 12): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      await work();
      return attempt;
    } catch (thrown) {
      if (!(thrown instanceof ProviderError) || /PERIMETER_BUG/.test(thrown.message) || attempt === most)
        throw thrown;
    }
  }
}

/** Arguments that differ in one field and mean an update; undefined where every change is a replacement. */
export function anUpdate(token: string): Properties | undefined {
  const trials = trialsOf(definitionOf(token));
  const isSimple = (name: string, given: unknown) => name !== "timeoutSeconds" && given === undefined;
  return trials.find(
    ({ field, operation, change }) => operation === "update" && isSimple(field, change.given ?? change.lab),
  )?.after;
}

export interface CalmLife {
  before: unknown;
  made: unknown;
  changed: unknown;
}

const lives = new Map<string, Promise<CalmLife>>();

/** What the appliance looks like at each stage where nothing goes wrong. */
export function calmLife(token: string, front: Front): Promise<CalmLife> {
  const known =
    lives.get(token) ?? onHarness(token, front, { connection: { timeoutSeconds: 600 } }, liveCalmly);
  lives.set(token, known);
  return known;
}

async function liveCalmly(bed: Harness): Promise<CalmLife> {
  const before = await bed.digest();
  await bed.up(bed.args());
  const made = await bed.digest();
  const after = anUpdate(bed.definition.token);
  if (after) await bed.up(after);
  return { before, made, changed: await bed.digest() };
}
