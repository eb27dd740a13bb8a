/** The property of a hitless change, checked on one pair of tables. */

import type { GoalItem, Plan, RuleId, WantedRule } from "../../provider/policy/calls";
import { ApplyProgress, type Recognized, recognize, type TableState } from "../../provider/policy/identity";
import { compare, type PolicyRule, type Rule, type TableModel, view } from "../../provider/policy/match";
import type { plan } from "../../provider/policy/plan";
import { scheduleOf } from "../../provider/policy/schedule";
import { target } from "../../provider/policy/target";
import { Flights } from "./flights";
import { Bench, isEqual, isSafe, type Row, Universe, type Verdicts } from "./model";
import { actionsOf, nextProgram, type Pair, pairFor } from "./pairs";
import { Random } from "./random";

export type Planner = typeof plan;
export type Scheduler = typeof scheduleOf;

/** How a run ends before its time. */
const ENDINGS = ["failed", "answer lost", "killed", "program changed"] as const;
type Ending = (typeof ENDINGS)[number];

/** What went through a check. */
export interface Tally {
  pairs: number;
  calls: number;
  crashes: number;
  /** Runs with several calls under way, and the most of them at once. */
  together: number;
  most: number;
  /** Calls over the least possible number, in all and at most in one plan. */
  extra: number;
  mostExtra: number;
}

export const newTally = (): Tally => ({
  pairs: 0,
  calls: 0,
  crashes: 0,
  together: 0,
  most: 0,
  extra: 0,
  mostExtra: 0,
});

/** A violation, with what is needed to see it again. */
export class Violation extends Error {}

interface Context {
  readonly random: Random;
  readonly model: TableModel;
  readonly planner: Planner;
  readonly scheduler: Scheduler;
  readonly universe: Universe;
  readonly ownership: Pair["ownership"];
  readonly placement: Pair["placement"];
  readonly bench: Bench;
  readonly tally: Tally;
}

interface Prepared {
  readonly known: Recognized;
  readonly goal: readonly GoalItem[];
  readonly plan: Plan;
  readonly verdicts: Verdicts;
}

const fail = (what: string): never => {
  throw new Violation(what);
};

/** Rules from a central console carry a mark; in a shared table nothing tells a foreign rule but the state. */
function seen(context: Context) {
  return context.bench.rows.map(({ id, rule, foreign }) =>
    foreign && context.ownership === "exclusive" ? { id, rule, foreign } : { id, rule },
  );
}

function prepare(context: Context, { state, adopt }: Left, wanted: readonly WantedRule[]): Prepared {
  const { model, ownership, placement } = context;
  const known = recognize(model, { state, found: seen(context), wanted, ownership, adopt });
  if (known.conflicts.length > 0) fail(`conflicts: ${JSON.stringify(known.conflicts)}`);
  for (const row of context.bench.rows) {
    const foreign = known.foreign.includes(row.id);
    if (foreign !== row.foreign)
      fail(`rule ${row.id} is ${foreign ? "ours" : "foreign"}, and was taken for the other`);
  }
  const goal = target(model, known.found, known.wanted, placement);
  const rules = new Map(known.found.map((row) => [row.id, row.rule]));
  const wish = goal.map((item) => ("foreign" in item ? (rules.get(item.foreign) as Rule) : item.rule));
  const made = context.planner(model, known.found, goal);
  return { known, goal, plan: made, verdicts: context.universe.judge(wish) };
}

/** Calls that a plan may need beyond the least: one an edit that can't be compared; each replacement where inserting is two. */
function allowance(model: TableModel, { known, goal, plan }: Prepared): number {
  const rules = new Map(known.found.map((row) => [row.id, row.rule]));
  const odd = goal.filter((item) => {
    const old = "foreign" in item || item.id === undefined ? undefined : rules.get(item.id);
    return old && compare(seenAs(model, old), seenAs(model, (item as WantedRule).rule)) === "incomparable";
  });
  return odd.length + (model.insert === "append-and-move" ? plan.replaced.length : 0);
}

function checkCost(context: Context, prepared: Prepared): void {
  const { calls, leastCalls, inserted, edited, moved, deleted } = prepared.plan;
  const extra = calls.length - leastCalls;
  if (extra < 0) fail(`${calls.length} calls where ${leastCalls} were the least possible`);
  if (extra > allowance(context.model, prepared)) fail(`${extra} calls more than the least possible`);
  if (inserted + edited + moved + deleted !== calls.length) fail("the counts don't add up");
  context.tally.extra += extra;
  context.tally.mostExtra = Math.max(context.tally.mostExtra, extra);
}

/** The test's rules never change, so that each is read once. */
const views = new WeakMap<TableModel, WeakMap<Rule, PolicyRule>>();
function seenAs(model: TableModel, rule: Rule): PolicyRule {
  const known = views.get(model) ?? new WeakMap<Rule, PolicyRule>();
  views.set(model, known);
  const found = known.get(rule) ?? view(model, rule);
  known.set(rule, found);
  return found;
}

const text = (model: TableModel, rule: Rule) => seenAs(model, rule).content;

/** The end: foreign rules as they were, ours in the program's order as one block in its place, kept ids kept. */
function checkEnd(
  context: Context,
  prepared: Prepared,
  before: readonly Row[],
  wanted: readonly WantedRule[],
): void {
  const { model, bench, placement } = context;
  const foreign = bench.rows.filter((row) => row.foreign);
  const foreignBefore = before.filter((row) => row.foreign);
  if (foreign.length !== foreignBefore.length) fail("a foreign rule is gone");
  foreign.forEach((row, index) => {
    const was = foreignBefore[index] as Row;
    if (was.id !== row.id || was.rule !== row.rule) fail(`foreign rule ${row.id} was touched`);
  });
  const own = bench.rows.filter((row) => !row.foreign);
  if (own.length !== wanted.length) fail(`${own.length} rules of ours where ${wanted.length} are wanted`);
  wanted.forEach(({ rule, key }, index) => {
    const row = own[index] as Row;
    if (text(model, row.rule) !== text(model, rule)) fail(`place ${index} does not hold ${key}`);
    const id = prepared.known.wanted[index]?.id;
    if (id !== undefined && row.id !== id && !prepared.plan.replaced.includes(key))
      fail(`${key} lost its id`);
  });
  const first = bench.rows.findIndex((row) => !row.foreign);
  if (bench.rows.slice(first, first + own.length).some((row) => row.foreign)) fail("our block is not whole");
  if (placement && own.length > 0) checkPlacement(bench.rows, first, first + own.length, placement);
}

function checkPlacement(
  rows: readonly Row[],
  first: number,
  end: number,
  placement: NonNullable<Pair["placement"]>,
): void {
  const at = (id: RuleId) => rows.findIndex((row) => row.id === id);
  const well =
    "first" in placement
      ? first === 0
      : "last" in placement
        ? end === rows.length
        : "after" in placement
          ? at(placement.after) < first
          : at(placement.before) >= end;
  if (!well) fail(`our block is not at ${JSON.stringify(placement)}`);
}

/** Calls that are sent, happen and are answered in random order; all packets are judged after each. */
function flightsOf(context: Context, { known, goal, plan }: Prepared, old: Verdicts, wish: Verdicts) {
  const { random, bench, model, scheduler, tally } = context;
  const lanes = random.chance(0.3) ? 1 : 2 + random.below(7);
  const schedule = scheduler(model, { found: known.found, goal, plan, lanes });
  const progress = new ApplyProgress(known);
  const flights = new Flights(random, bench, schedule, progress, (call) => {
    tally.calls++;
    const now = context.universe.judge(bench.rows.map((row) => row.rule));
    if (!isSafe(old, wish, now)) fail(`a third verdict after ${JSON.stringify(call)}`);
  });
  return { flights, progress };
}

/** What the next run finds of the one before. */
interface Left {
  readonly state: TableState | undefined;
  readonly adopt: boolean;
}

/**
 * A run that fails saves how far it came. A kill -9 saves nothing: the rules made so far are found again where the
 * caller knows from elsewhere that a change was begun, or with `adopt`, and always in a table that is ours alone.
 */
function leave(
  context: Context,
  ending: Ending,
  before: Left,
  progress: ApplyProgress,
  flights: Flights,
): Left {
  if (ending === "answer lost" || ending === "killed") flights.lose();
  else flights.refuse();
  if (ending !== "killed") return { state: progress.state(false), adopt: false };
  if (context.ownership === "exclusive" && before.state && context.random.chance(0.5)) return { ...before };
  if (before.state === undefined || context.random.chance(0.5)) return { state: before.state, adopt: true };
  return { state: { ...before.state, changeBegun: true }, adopt: false };
}

/** At a first creation nothing of ours is there; a foreign rule equal to a wanted one would rightly be a conflict. */
function creation(model: TableModel, pair: Pair): Pair {
  const rows = pair.rows.filter((row) => row.foreign);
  const known = new Set(rows.map((row) => text(model, row.rule)));
  return { ...pair, rows, wanted: pair.wanted.filter(({ rule }) => !known.has(text(model, rule))) };
}

const judged = (context: Context) => context.universe.judge(context.bench.rows.map((row) => row.rule));

/**
 * Checks one pair: runs the plan, is interrupted up to three times, plans again from what it finds, and comes to the
 * end. Every verdict on the way is that of the table before or of the wanted one. Throws a {@link Violation}.
 */
export function check(
  seed: number,
  model: TableModel,
  planner: Planner,
  tally: Tally,
  scheduler: Scheduler = scheduleOf,
): void {
  const random = new Random(seed);
  const creating = random.chance(0.1);
  const drawn = pairFor(random, model);
  const pair = creating ? creation(model, drawn) : drawn;
  const universe = new Universe(random, model);
  const bench = new Bench(pair.rows, 1000, model.insert === "append-and-move");
  const context: Context = { ...pair, random, model, planner, scheduler, universe, bench, tally };
  const before = bench.rows.map((row) => ({ ...row }));
  let left: Left = creating ? { state: undefined, adopt: true } : { state: pair.state, adopt: false };
  let { wanted } = pair;
  let old = judged(context);
  let wish: Verdicts | undefined;
  tally.pairs++;
  for (let round = 0; ; round++) {
    const ready = prepare(context, left, wanted);
    checkCost(context, ready);
    if (wish && !isEqual(wish, ready.verdicts)) fail("the crash changed what is wanted");
    wish = ready.verdicts;
    const { calls } = ready.plan;
    const { flights, progress } = flightsOf(context, ready, old, wish);
    const ending = round < 3 && random.chance(0.5) ? random.pick(ENDINGS) : undefined;
    const until = ending ? random.below(calls.length + 1) : calls.length;
    flights.run(until);
    if (!ending) flights.land();
    tally.most = Math.max(tally.most, flights.most);
    if (flights.most > 1) tally.together++;
    if (!ending) {
      checkEnd(context, ready, before, wanted);
      if (random.chance(0.25)) checkSettled(context, progress, wanted);
      return;
    }
    tally.crashes++;
    left = leave(context, ending, left, progress, flights);
    if (ending === "program changed" || (ending === "answer lost" && random.chance(0.3))) {
      wanted = nextProgram(random, wanted, actionsOf(model));
      [old, wish] = [judged(context), undefined];
    }
  }
}

/** Once all is done, the next run finds nothing to do. */
function checkSettled(context: Context, progress: ApplyProgress, wanted: readonly WantedRule[]): void {
  const { plan } = prepare(context, { state: progress.state(true), adopt: false }, wanted);
  if (plan.calls.length > 0) fail(`a settled table needs ${JSON.stringify(plan.calls)}`);
}

/** The first violation (of some kind) among `pairs` pairs from `seed` on, or undefined. */
export function firstViolation(
  model: TableModel,
  planner: Planner,
  seed: number,
  pairs: number,
  tally: Tally = newTally(),
  kind = /./,
  scheduler: Scheduler = scheduleOf,
): { seed: number; what: string } | undefined {
  for (let at = seed; at < seed + pairs; at++) {
    try {
      check(at, model, planner, tally, scheduler);
    } catch (problem) {
      if (!(problem instanceof Violation)) throw new Error(`seed ${at}: ${(problem as Error).stack}`);
      if (kind.test(problem.message)) return { seed: at, what: problem.message };
    }
  }
  return undefined;
}
