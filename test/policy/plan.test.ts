import { describe, expect, test } from "vitest";
import { explain, type FoundRule, type GoalItem } from "../../provider/policy/calls";
import type { Rule, TableModel } from "../../provider/policy/match";
import { plan } from "../../provider/policy/plan";
import { MODEL } from "./model";
import { Random } from "./random";

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
const found = (id: number, rule: Rule = {}): FoundRule => ({ id, rule: { ...base, ...rule } });
const foreign = (id: number): FoundRule => ({ ...found(id), foreign: true });
const kept = (id: number, rule: Rule = {}): GoalItem => ({ key: `k${id}`, id, rule: { ...base, ...rule } });
const added = (key: string, rule: Rule = {}): GoalItem => ({ key, rule: { ...base, ...rule } });
const there = (id: number): GoalItem => ({ foreign: id });
const words = (old: FoundRule[], goal: GoalItem[], model: TableModel = MODEL) =>
  explain(plan(model, old, goal));

describe("a plan in words", () => {
  test("nothing to do", () => {
    expect(words([found(1), foreign(2)], [kept(1), there(2)])).toEqual([]);
  });

  test("names rules by their keys and prefers our own as anchors", () => {
    expect(words([foreign(9), found(1)], [there(9), added("web"), kept(1), added("db")])).toEqual([
      "insert `web` right above `k1`",
      "insert `db` right below `k1`",
    ]);
    expect(words([], [added("web"), added("db")])).toEqual([
      "insert `web` at the end",
      "insert `db` right below `web`",
    ]);
    expect(words([foreign(9)], [there(9), added("web")])).toEqual(["insert `web` at the end"]);
    expect(words([foreign(8), foreign(9)], [there(8), added("web"), there(9)])).toEqual([
      "insert `web` right below rule 8",
    ]);
    expect(words([foreign(9)], [added("web"), there(9)])).toEqual(["insert `web` right above rule 9"]);
  });

  test("calls rules that are gone what the caller calls them", () => {
    const made = plan(MODEL, [found(1), found(2)], []);
    expect(explain(made, (id) => (id === 1 ? "old" : undefined))).toEqual([
      "delete rule 2",
      "delete `old` (rule 1)",
    ]);
  });

  test("what comes in comes first, from the top; what goes, goes from the bottom", () => {
    const old = [found(1), found(2), found(3), found(4, { source: ["a", "b"] })];
    const goal = [added("new"), kept(3), kept(2, { comment: "x" }), kept(4, { source: ["a"] })];
    expect(words(old, goal)).toEqual([
      "insert `new` right above rule 1",
      "move `k3` right below `new`",
      "edit `k2`",
      "edit `k4`",
      "delete rule 1",
    ]);
  });

  test("an exchange of elements is two edits in place, a greater change a new form", () => {
    const old = [found(1, { source: ["a"] }), found(2, { protocol: "tcp" }), found(3)];
    const goal = [kept(1, { source: ["b"] }), kept(2, { protocol: "udp" })];
    expect(words(old, goal)).toEqual([
      "edit `k1` (to match the old and the new until the rest is done)",
      "insert the new form of `k2` right below `k1`",
      "delete rule 3",
      "delete the old form of `k2` (rule 2)",
      "edit `k1`",
    ]);
    expect(plan(MODEL, old, goal).replaced).toEqual(["k2"]);
  });
});

describe("the lowest difference is one edit, whatever it changes", () => {
  const exchange: [Rule, Rule] = [{ protocol: "tcp" }, { protocol: "udp", action: "accept" }];

  test("alone", () => {
    expect(
      words([found(1), found(2, exchange[0]), found(3)], [kept(1), kept(2, exchange[1]), kept(3)]),
    ).toEqual(["edit `k2`"]);
  });

  test("with others above it", () => {
    const old = [found(1, exchange[0]), found(2, exchange[0]), found(3)];
    const goal = [kept(1, exchange[1]), added("new"), kept(2, exchange[1]), kept(3)];
    const made = plan(MODEL, old, goal);
    expect(made.calls.at(1)).toMatchObject({ kind: "insert", key: "new" });
    expect(made.calls.filter(({ kind }) => kind === "edit")).toMatchObject([{ id: 2 }]);
    expect(made.replaced).toEqual(["k1"]);
  });

  test("the highest, where the last match decides", () => {
    const model: TableModel = { ...MODEL, order: "last-match" };
    const old = [found(1, exchange[0]), found(2, exchange[0])];
    const goal = [kept(1, exchange[1]), kept(2, exchange[1])];
    expect(plan(model, old, goal).replaced).toEqual(["k2"]);
  });
});

describe("where rules come in at the end only", () => {
  const model: TableModel = { ...MODEL, insert: "append-and-move" };

  test("an insert is appended, then moved", () => {
    expect(words([found(1)], [added("web"), added("db"), kept(1)], model)).toEqual([
      "insert `web` at the end",
      "insert `db` at the end",
      "move `k1` right below `db`",
    ]);
    expect(words([found(1), found(2)], [kept(1), added("web"), kept(2)], model)).toEqual([
      "insert `web` at the end",
      "move `web` right below `k1`",
    ]);
    expect(words([found(1)], [kept(1), added("web")], model)).toEqual(["insert `web` at the end"]);
  });

  test("is not planned together with a last match", () => {
    expect(() => plan({ ...model, order: "last-match" }, [], [])).toThrow(/only appends/);
  });
});

describe("what no plan can do is refused", () => {
  test.each<[string, FoundRule[], GoalItem[], RegExp]>([
    ["a key twice", [], [added("a"), added("a")], /key a occurs twice/],
    ["a rule twice", [found(1)], [kept(1), { ...kept(1), key: "other" }], /rule 1 occurs twice/],
    ["a rule that is not there", [], [kept(1)], /rule 1 is not there/],
    ["a foreign rule as ours", [foreign(1)], [kept(1)], /rule 1 is not there, or not ours/],
    ["a foreign rule left out", [foreign(1)], [], /rule 1 is not ours/],
    ["foreign rules in another order", [foreign(1), foreign(2)], [there(2), there(1)], /rule 2 is not ours/],
  ])("%s", (_, old, goal, message) => {
    expect(() => plan(MODEL, old, goal)).toThrow(message);
  });
});

test("a table of 10,000 rules needs no more calls than must be", { timeout: 60_000 }, () => {
  const size = 10_000;
  const old = Array.from({ length: size }, (_, at) => found(at + 1, { comment: `${at}` }));
  const goal = old.map(({ id, rule }) => ({ key: `k${id}`, id, rule }));
  const turned = plan(MODEL, old, goal.toReversed());
  expect(turned).toMatchObject({ leastCalls: size - 1, moved: size - 1, inserted: 0, deleted: 0, edited: 0 });
  const one = plan(MODEL, old, [...goal.slice(5000), ...goal.slice(0, 5000)]);
  expect(one).toMatchObject({ leastCalls: 5000, moved: 5000 });
  const wild = new Random(1)
    .shuffle(goal)
    .map((item, at) => (at % 10 ? item : { ...item, rule: { ...item.rule, comment: "new" } }));
  const made = plan(MODEL, old, wild);
  expect(made.calls.length).toBe(made.leastCalls);
  expect(made.edited).toBe(1000);
  expect(
    plan(
      MODEL,
      [],
      goal.map(({ key, rule }) => ({ key, rule })),
    ),
  ).toMatchObject({ leastCalls: size, inserted: size });
});
