import { statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Properties } from "../../../provider/kernel/values";
import { refusal } from "./open";
import { drop, openTable } from "./ruletable-harness";

const shared = { ownership: "shared", placement: { first: true } };
const accept = (key: string) => drop(key, { action: "accept" });
const old = [drop("a"), drop("b"), drop("c"), drop("d")];
/** An insert, an edit that needs a new form (b), a move (d), a delete (c). */
const next = [drop("d"), accept("new"), drop("a", { sourceAddresses: ["ip.id.1"] }), accept("b")];
const comments = (rules: Properties[]) => rules.map((rule) => rule.comment);

async function openShared(before?: Properties[]) {
  const bed = await openTable("forward", {}, hasty);
  bed.table.add({ comment: "theirs" });
  bed.table.add({ comment: "also theirs" });
  if (before) await bed.up({ ...shared, rules: before });
  return bed;
}
/** Who is killed tries nothing again. */
const hasty = { retries: 0 };
const theirs = ["theirs", "also theirs"];
/** The change has five writes; with the last one all is done but to read it back. */
const whole = [0, 1, 2, 3, 4];

describe("a process that is killed in the middle of a change of a shared table", () => {
  test.each(whole)("leaves nothing that the next run doesn't recognise: after write %i", async (write) => {
    const bed = await openShared(old);
    await bed.killed(write, () => bed.up({ ...shared, rules: next }));
    expect(await bed.stack.preview("table", { table: "forward", ...shared, rules: next })).not.toEqual([]);
    expect(bed.said().join()).toContain("a process was killed in the middle of a change");
    await bed.up({ ...shared, rules: next });
    expect(bed.comments).toEqual([...comments(next), ...theirs]);
    expect(bed.said().join()).not.toContain("changed by somebody else");
    expect(await bed.up({ ...shared, rules: next })).toBe("same");
  });

  test.each(whole)("nor where the program goes back to what it was: after write %i", async (write) => {
    const bed = await openShared(old);
    await bed.killed(write, () => bed.up({ ...shared, rules: next }));
    await bed.up({ ...shared, rules: old });
    expect(bed.comments).toEqual([...comments(old), ...theirs]);
  });

  test.each(whole)(
    "nor where it is another by then, and the next process is killed too: after write %i",
    async (write) => {
      const bed = await openShared(old);
      const third = [drop("e"), drop("b", { destinationAddresses: ["ip.id.1"] }), drop("f")];
      await bed.killed(write, () => bed.up({ ...shared, rules: next }));
      await bed.killed(1, () => bed.up({ ...shared, rules: third }));
      await bed.up({ ...shared, rules: third });
      expect(bed.comments).toEqual([...comments(third), ...theirs]);
    },
  );

  test.each([0, 1, 2, 3])("nor in the middle of the first creation: after write %i", async (write) => {
    const bed = await openShared();
    await bed.killed(write, () => bed.up({ ...shared, rules: old }));
    await bed.up({ ...shared, rules: [...old.slice(1), drop("e")] });
    expect(bed.comments).toEqual(["b", "c", "d", "e", ...theirs]);
    expect(bed.marks()).toEqual([]);
  });

  test("nor where all was done and only the state doesn't know", async () => {
    const bed = await openShared(old);
    const state = new Map(bed.stack.resources);
    await bed.up({ ...shared, rules: next });
    for (const [name, stored] of state) bed.stack.resources.set(name, stored);
    await bed.stack.restart();
    bed.writes();
    await bed.up({ ...shared, rules: next });
    expect(bed.writes()).toEqual([]);
    expect(bed.comments).toEqual([...comments(next), ...theirs]);
    await bed.up({ ...shared, rules: old });
    expect(bed.comments).toEqual([...comments(old), ...theirs]);
  });

  test("leaves nothing when the table is destroyed next", async () => {
    const bed = await openShared(old);
    await bed.killed(2, () => bed.up({ ...shared, rules: next }));
    await bed.stack.delete("table");
    expect(bed.comments).toEqual(theirs);
  });

  test("takes nothing that somebody else made since, equal or not", async () => {
    const bed = await openShared(old);
    await bed.killed(1, () => bed.up({ ...shared, rules: next }));
    bed.table.add({ comment: "late" });
    bed.table.add({ comment: "new", action: "drop" });
    await bed.up({ ...shared, rules: next });
    expect(bed.comments).toEqual([...comments(next), ...theirs, "late", "new"]);
  });
});

test.each([0, 1, 2])(
  "an exclusive creation that was killed is no table of somebody else's: after write %i",
  async (write) => {
    const bed = await openTable("forward", {}, hasty);
    await bed.killed(write, () => bed.up({ rules: old }));
    await bed.up({ rules: [drop("b"), drop("z")] });
    expect(bed.comments).toEqual(["b", "z"]);
  },
);

test("what somebody else put into the table since is not deleted unasked", async () => {
  const bed = await openTable("forward", {}, hasty);
  await bed.killed(2, () => bed.up({ rules: old }));
  bed.table.add({ comment: "somebody's" });
  const said = await refusal(bed.up({ rules: [drop("b")] }));
  expect(said).toContain("(somebody's)");
  expect(said).not.toContain("(a)");
});

test("what another stack began in the same table is not ours", async () => {
  const bed = await openShared();
  await bed.killed(2, () => bed.up({ ...shared, rules: old }));
  await bed.up({ ...shared, rules: [drop("x"), drop("y")] });
  expect(bed.comments).toEqual(["x", "y", "a", "b", "c", ...theirs]);
});

test("one file is written down, for the user alone", async () => {
  const bed = await openShared(old);
  await bed.up({ ...shared, rules: next });
  await bed.up({ ...shared, rules: old });
  const [file = "", ...more] = bed.marks();
  expect(more).toEqual([]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("rules that log are recognised too", async () => {
  const bed = await openTable("forward", { dialect: "v20" }, hasty);
  bed.table.add({ comment: "theirs" });
  const logged = [drop("a", { logging: true }), drop("b", { logging: true }), drop("c", { logging: false })];
  await bed.killed(2, () => bed.up({ ...shared, rules: logged }));
  await bed.up({ ...shared, rules: logged });
  expect(bed.comments).toEqual(["a", "b", "c", "theirs"]);
  bed.lab.faults.add({ method: "POST", path: /forward/, lose: "after" });
  await bed.up({ ...shared, rules: [...logged, drop("d", { logging: true })] });
  expect(bed.comments).toEqual(["a", "b", "c", "d", "theirs"]);
  bed.writes();
  const renamed = [...logged, drop("d", { logging: true, key: "renamed" })];
  await bed.up({ ...shared, rules: renamed });
  expect(bed.writes()).toEqual([]);
});
