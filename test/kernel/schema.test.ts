import { describe, expect, test } from "vitest";
import { z } from "zod";
import { tlsSettings } from "../../provider/kernel/connections";
import { asFound, type Fields, field, fieldNodes, objectOf, typeOf } from "../../provider/kernel/fields";
import { defineFunction } from "../../provider/kernel/function";
import { defineResource, type Resource } from "../../provider/kernel/resource";
import { packageSchema } from "../../provider/kernel/schema";
import { acme, other } from "./acme-vendor";

// biome-ignore lint/suspicious/noExplicitAny: a test looks into a document of any form
type Json = any;

const about = { version: "1.2.3", description: "A package." };

const behaviour = {
  create: async () => ({ id: "", outputs: {} }),
  read: async () => undefined,
  delete: async () => {},
};

function resource(inputs: Fields, outputs: Fields = {}, more: Partial<Resource> = {}): Resource {
  const text = { name: "Thing", doc: "A thing.", page: "the page", importId: "its number", example: {} };
  return { ...defineResource<Fields, Fields>(acme, { ...text, ...behaviour, inputs, outputs }), ...more };
}

function schemaOf(...resources: Resource[]): Json {
  return packageSchema({ vendors: [acme], resources, functions: [] }, about);
}

function inputOf(schema: z.ZodType, traits = {}): { property: Json; types: Json } {
  const whole = schemaOf(resource({ value: field(schema, "Doc.", traits) }));
  const { value } = whole.resources["perimeter:acme:Thing"].inputProperties;
  const { "perimeter:index:Connection": _, "perimeter:index:ConnectionMode": __, ...types } = whole.types;
  return { property: value, types };
}

const port = objectOf("Port", "A port.", {
  number: field(z.int(), "Number."),
  protocol: field(z.enum(["tcp", "udp"]), "Protocol.", { default: "tcp" }),
  note: field(z.string().optional(), "Note."),
});

describe("a property", () => {
  const description = "Doc.";
  test.each([
    ["a text", z.string(), { type: "string" }],
    ["a number", z.number(), { type: "number" }],
    ["a whole number", z.int().min(3), { type: "integer" }],
    ["a boolean", z.boolean().optional(), { type: "boolean" }],
    ["anything", z.any(), { $ref: "pulumi.json#/Any" }],
    ["unknown", z.unknown(), { $ref: "pulumi.json#/Any" }],
    ["null is no type", z.string().nullable().optional(), { type: "string" }],
    [
      "a list",
      z.array(z.array(z.string())),
      { type: "array", items: { type: "array", items: { type: "string" } } },
    ],
    ["a map", z.record(z.string(), z.number()), { type: "object", additionalProperties: { type: "number" } }],
    ["a union", z.union([z.string(), z.int()]), { oneOf: [{ type: "string" }, { type: "integer" }] }],
    ["an object", port, { $ref: "#/types/perimeter:acme:Port" }],
    [
      "a list of objects",
      z.array(port).min(1),
      { type: "array", items: { $ref: "#/types/perimeter:acme:Port" } },
    ],
    [
      "a text or a list of them",
      z.union([z.string(), z.array(z.string())]),
      { oneOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] },
    ],
  ])("%s", (_, schema, expected) => {
    expect(inputOf(schema).property).toEqual({ ...expected, description });
  });

  test("an enumeration is a type named after its owner and field", () => {
    const { property, types } = inputOf(z.enum(["any", "protocol.tcp", "mark_not_log", "1h", "GET"]));
    expect(property).toEqual({ $ref: "#/types/perimeter:acme:ThingValue", description });
    expect(types["perimeter:acme:ThingValue"]).toEqual({
      type: "string",
      enum: [
        { value: "any", name: "Any" },
        { value: "protocol.tcp", name: "ProtocolTcp" },
        { value: "mark_not_log", name: "MarkNotLog" },
        { value: "1h", name: "Value1h" },
        { value: "GET", name: "GET" },
      ],
    });
  });

  test("a nested object is a type with its text, and its own nested types", () => {
    expect(inputOf(z.array(port)).types).toEqual({
      "perimeter:acme:Port": {
        type: "object",
        description: "A port.",
        properties: {
          number: { type: "integer", description: "Number." },
          protocol: { $ref: "#/types/perimeter:acme:PortProtocol", description: "Protocol.", default: "tcp" },
          note: { type: "string", description: "Note." },
        },
        required: ["number"],
      },
      "perimeter:acme:PortProtocol": {
        type: "string",
        enum: [
          { value: "tcp", name: "Tcp" },
          { value: "udp", name: "Udp" },
        ],
      },
    });
  });

  test("only a default that is no list and hangs on nothing is a default; others stand in the text", () => {
    expect(inputOf(z.int(), { default: 0 }).property).toMatchObject({ default: 0, description });
    expect(inputOf(z.boolean(), { default: false }).property).toMatchObject({ default: false });
    expect(inputOf(z.string(), { default: "" }).property).toMatchObject({ default: "" });
    const list = inputOf(z.array(z.string()), { default: ["any"] }).property;
    expect(list).not.toHaveProperty("default");
    expect(list.description).toBe('Doc. Default: `["any"]`.');
    const bound = inputOf(z.boolean().optional(), { default: false, defaultUnless: "other" }).property;
    expect(bound).not.toHaveProperty("default");
    expect(bound.description).toBe("Doc. Default: `false`.");
  });

  test("secrets and what replaces are marked", () => {
    expect(inputOf(z.string(), { secret: true, replace: true }).property).toMatchObject({
      secret: true,
      replaceOnChanges: true,
    });
    // Whether it replaces only a look at the change can tell.
    expect(inputOf(z.string(), { replace: () => true }).property).not.toHaveProperty("replaceOnChanges");
    const secretInside = objectOf("Login", "A login.", { pin: field(z.string(), "Pin.", { secret: true }) });
    expect(inputOf(secretInside).types["perimeter:acme:Login"].properties.pin.secret).toBe(true);
  });
});

describe("a resource", () => {
  const inputs = {
    name: field(z.string(), "Name."),
    size: field(z.int(), "Size.", { default: 1 }),
    note: field(z.string().optional(), "Note."),
    flat: field(z.array(z.string()).optional(), "Flat.", { default: [], defaultUnless: "note" }),
  };
  const outputs = { number: field(z.int(), "Number."), state: field(z.string().optional(), "State.") };

  test("requires what has no default, and always shows what has one", () => {
    const found = schemaOf(resource(inputs, outputs)).resources["perimeter:acme:Thing"];
    expect(found.requiredInputs).toEqual(["name"]);
    expect(found.required).toEqual(["name", "size", "number"]);
    expect(Object.keys(found.inputProperties)).toEqual(["name", "size", "note", "flat", "connection"]);
    expect(Object.keys(found.properties)).toEqual([
      "name",
      "size",
      "note",
      "flat",
      "connection",
      "number",
      "state",
    ]);
    expect(found.inputProperties.connection.replaceOnChanges).toBe(true);
    expect(found.description).toBe("A thing.\n\nImport id: its number.\n\nVendor's page: the page.");
    expect(found.aliases).toEqual([{ type: "pulumi-nodejs:dynamic/perimeter/acme:Thing" }]);
  });

  test("can be listed where its definition can", () => {
    const list = async () => [];
    const schema = schemaOf(resource(inputs), resource(inputs, {}, { list, token: "acme:Listed" }));
    expect(schema.resources["perimeter:acme:Thing"]).not.toHaveProperty("listInputs");
    expect(schema.resources["perimeter:acme:Listed"].listInputs.properties).toHaveProperty("connection");
  });

  test("two types of one name are refused, one type used twice is not", () => {
    const twin = objectOf("Port", "Another port.", { number: field(z.string(), "Number.") });
    expect(() => schemaOf(resource({ a: field(port, "A."), b: field(z.array(port), "B.") }))).not.toThrow();
    expect(() => schemaOf(resource({ a: field(port, "A."), b: field(twin, "B.") }))).toThrow(
      "two different types are called perimeter:acme:Port",
    );
    expect(() => inputOf(z.enum(["a-b", "a.b"]))).toThrow("would have one name");
  });
});

test("a function has inputs and outputs", () => {
  const getThings = defineFunction(acme, {
    name: "getThings",
    doc: "Things.",
    page: "the page",
    example: { limit: 2 },
    inputs: { kind: field(z.enum(["a", "b"]), "Kind.", { default: "a" }), limit: field(z.int(), "Limit.") },
    outputs: { items: field(z.array(port), "Things."), total: field(z.int().optional(), "Total.") },
    call: async () => ({ items: [] }),
  });
  const schema: Json = packageSchema({ vendors: [acme], resources: [], functions: [getThings] }, about);
  const found = schema.functions["perimeter:acme:getThings"];
  expect(found.inputs.required).toEqual(["limit"]);
  expect(found.inputs.properties.kind).toMatchObject({
    $ref: "#/types/perimeter:acme:GetThingsKind",
    default: "a",
  });
  expect(found.outputs).toMatchObject({ required: ["items"], properties: { total: { type: "integer" } } });
});

test("a connection has the fields of all vendors, none required but the vendor, and is secret as a whole", () => {
  const schema: Json = packageSchema({ vendors: [acme, other], resources: [], functions: [] }, about);
  const { connections } = schema.provider.inputProperties;
  expect(connections).toMatchObject({
    type: "object",
    additionalProperties: { $ref: "#/types/perimeter:index:Connection" },
    secret: true,
  });
  expect(schema.config.variables.connections).toEqual(connections);
  const type = schema.types["perimeter:index:Connection"];
  expect(type.required).toEqual(["vendor"]);
  expect(Object.keys(type.properties)).toEqual(
    expect.arrayContaining(["vendor", "id", "proxy", "token", "endpoint", ...Object.keys(tlsSettings)]),
  );
  // A default would be filled in for vendors that don't have the field.
  for (const property of Object.values<Json>(type.properties)) expect(property).not.toHaveProperty("default");
  expect(type.properties.endpoint.description).toBe("Acme Wall: Where it is. Other: Where it is.");
});

describe("fields", () => {
  test("carry their text and traits, each for itself", () => {
    const shared = z.string();
    const [first, second] = [field(shared, "First.", { replace: true }), field(shared, "Second.")];
    expect(fieldNodes({ first, second })).toMatchObject([
      { name: "first", doc: "First.", replace: true, optional: false },
      { name: "second", doc: "Second.", optional: false },
    ]);
    expect(fieldNodes({ second })[0]?.replace).toBeUndefined();
  });

  test("as found may all be missing, and have no default", () => {
    const found = asFound({ size: field(z.int(), "Size.", { default: 1 }), port: field(port, "Port.") });
    expect(fieldNodes(found)).toMatchObject([
      { name: "size", optional: true, doc: "Size." },
      { name: "port", optional: true, type: { kind: "object", name: "Port" } },
    ]);
    expect(fieldNodes(found)[0]?.default).toBeUndefined();
  });

  test("of a form that has no schema are refused where they are defined", () => {
    expect(() => typeOf(z.object({ a: z.string() }))).toThrow("needs a name");
    expect(() => typeOf(z.date())).toThrow("can't be of the zod type date");
  });
});
