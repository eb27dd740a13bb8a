import { describe, expect, test, vi } from "vitest";
import { catalogue } from "../../provider/catalogue";
import type { Properties } from "../../provider/kernel/values";
import { caseOf } from "./cases";
import { type Trial, topOf, trialsOf } from "./changes";
import { fronts } from "./driver";
import { type Step, unchanged } from "./engine";
import { definitionOf, type Harness, onHarness } from "./harness";
import { adoptIdOf } from "./others";

// Seconds on an idle machine, minutes on a crowded one.
vi.setConfig({ testTimeout: 120_000 });

/** Every field of every resource. */
const fields = catalogue.resources.flatMap((definition) =>
  trialsOf(definition).map(({ field }) => ({ token: definition.token, field })),
);

describe.each(fronts)("a changed field in the $name front", (front) => {
  test.concurrent.for(fields)("$token $field", ({ token, field }) => {
    const trial = trialsOf(definitionOf(token)).find((each) => each.field === field) as Trial;
    return onHarness(token, front, { lab: trial.change.lab }, (bed) => changed(bed, trial));
  });
});

/** The change is shown and done as its traits declare; undone behind our back it is seen, and done again. */
async function changed(bed: Harness, { before, after, operation, shown }: Trial): Promise<void> {
  await bed.up(before);
  const old = bed.stack.exported();
  expect(placesIn(bed, await bed.preview(after))).toEqual({ operation, shown });
  bed.writes();
  expect(placesIn(bed, await bed.up(after))).toEqual({ operation, shown });
  if (operation === "same") expect(bed.writes()).toEqual([]);
  expect(await bed.refresh()).toEqual(unchanged);
  expect(await bed.up(after)).toEqual({ operation: "same", paths: [] });

  if (operation === "update" && !caseOf(bed.definition).isEvent) await seenFromOutside(bed, old, before);
  await bed.destroy();
}

/** For a stack that still has the old state, somebody else has made the change. */
async function seenFromOutside(
  bed: Harness,
  old: ReturnType<Harness["stack"]["exported"]>,
  before: Properties,
): Promise<void> {
  bed.stack.restore(old);
  const found = await bed.refresh();
  expect(found.gone).toBe(false);
  await bed.up(before);
  expect(await bed.refresh()).toEqual(unchanged);
  expect(await bed.preview(before)).toEqual({ operation: "same", paths: [] });
}

/** The inputs that a step shows, each once; outputs may stand beside them that call for the same update. */
function placesIn(bed: Harness, { operation, paths }: Step): { operation: string; shown: string[] } {
  const inputs = paths.map(topOf).filter((name) => name in bed.definition.inputs);
  return { operation, shown: [...new Set(inputs)].sort() };
}

describe.each(fronts)("what concerns this package alone is no difference in the $name front", (front) => {
  test.concurrent.for(catalogue.resources.map(({ token }) => token))("%s", (token) =>
    onHarness(token, front, {}, async (bed) => {
      await bed.up(bed.args());
      bed.writes();
      for (const change of commonTrials(bed)) {
        expect(await bed.up(bed.args(change))).toMatchObject({ operation: "same" });
        expect(await bed.refresh()).toMatchObject({ gone: false, paths: [] });
      }
      expect(bed.writes()).toEqual([]);
    }),
  );
});

/** Arguments that every definition with these fields takes, and that are never a difference. */
function commonTrials(bed: Harness): Properties[] {
  const { inputs } = bed.definition;
  return [
    { connection: Object.keys(bed.stack.connections)[0] },
    ...("adopt" in inputs ? [{ adopt: true }] : []),
    ...("adoptId" in inputs ? [{ adoptId: adoptIdOf(bed) }] : []),
  ];
}
