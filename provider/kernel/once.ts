import { asPerimeterError, PerimeterError } from "./errors";

export interface CreateOnce<T> {
  /** Sends the creation; gives the id, where the answer tells it. */
  send(): Promise<string | undefined>;
  /** The collection as it is now, fetched anew. */
  look(): Promise<T[]>;
  idOf(item: T): string;
  /** Whether an item is what was to be made. */
  matches(item: T): boolean;
  /** Ids that were there before the first sending, or are known to belong to somebody else. */
  known: ReadonlySet<string>;
}

/**
 * Makes exactly one object although an answer may be lost: before it sends again it looks whether the object is
 * there already.
 */
export async function createOnce<T>(creation: CreateOnce<T>): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const failure = await attemptOf(creation);
    if (typeof failure === "string") return failure;
    if (failure && !failure.outcomeUnknown) throw failure;
    const found = await lookFor(creation, failure);
    if (found !== undefined) return found;
    if (attempt === attempts) throw failure ?? noTrace();
  }
}

const attempts = 3;

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
    const items = await creation.look();
    const made = items.find((item) => creation.matches(item) && !creation.known.has(creation.idOf(item)));
    return made && creation.idOf(made);
  } catch (thrown) {
    throw (failure ?? asPerimeterError(thrown)).with({
      advice:
        "It is not known whether the object was made. Look on the appliance; if it is there, adopt it with `adopt: true`.",
    });
  }
}

function noTrace(): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    message: "the creation was answered well, but the object is not in the appliance's list",
  });
}
