import { expect } from "vitest";
import type { Properties } from "../../provider/kernel/values";
import { caseOf, filesOf } from "./cases";
import { type Trial, topOf } from "./changes";
import { type Step, unchanged } from "./engine";
import type { Harness } from "./harness";

/** The change is shown and done as its traits declare; undone behind our back it is seen, and done again. */
export async function changed(
  bed: Harness,
  { field, before, after, operation, shown }: Trial,
): Promise<void> {
  await bed.up(before);
  const old = bed.stack.exported();
  expect(placesIn(bed, await bed.preview(after))).toEqual({ operation, shown });
  bed.writes();
  expect(placesIn(bed, await bed.up(after))).toEqual({ operation, shown });
  const writes = bed.writes();
  if (operation === "same") expect(writes).toEqual([]);
  if (operation === "update") expect(writes.length > 0, sentOrNot(bed, field)).toBe(!isQuiet(bed, field));
  expect(await bed.refresh(), forgotten(bed, shown)).toEqual(unchanged);
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

function forgotten({ definition }: Harness, shown: string[]): string {
  const { definitionFile } = filesOf(definition);
  return `${definition.token}: after a change of ${shown.join(", ")} a refresh finds something else than was written: see update, encode and decode in ${definitionFile}`;
}

/** Whether the change of a field is about how the package goes about its work, so that nothing is sent. */
function isQuiet({ definition }: Harness, field: string): boolean {
  return caseOf(definition).quiet?.includes(field) ?? false;
}

function sentOrNot({ definition }: Harness, field: string): string {
  const { definitionFile, caseFile } = filesOf(definition);
  return `${definition.token}: whether a change of ${field} sends something: see update in ${definitionFile}, or \`quiet\` of its case in ${caseFile}`;
}
