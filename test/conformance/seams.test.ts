import { describe, expect, test, vi } from "vitest";
import { catalogue } from "../../provider/catalogue";
import { caseOf } from "./cases";
import { fronts } from "./driver";
import { unchanged } from "./engine";
import { type Harness, onHarness } from "./harness";
import { asAdvised } from "./others";

vi.setConfig({ maxConcurrency: 16, testTimeout: 120_000 });

/** What has something to hand over is also tried with a refresh in between, after which the state has it. */
const ways = catalogue.resources.flatMap(({ token, handOver }) => [
  [token, "not refreshed"] as const,
  ...(handOver ? [[token, "refreshed"] as const] : []),
]);

describe.each(fronts)("under another name, in the $name front", (front) => {
  test.concurrent.for(ways)("%s, %s", ([token, way]) =>
    onHarness(token, front, {}, async (bed) => {
      const before = await bed.digest();
      await bed.up(bed.args());
      const made = await bed.digest();
      await renamed(bed);
      const { isEvent } = caseOf(bed.definition);
      expect(withoutIds(await bed.digest())).toEqual(withoutIds(made));
      const renamedNow = bed.stack.exported();
      // What was there before the first of the two is handed over: the state may learn it now, and then no more.
      expect(await bed.stack.refresh()).toMatchObject({ renamed: { gone: false, paths: [], inputs: [] } });
      expect(await bed.stack.refresh()).toEqual({ renamed: unchanged });
      if (way === "not refreshed") bed.stack.restore(renamedNow);
      await bed.destroy();
      if (!isEvent) expect(await bed.digest()).toEqual(before);
    }),
  );
});

/** The new name comes before the old one goes, as the engine does it. */
async function renamed(bed: Harness): Promise<void> {
  const { token } = bed.definition;
  await asAdvised((way) => bed.stack.up({ renamed: { token, args: bed.args(way) } }));
}

function withoutIds(digest: unknown): unknown {
  return JSON.parse(
    JSON.stringify(digest, (name, value) => (/^(id|ruleId)$/.test(name) ? undefined : value)),
  );
}
