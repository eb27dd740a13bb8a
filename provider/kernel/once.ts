import type { Context } from "./context";
import { asPerimeterError, PerimeterError } from "./errors";
import { lastLook } from "./limits";
import type { PendingCreate } from "./pending-create";
import { lagPausesMs, paused } from "./polling";

export interface CreateOnce<T> {
  ctx: Pick<Context, "signal" | "connection">;
  /** Sends the creation; gives the id, where the answer tells it. */
  send(): Promise<string | undefined>;
  /** The collection as it is now, fetched anew. */
  look(signal: AbortSignal): Promise<T[]>;
  idOf(item: T): string;
  /** Whether an item is what was to be made. */
  matches(item: T): boolean;
  /** Ids that were there before the first sending, or are known to belong to somebody else. */
  known: ReadonlySet<string>;
  /** Ids that this process has made or taken over. */
  ours?: ReadonlySet<string>;
  /** Where a process that doesn't live to see the end says that it began. */
  begun?: PendingCreate;
}

/**
 * Makes exactly one object although an answer may be lost: it sends again only after it has looked, more than once,
 * whether the object is there already. Equal creations must go one after the other (`Turns`): side by side, one could
 * take the object of the other for its own.
 */
export async function createOnce<T>(creation: CreateOnce<T>): Promise<string> {
  const { begun, ours = [] } = creation;
  const left = begun?.left();
  const found = left && (await look({ ...creation, known: new Set([...left, ...ours]) }));
  if (found === undefined) begun?.begin(creation.known);
  try {
    const id = found ?? (await sendOnce(creation));
    begun?.made(id);
    return id;
  } catch (thrown) {
    if (asPerimeterError(thrown).outcomeUnknown) begun?.leave();
    else begun?.end();
    throw thrown;
  }
}

async function sendOnce<T>(creation: CreateOnce<T>): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptOf(creation);
    if (typeof outcome === "string") return outcome;
    if (outcome && !outcome.outcomeUnknown) throw outcome;
    const found = await lookFor(creation, outcome);
    if (found !== undefined) return found;
    // After a good answer the object was made, wherever it is: sending again could make a second one.
    if (!outcome) throw noTrace();
    if (!outcome.retryable || attempt === attempts) throw inDoubt(outcome);
  }
}

const attempts = 3;

/** What did not answer in time may take as long again. */
function pausesAfter({ ctx }: CreateOnce<unknown>, failure: PerimeterError | undefined): readonly number[] {
  const waited = lagPausesMs.reduce((sum, pause) => sum + pause, 0);
  const timeoutMs = Number(ctx.connection.settings.timeoutSeconds ?? 0) * 1000;
  const isLate = failure?.code === "PERIMETER_TIMEOUT" && timeoutMs > waited;
  return isLate ? [...lagPausesMs, timeoutMs - waited] : lagPausesMs;
}

/** The id, the error, or undefined where the answer was good but told no id. */
async function attemptOf<T>(creation: CreateOnce<T>): Promise<string | PerimeterError | undefined> {
  try {
    return await creation.send();
  } catch (thrown) {
    return asPerimeterError(thrown);
  }
}

async function lookFor<T>(
  creation: CreateOnce<T>,
  failure: PerimeterError | undefined,
): Promise<string | undefined> {
  try {
    const now = await look(creation, lastLook(creation.ctx.signal));
    if (now !== undefined) return now;
    for (const pause of pausesAfter(creation, failure)) {
      await paused(pause, creation.ctx.signal);
      const later = await look(creation);
      if (later !== undefined) return later;
    }
    return undefined;
  } catch (thrown) {
    throw inDoubt(failure ?? asPerimeterError(thrown));
  }
}

async function look<T>(
  { ctx, look, matches, known, idOf }: CreateOnce<T>,
  signal = ctx.signal,
): Promise<string | undefined> {
  const items = await look(signal);
  const made = items.find((item) => matches(item) && !known.has(idOf(item)));
  return made && idOf(made);
}

function inDoubt(failure: PerimeterError): PerimeterError {
  const { advice } = failure.details;
  return failure.with({
    outcomeUnknown: true,
    advice: advice ? `${advice} ${adviceOfDoubt}` : adviceOfDoubt,
  });
}

const adviceOfDoubt =
  "It is not known whether the object was made. Look on the appliance; if it is there, adopt it with `adopt: true`.";

function noTrace(): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    code: "PERIMETER_NO_TRACE",
    message: "the creation was answered well, but the object is not in the appliance's list",
    outcomeUnknown: true,
    advice: adviceOfDoubt,
  });
}
