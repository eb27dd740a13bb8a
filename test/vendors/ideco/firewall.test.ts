import { describe, expect, it } from "vitest";
import type { Properties } from "../../../provider/kernel/values";
import { open, refusal } from "./open";

describe("getRuleCounters", () => {
  const packet = {
    protocol: "tcp" as const,
    sourceAddress: "192.168.0.10",
    sourcePort: 50000,
    destinationAddress: "198.51.100.1",
    destinationPort: 443,
    incomingInterface: "interface.id.1",
  };

  it.each(["v18", "v19", "v20"] as const)("counts the packets of all five tables on %s", async (dialect) => {
    const { lab, stack } = await open({ dialect });
    await stack.up("ideco:FirewallCounters", "c", { enabled: true });
    for (const table of ["forward", "input", "dnat", "snat", "log"] as const) lab.ideco.table(table).add();
    lab.ideco.send(packet);
    lab.ideco.send(packet);
    for (const table of ["forward", "dnat", "snat", "log"]) {
      expect([table, await stack.call("ideco:getRuleCounters", { table })]).toEqual([
        table,
        { items: [{ id: 1, packets: 2 }] },
      ]);
    }
    expect(await stack.call("ideco:getRuleCounters", { table: "input" })).toEqual({
      items: [{ id: 1, packets: 0 }],
    });
  });

  it("reads those of the log table as printed, where they have no path of their own", async () => {
    const { lab, stack } = await open({ logCounters: "inRules" });
    expect(await stack.call("ideco:getRuleCounters", { table: "log" })).toEqual({ items: [] });
    lab.ideco.firewall.watch.enabled = true;
    lab.ideco.table("log").add();
    lab.ideco.send(packet);
    expect(await stack.call("ideco:getRuleCounters", { table: "log" })).toEqual({
      items: [{ id: 1, packets: 1 }],
    });
    lab.faults.add({ path: "/firewall/counters/log", status: 405 });
    expect(await stack.call("ideco:getRuleCounters", { table: "log" })).toEqual({
      items: [{ id: 1, packets: 1 }],
    });
  });

  it("says so where the log table has none at all", async () => {
    const { lab, stack } = await open({ logCounters: "missing" });
    lab.ideco.table("log").add();
    expect(await refusal(stack.call("ideco:getRuleCounters", { table: "log" }))).toContain(
      "this appliance has no counters for the log table: neither at their own path nor in its rules",
    );
  });

  it("passes other failures on, and knows no other tables", async () => {
    const { lab, stack } = await open({}, { retries: 0 });
    lab.faults.add({ path: "/firewall/counters/log", status: 502 });
    expect(await refusal(stack.call("ideco:getRuleCounters", { table: "log" }))).toContain(
      "the service is not available",
    );
    lab.faults.add({ path: "/firewall/counters/forward", status: 404 });
    expect(await refusal(stack.call("ideco:getRuleCounters", { table: "forward" }))).toContain(
      "there is no such object",
    );
    expect(await refusal(stack.call("ideco:getRuleCounters", { table: "appControl" }))).toContain(
      'table: found "appControl", allowed: "forward", "input", "dnat", "snat", "log"',
    );
  });
});

describe("getFirewallStatus and getFirewallState", () => {
  it("give what the page prints", async () => {
    const { lab, stack } = await open();
    expect(await stack.call("ideco:getFirewallStatus")).toEqual({
      items: [
        { name: "rules-in-kernel", status: "active", msg: [] },
        { name: "auto-snat", status: "active", msg: [] },
      ],
    });
    expect(await stack.call("ideco:getFirewallState")).toEqual({ enabled: true });
    lab.ideco.firewall.state.enabled = false;
    expect(await stack.call("ideco:getFirewallState")).toEqual({ enabled: false });
    const failed = [{ name: "rules-in-kernel", status: "failed", msg: ["one", "two"] }];
    lab.faults.add({ path: "/firewall/status", status: 200, body: failed });
    expect(await stack.call("ideco:getFirewallStatus")).toEqual({ items: failed });
  });

  it("tell an answer of something else", async () => {
    const { lab, stack } = await open({}, { retries: 0 });
    lab.faults.add({ path: "/firewall/state", status: 200, html: true });
    expect(await refusal(stack.call("ideco:getFirewallState"))).toContain(
      "the answer is a web page (HTML) instead of JSON",
    );
    lab.faults.add({ path: "/firewall/status", status: 200, body: ["x"] });
    expect(await refusal(stack.call("ideco:getFirewallStatus"))).toContain(
      "which is no object of the appliance",
    );
  });
});

describe("getRules", () => {
  it.each(["v18", "v20"] as const)("gives all fields of every table on %s", async (dialect) => {
    const { lab, stack } = await open({ dialect });
    const first = async (table: string) =>
      ((await stack.call("ideco:getRules", { table })).items as Properties[])[0] ?? {};
    for (const table of ["forward", "input", "dnat", "snat", "log", "appControl", "contentFilter"] as const) {
      lab.ideco.table(table).add({ comment: table, ...(table === "appControl" && { protocols: ["p"] }) });
      expect(await first(table)).toMatchObject({ id: 1, enabled: true, comment: table });
    }
    expect(await first("dnat")).toMatchObject({
      sourceAddresses: ["any"],
      sourceAddressesNegate: false,
      incomingInterface: "any",
    });
    expect(await first("appControl")).toMatchObject({
      name: "Rule",
      aliases: ["any"],
      protocols: ["p"],
      action: "drop",
    });
    expect(await first("contentFilter")).toMatchObject({
      access: "allow",
      categories: [],
      httpMethods: [],
      timetable: ["any"],
    });
  });
});
