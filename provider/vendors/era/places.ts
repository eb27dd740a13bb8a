import type { Context } from "../../kernel/context";
import { PerimeterError } from "../../kernel/errors";
import { bans, type Instance, type Place } from "./instances";
import type { LiveBans } from "./live-bans";
import type { InstanceState } from "./plan";
import { type Part, part, partOf, type Scope, scopeText } from "./scope";

/** What a state says of its place. */
interface Known {
  scope?: Scope;
  instances?: InstanceState[];
}

/** Where a scope is; a scope that means no instance is a mistake. */
export async function placeOfScope(ctx: Context, lists: LiveBans, scope: Part | undefined): Promise<Place> {
  const at = await lists.instances(scope, ctx.signal);
  if (at.length > 0) return { at, scope };
  const role = String(ctx.connection.settings.role);
  const sites = [...new Set((await lists.instances(undefined, ctx.signal)).map(({ site }) => site))].sort();
  throw new PerimeterError({
    category: "notFound",
    code: "PERIMETER_NO_INSTANCE",
    message: scope
      ? `no instance of the role ${role} is in the scope ${scopeText(scope)}`
      : `the platform has no instance of the role ${role}`,
    advice: `There are instances at these sites: ${sites.join(", ") || "none"}.`,
  });
}

/** Where a state has bans: in its scope, and where a change that broke off had begun to bring them. */
export async function placeOfState(ctx: Context, lists: LiveBans, known: Known): Promise<Place> {
  const scope = partOf(known.scope);
  const at = await lists.instances(scope, ctx.signal);
  const more = await beyondScope(ctx, lists, known, at);
  return more.length === 0 ? { at, scope } : placeAt([...at, ...more]);
}

/** Instances of the state that are not (or no more) in its scope. */
export async function beyondScope(
  ctx: Context,
  lists: LiveBans,
  { instances = [] }: Known,
  at: Instance[],
): Promise<Instance[]> {
  const nodes = new Set(instances.map(({ node }) => node));
  for (const { node } of at) nodes.delete(node);
  return nodes.size === 0
    ? []
    : (await lists.instances(undefined, ctx.signal)).filter(({ node }) => nodes.has(node));
}

/** A part of a place. */
export function within(place: Place, at: Instance[]): Place {
  return at.length === place.at.length ? place : placeAt(at);
}

/** Instances are meant by their server. */
function placeAt(at: Instance[]): Place {
  const names = at.map(({ addr, srvidx }) => addr || srvidx);
  return { at, scope: part("server", names) };
}

export function isBannedAt(place: Place, ip: string): boolean {
  return place.at.some((instance) => bans(instance, ip));
}
