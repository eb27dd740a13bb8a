/** Two ways to change a rule table call by call: the product's planner, and a greedy mover. */

import { performance } from "node:perf_hooks";
import * as lab from "../provider/lab/ideco/table";
import { plan, type Ref, type TableCall, type TableModel } from "../provider/policy";
import { type BenchRule, judge } from "./judge";

/** A table and what it shall become; rules are known by their keys. */
export interface Change {
  name: string;
  from: readonly BenchRule[];
  to: readonly BenchRule[];
}

export interface Outcome {
  calls: number;
  /** Tables on the way that judge some packet as neither the old nor the new table does. */
  unsafe: number;
}

interface Row extends lab.Row {
  readonly rule: BenchRule;
}
type Table = lab.Table<Row>;

const model: TableModel = {
  fields: {
    key: { kind: "ignored" },
    sources: { kind: "set" },
    targets: { kind: "set" },
    action: { kind: "action" },
  },
};

export interface Planned {
  calls: readonly TableCall[];
  /** The least possible number of calls, by the longest increasing subsequence. */
  least: number;
  milliseconds: number;
}

/** The product's plan of a change. */
export function planOf({ from, to }: Change): Planned {
  const start = tableOf(from);
  const ids = new Map(start.local.map(({ rule, id }) => [rule.key, id]));
  const goal = to.map((rule) => {
    const id = ids.get(rule.key);
    return { key: rule.key, rule: { ...rule }, ...(id !== undefined && { id }) };
  });
  const found = start.local.map(({ id, rule }) => ({ id, rule: { ...rule } }));
  const started = performance.now();
  const { calls, leastCalls } = plan(model, found, goal);
  return { calls, least: leastCalls, milliseconds: performance.now() - started };
}

/** As the product changes it. */
export function planned(change: Change, { calls }: Planned = planOf(change)): Outcome {
  const walk = new Walk(change);
  const made = new Map<string, number>();
  for (const call of calls) {
    walk.step((table) => apply(table, call, made));
    if (call.kind === "insert") made.set(call.key, walk.table.lastId);
  }
  return walk.end();
}

/**
 * As a greedy provider changes it: edits what differs, deletes what is not wanted, adds what is missing at the end, and
 * then goes from the top down and moves each rule to its place that does not stand there.
 */
export function greedy(change: Change): Outcome {
  const walk = new Walk(change);
  const found = walk.table.local;
  const wanted = new Map(change.to.map((rule) => [rule.key, rule]));
  for (const { id, rule } of found) {
    const next = wanted.get(rule.key);
    if (next && next !== rule) walk.step((table) => lab.edit(table, id, { rule: next }));
  }
  for (const { id, rule } of found) if (!wanted.has(rule.key)) walk.step((table) => lab.remove(table, id));
  const known = new Set(found.map(({ rule }) => rule.key));
  for (const rule of change.to) if (!known.has(rule.key)) walk.step((table) => lab.insert(table, { rule }));
  for (const [place, { key }] of change.to.entries()) {
    const { local } = walk.table;
    const [standing, own] = [local[place], local.find(({ rule }) => rule.key === key)];
    if (!standing || !own || own === standing) continue;
    walk.step((table) => lab.move(table, own.id, { id: standing.id, after: false }));
  }
  return walk.end();
}

/** A table on its way, call by call. */
class Walk {
  table: Table;
  private readonly outcome = { calls: 0, unsafe: 0 };
  private readonly isUnsafe: (rules: readonly BenchRule[]) => boolean;

  constructor(private readonly change: Change) {
    this.table = tableOf(change.from);
    this.isUnsafe = judge(change.from, change.to);
  }

  /** Makes one call. */
  step(call: (table: Table) => Table): void {
    this.table = call(this.table);
    this.outcome.calls += 1;
    if (this.isUnsafe(rulesOf(this.table))) this.outcome.unsafe += 1;
  }

  /** @throws where this is not the wanted table */
  end(): Outcome {
    if (JSON.stringify(rulesOf(this.table)) === JSON.stringify(this.change.to)) return this.outcome;
    throw new Error(`${this.change.name}: this is not the wanted table`);
  }
}

function apply(table: Table, call: TableCall, made: ReadonlyMap<string, number>): Table {
  const idOf = ({ id, key }: Ref) => made.get(key ?? "") ?? Number(id);
  if (call.kind === "delete") return lab.remove(table, Number(call.id));
  if (call.kind === "edit") return lab.edit(table, Number(call.id), { rule: benchRule(call.rule) });
  const { place } = call;
  const last = { id: table.local.at(-1)?.id ?? 0, after: true };
  const anchor =
    "end" in place
      ? last
      : "after" in place
        ? { id: idOf(place.after), after: true }
        : { id: idOf(place.before), after: false };
  if (call.kind === "move") return lab.move(table, idOf(call.rule), anchor);
  return lab.insert(table, { rule: benchRule(call.rule) }, table.local.length > 0 ? anchor : undefined);
}

function tableOf(rules: readonly BenchRule[]): Table {
  const local = rules.map((rule, index) => ({ id: index + 1, rule }));
  return { ...lab.emptyTable<Row>(), local, lastId: rules.length };
}

const rulesOf = (table: Table) => table.local.map(({ rule }) => rule);

/** A rule as the planner hands it out, in the one form that the judge has seen before. */
const seen = new Map<string, BenchRule>();
function benchRule(rule: unknown): BenchRule {
  const { key, sources, targets, action } = rule as BenchRule;
  const plain = { key, sources, targets, action };
  const text = JSON.stringify(plain);
  const known = seen.get(text) ?? plain;
  seen.set(text, known);
  return known;
}
