import type { Context } from "../../kernel/context";
import type { Fact } from "../../kernel/report";
import { LiveBans } from "./live-bans";

/** What `perimeter check` tells of a platform: the instances of the connection's role and their bans. */
export async function probe(ctx: Context): Promise<Fact[]> {
  const instances = await LiveBans.of(ctx).instances(undefined, ctx.signal);
  const offline = instances.filter(({ online }) => !online).map(({ node }) => node);
  const role = String(ctx.connection.settings.role);
  const value = Object.fromEntries(
    instances.map(({ node, online, bans }) => [node, online ? `online, ${bans.size} banned` : "offline"]),
  );
  return [{ name: "instances", value, ...warning(role, instances.length, offline) }];
}

function warning(role: string, count: number, offline: string[]): { warning?: string } {
  if (count === 0) return { warning: `no instance has the role ${role}: bans would have no effect` };
  if (offline.length === 0) return {};
  return { warning: `offline, so that bans don't reach it: ${offline.join(", ")}` };
}
