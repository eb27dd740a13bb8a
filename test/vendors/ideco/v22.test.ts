import { describe, expect, it } from "vitest";
import { open, refusal } from "./open";

const content = "ideco:ContentFilterRule";
const forward = "ideco:ForwardRule";
const games = { name: "Games", access: "deny", categories: ["extended.id.3"] };
const everything = {
  ...games,
  aliasBlocks: [{ aliases: ["user.id.1"], aliasesNegate: true }, { aliases: ["group.id.1"] }],
  categoriesNegate: true,
  uriRegex: "^https://games\\.",
  trafficDirection: "out",
  contentLength: 5,
  contentLengthMode: ">=",
  avProfile: "av",
};
const sent = {
  src_aliases: [
    { aliases: ["user.id.1"], negate: true },
    { aliases: ["group.id.1"], negate: false },
  ],
  categories_negate: true,
  uri_regex: "^https://games\\.",
  traffic_direction: "out",
  content_length: 5,
  content_length_mode: ">=",
  av_profile: "av",
};

describe("what only v22 has", () => {
  it.each(["v22", "auto"])("is sent to one, and read back (connection: %s)", async (dialect) => {
    const { stack, lab } = await open({ dialect: "v22" }, { dialect });
    const rules = lab.ideco.table("contentFilter");
    await stack.up(content, "c", everything);
    expect(rules.rules[0]).toMatchObject(sent);
    const device = { action: "drop", hipProfiles: ["Managed laptop"], hipProfilesNegate: true };
    await stack.up(forward, "f", device);
    expect(lab.ideco.table("forward").rules[0]).toMatchObject({ hip_profiles_negate: true });
    for (const name of ["c", "f"]) expect([name, await stack.refresh(name)]).toEqual([name, []]);
    expect(await stack.up(content, "c", games)).toBe("update");
    expect(rules.rules[0]).toMatchObject({
      src_aliases: [{ aliases: ["any"], negate: false }],
      categories_negate: false,
      content_length: null,
    });
    expect(await stack.up(forward, "f", { ...device, hipProfilesNegate: false })).toBe("update");
    expect(await stack.up(forward, "f", { ...device, hipProfilesNegate: undefined })).toBe("same");
    expect(lab.journal.list().filter(({ status }) => status >= 500)).toEqual([]);
  });

  it("is refused at preview on every other version, alone and in a table", async () => {
    for (const dialect of ["v18", "v20"] as const) {
      const { stack, lab, writes } = await open({ dialect });
      const needs = `which needs an appliance with v22; this one is ${dialect}`;
      if (dialect === "v20") lab.ideco.table("forward").add();
      expect(await refusal(stack.up(content, "c", everything))).toBe(
        [
          `categoriesNegate: found true, ${needs}`,
          `uriRegex: found ^https://games\\., ${needs}`,
          `trafficDirection: found out, ${needs}`,
          `contentLength: found 5, ${needs}`,
          `avProfile: found av, ${needs}`,
          `aliasBlocks: found 2 ANDed sources, ${needs}`,
        ].join("\n"),
      );
      await stack.restart();
      const rules = [{ key: "a", ...games, aliasesNegate: true }];
      const table = { table: "contentFilter", ownership: "exclusive", rules };
      expect(await refusal(stack.up("ideco:RuleTable", "t", table))).toBe(
        `rules[0].aliasesNegate: found true, ${needs}`,
      );
      expect(writes()).toEqual([]);
      await stack.restart();
      await stack.up(content, "c", {
        ...games,
        aliasBlocks: [{ aliases: ["group.id.1"] }],
        categoriesNegate: false,
      });
      expect(lab.ideco.table("contentFilter").rules[0]).toMatchObject({ aliases: ["group.id.1"] });
      expect(await stack.refresh("c")).toEqual([]);
    }
  });

  it("is drift where somebody clicked it, and goes with the next up", async () => {
    const { stack, lab } = await open({ dialect: "v22" });
    const rules = lab.ideco.table("contentFilter");
    await stack.up(content, "c", games);
    expect(await stack.refresh("c")).toEqual([]);
    rules.edit(1, { categories_negate: true, src_aliases: [{ aliases: ["any"], negate: true }] });
    await stack.restart();
    expect(await stack.refresh("c")).toEqual(["aliasesNegate", "categoriesNegate"]);
    expect(await stack.up(content, "c", games)).toBe("update");
    expect(rules.rules[0]).toMatchObject({ categories_negate: false });
  });

  it("is told by the table's own rules before anything else", async () => {
    const { stack, lab } = await open({ dialect: "v20", facts: { contentFields: "v22" } });
    lab.ideco.table("contentFilter").add({ name: "there" });
    lab.ideco.table("forward").add();
    await stack.up(forward, "f", { action: "drop" });
    await stack.up(content, "c", everything);
    expect(lab.ideco.table("contentFilter").rules[1]).toMatchObject(sent);
    expect(lab.journal.list().filter(({ status }) => status >= 500)).toEqual([]);
  });

  it("stands in tables too, with their negations in the planner and in a policy", async () => {
    const { stack, lab } = await open({ dialect: "v22" });
    const lines = [
      "key,name,access,from,to",
      "ads,Ads,deny,!Accounting,!extended.id.3",
      "rest,Rest,allow,,extended.id.3",
    ];
    const table = { table: "contentFilter", ownership: "exclusive", policy: `${lines.join("\n")}\n` };
    await stack.up("ideco:RuleTable", "t", table);
    const { rules } = lab.ideco.table("contentFilter");
    expect(rules.map(({ src_aliases, categories_negate }) => [src_aliases, categories_negate])).toEqual([
      [[{ aliases: ["group.id.2"], negate: true }], true],
      [[{ aliases: ["any"], negate: false }], false],
    ]);
    expect(await stack.refresh("t")).toEqual([]);
    stack.said.length = 0;
    const other = { ...table, policy: table.policy.replace("!extended", "extended") };
    await stack.up("ideco:RuleTable", "t", other);
    expect(stack.said.join("\n")).toContain("1 edited");
    expect(lab.ideco.table("contentFilter").rules[0]).toMatchObject({ categories_negate: false });
  });

  it("leaves a block with something more in it not understood", async () => {
    const { stack, lab } = await open({ dialect: "v22" });
    const odd = { aliases: ["any"], negate: false, zone: "zone.id.1" };
    lab.ideco.table("contentFilter").add({ name: "odd", src_aliases: [odd] });
    const { items } = await stack.call("ideco:getRules", { table: "contentFilter" });
    expect(items).toMatchObject([{ notUnderstood: { "src_aliases[0].zone": "zone.id.1" } }]);
  });
});

describe("versions", () => {
  it("newer than known are told once", async () => {
    const { stack, lab } = await open({ dialect: "v22" });
    lab.faults.add({
      path: "/backup/backups",
      status: 200,
      body: [{ id: "1", version: { major: 24 } }],
      times: 9,
    });
    for (const name of ["a", "b"]) await stack.up(forward, name, { action: "drop" });
    const told = stack.said.filter((text) => text.includes("newer than this package knows"));
    expect(told).toEqual([expect.stringContaining("its backups were made by version 24")]);
  });
});
