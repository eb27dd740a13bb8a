/** The property of a hitless change: the product's own way from a program to calls, against the lab's table and judge. */

import type { Context } from "../../provider/kernel/context";
import type { Properties } from "../../provider/kernel/values";
import type { Rule as Row, TableName } from "../../provider/lab/ideco/rules";
import { compare, type Rule, type TableState, view, type WantedRule } from "../../provider/policy";
import type { Dialect } from "../../provider/vendors/ideco/dialect/knowledge";
import type { Item } from "../../provider/vendors/ideco/rules/codec";
import type { Position } from "../../provider/vendors/ideco/rules/position";
import { tables } from "../../provider/vendors/ideco/rules/tables";
import { applyTable, Interrupted } from "../../provider/vendors/ideco/ruletable/apply";
import { beginning } from "../../provider/vendors/ideco/ruletable/change";
import type { BegunChange } from "../../provider/vendors/ideco/ruletable/change-journal";
import { wantedRules } from "../../provider/vendors/ideco/ruletable/forms";
import { models } from "../../provider/vendors/ideco/ruletable/models";
import type { Intent, Survey } from "../../provider/vendors/ideco/ruletable/plan";
import { Random } from "../policy/random";
import { Bench, type Ending, endings } from "./bench";
import { type Keyed, nextProgram, program, World } from "./draw";
import { isEqual, isSafe, Universe, type Verdicts } from "./universe";

/** What went through a check. */
export interface Tally {
  pairs: number;
  packets: number;
  calls: number;
  crashes: number;
  /** Calls over the least possible number, in all and at most in one plan. */
  extra: number;
  mostExtra: number;
}

export const newTally = (): Tally => ({ pairs: 0, packets: 0, calls: 0, crashes: 0, extra: 0, mostExtra: 0 });

export class Violation extends Error {}

function fail(what: string): never {
  throw new Violation(what);
}

const center = "5b1f0a52-3c0e-4d5e-9a51-7d0c3d2f6e11";

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, progress: () => {} };
const contextWith = (concurrency: number) =>
  ({
    log: quiet,
    signal: new AbortController().signal,
    connection: { settings: { concurrency, timeoutSeconds: 0 } },
  }) as unknown as Context;

/** What was lost is looked for at once: the bench does nothing late. */
const hurried = { lagMs: 0, doubtMs: 0, lastMs: 0 };

/** Rules as the planner takes them, the packets and their verdicts: the same for all pairs of a world. */
export class Stage {
  readonly universe: Universe;
  private readonly forms = new Map<Properties, Rule>();
  readonly bodies = new WeakMap<Properties, Map<string, Omit<Row, "id">>>();

  constructor(readonly world: World) {
    this.universe = new Universe(world.table, world.used);
  }

  /** A program in the product's own reading. */
  wanted(rules: readonly Keyed[]): WantedRule[] {
    return rules.map(({ key, rule }) => {
      const [form] = this.forms.has(rule)
        ? [this.forms.get(rule)]
        : wantedRules(tables[this.world.table].fields, [{ ...rule, key }]).map((wanted) => wanted.rule);
      this.forms.set(rule, form as Rule);
      return { key, rule: form as Rule };
    });
  }
}

/** A table, a program that it comes from, and what shall become of it. */
class Pair {
  readonly bench: Bench;
  private old: Verdicts;
  private wish: Verdicts | undefined;
  /** Rules that are not ours, which never change. */
  private readonly foreign = new Set<Row>();
  private state: TableState | undefined;
  private mark: BegunChange | undefined;
  private readonly foreignRows: readonly Row[];
  private readonly ownership: "exclusive" | "shared";
  private wanted: readonly Keyed[];
  /** How many calls may be under way. */
  private readonly lanes: number;

  constructor(
    private readonly stage: Stage,
    private readonly random: Random,
    private readonly tally: Tally,
  ) {
    const { world, universe } = stage;
    const size = random.below(random.chance(0.02) ? 25 : random.chance(0.2) ? 10 : 6);
    const before = program(world, random, size);
    this.wanted = nextProgram(world, random, before);
    this.ownership = random.chance(0.5) ? "exclusive" : "shared";
    const creating = random.chance(0.1);
    const dialect: Dialect = world.v20 ? "v20" : "v18";
    this.lanes = random.chance(0.4) ? 1 : 2 + random.below(7);
    const hops = () => (this.lanes === 1 ? 0 : random.below(6));
    this.bench = new Bench(world.table, dialect, stage.bodies, (rows, call) => this.judge(rows, call), hops);
    const own = this.made(creating ? [] : before);
    const foreignRows = this.ownership === "shared" ? this.made(this.twins(before)) : [];
    const central = random.chance(0.15) ? this.made(this.twins(before), { parent_id: center }) : [];
    const border = random.below(central.length + 1);
    this.bench.fill(central.slice(0, border), mixed(random, own, foreignRows), central.slice(border));
    for (const row of [...foreignRows, ...central]) this.foreign.add(row);
    const foreign = [...this.foreign].map((row) => row.id);
    const keys = Object.fromEntries(before.map(({ key }, index) => [key, index + 1]));
    if (!creating) this.state = { keys, foreign };
    this.foreignRows = this.bench.rows.filter((row) => this.foreign.has(row));
    this.old = universe.judge(this.bench.rows);
    const ids = foreignRows.map((row) => row.id);
    this.placement = this.ownership === "shared" ? placementFor(random, ids) : undefined;
  }

  private lastId = 0;

  private made(rules: readonly Keyed[], more: Partial<Row> = {}): Row[] {
    return this.stage
      .wanted(rules)
      .map(({ rule }) => ({ ...this.bench.encoded(rule), ...more, id: ++this.lastId }) as Row);
  }

  /** Rules of somebody else, some of them equal to ours. */
  private twins(before: readonly Keyed[]): Keyed[] {
    const { random, stage } = this;
    return Array.from({ length: random.below(4) }, (_, index) => ({
      key: `theirs${index}`,
      rule: before.length > 0 && random.chance(0.2) ? random.pick(before).rule : stage.world.rule(random),
    }));
  }

  private readonly placement: Position | undefined;

  /** After every single call. The product may take what is thrown here for a bad answer, so it is kept. */
  private judge(rows: readonly Row[], call: string): void {
    this.tally.calls++;
    this.tally.packets += this.stage.universe.size;
    const now = this.stage.universe.judge(rows);
    if (!this.wish || !isSafe(this.old, this.wish, now))
      this.wrong ??= new Violation(`a third verdict after ${call}`);
    if (!this.stage.universe.spotCheck(rows, now, this.random)) {
      this.wrong ??= new Violation("the lab judges the whole table differently");
    }
    if (this.wrong) throw this.wrong;
  }

  private wrong: Violation | undefined;

  /** Runs to the end, with up to three bad ends on the way. */
  async run(): Promise<void> {
    const { random } = this;
    this.tally.pairs++;
    for (let round = 0; ; round++) {
      const ending = round < 3 && random.chance(0.5) ? random.pick(endings) : undefined;
      this.bench.arm(undefined);
      if (await this.apply(ending)) break;
      this.tally.crashes++;
      if (random.chance(0.25)) this.changeProgram();
    }
    this.checkEnd();
    if (random.chance(0.25)) await this.checkSettled();
  }

  private changeProgram(): void {
    this.wanted = nextProgram(this.stage.world, this.random, this.wanted);
    [this.old, this.wish] = [this.stage.universe.judge(this.bench.rows), undefined];
  }

  private intent(): Intent {
    const kind = tables[this.stage.world.table];
    return {
      kind,
      ownership: this.ownership,
      placement: this.placement,
      wanted: this.stage.wanted(this.wanted),
      adopt: false,
      state: this.state,
      begun: this.mark,
    };
  }

  /** One `up`; false where it came to a bad end. */
  private async apply(ending: Ending | undefined): Promise<boolean> {
    const intent = this.intent();
    let mark = this.mark;
    try {
      const before = async (situation: Survey) => {
        this.look(intent, situation);
        if (ending) this.bench.arm({ ending, left: this.random.below(situation.plan.calls.length || 1) });
        const begun = beginning(intent, situation, undefined);
        if (situation.plan.calls.length > 0) mark = { format: 1, change: "", ...begun };
      };
      const ctx = contextWith(this.lanes);
      const applied = await applyTable(ctx, this.bench.asLive(), intent, before, hurried);
      [this.state, this.mark] = [applied.state, undefined];
      return true;
    } catch (thrown) {
      if (this.wrong) throw this.wrong;
      if (!(thrown instanceof Interrupted)) throw thrown;
      if (!ending) fail(`an undisturbed run failed: ${thrown.failure.message}`);
      if (ending === "killed") this.mark = mark;
      else [this.state, this.mark] = [thrown.state, undefined];
      return false;
    }
  }

  /** Before the first call: what is wanted, and what it costs. */
  private look(intent: Intent, situation: Survey): void {
    const { goal, plan, recognized } = situation;
    const rows = new Map(this.bench.rows.map((row) => [row.id, row]));
    for (const row of rows.values()) {
      const foreign = recognized.foreign.includes(row.id);
      if (foreign !== this.foreign.has(row))
        fail(`rule ${row.id} is ${foreign ? "ours" : "not ours"}, and was taken for the other`);
    }
    // Where a table has no local rule, nothing tells which rules stand apart above and which below.
    const wish = goal.flatMap((item): Row[] => {
      if (!("foreign" in item)) return [this.bench.imagined(item.rule)];
      const row = rows.get(Number(item.foreign)) as Row;
      return row.parent_id === center ? [] : [row];
    });
    const verdicts = this.stage.universe.judge(this.bench.between(wish));
    if (this.wish && !isEqual(this.wish, verdicts)) fail("the crash changed what is wanted");
    this.wish = verdicts;
    const extra = plan.calls.length - plan.leastCalls;
    if (extra < 0) fail(`${plan.calls.length} calls where ${plan.leastCalls} were the least possible`);
    if (extra > allowance(intent, situation)) fail(`${extra} calls more than the least possible`);
    this.tally.extra += extra;
    this.tally.mostExtra = Math.max(this.tally.mostExtra, extra);
  }

  /** The end: foreign rules untouched, ours exactly the program's, as one block, under the numbers that the state has. */
  private checkEnd(): void {
    const { rows } = this.bench;
    const foreignRows = rows.filter((row) => this.foreign.has(row));
    if (foreignRows.length !== this.foreign.size) fail("a foreign rule was touched");
    if (foreignRows.some((row, index) => row !== this.foreignRows[index]))
      fail("the foreign rules stand in another order");
    const own = rows.filter((row) => !this.foreign.has(row));
    if (own.length !== this.wanted.length)
      fail(`${own.length} rules of ours where ${this.wanted.length} are wanted`);
    this.stage.wanted(this.wanted).forEach(({ key, rule }, index) => {
      const row = own[index] as Row;
      const { id, ...found } = row;
      const due = this.bench.encoded(rule, row as unknown as Item);
      if (!isSameRule(found, due))
        fail(`place ${index} does not hold ${key}: ${JSON.stringify([found, due])}`);
      if (this.state?.keys[key] !== id)
        fail(`the state has ${this.state?.keys[key]} for ${key}, which is ${id}`);
    });
    const first = rows.findIndex((row) => !this.foreign.has(row));
    if (rows.slice(first, first + own.length).some((row) => this.foreign.has(row)))
      fail("our block is not whole");
    if (own.length > 0) this.checkPlacement(first, first + own.length);
  }

  private checkPlacement(first: number, end: number): void {
    const { rows } = this.bench;
    const { placement } = this;
    if (!placement) return;
    const local = (row: Row) => row.parent_id !== center;
    const at = (id: unknown) => rows.findIndex((row) => row.id === Number(id));
    const well = placement.first
      ? !rows.slice(0, first).some(local)
      : placement.last
        ? !rows.slice(end).some(local)
        : placement.after !== undefined
          ? at(placement.after) < first
          : at(placement.before) >= end;
    if (!well) fail(`our block is not at ${JSON.stringify(placement)}`);
  }

  /** Once all is done, the next run finds nothing to do. */
  private async checkSettled(): Promise<void> {
    this.bench.arm(undefined);
    const before = this.bench.calls;
    await this.apply(undefined);
    if (this.bench.calls > before) fail("a settled table is changed again");
  }
}

/** Calls that a plan may need beyond the least: one an edit that can't be compared; each replacement where inserting is two. */
function allowance({ kind }: Intent, { found, goal, plan }: Survey): number {
  const model = models[kind.name];
  const rules = new Map(found.map((row) => [row.id, row.rule]));
  const odd = goal.filter((item) => {
    const old = "foreign" in item || item.id === undefined ? undefined : rules.get(item.id);
    return old && compare(view(model, old), view(model, (item as WantedRule).rule)) === "incomparable";
  });
  return odd.length + (model.insert === "append-and-move" ? plan.replaced.length : 0);
}

/** Lists of names are sets. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b) && a.every((item) => typeof item === "string")) {
    return a.length === b.length && a.every((item) => b.includes(item));
  }
  return JSON.stringify(a, sorted) === JSON.stringify(b, sorted);
}

/** The order of names in a list means nothing, nor that of the blocks of a side, which are ANDed. */
const sorted = (name: string, value: unknown) => {
  if (!Array.isArray(value)) return value;
  if (value.every((item) => typeof item === "string")) return [...value].sort();
  return /^(sources|destinations)?$/.test(name) ? [...value].sort(byText) : value;
};

const byText = (a: unknown, b: unknown) => (JSON.stringify(a, sorted) < JSON.stringify(b, sorted) ? -1 : 1);

function isSameRule(a: Omit<Row, "id">, b: Omit<Row, "id">): boolean {
  const fields = Object.keys(a) as (keyof typeof a)[];
  return fields.length === Object.keys(b).length && fields.every((field) => isSame(a[field], b[field]));
}

function mixed(random: Random, own: readonly Row[], foreignRows: readonly Row[]): Row[] {
  const out = [...own];
  const scattered = random.chance(0.3);
  const gap = random.below(foreignRows.length + 1);
  foreignRows.forEach((row, index) => {
    out.splice(scattered ? random.below(out.length + 1) : index < gap ? index : out.length, 0, row);
  });
  return out;
}

function placementFor(random: Random, foreign: readonly number[]): Position | undefined {
  const way = random.below(foreign.length > 0 ? 5 : 3);
  if (way === 0) return undefined;
  if (way < 3) return way === 1 ? { first: true } : { last: true };
  return way === 3 ? { after: random.pick(foreign) } : { before: random.pick(foreign) };
}

const stages = new Map<string, Stage>();

/** One of a few worlds of a table; making one takes longer than a hundred pairs. */
function stageOf(table: TableName, number: number): Stage {
  const name = `${table} ${number}`;
  const stage = stages.get(name) ?? new Stage(new World(table, number));
  stages.set(name, stage);
  return stage;
}

/** Checks one pair; throws a {@link Violation}. Pairs of two thousand seeds in a row share a world. */
export async function check(seed: number, table: TableName, tally: Tally): Promise<void> {
  const stage = stageOf(table, Math.floor(seed / 2000));
  await new Pair(stage, new Random(seed), tally).run();
}

/** The first violation (of some kind) among `pairs` pairs from `seed` on, or undefined. */
export async function firstViolation(
  table: TableName,
  seed: number,
  pairs: number,
  tally: Tally,
  kind = /./,
): Promise<{ seed: number; what: string } | undefined> {
  for (let at = seed; at < seed + pairs; at++) {
    try {
      await check(at, table, tally);
    } catch (problem) {
      if (!(problem instanceof Violation)) throw new Error(`seed ${at}: ${(problem as Error).stack}`);
      if (kind.test(problem.message)) return { seed: at, what: problem.message };
    }
  }
  return undefined;
}
