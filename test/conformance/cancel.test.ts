import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { catalogue } from "../../provider/catalogue";
import { fronts } from "./driver";
import { unchanged } from "./engine";
import { isOfSession } from "./fault-injector";
import { calmLife, until } from "./faults";
import { type Harness, onHarness } from "./harness";
import { asAdvised } from "./others";

vi.setConfig({ maxConcurrency: 16, testTimeout: 120_000 });

describe.each(fronts)("interrupted in the middle of its first write, in the $name front", (front) => {
  test.concurrent.for(catalogue.resources.map(({ token }) => token))("%s", (token) =>
    onHarness(token, front, {}, async (bed) => {
      const calm = await calmLife(token, front);
      const told = await interrupted(bed, () => bed.up(bed.args()));
      expect(told).not.toMatch(/PERIMETER_BUG/);
      await until(() => asAdvised((way) => bed.up(bed.args(way))));
      expect(await bed.digest()).toEqual(calm.made);
      expect(await bed.refresh()).toEqual(unchanged);

      expect(await interrupted(bed, () => bed.destroy())).not.toMatch(/PERIMETER_BUG/);
      await until(() => bed.destroy());
    }),
  );
});

/** The user interrupts while an answer is due; the work behind it is done. What the error says, if there is one. */
async function interrupted(bed: Harness, work: () => Promise<unknown>): Promise<string> {
  const before = bed.lab.journal.writes().length;
  let isHeld = false;
  bed.lab.faults.take = (_vendor, method, path) => {
    if (isHeld || isOfSession(path) || (method === "GET" && !/\/api\/(apply|del)_/.test(path)))
      return undefined;
    isHeld = true;
    return { delayMs: 3_600_000, afterWork: true };
  };
  let isOver = false;
  const outcome = work().then(
    () => "",
    (thrown: unknown) => String(thrown),
  );
  void outcome.finally(() => {
    isOver = true;
  });
  while (!isOver && bed.lab.journal.writes().length === before) await sleep(5);
  if (!isOver) await bed.stack.running?.cancel();
  const told = await outcome;
  bed.lab.faults.take = () => undefined;
  return told;
}
