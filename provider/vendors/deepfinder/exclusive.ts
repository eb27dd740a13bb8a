import type { Preview } from "../../kernel/define";
import { PerimeterError } from "../../kernel/errors";
import type { DesiredEntry, Entry, Group, LiveIpLists } from "./live-ip-lists";

/** What an exclusive list says besides its entries. */
export interface Ownership {
  exclusive: boolean;
  allowMassRemoval?: boolean;
}

/** The entries of the interface's own group that an exclusive list removes. */
export function surplusOf({ exclusive }: Ownership, wishes: DesiredEntry[], group: Group): Entry[] {
  const listed = new Set(wishes.map(({ key }) => key));
  return exclusive ? group.entries.filter(({ key }) => !listed.has(key)) : [];
}

/** What a preview says of the entries that will be removed. */
export async function foreseeRemoval(
  ownership: Ownership,
  wishes: DesiredEntry[],
  book: LiveIpLists,
): Promise<Preview> {
  if (!ownership.exclusive) return {};
  const group = await book.own();
  const problem = removalProblem(ownership, wishes, group);
  if (problem) return { problems: [{ path: ["exclusive"], message: problem }] };
  const surplus = surplusOf(ownership, wishes, group);
  if (surplus.length === 0) return {};
  const count = surplus.length === 1 ? "1 unlisted entry" : `${surplus.length} unlisted entries`;
  return { notes: [`exclusive: will remove ${count}: ${some(surplus, longestList)}`] };
}

/** A mistake in a list must not open the way for everything that was blocked. */
export function checkRemoval(ownership: Ownership, wishes: DesiredEntry[], group: Group): void {
  const problem = removalProblem(ownership, wishes, group);
  if (!problem) return;
  throw new PerimeterError({
    category: "invalid",
    code: "PERIMETER_MASS_REMOVAL",
    message: `exclusive: ${problem}`,
  });
}

/** More than half of all that is in the group, or will be. */
function removalProblem(ownership: Ownership, wishes: DesiredEntry[], group: Group): string | undefined {
  const surplus = new Map(surplusOf(ownership, wishes, group).map((entry) => [entry.key, entry]));
  const all = new Set([...group.entries, ...wishes].map(({ key }) => key));
  if (ownership.allowMassRemoval || surplus.size * 2 <= all.size) return undefined;
  return (
    `found true, which would remove ${surplus.size} of ${all.size} entries (${some([...surplus.values()])}); ` +
    "allowed: at most half of them, or allowMassRemoval: true"
  );
}

/** `1.1.1.1, 2.2.2.0-2.2.2.9 and 7 more`. */
export function some(ranges: Array<{ startIp: string; endIp: string }>, most = 10): string {
  const texts = ranges.map(({ startIp, endIp }) => (startIp === endIp ? startIp : `${startIp}-${endIp}`));
  const rest = texts.length - most;
  return rest <= 0 ? texts.join(", ") : `${texts.slice(0, most).join(", ")} and ${rest} more`;
}

const longestList = 500;
