/** The calls of a plan as they become ready, one at a time or with many under way. */

import type { Call, FoundRule, GoalItem, Plan } from "./calls";
import { ManyLanes } from "./lanes";
import type { TableModel } from "./match";
import type { Resolver } from "./region";

/** What a plan was made of, and how many calls may be under way. */
export interface ScheduleOptions {
  readonly found: readonly FoundRule[];
  readonly goal: readonly GoalItem[];
  readonly plan: Plan;
  /** How many calls may be under way at a time, at least 1. With 1 the plan's calls come in its order, as they are. */
  readonly lanes: number;
  /** What objects stand for: with it more calls don't depend on each other. */
  readonly resolver?: Resolver | undefined;
}

/**
 * Hands out the calls of a plan as they become ready; see {@link scheduleOf}. How the applier uses it:
 *
 * ```
 * const schedule = scheduleOf(model, { found, goal, plan, lanes });
 * for each free lane: while ((call = schedule.next())) progress.sending(call), send it
 *   when it is answered: progress.done(call, id), schedule.done(call), and ask `next` again for every free lane
 * ```
 *
 * A place names rules by id, or by the key of a rule whose insertion was answered before. `next` gives undefined while
 * nothing is ready, that is until the next answer, and at the end. When a call fails, ask no more, wait for those
 * `underWay`, and tell {@link Progress} of each: `done` when it succeeded, `refused` when it surely didn't happen,
 * nothing when its answer was lost. Then read the table again and plan anew: each table that can be left is safe, and
 * `recognize` finds what was made.
 */
export interface Schedule {
  /** A call to send now; undefined while none is ready or no lane is free, and once all are done. */
  next(): Call | undefined;
  /** A call was answered, and has happened. */
  done(call: Call): void;
  /** Calls that were sent and not answered. */
  readonly underWay: readonly Call[];
}

/** One call after the other, in the plan's order. */
class InTurn implements Schedule {
  private at = 0;
  private sent: Call | undefined;

  constructor(private readonly calls: readonly Call[]) {}

  next(): Call | undefined {
    if (this.sent) return undefined;
    this.sent = this.calls[this.at];
    return this.sent;
  }

  done(call: Call): void {
    if (call !== this.sent) throw new Error("the call is not under way");
    this.sent = undefined;
    this.at++;
  }

  get underWay(): readonly Call[] {
    return this.sent ? [this.sent] : [];
  }
}

/**
 * The calls of a plan from `found` to `goal`: with one lane exactly those of the plan in its order, with more as many
 * calls in an order and with places that allow it. Where rules come in at the end only, they stay one after the other.
 */
export function scheduleOf(model: TableModel, options: ScheduleOptions): Schedule {
  const isSerial = options.lanes === 1 || model.insert === "append-and-move";
  return isSerial ? new InTurn(options.plan.calls) : new ManyLanes(model, options);
}
