import type { Context } from "../../../kernel/context";
import { asPerimeterError, bug, isCategory, PerimeterError } from "../../../kernel/errors";
import { lastLook } from "../../../kernel/limits";
import { paused } from "../../../kernel/polling";
import {
  ApplyProgress,
  type RuleId,
  scheduleOf,
  type TableCall,
  type TableState,
  unansweredOf,
} from "../../../policy";
import type { Item } from "../rules/codec";
import type { LiveTable } from "../rules/live-table";
import { Expectation } from "./expectation";
import { foundRules, nothingSaid } from "./forms";
import { models } from "./models";
import { answered, groupsIn, type Intent, recalling, type Survey, survey } from "./plan";
import { Sender } from "./send";

/** What an apply did, as the program can read it. */
export interface LastChange {
  inserted: number;
  edited: number;
  moved: number;
  deleted: number;
  calls: number;
  leastCalls: number;
}

export interface AppliedTable {
  state: TableState;
  items: Item[];
  change: LastChange;
}

/** A change that ended on the way: what the table and the state are now. */
export class Interrupted extends Error {
  constructor(
    readonly failure: PerimeterError,
    readonly state: TableState,
    readonly change: LastChange,
  ) {
    super(failure.message);
  }
}

/**
 * Takes the table from what it is to what it shall be, with as many calls under way as the connection's `concurrency`
 * allows and the plan bears. After a lost answer, or where somebody else changed the table meanwhile, it reads the
 * table and plans again. At the end it reads back. A list that lags behind is waited for: what was answered is never
 * sent again.
 * @param before called with the situation before the first call of all; may refuse by throwing
 */
export async function applyTable(
  ctx: Context,
  table: LiveTable,
  intent: Intent,
  before: (situation: Survey) => Promise<void>,
  patience = usual,
): Promise<AppliedTable> {
  return new Application(ctx, table, intent, patience).run(before);
}

/** Each round reads the table and plans; the last finds nothing left to do. */
const mostRounds = 10;
/** So often the same work is sent again after its answer was lost and nothing of it was seen. */
const mostLosses = 3;
/** How long it is waited for what should show, in milliseconds. */
export interface Patience {
  /** A list may lag so far behind the calls. */
  readonly lagMs: number;
  /** So long the work of a lost answer is looked for; after a time-out at least for `timeoutSeconds`. */
  readonly doubtMs: number;
  /** Before the last look of all, where the work of a lost answer was never seen. */
  readonly lastMs: number;
}

const usual: Patience = { lagMs: 8000, doubtMs: 6000, lastMs: 1000 };
const firstPauseMs = 100;
const longestPauseMs = 2000;

class Application {
  private readonly total: LastChange = {
    inserted: 0,
    edited: 0,
    moved: 0,
    deleted: 0,
    calls: 0,
    leastCalls: 0,
  };
  private readonly expected: Expectation;
  private state: TableState | undefined;
  /** The list did not show in time what was done: it is not waited for again. */
  private isPatient = true;
  private losses = 0;

  constructor(
    private readonly ctx: Context,
    private readonly table: LiveTable,
    private readonly intent: Intent,
    private readonly patience: Patience,
  ) {
    this.expected = new Expectation(intent.kind);
  }

  async run(before: (situation: Survey) => Promise<void>): Promise<AppliedTable> {
    const { total } = this;
    const items = await this.firstLook();
    this.state = recalling(this.intent, items).intent.state;
    let situation = this.survey(items);
    await before(situation);
    total.leastCalls = situation.plan.leastCalls;
    let isLast = false;
    for (let round = 1; ; round++) {
      const progress = new ApplyProgress(situation.recognized);
      if (situation.plan.calls.length > 0) {
        isLast = false;
        const failure = await this.send(situation, progress);
        this.keep(progress.state(failure === undefined));
        if (failure) this.goOnAfter(failure, round);
        if (round === mostRounds) throw this.interrupted(restless());
        situation = this.survey(await this.lookAfter(failure));
      } else if (this.losses > 0 && !isLast) {
        isLast = true;
        await this.pause(this.patience.lastMs);
        situation = this.survey(await this.looked());
      } else {
        return { state: this.finished(progress), items: situation.items, change: total };
      }
    }
  }

  /**
   * The table before the first call. What an interrupted change left in doubt, or the list did not show then, is waited
   * for; the list is read once where nothing is in doubt.
   */
  private async firstLook(): Promise<Item[]> {
    const { table, intent } = this;
    let items = await table.refetch(this.ctx.signal);
    const { state } = intent;
    if (!state?.changeBegun && state?.doubtSince === undefined) return items;
    const end = Math.max(Date.now() + (state.changeBegun ? this.patience.lagMs : 0), this.doubtEnd());
    for (let pause = firstPauseMs; Date.now() < end && this.isLacking(items); pause *= 2) {
      await paused(Math.min(pause, longestPauseMs), this.ctx.signal);
      items = await table.refetch(this.ctx.signal);
    }
    return items;
  }

  /** Whether the list doesn't show yet what the state says was made, or may have been. */
  private isLacking(items: readonly Item[]): boolean {
    const { state } = this.intent;
    const there = new Set(items.map(({ id }) => id));
    const isMissing = (id: RuleId) => !there.has(id);
    if (state?.changeBegun && Object.values(state.keys).some(isMissing)) return true;
    const lost = unansweredOf(answered(this.intent, items)).length > 0;
    return lost && Date.now() < this.doubtEnd();
  }

  /** What is known of ours, with creations whose answers were lost as far as the list shows them. */
  private survey(items: Item[]): Survey {
    this.state = answered({ ...this.intent, state: this.state }, items);
    return survey({ ...this.intent, state: this.state }, items);
  }

  private keep(state: TableState): void {
    const lost = [...unansweredOf(this.state), ...unansweredOf(state)];
    const since = this.state?.doubtSince;
    this.state = {
      ...state,
      ...(lost.length > 0 && { unanswered: lost }),
      ...(since !== undefined && { doubtSince: since }),
    };
  }

  /** What may come yet is kept in mind: the next run looks whether it did. */
  private finished(progress: ApplyProgress): TableState {
    const { unanswered, doubtSince } = this.state ?? {};
    const isOver = this.losses === 0 || doubtSince === undefined;
    return { ...progress.state(true), ...(!isOver && { doubtSince, ...(unanswered && { unanswered }) }) };
  }

  /** Throws where reading the table and planning again can't help. */
  private goOnAfter(failure: PerimeterError, round: number): void {
    const { ctx, table } = this;
    const isOver = ctx.signal.aborted || round === mostRounds || this.losses === mostLosses;
    if (failure.outcomeUnknown) this.doubt();
    if (!isCurable(failure) || isOver) throw this.interrupted(failure);
    ctx.log.info(`${table.kind.name}: ${failure.message} The table is read again and the rest planned anew.`);
  }

  private doubt(): void {
    if (this.state) this.state = { ...this.state, doubtSince: Date.now() };
  }

  private interrupted(failure: PerimeterError): Interrupted {
    return new Interrupted(failure, { foreign: [], keys: {}, ...this.state, changeBegun: true }, this.total);
  }

  /** The table, once the list shows what was done, and what was in doubt or the time for it is over. */
  private async lookAfter(failure: PerimeterError | undefined): Promise<Item[]> {
    const lost = failure?.outcomeUnknown ? this.doubtWindow(failure.code === "PERIMETER_TIMEOUT") : 0;
    const { lagMs } = this.patience;
    const begin = Date.now();
    for (let pause = firstPauseMs; ; pause = Math.min(pause * 1.6, longestPauseMs)) {
      const items = await this.looked();
      const found = this.found(items);
      const isShown = this.expected.isShown(found);
      const isSeen = this.expected.hasSeenTheLost(found);
      const waited = Date.now() - begin;
      const isOver = waited >= (isShown || !this.isPatient ? 0 : lagMs) && waited >= (isSeen ? 0 : lost);
      if (isOver) {
        this.settle(isShown, isSeen, found);
        return items;
      }
      await this.pause(pause);
    }
  }

  private settle(isShown: boolean, isSeen: boolean, found: ReturnType<Application["found"]>): void {
    if (!isShown) this.isPatient = false;
    if (!isSeen) this.losses += 1;
    const unseen = this.expected.unseen(found);
    if (unseen.length > 0) throw this.interrupted(this.noTrace(unseen));
  }

  private found(items: readonly Item[]) {
    return foundRules(this.intent.kind, items, { ...nothingSaid, groups: groupsIn(this.intent) });
  }

  /** What was done is not forgotten where the table can't be read again. */
  private async looked(): Promise<Item[]> {
    try {
      return await this.table.refetch(lastLook(this.ctx.signal));
    } catch (thrown) {
      throw this.interrupted(asPerimeterError(thrown).with({ outcomeUnknown: true }));
    }
  }

  private async pause(ms: number): Promise<void> {
    try {
      await paused(ms, this.ctx.signal);
    } catch (thrown) {
      throw this.interrupted(asPerimeterError(thrown).with({ outcomeUnknown: true }));
    }
  }

  /** Sends the calls of a plan; the failure, if one ends it early: then those under way are waited for. */
  private async send(situation: Survey, progress: ApplyProgress): Promise<PerimeterError | undefined> {
    const { ctx, table, intent } = this;
    const { found, goal, plan, items } = situation;
    const sender = new Sender(ctx, table, items, intent.templates);
    const lanes = Number(ctx.connection.settings.concurrency ?? 1);
    const schedule = scheduleOf(models[intent.kind.name], { found, goal, plan, lanes });
    const underWay = new Set<Promise<void>>();
    const failures: PerimeterError[] = [];
    let done = 0;
    this.expected.begin(found);
    table.forget();
    const one = async (call: TableCall): Promise<void> => {
      const sent = sender.prepared(call);
      progress.sending(call);
      try {
        const made = await sender.send(sent);
        progress.done(call, made);
        this.expected.done(sent, made);
        this.count(call, ++done, plan.calls.length);
        schedule.done(call);
      } catch (thrown) {
        const failure = asPerimeterError(thrown);
        if (failure.outcomeUnknown) this.expected.doubt(sent);
        else progress.refused(call);
        failures.push(failure);
      }
    };
    for (;;) {
      for (let call = schedule.next(); call && failures.length === 0; call = schedule.next()) {
        const work = one(call).finally(() => underWay.delete(work));
        underWay.add(work);
      }
      if (underWay.size === 0) break;
      await Promise.race(underWay);
      if (failures.length > 0) await Promise.all(underWay);
    }
    if (failures.length === 0 && done < plan.calls.length)
      throw bug(`${plan.calls.length - done} of ${plan.calls.length} calls were never sent`);
    return failures.find((failure) => !isCurable(failure)) ?? failures[0];
  }

  /** How long the work of a lost answer may be still to come. */
  private doubtWindow(isTimeout: boolean): number {
    const timeoutMs = Number(this.ctx.connection.settings.timeoutSeconds ?? 0) * 1000;
    return isTimeout ? Math.max(this.patience.doubtMs, timeoutMs) : this.patience.doubtMs;
  }

  /** Until when the work of an answer that an earlier run lost may come. */
  private doubtEnd(): number {
    const since = this.intent.state?.doubtSince;
    return since === undefined ? 0 : since + this.doubtWindow(true);
  }

  private noTrace(ids: readonly RuleId[]): PerimeterError {
    const { table, expected, patience } = this;
    const rules = ids.map((id) => `\`${expected.made.get(id)}\` (rule ${id})`).join(", ");
    return new PerimeterError({
      category: "vendor",
      code: "PERIMETER_NO_TRACE",
      message: `the creation of ${rules} succeeded, but after ${patience.lagMs / 1000} s the list of the table ${table.kind.name} doesn't show it`,
      outcomeUnknown: true,
      advice: "Nothing was sent twice.",
    });
  }

  private count({ kind }: TableCall, done: number, all: number): void {
    this.total.calls += 1;
    this.total[counted[kind]] += 1;
    if (done % 100 === 0) this.ctx.log.progress(`${this.table.kind.name}: ${done} of ${all} calls`);
  }
}

const counted = { insert: "inserted", edit: "edited", move: "moved", delete: "deleted" } as const;

/** Whether reading the table and planning again can help: an answer was lost, or the table was not as expected. */
function isCurable(failure: PerimeterError): boolean {
  const isListedStill = failure.code === "PERIMETER_STILL_THERE";
  return failure.outcomeUnknown || isListedStill || isCategory(failure, "notFound", "conflict");
}

function restless(): PerimeterError {
  return new PerimeterError({
    category: "conflict",
    message:
      "the table changed again and again while it was being applied, or the appliance doesn't keep what it takes",
    advice: "Look who else changes it, then run `pulumi up` again.",
  });
}
