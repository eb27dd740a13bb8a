import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type Change, difference, sameField } from "../../provider/kernel/diff";
import { type Fields, field, fieldNodes, objectOf } from "../../provider/kernel/fields";
import { type Properties, pathText, sameValue, UNKNOWN, valueAt } from "../../provider/kernel/values";

const rule = objectOf("Rule", "A rule.", {
  key: field(z.string(), "Key."),
  action: field(z.string(), "Action."),
  ports: field(z.array(z.string()).optional(), "Ports."),
});
const fields = {
  name: field(z.string(), "Name.", { replace: true }),
  kind: field(z.string().optional(), "Kind.", { immutable: true }),
  note: field(z.string().optional(), "Note."),
  adopt: field(z.boolean().optional(), "Local.", { providerOnly: true }),
  set: field(z.array(z.string()).optional(), "A set.", { equals: (a, b) => sorted(a) === sorted(b) }),
  list: field(z.array(z.string()).optional(), "A list."),
  rules: field(z.array(rule).optional(), "Rules by key."),
  nested: field(z.record(z.string(), z.any()).optional(), "Anything."),
  text: field(z.string().optional(), "Replaces where the number changes.", {
    replace: (a, b) => String(a).slice(0, 1) !== String(b).slice(0, 1),
  }),
} satisfies Fields;

function sorted(value: unknown): string {
  return JSON.stringify([...((value as string[] | undefined) ?? [])].sort());
}

function changes(before: Properties, after: Properties): string[] {
  return difference(fields, before, after).changes.map(told);
}

function told({ kind, path, replaces }: Change): string {
  return `${kind} ${pathText(path)}${replaces ? " (replaces)" : ""}`;
}

const base = { name: "a", list: ["x", "y"], rules: [{ key: "1", action: "drop" }] };

describe("what changed", () => {
  const cases: Array<[string, Properties, Properties, string[]]> = [
    ["nothing", base, { ...base }, []],
    ["null is as good as nothing", base, { ...base, note: null }, []],
    ["a value", { note: "a" }, { note: "b" }, ["update note"]],
    ["a value that came", {}, { note: "b" }, ["add note"]],
    ["a value that went", { note: "b" }, {}, ["delete note"]],
    ["what replaces", { name: "a" }, { name: "b" }, ["update name (replaces)"]],
    ["a local field", { adopt: true }, {}, []],
    ["the order of a set", { set: ["a", "b"] }, { set: ["b", "a"] }, []],
    ["an empty set for none", { set: [] }, {}, []],
    ["a member of a set", { set: ["a", "b"] }, { set: ["b", "c"] }, ["update set[0]", "update set[1]"]],
    ["the order of a list", { list: ["a", "b"] }, { list: ["b", "a"] }, ["update list[0]", "update list[1]"]],
    ["a longer list", { list: ["a"] }, { list: ["a", "b"] }, ["add list[1]"]],
    ["a shorter list", { list: ["a", "b"] }, { list: ["a"] }, ["delete list[1]"]],
    ["from empty to none", { list: [] }, {}, ["delete list"]],
    [
      "deep in a map",
      { nested: { a: { b: [1, { c: 2 }] }, same: 1 } },
      { nested: { a: { b: [1, { c: 3 }] }, same: 1 } },
      ["update nested.a.b[1].c"],
    ],
    ["another type", { nested: { a: [1] } }, { nested: { a: { "0": 1 } } }, ["update nested.a"]],
    [
      "names that objects have by nature",
      { nested: { toString: 1 } },
      { nested: { constructor: 2 } },
      ["delete nested.toString", "add nested.constructor"],
    ],
    [
      "a rule that came in the middle",
      { rules: [{ key: "1" }, { key: "3" }] },
      { rules: [{ key: "1" }, { key: "2" }, { key: "3" }] },
      ["add rules[1]"],
    ],
    [
      "a rule that went",
      { rules: [{ key: "1" }, { key: "2" }, { key: "3" }] },
      { rules: [{ key: "1" }, { key: "3" }] },
      ["delete rules[1]"],
    ],
    [
      "a rule that changed, below one that came",
      { rules: [{ key: "1", action: "drop" }] },
      { rules: [{ key: "0" }, { key: "1", action: "accept" }] },
      ["add rules[0]", "update rules[1]"],
    ],
    [
      "a rule in the place of another",
      { rules: [{ key: "1" }, { key: "2" }] },
      { rules: [{ key: "1" }, { key: "x" }] },
      ["update rules[1]"],
    ],
    [
      "the order of rules alone",
      { rules: [{ key: "1" }, { key: "2" }] },
      { rules: [{ key: "2" }, { key: "1" }] },
      ["update rules"],
    ],
    ["the first rules", {}, { rules: [{ key: "1" }] }, ["add rules"]],
    ["rules out of none", { rules: [] }, { rules: [{ key: "1" }] }, ["add rules[0]"]],
    ["by a look at both, the same object", { text: "1 a" }, { text: "1 b" }, ["update text"]],
    ["by a look at both, another object", { text: "1 a" }, { text: "2 a" }, ["update text (replaces)"]],
  ];
  test.each(cases)("%s", (_, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected);
  });

  test("what replaces and what may not change are named", () => {
    expect(difference(fields, { name: "a", kind: "x" }, { name: "b", kind: "y" })).toMatchObject({
      replaces: ["name"],
      immutable: ["kind"],
    });
    expect(difference(fields, { kind: "x" }, { kind: "x" })).toMatchObject({ replaces: [], immutable: [] });
  });

  test("what is not known yet is a change at its place", () => {
    expect(changes({ note: "a" }, { note: UNKNOWN })).toEqual(["update note"]);
    expect(changes({}, { note: UNKNOWN })).toEqual(["add note"]);
    expect(changes({ name: "a" }, { name: UNKNOWN })).toEqual(["update name (replaces)"]);
    expect(changes({ list: ["a", "b"] }, { list: ["a", UNKNOWN] })).toEqual(["update list[1]"]);
    expect(changes({ set: ["a"] }, { set: [UNKNOWN] })).toEqual(["update set[0]"]);
    expect(changes({ text: "1 a" }, { text: UNKNOWN })).toEqual(["update text"]);
    expect(changes(base, { ...base, rules: [{ key: "1", action: UNKNOWN }] })).toEqual(["update rules[0]"]);
    expect(changes({ adopt: true }, { adopt: UNKNOWN })).toEqual([]);
  });
});

const anything = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>;
const rules = fc.uniqueArray(
  fc.record({ key: fc.constantFrom("a", "b", "c", "d"), action: fc.constantFrom("drop", "accept") }),
  { selector: (item) => item.key },
);
const inputs = fc.record(
  {
    name: fc.constantFrom("a", "b"),
    note: fc.string(),
    adopt: fc.boolean(),
    set: fc.array(fc.constantFrom("a", "b", "c")),
    list: fc.array(fc.constantFrom("a", "b", "c")),
    rules,
    nested: fc.dictionary(fc.string(), anything),
  },
  { requiredKeys: ["name"] },
) as fc.Arbitrary<Properties>;

describe("for any two inputs", () => {
  const nodes = fieldNodes(fields);

  test("no change is the same thing as equality of every field, as the vendor sees it", () => {
    fc.assert(
      fc.property(inputs, inputs, (before, after) => {
        const same = nodes.every(
          (node) => node.providerOnly || sameField(node, before[node.name], after[node.name]),
        );
        expect(changes(before, after).length === 0).toBe(same);
      }),
      { numRuns: 500 },
    );
  });

  test("nothing differs from itself, in any form that the engine gives back", () => {
    fc.assert(
      fc.property(inputs, (before) => {
        expect(changes(before, before)).toEqual([]);
        expect(changes(before, JSON.parse(JSON.stringify(before)) as Properties)).toEqual([]);
      }),
    );
  });

  test("every path leads to where something differs, and is told once", () => {
    fc.assert(
      fc.property(inputs, inputs, (before, after) => {
        const found = difference(fields, before, after).changes;
        const paths = found.map(({ path }) => JSON.stringify(path));
        expect(new Set(paths).size).toBe(paths.length);
        for (const { path, kind } of found) {
          const [was, is] = [valueAt(before, path), valueAt(after, path)];
          if (kind === "add") expect(is).not.toBeUndefined();
          if (kind === "delete") expect(was).not.toBeUndefined();
          if (kind === "update") expect(sameValue(was, is) && !Array.isArray(was)).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("there and back are the same places of fields", () => {
    fc.assert(
      fc.property(inputs, inputs, (before, after) => {
        const names = (found: Change[]) => [...new Set(found.map(({ path }) => path[0]))];
        expect(names(difference(fields, before, after).changes)).toEqual(
          names(difference(fields, after, before).changes),
        );
      }),
    );
  });
});
