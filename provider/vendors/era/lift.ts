import type { Context } from "../../kernel/define";
import { inParallel } from "../../kernel/parallel";
import { type BanLists, bans, type Instance, partOfInstances } from "./banlists";
import type { Part } from "./scope";

/**
 * Lifts bans at some instances, but for what this very process banned there for another resource. Instances that are
 * offline can't be reached: a warning names them.
 * @param scope means just `from`
 */
export async function liftAll(
  ctx: Context,
  lists: BanLists,
  addresses: Iterable<string>,
  from: Instance[],
  scope: Part | undefined,
): Promise<void> {
  const all = [...new Set(addresses)];
  if (all.length === 0 || from.length === 0) return;
  const spared = new Set<string>();
  await inParallel(all, widthOf(ctx), (ip) =>
    lists.inTurn(ip, async () => {
      const ours = from.filter(({ node }) => lists.isHeld(ip, node));
      const rest = from.filter((instance) => !ours.includes(instance));
      if (ours.length > 0) spared.add(ip);
      if (!rest.some((instance) => bans(instance, ip))) return;
      await lists.lift(ctx, ip, ours.length === 0 ? scope : partOfInstances(rest), rest);
    }),
  );
  warn(ctx, all, spared, from);
}

function warn(ctx: Context, addresses: string[], spared: Set<string>, from: Instance[]): void {
  const { where } = ctx.connection;
  if (spared.size > 0) {
    ctx.log.warn(
      `${where}: the ban of ${some([...spared])} was not lifted, because another resource of this program has just taken it over`,
    );
  }
  const unreached = from.filter((instance) => !instance.online);
  const left = addresses.filter((ip) => !spared.has(ip));
  if (unreached.length === 0 || left.length === 0) return;
  const names = unreached.map(({ node, site }) => `${node} (${site})`).join(", ");
  ctx.log.warn(
    `${where}: the ban of ${some(left)} was not lifted on ${names}, offline at the moment: there it ends by itself`,
  );
}

/** How many calls of one resource may be under way. */
export function widthOf(ctx: Context): number {
  return Number(ctx.connection.settings.concurrency ?? 1);
}

/** `1.2.3.4, 1.2.3.5 and 7 more`. */
export function some(addresses: string[], most = 10): string {
  const rest = addresses.length - most;
  return rest <= 0 ? addresses.join(", ") : `${addresses.slice(0, most).join(", ")} and ${rest} more`;
}
