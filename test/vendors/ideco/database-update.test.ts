import { describe, expect, it } from "vitest";
import type { Lab } from "../../../provider/lab/core";
import { open, refusal } from "./open";

const token = "ideco:IpsDatabaseUpdate";
const start = "POST /ips/update";

/** What the appliance answers to each look in turn; the last one for good. */
function answers(lab: Lab, ...statuses: Array<[status: string, lastUpdate: number | null]>): void {
  for (const [index, [status, last_update]] of statuses.entries()) {
    const times = index === statuses.length - 1 ? 1000 : 1;
    const body = { status, msg: `It is ${status}`, last_update };
    lab.faults.add({ method: "GET", path: "/ips/update", status: 200, body, times });
  }
}

describe.each(["v18", "v19", "v20"] as const)("IpsDatabaseUpdate in %s", (dialect) => {
  it("starts an update and waits for its end; the first value of lastUpdate counts", async () => {
    const { lab, stack, writes } = await open({ dialect, updateSeconds: 0.6 });
    await stack.up(token, "now", {});
    expect(writes()).toEqual([start]);
    expect(lab.journal.writes()[0]?.body).toBeUndefined();
    const outputs = stack.outputs("now");
    expect(outputs).toMatchObject({
      status: "up_to_date",
      msg: "The databases are up to date",
      timeoutSeconds: 600,
    });
    expect(outputs.lastUpdate).toEqual(expect.any(Number));
    expect(stack.said.join("\n")).toMatch(/progress: ideco connection "hq": updating: Downloading/);
    // One look before, then a few with growing pauses.
    expect(lab.journal.count({ method: "GET", path: "/ips/update" })).toBeLessThan(8);
  });

  it("runs again when triggers change, and at nothing else", async () => {
    const { stack, writes } = await open({ dialect });
    await stack.up(token, "weekly", { triggers: { week: 1 } });
    const { lastUpdate } = stack.outputs("weekly");
    writes();
    expect(await stack.up(token, "weekly", { triggers: { week: 1 }, timeoutSeconds: 60 })).toBe("same");
    expect(writes()).toEqual([]);
    expect(await stack.up(token, "weekly", { triggers: { week: 2 } })).toBe("update");
    expect(writes()).toEqual([start]);
    expect(stack.outputs("weekly").lastUpdate).toBeGreaterThan(lastUpdate as number);
    expect(await stack.up(token, "weekly", {})).toBe("update");
    expect(writes()).toEqual([start]);
  });

  it("never differs from the appliance, and its deletion sends nothing", async () => {
    const { lab, stack, writes } = await open({ dialect });
    await stack.up(token, "now", { triggers: ["a"] });
    await stack.restart();
    lab.ideco.configure({ updateEnds: "failed_to_update" });
    lab.journal.clear();
    expect(await stack.refresh("now")).toEqual([]);
    expect(await stack.up(token, "now", { triggers: ["a"] })).toBe("same");
    await stack.delete("now");
    expect(writes()).toEqual([]);
    expect(lab.journal.list({ path: /^\/ips/ })).toEqual([]);
  });
});

describe("IpsDatabaseUpdate", () => {
  it("is imported as the databases are, and runs at the next change of triggers", async () => {
    const { stack, writes } = await open();
    const found = await stack.import(token, "now", "any");
    expect(found?.outputs).toMatchObject({ status: "up_to_date", timeoutSeconds: 600 });
    expect(await stack.up(token, "now", {})).toBe("same");
    expect(writes()).toEqual([]);
    expect(await stack.up(token, "now", { triggers: 1 })).toBe("update");
    expect(writes()).toEqual([start]);
  });
});

describe("IpsDatabaseUpdate that ends badly", () => {
  it("fails with the vendor's words, keeps nothing, and tries again", async () => {
    const { lab, stack, writes } = await open({ updateEnds: "failed_to_update", updateSeconds: 0.3 });
    const said = await refusal(stack.up(token, "now", {}));
    expect(said).toContain(
      "the signature databases were not updated: the appliance reports failed_to_update",
    );
    expect(said).toContain("the vendor says: The last update failed");
    expect(stack.resources.has("now")).toBe(false);
    lab.ideco.configure({ updateEnds: "up_to_date" });
    expect(await stack.up(token, "now", {})).toBe("create");
    expect(writes()).toEqual([start, start]);
  });

  it("keeps the old triggers in the state, so that the next run tries again", async () => {
    const { lab, stack, writes } = await open();
    await stack.up(token, "now", { triggers: 1 });
    lab.ideco.configure({ updateEnds: "failed_to_update", updateSeconds: 0.3 });
    await refusal(stack.up(token, "now", { triggers: 2 }));
    lab.ideco.configure({ updateEnds: "up_to_date" });
    writes();
    expect(await stack.up(token, "now", { triggers: 2 })).toBe("update");
    expect(writes()).toEqual([start]);
  });

  it.each(["disabled", "failed_to_update|disabled"])("fails on the status %j", async (status) => {
    const { lab, stack } = await open();
    answers(lab, ["up_to_date", 1], [status, 1]);
    expect(await refusal(stack.up(token, "now", {}))).toContain(`the appliance reports ${status}`);
  });

  it("believes a failure that was shown before only after a while, or after an update was seen", async () => {
    const { lab, stack } = await open();
    answers(lab, ["failed_to_update", 1], ["failed_to_update", 1], ["updating", 1], ["up_to_date", 2]);
    await stack.up(token, "now", { timeoutSeconds: 20 });
    expect(stack.outputs("now")).toMatchObject({ status: "up_to_date", lastUpdate: 2 });
    lab.faults.clear();
    answers(lab, ["failed_to_update", 2], ["updating", 2], ["failed_to_update", 2]);
    expect(await refusal(stack.up(token, "next", { timeoutSeconds: 60 }))).toContain("failed_to_update");
    lab.faults.clear();
    answers(lab, ["disabled", 2]);
    const begun = Date.now();
    expect(await refusal(stack.up(token, "third", { timeoutSeconds: 1 }))).toContain(
      "the appliance reports disabled",
    );
    expect(Date.now() - begun).toBeGreaterThan(400);
  });

  it("doesn't take an old lastUpdate for a new one", async () => {
    const { lab, stack } = await open();
    answers(lab, ["up_to_date", 5]);
    const said = await refusal(stack.up(token, "now", { timeoutSeconds: 0.5 }));
    expect(said).toContain("0.5 seconds were not enough for the update of the signature databases to end");
    expect(stack.resources.has("now")).toBe(false);
  });

  it("waits while services of the appliance restart", async () => {
    const { lab, stack } = await open({ updateSeconds: 0.4 }, { retries: 0 });
    lab.faults.add({ method: "GET", path: "/ips/update", skip: 1, times: 2, status: 502 });
    await stack.up(token, "now", {});
    expect(stack.outputs("now").status).toBe("up_to_date");
  });
});

describe("IpsDatabaseUpdate whose start is not answered", () => {
  it.each([
    ["before", 2],
    ["after", 1],
  ] as const)("is started once, though the answer is lost %s the work", async (lose, calls) => {
    const { lab, stack, writes } = await open({ updateSeconds: 0.5 });
    lab.faults.add({ method: "POST", path: "/ips/update", lose });
    await stack.up(token, "now", {});
    expect(writes()).toHaveLength(calls);
  });

  it("gives up after three times", async () => {
    const { lab, stack, writes } = await open();
    lab.faults.add({ method: "POST", path: "/ips/update", lose: "before", times: 9 });
    expect(await refusal(stack.up(token, "now", {}))).toContain(
      "the connection broke before the answer came",
    );
    expect(writes()).toHaveLength(3);
  });
});

describe("IpsDatabaseUpdate of bad input", () => {
  it.each([
    [{ timeoutSeconds: 0 }, "timeoutSeconds: found 0, allowed: "],
    [{ timeoutSeconds: "5" }, 'timeoutSeconds: found "5", allowed: a number'],
    [{ trigger: 1 }, 'trigger: unknown field; did you mean "triggers"?'],
  ])("refuses %j at preview", async (args, message) => {
    const { stack, writes } = await open();
    expect(await refusal(stack.up(token, "now", args))).toContain(message);
    expect(writes()).toEqual([]);
  });
});
