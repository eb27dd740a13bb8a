import { describe, expect, it } from "vitest";
import type { EraOptions } from "../../../provider/lab/era/appliance";
import { open, refusal } from "./open";

const token = "era:BorderRule";
const rule = { remoteIpMask: "192.168.0.0/24", action: "drop", priority: 100 };
const path = "/rest/v1/master/borderrules";

const readings: Array<[string, EraOptions]> = [
  ["PATCH and every word", {}],
  ["PUT alone", { borderUpdate: "put" }],
  ["allow and drop", { borderActions: ["allow", "drop"] }],
  [
    "accept and drop, PUT alone, 1501",
    { borderActions: ["accept", "drop"], borderUpdate: "put", validationCode: 1501 },
  ],
  [
    "allow, PUT alone, 1501",
    { borderActions: ["allow", "deny", "drop"], borderUpdate: "put", validationCode: 1501 },
  ],
];

describe.each(readings)("a border rule, where the platform knows %s", (_, options) => {
  it("is made, changed in every field, seen by hand and deleted", async () => {
    const bed = await open(options);
    const { stack, lab } = bed;
    expect(await stack.up(token, "r", rule)).toBe("create");
    const [body] = lab.journal.writes({ path });
    expect(body?.body).toEqual({ priority: 100, remoteipmask: "192.168.0.0/24", action: "drop" });
    const { id } = stack.resources.get("r") ?? { id: "" };
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    await bed.again();
    expect(await stack.refresh("r")).toEqual([]);
    expect(await stack.up(token, "r", rule)).toBe("same");

    const other = {
      remoteIpMask: "172.25.0.50+10",
      action: "accept",
      priority: 7,
      enabled: false,
      site: "SITE1",
      service: "ws",
      domain: "acme[.]ru",
      username: "u.*",
      userAgent: "Evil.*",
      title: "t",
      comment: "c",
    };
    let wish: Record<string, unknown> = rule;
    for (const [name, value] of Object.entries(other)) {
      wish = { ...wish, [name]: value };
      await bed.again();
      expect(await stack.preview("r", wish)).toEqual([name]);
      expect(await stack.up(token, "r", wish)).toBe("update");
      await bed.again();
      expect(await stack.refresh("r")).toEqual([]);
      expect(await stack.preview("r", wish)).toEqual([]);
    }
    expect(lab.era.state().borderRules).toMatchObject([
      {
        id,
        enabled: 0,
        priority: 7,
        site: "SITE1",
        service: "ws",
        domain: "acme[.]ru",
        username: "u.*",
        useragent: "Evil.*",
        remoteipmask: "172.25.0.50+10",
        opts: { title: "t", comment: "c" },
      },
    ]);

    await bed.again();
    expect(await stack.up(token, "r", rule)).toBe("update");
    expect(lab.era.state().borderRules).toMatchObject([
      {
        ...{ enabled: 1, priority: 100, site: "*", service: "ws", domain: "", username: "", useragent: "" },
        ...{ remoteipmask: "192.168.0.0/24", action: "drop", opts: { title: "", comment: "" } },
      },
    ]);

    lab.era.putBorderRule({
      ...lab.era.state().borderRules[0],
      enabled: 0,
      domain: "x",
      remoteipmask: "10.0.0.0/8",
    });
    await bed.again();
    expect((await stack.refresh("r")).toString()).toBe("remoteIpMask,enabled,domain");
    expect(await stack.up(token, "r", rule)).toBe("update");
    await bed.again();
    expect(await stack.refresh("r")).toEqual([]);
    await stack.delete("r");
    expect(lab.era.state().borderRules).toEqual([]);
  });
});

describe("a border rule", () => {
  it("deleted behind our back is gone, and deleting it twice is fine", async () => {
    const bed = await open();
    await bed.stack.up(token, "r", rule);
    await bed.stack.up(token, "s", { ...rule, priority: 5 });
    const [r, s] = ["r", "s"].map((name) => bed.stack.resources.get(name)?.id ?? "");
    bed.lab.era.removeBorderRule(r ?? "");
    bed.lab.era.removeBorderRule(s ?? "");
    await bed.again();
    expect(await bed.stack.refresh("r")).toBe("gone");
    await bed.stack.delete("s");
    expect(bed.stack.resources.size).toBe(0);
  });

  it.each([
    ["192.168.0.77/24", "192.168.0.0/24"],
    ["10.0.0.1", "10.0.0.1/32"],
    ["0.0.0.0/0", "1.2.3.4/0"],
    ["172.25.0.50+10", "172.25.0.50+010"],
  ])("compares %s and %s as networks", async (one, other) => {
    const bed = await open();
    await bed.stack.up(token, "r", { ...rule, remoteIpMask: one });
    await bed.again();
    expect(await bed.stack.up(token, "r", { ...rule, remoteIpMask: other })).toBe("same");
    const { id, ...live } = bed.lab.era.state().borderRules[0] ?? { id: "" };
    bed.lab.era.putBorderRule({ id, ...live, remoteipmask: other });
    await bed.again();
    expect(await bed.stack.refresh("r")).toEqual([]);
    expect(bed.writes()).toEqual(["POST borderrules"]);
  });

  it("lives beside an equal one, adopts it on request, alone or by its id", async () => {
    const bed = await open();
    const { id } = bed.lab.era.putBorderRule({
      remoteipmask: "192.168.0.0/24",
      priority: 100,
      action: "deny",
    });
    const accepting = bed.lab.era.putBorderRule({ remoteipmask: "10.0.0.0/8", action: "allow", priority: 3 });
    expect(await bed.stack.up(token, "beside", rule)).toBe("create");
    await bed.stack.delete("beside");
    await bed.again();
    await bed.stack.delete("beside").catch(() => undefined);
    for (const one of bed.lab.era.state().borderRules)
      if (![id, accepting.id].includes(one.id)) bed.lab.era.removeBorderRule(one.id);
    bed.writes();
    expect(await bed.stack.up(token, "same", { ...rule, adopt: true })).toBe("create");
    expect(bed.stack.resources.get("same")?.id).toBe(id);
    expect(bed.writes()).toEqual([]);
    await bed.stack.up(token, "other", {
      ...rule,
      action: "accept",
      remoteIpMask: "10.0.0.0/9",
      adoptId: accepting.id,
    });
    expect(bed.writes()).toEqual([`PATCH borderrules/${accepting.id}`]);
    expect(bed.lab.era.state().borderRules.find((one) => one.id === accepting.id)).toMatchObject({
      action: "allow",
      remoteipmask: "10.0.0.0/9",
      priority: 100,
    });
    expect(await refusal(bed.stack.up(token, "none", { ...rule, adoptId: "nobody" }))).toContain(
      "adoptId: there is no border rule",
    );
  });

  it.each(["allow", "accept"])(
    "with the hand's word %s is no difference, and keeps it in a change",
    async (word) => {
      const bed = await open({ borderActions: ["allow", "accept", "drop"] });
      await bed.stack.up(token, "r", { ...rule, action: "accept" });
      const [live] = bed.lab.era.state().borderRules;
      bed.lab.era.putBorderRule({ ...live, action: word });
      await bed.again();
      expect(await bed.stack.refresh("r")).toEqual([]);
      await bed.stack.up(token, "r", { ...rule, action: "accept", priority: 5 });
      expect(bed.lab.era.state().borderRules).toMatchObject([{ action: word, priority: 5 }]);
    },
  );

  it.each<[string, EraOptions, string[]]>([
    ["accept", {}, ["accept"]],
    ["allow", { borderActions: ["allow", "deny", "drop"] }, ["accept", "allow"]],
  ])("is sent as accept, and where that is invalid as allow: %s", async (word, options, sent) => {
    const bed = await open(options);
    await bed.stack.up(token, "r", { ...rule, action: "accept" });
    await bed.stack.up(token, "s", { ...rule, action: "accept", priority: 1 });
    const actions = bed.lab.journal
      .writes({ path })
      .map((entry) => (entry.body as { action: string }).action);
    expect(actions).toEqual([...sent, word]);
    await bed.again();
    expect(await bed.stack.refresh("r")).toEqual([]);
  });

  it("that is refused with both words says so, and only then asks for nothing more", async () => {
    const bed = await open({ borderActions: ["drop"] });
    const message = await refusal(bed.stack.up(token, "r", { ...rule, action: "accept" }));
    expect(message).toContain('The rule was refused with the action "accept" and with "allow" alike');
    expect(message).toContain("error_code 1413");
    expect(bed.writes()).toEqual(["POST borderrules", "POST borderrules"]);
    expect(bed.lab.era.state().borderRules).toEqual([]);
  });

  it.each(["before", "after"] as const)(
    "is made once although the answer was lost %s the work",
    async (lose) => {
      const bed = await open();
      bed.lab.faults.add({ vendor: "era", method: "POST", path, lose });
      await bed.stack.up(token, "r", rule);
      expect(bed.lab.era.state().borderRules).toHaveLength(1);
      await bed.again();
      expect(await bed.stack.refresh("r")).toEqual([]);
    },
  );

  it("is found among many, page by page, and many are read with one list", async () => {
    const bed = await open();
    for (let priority = 0; priority < 1203; priority++) bed.lab.era.putBorderRule({ priority });
    const { id } = bed.lab.era.putBorderRule({ priority: 9999, action: "allow", remoteipmask: "10.0.0.0/8" });
    const imported = await bed.stack.import(token, "r", id);
    expect(imported?.inputs).toEqual({
      remoteIpMask: "10.0.0.0/8",
      action: "accept",
      priority: 9999,
      enabled: true,
      service: "sip",
      title: "",
      comment: "",
      connection: "sg",
    });
    expect(await bed.stack.preview("r", { ...imported?.inputs })).toEqual([]);
    expect(bed.calls()).toEqual(["GET borderrules", "GET borderrules?offset=1000"]);
    expect(await bed.stack.import(token, "s", "00000000-0000-4000-8000-000000000000")).toBeUndefined();
  });

  it("of an older build that tells fewer fields makes no difference", async () => {
    const bed = await open();
    await bed.stack.up(token, "r", { ...rule, comment: "c", title: "t" });
    const { id } = bed.stack.resources.get("r") ?? { id: "" };
    const body = [
      { id, priority: "100", remoteipmask: "192.168.0.0/24", action: "drop", site: "", opts: { title: "t" } },
    ];
    bed.lab.faults.add({ vendor: "era", method: "GET", path, status: 200, body });
    await bed.again();
    expect(await bed.stack.refresh("r")).toEqual([]);
  });

  it.each<[object, string]>([
    [
      { remoteIpMask: "2001:db8::/32" },
      'remoteIpMask: found "2001:db8::/32": allowed: an IPv4 address, a network',
    ],
    [{ remoteIpMask: "10.0.0.0/33" }, "remoteIpMask: found"],
    [{ remoteIpMask: "10.0.0.0/255.0.0.0" }, "remoteIpMask: found"],
    [{ remoteIpMask: "10.0.0.0/8+5" }, "remoteIpMask: found"],
    [{ remoteIpMask: "any" }, "remoteIpMask: found"],
    [{ action: "allow" }, 'action: found "allow", allowed: "drop", "accept"'],
    [{ priority: 1.5 }, "priority: found 1.5, allowed: a whole number"],
    [{ priority: undefined }, "priority: is required"],
    [{ useragent: "x" }, 'useragent: unknown field; did you mean "userAgent"?'],
  ])("%j is refused", async (wrong, message) => {
    const bed = await open();
    expect(await refusal(bed.stack.up(token, "r", { ...rule, ...wrong }))).toContain(message);
    expect(bed.calls()).toEqual([]);
  });
});
