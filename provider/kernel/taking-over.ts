import type { Problem } from "./check";
import type { Context } from "./context";
import { asPerimeterError, isCategory } from "./errors";
import type { Preview } from "./resource";

/** How a creation gets what is there already. */
export const howToAdopt = "Take it over with `adopt: true`, or import it.";

/**
 * What a look tells of an object that a creation will find: that it is taken over, or as the problem of a field why it
 * is not.
 * @param look gives what an object is called that is taken over
 */
export async function foreseeExisting(
  ctx: Pick<Context, "connection">,
  field: string,
  look: () => Promise<string | undefined>,
): Promise<Preview> {
  try {
    const taken = await look();
    return taken === undefined ? {} : { notes: [takenOver(ctx, taken)] };
  } catch (thrown) {
    if (!isCategory(thrown, "alreadyExists")) throw thrown;
    const { details, advice } = asPerimeterError(thrown);
    const problem: Problem = { path: [field], message: [details.message, advice].filter(Boolean).join(". ") };
    return { problems: [problem] };
  }
}

/** Who reads it shall know that a deletion takes what somebody else may have made. */
export function takenOver({ connection }: Pick<Context, "connection">, what: string): string {
  return `${connection.where}: ${what} is there already: the resource takes it over, and it goes with the resource`;
}

/** An equal object of which the state knows nothing: perhaps the state is older than it. */
export function secondCopy({ connection }: Pick<Context, "connection">, what: string, id: string): string {
  return `${connection.where}: an equal ${what} is there already, with the id ${id}; the new one will stand beside it. Where it is the program's own (the state may be an older one), \`adopt: true\` takes it over.`;
}
