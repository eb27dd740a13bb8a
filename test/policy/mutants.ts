/** Planners that are wrong, each in one way: a property that doesn't catch them is worth nothing. */

import type { FoundRule, GoalItem, Ref, RuleId, TableCall } from "../../provider/policy/calls";
import { type Rule, type TableModel, view } from "../../provider/policy/match";
import { bringIn, TableRun, takeOut } from "../../provider/policy/phases";
import { plan, prepare, summary } from "../../provider/policy/plan";
import { scheduleOf } from "../../provider/policy/schedule";
import type { Planner, Scheduler } from "./property";

/** Deletes all of ours, then inserts all that is wanted. */
const naive: Planner = (_, found: readonly FoundRule[], goal: readonly GoalItem[]) => {
  const own = found.filter((rule) => !rule.foreign);
  const calls: TableCall[] = own.map(({ id }) => ({ kind: "delete", id }));
  const foreign = goal.filter((item) => "foreign" in item);
  const first = goal.findIndex((item) => !("foreign" in item));
  let above: Ref | undefined = first > 0 ? { id: foreign[first - 1]?.foreign ?? 0 } : undefined;
  for (const item of goal) {
    if ("foreign" in item) continue;
    const top = foreign[0] ? { before: { id: foreign[0].foreign } } : { end: true as const };
    calls.push({ kind: "insert", key: item.key, rule: item.rule, place: above ? { after: above } : top });
    above = { key: item.key };
  }
  const inserted = calls.length - own.length;
  const replaced = goal.flatMap((item) => ("foreign" in item || item.id === undefined ? [] : [item.key]));
  const [edited, moved, deleted] = [0, 0, own.length];
  const [firstPhase, leastCalls] = [deleted, calls.length];
  return { calls, firstPhase, leastCalls, inserted, edited, moved, deleted, replaced };
};

/** What is old goes before what is new comes. */
const swapped: Planner = (model, found, goal) => {
  const { draft, leastCalls } = prepare(model, found, goal);
  const run = new TableRun(draft);
  takeOut(run);
  bringIn(run);
  return summary(run, leastCalls);
};

/** Takes the switch of a rule for a comment. */
const blind: Planner = (model, found, goal) =>
  plan(withField(model, "enabled", { kind: "cosmetic" }), found, goal);

/** Takes what a rule does for a part that changes no traffic. */
const actionless: Planner = (model, found, goal) => {
  const cosmetic = withField(withField(model, "action", { kind: "cosmetic" }), "profiled", {
    kind: "cosmetic",
  });
  return plan(cosmetic, found, goal);
};

/** Takes an inverted list for a plain one. */
const positive: Planner = (model, found, goal) => {
  const source = { kind: "set", any: "any", max: 3 } as const;
  const off = { kind: "cosmetic" } as const;
  return plan(withField(withField(model, "source", source), "sourceNot", off), found, goal);
};

/** Runs the second phase from the top. */
const downwards: Planner = (model, found, goal) => {
  const { draft, leastCalls } = prepare(model, found, goal);
  const run = new TableRun(draft);
  bringIn(run);
  for (const piece of draft.found) takeOut(oneOf(run, piece));
  return summary(run, leastCalls);
};

/** The same run, seeing one piece of the found table only. */
function oneOf(run: TableRun, piece: TableRun["draft"]["found"][number]): TableRun {
  return new Proxy(run, {
    get: (of, name) => {
      const value = Reflect.get(of, name);
      if (name === "draft") return { ...of.draft, found: [piece] };
      return typeof value === "function" ? value.bind(of) : value;
    },
  });
}

function withField(model: TableModel, field: string, spec: TableModel["fields"][string]): TableModel {
  return { ...model, fields: { ...model.fields, [field]: spec } };
}

export const MUTANTS: readonly { readonly name: string; readonly planner: Planner }[] = [
  { name: "deletes all, inserts all", planner: naive },
  { name: "runs the phases in the other order", planner: swapped },
  { name: "ignores whether a rule is enabled", planner: blind },
  { name: "ignores what a rule does", planner: actionless },
  { name: "ignores that a list is inverted", planner: positive },
  { name: "runs the second phase from the top", planner: downwards },
];

/** A schedule that lets all calls of a phase run together. */
const unordered: Scheduler = (model, options) =>
  scheduleOf(
    withField(withField(model, "action", { kind: "cosmetic" }), "profiled", { kind: "cosmetic" }),
    options,
  );

/** A schedule that brings in (and takes out) all rules that do one thing before those that do another, wherever they stand. */
const byOutcome: Scheduler = (model, options) => {
  const { plan, found, goal } = options;
  const old = new Map(found.map(({ id, rule }) => [id, rule]));
  const wanted = new Map(goal.flatMap((item) => ("foreign" in item ? [] : [[item.key, item.rule] as const])));
  const outcomeOf = (call: TableCall, isFirst: boolean) => {
    const { id, key }: Ref =
      call.kind === "move" ? call.rule : call.kind === "insert" ? { key: call.key } : call;
    const rule = isFirst ? wanted.get(key as string) : old.get(id as RuleId);
    return view(model, rule as Rule).action;
  };
  const sorted = (calls: readonly TableCall[], isFirst: boolean) =>
    calls.toSorted((a, b) =>
      outcomeOf(a, isFirst) < outcomeOf(b, isFirst)
        ? -1
        : outcomeOf(a, isFirst) > outcomeOf(b, isFirst)
          ? 1
          : 0,
    );
  const [first, second] = [plan.calls.slice(0, plan.firstPhase), plan.calls.slice(plan.firstPhase)];
  return scheduleOf(model, {
    ...options,
    plan: { ...plan, calls: [...sorted(first, true), ...sorted(second, false)] },
  });
};

/** One call at a time, in the plan's order. */
export const serial: Scheduler = (model, options) => scheduleOf(model, { ...options, lanes: 1 });

/** Schedules that are wrong with several calls under way. */
export const WRONG_SCHEDULES: readonly { readonly name: string; readonly scheduler: Scheduler }[] = [
  {
    name: "keeps no order",
    scheduler: (model, options) => unordered(model, { ...options, lanes: Math.max(2, options.lanes) }),
  },
  {
    name: "orders by what rules do alone",
    scheduler: (model, options) => byOutcome(model, { ...options, lanes: Math.max(2, options.lanes) }),
  },
];
