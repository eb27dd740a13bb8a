import { type Filter, matches } from "./journal";

/** Something that goes wrong on purpose. The first fault that matches a request and is not used up decides. */
export interface Fault extends Filter {
  /** How many matching requests pass unharmed first; default 0. */
  skip?: number;
  /** How often it strikes; default 1. */
  times?: number;
  /** Answer with this status instead of doing the work. */
  status?: number;
  /** Body of that answer; default: the appliance's own error body. */
  body?: unknown;
  headers?: Record<string, string>;
  /** The body is an HTML page, as a gateway in between would send. */
  html?: boolean;
  /** Wait this long before the work; with `afterWork` between the work and the answer. */
  delayMs?: number;
  /** Cut the connection before or after the work was done. */
  lose?: "before" | "after";
  /** Do the work, then answer with `status`. */
  afterWork?: boolean;
  /** Every session of the appliance ends before this request is looked at. */
  expireSessions?: boolean;
  /** Do the work and answer with only the first half of the JSON. */
  corrupt?: boolean;
}

interface Armed {
  fault: Fault;
  skip: number;
  left: number;
  seen: boolean;
}

export class Faults {
  private armed: Armed[] = [];

  add(fault: Fault): void {
    this.armed.push({ fault, skip: fault.skip ?? 0, left: fault.times ?? 1, seen: false });
  }

  clear(): void {
    this.armed = [];
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
}

/** What a fault does, in a few words for the journal. */
export function describe(fault: Fault): string {
  const words: string[] = [];
  if (fault.delayMs !== undefined) words.push(`delayed ${fault.delayMs} ms`);
  if (fault.expireSessions) words.push("sessions expired");
  if (fault.lose) words.push(`connection cut ${fault.lose} the work`);
  if (fault.corrupt) words.push("JSON cut in half");
  if (fault.status !== undefined) words.push(`${fault.status}${fault.afterWork ? " after the work" : ""}`);
  return words.join(", ");
}
