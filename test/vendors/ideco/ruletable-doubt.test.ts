import { describe, expect, test } from "vitest";
import { refusal } from "./open";
import { drop, openTable } from "./ruletable-harness";

/** What an appliance does late, shows late, or says nothing of: each rule is there once, and the next `up` has nothing to do. */

const rules = [drop("a"), drop("b"), drop("c")];
const next = [drop("c"), drop("a", { action: "accept" }), drop("d")];
const path = /\/firewall\/rules\/forward/;
const settings = { timeoutSeconds: 1, retries: 0 };

describe.each(["exclusive", "shared"])("a table of ours, %s", (ownership) => {
  async function opened(concurrency: number, dialect: "v18" | "v20" = "v18") {
    const bed = await openTable("forward", { dialect }, { ...settings, concurrency });
    if (ownership === "shared") bed.table.add({ comment: "theirs" });
    const theirs = ownership === "shared" ? ["theirs"] : [];
    const there = () => bed.comments.filter((comment) => comment !== "theirs");
    const up = (wanted: typeof rules) => bed.up({ ownership, rules: wanted });
    const isSettled = async (wanted: typeof rules) => {
      expect(there()).toEqual(wanted.map(({ key }) => key));
      expect(bed.comments).toHaveLength(wanted.length + theirs.length);
      await bed.stack.restart();
      expect(await up(wanted)).toBe("same");
    };
    return { bed, lab: bed.lab, stack: bed.stack, writes: bed.writes, up, there, isSettled };
  }

  test.each([100, 1000, 3000])("its list lags %i ms behind", async (lagMs) => {
    const bed = await opened(4);
    bed.lab.faults.set({ path, method: "GET", lagMs });
    await bed.up(rules);
    await bed.isSettled(rules);
    bed.writes();
    await bed.up(next);
    expect(bed.writes().filter((call) => call.startsWith("POST"))).toHaveLength(1);
    await bed.isSettled(next);
  });

  test("its list never shows what was made", async () => {
    const bed = await opened(1);
    const end = bed.lab.faults.set({ path, method: "GET", lagMs: 60_000 });
    const said = await refusal(bed.up(rules));
    expect(said).toContain("the creation of `a` (rule ");
    expect(said).toContain("succeeded, but after 8 s the list of the table forward doesn't show it");
    expect(bed.there()).toEqual(["a", "b", "c"]);
    end();
    await bed.stack.restart();
    await bed.up(rules);
    await bed.isSettled(rules);
  });

  test.each([1, 4])(
    "an insertion is answered 504 and done later, %i calls at a time",
    async (concurrency) => {
      const bed = await opened(concurrency);
      bed.lab.faults.add({ path, method: "POST", status: 504, lateWorkMs: 500, skip: 1 });
      await bed.up(rules);
      expect(bed.lab.faults.unused()).toEqual([]);
      await bed.isSettled(rules);
    },
  );

  test("an insertion takes longer than the time limit", async () => {
    const bed = await opened(4);
    bed.lab.faults.add({ path, method: "POST", delayMs: 2000, times: 2 });
    await bed.up(rules);
    await bed.isSettled(rules);
  });

  test("an edit, a move and a deletion are done late", async () => {
    const bed = await opened(4);
    await bed.up(rules);
    for (const method of ["PUT", "PATCH", "DELETE"])
      bed.lab.faults.add({ path, method, lose: "before", lateWorkMs: 700 });
    await bed.up(next);
    await bed.isSettled(next);
    expect(bed.bed.rules.find(({ comment }) => comment === "a")?.action).toBe("accept");
  });

  test("the work comes after all was over: the next run takes it away", async () => {
    const bed = await opened(1);
    bed.lab.faults.add({ path, method: "POST", status: 504, lateWorkMs: 15_000 });
    await bed.up(rules);
    expect(bed.there()).toEqual(["a", "b", "c"]);
    expect(await bed.up(rules)).toBe("same");
    await expect.poll(() => bed.there().length, { timeout: 20_000 }).toBe(4);
    await bed.stack.restart();
    expect(await bed.up(rules)).toBe("update");
    await bed.isSettled(rules);
  });
});

test("several answers are lost at once: each rule is found again", async () => {
  const bed = await openTable("forward", { dialect: "v18" }, { ...settings, concurrency: 8 });
  const many = Array.from({ length: 16 }, (_, index) => drop(`r${index}`));
  bed.lab.faults.add({ path, method: "POST", lose: "after", skip: 3, times: 3 });
  await bed.up({ rules: many });
  expect(bed.comments).toEqual(many.map(({ key }) => key));
  expect(bed.lab.faults.unused()).toEqual([]);
  expect(bed.writes().filter((call) => call.startsWith("POST"))).toHaveLength(16);
});

test("a refusal ends a change with many calls under way: what was made is kept, and the next run completes it", async () => {
  const bed = await openTable("forward", { dialect: "v18" }, { ...settings, concurrency: 8 });
  const many = Array.from({ length: 16 }, (_, index) => drop(`r${index}`));
  bed.lab.faults.add({ path, method: "POST", status: 542, skip: 5 });
  expect(await refusal(bed.up({ rules: many }))).toContain("calls of the change were done");
  expect(bed.rules.length).toBeLessThan(16);
  await bed.up({ rules: many });
  expect(bed.comments).toEqual(many.map(({ key }) => key));
});

describe("ids", () => {
  test("that are texts are kept as they are", async () => {
    const bed = await openTable(
      "forward",
      { dialect: "v20", facts: { ruleIds: "texts" } },
      { concurrency: 1 },
    );
    await bed.up({ rules });
    expect(bed.stack.outputs("table").ruleIds).toEqual({ a: "fwd.ngfw.1", b: "fwd.ngfw.2", c: "fwd.ngfw.3" });
    await bed.up({ rules: [drop("c"), drop("b", { action: "accept" }), drop("d")] });
    expect(bed.comments).toEqual(["c", "b", "d"]);
    await bed.stack.restart();
    expect(await bed.stack.refresh("table")).toEqual([]);
    await bed.stack.delete("table");
    expect(bed.comments).toEqual([]);
  });

  test("that are digits as texts are the same numbers", async () => {
    const bed = await openTable("forward", {}, { concurrency: 1 });
    await bed.up({ rules });
    bed.lab.faults.set({ vendor: "ideco", ids: "texts" });
    await bed.stack.restart();
    expect(await bed.stack.refresh("table")).toEqual([]);
    await bed.up({ rules: [drop("c"), drop("a")] });
    expect(bed.comments).toEqual(["c", "a"]);
    expect(bed.stack.outputs("table").ruleIds).toEqual({ c: 3, a: 1 });
  });

  test("that can't be told exactly are refused before anything is sent", async () => {
    const bed = await openTable();
    bed.table.add({ comment: "theirs" });
    bed.lab.faults.set({ vendor: "ideco", ids: "huge" });
    const said = await refusal(bed.up({ ownership: "shared", rules }));
    expect(said).toContain("allowed: a whole number up to 2^53, or a text");
    expect(bed.writes()).toEqual([]);
  });
});
