import { PerimeterError } from "./errors";
import type { Preview } from "./resource";
import { someOf } from "./wording";

/** What an exclusive list is about to take away. */
export interface MassRemoval {
  /** `exclusive` as the program has it. */
  exclusive: unknown;
  /** What stands there and is not in the program, each in words. */
  surplus: readonly string[];
  /** How much stands there or will. */
  all: number;
  allowed: boolean | undefined;
  verb: "remove" | "lift";
  noun: "entry" | "address";
}

/** More than half at once is taken for a mistake in the list, which must not open the way for all that was blocked. */
export function massRemovalProblem(removal: MassRemoval): string | undefined {
  const { exclusive, surplus, all, allowed, verb, noun } = removal;
  if (allowed || surplus.length * 2 <= all) return undefined;
  const [found, most] = [
    JSON.stringify(exclusive),
    "allowed: at most half of them, or allowMassRemoval: true",
  ];
  return `found ${found}, which would ${verb} ${surplus.length} of ${all} ${plural(noun)} (${someOf(surplus)}); ${most}`;
}

/** @throws `invalid` with the code PERIMETER_MASS_REMOVAL */
export function checkRemoval(removal: MassRemoval): void {
  const problem = massRemovalProblem(removal);
  if (!problem) return;
  throw new PerimeterError({
    category: "invalid",
    code: "PERIMETER_MASS_REMOVAL",
    message: `exclusive: ${problem}`,
  });
}

/** What a preview says of what will go. */
export function previewRemoval(removal: MassRemoval): Preview {
  const { surplus, verb, noun, exclusive } = removal;
  const problem = massRemovalProblem(removal);
  if (problem) return { problems: [{ path: ["exclusive"], message: problem }] };
  if (surplus.length === 0) return {};
  const kind = exclusive === true ? "" : ` ${JSON.stringify(exclusive)}`;
  const what = surplus.length === 1 ? noun : plural(noun);
  return {
    notes: [
      `exclusive:${kind} will ${verb} ${surplus.length} unlisted ${what}: ${someOf(surplus, mostNamed)}`,
    ],
  };
}

const mostNamed = 500;
const plural = (noun: MassRemoval["noun"]) => (noun === "entry" ? "entries" : "addresses");
