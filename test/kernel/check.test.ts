import { describe, expect, test } from "vitest";
import { z } from "zod";
import { checkFields, didYouMean } from "../../provider/kernel/check";
import { type Fields, field, objectOf } from "../../provider/kernel/fields";
import { type Properties, pathText, shown, UNKNOWN } from "../../provider/kernel/values";

const block = objectOf("Block", "A block.", {
  addresses: field(z.array(z.string()).min(1).max(3), "Addresses.", { default: ["any"] }),
  negate: field(z.boolean(), "All but these.", { default: false }),
  weight: field(z.int().min(1).max(9).optional(), "Weight."),
});
const port = objectOf("Port", "A port.", {
  port: field(z.int().min(1).max(65535), "Number."),
  protocol: field(z.enum(["tcp", "udp"]), "Protocol.", { default: "tcp" }),
});

const fields = {
  name: field(z.string().min(2).max(8), "A name."),
  action: field(z.enum(["accept", "drop"]), "What to do."),
  count: field(z.int().min(0).max(10).optional(), "How many."),
  share: field(z.number().positive().max(1).optional(), "A part."),
  on: field(z.boolean(), "Whether.", { default: true }),
  ports: field(z.array(z.string()).max(3).optional(), "Ports."),
  block: field(block.optional(), "One block."),
  blocks: field(z.array(block).optional(), "Blocks."),
  labels: field(z.record(z.string(), z.int()).optional(), "Labels."),
  after: field(z.union([z.int(), z.string().regex(/^\d+$/)]).optional(), "A reference."),
  service: field(z.union([z.string(), port]).optional(), "A name or a port."),
  mode: field(z.union([z.enum(["all", "none"]), z.int()]).optional(), "A word or a number."),
  flat: field(z.array(z.string()).optional(), "The flat form.", {
    default: ["any"],
    defaultUnless: "blocks",
  }),
  step: field(z.number().multipleOf(5).optional(), "In fives."),
  note: field(z.string().nullable().optional(), "Null is allowed."),
  even: field(
    z
      .array(z.int())
      .refine((list) => list.length % 2 === 0, { error: "an even number of them is needed" })
      .optional(),
    "Pairs.",
  ),
  pin: field(z.string().min(4).regex(/^\d+$/).optional(), "A secret.", { secret: true }),
} satisfies Fields;

const good = { name: "rule", action: "drop" };

/** Every problem as `path: message`. */
function problemsOf(given: Properties): string[] {
  return checkFields(fields, { ...good, ...given }).problems.map(
    ({ path, message }) => `${pathText(path)}: ${message}`,
  );
}

describe("problems have a path, what was found and what is allowed", () => {
  const cases: Array<[string, Properties, string[]]> = [
    ["nothing wrong", {}, []],
    ["missing", { name: undefined }, ["name: is required"]],
    ["null is missing", { action: null }, ["action: is required"]],
    ["a wrong type", { on: "yes" }, ['on: found "yes", allowed: a boolean']],
    ["a number for a text", { name: 5 }, ["name: found 5, allowed: a string"]],
    ["a list for a text", { name: ["a"] }, ['name: found ["a"], allowed: a string']],
    ["a text for a list", { ports: "80" }, ['ports: found "80", allowed: a list']],
    ["a text for an object", { block: "x" }, ['block: found "x", allowed: an object']],
    ["a list for an object", { block: [] }, ["block: found [], allowed: an object"]],
    ["a text for a map", { labels: "x" }, ['labels: found "x", allowed: an object']],
    ["a fraction", { count: 1.5 }, ["count: found 1.5, allowed: a whole number"]],
    ["no number", { count: Number.NaN }, ["count: found NaN, allowed: a number"]],
    ["too small", { count: -1 }, ["count: found -1, allowed: at least 0"]],
    ["too big", { count: 11 }, ["count: found 11, allowed: at most 10"]],
    ["at an open end", { share: 0 }, ["share: found 0, allowed: more than 0"]],
    ["no multiple", { step: 7 }, ["step: found 7, allowed: multiples of 5"]],
    ["too short", { name: "a" }, ["name: found 1 character, allowed: at least 2 characters"]],
    ["too long", { name: "123456789" }, ["name: found 9 characters, allowed: at most 8 characters"]],
    ["too many", { ports: ["1", "2", "3", "4"] }, ["ports: found 4 items, allowed: at most 3 items"]],
    ["a gap in a list", { ports: ["1", null] }, ["ports[1]: is required"]],
    ["undefined in a list", { ports: [undefined, "2"] }, ["ports[0]: is required"]],
    ["a member of a wrong type", { ports: ["1", 2] }, ["ports[1]: found 2, allowed: a string"]],
    [
      "another word",
      { action: "acept" },
      ['action: found "acept", allowed: "accept", "drop"; did you mean "accept"?'],
    ],
    ["a far word", { action: "x" }, ['action: found "x", allowed: "accept", "drop"']],
    ["an unknown field", { actoin: "x" }, ['actoin: unknown field; did you mean "action"?']],
    [
      "a field as the vendor writes it",
      { block: { Negate: true } },
      ['block.Negate: unknown field; did you mean "negate"?'],
    ],
    [
      "a far field",
      { block: { colour: 1 } },
      ["block.colour: unknown field, allowed: addresses, negate, weight"],
    ],
    ["deep in a list", { blocks: [{}, { weight: 99 }] }, ["blocks[1].weight: found 99, allowed: at most 9"]],
    [
      "empty where something is due",
      { block: { addresses: [] } },
      ["block.addresses: found 0 items, allowed: at least 1 item"],
    ],
    ["a value of a map", { labels: { a: 1, "b.c": "x" } }, ['labels["b.c"]: found "x", allowed: a number']],
    ["no branch of a union", { after: true }, ["after: found true, allowed: a number or a string"]],
    ["a word or a number", { mode: "some" }, ['mode: found "some", allowed: "all", "none" or a number']],
    [
      "all of what is wrong in the likely branch",
      { service: { port: 0, protocol: "tpc", prot: 1 } },
      [
        "service.port: found 0, allowed: at least 1",
        'service.protocol: found "tpc", allowed: "tcp", "udp"; did you mean "tcp"?',
        'service.prot: unknown field; did you mean "port"?',
      ],
    ],
    ["a rule of several members", { even: [1] }, ["even: found [1]: an even number of them is needed"]],
    ["null where it is a value", { note: null }, []],
  ];
  test.each(cases)("%s", (_, given, expected) => {
    expect(problemsOf(given).sort()).toEqual(expected.sort());
  });

  test("the format of a text", () => {
    expect(problemsOf({ after: "abc" })).toEqual([
      expect.stringMatching(/^after: found "abc": Invalid string/),
    ]);
    const url = checkFields({ url: field(z.url(), "A URL.") }, { url: "wall.example" });
    expect(url.problems[0]?.message).toBe('found "wall.example", allowed: a URL such as https://host:port');
  });

  test("several at once", () => {
    expect(problemsOf({ name: "a", count: 99, ports: [1, 2] })).toHaveLength(4);
  });

  test("what is found is short and on one line", () => {
    const [problem = ""] = problemsOf({ on: `a\n${"x".repeat(500)}` });
    expect(problem).not.toContain("\n");
    expect(problem.length).toBeLessThan(130);
  });

  test("a secret is never quoted", () => {
    for (const pin of ["abc", 98765432, ["98765432"], { a: "98765432" }]) {
      const problems = problemsOf({ pin });
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.join()).toMatch(/^pin: found a secret/);
      expect(problems.join()).not.toMatch(/abc|98765432/);
    }
  });
});

describe("suggestions", () => {
  test.each([
    ["source_addresses", ["sourceAddresses", "sourcePorts"], "sourceAddresses"],
    ["DROP", ["accept", "drop"], "drop"],
    ["comment ", ["comment"], "comment"],
    ["ip", ["tcp", "udp"], undefined],
    ["a", ["id"], undefined],
    ["", ["any"], undefined],
    ["anything", [], undefined],
  ])("%j of %j is %j", (found, allowed, expected) => {
    expect(didYouMean(found, allowed)).toBe(expected ? `; did you mean "${expected}"?` : "");
  });
});

describe("defaults", () => {
  test("are filled in, however deep", () => {
    const { inputs, problems } = checkFields(fields, {
      ...good,
      blocks: [{}, { addresses: ["a"] }],
      service: { port: 1 },
    });
    expect(problems).toEqual([]);
    expect(inputs).toEqual({
      ...good,
      on: true,
      blocks: [
        { addresses: ["any"], negate: false },
        { addresses: ["a"], negate: false },
      ],
      service: { port: 1, protocol: "tcp" },
    });
  });

  test("`unless` keeps one away where the other field is given, also when that is not known yet", () => {
    expect(checkFields(fields, good).inputs.flat).toEqual(["any"]);
    expect(checkFields(fields, { ...good, blocks: [] }).inputs).not.toHaveProperty("flat");
    expect(checkFields(fields, { ...good, blocks: UNKNOWN }).inputs).not.toHaveProperty("flat");
    expect(checkFields(fields, { ...good, blocks: [], flat: ["a"] }).inputs.flat).toEqual(["a"]);
  });

  test("null and undefined are as good as left out", () => {
    const { inputs } = checkFields(fields, { ...good, on: null, flat: undefined, note: null });
    expect(inputs).toEqual({ ...good, on: true, flat: ["any"] });
  });

  test("are not shared between objects, and the given values are left alone", () => {
    const given = { ...good, blocks: [{}] };
    const [first, second] = [checkFields(fields, given).inputs, checkFields(fields, given).inputs];
    (first.blocks as Array<{ addresses: string[] }>)[0]?.addresses.push("b");
    expect(second.blocks).toEqual([{ addresses: ["any"], negate: false }]);
    expect(given).toEqual({ ...good, blocks: [{}] });
  });
});

describe("values that are not known yet", () => {
  const names = Object.keys(fields);

  test.each(names)("nothing is refused because %s is one", (name) => {
    expect(problemsOf({ [name]: UNKNOWN })).toEqual([]);
  });

  test("nor deeper", () => {
    expect(
      problemsOf({
        ports: ["1", UNKNOWN],
        block: { addresses: UNKNOWN, negate: UNKNOWN, weight: UNKNOWN },
        blocks: [UNKNOWN, { addresses: [UNKNOWN] }],
        labels: { a: UNKNOWN },
        service: { port: UNKNOWN, protocol: UNKNOWN },
        even: [UNKNOWN],
      }),
    ).toEqual([]);
  });

  test("everything else is still checked", () => {
    expect(problemsOf({ name: UNKNOWN, count: 99 })).toEqual(["count: found 99, allowed: at most 10"]);
    expect(problemsOf({ ports: [UNKNOWN, 5] })).toEqual(["ports[1]: found 5, allowed: a string"]);
    expect(problemsOf({ block: { addresses: UNKNOWN, weight: 99 } })).toEqual([
      "block.weight: found 99, allowed: at most 9",
    ]);
    expect(problemsOf({ service: { port: 0, protocol: UNKNOWN } })).toEqual([
      "service.port: found 0, allowed: at least 1",
    ]);
    expect(problemsOf({ ports: ["1", "2", "3", UNKNOWN] })).toEqual([
      "ports: found 4 items, allowed: at most 3 items",
    ]);
    expect(problemsOf({ nmae: UNKNOWN })).toEqual(['nmae: unknown field; did you mean "name"?']);
    expect(problemsOf({ name: { a: UNKNOWN } })).toEqual([
      'name: found {"a":"(not known yet)"}, allowed: a string',
    ]);
  });

  test("a rule about a whole value waits until all of it is known", () => {
    const whole = {
      value: field(
        z.any().refine((value) => value?.a === 1, { error: "a must be 1" }),
        "Any.",
      ),
    };
    const problems = (value: unknown) => checkFields(whole, { value }).problems;
    expect(problems({ a: UNKNOWN })).toEqual([]);
    expect(problems({ a: 2 })).toEqual([{ path: ["value"], message: 'found {"a":2}: a must be 1' }]);
  });

  test("they stay where they were", () => {
    expect(checkFields(fields, { ...good, name: UNKNOWN, ports: ["1", UNKNOWN] }).inputs).toMatchObject({
      name: UNKNOWN,
      ports: ["1", UNKNOWN],
    });
  });
});

describe("names that objects have by nature", () => {
  test.each(["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"])("%s", (name) => {
    const evil = JSON.parse(`{"${name}":{"polluted":true,"on":false}}`) as Properties;
    const { inputs } = checkFields(fields, { ...good, ...evil, block: evil, labels: evil });
    expect(({} as Properties).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(inputs)).toBe(Object.prototype);
    expect(inputs.on).toBe(true);
    expect(inputs.polluted).toBeUndefined();
    const { problems } = checkFields(fields, { ...good, [name]: 1 });
    if (name !== "__proto__") expect(problems.map(({ path }) => pathText(path))).toEqual([name]);
  });

  test("a map may use them as keys", () => {
    const labels = { constructor: 1, toString: 2 };
    const { inputs, problems } = checkFields(fields, { ...good, labels });
    expect(problems).toEqual([]);
    expect(inputs.labels).toEqual(labels);
  });
});

describe("values in messages", () => {
  test.each([
    [undefined, "nothing"],
    [null, "nothing"],
    [UNKNOWN, "a value not known yet"],
    ["a\nb", '"a\\nb"'],
    [Number.POSITIVE_INFINITY, "Infinity"],
    [{ a: [UNKNOWN] }, '{"a":["(not known yet)"]}'],
    [() => 1, "() => 1"],
  ])("%s", (value, text) => {
    expect(shown(value)).toBe(text);
  });
});
