import { vi } from "vitest";
import { type Call, isWrite, mayRepeat } from "../../provider/kernel/calls";
import { Http } from "../../provider/kernel/http";
import type { Lab } from "../../provider/lab/core";
import type { Fault } from "../../provider/lab/faults";
import type { Entry } from "../../provider/lab/journal";

/** Something that goes wrong with a request. */
export interface Trouble extends Fault {
  name: string;
  /** Nobody can know whether the work was done. */
  isUnknown: boolean;
  /** Seconds after which the connection gives up, where that has to be soon. */
  timeoutSeconds?: number;
  /** Which calls meet it; by default all. */
  means?(call: Call): boolean;
}

const none: Trouble = { name: "none", isUnknown: false };

export const troubles: Trouble[] = [
  { name: "429 with Retry-After", status: 429, headers: { "retry-after": "0" }, isUnknown: false },
  { name: "500", status: 500, body: "Internal Server Error", isUnknown: true },
  {
    name: "500 after the work",
    status: 500,
    body: "Internal Server Error",
    afterWork: true,
    isUnknown: true,
  },
  { name: "a connection that breaks before the work", lose: "before", isUnknown: true },
  { name: "a connection that breaks after the work", lose: "after", isUnknown: true },
  {
    name: "an answer that comes too late",
    delayMs: 3000,
    afterWork: true,
    isUnknown: true,
    timeoutSeconds: 2,
  },
  { name: "HTML of a gateway with 502", status: 502, html: true, isUnknown: true },
  { name: "HTML with 200 after the work", status: 200, html: true, afterWork: true, isUnknown: true },
  { name: "half of the JSON", corrupt: true, isUnknown: true },
  { name: "an expired session", expireSessions: true, isUnknown: false },
];

/**
 * A stretch of bad weather over a lab: the first requests of every kind (method and path) meet the troubles, one each
 * and in this order.
 */
export class FaultInjector {
  private seen = new Map<string, number>();
  private readonly from: number;
  private readonly isUnknown: boolean;

  constructor(
    private readonly lab: Lab,
    ...troubles: Trouble[]
  ) {
    this.from = lab.journal.count();
    this.isUnknown = troubles.some((trouble) => trouble.isUnknown);
    let isFresh = false;
    lab.faults.take = (_, method, path) => {
      const kind = `${method} ${path}`;
      const wasFresh = isFresh;
      isFresh = isOfSession(path);
      if (isFresh) return undefined;
      const met = this.seen.get(kind) ?? 0;
      const left = troubles.slice(met);
      const next = left.findIndex((trouble) => trouble.means?.(lastCall(lab, method, path)) ?? true);
      const { name, isUnknown, timeoutSeconds, means, ...fault } = left[next] ?? none;
      // A session that was opened just now and is refused at once is no expired one.
      if (next < 0 || (fault.expireSessions && wasFresh)) return undefined;
      this.seen.set(kind, met + next + 1);
      return fault;
    };
  }

  /** Another part of the story: everything goes wrong once more. */
  again(): void {
    this.seen = new Map();
  }

  end(): void {
    this.lab.faults.take = () => undefined;
  }

  /**
   * Writes that may not be repeated but were: sent more often than the definition asked for them, or by the
   * definition itself without a look in between.
   */
  repeated(): string[] {
    const asked = declaredCalls(this.lab).filter((call) => isWrite(call) && !mayRepeat(call, this.isUnknown));
    const entries = this.lab.journal.list().slice(this.from);
    return [...new Set(asked.map(textOf))].flatMap((text) => {
      const sent = entries.filter((entry) => entry.write && textOfEntry(entry) === text);
      const times = asked.filter((call) => textOf(call) === text).length;
      const blind = sent.filter((entry, n) => n > 0 && !isLookedBetween(entries, sent[n - 1], entry));
      return [
        ...(sent.length > times ? [`${text} was sent ${sent.length} times, asked for ${times} times`] : []),
        ...blind.map(() => `${text} was sent again without a look`),
      ];
    });
  }
}

export function isOfSession(path: string): boolean {
  return /\/(login|sessions|token)(\/|$)/.test(path);
}

function isLookedBetween(entries: Entry[], one: Entry | undefined, other: Entry): boolean {
  return entries.some(
    (entry) => !entry.write && entry.fault === undefined && entry.n > (one?.n ?? 0) && entry.n < other.n,
  );
}

/** What definitions asked for, by the endpoint's origin: every lab has a port of its own. */
const declared = new Map<string, Call[]>();

/** From now on every call that a definition makes is remembered with what it declares. */
export function listenToCalls(): void {
  const send = Http.prototype.call;
  vi.spyOn(Http.prototype, "call").mockImplementation(function (this: Http, call, signal) {
    const { origin } = new URL(Reflect.get(this, "base"));
    declared.set(origin, [...(declared.get(origin) ?? []), call]);
    return send.call(this, call, signal);
  });
}

function declaredCalls(lab: Lab): Call[] {
  return declared.get(new URL(lab.url).origin) ?? [];
}

/** What a request on the wire was asked for as; it is asked for before it is sent. */
export function lastCall(lab: Lab, method: string, path: string): Call {
  const same = (call: Call) => call.method === method && pathOf(call) === decodeURIComponent(ownPath(path));
  const found = declaredCalls(lab).findLast(same);
  if (!found) throw new Error(`${method} ${path} was never asked for`);
  return found;
}

function pathOf({ path }: Call): string {
  return decodeURIComponent(path.split("?")[0]?.replace(/^.*\/appkeys\/[^/]*/, "") ?? "");
}

/** Without what the connection puts before it. */
function ownPath(path: string): string {
  return path.replace(/^.*\/appkeys\/[^/]*/, "").replace(/^\/eye\/v1/, "");
}

function textOf(call: Call): string {
  const { method, query, body, raw } = call;
  return `${method} ${pathOf(call)} ${JSON.stringify(query ?? {})} ${JSON.stringify(body ?? raw?.text) ?? ""}`;
}

function textOfEntry({ method, path, query, body }: Entry): string {
  const { key, ...own } = query;
  return `${method} ${decodeURIComponent(ownPath(path))} ${JSON.stringify(own)} ${JSON.stringify(body) ?? ""}`;
}
