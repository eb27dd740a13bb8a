import { expect } from "vitest";
import type { Properties } from "../../provider/kernel/values";
import { caseOf } from "./cases";
import { topOf } from "./changes";
import { unchanged } from "./engine";
import type { Harness } from "./harness";

/** Another stack imports the object: its program then finds nothing to do but what no appliance can tell. */
export async function importing(bed: Harness): Promise<void> {
  const { noImport, untold = [] } = caseOf(bed.definition);
  const { id } = bed.object();
  if (bed.front.name !== "plugin" || noImport) return;
  const stack = bed.anotherStack();
  expect((await bed.import(id, stack))?.id).toBe(id);
  expect(await bed.refresh(stack)).toEqual(unchanged);
  const { paths } = await bed.preview(bed.args(), stack);
  expect(untold).toEqual(expect.arrayContaining(paths.map(topOf)));
  expect(bed.writes()).toEqual([]);
}

/** Another stack takes the object over, by what it is and by its id: nothing is sent. */
export async function adopting(bed: Harness): Promise<void> {
  const { inputs } = bed.definition;
  const ways = [
    ...("adopt" in inputs ? [{ adopt: true }] : []),
    ...("adoptId" in inputs ? [{ adoptId: adoptIdOf(bed) }] : []),
  ];
  for (const way of ways) {
    const stack = bed.anotherStack();
    expect(await bed.up(bed.args(way), stack)).toMatchObject({ operation: "create" });
    expect(bed.object(stack).id).toBe(bed.object().id);
    expect(bed.writes()).toEqual([]);
    expect(await bed.preview(bed.args(), stack)).toEqual({ operation: "same", paths: [] });
  }
}

/** An `up`; where that is refused, it goes on as the refusal advises. */
export async function asAdvised(up: (way: Properties) => Promise<unknown>): Promise<void> {
  try {
    await up({});
  } catch (thrown) {
    if (!/adopt: true/.test(String(thrown))) throw thrown;
    await up({ adopt: true });
  }
}

/** The vendor's id, where the resource's own is made of other things. */
export function adoptIdOf(bed: Harness): unknown {
  const { id, outputs } = bed.object();
  return outputs.ipId ?? id;
}

/** Another stack makes the same without a word of adoption. */
export async function makingAgain(bed: Harness): Promise<void> {
  const stack = bed.anotherStack();
  const { again } = caseOf(bed.definition);
  if (again === "refused") {
    await expect(bed.up(bed.args(), stack)).rejects.toThrow(/adopt/);
    expect(bed.writes()).toEqual([]);
    return;
  }
  await bed.up(bed.args(), stack);
  if (again === "same") return expect(bed.object(stack).id).toBe(bed.object().id);
  expect(bed.object(stack).id).not.toBe(bed.object().id);
  await bed.destroy(stack);
  bed.writes();
}
