/** The wanted table: where our rules stand among rules that are not ours. */

import type { FoundRule, GoalItem, RuleId, WantedRule } from "./calls";
import type { TableModel } from "./match";

/** Where our block stands in a shared table; `after` and `before` name a foreign rule and mean anywhere below or above it. */
export type Placement =
  | { readonly first: true }
  | { readonly last: true }
  | { readonly after: RuleId }
  | { readonly before: RuleId };

/** The rule that a placement names is not in the table, or is one of ours. */
export class PlacementError extends Error {
  constructor(
    readonly anchor: RuleId,
    readonly foreign: readonly RuleId[],
    outOfReach = false,
  ) {
    super(
      outOfReach
        ? `the placement names rule ${anchor}, beyond which no rule can be put from here`
        : `the placement names rule ${anchor}, which is not among the rules that are not ours (${foreign.join(", ")})`,
    );
    this.name = "PlacementError";
  }
}

/** Gaps are counted by the foreign rules above them. `choice` is where the block goes if none of ours stands well. */
interface Gaps {
  readonly low: number;
  readonly high: number;
  readonly choice: number;
}

function anchorOf(placement: Placement | undefined): RuleId | undefined {
  if (!placement) return undefined;
  if ("after" in placement) return placement.after;
  return "before" in placement ? placement.before : undefined;
}

/** The gaps between the rules that stand apart above and those below; none, where nothing tells one from the other. */
function zoneOf(found: readonly FoundRule[]): Pick<Gaps, "low" | "high"> | undefined {
  const inside = found.flatMap((rule, index) => (rule.apart ? [] : [index]));
  const [first, last] = [inside[0], inside.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return { low: first, high: foreignOf(found).length - (found.length - 1 - last) };
}

function gapsOf(found: readonly FoundRule[], placement: Placement | undefined): Gaps {
  const foreign = foreignOf(found);
  const named = anchorOf(placement);
  const at = named === undefined ? -1 : foreign.indexOf(named);
  if (named !== undefined && at < 0) throw new PlacementError(named, foreign);
  const zone = zoneOf(found);
  // A first rule between rules that stand apart goes to the end: the table itself knows where that is.
  if (!zone) return { low: foreign.length, high: foreign.length, choice: foreign.length };
  const { low, high } = zone;
  if (placement === undefined) return { low, high, choice: high };
  if ("last" in placement) return { low: high, high, choice: high };
  if ("first" in placement) return { low, high: low, choice: low };
  const gaps =
    "after" in placement ? { low: Math.max(low, at + 1), high } : { low, high: Math.min(high, at) };
  if (gaps.low > gaps.high) throw new PlacementError(foreign[at] as RuleId, foreign, true);
  return { ...gaps, choice: "after" in placement ? gaps.low : gaps.high };
}

/** The gap in which each of our rules stands, from the top. */
function ownGaps(found: readonly FoundRule[]): number[] {
  const gaps: number[] = [];
  let gap = 0;
  for (const rule of found) {
    if (rule.foreign) gap++;
    else gaps.push(gap);
  }
  return gaps;
}

const foreignOf = (found: readonly FoundRule[]) =>
  found.filter((rule) => rule.foreign).map((rule) => rule.id);

/**
 * The block gathers in the topmost gap that satisfies the placement and where a rule of ours stands already (in the
 * lowest one, where the last match decides). Rules come there in the first phase, before any leaves, and none is ever
 * put into a gap that comes before it, so a run that continues after a crash chooses the same. For the same reason a
 * first block stays at the end, if it may, where rules come in at the end only.
 */
function gapFor(model: TableModel, found: readonly FoundRule[], placement: Placement | undefined): number {
  const { low, high, choice } = gapsOf(found, placement);
  const begun = ownGaps(found).filter((gap) => gap >= low && gap <= high);
  const gap = model.order === "last-match" ? begun.at(-1) : begun[0];
  if (gap !== undefined) return gap;
  return model.insert === "append-and-move" && high === (zoneOf(found)?.high ?? high) ? high : choice;
}

/**
 * The wanted table: the foreign rules of `found` in their order, and the wanted ones as one block among them.
 * Without a `placement` (an exclusive table) the block stays between the foreign rules where ours stand.
 * Rules of `found` that are neither foreign nor wanted are not in it. Throws {@link PlacementError}.
 */
export function target(
  model: TableModel,
  found: readonly FoundRule[],
  wanted: readonly WantedRule[],
  placement?: Placement,
): GoalItem[] {
  const foreign = foreignOf(found).map((id) => ({ foreign: id }));
  const gap = gapFor(model, found, placement);
  return [...foreign.slice(0, gap), ...wanted, ...foreign.slice(gap)];
}

/**
 * Where our block stands, for reading a table back: the wish where all of ours stand as it says, else the place of
 * the topmost rule that does not, as the foreign rule right above it.
 */
export function placementOf(found: readonly FoundRule[], wish: Placement): Placement {
  const foreign = foreignOf(found);
  const { low, high } = safeGaps(found, wish);
  const own = ownGaps(found);
  const chosen = own.find((gap) => gap >= low && gap <= high);
  const displaced = own.find((gap) => gap !== chosen);
  if (displaced === undefined) return wish;
  const above = foreign[displaced - 1];
  return above === undefined ? { first: true } : { after: above };
}

/** Where the named rule is gone, no place satisfies the wish. */
function safeGaps(found: readonly FoundRule[], wish: Placement): Pick<Gaps, "low" | "high"> {
  try {
    return gapsOf(found, wish);
  } catch (thrown) {
    if (!(thrown instanceof PlacementError)) throw thrown;
    return { low: 1, high: 0 };
  }
}
