import { bans, type Instance } from "./instances";
import { bansLonger, foreignTo, type LongerBan } from "./longer";
import type { Scope } from "./scope";

export type Renew = "when-expired" | "never" | "early";
export type Exclusive = "none" | "administrators" | "all";

/** What a program says of its bans. A single address is a list of one. */
export interface Desired {
  addresses: string[];
  expires: number;
  scope?: Scope;
  renew: Renew;
  renewBelowSeconds?: number;
  exclusive?: Exclusive;
  allowMassRemoval?: boolean;
}

/** An instance as the state keeps it. */
export interface InstanceState {
  site: string;
  node: string;
  srvidx: number;
  addr: string;
  online: boolean;
  result?: boolean;
}

/** What the state says: the wish of the last time, and what was seen then. */
export interface Before extends Desired {
  instances: InstanceState[];
  longerBans?: LongerBan[];
  attemptedExpires?: number;
}

/** A ban with less time left is as good as over; clocks and answers are not more exact. */
export const banSlackMs = 5000;

/**
 * Where an address has to be banned anew: nowhere, at some instances, or at all in the scope. An instance where
 * somebody else banned it for longer keeps its time.
 * @param before what the state says, where the address was in it
 * @param now the instances in the wished scope
 * @param was those where the ban was the last time
 */
export function whereToBan(
  ip: string,
  wish: Desired,
  before: Before | undefined,
  now: Instance[],
  was: Instance[],
): Instance[] {
  const isForeign = foreignTo(before);
  const keepsItsTime = (instance: Instance) =>
    isForeign(instance, ip) && bansLonger(instance, ip, wish.expires);
  return whereDue(ip, wish, before, now, was).filter((instance) => !keepsItsTime(instance));
}

function whereDue(
  ip: string,
  wish: Desired,
  before: Before | undefined,
  now: Instance[],
  was: Instance[],
): Instance[] {
  if (!before || wish.expires !== before.expires || before.attemptedExpires) return now;
  const isForeign = foreignTo(before);
  const isBanned = (instance: Instance) => bans(instance, ip, banSlackMs);
  const lacking = now.filter((instance) => instance.online && !isBanned(instance));
  const isExpired = ![...now, ...was].some((instance) => isBanned(instance) && !isForeign(instance, ip));
  const isNew = ({ node }: Instance) => !was.some((instance) => instance.node === node);
  // What ended or was lifted stays so; what was never done is completed.
  if (wish.renew === "never") {
    return isExpired ? [] : lacking.filter((one) => isNew(one) || !tookIt(before.instances, one));
  }
  if (isExpired || isDue(ip, wish, now)) return now;
  if (lacking.every(isNew)) return lacking.length === 0 ? [] : now.filter(isNew);
  return now;
}

/** Whether an instance is known to have taken the ban. */
export function tookIt(known: InstanceState[], { node }: Instance): boolean {
  return known.find((seen) => seen.node === node)?.result === true;
}

function isDue(ip: string, { renew, renewBelowSeconds = 0 }: Desired, now: Instance[]): boolean {
  if (renew !== "early") return false;
  return now.some((instance) => bans(instance, ip) && !bans(instance, ip, renewBelowSeconds * 1000));
}

/** The addresses that an exclusive list lifts. */
export function surplusIn(now: Instance[], listed: string[], exclusive: Exclusive = "none"): string[] {
  if (exclusive === "none") return [];
  const online = now.filter((instance) => instance.online);
  if (exclusive === "administrators" && !canTellOrigin(now)) return [];
  const wanted = new Set(listed);
  const holders = (ip: string) => online.filter((instance) => bans(instance, ip)).length;
  const least = exclusive === "all" ? 1 : online.length;
  return bannedAmong(now).filter((ip) => !wanted.has(ip) && holders(ip) >= least);
}

/** Of an address on the only instance left of several nobody can tell who banned it. */
export function canTellOrigin(now: Instance[]): boolean {
  return now.length === 1 || now.filter((instance) => instance.online).length > 1;
}

/** Every address that is banned on an online instance, in the order of addresses. */
export function bannedAmong(now: Instance[]): string[] {
  const all = new Set(
    now.flatMap((instance) => [...instance.bans.keys()].filter((ip) => bans(instance, ip))),
  );
  return [...all].sort(byAddress);
}

const collator = new Intl.Collator("en", { numeric: true });

export function byAddress(a: string, b: string): number {
  return collator.compare(a, b);
}
