import { describe, expect, test, vi } from "vitest";
import { catalogue } from "../../provider/catalogue";
import type { Properties } from "../../provider/kernel/values";
import { type Trial, trialsOf } from "./changes";
import { fronts } from "./driver";
import { changed } from "./fields";
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
