import type { Context } from "../../kernel/context";
import { asPerimeterError, type PerimeterError } from "../../kernel/errors";
import { lastLook } from "../../kernel/limits";
import { checkRemoval } from "../../kernel/mass-removal";
import { refuseRival } from "./claims";
import { banRemoval, surplusAddresses } from "./exclusive";
import type { Instance, Place } from "./instances";
import { liftAll } from "./lift";
import { LiveBans } from "./live-bans";
import { foreignTo, type LongerBan, longestOwn, untouched } from "./longer";
import { isBannedAt, placeOfScope, placeOfState, within } from "./places";
import { type Before, type Desired, tookIt, whereToBan } from "./plan";
import { type BanJob, type Refusal, Round } from "./round";
import { partOf } from "./scope";

/** How far it got. */
export interface BanOutcome {
  /** The instances in the scope, as they are now. */
  now: Instance[];
  /** Those where bans were before. */
  was: Instance[];
  refusals: Refusal[];
  /** Those of the state's longer bans that no ban was sent to. */
  longer: LongerBan[];
  /** What broke it off when something was done already, or may be. */
  failure?: PerimeterError;
}

/** Instances outside of the wished scope that still have the bans of the last one, as the change is not whole. */
export function leftIn({ now, was, refusals, failure }: BanOutcome): Instance[] {
  if (!failure && refusals.length === 0) return [];
  return without(was, now);
}

type KnownBefore = Pick<Before, "instances" | "expires" | "attemptedExpires">;

/** What the state may still believe after a change: not that instances which did not take it hold it. */
export function stillKnown<T extends KnownBefore>(
  state: T,
  wish: Desired,
  { refusals, longer, failure }: BanOutcome,
): T & { longerBans: LongerBan[]; attemptedExpires: number | undefined } {
  const refused = new Set(refusals.map(({ node }) => node));
  const instances = failure ? [] : state.instances.filter(({ node }) => !refused.has(node));
  const isWhole = !failure && refusals.length === 0;
  const isSettled = isWhole || (wish.expires === state.expires && state.attemptedExpires === undefined);
  const attemptedExpires = isSettled ? undefined : Math.max(longestOwn(state), wish.expires);
  return { ...state, instances, longerBans: longer, attemptedExpires };
}

/** Everything that a change works with. */
interface Change {
  ctx: Context;
  lists: LiveBans;
  wish: Desired;
  /** What the state says, where the resource exists. */
  before: Before | undefined;
  now: Place;
  was: Place;
  round: Round;
}

/**
 * Brings bans about: adds where they are missing, then lifts what isn't wished any more. Sends only what the live
 * lists call for.
 * @param before what the state says, where the resource exists
 */
export async function reconcile(
  ctx: Context,
  id: string,
  wish: Desired,
  before?: Before,
): Promise<BanOutcome> {
  const lists = LiveBans.of(ctx);
  const now = await placeOfScope(ctx, lists, partOf(wish.scope));
  const was = before ? await placeOfState(ctx, lists, before) : { at: [], scope: undefined };
  const round = new Round(ctx, lists, wish.expires);
  const change = { ctx, lists, wish, before, now, was, round };
  await refuseRival(ctx, lists, id, wish);
  checkRemoval(banRemoval(wish, now.at));
  const surplus = surplusAddresses(lists, id, wish, now.at);
  for (const ip of wish.addresses) {
    lists.hold(
      ip,
      now.at.map(({ node }) => node),
    );
  }
  const jobs = jobsOf(change);
  const longer = untouched(before?.longerBans ?? [], jobs);
  try {
    await apply(change, jobs, surplus);
  } catch (thrown) {
    const error = asPerimeterError(thrown);
    if (round.done === 0 && !error.outcomeUnknown) throw error;
    const failure = round.done === 0 ? error : error.with({ category: "partial" });
    return { now: await lastSeen(ctx, lists, now), was: was.at, refusals: round.refusals, longer, failure };
  }
  return { now: await lists.instances(now.scope, ctx.signal), was: was.at, refusals: round.refusals, longer };
}

async function apply(change: Change, jobs: BanJob[], surplus: string[]): Promise<void> {
  const { ctx, lists, round, now } = change;
  await round.banAll(jobs);
  if (round.longer.size > 0) await afterLonger(change, jobs);
  const live = { ...now, at: await lists.instances(now.scope, ctx.signal) };
  noteUnreached(change, live);
  await liftAll(ctx, lists, surplus, live);
  await liftRest(change, live);
}

/** What can be told of a platform that may have gone: what was there, with what this process knows of its own doing. */
async function lastSeen(ctx: Context, lists: LiveBans, now: Place): Promise<Instance[]> {
  try {
    return await lists.instances(now.scope, lastLook(ctx.signal));
  } catch {
    return now.at;
  }
}

function jobsOf({ wish, before, now, was }: Change): BanJob[] {
  const listed = new Set(before?.addresses);
  return [...new Set(wish.addresses)].flatMap((ip) => {
    const at = whereToBan(ip, wish, listed.has(ip) ? before : undefined, now.at, was.at);
    return at.length === 0 ? [] : [{ ip, place: within(now, at) }];
  });
}

/**
 * Where a ban of the state's own was there for longer, only a look tells what the platform made of it. A shorter time
 * that is wished is brought about.
 */
async function afterLonger({ ctx, lists, wish, before, now, round }: Change, jobs: BanJob[]): Promise<void> {
  await lists.refetch(ctx.signal);
  if (!before || wish.expires >= longestOwn(before)) return;
  const live = await lists.instances(now.scope, ctx.signal);
  const own = new Set(before.addresses);
  const isTooLong = ({ ip, place }: BanJob) => {
    const nodes = new Set(place.at.map(({ node }) => node));
    return round.isTooLong(
      ip,
      live.filter(({ node }) => nodes.has(node)),
    );
  };
  await round.anew(jobs.filter((job) => own.has(job.ip) && isTooLong(job)));
}

/**
 * An instance that is offline may hold a ban: the state knows whether it took it. A ban that has ended everywhere and
 * is not renewed is missing nowhere.
 */
function noteUnreached({ wish, before, was, round }: Change, live: Place): void {
  if (!before) return;
  const unsure = live.at.filter((instance) => !instance.online && !tookIt(before.instances, instance));
  if (unsure.length === 0) return;
  for (const ip of wish.addresses) {
    if (!isBannedAt(live, ip) && !isBannedAt(was, ip)) continue;
    for (const instance of unsure) round.refuse(instance, ip, "offline");
  }
}

/** What the last wish had and this one has not: addresses, and instances. */
async function liftRest({ ctx, lists, wish, before, was, round }: Change, live: Place): Promise<void> {
  if (!before) return;
  const wished = new Set(wish.addresses);
  const isForeign = foreignTo(before);
  await liftAll(
    ctx,
    lists,
    before.addresses.filter((ip) => !wished.has(ip)),
    was,
    isForeign,
  );
  // A ban that moves is lifted at its old place only when it is whole at the new one.
  if (round.refusals.length > 0) return;
  const left = without(was.at, live.at);
  await liftAll(
    ctx,
    lists,
    before.addresses.filter((ip) => wished.has(ip)),
    within(was, left),
    isForeign,
  );
}

function without(instances: Instance[], others: Instance[]): Instance[] {
  return instances.filter(({ node }) => !others.some((other) => other.node === node));
}
