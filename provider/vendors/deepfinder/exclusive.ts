import type { MassRemoval } from "../../kernel/mass-removal";
import type { DesiredEntry, Entry, Group } from "./live-ip-lists";

/** What an exclusive list says besides its entries. */
export interface Ownership {
  exclusive: boolean;
  allowMassRemoval?: boolean;
}

/** The entries of the interface's own group that an exclusive list removes. */
export function surplusEntries({ exclusive }: Ownership, wishes: DesiredEntry[], group: Group): Entry[] {
  const listed = new Set(wishes.map(({ key }) => key));
  return exclusive ? group.entries.filter(({ key }) => !listed.has(key)) : [];
}

/** Of all that is in the group, or will be. */
export function entryRemoval(ownership: Ownership, wishes: DesiredEntry[], group: Group): MassRemoval {
  const surplus = new Map(surplusEntries(ownership, wishes, group).map((entry) => [entry.key, entry]));
  return {
    exclusive: ownership.exclusive,
    surplus: rangesText([...surplus.values()]),
    all: new Set([...group.entries, ...wishes].map(({ key }) => key)).size,
    allowed: ownership.allowMassRemoval,
    verb: "remove",
    noun: "entry",
  };
}

/** `1.1.1.1`, `2.2.2.0-2.2.2.9` */
export function rangesText(ranges: Array<{ startIp: string; endIp: string }>): string[] {
  return ranges.map(({ startIp, endIp }) => (startIp === endIp ? startIp : `${startIp}-${endIp}`));
}
