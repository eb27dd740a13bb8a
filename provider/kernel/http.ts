import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
// Bun puts something of its own in the place of "undici", which knows no agents; this file is the real one.
import { Agent, type Dispatcher, request } from "undici/index.js";
import type { Audit, AuditedWork } from "./audit";
import { type Answer, type Call, callText, hasDotSegment, isWrite, mayRepeat } from "./calls";
import { asPerimeterError, invalid, isCategory, PerimeterError } from "./errors";
import { RateLimiter, Semaphore, withTimeout } from "./limits";
import { cancelled, networkFailure } from "./network-errors";
import { proxyDispatcher } from "./proxy";
import { bodyText } from "./response-body";
import type { Redactor } from "./secrets";
import { LoginFailure, plainHeaders, type SessionHeaders, SessionKeeper } from "./session";
import type { Vendor } from "./vendor";

/** How a connection talks, besides the vendor's own settings. */
export interface HttpOptions {
  /** For messages: `ideco connection "hq"`. */
  where: string;
  timeoutSeconds: number;
  concurrency: number;
  requestsPerSecond?: number;
  retries: number;
  proxy?: string;
  ca?: string;
  insecure?: boolean;
  readOnly?: boolean;
  /** Where every write is written down. */
  ledger?: Audit;
}

/** One call on its way. */
interface Attempt {
  /** Calls it off. */
  signal: AbortSignal;
  /** A request is out, and no answer has come. */
  pending: boolean;
  /** The answer of an earlier attempt was lost: whatever comes now, that one may have done the work. */
  doubtful: boolean;
}

/**
 * One appliance over HTTP: keep-alive, time limit, limits of concurrency and rate, session, retry as each call
 * declares, and errors that hold no secret.
 */
export class Http {
  private readonly base: string;
  private readonly dispatcher: Dispatcher;
  private readonly session?: SessionKeeper;
  private readonly lanes: Semaphore;
  private readonly pace: RateLimiter;
  private isClosed = false;
  /** The appliance could not be reached, after all tries: who comes right after them need not try as long. */
  private away?: { failure: PerimeterError; until: number };

  constructor(
    private readonly vendor: Vendor,
    private readonly settings: Record<string, unknown>,
    private readonly options: HttpOptions,
    private readonly redactor: Redactor,
  ) {
    this.base = vendor.endpoint(settings).replace(/\/+$/, "") + (vendor.prefix?.(settings) ?? "");
    this.dispatcher = dispatcherFor(options);
    this.pace = new RateLimiter(options.requestsPerSecond);
    const hasSession = vendor.session !== undefined && (vendor.session.needed?.(settings) ?? true);
    const mostAtOnce = (hasSession && vendor.session?.mostAtOnce) || options.concurrency;
    this.lanes = new Semaphore(Math.min(options.concurrency, mostAtOnce));
    if (hasSession) {
      this.session = new SessionKeeper(vendor, settings, {
        send: (call, headers) => this.send(call, plainHeaders(headers), unhurried()),
        repeatedly: (work, mayRepeat) => this.repeatedly(work, mayRepeat, unhurried()),
        onSecrets: (secrets) => secrets.forEach((secret) => void redactor.add(secret)),
      });
    }
  }

  /**
   * The decoded body of a good answer; everything else is a `PerimeterError`.
   * @param work what it is done for, for the audit
   */
  async call<T = unknown>(call: Call, signal: AbortSignal = never, work?: AuditedWork): Promise<T> {
    const { ledger, readOnly } = this.options;
    if (!ledger || readOnly || !isWrite(call) || signal.aborted) return this.carriedOut(call, signal);
    const audited = ledger.begin(call, work);
    try {
      const answer = await this.carriedOut<T>(call, signal);
      audited.done(answer);
      return answer;
    } catch (thrown) {
      audited.failed(asPerimeterError(thrown));
      throw thrown;
    }
  }

  private async carriedOut<T>(call: Call, signal: AbortSignal): Promise<T> {
    const trip: Attempt = { signal, pending: false, doubtful: false };
    // One signal ends hundreds of calls; Node would warn of a leak at the eleventh.
    setMaxListeners(0, signal);
    try {
      if (this.options.readOnly && isWrite(call)) throw readOnlyRefusal();
      return (await this.repeatedly(
        () => this.once(call, trip),
        (outcomeUnknown) => mayRepeat(call, outcomeUnknown),
        trip,
      )) as T;
    } catch (thrown) {
      throw this.described(errorOf(thrown, trip), call);
    }
  }

  /** Logs out and lets go of the sockets. An appliance that doesn't answer holds nobody up for long. */
  async close(): Promise<void> {
    this.isClosed = true;
    if (this.session) await Promise.race([this.session.close(), sleep(closeMs, undefined, { ref: false })]);
    await this.dispatcher.destroy();
  }

  private async once(call: Call, trip: Attempt): Promise<unknown> {
    const work = (pass: SessionHeaders) => this.send(call, pass, trip);
    const { session } = this;
    if (!session) return this.vendor.interpret(await work(plainHeaders()), call);
    const answer = await session.use(work, trip.signal);
    if (session.refuses(answer)) throw this.refusedAfterLogin(answer, call);
    return this.vendor.interpret(answer, call);
  }

  /** Sends again what failed for a passing reason, with pauses that grow. */
  private async repeatedly<T>(
    work: () => Promise<T>,
    mayRepeat: (outcomeUnknown: boolean) => boolean,
    trip: Attempt,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        if (this.away && Date.now() < this.away.until) throw this.away.failure;
        return await work();
      } catch (thrown) {
        if (!(thrown instanceof PerimeterError)) throw thrown;
        trip.doubtful ||= thrown.outcomeUnknown;
        if (asksForTooLong(thrown)) throw asksToWait(thrown);
        const again = thrown.retryable && mayRepeat(thrown.outcomeUnknown);
        if (thrown === this.away?.failure || !again || attempt > this.options.retries) {
          if (thrown.code === unreachable && attempt > 1) this.away = restFor(thrown);
          throw thrown;
        }
        const ms = pause(attempt, thrown);
        // Who asks too much asks too much with every call.
        if (thrown.category === "throttled") this.pace.hold(ms);
        await sleep(ms, undefined, { signal: trip.signal });
      }
    }
  }

  private async send(call: Call, pass: SessionHeaders, trip: Attempt): Promise<Answer> {
    const url = this.url(call);
    return this.lanes.run(async () => {
      // While a call waits for its turn, another one may find the session expired: then it isn't sent with it.
      pass.headers();
      await this.pace.turn(trip.signal);
      const answer = await this.exchange(url, this.requestOptions(call, pass.headers()), trip);
      pass.answered(answer);
      return answer;
    }, trip.signal);
  }

  private async exchange(
    url: string,
    options: ReturnType<Http["requestOptions"]>,
    trip: Attempt,
  ): Promise<Answer> {
    const timeoutMs = this.options.timeoutSeconds * 1000;
    try {
      return await withTimeout(timeoutMs, trip.signal, async (signal) => {
        trip.pending = true;
        const response = await request(url, { ...options, signal });
        const text = await bodyText(response);
        trip.pending = false;
        return { status: response.statusCode, headers: response.headers, text };
      });
    } catch (thrown) {
      if (trip.signal.aborted) throw thrown;
      trip.pending = false;
      throw networkFailure(thrown, timeoutMs, this.options.proxy, this.isClosed);
    }
  }

  private requestOptions(call: Call, headers: Record<string, string>) {
    const body = call.raw?.text ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
    const type = call.raw?.type ?? (body === undefined ? undefined : "application/json");
    return {
      method: call.method,
      body,
      dispatcher: this.dispatcher,
      // The time limit of the call is the only one.
      headersTimeout: 0,
      bodyTimeout: 0,
      headers: {
        accept: "application/json, */*",
        "accept-encoding": "identity",
        ...(type && { "content-type": type }),
        ...this.vendor.headers?.(this.settings),
        ...headers,
      },
    };
  }

  private url(call: Call): string {
    if (hasDotSegment(call.path)) throw invalid(`the path ${call.path} would lose a segment in a URL`);
    const absolute = /^https?:\/\//.test(call.path);
    const url = new URL(absolute ? call.path : `${this.base}${call.path}`);
    const query = { ...(absolute ? {} : this.vendor.query?.(this.settings)), ...call.query };
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    return url.href;
  }

  private refusedAfterLogin(answer: Answer, call: Call): PerimeterError {
    const told = this.refusalIn(answer, call);
    return new PerimeterError({
      category: "auth",
      code: "PERIMETER_REFUSED_AFTER_LOGIN",
      message: "the call was refused although the login succeeded",
      status: answer.status,
      vendorMessage: told?.vendorMessage,
      advice:
        told?.advice ??
        "Check that the account may use this part of the interface, and that nothing in between removes cookies or headers.",
    });
  }

  /** What the vendor's definition makes of an answer that it takes for a refusal of the session. */
  private refusalIn(answer: Answer, call: Call): PerimeterError | undefined {
    try {
      this.vendor.interpret(answer, call);
      return undefined;
    } catch (thrown) {
      return asPerimeterError(thrown);
    }
  }

  private described(error: PerimeterError, call: Call): PerimeterError {
    const clean = (text: string | undefined) => (text === undefined ? undefined : this.redactor.redact(text));
    const { incomplete } = error;
    return error.with({
      where: this.options.where,
      call: clean(error.call ?? callText(call)),
      message: this.redactor.redact(error.details.message),
      // Shortened only now: half a secret would not be recognized.
      vendorMessage: short(clean(error.vendorMessage)),
      advice: clean(error.advice),
      incomplete: incomplete && {
        ...incomplete,
        reasons: incomplete.reasons.map((text) => this.redactor.redact(text)),
      },
    });
  }
}

const never = new AbortController().signal;

/** Logging in and out serves many calls: none of them can call it off. */
function unhurried(): Attempt {
  return { signal: never, pending: false, doubtful: false };
}

function errorOf(thrown: unknown, { signal, pending, doubtful }: Attempt): PerimeterError {
  const isOurs = thrown instanceof PerimeterError || thrown instanceof LoginFailure;
  if (!isOurs && signal.aborted) return cancelled(signal.reason, pending || doubtful);
  const error = thrown instanceof LoginFailure ? thrown.error : asPerimeterError(thrown);
  // A verdict of the vendor holds for the earlier attempts too; that nothing got through this time does not.
  const isVerdict = !isCategory(error, "unavailable", "throttled", "auth");
  return doubtful && !isVerdict ? error.with({ outcomeUnknown: true }) : error;
}

const unreachable = "PERIMETER_UNREACHABLE";
const awayMs = 5000;

function restFor(failure: PerimeterError): { failure: PerimeterError; until: number } {
  return { failure, until: Date.now() + awayMs };
}

/** The engine gives a provider five seconds to end. */
const closeMs = 2000;

function readOnlyRefusal(): PerimeterError {
  return new PerimeterError({
    category: "invalid",
    code: "PERIMETER_READ_ONLY",
    message: "the connection is read-only (readOnly: true), so this write was not sent",
    advice: "Use a connection without readOnly for changes.",
  });
}

const firstPauseMs = 200;
const longestPauseMs = 10_000;
const longestAskedPauseMs = 120_000;

/** Nobody waits for hours in the middle of an `up`: whoever asks for that gets his wish from the user. */
function asksForTooLong({ retryAfterMs = 0 }: PerimeterError): boolean {
  return retryAfterMs > longestAskedPauseMs;
}

function asksToWait(error: PerimeterError): PerimeterError {
  const end = new Date(Date.now() + Math.min(error.retryAfterMs ?? 0, longestWaitMs));
  return error.with({
    message: `${error.details.message}, and it asks to wait until ${end.toISOString().slice(0, 16)}Z (Retry-After), which is longer than the ${longestAskedPauseMs / 60_000} minutes that are waited`,
    retryable: false,
    retryAfterMs: undefined,
    advice: error.advice ?? "Run the command again after that time.",
  });
}

/** A date has an end, and no appliance means more than a century. */
const longestWaitMs = 100 * 365 * 24 * 3600_000;

/** Twice as long each time, with chance in it so that many callers don't come back at once. */
function pause(attempt: number, error: PerimeterError): number {
  if (error.retryAfterMs !== undefined) return error.retryAfterMs;
  const full = Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs);
  return full / 2 + Math.random() * (full / 2);
}

const longestText = 500;

function short(text: string | undefined): string | undefined {
  return text !== undefined && text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
}

function dispatcherFor({ ca, insecure, timeoutSeconds, concurrency, proxy }: HttpOptions): Dispatcher {
  // Shorter than the call's own limit, so that it can be told apart: nothing was sent then.
  const timeout = Math.min(10_000, timeoutSeconds * 750);
  const tls = { ca, rejectUnauthorized: !insecure, timeout };
  const options = {
    connections: concurrency,
    pipelining: 1,
    connect: tls,
    requestTls: tls,
    proxyTls: { timeout },
    // Proxies rarely let CONNECT through to anything but HTTPS.
    proxyTunnel: false,
  };
  const isProxied = proxy || process.env.https_proxy || process.env.HTTPS_PROXY;
  return isProxied ? proxyDispatcher(options, proxy) : new Agent(options);
}
