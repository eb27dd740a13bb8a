import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { describe, expect, test } from "vitest";
import { type Properties, pruned, UNKNOWN } from "../../provider/kernel/values";
import { fromStruct, toStruct } from "../../provider/process/plugin/rpc";
import { fromWire, propertiesFromWire, propertiesToWire, secret, toWire } from "../../provider/process/wire";

/** The engine's sentinels: boolean, number, text, list, asset, archive, object. */
const sentinels = [
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];
const signature = "4dabf18193072939515e22adb298388d";
const output = (rest: Properties) => ({ [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", ...rest });

describe("from the wire", () => {
  test.each(sentinels)("%s is a value not known yet, wherever it stands", (sentinel) => {
    expect(fromWire(sentinel)).toBe(UNKNOWN);
    expect(propertiesFromWire({ a: [{ b: sentinel }], c: secret({ d: sentinel }) })).toEqual({
      a: [{ b: UNKNOWN }],
      c: { d: UNKNOWN },
    });
  });

  test("secrets are unwrapped, also in each other, in lists, and around sentinels", () => {
    expect(fromWire(secret(secret({ a: [secret("b"), 1] })))).toEqual({ a: ["b", 1] });
    expect(fromWire(secret(sentinels[2]))).toBe(UNKNOWN);
    expect(fromWire(secret(null))).toBeNull();
  });

  test("outputs are their value, or not known yet", () => {
    expect(fromWire(output({ value: secret("a"), secret: true, dependencies: ["urn"] }))).toBe("a");
    expect(fromWire(output({ value: null }))).toBeNull();
    expect(fromWire(output({ value: false }))).toBe(false);
    expect(fromWire(output({ dependencies: [] }))).toBe(UNKNOWN);
    expect(fromWire(output({ value: sentinels[0] }))).toBe(UNKNOWN);
  });

  test("what Pulumi adds to a resource is left out; a user's own names are not", () => {
    const labels = { __x: 1, __provider: 2 };
    expect(
      propertiesFromWire({ __provider: "code", __defaults: [], __internal: {}, _a: 1, __mine: 2, labels }),
    ).toEqual({
      _a: 1,
      __mine: 2,
      labels,
    });
  });

  test("names that objects have by nature do no harm", () => {
    const evil = JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"a": 1}}') as Properties;
    const found = propertiesFromWire({ nested: evil, ...evil });
    expect(({} as Properties).polluted).toBeUndefined();
    expect(found.polluted).toBeUndefined();
    expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
    expect(fromStruct(Struct.fromJavaScript({ constructor: "a" }))).toEqual({ constructor: "a" });
  });
});

describe("to the wire", () => {
  test("unknown values are the SDK's own sentinel, at any depth", () => {
    const { unknownValue } = pulumi.runtime as unknown as { unknownValue: string };
    expect(propertiesToWire({ a: UNKNOWN, b: [{ c: UNKNOWN }] })).toEqual({
      a: unknownValue,
      b: [{ c: unknownValue }],
    });
  });

  test("properties that are undefined are left out, gaps in lists keep the places of the others", () => {
    expect(propertiesToWire({ a: undefined, b: { c: undefined, d: null }, e: [undefined, 1] })).toEqual({
      b: { d: null },
      e: [null, 1],
    });
  });

  test("a secret is what the SDK takes for one", () => {
    const marked = secret("a");
    expect(pulumi.runtime.isRpcSecret(marked)).toBe(true);
    expect(pulumi.runtime.unwrapRpcSecret(marked)).toBe("a");
  });
});

describe("there and back", () => {
  // The protocol's own library loses this one name.
  const key = fc.string().filter((name) => name !== "__proto__");
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: "small" },
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(UNKNOWN),
      fc.array(tie("any")),
      fc.dictionary(key, tie("any")),
    ),
  })).any;
  const properties = fc.dictionary(
    fc.string().filter((name) => !name.startsWith("__")),
    value,
  ) as fc.Arbitrary<Properties>;

  test("everything is as it was", () => {
    fc.assert(
      fc.property(properties, (before) => {
        expect(propertiesFromWire(propertiesToWire(before))).toEqual(before);
      }),
    );
  });

  test("also through the messages of the plugin protocol, and with every part a secret", () => {
    fc.assert(
      fc.property(properties, (before) => {
        expect(pruned(fromStruct(Struct.deserializeBinary(toStruct(before).serializeBinary())))).toEqual(
          pruned(before),
        );
        expect(propertiesFromWire(marked(propertiesToWire(before)) as Properties)).toEqual(before);
      }),
    );
  });
});

/** Every value below the top in the wrapper of secrets. */
function marked(value: unknown, top = true): unknown {
  const inner = Array.isArray(value)
    ? value.map((item) => marked(item, false))
    : typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, marked(item, false)]))
      : value;
  return top ? inner : secret(toWire(inner));
}
