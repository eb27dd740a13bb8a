import { z } from "zod";
import { CachedList, Mutex } from "../../kernel/cached-list";
import { path } from "../../kernel/calls";
import type { Connection } from "../../kernel/connections";
import type { Context } from "../../kernel/context";
import { isCategory, PerimeterError } from "../../kernel/errors";
import { removed } from "../../kernel/removal";
import type { Properties } from "../../kernel/values";
import { notFrom } from "../../kernel/wording";
import { bans, type Instance, type Place } from "./instances";
import { allPages, itemsIn } from "./paging";
import { type Part, queryOf, scopeText } from "./scope";
import { bannedPath } from "./vendor";

/** What an instance answered to a ban. */
export type Taken = Omit<Instance, "bans"> & { result: boolean };

/** An int in the page's table, a string in its samples; what is no number has no end. */
const seconds = z.unknown().transform((expires) => {
  const isNumber = typeof expires === "number" || (typeof expires === "string" && expires.trim() !== "");
  return isNumber && !Number.isNaN(Number(expires)) ? Number(expires) : Number.POSITIVE_INFINITY;
});
const identity = {
  site: z.string().default(""),
  node: z.string(),
  srvidx: z.coerce.number().default(0),
  addr: z.string().default(""),
  online: z.boolean(),
};
const listedInstance = z.object({
  ...identity,
  banned: z.array(z.object({ ip: z.string(), expires: seconds })).nullish(),
});
const answeringInstance = z.object({ ...identity, result: z.boolean().nullish() });

/**
 * The ban lists of one platform as this process knows them: one list of all instances for all readers, patched by
 * this process's own bans. Remaining times are kept as ends, so that the list does not grow old by itself.
 */
export class LiveBans {
  /** Address → resource → scope: what the program wishes, to find two resources that ban one address at one place. */
  readonly wishes = new Map<string, Map<string, Part | undefined>>();
  /** Address → nodes where this process banned it: a delete in the same process comes from a renaming. */
  private readonly held = new Map<string, Set<string>>();
  private readonly turns = new Map<string, Mutex>();
  private readonly members = new Map<string, Promise<ReadonlySet<string>>>();
  private readonly listing: CachedList<Instance>;

  private constructor(
    private readonly connection: Connection,
    private readonly path: string,
  ) {
    this.listing = new CachedList(async () => {
      const items = await allPages(connection, path);
      return items.map((item) => instanceFrom(item, connection.where));
    });
  }

  static of(ctx: Context): LiveBans {
    const { connection } = ctx;
    return connection.singleton("ban lists", () => new LiveBans(connection, bannedPath(ctx)));
  }

  /** The instances in a scope, from memory while it is fresh. */
  async instances(scope: Part | undefined, signal?: AbortSignal): Promise<Instance[]> {
    const all = await this.listing.get(signal);
    if (!scope) return all;
    const nodes = membersAmong(all, scope) ?? (await this.membersAt(scope));
    return all.filter(({ node }) => nodes.has(node));
  }

  async refetch(signal?: AbortSignal): Promise<void> {
    await this.listing.refetch(signal);
  }

  /**
   * Bans an address; every instance in the scope answers for itself. A ban that is there already is prolonged, never
   * shortened here: a platform that shortens is seen when the list is fetched again.
   */
  async ban(ctx: Context, ip: string, expires: number, scope: Part | undefined): Promise<Taken[]> {
    // Sent twice, the second ban prolongs the first by the moment in between: as good as once.
    const repeat = true;
    const query = queryOf(scope);
    const answer = await this.writing(() =>
      ctx.call({ method: "POST", path: this.path, query, body: { ip, expires }, repeat }),
    );
    const taken = itemsIn(answer, this.connection.where).map((item) =>
      takenFrom(item, this.connection.where),
    );
    await this.noteBans(ip, Date.now() + expires * 1000, taken);
    return taken;
  }

  /** Lifts the ban of an address; where it is not banned, it is fine as well. */
  async lift(ctx: Context, ip: string, { at: from, scope }: Place): Promise<void> {
    const itemPath = `${this.path}${path`/${ip}`}`;
    const nodes = new Set(from.map(({ node }) => node));
    const send = () =>
      ctx.call({ method: "DELETE", path: itemPath, query: queryOf(scope), repeat: true, answer: "none" });
    await removed(ctx, {
      what: `the ban of ${ip}`,
      send: () => this.writing(send),
      isThere: async () => {
        await this.refetch(ctx.signal);
        return (await this.instances(undefined, ctx.signal)).some(
          (one) => nodes.has(one.node) && bans(one, ip),
        );
      },
    });
    this.listing.patch((instances) => {
      for (const { node, bans } of instances) if (nodes.has(node)) bans.delete(ip);
      return instances;
    });
  }

  /** Empties the lists of all instances in the scope. */
  async clear(ctx: Context, scope: Part | undefined): Promise<void> {
    await this.writing(() =>
      ctx.call({ method: "DELETE", path: this.path, query: queryOf(scope), repeat: true, answer: "none" }),
    );
    this.listing.drop();
  }

  /** Works on one address come one after the other, so that a lift sees what a ban has just taken over. */
  inTurn<T>(ip: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const turns = this.turns.get(ip) ?? new Mutex();
    this.turns.set(ip, turns);
    return turns.run(work, signal);
  }

  hold(ip: string, nodes: Iterable<string>): void {
    this.held.set(ip, new Set([...(this.held.get(ip) ?? []), ...nodes]));
  }

  isHeld(ip: string, node: string): boolean {
    return this.held.get(ip)?.has(node) ?? false;
  }

  /** Addresses that this process banned on any of these instances. */
  heldOn(instances: Instance[]): string[] {
    return [...this.held]
      .filter(([, nodes]) => instances.some(({ node }) => nodes.has(node)))
      .map(([ip]) => ip);
  }

  /** Names that no instance shows, such as the full name of a server: the platform itself tells whom they mean. */
  private membersAt(scope: Part): Promise<ReadonlySet<string>> {
    const text = scopeText(scope);
    const known = this.members.get(text) ?? this.askMembers(scope);
    this.members.set(text, known);
    known.catch(() => this.members.delete(text));
    return known;
  }

  private async askMembers(scope: Part): Promise<ReadonlySet<string>> {
    try {
      const items = await allPages(this.connection, this.path, queryOf(scope));
      return new Set(items.map((item) => instanceFrom(item, this.connection.where).node));
    } catch (thrown) {
      // Some builds may refuse a name that is not in the configuration; for others it is just no instance.
      if (isCategory(thrown, "invalid", "notFound")) return new Set();
      throw thrown;
    }
  }

  private async noteBans(ip: string, end: number, taken: Taken[]): Promise<void> {
    const answers = new Map(taken.map((one) => [one.node, one]));
    this.listing.patch((instances) => {
      for (const instance of instances) {
        const answer = answers.get(instance.node);
        if (!answer) continue;
        instance.online = answer.online;
        if (answer.result) instance.bans.set(ip, Math.max(end, instance.bans.get(ip) ?? 0));
      }
      return instances;
    });
    const known = new Set((await this.listing.known())?.map(({ node }) => node));
    if (taken.some(({ node }) => !known.has(node))) this.listing.drop();
  }

  private async writing<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      // Nobody knows what is there now.
      this.listing.drop();
      throw thrown;
    }
  }
}

/** The nodes that a scope means, where every name of it stands in the list. */
function membersAmong(all: Instance[], { kind, names }: Part): ReadonlySet<string> | undefined {
  const goesBy = ({ site, addr, srvidx }: Instance) => (kind === "site" ? [site] : [addr, String(srvidx)]);
  const wanted = new Set(names);
  const found = all.filter((instance) => goesBy(instance).some((each) => wanted.has(each)));
  const matched = new Set(found.flatMap(goesBy));
  return names.every((each) => matched.has(each)) ? new Set(found.map(({ node }) => node)) : undefined;
}

function instanceFrom(item: Properties, where: string): Instance {
  const { banned, ...instance } = understood(listedInstance, item, where);
  const now = Date.now();
  return { ...instance, bans: new Map(banned?.map(({ ip, expires }) => [ip, now + expires * 1000])) };
}

function takenFrom(item: Properties, where: string): Taken {
  const { result, ...instance } = understood(answeringInstance, item, where);
  return { ...instance, result: instance.online && result === true };
}

function understood<T>(form: z.ZodType<T>, item: Properties, where: string): T {
  const result = form.safeParse(item);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new PerimeterError({
    category: "vendor",
    where,
    message: `the answer holds an instance that can't be understood: ${issue?.path.join(".")}: ${issue?.message}`,
    advice: notFrom("an Era platform", "endpoint and role"),
  });
}
