/** The calls of a plan as they become ready, one at a time or with many under way. */

import type { TableCall } from "./calls";
import { ManyLanes, type Schedule, type ScheduleOptions } from "./lanes";

import type { TableModel } from "./match";

export type { Schedule, ScheduleOptions } from "./lanes";

/** One call after the other, in the plan's order. */
class InTurn implements Schedule {
  private at = 0;
  private sent: TableCall | undefined;

  constructor(private readonly calls: readonly TableCall[]) {}

  next(): TableCall | undefined {
    if (this.sent) return undefined;
    this.sent = this.calls[this.at];
    return this.sent;
  }

  done(call: TableCall): void {
    if (call !== this.sent) throw new Error("the call is not under way");
    this.sent = undefined;
    this.at++;
  }

  get underWay(): readonly TableCall[] {
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
