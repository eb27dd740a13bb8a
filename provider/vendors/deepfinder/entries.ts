import type { DesiredEntry, Entry, Group } from "./live-ip-lists";
import { momentOf } from "./times";

/** The entries of a range; there can be several where the vendor adds the same one again. */
export function entriesOf(key: string, group: Group): Entry[] {
  return group.entries.filter((entry) => entry.key === key);
}

/** Of several entries of one range the one that lasts longest is what counts. */
export function effective(key: string, group: Group): Entry | undefined {
  return entriesOf(key, group).reduce<Entry | undefined>(
    (longest, entry) => (longest && !lastsLonger(entry, longest) ? longest : entry),
    undefined,
  );
}

function lastsLonger({ wall }: Entry, than: Entry): boolean {
  if (than.wall === undefined) return false;
  return wall === undefined || wall > than.wall;
}

/** Whether the range is there until the wished time. */
export function isMet({ key, wall }: DesiredEntry, group: Group): boolean {
  const entry = effective(key, group);
  return entry !== undefined && entry.wall === wall;
}

/** Whether the time has come, by the clock of this machine. */
export function hasPassed(wall: string | undefined, timeZone: string, slackMs = 0): boolean {
  return wall !== undefined && momentOf(wall, timeZone) <= Date.now() + slackMs;
}

/** Whether the range is there for longer than wished although that time has passed: somebody else saw to that. */
export function isProlonged(
  { key, wall }: Pick<DesiredEntry, "key" | "wall">,
  group: Group,
  timeZone: string,
): boolean {
  const entry = effective(key, group);
  return entry !== undefined && entry.wall !== wall && hasPassed(wall, timeZone);
}

/** The vendor's clock may be ahead: an entry that goes shortly before its time has expired all the same. */
export const expirySlackMs = 60_000;
