/** Calls under way: they are sent, happen and are answered in random order, and may happen without an answer. */

import type { RuleId, TableCall } from "../../provider/policy/calls";
import type { ApplyProgress } from "../../provider/policy/identity";
import type { Schedule } from "../../provider/policy/schedule";
import type { Bench, Flight } from "./model";
import type { Random } from "./random";

interface Sent {
  readonly call: TableCall;
  readonly go: Flight;
  /** Undefined until it happens. */
  result?: { readonly id: RuleId | undefined };
}

export class Flights {
  private readonly sent: Sent[] = [];
  happened = 0;
  /** The most calls that were under way at once. */
  most = 0;

  /** @param judge is told of each call that has just happened */
  constructor(
    private readonly random: Random,
    private readonly bench: Bench,
    private readonly schedule: Schedule,
    private readonly progress: ApplyProgress,
    private readonly judge: (call: TableCall) => void,
  ) {
    bench.made.clear();
  }

  /** Goes on until that many calls have happened, or to the end. */
  run(until: number): void {
    while (this.happened < until) {
      if (this.sent.length > 0 && this.random.chance(0.4)) this.advance(this.random.pick(this.sent));
      else if (this.start()) continue;
      else if (this.sent.length > 0) this.advance(this.random.pick(this.sent));
      else throw new Error("nothing is under way, and nothing is ready");
    }
  }

  /** The end of a run that nothing disturbs: every call that happened is answered. */
  land(): void {
    while (this.sent.length > 0) this.advance(this.random.pick(this.sent));
  }

  /** No new calls; those under way succeed or are refused. */
  refuse(): void {
    for (const each of [...this.sent]) {
      if (!each.result && this.random.chance(0.5)) {
        this.sent.splice(this.sent.indexOf(each), 1);
        this.progress.refused(each.call);
      } else while (this.sent.includes(each)) this.advance(each);
    }
  }

  /** Every lane is used, and no answer comes any more: each call under way may have happened or not. */
  lose(): void {
    while (this.random.chance(0.9) && this.start());
    for (const each of this.sent) if (!each.result && this.random.chance(0.7)) this.happen(each);
  }

  private start(): boolean {
    const call = this.schedule.next();
    if (!call) return false;
    this.progress.sending(call);
    this.sent.push({ call, go: this.bench.send(call) });
    this.most = Math.max(this.most, this.sent.length);
    return true;
  }

  private advance(each: Sent): void {
    if (!each.result) this.happen(each);
    else this.answer(each, each.result.id);
  }

  private happen(each: Sent): void {
    each.result = { id: each.go() };
    this.happened++;
    this.judge(each.call);
  }

  private answer(each: Sent, id: RuleId | undefined): void {
    this.sent.splice(this.sent.indexOf(each), 1);
    if (each.call.kind === "insert" && id !== undefined) this.bench.made.set(each.call.key, id);
    this.progress.done(each.call, id);
    this.schedule.done(each.call);
  }
}
