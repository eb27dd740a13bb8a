import type { Context } from "../../kernel/context";
import { inParallel } from "../../kernel/parallel";
import { someOf } from "../../kernel/wording";
import { banAt } from "./claims";
import type { Instance, Place } from "./instances";
import type { LiveBans } from "./live-bans";
import { isBannedAt, within } from "./places";

/**
 * Lifts bans at a place, but for what the same update banned there for another resource, and for what is not the
 * state's own. A warning names these, and instances that are offline, which can't be reached.
 */
export async function liftAll(
  ctx: Context,
  lists: LiveBans,
  addresses: Iterable<string>,
  place: Place,
  isForeign: (instance: Instance, ip: string) => boolean = () => false,
): Promise<void> {
  const all = [...new Set(addresses)];
  if (all.length === 0 || place.at.length === 0) return;
  const spared = new Set<string>();
  const kept = new Set<string>();
  await inParallel(all, widthOf(ctx), (ip) =>
    lists.inTurn(ip, async () => {
      const free = place.at.filter(({ node }) => !lists.isHeld(ip, node) && !ctx.isHeld(banAt(ip, node)));
      if (free.length < place.at.length) spared.add(ip);
      const own = free.filter((instance) => !isForeign(instance, ip));
      if (own.length < free.length) kept.add(ip);
      const rest = within(place, own);
      if (isBannedAt(rest, ip)) await lists.lift(ctx, ip, rest);
    }),
  );
  if (kept.size > 0) {
    ctx.log.warn(
      `${ctx.connection.where}: the ban of ${someOf([...kept])} was not lifted everywhere: instances that banned it for longer, automatically or by an administrator, keep it`,
    );
  }
  warn(ctx, all, spared, place.at);
}

function warn(ctx: Context, addresses: string[], spared: Set<string>, from: Instance[]): void {
  const { where } = ctx.connection;
  if (spared.size > 0) {
    ctx.log.warn(
      `${where}: the ban of ${someOf([...spared])} was not lifted, because another resource of this program has just taken it over`,
    );
  }
  const unreached = from.filter((instance) => !instance.online);
  const left = addresses.filter((ip) => !spared.has(ip));
  if (unreached.length === 0 || left.length === 0) return;
  const names = unreached.map(({ node, site }) => `${node} (${site})`).join(", ");
  ctx.log.warn(
    `${where}: the ban of ${someOf(left)} was not lifted on ${names}, offline at the moment: there it ends by itself`,
  );
}

/** How many calls of one resource may be under way. */
export function widthOf(ctx: Context): number {
  return Number(ctx.connection.settings.concurrency ?? 1);
}
