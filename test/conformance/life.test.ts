import { describe, expect, test, vi } from "vitest";
import { catalogue } from "../../provider/catalogue";
import { caseOf } from "./cases";
import { fronts } from "./driver";
import { unchanged } from "./engine";
import { type Harness, onHarness } from "./harness";
import { adopting, importing, makingAgain } from "./others";

// Seconds on an idle machine, minutes on a crowded one.
vi.setConfig({ testTimeout: 120_000 });

describe.each(fronts)("a resource in the $name front", (front) => {
  test.concurrent.for(catalogue.resources.map(({ token }) => token))("%s", (token) =>
    onHarness(token, front, {}, live),
  );
});

async function live(bed: Harness): Promise<void> {
  const before = await bed.digest();
  expect(await bed.preview(bed.args())).toMatchObject({ operation: "create" });
  expect(bed.writes()).toEqual([]);
  expect(await bed.up(bed.args())).toMatchObject({ operation: "create" });
  const made = await bed.digest();
  bed.writes();

  await staysAsItIs(bed);
  await others(bed, made);
  await isNoticedWhenLost(bed, made);

  await isDeletedTwice(bed);
  if (!caseOf(bed.definition).isEvent) expect(await bed.digest()).toEqual(before);
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
  expect(await bed.digest()).toEqual(made);
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
