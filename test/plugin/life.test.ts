import { describe, expect, test } from "vitest";
import { type Json, open } from "./client";

const rule = { action: "drop", comment: "a" };

describe("a resource", () => {
  test("is checked, made, read, compared, changed and deleted", async () => {
    const { lab, plugin } = await open();
    const { inputs, failures } = await plugin.check("ideco:ForwardRule", rule);
    expect(failures).toEqual([]);
    expect(inputs).toMatchObject({ ...rule, enabled: true, protocol: "any", connection: "lab-ideco" });

    const { id, outputs } = await plugin.create("ideco:ForwardRule", inputs);
    expect(outputs).toEqual({ ...inputs, ruleId: Number(id) });
    expect(await plugin.read("ideco:ForwardRule", id, outputs, inputs)).toEqual({ id, inputs, outputs });

    const next = { ...inputs, comment: "b" };
    const same = await plugin.diff("ideco:ForwardRule", id, outputs, inputs);
    expect(same).toMatchObject({ changes: 1, diffs: [], detailed: {}, replaces: [] });
    const found = await plugin.diff("ideco:ForwardRule", id, outputs, next);
    expect(found).toEqual({
      changes: 2,
      diffs: ["comment"],
      detailed: { comment: "UPDATE" },
      replaces: [],
      deleteBeforeReplace: false,
      stables: ["ruleId"],
    });
    expect(await plugin.update("ideco:ForwardRule", id, outputs, next)).toEqual({ ...outputs, comment: "b" });
    expect(lab.ideco.table("forward").rules).toMatchObject([{ id: Number(id), comment: "b" }]);

    // Of another process: what a process made itself may have another owner by now, and is spared.
    await plugin.configure(lab.connections());
    await plugin.delete("ideco:ForwardRule", id, outputs);
    expect(lab.ideco.table("forward").rules).toEqual([]);
    await plugin.delete("ideco:ForwardRule", id, outputs);
    expect(await plugin.read("ideco:ForwardRule", id, outputs, inputs)).toBeUndefined();
  });

  test("is previewed without a call: what is not known yet is unknown, and what never changes is known", async () => {
    const { lab, plugin } = await open();
    const { inputs } = await plugin.check("ideco:ForwardRule", rule);
    lab.journal.clear();
    const { id, outputs } = await plugin.create("ideco:ForwardRule", inputs, { preview: true });
    expect(id).toBe("");
    expect(outputs).toEqual({ ...inputs, ruleId: unknown, objects: unknown });
    const state = { ...inputs, ruleId: 7 };
    const next = { ...inputs, comment: "b" };
    const updated = await plugin.update("ideco:ForwardRule", "7", state, next, { preview: true });
    expect(updated).toEqual({ ...next, ruleId: 7 });
    expect(lab.journal.list()).toEqual([]);
  });

  test("is imported by its id, and is then no difference", async () => {
    const { lab, plugin } = await open();
    const id = lab.ideco.table("forward").add({ comment: "by hand", action: "accept" });
    const found = await plugin.read("ideco:ForwardRule", String(id));
    expect(found).toMatchObject({ id: String(id), inputs: { comment: "by hand", connection: "lab-ideco" } });
    expect(await plugin.read("ideco:ForwardRule", `lab-ideco/${id}`)).toEqual(found);
    expect(await plugin.read("ideco:ForwardRule", "999")).toBeUndefined();
    const { inputs = {}, outputs = {} } = found ?? {};
    const again = await plugin.check("ideco:ForwardRule", inputs, inputs);
    expect(again).toEqual({ inputs, failures: [] });
    expect(await plugin.diff("ideco:ForwardRule", String(id), outputs, inputs)).toMatchObject({ changes: 1 });
  });

  test("is got by a program, with nothing but its connection", async () => {
    const { lab, plugin } = await open();
    const id = lab.ideco.table("forward").add({ comment: "by hand" });
    const state = { connection: "lab-ideco" };
    const found = await plugin.read("ideco:ForwardRule", String(id), state);
    expect(found?.outputs).toMatchObject({ comment: "by hand", ruleId: id });
  });

  test("is replaced by a change of its identity, the new one made first", async () => {
    const { plugin } = await open();
    const { inputs } = await plugin.check("era:BannedAddress", { ip: "198.51.100.7", expires: 600 });
    const state = { ...inputs, expiresAt: "2030-01-01T00:00:00Z", expired: false, instances: [] };
    const next = { ...inputs, ip: "198.51.100.8", expires: 700 };
    expect(await plugin.diff("era:BannedAddress", "198.51.100.7", state, next)).toMatchObject({
      changes: 2,
      replaces: ["ip"],
      deleteBeforeReplace: false,
      detailed: { ip: "UPDATE_REPLACE", expires: "UPDATE" },
    });
  });

  test("is not different where the program ignores the difference", async () => {
    const { plugin } = await open();
    const { inputs } = await plugin.check("ideco:ForwardRule", { ...rule, sourceAddresses: ["ip.id.1"] });
    const state = { ...inputs, ruleId: 7 };
    const next = { ...inputs, comment: "b", sourceAddresses: ["ip.id.2"], position: { first: true } };
    const ignoring = (...names: string[]) => plugin.diff("ideco:ForwardRule", "7", state, next, names);
    expect((await ignoring()).diffs.sort()).toEqual(["comment", "position", "sourceAddresses"]);
    expect((await ignoring("comment")).diffs.sort()).toEqual(["position", "sourceAddresses"]);
    expect((await ignoring("position.first", "sourceAddresses[0]")).diffs).toContain("comment");
    const all = await ignoring("comment", "sourceAddresses", "position");
    expect(all).toMatchObject({ changes: 1, diffs: [], detailed: {} });
  });
});

test("ignoring changes by the place in a list of objects is refused, whoever says it", async () => {
  const { plugin } = await open();
  const rules = [{ key: "rest", action: "drop" }];
  const { inputs } = await plugin.check("ideco:RuleTable", { table: "input", ownership: "shared", rules });
  const diff = (...ignored: string[]) => plugin.diff("ideco:RuleTable", "input", inputs, inputs, ignored);
  await expect(diff("rules[0].action")).rejects.toThrow('found "rules[0].action", which goes by the place');
  await expect(diff("rules")).resolves.toMatchObject({ replaces: [] });
});

describe("the places of a difference", () => {
  const list = { title: "List", members: ["198.51.100.1", "198.51.100.2", "198.51.100.3"] };

  test("are elements of a list, by index", async () => {
    const { plugin } = await open();
    const { inputs } = await plugin.check("ideco:AddressListAlias", list);
    const state = { ...inputs };
    const next = { ...inputs, members: ["198.51.100.1", "198.51.100.9", "198.51.100.3", "198.51.100.4"] };
    expect(await plugin.diff("ideco:AddressListAlias", "x", state, next)).toMatchObject({
      diffs: ["members"],
      detailed: { "members[1]": "UPDATE", "members[3]": "ADD" },
    });
    const shorter = { ...inputs, members: ["198.51.100.1"] };
    expect((await plugin.diff("ideco:AddressListAlias", "x", state, shorter)).detailed).toEqual({
      "members[1]": "DELETE",
      "members[2]": "DELETE",
    });
  });

  test("are rules of a table by their key: an insertion at the top is one rule", async () => {
    const { plugin } = await open();
    const rules = ["a", "b", "c"].map((key) => ({ key, action: "drop", comment: key }));
    const table = { table: "forward", ownership: "exclusive", rules };
    const { inputs, failures } = await plugin.check("ideco:RuleTable", table);
    expect(failures).toEqual([]);
    const { id, outputs } = await plugin.create("ideco:RuleTable", inputs);
    const places = async (changed: Json[]) => {
      const checked = await plugin.check("ideco:RuleTable", { ...table, rules: changed }, inputs);
      expect(checked.failures).toEqual([]);
      return (await plugin.diff("ideco:RuleTable", id, outputs, checked.inputs)).detailed;
    };
    const [a = {}, b = {}, c = {}] = rules;
    const added = { key: "new", action: "accept", comment: "new" };
    expect(await places(rules)).toEqual({});
    expect(await places([added, a, b, c])).toEqual({ "rules[0]": "ADD" });
    expect(await places([a, { ...b, comment: "other" }, c])).toEqual({ "rules[1]": "UPDATE" });
    expect(await places([a, c])).toEqual({ "rules[1]": "DELETE" });
    expect(await places([c, a, b])).toEqual({ rules: "UPDATE" });
  });
});

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What the engine puts in the place of a value that it doesn't know yet, one for each kind. */
const unknowns = {
  boolean: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  number: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  string: unknown,
  array: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  asset: "030794c1-ac77-496b-92df-f27374a8bd58",
  archive: "e48ece36-62e2-4504-bad9-02848725956a",
  object: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
};

const signature = "4dabf18193072939515e22adb298388d";
const secret = (value: unknown) => ({ [signature]: "1b47061264138c4ac30d75fd1eb44270", value });
const output = (value?: unknown) => ({
  [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  ...(value === undefined ? {} : { value }),
});

describe("a value", () => {
  test.each(Object.entries(unknowns))("that is an unknown %s passes check and diff", async (_, text) => {
    const { plugin } = await open();
    const known = await plugin.check("ideco:Quota", {
      title: "Q",
      quota: 1000,
      interval: "day",
      enabled: true,
    });
    for (const name of ["title", "quota", "interval", "enabled", "comment"]) {
      const { inputs, failures } = await plugin.check("ideco:Quota", { ...known.inputs, [name]: text });
      expect(failures).toEqual([]);
      expect(inputs[name]).toBe(unknown);
      const state = { ...known.inputs };
      const found = await plugin.diff("ideco:Quota", "1", state, inputs);
      expect(found).toMatchObject({ changes: 2, detailed: { [name]: "UPDATE" } });
      const { outputs } = await plugin.create("ideco:Quota", inputs, { preview: true });
      expect(outputs[name]).toBe(unknown);
    }
  });

  test("that is unknown somewhere inside stands for its place alone", async () => {
    const { plugin } = await open();
    const list = { title: "List", members: ["198.51.100.1", unknown] };
    const { inputs, failures } = await plugin.check("ideco:AddressListAlias", list);
    expect(failures).toEqual([]);
    expect(inputs.members).toEqual(["198.51.100.1", unknown]);
    const wrong = await plugin.check("ideco:AddressListAlias", { ...list, members: ["nonsense/", unknown] });
    expect(wrong.failures).toMatchObject([{ property: "members[0]" }]);
    const state = { ...inputs, members: ["198.51.100.1", "198.51.100.2"] };
    expect((await plugin.diff("ideco:AddressListAlias", "x", state, inputs)).detailed).toEqual({
      "members[1]": "UPDATE",
    });
  });

  test("that is a secret or an output is taken for what it holds", async () => {
    const { plugin } = await open();
    const { inputs, failures } = await plugin.check("ideco:ForwardRule", {
      action: secret("drop"),
      comment: output("a"),
      sourceAddresses: secret([secret("ip.id.1"), output("ip.id.2")]),
      position: output({ first: secret(true) }),
      enabled: output(),
    });
    expect(failures).toEqual([]);
    expect(inputs).toMatchObject({
      action: "drop",
      comment: "a",
      sourceAddresses: ["ip.id.1", "ip.id.2"],
      position: { first: true },
      enabled: unknown,
    });
  });

  test("that is null is a value that is not there", async () => {
    const { plugin } = await open();
    const { inputs, failures } = await plugin.check("ideco:ForwardRule", { ...rule, position: null });
    expect(failures).toEqual([]);
    expect(await plugin.check("ideco:ForwardRule", rule)).toEqual({ inputs, failures });
  });
});

describe("faults of inputs", () => {
  test("are told with their paths, what was found and what is allowed", async () => {
    const { plugin } = await open();
    const { failures } = await plugin.check("ideco:RuleTable", {
      table: "forwards",
      ownership: "shared",
      rules: [{ key: "a", action: "drop" }, { key: "b", action: "explode", enabled: "yes" }, { key: "a" }],
      colour: "red",
    });
    const at = (property: string) => failures.find((each) => each.property === property)?.reason;
    expect(failures.map(({ property }) => property)).toEqual(
      expect.arrayContaining(["table", "colour", "rules[1].action", "rules[1].enabled"]),
    );
    expect(at("table")).toContain('did you mean "forward"');
    expect(at("rules[1].action")).toContain("explode");
    expect(at("rules[1].enabled")).toMatch(/"yes".*(boolean|true)/);
  });

  test("and two owners of one object are refused before anything is sent", async () => {
    const { lab, plugin } = await open();
    await plugin.check("ideco:Ips", { enabled: true }, {}, "one");
    await plugin.check("ideco:Ips", { enabled: true }, {}, "one");
    const { failures } = await plugin.check("ideco:Ips", { enabled: false }, {}, "other");
    expect(failures).toMatchObject([{ property: "", reason: expect.stringContaining("ideco:Ips one") }]);
    expect(lab.journal.writes()).toEqual([]);
  });
});
