import { describe, expect, test } from "vitest";
import type { FoundRule, GoalItem, TableCall, WantedRule } from "../../provider/policy/calls";
import { ManyLanes } from "../../provider/policy/lanes";
import type { Rule, TableModel } from "../../provider/policy/match";
import { plan } from "../../provider/policy/plan";
import { type Schedule, scheduleOf } from "../../provider/policy/schedule";
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
  action: "accept",
};
const found = (id: number, rule: Rule = {}): FoundRule => ({ id, rule: { ...base, ...rule } });
const kept = (id: number, rule: Rule = {}): GoalItem => ({ key: `k${id}`, id, rule: { ...base, ...rule } });
const added = (key: string, rule: Rule = {}): GoalItem => ({ key, rule: { ...base, ...rule } });
const wall = { action: "drop" };

function start(old: readonly FoundRule[], goal: readonly GoalItem[], lanes: number, model = MODEL) {
  const made = plan(model, old, goal);
  return { made, schedule: scheduleOf(model, { found: old, goal, plan: made, lanes }) };
}

/** What is sent while no answer comes. */
function burst(schedule: Schedule): TableCall[] {
  const calls: TableCall[] = [];
  for (let call = schedule.next(); call; call = schedule.next()) calls.push(call);
  return calls;
}

const brief = (call: TableCall) => {
  if (call.kind === "edit") return `edit ${call.key}`;
  if (call.kind === "delete") return `delete ${call.id}`;
  const name = call.kind === "insert" ? call.key : call.rule.key;
  const { place } = call;
  if ("end" in place) return `${name} at the end`;
  const [side, ref] = "after" in place ? ["below", place.after] : ["above", place.before];
  return `${name} ${side} ${ref.key ?? ref.id}`;
};

/** All calls where each takes as long as the others, by the moments at which they are sent. */
function moments(schedule: Schedule): string[][] {
  const sent: string[][] = [];
  for (let under = burst(schedule); under.length > 0; under = burst(schedule)) {
    sent.push(under.map(brief));
    for (const call of under) schedule.done(call);
  }
  return sent;
}

describe("which calls run together", () => {
  test("one lane is the plan, as it is", () => {
    const old = [found(1), found(2), found(3, { source: ["a", "b"] })];
    const goal = [added("new"), kept(3, { source: ["a"] }), kept(2, { comment: "x" })];
    const { made, schedule } = start(old, goal, 1);
    const calls: TableCall[] = [];
    for (let call = schedule.next(); call; call = schedule.next()) {
      expect(schedule.next()).toBeUndefined();
      expect(schedule.underWay).toEqual([call]);
      calls.push(call);
      schedule.done(call);
    }
    expect(calls).toEqual(made.calls);
    expect(schedule.underWay).toEqual([]);
  });

  test("a run of new rules is opened from its middle, one call in each gap", () => {
    const names = ["a", "b", "c", "d", "e", "f", "g"];
    expect(
      moments(
        start(
          [],
          names.map((name) => added(name)),
          8,
        ).schedule,
      ),
    ).toEqual([
      ["d at the end"],
      ["b above d", "f below d"],
      ["a above b", "c below b", "e below d", "g below f"],
    ]);
    const between = [kept(1), ...names.slice(0, 3).map((name) => added(name)), kept(2)];
    expect(moments(start([found(1), found(2)], between, 8).schedule)).toEqual([
      ["b below k1"],
      ["a below k1", "c below b"],
    ]);
  });

  test("no more than there are lanes", () => {
    const old = Array.from({ length: 10 }, (_, at) => found(at));
    const { schedule } = start(old, [], 3);
    expect(burst(schedule).map(brief)).toEqual(["delete 9", "delete 8", "delete 7"]);
    schedule.done(schedule.underWay[1] as TableCall);
    expect(burst(schedule).map(brief)).toEqual(["delete 6"]);
    expect(schedule.underWay.map(brief)).toEqual(["delete 9", "delete 7", "delete 6"]);
    expect(() => schedule.done({ kind: "delete", id: 1 })).toThrow(/not under way/);
  });

  test("rules that do different things with a packet keep their order, others need none", () => {
    const goal = [added("web"), added("wall", wall), added("db")];
    expect(moments(start([], goal, 8).schedule)).toEqual([
      ["web at the end"],
      ["wall below web"],
      ["db below wall"],
    ]);
    const apart = [added("web"), added("off", { ...wall, enabled: false }), added("db")];
    expect(moments(start([], apart, 8).schedule)).toEqual([
      ["off at the end"],
      ["web above off", "db below off"],
    ]);
    const negated = [
      added("web", { source: ["a"] }),
      added("wall", { ...wall, source: ["a", "b"], sourceNot: true }),
      added("db", { source: ["b"] }),
    ];
    expect(moments(start([], negated, 8).schedule)).toHaveLength(2);
  });

  test("objects that are known to share nothing need no order", () => {
    const goal = ["a", "b", "c", "d"].map((source, at) =>
      added(source, { source: [source], ...(at % 2 === 0 && wall) }),
    );
    const made = plan(MODEL, [], goal);
    const ranges = (_: string, value: string) => {
      const at = value.charCodeAt(0);
      return [[at, at] as const];
    };
    const options = { found: [], goal, plan: made, lanes: 8 };
    expect(moments(scheduleOf(MODEL, options))).toHaveLength(4);
    expect(moments(scheduleOf(MODEL, { ...options, resolver: { ranges } }))).toHaveLength(3);
    const shared = { ranges: () => [[1, 5] as const] };
    expect(moments(scheduleOf(MODEL, { ...options, resolver: shared }))).toHaveLength(4);
  });

  test("the second phase begins when all of the first is answered", () => {
    const old = [found(1), found(2, { comment: "old" }), found(3, { comment: "old" })];
    const { schedule } = start(old, [added("new"), kept(2), kept(3)], 8);
    const first = burst(schedule);
    expect(first.map(brief)).toEqual(["new above 1", "edit k2"]);
    schedule.done(first[0] as TableCall);
    expect(burst(schedule)).toEqual([]);
    schedule.done(first[1] as TableCall);
    expect(burst(schedule).map(brief)).toEqual(["edit k3", "delete 1"]);
  });

  test("an edit and the move of the same rule come one after the other", () => {
    const old = [found(1), found(3), found(2, { source: ["a"] })];
    const wide = [kept(2, { source: ["a", "b"] }), kept(1), kept(3)];
    const sent = moments(start(old, wide, 8).schedule);
    expect(sent).toEqual([["edit k2"], ["k2 above k1"]]);
  });

  test("the lowest difference, which is one edit whatever it changes, has the table for itself", () => {
    const old = [found(1), found(2), found(3)];
    const goal = [kept(3, { ...wall, protocol: "tcp" })];
    expect(moments(start(old, goal, 8).schedule)).toEqual([["edit k3"], ["delete 2", "delete 1"]]);
  });

  test("where the last match decides, from the other end", () => {
    const model: TableModel = { ...MODEL, order: "last-match" };
    const goal = ["a", "b", "c"].map((name) => added(name));
    expect(moments(start([], goal, 8, model).schedule)).toEqual([
      ["b at the end"],
      ["c below b", "a above b"],
    ]);
  });

  test("where rules come in at the end only, one after the other", () => {
    const model: TableModel = { ...MODEL, insert: "append-and-move" };
    const goal = ["a", "b", "c"].map((name) => added(name));
    expect(moments(start([], goal, 8, model).schedule).every((calls) => calls.length === 1)).toBe(true);
  });
});

/** Rules as they are written: services that are let through, with a wall below them. */
const services = (size: number) => [
  ...Array.from({ length: size - 1 }, (_, at) => added(`k${at}`, { comment: `${at}` })),
  added("wall", wall),
];
const standing = (goal: readonly GoalItem[]) =>
  goal.map((item, at) => found(at, "foreign" in item ? {} : item.rule));

describe("how many calls run together", () => {
  test("300 rules with 8 lanes take little more than an eighth of the time", () => {
    const goal = services(300);
    const creation = moments(start([], goal, 8).schedule);
    expect(creation.flat()).toHaveLength(300);
    expect(creation.length).toBeLessThan(300 / 8 + 8);
    const deletion = moments(start(standing(goal), [], 8).schedule);
    expect(deletion.flat()).toHaveLength(300);
    expect(deletion.length).toBeLessThan(300 / 8 + 4);
  });

  const mixed = (size: number) => {
    const random = new Random(1);
    return services(size).map((item): WantedRule => {
      const rule = { ...(item as WantedRule).rule, ...(random.chance(0.3) && wall) };
      return { key: (item as WantedRule).key, rule };
    });
  };
  const shuffled = (goal: readonly WantedRule[]) =>
    new Random(2).shuffle(goal.map((item, id) => ({ ...item, id })));

  /** A call is looked at as long as it is within the window, and compared once with each one above it in there: 256 for 8 lanes. */
  test.each<[string, (goal: WantedRule[]) => [FoundRule[], WantedRule[]]]>([
    ["creation", (goal) => [[], goal]],
    ["deletion", (goal) => [standing(goal), []]],
    ["another order", (goal) => [standing(goal), shuffled(goal)]],
  ])("work stays in proportion to the calls: %s", { timeout: 120_000 }, (_, of) => {
    for (const size of [1000, 10_000]) {
      const [old, goal] = of(mixed(size));
      const made = plan(MODEL, old, goal);
      const schedule = new ManyLanes(MODEL, { found: old, goal, plan: made, lanes: 8 });
      expect(moments(schedule).flat()).toHaveLength(made.calls.length);
      expect(schedule.work).toBeLessThan(5 * 256 * size);
    }
  });
});
