import { type MassRemoval, previewRemoval } from "../../kernel/mass-removal";
import type { Preview } from "../../kernel/resource";
import type { Instance } from "./instances";
import type { LiveBans } from "./live-bans";
import { bannedAmong, canTellOrigin, type Desired, surplusIn } from "./plan";

/** The addresses that an exclusive list lifts: unlisted ones, but for what other resources of the program wish. */
export function surplusAddresses(lists: LiveBans, id: string, wish: Desired, now: Instance[]): string[] {
  const isOthers = (ip: string) => [...(lists.wishes.get(ip)?.keys() ?? [])].some((other) => other !== id);
  return surplusIn(now, wish.addresses, wish.exclusive).filter((ip) => !isOthers(ip));
}

/** What a preview says of the addresses that will be lifted. */
export function previewLifting(wish: Desired, now: Instance[], surplus: string[]): Preview {
  const said = previewRemoval(banRemoval(wish, now));
  const notes = said.problems ? {} : previewRemoval({ ...banRemoval(wish, now), surplus });
  const isSure = wish.exclusive !== "administrators" || (canTellOrigin(now) && now.length > 1);
  return {
    ...notes,
    ...(said.problems && { problems: said.problems }),
    warnings: isSure
      ? []
      : ["only one instance is there to compare: automatic bans can't be told from those of administrators"],
  };
}

/** Of all that is banned in the scope, or will be. */
export function banRemoval(wish: Desired, now: Instance[]): MassRemoval {
  return {
    exclusive: wish.exclusive,
    surplus: surplusIn(now, wish.addresses, wish.exclusive),
    all: new Set([...bannedAmong(now), ...wish.addresses]).size,
    allowed: wish.allowMassRemoval,
    verb: "lift",
    noun: "address",
  };
}
