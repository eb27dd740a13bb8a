import { expect, test } from "vitest";
import { planRestore, restoreSnapshot } from "../../../provider/vendors/ideco/ruletable/restore";
import { readSnapshot } from "../../../provider/vendors/ideco/ruletable/snapshot";
import { refusal } from "./open";
import { drop, openTable } from "./ruletable-harness";

test("an apply's snapshot puts the table back, hitless, with the numbers that are left", async () => {
  const bed = await openTable("forward", { dialect: "v20" });
  await bed.up({ rules: [drop("a"), drop("b", { sourceAddresses: ["ip.id.1"] }), drop("c")] });
  const before = bed.rules;
  const central = bed.table.addFromConsole(
    "above",
    { comment: "central" },
    "5b1f0a52-3c0e-4d5e-9a51-7d0c3d2f6e11",
  );
  await bed.up({ rules: [drop("c"), drop("b", { sourceAddresses: ["subnet.id.1"] }), drop("d"), drop("e")] });
  const stranger = bed.table.add({ comment: "stranger" });
  bed.table.edit(bed.id("c"), { logging: true });
  expect(bed.snapshots()).toHaveLength(2);

  const snapshot = readSnapshot(bed.snapshots().at(-1) ?? "");
  expect(snapshot).toMatchObject({ appliance: "hq", table: "forward" });
  bed.writes();
  const context = bed.context();
  const plan = await planRestore(context, snapshot);
  expect(bed.writes()).toEqual([]);
  expect(plan.words).toHaveLength(plan.calls);
  expect(plan.words).toContain(`delete \`stranger\` (rule ${stranger})`);
  expect(plan.words.filter((line) => line.startsWith("insert `rule 1 (a)`"))).toHaveLength(1);

  const done = await restoreSnapshot(context, snapshot);
  expect(done).toEqual(plan);
  expect(bed.writes()).toHaveLength(plan.calls);
  expect(bed.comments).toEqual(["central", "a", "b", "c"]);
  expect(bed.rules.slice(1).map(({ id, ...rule }) => rule)).toEqual(before.map(({ id, ...rule }) => rule));
  expect([bed.id("central"), bed.id("b"), bed.id("c")]).toEqual([central, 2, 3]);
  expect(bed.snapshots()).toHaveLength(3);

  expect(await planRestore(context, snapshot)).toEqual({ words: [], calls: 0 });
  expect(await restoreSnapshot(context, snapshot)).toEqual({ words: [], calls: 0 });
  expect(bed.snapshots()).toHaveLength(3);
});

test("what a later version keeps with a rule goes out with it, when it has to be made again", async () => {
  const bed = await openTable();
  await bed.up({ rules: [drop("a"), drop("b")] });
  await bed.up({ rules: [drop("b")] });
  const snapshot = readSnapshot(bed.snapshots().at(-1) ?? "");
  const later = {
    ...snapshot,
    rules: snapshot.rules.map((rule) => ({ ...rule, flavour: "of a later version" })),
  };
  expect(await refusal(restoreSnapshot(bed.context(), later))).toContain("flavour");
  expect(bed.lab.journal.writes().at(-1)?.body).toMatchObject({
    comment: "a",
    flavour: "of a later version",
  });
});

test("a snapshot of another appliance, or with what this version can't hold, is refused before any call", async () => {
  const bed = await openTable("forward", { dialect: "v18" });
  await bed.up({ rules: [drop("a")] });
  const snapshot = {
    format: 1 as const,
    appliance: "branch",
    table: "forward" as const,
    taken: "2026-01-01",
    rules: [],
  };
  bed.writes();
  expect(await refusal(planRestore(bed.context(), snapshot))).toContain(
    'is of the table forward of "branch"',
  );
  expect(await refusal(restoreSnapshot(bed.context(), snapshot))).toContain('and this is "hq"');
  const newer = { ...bed.rules[0], id: 1, logging: true };
  const ofV20 = { ...snapshot, appliance: "hq", rules: [newer] };
  expect(await refusal(planRestore(bed.context(), ofV20))).toContain("needs an appliance with v20");
  expect(await refusal(restoreSnapshot(bed.context(), ofV20))).toContain("needs an appliance with v20");
  expect(bed.writes()).toEqual([]);
});

test("a restore that fails on the way is completed by the same command", async () => {
  const bed = await openTable();
  await bed.up({ rules: [drop("a"), drop("b"), drop("c")] });
  await bed.up({ rules: [] });
  const snapshot = readSnapshot(bed.snapshots().at(-1) ?? "");
  bed.lab.faults.add({ method: "POST", path: /forward/, skip: 1, times: 20, status: 500 });
  const said = await refusal(restoreSnapshot(bed.context(), snapshot));
  expect(said).toContain("1 calls of putting the table forward back were done");
  bed.lab.faults.clear();
  await restoreSnapshot(bed.context(), snapshot);
  expect(bed.comments).toEqual(["a", "b", "c"]);
});
