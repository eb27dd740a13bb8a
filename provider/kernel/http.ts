import {
  type BulkheadPolicy,
  bulkhead,
  DelegateBackoff,
  handleWhen,
  type RetryPolicy,
  retry,
} from "cockatiel";
import { Agent, type Dispatcher, EnvHttpProxyAgent, ProxyAgent, request } from "undici";
import { type Answer, type Call, callText, isWrite, mayRepeat } from "./calls";
import { asPerimeterError, PerimeterError } from "./errors";
import { cancelled, networkFailure } from "./failures";
import type { Redactor } from "./secrets";
import { SessionKeeper } from "./session";
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
}

/**
 * One appliance over HTTP: keep-alive, time limit, limits of concurrency and rate, session, retry as each call
 * declares, and errors that hold no secret.
 */
export class Http {
  private readonly dispatcher: Dispatcher;
  private readonly session?: SessionKeeper;
  private readonly lanes: BulkheadPolicy;
  private readonly pace: Pace;

  constructor(
    private readonly vendor: Vendor,
    private readonly settings: Record<string, unknown>,
    private readonly options: HttpOptions,
    private readonly redactor: Redactor,
  ) {
    this.dispatcher = dispatcherFor(vendor.endpoint(settings), options);
    this.lanes = bulkhead(options.concurrency, Number.POSITIVE_INFINITY);
    this.pace = new Pace(options.requestsPerSecond);
    const needed = vendor.session && (vendor.session.needed?.(settings) ?? true);
    if (needed) {
      const send = (call: Call, headers = {}) => this.send(call, headers);
      this.session = new SessionKeeper(vendor, settings, send, (secrets) =>
        secrets.forEach((s) => void redactor.add(s)),
      );
    }
  }

  /** The decoded body of a good answer; everything else is a `PerimeterError`. */
  async call<T = unknown>(call: Call, signal?: AbortSignal): Promise<T> {
    if (this.options.readOnly && isWrite(call)) throw this.described(readOnlyRefusal(), call);
    try {
      return (await this.policyFor(call).execute(() => this.once(call, signal), signal)) as T;
    } catch (thrown) {
      throw this.described(signal?.aborted ? cancelled() : asPerimeterError(thrown), call);
    }
  }

  /** Logs out and lets go of the sockets. */
  async close(): Promise<void> {
    await this.session?.close();
    await this.dispatcher.close();
  }

  private async once(call: Call, signal?: AbortSignal): Promise<unknown> {
    const work = (headers: Record<string, string>) => this.send(call, headers, signal);
    const answer = this.session ? await this.session.use(work) : await work({});
    return this.vendor.interpret(answer, call);
  }

  private async send(call: Call, headers: Record<string, string>, signal?: AbortSignal): Promise<Answer> {
    return this.lanes.execute(async () => {
      await this.pace.turn();
      if (signal?.aborted) throw cancelled();
      const timeoutMs = this.options.timeoutSeconds * 1000;
      const limit = AbortSignal.timeout(timeoutMs);
      try {
        return await this.exchange(call, headers, signal ? AbortSignal.any([signal, limit]) : limit);
      } catch (thrown) {
        const error = signal?.aborted ? cancelled() : networkFailure(thrown, timeoutMs);
        throw error.with({ call: callText(call) });
      }
    });
  }

  private async exchange(call: Call, headers: Record<string, string>, signal: AbortSignal): Promise<Answer> {
    const { method } = call;
    const body = call.raw?.text ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
    const type = call.raw?.type ?? (body === undefined ? undefined : "application/json");
    const response = await request(this.url(call), {
      method,
      body,
      signal,
      dispatcher: this.dispatcher,
      headers: {
        accept: "application/json, */*",
        ...(type && { "content-type": type }),
        ...this.vendor.headers?.(this.settings),
        ...headers,
      },
    });
    return { status: response.statusCode, headers: response.headers, text: await response.body.text() };
  }

  private url(call: Call): string {
    const base = this.vendor.endpoint(this.settings).replace(/\/+$/, "");
    const absolute = /^https?:\/\//.test(call.path);
    const url = new URL(absolute ? call.path : `${base}${call.path}`);
    const query = { ...(absolute ? {} : this.vendor.query?.(this.settings)), ...call.query };
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    return url.href;
  }

  private policyFor(call: Call): RetryPolicy {
    const retriable = handleWhen(
      (error) =>
        error instanceof PerimeterError && error.retryable && (!error.outcomeUnknown || mayRepeat(call)),
    );
    return retry(retriable, {
      maxAttempts: this.options.retries,
      backoff: new DelegateBackoff((context) => pause(context.attempt, errorOf(context.result))),
    });
  }

  private described(error: PerimeterError, call: Call): PerimeterError {
    const clean = (text: string | undefined) => (text === undefined ? undefined : this.redactor.redact(text));
    return error.with({
      where: this.options.where,
      call: clean(error.call ?? callText(call)),
      message: this.redactor.redact(error.details.message),
      vendorMessage: clean(error.vendorMessage),
    });
  }
}

function readOnlyRefusal(): PerimeterError {
  return new PerimeterError({
    category: "invalid",
    code: "PERIMETER_READ_ONLY",
    message: "the connection is read-only (readOnly: true), so this write was not sent",
    advice: "Use a connection without readOnly for changes.",
  });
}

function errorOf(result: { error: Error } | { value: unknown }): PerimeterError | undefined {
  return "error" in result && result.error instanceof PerimeterError ? result.error : undefined;
}

const firstPauseMs = 200;
const longestPauseMs = 10_000;
const longestAskedPauseMs = 120_000;

/** Twice as long each time, with chance in it so that many callers don't come back at once. */
function pause(attempt: number, error: PerimeterError | undefined): number {
  if (error?.retryAfterMs !== undefined) return Math.min(error.retryAfterMs, longestAskedPauseMs);
  const full = Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs);
  return full / 2 + Math.random() * (full / 2);
}

function dispatcherFor(endpoint: string, options: HttpOptions): Dispatcher {
  const tls = { ca: options.ca, rejectUnauthorized: !options.insecure };
  const limits = { connections: options.concurrency, pipelining: 1 };
  if (options.proxy) return new ProxyAgent({ uri: options.proxy, requestTls: tls, ...limits });
  if (endpoint.startsWith("https:"))
    return new EnvHttpProxyAgent({ connect: tls, requestTls: tls, ...limits });
  return new Agent({ connect: tls, ...limits });
}

/** Spreads calls evenly where a connection limits its rate. */
class Pace {
  private next = 0;

  constructor(private readonly perSecond: number | undefined) {}

  async turn(): Promise<void> {
    if (!this.perSecond) return;
    const now = Date.now();
    const mine = Math.max(now, this.next);
    this.next = mine + 1000 / this.perSecond;
    if (mine > now) await new Promise((resolve) => setTimeout(resolve, mine - now));
  }
}
