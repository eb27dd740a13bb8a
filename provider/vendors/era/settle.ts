import type { Context } from "../../kernel/define";
import { asPerimeterError, type PerimeterError } from "../../kernel/errors";
import { inParallel } from "../../kernel/parallel";
import { BanLists, bans, type Instance, partOfInstances, type Taken } from "./banlists";
import { checkRemoval, surplusOf } from "./exclusive";
import { instancesOrFail } from "./instances";
import { liftAll, widthOf } from "./lift";
import { type Before, slackMs, tookIt, type Wish, whereToBan } from "./plan";
import { type Part, partOf } from "./scope";
import { refuseRival } from "./wishes";

/** An instance that did not take bans, and why. */
export interface Refusal {
  node: string;
  site: string;
  why: "offline" | "result: false";
  addresses: Set<string>;
}

/** How far it got. */
export interface Settled {
  /** The instances in the scope, as they are now. */
  now: Instance[];
  refusals: Refusal[];
  /** What broke a creation off when some of it was done already. */
  failure?: PerimeterError;
}

/** One address to ban at some instances; `scope` means just these. */
interface Job {
  ip: string;
  at: Instance[];
  scope: Part | undefined;
}

/**
 * Brings bans about: adds where they are missing, then lifts what isn't wished any more. Sends only what the live
 * lists call for.
 * @param before what the state says, where the resource exists
 */
export async function settle(ctx: Context, id: string, wish: Wish, before?: Before): Promise<Settled> {
  const lists = BanLists.of(ctx);
  const scope = partOf(wish.scope);
  const now = await instancesOrFail(ctx, lists, scope);
  const then = before ? await lists.instances(partOf(before.scope)) : [];
  await refuseRival(lists, id, wish);
  checkRemoval(wish, now);
  const surplus = surplusOf(lists, id, wish, now);
  for (const ip of wish.addresses) lists.hold(ip, nodesOf(now));
  const jobs = jobsOf(wish, before, now, then, scope);
  const round = new Round(ctx, lists, wish.expires);
  try {
    await round.banAll(jobs);
    await afterLonger(lists, round, jobs, wish, before);
  } catch (thrown) {
    if (before || round.done === 0) throw thrown;
    return { now: await lists.instances(scope), refusals: [], failure: asPerimeterError(thrown) };
  }
  const live = await lists.instances(scope);
  if (before) noteUnreached(round, wish, before, live, then);
  await liftAll(ctx, lists, surplus, live, scope);
  if (before) await liftRest(ctx, lists, wish, before, { live, then, isWhole: round.refusals.length === 0 });
  return { now: await lists.instances(scope), refusals: round.refusals };
}

function jobsOf(
  wish: Wish,
  before: Before | undefined,
  now: Instance[],
  then: Instance[],
  scope: Part | undefined,
): Job[] {
  return [...new Set(wish.addresses)].flatMap((ip) => {
    const at = whereToBan(ip, wish, before, now, then);
    if (at.length === 0) return [];
    return [{ ip, at, scope: at.length === now.length ? scope : partOfInstances(at) }];
  });
}

/** The bans of one operation, and who did not take them. */
class Round {
  done = 0;
  /** Addresses that were banned for longer than they shall be now. */
  readonly longer = new Set<string>();
  private readonly refused = new Map<string, Refusal>();

  constructor(
    readonly ctx: Context,
    private readonly lists: BanLists,
    private readonly expires: number,
  ) {}

  get refusals(): Refusal[] {
    return [...this.refused.values()].sort((a, b) => (a.node < b.node ? -1 : 1));
  }

  banAll(jobs: Job[]): Promise<void> {
    return inParallel(jobs, widthOf(this.ctx), (job) => this.lists.inTurn(job.ip, () => this.ban(job)));
  }

  /** For bans that the platform only prolongs: without them for a moment, then for the time that is wished. */
  anew(jobs: Job[]): Promise<void> {
    return inParallel(jobs, widthOf(this.ctx), (job) =>
      this.lists.inTurn(job.ip, async () => {
        await this.lists.lift(this.ctx, job.ip, job.scope, job.at);
        await this.ban(job);
      }),
    );
  }

  isTooLong({ ip }: Job, at: Instance[]): boolean {
    return at.some((instance) => bans(instance, ip, this.expires * 1000 + slackMs));
  }

  refuse({ node, site, online }: Pick<Taken, "node" | "site" | "online">, ip: string): void {
    const why = online ? "result: false" : "offline";
    const refusal = this.refused.get(node) ?? { node, site, why, addresses: new Set() };
    refusal.addresses.add(ip);
    this.refused.set(node, refusal);
  }

  private async ban(job: Job): Promise<void> {
    if (this.isTooLong(job, job.at)) this.longer.add(job.ip);
    const taken = await this.lists.ban(this.ctx, job.ip, this.expires, job.scope);
    this.done += 1;
    for (const instance of taken) if (!instance.result) this.refuse(instance, job.ip);
  }
}

/**
 * Where a ban was there for longer, only a look tells what the platform made of it. A shorter time that is wished is
 * brought about; the longer ban of somebody else that was taken over stays as it is.
 */
async function afterLonger(
  lists: BanLists,
  round: Round,
  jobs: Job[],
  wish: Wish,
  before: Before | undefined,
): Promise<void> {
  if (round.longer.size === 0) return;
  await lists.refetch();
  if (!before || wish.expires >= before.expires) return;
  const live = await lists.instances(partOf(wish.scope));
  const own = new Set(before.addresses);
  await round.anew(jobs.filter((job) => own.has(job.ip) && round.isTooLong(job, live)));
}

/**
 * An instance that is offline may hold a ban: the state knows whether it took it. A ban that has ended everywhere and
 * is not renewed is missing nowhere.
 */
function noteUnreached(round: Round, wish: Wish, before: Before, live: Instance[], then: Instance[]): void {
  const unsure = live.filter((instance) => !instance.online && !tookIt(before, instance));
  if (unsure.length === 0) return;
  for (const ip of wish.addresses) {
    if (![...live, ...then].some((instance) => bans(instance, ip))) continue;
    for (const instance of unsure) round.refuse(instance, ip);
  }
}

interface Places {
  live: Instance[];
  then: Instance[];
  /** Whether every wished ban was taken. */
  isWhole: boolean;
}

/** What the last wish had and this one has not: addresses, and instances. */
async function liftRest(
  ctx: Context,
  lists: BanLists,
  wish: Wish,
  before: Before,
  { live, then, isWhole }: Places,
): Promise<void> {
  const wished = new Set(wish.addresses);
  const dropped = before.addresses.filter((ip) => !wished.has(ip));
  await liftAll(ctx, lists, dropped, then, partOf(before.scope));
  const left = then.filter(({ node }) => !live.some((instance) => instance.node === node));
  // A ban that moves is lifted at its old place only when it is whole at the new one.
  if (!isWhole || left.length === 0) return;
  const scope = left.length === then.length ? partOf(before.scope) : partOfInstances(left);
  const moved = before.addresses.filter((ip) => wished.has(ip));
  await liftAll(ctx, lists, moved, left, scope);
}

function nodesOf(instances: Instance[]): string[] {
  return instances.map(({ node }) => node);
}
