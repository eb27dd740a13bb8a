import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "./context";
import { type ErrorDetails, PerimeterError } from "./errors";
import { cancelled } from "./network-errors";

export interface Polling<T> {
  /** Looks once; undefined is "not yet". */
  look(): Promise<T | undefined>;
  /** How long to wait in all. */
  timeoutSeconds: number;
  /** What is waited for, in an error: `the packet checks to end`. */
  what: string;
  /** The pause after the first look, in milliseconds; each further one is half as long again. Default 250. */
  firstPauseMs?: number;
  /** The longest pause, in milliseconds. Default 5000. */
  longestPauseMs?: number;
  /** What the error says instead when the time is over, such as what was seen last. */
  late?(): Partial<ErrorDetails>;
}

/**
 * Looks again and again, with pauses that grow, until there is something to see.
 * @throws `unavailable` with the code `PERIMETER_TIMEOUT` when the time is over, and at once when the context's signal ends
 */
export async function poll<T>(ctx: Context, polling: Polling<T>): Promise<T> {
  const end = Date.now() + polling.timeoutSeconds * 1000;
  let pause = polling.firstPauseMs ?? 250;
  for (;;) {
    const found = await polling.look();
    if (found !== undefined) return found;
    const left = end - Date.now();
    if (left <= 0) throw late(polling);
    await paused(Math.min(pause, left), ctx.signal);
    pause = Math.min(pause * 1.5, polling.longestPauseMs ?? 5000);
  }
}

/**
 * The pauses, in milliseconds, between looks at a list that may lag behind a good answer by seconds, or at work whose
 * answer was lost and that may still be going on.
 */
export const lagPausesMs: readonly number[] = [300, 1000, 2000, 3000];

/** A pause that ends at once with the signal, as an error of ours. */
export async function paused(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch {
    throw cancelled(signal.reason, false);
  }
}

function late({ what, timeoutSeconds, late }: Polling<unknown>): PerimeterError {
  return new PerimeterError({
    category: "unavailable",
    code: "PERIMETER_TIMEOUT",
    message: `${timeoutSeconds} seconds were not enough for ${what}`,
    retryable: false,
    advice: "If the appliance is just slow, raise timeoutSeconds.",
    ...late?.(),
  });
}
