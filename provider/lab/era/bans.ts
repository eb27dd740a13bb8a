import { z } from "zod";
import type { Call, Reply, Route } from "../appliance";
import { checked, Refused } from "../strict";
import { look, viewParameters } from "./collection";
import type { Context, InstanceSeed } from "./options";

/** An instance of the role as the interface shows it. */
export interface InstanceState {
  site: string;
  node: string;
  srvidx: number;
  addr: string;
  online: boolean;
  banned: { ip: string; expires: number }[];
}

interface Instance extends Required<Omit<InstanceSeed, "server">> {
  server: string;
  /** Address → the end of its ban. */
  bans: Map<string, number>;
  takesBans: boolean;
}

const ipv4 = z.ipv4();
const scopeParameters = {
  site: z.string().min(1).optional(),
  sites: z.string().min(1).optional(),
  server: z.string().min(1).optional(),
  servers: z.string().min(1).optional(),
};
const scopeForm = z.strictObject(scopeParameters);
type Scope = z.infer<typeof scopeForm>;

/** "Доступные поля для выдачи: banned, addr, node, online, site, srvidx." */
const listForm = z.strictObject({
  ...scopeParameters,
  ...viewParameters(["banned", "addr", "node", "online", "site", "srvidx"]),
});

/** The ban lists of every instance of the role. */
export class Bans {
  readonly routes: Route[];
  private readonly instances = new Map<string, Instance>();

  constructor(private readonly context: Context) {
    for (const seed of context.options.instances) this.add(seed);
    const path = `/rest/v1/master/logicalroles/${context.options.role}/bannedaddrs`;
    this.routes =
      context.options.role === "ws"
        ? this.routesOfWs(path)
        : [
            { method: "POST", path, handle: (call) => this.ban(call) },
            { method: "GET", path, handle: (call) => this.list(call) },
            { method: "DELETE", path, handle: (call) => this.clear(call) },
            { method: "DELETE", path: `${path}/:ip`, handle: (call) => this.lift(call) },
          ];
  }

  /** The role `ws` has no POST: bans are not set by hand there. Its own path is that of the current instance. */
  private routesOfWs(path: string): Route[] {
    const first = (call: Call): Instance[] => {
      checked(z.strictObject({}), call.query);
      return [...this.instances.values()].slice(0, 1);
    };
    const all = (call: Call): Instance[] => {
      checked(z.strictObject({}), call.query);
      return [...this.instances.values()];
    };
    const site = `${path}/site`;
    return [
      { method: "GET", path, handle: (call) => ({ json: first(call).map((one) => this.shown(one)) }) },
      { method: "DELETE", path, handle: (call) => this.empty(first(call)) },
      { method: "GET", path: site, handle: (call) => ({ json: all(call).map((one) => this.shown(one)) }) },
      { method: "DELETE", path: site, handle: (call) => this.empty(all(call)) },
      { method: "DELETE", path: `${site}/:ip`, handle: (call) => this.liftFrom(all(call), call) },
    ];
  }

  add(seed: InstanceSeed): void {
    const { server = seed.node, online = true } = seed;
    this.instances.set(seed.node, { ...seed, server, online, bans: new Map(), takesBans: true });
  }

  remove(node: string): void {
    this.at(node);
    this.instances.delete(node);
  }

  /** For hands: the instance on a node. */
  at(node: string): Instance {
    const instance = this.instances.get(node);
    if (!instance) throw new Error(`there is no instance on ${node}`);
    return instance;
  }

  /** A ban with the rule of renewal; the list of one instance alone. */
  put(instance: Instance, ip: string, seconds: number): void {
    const until = this.context.clock.now() + seconds * 1000;
    const present = this.context.options.renewal === "extends" ? (instance.bans.get(ip) ?? 0) : 0;
    instance.bans.set(ip, Math.max(until, present));
  }

  /** Every instance with its bans, also of those that are not available. */
  state(): InstanceState[] {
    return [...this.instances.values()].map((instance) => ({
      ...identity(instance),
      online: instance.online,
      banned: this.bannedOn(instance),
    }));
  }

  private ban(call: Call): Reply {
    const instances = this.inScope(checked(scopeForm, call.query));
    const { ip, expires } = checked(this.banForm(), call.body);
    const results = instances.map((instance) => {
      const shown = { ...identity(instance), online: instance.online };
      if (!instance.online) return shown;
      if (instance.takesBans) this.put(instance, ip, expires);
      return { ...shown, result: instance.takesBans };
    });
    return { json: results };
  }

  /** `expires` 0 or missing, and its maximum, are unknown: at least 1 is asked for, and there is no maximum. */
  private banForm() {
    const seconds = z.int().min(1);
    const text = z.string().regex(/^\d+$/).transform(Number).pipe(seconds);
    const expires = this.context.options.lenientExpires ? z.union([seconds, text]) : seconds;
    return z.strictObject({ ip: ipv4, expires });
  }

  /** Pages instances, not addresses. */
  private list(call: Call): Reply {
    const { site, sites, server, servers, ...view } = checked(listForm, call.query);
    const shown = this.inScope({ site, sites, server, servers }).map((instance) => this.shown(instance));
    const limit = view.limit ?? this.context.options.defaultLimit;
    return { json: look(shown, { ...view, ...(limit === undefined ? {} : { limit }) }) };
  }

  private shown(instance: Instance): object {
    const { online } = instance;
    return { ...identity(instance), online, ...(online ? { banned: this.bannedOn(instance) } : {}) };
  }

  private clear(call: Call): Reply {
    return this.empty(this.available(call));
  }

  private empty(instances: readonly Instance[]): Reply {
    for (const instance of instances) if (instance.online) instance.bans.clear();
    return { status: 204 };
  }

  private lift(call: Call): Reply {
    return this.liftFrom(this.available(call), call);
  }

  private liftFrom(instances: readonly Instance[], call: Call): Reply {
    const ip = checked(z.strictObject({ ip: ipv4 }), call.params).ip;
    const available = instances.filter(({ online }) => online);
    const holders = available.filter((instance) => {
      const present = this.bannedOn(instance).some((ban) => ban.ip === ip);
      instance.bans.delete(ip);
      return present;
    });
    if (holders.length > 0 || this.context.options.absentDelete === 204) return { status: 204 };
    throw new Refused(404, `${ip} is not banned`);
  }

  private available(call: Call): Instance[] {
    return this.inScope(checked(scopeForm, call.query)).filter((instance) => instance.online);
  }

  /** "Имеет смысл указывать не более одного из них": several narrow each other (unknown). */
  private inScope(scope: Scope): Instance[] {
    const { site, sites, server, servers } = scope;
    const bySite = [site === undefined ? undefined : [site], sites?.split(",")];
    const byServer = [server === undefined ? undefined : [server], servers?.split(",")];
    this.refuseUnknown([...bySite, ...byServer].flatMap((names) => names ?? []));
    return [...this.instances.values()].filter(
      (instance) =>
        bySite.every((names) => names?.includes(instance.site) ?? true) &&
        byServer.every((names) => names?.some((name) => aliases(instance).includes(name)) ?? true),
    );
  }

  private refuseUnknown(names: string[]): void {
    if (this.context.options.unknownScope !== "refuse") return;
    const known = [...this.instances.values()].flatMap((one) => [one.site, ...aliases(one)]);
    const unknown = names.find((name) => !known.includes(name));
    if (unknown !== undefined) throw new Refused(400, `${unknown} is not in the configuration`);
  }

  /** "Остаточное время интервала блокировки в секундах"; what has run out is removed. */
  private bannedOn(instance: Instance): { ip: string; expires: number }[] {
    const now = this.context.clock.now();
    for (const [ip, until] of instance.bans) if (until <= now) instance.bans.delete(ip);
    return [...instance.bans].map(([ip, until]) => ({ ip, expires: Math.ceil((until - now) / 1000) }));
  }
}

/** "Может быть IP адресом, номером или полным именем сервера из конфигурации." */
const aliases = ({ addr, srvidx, server }: Instance) => [addr, String(srvidx), server];
const identity = ({ site, node, srvidx, addr }: Instance) => ({ site, node, srvidx, addr });
