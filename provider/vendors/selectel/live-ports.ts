import { CachedList, Mutex } from "../../kernel/cached-list";
import type { Connection } from "../../kernel/connections";
import type { Context } from "../../kernel/context";
import { isCategory, PerimeterError } from "../../kernel/errors";
import { type OpenPort, type Port, portName, portsIn } from "./ports";

const path = "/ips/ports";

/** The monitored ports of one account as this process knows them: one list for all readers, and how tags are changed. */
export class LivePorts {
  /** Toggles go one after the other: two at once could each read what the other is about to change. */
  readonly turns = new Mutex();
  /** What this process found out about the calls that change tags. */
  readonly learnt = { wholeRefused: false, wholeSpills: false, oneSpills: false };
  private readonly said = new Set<string>();
  private readonly held = new Map<string, Map<string, ReadonlySet<string>>>();
  private readonly listing: CachedList<OpenPort>;

  private constructor(connection: Connection) {
    this.listing = new CachedList(async () => portsIn(await connection.http.call({ method: "GET", path })));
  }

  static of(ctx: Context): LivePorts {
    return ctx.connection.singleton("open ports", () => new LivePorts(ctx.connection));
  }

  /** The open ports of all monitored addresses, from memory while it is fresh. */
  all(signal?: AbortSignal): Promise<OpenPort[]> {
    return this.listing.get(signal);
  }

  /** The open ports of all monitored addresses from now on. */
  look(signal?: AbortSignal): Promise<OpenPort[]> {
    return this.listing.refetch(signal);
  }

  /** The memory is doubtful. */
  drop(): void {
    this.listing.drop();
  }

  /** The open ports of one address, asked for it alone; undefined where it is not monitored. */
  async ask(ctx: Context, ip: string): Promise<OpenPort[] | undefined> {
    try {
      return portsIn(await ctx.call({ method: "GET", path, body: { ip } }), ip);
    } catch (thrown) {
      if (isCategory(thrown, "notFound")) return undefined;
      throw thrown;
    }
  }

  /** The open ports of one address; asked for alone only where the list has none, as it may still be monitored. */
  async portsOf(ctx: Context, ip: string): Promise<OpenPort[] | undefined> {
    const listed = (await this.listedOrNone(ctx.signal)).filter((port) => port.ip === ip);
    return listed.length > 0 ? listed : this.ask(ctx, ip);
  }

  /** Addresses with open ports; others the interface does not list. */
  async addresses(): Promise<string[]> {
    return [...new Set((await this.listedOrNone()).map(({ ip }) => ip))];
  }

  /** Says something once in the life of this process. */
  warnOnce(ctx: Context, text: string): void {
    if (this.said.has(text)) return;
    this.said.add(text);
    ctx.log.warn(text);
  }

  /** Notes which ports a resource has just tagged, so that another one that goes doesn't put them back. */
  hold(ip: string, ports: Port[]): void {
    const owners = this.held.get(ip) ?? new Map();
    this.held.set(ip, owners.set(ownerOf(ports), new Set(ports.map(portName))));
  }

  release(ip: string, ports: Port[]): void {
    this.held.get(ip)?.delete(ownerOf(ports));
  }

  isHeld(ip: string, port: Port): boolean {
    const owners = [...(this.held.get(ip)?.values() ?? [])];
    return owners.some((names) => names.has(portName(port)));
  }

  /** An account that monitors nothing may get a 404 for it. */
  private async listedOrNone(signal?: AbortSignal): Promise<OpenPort[]> {
    try {
      return await this.all(signal);
    } catch (thrown) {
      if (isCategory(thrown, "notFound")) return [];
      throw thrown;
    }
  }
}

/** Resources have no name here; two that tag the same ports are one. */
function ownerOf(ports: Port[]): string {
  return ports.map(portName).join(" ");
}

export function notMonitored(ip: string): PerimeterError {
  return new PerimeterError({
    category: "notFound",
    message: `${ip} is not monitored`,
    advice: "Make a MonitoredIp for it, and let this resource depend on it, as with `ip: monitored.ip`.",
  });
}
