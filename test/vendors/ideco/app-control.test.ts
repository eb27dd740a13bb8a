import { describe, expect, it } from "vitest";
import type { Properties } from "../../../provider/kernel/values";
import { type Harness, open, refusal } from "./open";

const app = { name: "n", action: "drop", aliases: ["any"], protocols: ["p"] };

describe("application control", () => {
  const token = "ideco:AppControlRule";
  const rule = (name: string, position?: Properties) => ({ ...app, name, ...(position && { position }) });
  const names = ({ lab }: Harness) => lab.ideco.table("appControl").rules.map(({ name }) => name);

  it("is deprecated, which a run says once, of the rule and of the table", async () => {
    const { stack } = await open();
    const told = () => stack.said.filter((text) => text.includes("is deprecated"));
    const why = "Rules of application control do nothing from v18 on";
    for (const name of ["a", "b"]) await stack.up(token, name, rule(name));
    expect(told()).toEqual([expect.stringContaining(`warn: ideco:AppControlRule is deprecated. ${why}`)]);
    const rules = (table: string) => ({ table, ownership: "shared", rules: [] });
    await stack.up("ideco:RuleTable", "forward", rules("forward"));
    await stack.up("ideco:RuleTable", "applications", rules("appControl"));
    expect(told().slice(1)).toEqual([
      expect.stringContaining(`warn: ideco:RuleTable, table "appControl", is deprecated. ${why}`),
    ]);
  });

  it("appends, then moves", async () => {
    const bed = await open();
    const { stack, writes } = bed;
    await stack.up(token, "a", rule("a"));
    expect(writes()).toEqual(["POST /application_control_backend/rules"]);
    await stack.up(token, "b", rule("b", { first: true }));
    expect(writes()).toEqual([
      "POST /application_control_backend/rules",
      "PATCH /application_control_backend/rules/move",
    ]);
    await stack.up(token, "c", rule("c", { last: true }));
    expect(writes()).toEqual(["POST /application_control_backend/rules"]);
    await stack.up(token, "d", rule("d", { before: stack.resources.get("a")?.id }));
    await stack.up(token, "e", rule("e", { after: 1 }));
    expect(names(bed)).toEqual(["b", "d", "a", "e", "c"]);
    expect(bed.lab.journal.writes().every(({ query }) => Object.keys(query).length === 0)).toBe(true);
    for (const name of ["a", "b", "c", "d", "e"]) expect(await stack.refresh(name)).toEqual([]);
  });

  it("is kept in the state where the move fails, and moved by the next up", async () => {
    const bed = await open({}, { retries: 0 });
    const { stack, lab, writes } = bed;
    await stack.up(token, "a", rule("a"));
    lab.faults.add({ path: /move$/, status: 502 });
    const message = await refusal(stack.up(token, "b", rule("b", { first: true })));
    expect(message).toContain("the service is not available");
    expect(names(bed)).toEqual(["a", "b"]);
    expect(stack.resources.get("b")).toMatchObject({ id: "2", incomplete: true });
    expect(stack.outputs("b").ruleId).toBe(2);
    await stack.restart();
    writes();
    expect(await stack.up(token, "b", rule("b", { first: true }))).toBe("update");
    expect(writes()).toEqual(["PATCH /application_control_backend/rules/move"]);
    expect(names(bed)).toEqual(["b", "a"]);
  });

  it("is deleted whole after such a failure", async () => {
    const bed = await open({}, { retries: 0 });
    const { stack, lab } = bed;
    await stack.up(token, "a", rule("a"));
    lab.faults.add({ path: /move$/, status: 502 });
    await refusal(stack.up(token, "b", rule("b", { first: true })));
    await stack.restart();
    await stack.delete("b");
    expect(names(bed)).toEqual(["a"]);
  });

  it("moves once although the answer of the move is lost", async () => {
    const bed = await open();
    const { stack, lab } = bed;
    await stack.up(token, "a", rule("a"));
    lab.faults.add({ path: /move$/, lose: "after" });
    await stack.up(token, "b", rule("b", { first: true }));
    expect(names(bed)).toEqual(["b", "a"]);
  });

  it.each(["v19", "v20"] as const)("edits by PUT on %s too, alone and in a table", async (dialect) => {
    const bed = await open({ dialect });
    const { stack, writes } = bed;
    const table = { table: "appControl", ownership: "exclusive", rules: [{ key: "a", ...rule("a") }] };
    await stack.up("ideco:RuleTable", "t", table);
    writes();
    await stack.up("ideco:RuleTable", "t", {
      ...table,
      rules: [{ key: "a", ...rule("a"), action: "accept" }],
    });
    expect(writes()).toEqual(["PUT /application_control_backend/rules/1"]);
  });
});
