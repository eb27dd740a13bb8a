import { type Answer, type Call, callText, mayRepeat } from "./calls";
import { asPerimeterError, type PerimeterError } from "./errors";
import { abortable } from "./limits";
import type { RawSend, Session, Vendor } from "./vendor";

/** What a session needs of the connection it belongs to. */
export interface SessionHost {
  send: RawSend;
  /** Does something again after a failure, as often as the connection allows. */
  repeatedly<T>(work: () => Promise<T>, mayRepeat: (outcomeUnknown: boolean) => boolean): Promise<T>;
  onSecrets(secrets: string[]): void;
}

/** What a call asks at the moment of sending, and tells at the moment of the answer, before another call is sent. */
export interface SessionHeaders {
  headers(): Record<string, string>;
  answered(answer: Answer): void;
}

/** For calls without a session. */
export function plainHeaders(headers: Record<string, string> = {}): SessionHeaders {
  return { headers: () => headers, answered: () => {} };
}

/** A call that waited for its turn while its session turned out to be stale: it was not sent. */
class Superseded extends Error {}

/** A login that failed for good: the call that needed it was never sent, and has no reason to try the login again. */
export class LoginFailure extends Error {
  constructor(readonly error: PerimeterError) {
    super(error.message);
  }
}

interface Opened {
  session: Promise<Session>;
  since: number;
  /** Whether any call was accepted with it. */
  proven: boolean;
  /** When a renewal last turned out to change nothing. */
  renewedInVain: number;
  /** From when on it isn't used any more, where the vendor told how long it lives. */
  staleFrom: number;
}

/** A call's answer, the session it went out with, and the one to try after a refusal, if any. */
interface Tried {
  opened: Opened;
  answer: Answer;
  next?: Opened;
}

/** Within this time a refusal is taken as meant for the account: a session does not expire so soon. */
const youngMs = 60_000;

/**
 * Logs in once for all calls of a process, renews an expired session once for all who notice, and logs out at the
 * end. A login that is refused is remembered and never tried again, as some vendors ban a client for that; one that
 * didn't reach the appliance is forgotten.
 */
export class SessionKeeper {
  private opened?: Opened;
  /** Sessions that were given up although they may still live. */
  private readonly left = new Set<Opened>();

  constructor(
    private readonly vendor: Vendor,
    private readonly settings: Record<string, unknown>,
    private readonly line: SessionHost,
  ) {}

  /** Does `work` with a valid session; where the answer says "expired", once more with a new one. */
  async use(work: (pass: SessionHeaders) => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
    const first = await this.tried(this.current(), work, signal, (opened) => this.renewed(opened));
    if (!this.refuses(first.answer)) return accepted(first);
    if (!first.next) return first.answer;
    const second = await this.tried(first.next, work, signal, () => undefined);
    if (!this.refuses(second.answer)) return accepted(second);
    second.opened.renewedInVain = Date.now();
    this.left.add(first.opened);
    return second.answer;
  }

  /**
   * Sends with a session that nobody knows to be stale: a vendor may count unknown sessions as failed logins.
   * @param renew gives the session to try after a refusal; asked before any other call is sent
   */
  private async tried(
    opened: Opened,
    work: (pass: SessionHeaders) => Promise<Answer>,
    signal: AbortSignal,
    renew: (stale: Opened) => Opened | undefined,
  ): Promise<Tried> {
    const { headers } = await abortable(opened.session, signal);
    const tried: Pick<Tried, "next"> = {};
    const pass: SessionHeaders = {
      headers: () => {
        if (this.opened !== undefined && this.opened !== opened) throw new Superseded();
        return headers;
      },
      answered: (answer) => {
        if (this.refuses(answer)) tried.next = renew(opened);
      },
    };
    try {
      const answer = await work(pass);
      return { opened, answer, ...tried };
    } catch (thrown) {
      if (!(thrown instanceof Superseded)) throw thrown;
      return this.tried(this.current(), work, signal, renew);
    }
  }

  /** Whether an answer says that the session is not valid. */
  refuses(answer: Answer): boolean {
    return this.vendor.session?.expired(answer) ?? false;
  }

  /** Logs out where somebody logged in; failures don't matter any more. */
  async close(): Promise<void> {
    const all = [...this.left, ...(this.opened ? [this.opened] : [])];
    this.opened = undefined;
    this.left.clear();
    await Promise.all(all.map((opened) => this.logOut(opened)));
  }

  private async logOut(opened: Opened): Promise<void> {
    try {
      await this.vendor.session?.close?.(this.line.send, await opened.session, this.settings);
    } catch {
      // The session ends by itself in time.
    }
  }

  private current(): Opened {
    if (this.opened && Date.now() >= this.opened.staleFrom) {
      this.left.add(this.opened);
      this.opened = undefined;
    }
    this.opened ??= this.open();
    return this.opened;
  }

  /** The session to try after a refused one; none where a new one would be refused like this. */
  private renewed(stale: Opened): Opened | undefined {
    if (this.opened !== stale) return this.current();
    const now = Date.now();
    const young = !stale.proven && now - stale.since < youngMs;
    if (young || now - stale.renewedInVain < youngMs) return undefined;
    this.opened = this.open();
    return this.opened;
  }

  private open(): Opened {
    const opened: Opened = {
      session: this.login(),
      since: Date.now(),
      proven: false,
      renewedInVain: Number.NEGATIVE_INFINITY,
      staleFrom: Number.POSITIVE_INFINITY,
    };
    opened.session.then(
      (session) => {
        opened.staleFrom = opened.since + usableMs(session);
      },
      (failure: LoginFailure) => {
        if (failure.error.retryable && this.opened === opened) this.opened = undefined;
      },
    );
    return opened;
  }

  private async login(): Promise<Session> {
    let last: Call | undefined;
    const send: RawSend = (call, headers) => {
      last = call;
      return this.line.send(call, headers);
    };
    try {
      const session = await this.line.repeatedly(
        async (): Promise<Session> =>
          (await this.vendor.session?.open(send, this.settings)) ?? { headers: {} },
        (outcomeUnknown) => (last ? mayRepeat(last, outcomeUnknown) : !outcomeUnknown),
      );
      this.line.onSecrets([...(session.secrets ?? []), ...valuesIn(session.headers)]);
      return session;
    } catch (thrown) {
      const error = asPerimeterError(thrown);
      const call = error.call ?? (last && callText(last));
      // For whoever needed the login nothing has happened yet.
      throw new LoginFailure(error.with({ call, outcomeUnknown: false, retryable: error.retryable }));
    }
  }
}

/** A call under way needs some time, and clocks differ: the last minute, or the last tenth of a short life, is not used. */
function usableMs({ expiresInSeconds = 0 }: Session): number {
  if (!(expiresInSeconds > 0)) return Number.POSITIVE_INFINITY;
  const lifeMs = expiresInSeconds * 1000;
  return lifeMs - Math.min(60_000, lifeMs / 10);
}

function accepted({ opened, answer }: Tried): Answer {
  opened.proven = true;
  return answer;
}

/** What stands in the headers of a session: tokens, and the values of cookies. */
function valuesIn(headers: Record<string, string>): string[] {
  const words = Object.values(headers).flatMap((value) => value.split(/[\s;,]+/));
  return words.map((word) => word.slice(word.indexOf("=") + 1)).filter((value) => value.length >= 8);
}
