import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import { describe, expect, test } from "vitest";
import { failureOf, open, startPlugin, struct, urn } from "./client";

const rule = { action: "drop", comment: "a" };

/** Every call that takes a property map, with that one. */
function withEach(properties: Struct, type = urn("ideco:ForwardRule")) {
  return {
    checkConfig: new proto.CheckRequest().setUrn("x").setNews(properties),
    configure: new proto.ConfigureRequest().setUrn("x").setArgs(properties),
    check: new proto.CheckRequest().setUrn(type).setNews(properties).setOlds(properties),
    diff: new proto.DiffRequest().setUrn(type).setId("1").setNews(properties).setOlds(properties),
    create: new proto.CreateRequest().setUrn(type).setProperties(properties),
    read: new proto.ReadRequest().setUrn(type).setId("1").setProperties(properties),
    update: new proto.UpdateRequest().setUrn(type).setId("1").setNews(properties).setOlds(properties),
    delete: new proto.DeleteRequest().setUrn(type).setId("1").setProperties(properties),
    invoke: new proto.InvokeRequest().setTok("perimeter:ideco:getRules").setArgs(properties),
  };
}

/** A request to check a rule that holds objects in objects, by hand: no library writes that many levels. */
function deepCheck(levels: number): Buffer {
  const pieces: Buffer[] = [];
  let size = 0;
  const put = (bytes: Buffer) => {
    pieces.push(bytes);
    size += bytes.length;
  };
  const around = (field: number) => put(Buffer.concat([Buffer.from([(field << 3) | 2]), varint(size)]));
  const key = Buffer.from([0x0a, 1, 0x61]);
  put(Buffer.from([0x20, 1]));
  for (let level = 0; level < levels; level++) {
    // Value.struct_value of an entry of Struct.fields, and that in a value again.
    around(2);
    put(key);
    around(1);
    if (level < levels - 1) around(5);
  }
  around(3);
  const name = Buffer.from(urn("ideco:ForwardRule"));
  put(Buffer.concat([Buffer.from([0x0a]), varint(name.length), name]));
  return Buffer.concat(pieces.reverse());
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) | 128);
  }
}

const ofResources = ["check", "diff", "create", "read", "update", "delete"] as const;

describe("a malformed request is answered as a bad argument, and the plugin goes on", () => {
  test("with a value of no kind", async () => {
    const { plugin } = await open();
    const broken = new Struct();
    broken.getFieldsMap().set("action", new Value());
    for (const [method, request] of Object.entries(withEach(broken))) {
      const failure = await failureOf(plugin.call(method as "check", request));
      expect(failure).toMatchObject({ code: "INVALID_ARGUMENT" });
      expect(failure.details).toContain("the engine's request can't be read");
    }
    expect((await plugin.check("ideco:ForwardRule", rule)).failures).toEqual([]);
  });

  test.each([
    "",
    "nonsense",
    "urn:pulumi:dev::test",
    "urn:pulumi:dev::test::::name",
    urn("ideco:Rule"),
    urn("acme:ForwardRule"),
    "urn:pulumi:dev::test::aws:s3:Bucket::name",
    "urn:pulumi:dev::test::pulumi:providers:perimeter::name",
  ])("with the URN %j", async (name) => {
    const { plugin } = await open();
    for (const method of ofResources) {
      const failure = await failureOf(plugin.call(method, withEach(struct(rule), name)[method]));
      expect(failure).toMatchObject({ code: "INVALID_ARGUMENT" });
      expect(failure.details).toMatch(/^there is no resource type ".*" in pulumi-resource-perimeter \d/);
    }
  });

  test("with no properties at all, or with properties of any form", async () => {
    const { plugin } = await open();
    const forms = [{}, { connection: 7 }, { connection: {} }, { connection: "nowhere" }, { position: "x" }];
    for (const form of forms) {
      for (const method of ["diff", "create", "update", "delete"] as const) {
        const failure = await failureOf(plugin.call(method, withEach(struct(form))[method]));
        expect({ method, form, code: failure.code }).toEqual({ method, form, code: "INVALID_ARGUMENT" });
      }
    }
    const { failures } = await plugin.check("ideco:ForwardRule", {});
    expect(failures).toMatchObject([{ property: "action" }]);
  });

  test("with names that every object seems to have", async () => {
    const { plugin } = await open();
    const properties = JSON.parse(
      '{"action":"drop","__proto__":{"comment":"x"},"constructor":1,"toString":1}',
    );
    const { inputs, failures } = await plugin.check("ideco:ForwardRule", properties);
    expect(failures.map(({ property }) => property)).toEqual(
      expect.arrayContaining(["constructor", "toString"]),
    );
    expect(inputs.comment).not.toBe("x");
    expect(({} as Record<string, unknown>).comment).toBeUndefined();
  });

  test("with bytes that are no message, and with objects thousands of levels deep", async () => {
    const { plugin } = await open();
    const flat = proto.CheckResponse.deserializeBinary(await plugin.send("check", deepCheck(3)));
    expect(flat.getFailuresList().map((each) => each.getProperty())).toContain("a");
    for (const bytes of [Buffer.from([0xff]), Buffer.from("nonsense"), deepCheck(3000), deepCheck(100_000)]) {
      // Not the library's INTERNAL: the engine would take the state for damaged.
      for (const method of ["check", "configure"] as const) {
        expect(await failureOf(plugin.send(method, bytes))).toEqual({
          code: "INVALID_ARGUMENT",
          details: "the engine's request can't be read [PERIMETER_INVALID]",
        });
      }
    }
    const { failures } = await plugin.check("ideco:ForwardRule", { ...rule, comment: "x".repeat(1 << 20) });
    expect(failures).toMatchObject([{ property: "comment" }]);
    expect(failures[0]?.reason.length).toBeLessThan(1000);
  });

  test("for a function or a list that there is not, or with wrong arguments", async () => {
    const { plugin } = await open();
    for (const [work, text] of [
      [() => plugin.invoke("ideco:getNothing"), 'there is no function "perimeter:ideco:getNothing"'],
      [() => plugin.invoke("ideco:getRules", { table: "x" }), "ideco:getRules: table: "],
      [() => plugin.invoke("ideco:getRules"), "ideco:getRules: table: "],
      [() => plugin.list("ideco:Nothing"), 'there is no resource type "perimeter:ideco:Nothing"'],
      [() => plugin.list("era:BanListClear"), "era:BanListClear can't be listed"],
      [() => plugin.list("ideco:ForwardRule", {}, { continuationToken: "x" }), "no continuation token"],
      [() => plugin.list("ideco:ForwardRule", { connection: "x" }), 'no connection "x" of the vendor ideco'],
    ] as const) {
      const failure = await failureOf(work());
      expect(failure.code).toBe("INVALID_ARGUMENT");
      expect(failure.details).toContain(text);
    }
  });
});

describe("the status of a failure", () => {
  test.each([
    ["the login is refused", { path: "/web/auth/login", status: 401 }, "PERMISSION_DENIED"],
    ["the appliance refuses the object", { method: "POST", path: rules, status: 542 }, "INVALID_ARGUMENT"],
    ["the appliance can't do it", { method: "POST", path: rules, status: 405 }, "FAILED_PRECONDITION"],
    ["the appliance is overloaded", { path: rules, status: 429, times: 9 }, "RESOURCE_EXHAUSTED"],
    ["the appliance is away", { path: rules, lose: "before", times: 99 }, "UNAVAILABLE"],
  ] as const)("where %s leaves the state as it is", async (_, fault, code) => {
    const { lab, plugin } = await open();
    const hq = { ...lab.connections()["lab-ideco"], retries: 0 };
    await plugin.configure({ hq });
    lab.faults.add({ vendor: "ideco", times: 99, ...fault });
    const failure = await failureOf(plugin.create("ideco:ForwardRule", { ...rule, connection: "hq" }));
    expect(failure.code).toBe(code);
    expect(failure.details).toMatch(/ideco connection "hq".*\[PERIMETER_\w+\]$/s);
    expect(failure.incomplete).toBeUndefined();
  });

  test("is told for what is gone and for what exists already", async () => {
    const { lab, plugin } = await open();
    const known = (await plugin.check("ideco:ForwardRule", rule)).inputs;
    const changed = { ...known, comment: "b" };
    const update = plugin.update("ideco:ForwardRule", "77", { ...known, ruleId: 77 }, changed);
    expect(await failureOf(update)).toMatchObject({ code: "NOT_FOUND" });
    const { inputs } = await plugin.check("ideco:ContentCategory", { name: "C", urls: ["a.example"] });
    await plugin.create("ideco:ContentCategory", inputs);
    await plugin.configure(lab.connections());
    const again = await failureOf(plugin.create("ideco:ContentCategory", inputs));
    expect(again).toMatchObject({ code: "ALREADY_EXISTS", details: expect.stringContaining("adopt: true") });
  });

  test("of an object that exists but isn't complete comes with the object", async () => {
    const { lab, plugin } = await open();
    await plugin.configure(lab.connections());
    // Application control can only append: the rule is made, and then moved to its place.
    lab.ideco.table("appControl").add({ name: "there" });
    const { inputs } = await plugin.check("ideco:AppControlRule", {
      name: "App",
      aliases: ["any"],
      protocols: ["dpi.id.1"],
      action: "drop",
      position: { first: true },
    });
    lab.faults.add({ vendor: "ideco", method: "PATCH", path: /move/, status: 400, times: 9 });
    const { incomplete, ...failure } = await failureOf(plugin.create("ideco:AppControlRule", inputs));
    expect(failure.code).toBe("FAILED_PRECONDITION");
    const [, made] = lab.ideco.table("appControl").rules;
    expect(incomplete).toEqual({
      id: String(made?.id),
      outputs: { ...inputs, ruleId: made?.id },
      reasons: [expect.stringContaining("is not in its place yet")],
    });
  });
});

const rules = /\/firewall\/rules\/forward$/;

test("a plugin that nobody configured says that there is no connection", async () => {
  const plugin = await startPlugin();
  const { failures } = await plugin.check("ideco:ForwardRule", rule);
  expect(failures).toMatchObject([
    { property: "connection", reason: expect.stringContaining("no connection of the vendor ideco") },
  ]);
});
