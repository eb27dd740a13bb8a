import { describe, expect, test } from "vitest";
import { refusal } from "./open";
import { drop, openTable, token } from "./ruletable-harness";

const center = "5b1f0a52-3c0e-4d5e-9a51-7d0c3d2f6e11";
const [a, b, c] = [drop("a"), drop("b"), drop("c")];

describe("an exclusive table", () => {
  test("is not made over rules that nobody listed, unless they may go; then the preview lists them", async () => {
    const bed = await openTable();
    bed.table.add({ comment: "old" });
    bed.table.add({ action: "drop", comment: "b" });
    bed.writes();
    expect(await refusal(bed.up({ rules: [a, b] }))).toContain("rule 1 (old)");
    expect(bed.writes()).toEqual([]);
    await bed.up({ rules: [a, b], adopt: true });
    expect(bed.said().join("\n")).toContain("will be deleted: rule 1 (old)");
    expect(bed.comments).toEqual(["a", "b"]);
    expect(bed.id("b")).toBe(2);
  });

  test("leaves the rules of a central console alone, above and below", async () => {
    const bed = await openTable();
    bed.table.addFromConsole("above", { comment: "above" }, center);
    bed.table.addFromConsole("below", { comment: "below" }, center);
    await bed.up({ rules: [a, b] });
    expect(bed.comments).toEqual(["above", "a", "b", "below"]);
    await bed.up({ rules: [b, c, a] });
    expect(bed.comments).toEqual(["above", "b", "c", "a", "below"]);
    await bed.stack.restart();
    expect(await bed.stack.refresh("table")).toEqual([]);
    await bed.stack.delete("table");
    expect(bed.comments).toEqual(["above", "below"]);
  });

  test("whose rules are in a group of a central console are ours all the same", async () => {
    const bed = await openTable();
    const grouped = [drop("a", { parentId: center }), drop("b", { parentId: center })];
    await bed.up({ rules: grouped });
    await bed.up({ rules: grouped.toReversed() });
    expect(bed.comments).toEqual(["b", "a"]);
    await bed.stack.restart();
    expect(await bed.stack.refresh("table")).toEqual([]);
  });

  test("deletes no more rules than it may", async () => {
    const bed = await openTable();
    await bed.up({ rules: [a, b, c], maxDeletes: 1 });
    expect(await refusal(bed.up({ rules: [a], maxDeletes: 1 }))).toContain(
      "it would delete 2 rules, more than maxDeletes: 1",
    );
    expect(bed.comments).toEqual(["a", "b", "c"]);
  });
});

describe("a shared table", () => {
  test.each([
    [{ first: true }, ["a", "b", "x", "y"]],
    [{ last: true }, ["x", "y", "a", "b"]],
    [undefined, ["x", "y", "a", "b"]],
    [{ after: 1 }, ["x", "a", "b", "y"]],
    [{ before: "2" }, ["x", "a", "b", "y"]],
  ])("has our block at %j, among rules that never change", async (placement, expected) => {
    const bed = await openTable();
    bed.table.add({ comment: "x" });
    bed.table.add({ comment: "y" });
    const theirs = bed.rules;
    await bed.up({ ownership: "shared", placement, rules: [a, b] });
    expect(bed.comments).toEqual(expected);
    expect(bed.rules.filter((rule) => !["a", "b"].includes(rule.comment))).toEqual(theirs);
    await bed.stack.restart();
    expect(await bed.stack.refresh("table")).toEqual([]);
    await bed.stack.delete("table");
    expect(bed.rules).toEqual(theirs);
  });

  test("reads a displaced block as the place that it has, and puts it back", async () => {
    const bed = await openTable();
    bed.table.add({ comment: "x" });
    await bed.up({ ownership: "shared", placement: { first: true }, rules: [a] });
    bed.table.move(1, { before: bed.id("a") });
    await bed.stack.restart();
    await bed.stack.refresh("table");
    expect(bed.stack.outputs("table").placement).toEqual({ after: 1 });
    await bed.up({ ownership: "shared", placement: { first: true }, rules: [a] });
    expect(bed.comments).toEqual(["a", "x"]);
  });

  test("says which rule a placement can't find", async () => {
    const bed = await openTable();
    expect(await refusal(bed.up({ ownership: "shared", placement: { after: 77 }, rules: [a] }))).toContain(
      "rule 77",
    );
  });

  test("takes over equal rules only where that is said", async () => {
    const bed = await openTable();
    bed.table.add({ action: "drop", comment: "a" });
    await bed.up({ ownership: "shared", rules: [a], adopt: true });
    expect([bed.comments, bed.writes()]).toEqual([["a"], []]);
    const other = await openTable();
    other.table.add({ action: "drop", comment: "a" });
    await other.up({ ownership: "shared", rules: [a] });
    expect(other.comments).toEqual(["a", "a"]);
  });
});

describe("what happens when a table goes", () => {
  test("its rules are kept where that is said", async () => {
    const bed = await openTable();
    await bed.up({ rules: [a, b], onDelete: "keep" });
    bed.writes();
    await bed.stack.restart();
    await bed.stack.delete("table");
    expect([bed.comments, bed.writes()]).toEqual([["a", "b"], []]);
  });

  test("an exclusive table becomes what it was before, with the numbers that are left", async () => {
    const bed = await openTable();
    for (const comment of ["x", "y", "z"]) bed.table.add({ comment });
    await bed.up({ rules: [drop("y", { action: "accept" }), a], adopt: true, onDelete: "restore" });
    expect(bed.id("y")).toBe(2);
    await bed.up({ rules: [a, drop("y")], adopt: true, onDelete: "restore" });
    await bed.stack.restart();
    await bed.stack.delete("table");
    expect(bed.rules.map(({ comment, action }) => [comment, action])).toEqual([
      ["x", "accept"],
      ["y", "accept"],
      ["z", "accept"],
    ]);
    expect(bed.id("y")).toBe(2);
  });

  test("a shared one gives back what it took over, and deletes the rest", async () => {
    const bed = await openTable();
    bed.table.add({ comment: "x" });
    bed.table.add({ action: "drop", comment: "a" });
    const shared = { ownership: "shared", adopt: true, onDelete: "restore" };
    await bed.up({ ...shared, rules: [a, b] });
    await bed.up({ ...shared, rules: [b, drop("a", { sourceAddresses: ["ip.id.1"] })] });
    await bed.stack.restart();
    await bed.stack.delete("table");
    expect(bed.rules.map(({ id, comment, source_addresses }) => [id, comment, source_addresses])).toEqual([
      [1, "x", ["any"]],
      [2, "a", ["any"]],
    ]);
  });
});

test("single rules beside an exclusive table of the same kind are refused, beside a shared one not", async () => {
  const bed = await openTable();
  await bed.up({ rules: [a] });
  expect(await refusal(bed.stack.up("ideco:ForwardRule", "one", { action: "drop" }))).toContain(
    "the table forward is owned by",
  );
  const other = await openTable();
  await other.up({ ownership: "shared", rules: [a] });
  expect(await other.stack.up("ideco:ForwardRule", "one", { action: "drop", comment: "one" })).toBe("create");
  expect(
    await refusal(other.stack.up(token, "second", { table: "forward", ownership: "shared", rules: [] })),
  ).toContain("RuleTable of forward");
});
