import { z } from "zod";
import { field, objectOf } from "../../kernel/fields";
import { bans, type Instance } from "./instances";

/** A ban that was on an instance for longer than the resource wishes, by somebody else or automatic. */
export interface LongerBan {
  ip: string;
  node: string;
}

/** What a state says of its own bans. */
export interface Own {
  addresses: string[];
  expires: number;
  attemptedExpires?: number;
  longerBans?: LongerBan[];
}

/** The platform tells whole seconds, and its answer takes a moment. */
const roundingMs = 2000;

export const longerBansField = field(
  z
    .array(
      objectOf("LongerBan", "A ban that lasts longer than the resource wishes and isn't its own.", {
        ip: field(z.string(), "The address."),
        node: field(z.string(), "Name of the node whose instance bans it for longer."),
      }),
    )
    .optional(),
  "Bans that were there for longer than `expires`: automatic ones, or an administrator's. They keep their time: the instance is sent no shorter ban, and a deletion leaves them alone. Where one has ended, the instance is treated as any other.",
);

export const attemptedField = field(
  z.int().optional(),
  "The longest time in seconds that the resource's own bans may have, where a change of `expires` broke off. The next `up` settles it.",
);

export function bansLonger(instance: Instance, ip: string, seconds: number): boolean {
  return bans(instance, ip, seconds * 1000 + roundingMs);
}

/** The longest time, in seconds, that a ban of the state's own can have left. */
export function longestOwn({
  expires,
  attemptedExpires = 0,
}: Pick<Own, "expires" | "attemptedExpires">): number {
  return Math.max(expires, attemptedExpires);
}

/** Tells whether an instance's ban of an address is not the state's own. Without a state none is. */
export function foreignTo(state: Own | undefined): (instance: Instance, ip: string) => boolean {
  const listed = new Set(state?.addresses);
  const noted = new Set(state?.longerBans?.map(keyOf));
  return (instance, ip) => {
    if (!state || !listed.has(ip)) return bans(instance, ip);
    if (noted.has(keyOf({ ip, node: instance.node }))) return bans(instance, ip);
    return bansLonger(instance, ip, longestOwn(state));
  };
}

/** The longer bans among those of a state: noted before and not over, as far as can be told, or longer than its own can be. */
export function longerAmong(state: Own, instances: Instance[]): LongerBan[] {
  const isForeign = foreignTo(state);
  const noted = new Set(state.longerBans?.map(keyOf));
  const isLonger = (instance: Instance, ip: string) =>
    instance.online ? isForeign(instance, ip) : noted.has(keyOf({ ip, node: instance.node }));
  return [...new Set(state.addresses)].flatMap((ip) =>
    instances.filter((instance) => isLonger(instance, ip)).map(({ node }) => ({ ip, node })),
  );
}

/** Those that no ban of the resource's own has been sent to. */
export function untouched(
  longer: LongerBan[],
  sent: Array<{ ip: string; place: { at: Instance[] } }>,
): LongerBan[] {
  const touched = new Set(sent.flatMap(({ ip, place }) => place.at.map(({ node }) => keyOf({ ip, node }))));
  return longer.filter((one) => !touched.has(keyOf(one)));
}

function keyOf({ ip, node }: LongerBan): string {
  return `${ip} ${node}`;
}
