import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  bridge,
  canonicalForm,
  compare,
  covers,
  outcome,
  type Rule,
  view,
} from "../../provider/policy/match";
import { MODEL } from "./model";

const base: Rule = {
  enabled: true,
  source: ["any"],
  sourceNot: false,
  target: [{ of: ["any"], not: false }],
  ports: [],
  protocol: "any",
  zone: ["any"],
  posture: ["any"],
  action: "drop",
};
const change = (before: Rule, after: Rule) =>
  compare(view(MODEL, { ...base, ...before }), view(MODEL, { ...base, ...after }));
const between = (before: Rule, after: Rule) => bridge(MODEL, { ...base, ...before }, { ...base, ...after });

describe("how what a rule matches changes", () => {
  test.each<[string, Rule, Rule, string]>([
    ["a comment", { comment: "old" }, { comment: "new" }, "equal"],
    ["the order of a list", { source: ["a", "b"] }, { source: ["b", "a"] }, "equal"],
    ["an element doubled", { source: ["a", "b"] }, { source: ["b", "a", "a"] }, "equal"],
    ["more sources", { source: ["a"] }, { source: ["a", "b"] }, "widening"],
    ["any source", { source: ["a"] }, {}, "widening"],
    ["any among others", { source: ["a"] }, { source: ["a", "any"] }, "widening"],
    ["fewer sources", { source: ["a", "b"] }, { source: ["b"] }, "narrowing"],
    ["other sources", { source: ["a"] }, { source: ["b"] }, "incomparable"],
    [
      "more sources left out",
      { source: ["a"], sourceNot: true },
      { source: ["a", "b"], sourceNot: true },
      "narrowing",
    ],
    [
      "fewer sources left out",
      { source: ["a", "b"], sourceNot: true },
      { source: ["a"], sourceNot: true },
      "widening",
    ],
    ["a list inverted", { source: ["a"] }, { source: ["a"], sourceNot: true }, "incomparable"],
    ["no source for any", { source: [] }, { source: ["a"] }, "incomparable"],
    ["a list of which nobody says what it means", { source: [] }, { source: [], comment: "new" }, "equal"],
    ["not any", { source: ["any"], sourceNot: true }, {}, "widening"],
    ["an empty list that means any", { ports: ["web"] }, { ports: [] }, "widening"],
    ["an empty list that means nothing", { zone: ["in"] }, { zone: [] }, "narrowing"],
    ["one protocol", {}, { protocol: "tcp" }, "narrowing"],
    ["another protocol", { protocol: "udp" }, { protocol: "tcp" }, "incomparable"],
    ["wider here, narrower there", { source: ["a"] }, { protocol: "tcp" }, "incomparable"],
    ["another action alone", {}, { action: "accept" }, "equal"],
    ["switched off", {}, { enabled: false }, "narrowing"],
    ["switched on", { enabled: false, source: ["a"] }, { source: ["b"] }, "widening"],
    ["off before and after", { enabled: false, source: ["a"] }, { enabled: false, source: ["b"] }, "equal"],
    ["a block more", { target: [{ of: ["x"] }] }, { target: [{ of: ["x"] }, { of: ["y"] }] }, "narrowing"],
    ["a block less", { target: [{ of: ["x"] }, { of: ["y"] }] }, { target: [{ of: ["y"] }] }, "widening"],
    [
      "blocks in another order",
      { target: [{ of: ["x"] }, { of: ["y"] }] },
      { target: [{ of: ["y"] }, { of: ["x"] }] },
      "equal",
    ],
    ["no block at all", { target: [] }, { target: [{ of: ["x"] }] }, "incomparable"],
    [
      "a block with a field that nobody knows",
      { target: [{ of: ["x"] }] },
      { target: [{ of: ["x"], more: 1 }] },
      "incomparable",
    ],
    ["a missing field", { protocol: undefined }, {}, "widening"],
  ])("%s", (_, before, after, expected) => {
    expect(change(before, after)).toBe(expected);
    const opposite = { widening: "narrowing", narrowing: "widening" }[expected] ?? expected;
    expect(change(after, before)).toBe(opposite);
  });

  test("rules of different chains are not comparable, unless one matches nothing", () => {
    const model = { ...MODEL, chains: { field: "action", apart: ["bump"] } };
    const [drop, bump, off] = [
      base,
      { ...base, action: "bump" },
      { ...base, action: "bump", enabled: false },
    ].map((rule) => view(model, rule)) as [
      ReturnType<typeof view>,
      ReturnType<typeof view>,
      ReturnType<typeof view>,
    ];
    expect(compare(drop, bump)).toBe("incomparable");
    expect(compare(drop, off)).toBe("narrowing");
    expect(covers(drop, bump)).toBe(false);
  });

  test("a missing field can be declared to mean any", () => {
    const model = {
      ...MODEL,
      fields: { ...MODEL.fields, protocol: { kind: "value", absent: "any" } },
    } as const;
    expect(
      compare(view(model, { ...base, protocol: undefined }), view(model, { ...base, protocol: "tcp" })),
    ).toBe("narrowing");
  });
});

describe("what a rule does", () => {
  const action = (rule: Rule) => view(MODEL, { ...base, ...rule }).action;

  test("includes every field that is not declared", () => {
    expect(action({ redirect: "x" })).not.toBe(action({}));
    expect(action({ comment: "x", id: 7, source: ["a"], sourceNot: true })).toBe(action({}));
  });

  test("includes a profile only while it is switched on", () => {
    expect(action({ profile: "strict", profiled: false })).toBe(action({ profile: "mild", profiled: false }));
    expect(action({ profile: "strict", profiled: true })).not.toBe(
      action({ profile: "mild", profiled: true }),
    );
  });

  test("compares with the table's last word, where nothing said is the same as false", () => {
    expect(outcome(MODEL, { ...base, action: "accept", profiled: false, redirect: null })).toBe(
      outcome(MODEL, { action: "accept" }),
    );
    expect(outcome(MODEL, { ...base, redirect: "x" })).not.toBe(outcome(MODEL, base));
  });
});

describe("equal content needs no edit", () => {
  const content = (rule: Rule) => view(MODEL, { ...base, ...rule }).content;

  test("whatever the order of fields, lists and blocks", () => {
    const turned = Object.fromEntries(Object.entries(base).reverse());
    expect(view(MODEL, turned).content).toBe(view(MODEL, base).content);
    expect(content({ source: ["b", "a"] })).toBe(content({ source: ["a", "b", "a"] }));
    expect(content({ target: [{ of: ["x", "y"] }] })).toBe(
      content({ target: [{ not: false, of: ["y", "x"] }] }),
    );
    expect(content({ id: 7 })).toBe(content({ id: 8 }));
    expect(content({ sourceNot: undefined })).toBe(content({ sourceNot: false }));
    expect(content({ enabled: undefined })).toBe(content({}));
  });

  test("a comment is content", () => {
    expect(content({ comment: "x" })).not.toBe(content({}));
  });

  test("canonical text is the same for the same value", () => {
    expect(canonicalForm({ b: [1, { d: null, c: undefined }], a: "x" })).toBe('{"a":"x","b":[1,{"d":null}]}');
  });
});

describe("a form between the old and the new", () => {
  test("holds the elements of both lists", () => {
    expect(between({ source: ["a"] }, { source: ["b"], comment: "new" })).toEqual({
      ...base,
      source: ["a", "b"],
      comment: "new",
    });
  });

  test("holds the elements of the one block that differs", () => {
    const [before, after] = [
      [
        { of: ["x"], not: false },
        { of: ["y"], not: true },
      ],
      [
        { of: ["y"], not: true },
        { of: ["z"], not: false },
      ],
    ];
    expect(between({ target: before }, { target: after })).toMatchObject({
      target: [
        { of: ["y"], not: true },
        { of: ["x", "z"], not: false },
      ],
    });
  });

  test.each<[string, Rule, Rule]>([
    // What both inverted lists share is not all that they match together: "a" and "b" may overlap.
    ["inverted lists", { source: ["a"], sourceNot: true }, { source: ["b"], sourceNot: true }],
    ["two lists that differ", { source: ["a"], ports: ["web"] }, { source: ["b"], ports: ["ssh"] }],
    ["another action", { source: ["a"] }, { source: ["b"], action: "accept" }],
    ["a list longer than the appliance takes", { source: ["a", "b"] }, { source: ["c", "d"] }],
    ["a single value", { protocol: "tcp" }, { protocol: "udp" }],
    [
      "two blocks that differ",
      { target: [{ of: ["x"] }, { of: ["y"] }] },
      { target: [{ of: ["z"] }, { of: ["z", "y"] }] },
    ],
    ["a rule that is off", { source: ["a"], enabled: false }, { source: ["b"] }],
  ])("is not there for %s", (_, before, after) => {
    expect(between(before, after)).toBeUndefined();
  });
});

test("the planner imports nothing from outside of its folder", () => {
  const folder = join(__dirname, "../../provider/policy");
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".ts"))) {
    const imports = [...readFileSync(join(folder, file), "utf8").matchAll(/from "([^"]+)"/g)].map(
      ([, from]) => from,
    );
    expect(imports.filter((from) => !from?.match(/^\.\/[a-z]+$/))).toEqual([]);
  }
});
