import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Appliance } from "../../bench/appliance";
import { contenders } from "../../bench/contenders";
import { phases } from "../../bench/phases";
import { frozenPackage, type Measurement, Stack } from "../../bench/stack";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const rules = 5;
let bed: { folder: string; remove: () => Promise<void>; appliance: Appliance };

beforeAll(async () => {
  const { folder, remove } = await frozenPackage();
  bed = { folder, remove, appliance: await Appliance.start(folder, rules) };
});

afterAll(async () => {
  bed.appliance.stop();
  await bed.remove();
});

/** Goes through some phases; each throws where the appliance is not as it has to be afterwards. */
async function go(name: string, ...names: string[]): Promise<Measurement[]> {
  const contender = contenders.find((each) => each.name === name);
  if (!contender) throw new Error(`there is no contender ${name}`);
  const stack = await Stack.create(contender, bed.folder, bed.appliance);
  const measured: Measurement[] = [];
  try {
    for (const phase of phases.filter((each) => names.includes(each.name)))
      measured.push(await stack.phase(phase, rules));
  } finally {
    await stack.remove();
  }
  return measured;
}

const calls = ({ phase, logins, reads, writes }: Measurement) => ({ phase, logins, reads, writes });

test("the naive provider does the same work, with a login for each call", async () => {
  const measured = await go("naive", "up", "first to last", "destroy");
  expect(measured.map(calls)).toEqual([
    { phase: "up", logins: 5, reads: 0, writes: 5 },
    // The edit that was left out, and the two rules whose neighbour is another one now, of which one asks who is first.
    { phase: "first to last", logins: 4, reads: 1, writes: 3 },
    { phase: "destroy", logins: 5, reads: 0, writes: 5 },
  ]);
});

test("the floor does nothing, and the product's programs are understood", async () => {
  expect((await go("floor", "up")).map(calls)).toEqual([{ phase: "up", logins: 0, reads: 0, writes: 0 }]);
  expect(await go("plugin", "preview")).toMatchObject([{ writes: 0 }]);
  expect(await go("table", "preview")).toMatchObject([{ writes: 0 }]);
});
