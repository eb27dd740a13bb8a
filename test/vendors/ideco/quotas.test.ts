import { describe, expect, it } from "vitest";
import { open, refusal } from "./open";

const token = "ideco:Quota";
const path = "/quotas/quotas";
const removed = "the appliance has no quotas: the vendor removed them in v19";
/** Ten terabytes: no 32-bit number. */
const month = { title: "Month", comment: "All", quota: 10 * 2 ** 40, interval: "month" };

describe("Quota", () => {
  it("is made as the page prints it, and seen as it is", async () => {
    const { lab, stack, writes } = await open();
    await stack.up(token, "month", month);
    expect(writes()).toEqual([`POST ${path}`]);
    expect(lab.journal.writes()[0]?.body).toEqual({ ...month, enabled: true });
    expect(await stack.refresh("month")).toEqual([]);
  });

  it("changes each field in place", async () => {
    const { lab, stack, writes } = await open();
    await stack.up(token, "month", month);
    writes();
    const edits = { title: "M", comment: "", quota: 0, enabled: false, interval: "quarter" };
    for (const [field, value] of Object.entries(edits)) {
      const next = { ...month, [field]: value };
      expect(await stack.up(token, "month", next)).toBe("update");
      expect(writes()).toEqual([`PATCH ${path}/1`]);
      expect(lab.journal.writes().at(-1)?.body).toEqual({ enabled: true, ...next });
      expect(await stack.refresh("month")).toEqual([]);
      await stack.up(token, "month", month);
      writes();
    }
  });

  it("sees what somebody else did", async () => {
    const { stack, hand } = await open();
    await stack.up(token, "month", month);
    await hand("PATCH", `${path}/1`, { ...month, enabled: false, quota: 5 });
    await stack.restart();
    expect(await stack.refresh("month")).toEqual(["quota", "enabled"]);
    await stack.up(token, "month", month);
    expect(await hand("GET", path)).toEqual([{ id: "1", ...month, enabled: true }]);
    await hand("DELETE", `${path}/1`);
    await stack.restart();
    await stack.delete("month");
  });

  it("is adopted by its title, imported by its id, and deleted", async () => {
    const { stack, hand } = await open();
    await hand("POST", path, { ...month, enabled: false });
    expect(await refusal(stack.up(token, "month", month))).toContain('the quota "Month" exists already');
    await stack.up(token, "month", { ...month, adopt: true });
    expect(await hand("GET", path)).toEqual([{ id: "1", ...month, enabled: true }]);
    await stack.import(token, "again", "1");
    expect(await stack.preview("again", month)).toEqual([]);
    await stack.restart();
    await stack.delete("month");
    expect(await stack.refresh("again")).toBe("gone");
  });

  it.each(["before", "after"] as const)(
    "is made once, though the answer is lost %s the work",
    async (lose) => {
      const { lab, stack, hand } = await open();
      lab.faults.add({ method: "POST", path, lose });
      await stack.up(token, "month", month);
      expect(await hand("GET", path)).toHaveLength(1);
    },
  );

  it.each([
    [{ ...month, title: "t".repeat(43) }, "title: found 43 characters, allowed: at most 42"],
    [{ ...month, quota: -1 }, "quota: found -1, allowed: at least 0"],
    [{ ...month, quota: 1.5 }, "quota: found 1.5, allowed: a whole number"],
    [{ ...month, quota: 2 ** 60 }, "allowed: at most 9007199254740991"],
    [
      { ...month, interval: "monht" },
      'interval: found "monht", allowed: "hour", "day", "week", "month", "quarter"; did you mean "month"?',
    ],
  ])("refuses %j at preview", async (args, message) => {
    const { stack, writes } = await open();
    expect(await refusal(stack.up(token, "x", args))).toContain(message);
    expect(writes()).toEqual([]);
  });

  it("lists all quotas", async () => {
    const { stack, hand } = await open();
    await hand("POST", path, { ...month, enabled: false });
    expect(await stack.call("ideco:getQuotas")).toEqual({ items: [{ id: "1", ...month, enabled: false }] });
  });
});

describe.each(["v19", "v20"] as const)("Quota in %s, which has none", (dialect) => {
  it.each([{}, { dialect }])("is refused at preview, with the connection's settings %j", async (settings) => {
    const { stack, writes } = await open({ dialect }, settings);
    expect(await refusal(stack.up(token, "month", month))).toBe(`: ${removed}`);
    expect(await refusal(stack.call("ideco:getQuotas"))).toContain(`${removed}. Quotas need v18.`);
    expect(await stack.import(token, "month", "1")).toBeUndefined();
    expect(writes()).toEqual([]);
  });

  it("is gone after the upgrade of its appliance", async () => {
    const { lab, stack, writes } = await open();
    await stack.up(token, "month", month);
    await stack.up(token, "week", { ...month, title: "Week" });
    lab.ideco.upgrade(dialect);
    await stack.restart();
    writes();
    expect(await stack.refresh("month")).toBe("gone");
    await stack.delete("week");
    expect(writes()).toEqual([]);
  });
});
