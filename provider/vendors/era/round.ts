import type { Context } from "../../kernel/context";
import { inParallel } from "../../kernel/parallel";
import type { Instance, Place } from "./instances";
import { widthOf } from "./lift";
import type { LiveBans } from "./live-bans";
import { bansLonger } from "./longer";

/** An instance that did not take bans, and why. */
export interface Refusal {
  node: string;
  site: string;
  why: "offline" | "result: false" | "no answer";
  addresses: Set<string>;
}

/** One address to ban at a place. */
export interface BanJob {
  ip: string;
  place: Place;
}

/** The bans of one operation, and who did not take them. */
export class Round {
  /** How many calls were answered well. */
  done = 0;
  /** Addresses that were banned for longer than they shall be now. */
  readonly longer = new Set<string>();
  private readonly refused = new Map<string, Refusal>();

  constructor(
    private readonly ctx: Context,
    private readonly lists: LiveBans,
    private readonly expires: number,
  ) {}

  /** Who did not take bans, by the name of the node. */
  get refusals(): Refusal[] {
    return [...this.refused.values()].sort((a, b) => (a.node < b.node ? -1 : 1));
  }

  banAll(jobs: BanJob[]): Promise<void> {
    return inParallel(jobs, widthOf(this.ctx), (job) => this.lists.inTurn(job.ip, () => this.ban(job)));
  }

  /** For bans that the platform only prolongs: without them for a moment, then for the time that is wished. */
  anew(jobs: BanJob[]): Promise<void> {
    return inParallel(jobs, widthOf(this.ctx), (job) =>
      this.lists.inTurn(job.ip, async () => {
        await this.lists.lift(this.ctx, job.ip, job.place);
        await this.ban(job);
      }),
    );
  }

  isTooLong(ip: string, at: Instance[]): boolean {
    return at.some((instance) => bansLonger(instance, ip, this.expires));
  }

  refuse({ node, site }: Pick<Instance, "node" | "site">, ip: string, why: Refusal["why"]): void {
    const refusal = this.refused.get(node) ?? { node, site, why, addresses: new Set() };
    refusal.addresses.add(ip);
    this.refused.set(node, refusal);
  }

  private async ban({ ip, place }: BanJob): Promise<void> {
    if (this.isTooLong(ip, place.at)) this.longer.add(ip);
    const taken = await this.lists.ban(this.ctx, ip, this.expires, place.scope);
    this.done += 1;
    for (const instance of taken) {
      if (!instance.result) this.refuse(instance, ip, instance.online ? "result: false" : "offline");
    }
    const answered = new Set(taken.map(({ node }) => node));
    const silent = place.at.filter(({ node }) => !answered.has(node));
    for (const instance of silent) this.refuse(instance, ip, "no answer");
  }
}
