import { setMaxListeners } from "node:events";
import { setTimeout as startTimer } from "node:timers";
import { setTimeout as sleep } from "node:timers/promises";

/** At most so many works at the same time, the others in the order of asking. */
export class Semaphore {
  private readonly waiting = new Set<() => void>();

  constructor(private free: number) {}

  async run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await this.enter(signal);
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private async enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.free > 0) {
      this.free -= 1;
      return;
    }
    await unlessAborted<void>(signal, (resolve) => {
      this.waiting.add(resolve);
      return () => this.waiting.delete(resolve);
    });
  }

  private leave(): void {
    const [next] = this.waiting;
    if (!next) {
      this.free += 1;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}

/** Spreads calls evenly where a connection limits its rate, and holds all of them where the other side asks for it. */
export class RateLimiter {
  private next = 0;
  private heldUntil = 0;

  constructor(private readonly perSecond: number | undefined) {}

  /** No call goes out for so many milliseconds. */
  hold(ms: number): void {
    this.heldUntil = Math.max(this.heldUntil, Date.now() + ms);
  }

  async turn(signal: AbortSignal): Promise<void> {
    const now = Date.now();
    const mine = Math.max(now, this.next, this.heldUntil);
    if (this.perSecond) this.next = mine + 1000 / this.perSecond;
    if (mine > now) await sleep(mine - now, undefined, { signal });
    // Held while this call waited: it waits again.
    if (Date.now() < this.heldUntil) await this.turn(signal);
  }
}

/**
 * Does work that ends, by its signal, with `signal` or after so many milliseconds. Made by hand: a time limit joined
 * by `AbortSignal.any` can be collected as garbage before its time, and then it never comes.
 */
export async function withTimeout<T>(
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const end = () => stop.abort(signal.reason);
  if (signal.aborted) end();
  signal.addEventListener("abort", end, { once: true });
  const timer = startTimer(() => stop.abort(timeIsOver()), ms);
  try {
    return await work(stop.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
  }
}

/** A signal that comes with `signal` or after so many milliseconds. Holds no process back from its end. */
export function timeLimited(signal: AbortSignal, ms: number): AbortSignal {
  const stop = new AbortController();
  const end = () => stop.abort(signal.reason);
  if (signal.aborted) end();
  setMaxListeners(0, signal);
  signal.addEventListener("abort", end, { once: true });
  startTimer(() => stop.abort(timeIsOver()), Math.min(ms, longestTimer)).unref();
  return stop.signal;
}

/** Node takes a longer time for none at all. */
const longestTimer = 2 ** 31 - 1;

function timeIsOver(): DOMException {
  return new DOMException("the time is over", "TimeoutError");
}

/** The signal of a last look: who is called off still looks, for a moment, at what was made. */
export function lastLook(signal: AbortSignal): AbortSignal {
  return signal.aborted ? AbortSignal.timeout(lastLookMs) : signal;
}

const lastLookMs = 900;

/** Waits for a shared work as long as one's own signal lets; the work itself goes on. */
export function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return unlessAborted(signal, (resolve, reject) => {
    work.then(resolve, reject);
    return () => {};
  });
}

/** @param start begins the waiting and gives what takes it back */
function unlessAborted<T>(
  signal: AbortSignal,
  start: (resolve: (value: T) => void, reject: (reason: unknown) => void) => () => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const settled = () => signal.removeEventListener("abort", abort);
    const abort = () => {
      takeBack();
      reject(signal.reason);
    };
    const takeBack = start(
      (value) => {
        settled();
        resolve(value);
      },
      (reason) => {
        settled();
        reject(reason);
      },
    );
    if (signal.aborted) return abort();
    // One signal ends hundreds of waits; Node would warn of a leak at the eleventh.
    setMaxListeners(0, signal);
    signal.addEventListener("abort", abort, { once: true });
  });
}
