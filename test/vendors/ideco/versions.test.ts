import { describe, expect, it } from "vitest";
import { open, refusal } from "./open";

const forward = "ideco:ForwardRule";
const drop = { action: "drop", comment: "c" };
const two = [{ addresses: ["ip.id.1"] }, { addresses: ["subnet.id.1"], addressesNegate: true }];

describe("what needs v20", () => {
  const older = ["v18", "v19"].flatMap((dialect) => [
    { dialect: dialect as "v18" | "v19", said: dialect },
    { dialect: dialect as "v18" | "v19", said: "auto" },
  ]);

  it.each(older)("is refused at preview on $dialect (connection: $said)", async ({ dialect, said }) => {
    const { stack, lab, writes } = await open({ dialect }, { dialect: said });
    lab.ideco.table("input").add();
    const needs = `which needs an appliance with v20; this one is ${dialect}`;
    expect(await refusal(stack.up(forward, "a", { ...drop, sources: two }))).toBe(
      `sources: found 2 ANDed blocks of addresses, ${needs}`,
    );
    expect(await refusal(stack.up(forward, "a", { ...drop, destinations: two, logging: false }))).toBe(
      `destinations: found 2 ANDed blocks of addresses, ${needs}\nlogging: found false, ${needs}`,
    );
    await stack.up(forward, "a", drop);
    expect(await refusal(stack.preview("a", { ...drop, logging: true }))).toContain(
      `logging: found true, ${needs}`,
    );
    const rules = [
      { key: "a", action: "drop" },
      { key: "b", action: "drop", sources: two, logging: true },
    ];
    writes();
    const table = {
      table: "snat",
      ownership: "exclusive",
      rules: rules.map((rule) => ({ ...rule, action: "accept" })),
    };
    expect(await refusal(stack.up("ideco:RuleTable", "t", table))).toBe(
      `rules[1].sources: found 2 ANDed blocks of addresses, ${needs}\nrules[1].logging: found true, ${needs}`,
    );
    expect(writes()).toEqual([]);
  });

  it("is refused before the first call, where the preview could not look", async () => {
    const { stack, lab, writes } = await open({ dialect: "v19" }, { retries: 0 });
    lab.ideco.table("input").add();
    const table = {
      table: "forward",
      ownership: "exclusive",
      rules: [
        { key: "a", action: "drop" },
        { key: "b", action: "drop", sources: two },
      ],
    };
    lab.faults.add({ path: "/quotas/state", lose: "before" });
    expect(await refusal(stack.up("ideco:RuleTable", "t", table))).toContain(
      "rules[1].sources: found 2 ANDed blocks of addresses, which needs an appliance with v20; this one is v19",
    );
    expect(stack.said.join()).toContain("the preview could not look at the appliance");
    lab.faults.add({ path: "/quotas/state", lose: "before" });
    await stack.restart();
    expect(await refusal(stack.up("ideco:InputRule", "r", { ...drop, sources: two }))).toContain(
      "needs an appliance with v20",
    );
    expect(writes()).toEqual([]);
  });

  it.each(["v20", "auto"])("works on v20 (connection: %s)", async (said) => {
    const { stack, lab } = await open({ dialect: "v20" }, { dialect: said });
    const args = { ...drop, sources: two, destinations: [{ addresses: ["any"] }], logging: true };
    await stack.up(forward, "a", args);
    expect(lab.ideco.table("forward").rules[0]).toMatchObject({
      sources: [
        { source_addresses: ["ip.id.1"], source_addresses_negate: false },
        { source_addresses: ["subnet.id.1"], source_addresses_negate: true },
      ],
      destinations: [{ destination_addresses: ["any"], destination_addresses_negate: false }],
      logging: true,
    });
    expect(await stack.refresh("a")).toEqual([]);
    expect(await stack.up(forward, "a", { ...args, logging: false })).toBe("update");
    expect(await stack.up(forward, "a", { ...drop, sources: [two[0]] })).toBe("update");
    expect(lab.ideco.table("forward").rules[0]).toMatchObject({ logging: false });
    expect(await stack.refresh("a")).toEqual([]);
    const rules = [{ key: "b", action: "accept", sources: two, logging: true }];
    const table = { table: "dnat", ownership: "exclusive", rules };
    await stack.up("ideco:RuleTable", "t", table);
    expect(await stack.refresh("t")).toEqual([]);
  });

  it("is the same in another order, for a rule and in a table, and another where a negation moves", async () => {
    const { stack, lab, writes } = await open({ dialect: "v20" }, { dialect: "v20" });
    const [first = {}, second = {}] = two;
    const reversed = [second, first];
    const table = (sources: unknown) => ({
      table: "input",
      ownership: "exclusive",
      rules: [{ key: "b", ...drop, sources }],
    });
    await stack.up(forward, "a", { ...drop, sources: two });
    await stack.up("ideco:RuleTable", "t", table(two));
    const sent = writes().length;
    expect(await stack.up(forward, "a", { ...drop, sources: reversed })).toBe("same");
    // A table keeps in its state what the program says now; the appliance hears nothing of it.
    expect(await stack.up("ideco:RuleTable", "t", table(reversed))).toBe("update");
    for (const name of ["forward", "input"] as const) {
      const [rule] = lab.ideco.table(name).rules as unknown as { sources: unknown[] }[];
      rule?.sources.reverse();
    }
    expect([await stack.refresh("a"), await stack.refresh("t")]).toEqual([[], []]);
    expect(writes().slice(sent)).toEqual([]);
    const moved = [{ ...first, addressesNegate: true }, { addresses: ["subnet.id.1"] }];
    expect(await stack.up(forward, "a", { ...drop, sources: moved })).toBe("update");
  });

  it("is not refused where the appliance may be v20, and then told by it", async () => {
    const { stack } = await open({ dialect: "v19" });
    expect(await refusal(stack.up(forward, "a", { ...drop, sources: two }))).toContain("(status 542)");
  });

  it("is not a single block: flat fields say the same", async () => {
    const { stack, lab } = await open({ dialect: "v18" });
    const args = { ...drop, sources: [{ addresses: ["ip.id.1"], addressesNegate: true }] };
    await stack.up(forward, "a", args);
    expect(lab.ideco.table("forward").rules[0]).toMatchObject({
      source_addresses: ["ip.id.1"],
      source_addresses_negate: true,
    });
    expect(await stack.refresh("a")).toEqual([]);
    expect(await stack.up(forward, "a", args)).toBe("same");
    lab.ideco.table("forward").edit(1, { source_addresses: ["ip.id.1", "user.id.1"] });
    await stack.restart();
    expect(await stack.refresh("a")).toEqual(["sources[0].addresses[1]"]);
  });

  it("keeps the appliance's `logging` where the program says nothing, and that is no difference", async () => {
    const { stack, lab } = await open({ dialect: "v20" });
    await stack.up(forward, "a", drop);
    await stack.up("ideco:RuleTable", "t", {
      table: "input",
      ownership: "exclusive",
      rules: [{ key: "k", ...drop }],
    });
    lab.ideco.table("forward").edit(1, { logging: true });
    lab.ideco.table("input").edit(1, { logging: true });
    await stack.restart();
    expect(await stack.refresh("a")).toEqual([]);
    expect(await stack.refresh("t")).toEqual([]);
    await stack.up(forward, "a", { ...drop, action: "accept" });
    await stack.up("ideco:RuleTable", "t", {
      table: "input",
      ownership: "exclusive",
      rules: [{ key: "k", ...drop, action: "accept" }],
    });
    for (const table of ["forward", "input"] as const) {
      expect(lab.ideco.table(table).rules[0]).toMatchObject({ action: "accept", logging: true });
    }
    const imported = await stack.import(forward, "b", "1");
    expect(imported?.inputs).toMatchObject({ logging: true });
    expect(await stack.preview("b", imported?.inputs ?? {})).toEqual([]);
  });
});

it("a table on an empty v20: only the first rule is tried in both forms", async () => {
  const { stack, lab } = await open({ dialect: "v20" });
  lab.faults.add({ path: "/backup/backups", status: 403 });
  const rules = ["a", "b", "c"].map((key) => ({ key, ...drop }));
  await stack.up("ideco:RuleTable", "t", { table: "forward", ownership: "exclusive", rules });
  expect(lab.journal.writes().map(({ status }) => status)).toEqual([542, 200, 200, 200]);
  expect(stack.outputs("t").lastChange).toMatchObject({ inserted: 3, calls: 3, leastCalls: 3 });
  expect(await stack.refresh("t")).toEqual([]);
});

describe("an upgrade of the appliance", () => {
  const rules = {
    "ideco:ForwardRule": {
      action: "drop",
      sourceAddresses: ["ip.id.1", "user.id.1"],
      sourceAddressesNegate: true,
    },
    "ideco:InputRule": { action: "accept", destinationAddresses: ["subnet.id.1"] },
    "ideco:DnatRule": {
      action: "dnat",
      changeDestinationAddress: "192.168.0.20",
      sources: [{ addresses: ["ip.id.1"] }],
    },
    "ideco:SnatRule": {
      action: "snat",
      changeSourceAddress: "203.0.113.2",
      destinations: [{ addresses: ["any"] }],
    },
    "ideco:LogRule": { action: "mark_not_log", sourceAddresses: ["ip.id.1"] },
    "ideco:AppControlRule": { name: "n", action: "drop", aliases: ["any"], protocols: ["bittorrent"] },
    "ideco:ContentFilterRule": { name: "n", access: "deny" },
  };

  it.each([
    ["v18", "v19"],
    ["v18", "v20"],
    ["v19", "v20"],
  ] as const)("from %s to %s shows no difference for rules and objects", async (from, to) => {
    const { stack, lab, writes } = await open({ dialect: from });
    for (const [token, args] of Object.entries(rules)) await stack.up(token, token, args);
    await stack.up("ideco:IpAlias", "o", { ip: "10.0.0.1", title: "t" });
    await stack.up("ideco:FirewallSettings", "s", { logMode: "all" });
    lab.ideco.upgrade(to);
    await stack.restart();
    writes();
    for (const name of stack.resources.keys()) expect([name, await stack.refresh(name)]).toEqual([name, []]);
    for (const [token, args] of Object.entries(rules))
      expect(await stack.up(token, token, args)).toBe("same");
    expect(writes()).toEqual([]);
    for (const [token, args] of Object.entries(rules)) {
      expect(await stack.up(token, token, { ...args, comment: "changed" })).toBe("update");
      expect(await stack.refresh(token)).toEqual([]);
      await stack.delete(token);
    }
    expect(lab.journal.list().filter(({ status }) => status === 405 || status === 542)).toEqual([]);
  });

  it.each(["exclusive", "shared"])("shows no difference for a table (%s)", async (ownership) => {
    const { stack, lab, writes } = await open({ dialect: "v18" });
    if (ownership === "shared") lab.ideco.table("forward").add({ comment: "of somebody else" });
    const table = {
      table: "forward",
      ownership,
      rules: [
        { key: "a", action: "drop", sourceAddresses: ["ip.id.1"] },
        { key: "b", action: "accept", sources: [{ addresses: ["subnet.id.1"], addressesNegate: true }] },
      ],
    };
    await stack.up("ideco:RuleTable", "t", table);
    lab.ideco.upgrade("v20");
    await stack.restart();
    writes();
    expect(await stack.refresh("t")).toEqual([]);
    expect(await stack.up("ideco:RuleTable", "t", table)).toBe("same");
    expect(writes()).toEqual([]);
    const changed = {
      ...table,
      rules: [...table.rules, { key: "c", action: "drop", sources: two, logging: true }],
    };
    expect(await stack.up("ideco:RuleTable", "t", changed)).toBe("update");
    expect(writes()).toEqual(["POST /firewall/rules/forward"]);
    expect(await stack.refresh("t")).toEqual([]);
    await stack.restart();
    await stack.delete("t");
    expect(lab.ideco.table("forward").rules).toHaveLength(ownership === "shared" ? 1 : 0);
  });

  it("warns of nothing in a table that was not refreshed", async () => {
    const { stack, lab } = await open({ dialect: "v18" });
    const table = { table: "forward", ownership: "exclusive", rules: [{ key: "a", action: "drop" }] };
    await stack.up("ideco:RuleTable", "t", table);
    lab.ideco.upgrade("v20");
    await stack.restart();
    stack.said.length = 0;
    await stack.up("ideco:RuleTable", "t", {
      ...table,
      rules: [{ key: "a", action: "accept" }],
      strict: true,
    });
    expect(stack.said.filter((line) => line.includes("changed by somebody else"))).toEqual([]);
  });
});
