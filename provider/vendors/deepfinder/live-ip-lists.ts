import { objectsOf } from "../../kernel/answers";
import { CachedList } from "../../kernel/cached-list";
import type { Call } from "../../kernel/calls";
import type { Connection } from "../../kernel/connections";
import type { Context } from "../../kernel/context";
import { PerimeterError } from "../../kernel/errors";
import { isObject, type Properties, shown } from "../../kernel/values";
import { notFrom } from "../../kernel/wording";
import { type AddressRange, addressRange, keyOf } from "./ranges";
import { wallOf } from "./times";

export type ListName = "black" | "white";

/** Which list is meant: one of the two of a domain group. */
export interface ListPlace {
  list: ListName;
  domainGroupId: string | number;
}

/** An entry of an IP group. */
export interface Entry extends AddressRange {
  key: string;
  ipId: string;
  igid: string;
  /** The vendor's own text; undefined is never. */
  expiresAt?: string;
  /** The same as the connection's time zone shows it. */
  wall?: string;
}

/** An IP group that is set in a domain group. */
export interface Group {
  groupName: string;
  igid: string;
  type: string;
  atype: string;
  log: string;
  domainGroupId: string;
  entries: Entry[];
}

/** What an entry shall be. */
export interface DesiredEntry extends AddressRange {
  key: string;
  wall?: string;
}

/**
 * One list of a domain group as this process knows it: one get for all readers. Only the group that the interface
 * itself fills, `[API]_BLACK_LIST [ 4 ]`, is ever changed.
 */
export class LiveIpLists {
  private readonly listing: CachedList<Group>;
  /** The first entry makes the vendor's group: the others wait for it, so that there is only one. */
  private opening?: Promise<unknown>;
  private readonly held = new Map<string, ReadonlySet<string>>();

  private constructor(
    private readonly connection: Connection,
    private readonly place: ListPlace,
  ) {
    const query = { type: place.list, domaingid: String(place.domainGroupId) };
    const path = "/api/get_white_black_ip";
    const fetch = async () =>
      groupsIn(await connection.http.call({ method: "GET", path, query }), this.timeZone);
    this.listing = new CachedList(fetch);
  }

  static of(ctx: Context, { list, domainGroupId }: ListPlace): LiveIpLists {
    const { connection } = ctx;
    return connection.singleton(
      `ip list ${list}/${domainGroupId}`,
      () => new LiveIpLists(connection, { list, domainGroupId }),
    );
  }

  get timeZone(): string {
    return String(this.connection.settings.timeZone);
  }

  /** All groups, asked for anew. */
  groups(signal?: AbortSignal): Promise<Group[]> {
    return this.listing.refetch(signal);
  }

  /** The interface's own group, from memory while it is fresh; without entries where there is none yet. */
  async own(signal?: AbortSignal): Promise<Group> {
    return this.ownAmong(await this.listing.get(signal));
  }

  /** The same from now on. */
  async ownNow(signal?: AbortSignal): Promise<Group> {
    return this.ownAmong(await this.listing.renew(signal));
  }

  /** Whether the page's words would call it the interface's own; a domain group can show another one's as well. */
  isOwn({ groupName }: Group): boolean {
    const prefix = `[API]_${this.place.list.toUpperCase()}_LIST`;
    const name = groupName.trim().toUpperCase();
    if (!name.startsWith(prefix)) return false;
    const id = name.slice(prefix.length).replace(/[\s[\]"'“”]/g, "");
    return id === "" || id === String(this.place.domainGroupId).toUpperCase();
  }

  async add(ctx: Context, { startIp, endIp, wall }: DesiredEntry): Promise<void> {
    const query = { ...this.rangeQuery({ startIp, endIp }), expired_date: wall };
    const work = () => ctx.call(writing("/api/apply_white_black_ip", query));
    const isThere = (await this.own(ctx.signal)).igid !== "";
    if (!isThere && this.opening) await this.opening.catch(() => undefined);
    if (isThere || this.opening) return void (await work());
    this.opening = work();
    await this.opening;
  }

  async remove(ctx: Context, range: AddressRange): Promise<void> {
    await ctx.call(writing("/api/del_white_black_ip", { job: "del", ...this.rangeQuery(range) }));
  }

  /** Notes which entries a resource has just made or taken over, so that another one that goes leaves them. */
  hold(owner: string, keys: Iterable<string>): void {
    this.held.set(owner, new Set(keys));
  }

  release(owner: string): void {
    this.held.delete(owner);
  }

  isHeld(key: string, except?: string): boolean {
    return [...this.held].some(([owner, keys]) => owner !== except && keys.has(key));
  }

  private ownAmong(groups: Group[]): Group {
    const own = groups.filter((group) => this.isOwn(group));
    const [first = nothing] = own;
    return { ...first, entries: own.flatMap(({ entries }) => entries) };
  }

  /** Of one address the page leaves the end out. */
  private rangeQuery({ startIp, endIp }: AddressRange): Record<string, string | undefined> {
    return {
      type: this.place.list,
      start_ip: startIp,
      end_ip: endIp === startIp ? undefined : endIp,
      domaingid: String(this.place.domainGroupId),
    };
  }
}

/**
 * The verb of the page is GET, the work is not. What adding the same range again does is not documented, so that
 * after a lost answer the list is looked at before anything is sent again.
 */
function writing(path: string, query: Call["query"]): Call {
  return { method: "GET", path, query, writes: true, repeat: false, answer: "text" };
}

const nothing: Group = {
  groupName: "",
  igid: "",
  type: "",
  atype: "",
  log: "",
  domainGroupId: "",
  entries: [],
};

function groupsIn(answer: unknown, timeZone: string): Group[] {
  const groups = objectsOf(answer, "IP group", ({ groupname }) => typeof groupname === "string");
  return groups.map((item) => {
    const entries = item.iplist ?? [];
    if (!Array.isArray(entries)) throw notUnderstood("iplist", entries);
    return {
      groupName: String(item.groupname),
      igid: textOf(item.igid),
      type: textOf(item.type),
      atype: textOf(item.atype),
      log: textOf(item.log),
      domainGroupId: textOf(item.domaingid),
      entries: entries.map((entry) => entryIn(entry, timeZone)),
    };
  });
}

function entryIn(item: unknown, timeZone: string): Entry {
  if (!isObject(item) || typeof item.startip !== "string") throw notUnderstood("an entry", item);
  const [startIp, endIp] = [item.startip, textOf(item.endip) || item.startip];
  // What is no IPv4 range is an entry all the same: it is shown, and an exclusive list removes it.
  const range = addressRange({ startIp, endIp }) ?? { startIp, endIp };
  const expiresAt = textOf(item.expired_date) || undefined;
  const wall = expiresAt && (wallOf(expiresAt, timeZone) ?? expiresAt);
  return { ...range, key: keyOf(range), ipId: textOf(item.ipid), igid: textOf(item.igid), expiresAt, wall };
}

function textOf(value: Properties[string]): string {
  return value === undefined || value === null ? "" : String(value);
}

function notUnderstood(what: string, found: unknown): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    message: `the list holds ${what} that can't be understood: ${shown(found)}`,
    advice: notFrom("a DeepFinder manager"),
  });
}
