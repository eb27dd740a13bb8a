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
}

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

/** A stretch of bad weather over a lab: the first request of every kind (method and path) meets the trouble. */
export class FaultInjector {
  private seen = new Set<string>();
  private readonly from: number;

  constructor(
    private readonly lab: Lab,
    private readonly trouble: Trouble,
  ) {
    const { name, isUnknown, timeoutSeconds, ...fault } = trouble;
    this.from = lab.journal.count();
    let isFresh = false;
    lab.faults.take = (_, method, path) => {
      const kind = `${method} ${path}`;
      const wasFresh = isFresh;
      isFresh = isOfSession(path);
      // A session that was opened just now and is refused at once is no expired one.
      if (isFresh || this.seen.has(kind) || (fault.expireSessions && wasFresh)) return undefined;
      this.seen.add(kind);
      return fault;
    };
  }

  /** Another part of the story: everything goes wrong once more. */
  again(): void {
    this.seen = new Set();
  }

  end(): void {
    this.lab.faults.take = () => undefined;
  }

  /**
   * Writes that may not be repeated but were: sent more often than the definition asked for them, or by the
   * definition itself without a look in between.
   */
  repeated(): string[] {
    const asked = declaredCalls(this.lab).filter(
      (call) => isWrite(call) && !mayRepeat(call, this.trouble.isUnknown),
    );
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

function textOf({ method, path, query, body, raw }: Call): string {
  const end = path.split("?")[0]?.replace(/^.*\/appkeys\/[^/]*/, "") ?? "";
  return `${method} ${decodeURIComponent(end)} ${JSON.stringify(query ?? {})} ${JSON.stringify(body ?? raw?.text) ?? ""}`;
}

function textOfEntry({ method, path, query, body }: Entry): string {
  const { key, ...own } = query;
  const end = path.replace(/^.*\/appkeys\/[^/]*/, "").replace(/^\/eye\/v1/, "");
  return `${method} ${decodeURIComponent(end)} ${JSON.stringify(own)} ${JSON.stringify(body) ?? ""}`;
}
