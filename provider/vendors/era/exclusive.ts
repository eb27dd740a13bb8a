import type { Preview } from "../../kernel/define";
import { PerimeterError } from "../../kernel/errors";
import type { Instance } from "./instances";
import { some } from "./lift";
import type { LiveBans } from "./live-bans";
import { bannedAmong, canTellOrigin, type Desired, surplusIn } from "./plan";

/** The addresses that an exclusive list lifts: unlisted ones, but for what other resources of the program wish. */
export function surplusOf(lists: LiveBans, id: string, wish: Desired, now: Instance[]): string[] {
  const isOthers = (ip: string) => [...(lists.wishes.get(ip)?.keys() ?? [])].some((other) => other !== id);
  return surplusIn(now, wish.addresses, wish.exclusive).filter((ip) => !isOthers(ip));
}

/** What a preview says of the addresses that will be lifted. */
export function foreseeRemoval(wish: Desired, now: Instance[], surplus: string[]): Preview {
  const problem = removalProblem(wish, now);
  const warnings =
    wish.exclusive !== "administrators" || (canTellOrigin(now) && now.length > 1)
      ? []
      : ["only one instance is there to compare: automatic bans can't be told from those of administrators"];
  if (problem) return { warnings, problems: [{ path: ["exclusive"], message: problem }] };
  if (surplus.length === 0) return { warnings };
  const what = `will lift ${surplus.length} unlisted ${surplus.length === 1 ? "address" : "addresses"}`;
  return { warnings, notes: [`exclusive: "${wish.exclusive}" ${what}: ${some(surplus, longestList)}`] };
}

/** A mistake in a list must not open the border. */
export function checkRemoval(wish: Desired, now: Instance[]): void {
  const problem = removalProblem(wish, now);
  if (!problem) return;
  throw new PerimeterError({ category: "invalid", code: "PERIMETER_MASS_REMOVAL", message: problem });
}

/** More than half of all that is banned in the scope, or will be. */
function removalProblem(wish: Desired, now: Instance[]): string | undefined {
  const surplus = surplusIn(now, wish.addresses, wish.exclusive);
  const all = new Set([...bannedAmong(now), ...wish.addresses]);
  if (wish.allowMassRemoval || surplus.length * 2 <= all.size) return undefined;
  return (
    `found "${wish.exclusive}", which would lift ${surplus.length} of ${all.size} addresses (${some(surplus)}); ` +
    "allowed: at most half of them, or allowMassRemoval: true"
  );
}

const longestList = 500;
