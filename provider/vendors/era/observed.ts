import { bans, type Instance } from "./instances";
import { type LongerBan, longerAmong } from "./longer";
import {
  bannedAmong,
  banSlackMs,
  byAddress,
  type Desired,
  type InstanceState,
  surplusIn,
  tookIt,
} from "./plan";

/** What the outputs of a ban tell, of one address or of many. */
export interface SeenBans {
  /** End of the ban that ends first on an online instance. */
  expiresAt?: string;
  /** Whether any address is banned on no online instance. */
  expired: boolean;
  instances: InstanceState[];
  /** Addresses that an online instance lacks. */
  missing: string[];
  /** Addresses that an exclusive list will lift. */
  unlisted: string[];
  /** Nodes of instances outside of the scope where bans of a change that broke off are left. */
  elsewhere?: string[];
  /** Bans that were there for longer and are not the resource's own. */
  longerBans?: LongerBan[];
  /** The longest time of the resource's own bans where a change of it broke off. */
  attemptedExpires?: number;
}

type Known = Partial<SeenBans>;

/**
 * The outputs for what is there now.
 * @param now the instances in the scope
 * @param known the outputs of the last time: they stay where they are right within seconds, and where no instance is
 *   online that could say anything else
 * @param beyond instances outside of the scope where bans of a change that broke off may be
 */
export function seenBans(
  wish: Pick<Desired, "addresses" | "exclusive" | "expires">,
  now: Instance[],
  known?: Known,
  beyond: Instance[] = [],
): SeenBans {
  const online = now.filter((instance) => instance.online);
  const holders = beyond.filter((instance) => wish.addresses.some((ip) => bans(instance, ip)));
  // Of one that is offline the state alone knows that it took bans.
  const unreached = beyond.filter((one) => !one.online && known?.instances && tookIt(known.instances, one));
  const instances = [...now, ...holders, ...unreached]
    .map((instance) => seenInstance(instance, wish.addresses, known))
    .sort(byNode);
  const { longerBans: noted, attemptedExpires } = known ?? {};
  const longerBans = longerAmong({ ...wish, longerBans: noted, attemptedExpires }, [...now, ...beyond]);
  const rest = {
    ...(holders.length > 0 && { elsewhere: holders.map(({ node }) => node).sort() }),
    ...(longerBans.length > 0 && { longerBans }),
    ...(attemptedExpires !== undefined && { attemptedExpires }),
  };
  if (online.length === 0 && known) {
    const { expiresAt, expired = false, missing = [], unlisted = [] } = known;
    return { expiresAt, expired, instances, missing, unlisted, ...rest };
  }
  const missing = wish.addresses.filter((ip) => !online.every((instance) => bans(instance, ip)));
  return {
    expiresAt: endText(endOf(wish.addresses, online), known?.expiresAt),
    expired: wish.addresses.some((ip) => !online.some((instance) => bans(instance, ip))),
    instances,
    missing: [...new Set(missing)].sort(byAddress),
    unlisted: surplusIn(now, wish.addresses, wish.exclusive),
    ...rest,
  };
}

/** The longest time that an address is banned for, in whole seconds; undefined where it isn't. */
export function longestLeft(addresses: string[], now: Instance[]): number | undefined {
  const ends = addresses.flatMap((ip) => endsOf(ip, now)).map((end) => Math.min(end, lastMoment));
  if (ends.length === 0) return undefined;
  const last = ends.reduce((a, b) => Math.max(a, b));
  return Math.max(1, Math.ceil((last - Date.now()) / 1000));
}

/** Addresses that every online instance bans: an administrator's, as an automatic ban is on one. */
export function bannedEverywhere(now: Instance[]): string[] {
  const online = now.filter((instance) => instance.online);
  return bannedAmong(now).filter((ip) => online.every((instance) => bans(instance, ip)));
}

/** Whether a ban that the state knows is over by our clock, or will be within so many seconds. */
export function endsWithin(expiresAt: string | undefined, seconds: number): boolean {
  return expiresAt !== undefined && Date.parse(expiresAt) - Date.now() <= seconds * 1000;
}

function endOf(addresses: string[], online: Instance[]): number | undefined {
  const ends = addresses.flatMap((ip) => endsOf(ip, online));
  return ends.length === 0 ? undefined : ends.reduce((a, b) => Math.min(a, b));
}

function endsOf(ip: string, instances: Instance[]): number[] {
  return instances.filter((instance) => bans(instance, ip)).map((instance) => instance.bans.get(ip) ?? 0);
}

/** A new text only where the end moved: it is computed from whole seconds that were on their way for a while. */
function endText(end: number | undefined, known: string | undefined): string | undefined {
  if (end === undefined) return known;
  if (known !== undefined && Math.abs(Date.parse(known) - Math.min(end, lastMoment)) <= banSlackMs)
    return known;
  return new Date(Math.round(Math.min(end, lastMoment) / 1000) * 1000).toISOString();
}

/** Dates have an end as well. */
const lastMoment = 8.64e15;

function seenInstance(instance: Instance, addresses: string[], known: Known | undefined): InstanceState {
  const { site, node, srvidx, addr, online } = instance;
  const result = online
    ? addresses.every((ip) => bans(instance, ip))
    : known?.instances?.find((seen) => seen.node === node)?.result || undefined;
  return { site, node, srvidx, addr, online, ...(result !== undefined && { result }) };
}

function byNode(a: InstanceState, b: InstanceState): number {
  return a.node < b.node ? -1 : 1;
}
