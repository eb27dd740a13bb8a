import type { Context } from "../../kernel/context";
import { entriesOf, hasPassed, isMet } from "./entries";
import type { DesiredEntry, Group, LiveIpLists } from "./live-ip-lists";
import type { AddressRange } from "./ranges";
import { type Brought, type EntryJob, inRounds } from "./rounds";

/**
 * Brings entries about: adds what is missing, adds again what ends at another time, and only where that does not do
 * deletes and then adds. What has expired is never added, and removed where somebody prolonged it.
 */
export function addEntries(ctx: Context, book: LiveIpLists, wishes: DesiredEntry[]): Promise<Brought> {
  const isThere = ({ wish }: EntryJob, group: Group) => entriesOf(wish.key, group).length > 0;
  const isOver = ({ wish }: EntryJob) => hasPassed(wish.wall, book.timeZone);
  // Entries that had to be deleted first.
  const replaced = new Set<EntryJob>();
  return inRounds(ctx, book, wishes, {
    isDone: (job, group) => isMet(job.wish, group) || (isOver(job) && !isThere(job, group)),
    stops: true,
    isHopeless: (job, group) => job.outcome === "refused" && (!isThere(job, group) || replaced.has(job)),
    // A good answer whose entry is nowhere to be seen is never repeated.
    isLost: (job, group) => job.outcome === "answered" && !isThere(job, group),
    adviceOfLost:
      "Where the entry has an expiresAt, the appliance may take it for a time that has passed: check the connection's timeZone.",
    async send(job, group) {
      if (job.outcome === "answered" || job.outcome === "refused") replaced.add(job);
      if ((replaced.has(job) || isOver(job)) && isThere(job, group)) await book.remove(ctx, job.wish);
      if (!isOver(job)) await book.add(ctx, job.wish);
    },
  });
}

/** Takes ranges out of the list; what isn't there is fine as well. */
export function removeEntries(
  ctx: Context,
  book: LiveIpLists,
  ranges: Array<AddressRange & { key: string }>,
): Promise<Brought> {
  const countOf = ({ wish }: EntryJob, group: Group) => entriesOf(wish.key, group).length;
  // Of several equal entries one call may take out only one.
  const before = new Map<EntryJob, number>();
  return inRounds(ctx, book, ranges, {
    isDone: (job, group) => countOf(job, group) === 0,
    stops: false,
    isHopeless: ({ outcome }) => outcome === "refused",
    isLost: (job, group) => job.outcome === "answered" && countOf(job, group) === before.get(job),
    adviceOfLost: "Run the command again a little later.",
    send: (job, group) => {
      before.set(job, countOf(job, group));
      return book.remove(ctx, job.wish);
    },
  });
}
