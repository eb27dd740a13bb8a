import { expect } from "vitest";
import { caseOf, filesOf } from "./cases";
import { unchanged } from "./engine";
import type { Harness } from "./harness";
import { adopting, importing, makingAgain } from "./others";

/** A whole life: made, looked at, taken over by others, lost, made again, deleted. Nothing of others is touched. */
export async function live(bed: Harness): Promise<void> {
  const before = await bed.digest();
  expect(await bed.preview(bed.args())).toMatchObject({ operation: "create" });
  expect(bed.writes()).toEqual([]);
  expect(await bed.up(bed.args())).toMatchObject({ operation: "create" });
  const made = await bed.digest();
  const { isEvent } = caseOf(bed.definition);
  if (!isEvent) expect(made, unseenCreation(bed)).not.toEqual(before);
  bed.writes();

  await staysAsItIs(bed);
  await others(bed, made);
  await isNoticedWhenLost(bed, made);

  await isDeletedTwice(bed);
  if (!isEvent) expect(await bed.digest(), leftBehind(bed)).toEqual(before);
  isAudited(bed);
}

/** Each write that reached the appliance is in the audit once, with its outcome and the resource that it is of. */
function isAudited(bed: Harness): void {
  const lines = bed.audited();
  const sent = lines.filter(({ event }) => event === "sending");
  const methods = (calls: readonly { method: string }[]) => calls.map(({ method }) => method).sort();
  const told = sent.map(({ call = "" }) => ({ method: call.split(" ")[0] ?? "" }));
  expect(methods(told)).toEqual(methods(bed.lab.journal.writes({ vendor: bed.definition.vendor.name })));
  const ends = lines.filter(({ event }) => event === "outcome");
  expect(new Set(ends.map(({ id }) => id))).toEqual(new Set(sent.map(({ id }) => id)));
  const types = new Set(sent.map(({ object }) => object?.type));
  if (!bed.definition.sendsTogether && sent.length > 0) expect([...types]).toEqual([bed.definition.token]);
}

/** Looking, previewing and `up` again find nothing to do, however often. */
async function staysAsItIs(bed: Harness): Promise<void> {
  expect(await bed.up(bed.args())).toEqual({ operation: "same", paths: [] });
  expect(await bed.refresh()).toEqual(unchanged);
  expect(await bed.refresh()).toEqual(unchanged);
  expect(await bed.preview(bed.args())).toEqual({ operation: "same", paths: [] });
  expect(await bed.up(bed.args())).toEqual({ operation: "same", paths: [] });
  expect(bed.writes()).toEqual([]);
}

/** Other stacks that are after the same object. */
async function others(bed: Harness, made: unknown): Promise<void> {
  await importing(bed);
  await adopting(bed);
  await makingAgain(bed);
  expect(await bed.digest(), leftBehind(bed)).toEqual(made);
}

/** Somebody deletes it: a refresh tells, and the next `up` puts it back. */
async function isNoticedWhenLost(bed: Harness, made: unknown): Promise<void> {
  const { remove } = caseOf(bed.definition);
  if (!remove) return;
  await remove(bed.lab, bed.object());
  expect(await bed.digest()).not.toEqual(made);
  const { gone, outputs, paths } = await bed.refresh();
  expect(gone || outputs.length + paths.length > 0).toBe(true);
  expect(await bed.up(bed.args())).toMatchObject({ operation: gone ? "create" : "update" });
  expect(await bed.digest()).toEqual(made);
}

async function isDeletedTwice(bed: Harness): Promise<void> {
  const state = bed.stack.exported();
  await bed.destroy();
  const after = await bed.digest();
  bed.stack.restore(state);
  await bed.destroy();
  expect(await bed.digest()).toEqual(after);
}

function unseenCreation({ definition }: Harness): string {
  const { definitionFile, caseFile } = filesOf(definition);
  return `${definition.token}: its creation changed nothing that this test looks at. Either create in ${definitionFile} does nothing, or its case in ${caseFile} has to say where it is on the appliance (\`look\`) or arguments that differ from what is there`;
}

function leftBehind({ definition }: Harness): string {
  const { definitionFile } = filesOf(definition);
  return `${definition.token}: its deletion left the appliance otherwise than it was before the creation: see delete in ${definitionFile}`;
}
