import type { Problem } from "./check";
import { asPerimeterError, isCategory } from "./errors";

/** How a creation gets what is there already. */
export const howToAdopt = "Take it over with `adopt: true`, or import it.";

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
