/** From a found table to a wanted one in single calls, so that no packet meets a verdict that neither table gives. */

import type { FoundRule, GoalItem, Plan, RuleId, WantedRule } from "./calls";
import { bridge, compare, type PolicyRule, type Rule, type TableModel, view } from "./match";
import { type Seat, staying } from "./order";
import { bringIn, type Draft, type MovingRule, TableRun, takeOut } from "./phases";

/** A rule of ours that is in both tables. */
interface Kept {
  readonly found: number;
  readonly goal: number;
  readonly item: WantedRule;
  readonly id: RuleId;
  readonly change: Change;
}

/** `either` may be edited in any phase; `replace` can't be edited in place safely. */
type Change =
  | { readonly kind: "none" | "replace" }
  | { readonly kind: "either" | "early" | "late"; readonly rule: Rule }
  | { readonly kind: "both"; readonly first: Rule; readonly rule: Rule };

interface Task {
  readonly model: TableModel;
  readonly found: readonly FoundRule[];
  readonly goal: readonly GoalItem[];
  readonly kept: readonly Kept[];
  /** The place in `goal` of each foreign rule, by its place in `found`. */
  readonly foreign: ReadonlyMap<number, number>;
  readonly appendOnly: boolean;
}

const isForeign = (item: GoalItem): item is { readonly foreign: RuleId } => "foreign" in item;

function changeOf(model: TableModel, before: Rule, after: Rule, views: [PolicyRule, PolicyRule]): Change {
  if (views[0].content === views[1].content) return { kind: "none" };
  switch (compare(...views)) {
    case "equal":
      return { kind: "either", rule: after };
    case "widening":
      return { kind: "early", rule: after };
    case "narrowing":
      return { kind: "late", rule: after };
    case "incomparable": {
      const first = bridge(model, before, after);
      return first ? { kind: "both", first, rule: after } : { kind: "replace" };
    }
  }
}

/** Where each rule of the found table is in the wanted one. Refuses what no plan can do. */
function goalPlaces(found: readonly FoundRule[], goal: readonly GoalItem[]): Map<RuleId, number> {
  const known = new Map(found.map((rule) => [rule.id, rule.foreign === true]));
  const places = new Map<RuleId, number>();
  const keys = new Set<string>();
  goal.forEach((item, place) => {
    const id = isForeign(item) ? item.foreign : item.id;
    if (!isForeign(item) && keys.size === keys.add(item.key).size)
      throw new Error(`key ${item.key} occurs twice`);
    if (id === undefined) return;
    if (known.get(id) !== isForeign(item)) throw new Error(`rule ${id} is not there, or not ours`);
    if (places.has(id)) throw new Error(`rule ${id} occurs twice`);
    places.set(id, place);
  });
  return places;
}

function taskOf(model: TableModel, found: readonly FoundRule[], goal: readonly GoalItem[]): Task {
  const places = goalPlaces(found, goal);
  const kept: Kept[] = [];
  const foreign = new Map<number, number>();
  let last = -1;
  found.forEach((rule, index) => {
    const place = places.get(rule.id);
    const item = place === undefined ? undefined : goal[place];
    if (rule.foreign) {
      if (place === undefined || place < last)
        throw new Error(`rule ${rule.id} is not ours and can't be moved`);
      last = place;
      foreign.set(index, place);
    } else if (place !== undefined && item && !isForeign(item)) {
      const change = changeOf(model, rule.rule, item.rule, [view(model, rule.rule), view(model, item.rule)]);
      kept.push({ found: index, goal: place, item, id: rule.id, change });
    }
  });
  return { model, found, goal, kept, foreign, appendOnly: model.insert === "append-and-move" };
}

/**
 * The lowest difference of the two tables, where it is an edit in place, is one call whatever it changes: below it
 * both tables are the same, so what leaves the rule meets the wanted verdict there, and what enters met the old one.
 * It comes first in phase 2.
 */
function directAtBottom(task: Task): readonly Kept[] {
  let below = 0;
  const byPlace = new Map(task.kept.map((rule) => [rule.found, rule]));
  for (;;) {
    const at = task.found.length - 1 - below;
    const place = task.goal.length - 1 - below;
    const rule = byPlace.get(at);
    const same = rule ? rule.goal === place : task.foreign.get(at) === place;
    if (!same || at < 0) return task.kept;
    if (rule && rule.change.kind !== "none") {
      const change: Change = { kind: "late", rule: rule.item.rule };
      return task.kept.map((other) => (other === rule ? { ...rule, change } : other));
    }
    below++;
  }
}

/** What may stay where it is, by place in the wanted table. */
function stayers(task: Task, kept: readonly Kept[], appended: readonly number[]): Set<number> {
  const rows: (Seat & { found: number })[] = [];
  const size = kept.length + task.foreign.size + appended.length + 1;
  for (const { found, goal, change } of kept) {
    // Of two orders that move as many rules, the one that edits more of them in place is better.
    const weight = change.kind === "none" || change.kind === "either" ? size : size + 1;
    rows.push({ found, to: goal, weight, fixed: false });
  }
  for (const [found, to] of task.foreign) rows.push({ found, to, weight: size, fixed: true });
  for (const to of appended) rows.push({ found: task.found.length + to, to, weight: size, fixed: false });
  rows.sort((a, b) => a.found - b.found);
  const stays = staying(rows);
  return new Set(rows.filter((_, index) => stays[index]).map((row) => row.to));
}

/** Places in the wanted table of rules that are not in the found one. */
function newcomers(task: Task, kept: readonly Kept[]): number[] {
  const there = new Set([...kept.map((rule) => rule.goal), ...task.foreign.values()]);
  return task.goal.flatMap((_, place) => (there.has(place) ? [] : [place]));
}

function leastCalls(task: Task): number {
  const inserts = newcomers(task, task.kept);
  const appended = task.appendOnly ? inserts : [];
  const movable = task.kept.length + task.foreign.size + appended.length;
  const edits = task.kept.filter((rule) => rule.change.kind !== "none").length;
  const deletes = task.found.length - task.kept.length - task.foreign.size;
  return inserts.length + deletes + edits + movable - stayers(task, task.kept, appended).size;
}

/** Up or down against the rules that stay, by the number of those above it in both tables. */
function directions(
  task: Task,
  kept: readonly Kept[],
  stays: ReadonlySet<number>,
): Map<Kept, "stay" | "up" | "down"> {
  const above: number[] = [];
  let count = 0;
  task.goal.forEach((_, place) => {
    above.push(count);
    if (stays.has(place)) count++;
  });
  const byFound = new Map(kept.map((rule) => [rule.found, rule]));
  const ways = new Map<Kept, "stay" | "up" | "down">();
  count = 0;
  task.found.forEach((_, index) => {
    const rule = byFound.get(index);
    const place = rule?.goal ?? task.foreign.get(index);
    if (place !== undefined && stays.has(place)) {
      count++;
      if (rule) ways.set(rule, "stay");
    } else if (rule) ways.set(rule, (above[rule.goal] as number) < count ? "up" : "down");
  });
  return ways;
}

/** A rule that moves can't be edited in the other phase as well. */
function fits(rule: Kept, way: "stay" | "up" | "down" | undefined): boolean {
  const { kind } = rule.change;
  if (way === undefined || kind === "replace") return false;
  return way === "stay" || kind === "none" || kind === "either" || kind === (way === "up" ? "early" : "late");
}

function edits(change: Change, way: "stay" | "up" | "down"): Pick<MovingRule, "early" | "late"> {
  switch (change.kind) {
    case "either":
      return way === "down" ? { late: change.rule } : { early: change.rule };
    case "early":
      return { early: change.rule };
    case "late":
      return { late: change.rule };
    case "both":
      return { early: change.first, late: change.rule };
    default:
      return {};
  }
}

function draftOf(task: Task, reversed: boolean): Draft {
  const kept = directAtBottom(task);
  const lasting = kept.filter((rule) => rule.change.kind !== "replace");
  const appended = task.appendOnly ? newcomers(task, lasting) : [];
  const stays = stayers(task, lasting, appended);
  const ways = directions(task, lasting, stays);
  const oldForms = new Map(kept.map((rule) => [rule.goal, rule]));
  const found = task.found.map(
    (rule): MovingRule => ({ ref: { id: rule.id }, foreign: rule.foreign === true, way: "out" }),
  );
  const goal: MovingRule[] = task.goal.map((item, place) => {
    if (isForeign(item)) return { ref: { id: item.foreign }, foreign: true, way: "stay" };
    const way = stays.has(place) ? "append" : "in";
    const old = oldForms.get(place);
    const piece: MovingRule = { ref: { key: item.key }, foreign: false, way, rule: item.rule };
    return old ? { ...piece, replaces: old.id } : piece;
  });
  for (const [index, place] of task.foreign) found[index] = goal[place] as MovingRule;
  for (const rule of kept) {
    const way = ways.get(rule);
    const { id, item, change } = rule;
    if (way && fits(rule, way)) {
      const piece: MovingRule = { ref: { id, key: item.key }, foreign: false, way, ...edits(change, way) };
      goal[rule.goal] = found[rule.found] = piece;
    } else found[rule.found] = { ref: { id }, foreign: false, way: "out", replacedBy: item.key };
  }
  return { found, goal, reversed, appendOnly: task.appendOnly };
}

/** The task as the planner works on it, and the same with the phases still to be run. */
export function prepare(
  model: TableModel,
  found: readonly FoundRule[],
  goal: readonly GoalItem[],
): { draft: Draft; leastCalls: number } {
  const reversed = model.order === "last-match";
  if (reversed && model.insert === "append-and-move") {
    throw new Error("a table whose last match decides can't be one that only appends");
  }
  const task = reversed ? taskOf(model, found.toReversed(), goal.toReversed()) : taskOf(model, found, goal);
  return { draft: draftOf(task, reversed), leastCalls: leastCalls(task) };
}

/**
 * The calls that turn `found` into `goal`. After each of them every packet is judged as one of the two tables judges
 * it (in each chain). `goal` holds every foreign rule of `found`, in its order; rules of `found` that are not in it
 * are deleted. Not more calls than `leastCalls` and one for each edit that is not comparable; where inserting is
 * appending and moving, every replaced rule costs one more. O(n log n).
 */
export function plan(model: TableModel, found: readonly FoundRule[], goal: readonly GoalItem[]): Plan {
  const { draft, leastCalls } = prepare(model, found, goal);
  const run = new TableRun(draft);
  bringIn(run);
  takeOut(run);
  return summary(run, leastCalls);
}

/** The calls of a run, counted. */
export function summary(run: TableRun, leastCalls: number): Plan {
  const count = (kind: string) => run.calls.filter((call) => call.kind === kind).length;
  const replaced = run.calls.flatMap((call) =>
    call.kind === "insert" && call.replaces !== undefined ? [call.key] : [],
  );
  return {
    calls: run.calls,
    firstPhase: run.firstPhase,
    leastCalls,
    inserted: count("insert"),
    edited: count("edit"),
    moved: count("move"),
    deleted: count("delete"),
    replaced,
  };
}
