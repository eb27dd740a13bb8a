import { Hold } from "./hold";
import { type Filter, matches } from "./journal";

/** Milliseconds, or the two ends of a span from which each call draws its own at random (`Faults.seed`). */
export type Milliseconds = number | readonly [least: number, most: number];

/**
 * Something that goes wrong on purpose with the calls that the filter means. The first fault that matches a call and
 * is not used up decides; conditions (`Faults.set`) hold beside it.
 *
 * An answer instead of the appliance's own: `status` with `body`, `html` or neither.
 * - an empty 200 is `{ status: 200, body: "" }`, a 204 `{ status: 204 }`
 * - an error with status 200, in the vendor's form, is `{ status: 200 }`
 * - a gateway's page is `{ status: 404, html: true }`
 * - a busy appliance is `{ status: 423, times: 3 }`, a limited one `{ status: 429, retryAfterSeconds: 86400 }`
 *
 * When the work is done: never, where `status` is given; before the answer with `afterWork`; `lateWorkMs` after the
 * answer, such as `{ status: 504, lateWorkMs: 500 }`. How long it takes: `delayMs`, `answerMs`, `hang`.
 */
export interface Fault extends Filter {
  /** How many matching requests pass unharmed first; default 0. */
  skip?: number;
  /** How often it strikes, `Infinity` for always; default 1. */
  times?: number;
  /** Answer with this status instead of doing the work. */
  status?: number;
  /** Body of that answer, a text or JSON; default: the appliance's own error body, and none for 204. */
  body?: unknown;
  headers?: Record<string, string>;
  /** The body is an HTML page, as a gateway in between would send. */
  html?: boolean;
  /** Adds `Retry-After` to that answer. */
  retryAfterSeconds?: number;
  /** How `Retry-After` is written: a number, or the moment as an HTTP date; default `seconds`. */
  retryAfterAs?: "seconds" | "date";
  /** Wait this long before the work; with `afterWork` between the work and the answer. */
  delayMs?: Milliseconds;
  /** Wait this long between the work and the answer. */
  answerMs?: Milliseconds;
  /** Cut the connection before or after the work was done. */
  lose?: "before" | "after";
  /** Do the work, then answer with `status`. */
  afterWork?: boolean;
  /** Do the work this long after the answer (or the cut) that stands in its place. */
  lateWorkMs?: Milliseconds;
  /** Say nothing until the caller or the lab ends it: before the work, after it, or in the middle of the body. */
  hang?: "before" | "after" | "body";
  /** Every session of the appliance ends before this request is looked at. */
  expireSessions?: boolean;
  /** Do the work and answer with only the first half of the JSON. */
  corrupt?: boolean;
  /** Do the work and never end the body: as fast as it is read, or a byte every 50 ms. */
  endless?: "fast" | "slow";
  /**
   * Do the work as if `offset` and `page` were not there, fill a list up to `limit` by saying its items again, and
   * point `next` to one more page, always.
   */
  endlessPages?: boolean;
  /** Changes the JSON that the work answers with. */
  alter?(json: unknown): unknown;
}

/** How an appliance is, as long as it is set: unlike a fault it strikes every call that it means, beside any fault. */
export interface Condition extends Filter {
  /** Wait this long before the work. Drawn from a span, calls are taken in another order than that of arrival. */
  delayMs?: Milliseconds;
  /** Wait this long between the work and the answer. */
  answerMs?: Milliseconds;
  /** Reads show what the appliance held this long ago, but for changes made before this was set. */
  lagMs?: number;
  /** Numbers that are ids travel as texts, or 2^53 + 1 higher than they are; see `ids.ts`. */
  ids?: "texts" | "huge";
}

interface Armed {
  fault: Fault;
  skip: number;
  left: number;
  seen: boolean;
}

/** Everything that is made to go wrong in a lab. */
export class Faults {
  /** Where the drawing of random times starts: the same seed draws the same times. */
  seed = 1;
  private armed: Armed[] = [];
  private conditions: Condition[] = [];
  private held: Hold[] = [];

  add(fault: Fault): void {
    this.armed.push({ fault, skip: fault.skip ?? 0, left: fault.times ?? 1, seen: false });
  }

  /** Sets a condition; the function that it gives ends it. */
  set(condition: Condition): () => void {
    this.conditions.push(condition);
    return () => {
      this.conditions = this.conditions.filter((one) => one !== condition);
    };
  }

  /** Keeps matching calls waiting before their work, until each is taken in whatever order is wanted. */
  hold(filter: Filter = {}): Hold {
    const hold = new Hold(filter);
    this.held.push(hold);
    return hold;
  }

  /** Ends everything: faults, conditions; calls that are held pass. */
  clear(): void {
    this.armed = [];
    this.conditions = [];
    for (const hold of this.held.splice(0)) hold.open();
  }

  /** What is set at the moment: faults with how often they strike yet, and conditions. */
  list(): { faults: { fault: Fault; left: number }[]; conditions: readonly Condition[] } {
    const faults = this.armed.filter(({ left }) => left > 0).map(({ fault, left }) => ({ fault, left }));
    return { faults, conditions: this.conditions };
  }

  /** Faults that never struck: in a test, a sign of a path that nobody called. */
  unused(): Fault[] {
    return this.armed.filter((armed) => !armed.seen).map((armed) => armed.fault);
  }

  /** Takes the fault that strikes this request, if any. */
  take(vendor: string, method: string, path: string): Fault | undefined {
    for (const armed of this.armed) {
      if (armed.left === 0 || !matches(armed.fault, vendor, method, path)) continue;
      if (armed.skip > 0) {
        armed.skip -= 1;
        continue;
      }
      armed.left -= 1;
      armed.seen = true;
      return armed.fault;
    }
    return undefined;
  }

  /** Conditions that hold for this request. */
  conditionsOf(vendor: string, method: string, path: string): Condition[] {
    return this.conditions.filter((condition) => matches(condition, vendor, method, path));
  }

  /** How the ids of an appliance travel: that is known before the path is. */
  idsOf(vendor: string): Condition["ids"] {
    const fits = ({ ids, vendor: meant }: Condition) => ids && (meant ?? vendor) === vendor;
    return this.conditions.find(fits)?.ids;
  }

  /** The longest lag that is set for an appliance. */
  lagOf(vendor: string): number {
    const fits = this.conditions.filter((condition) => (condition.vendor ?? vendor) === vendor);
    return Math.max(0, ...fits.map(({ lagMs }) => lagMs ?? 0));
  }

  /** Waits where the call is held. */
  async passed(vendor: string, method: string, path: string, body: unknown): Promise<void> {
    for (const hold of this.held) {
      if (matches(hold.filter, vendor, method, path)) await hold.arrive({ vendor, method, path, body });
    }
  }

  /** A time, drawn where it is a span. */
  draw(time: Milliseconds | undefined): number {
    if (typeof time !== "object") return time ?? 0;
    // A linear congruential generator (Numerical Recipes): drawn anew by the same seed, not good for more.
    this.seed = (Math.imul(this.seed, 1664525) + 1013904223) >>> 0;
    const [least, most] = time;
    return least + Math.floor((this.seed / 2 ** 32) * (most - least + 1));
  }
}

/** What a fault and conditions do, in a few words for the journal. */
export function describe(
  fault: Fault | undefined,
  conditions: readonly Condition[] = [],
): string | undefined {
  const words = fault ? wordsOf(fault) : [];
  for (const { delayMs, answerMs, lagMs } of conditions) {
    if (delayMs !== undefined || answerMs !== undefined) words.push("slow");
    if (lagMs !== undefined) words.push(`${lagMs} ms behind`);
  }
  return words.length > 0 || fault ? words.join(", ") : undefined;
}

function wordsOf(fault: Fault): string[] {
  const words: string[] = [];
  if (fault.delayMs !== undefined) words.push(`delayed ${spanOf(fault.delayMs)}`);
  if (fault.answerMs !== undefined) words.push(`answered after ${spanOf(fault.answerMs)}`);
  if (fault.expireSessions) words.push("sessions expired");
  if (fault.lose) words.push(`connection cut ${fault.lose} the work`);
  if (fault.hang) words.push(fault.hang === "body" ? "hung in the body" : `hung ${fault.hang} the work`);
  if (fault.corrupt) words.push("JSON cut in half");
  if (fault.endless) words.push("body without end");
  if (fault.endlessPages) words.push("pages without end");
  if (fault.alter) words.push("altered");
  if (fault.status !== undefined) words.push(`${fault.status}${fault.afterWork ? " after the work" : ""}`);
  if (fault.lateWorkMs !== undefined) words.push(`work done ${spanOf(fault.lateWorkMs)} later`);
  return words;
}

const spanOf = (time: Milliseconds) => `${typeof time === "object" ? time.join(" to ") : time} ms`;
