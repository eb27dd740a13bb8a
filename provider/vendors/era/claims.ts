import type { Problem } from "../../kernel/check";
import type { Context } from "../../kernel/context";
import { isCategory, PerimeterError } from "../../kernel/errors";
import { LiveBans } from "./live-bans";
import { placeOfScope } from "./places";
import type { Desired } from "./plan";
import { isClear, partOf, scopeText } from "./scope";

type Wished = Pick<Desired, "addresses" | "scope">;

/** The single bans that a resource holds, as all resources of this vendor call them. */
export function bansOf(
  addresses: readonly string[],
  instances: ReadonlyArray<{ node: string }> = [],
): string[] {
  return addresses.flatMap((ip) => instances.map(({ node }) => banAt(ip, node)));
}

export function banAt(ip: string, node: string): string {
  return `the ban of ${ip} on ${node}`;
}

/** Notes what a resource of the program wishes; nothing is sent. */
export function noteWish(lists: LiveBans, id: string, { addresses, scope }: Wished): void {
  if (!isClear(scope)) return;
  for (const ip of addresses) {
    if (typeof ip !== "string") continue;
    const wishes = lists.wishes.get(ip) ?? new Map();
    lists.wishes.set(ip, wishes.set(id, partOf(scope)));
  }
}

/** What a look at the instances tells of a scope before anything is banned there. */
export async function foreseeScope(ctx: Context, id: string, wish: Wished): Promise<Problem[]> {
  const lists = LiveBans.of(ctx);
  noteWish(lists, id, wish);
  try {
    await placeOfScope(ctx, lists, partOf(wish.scope));
    const rival = await rivalOf(ctx, lists, id, wish);
    return rival === undefined ? [] : [{ path: ["scope"], message: rival }];
  } catch (thrown) {
    if (!isCategory(thrown, "notFound")) throw thrown;
    return [{ path: ["scope"], message: [thrown.details.message, thrown.advice].join(". ") }];
  }
}

export async function refuseRival(ctx: Context, lists: LiveBans, id: string, wish: Desired): Promise<void> {
  noteWish(lists, id, wish);
  const message = await rivalOf(ctx, lists, id, wish);
  if (message !== undefined) throw new PerimeterError({ category: "conflict", message });
}

/**
 * Two resources that ban one address at one instance would undo each other. Where the names in their scopes tell,
 * claims have found it before; that a server stands at a site, or goes by two names, only the live list tells.
 */
async function rivalOf(
  ctx: Context,
  lists: LiveBans,
  id: string,
  { addresses, scope }: Wished,
): Promise<string | undefined> {
  const own = partOf(scope);
  for (const ip of addresses) {
    for (const [other, theirs] of lists.wishes.get(ip) ?? []) {
      if (other === id || scopeText(theirs) === scopeText(own)) continue;
      const nodes = new Set((await lists.instances(theirs, ctx.signal)).map(({ node }) => node));
      const shared = (await lists.instances(own, ctx.signal)).find(({ node }) => nodes.has(node));
      if (shared) return rivalText(ip, shared.node, other);
    }
  }
  return undefined;
}

function rivalText(ip: string, node: string, other: string): string {
  return `${ip} is banned on ${node} by another resource of this program too (${other}): two resources of one program would undo each other`;
}
