import type { Problem } from "./check";
import { asPerimeterError, isCategory } from "./errors";

/**
 * How a creation gets what is there already. Another resource of the stack may hold it: one that is named by its place
 * in a list gets the object of the next one when the first is taken out.
 */
export const howToMove =
  "Take it over with `adopt: true`, or import it; where another resource of this stack holds it, `pulumi up --refresh` finds that out.";

/** What a look tells of an object that a creation will find, as the problem of a field. */
export async function foreseeExisting(field: string, look: () => unknown): Promise<Problem[]> {
  try {
    await look();
    return [];
  } catch (thrown) {
    if (!isCategory(thrown, "alreadyExists")) throw thrown;
    const { details, advice } = asPerimeterError(thrown);
    return [{ path: [field], message: [details.message, advice].filter(Boolean).join(". ") }];
  }
}
