import type { Appliance, Call, Reply, Route } from "../appliance";
import type { Clock } from "../clock";
import { AccessLists } from "./acl";
import { aliasRoutes } from "./aliases";
import { PacketChecks } from "./checks";
import { ContentFilter } from "./content";
import type { Context, IdecoOptions } from "./context";
import { DpiProfiles } from "./dpi-profiles";
import type { Dialect } from "./facts";
import { HardwareFilter } from "./hardware";
import { Ips } from "./ips";
import type { Packet } from "./judge";
import { Morphology } from "./morph";
import { Objects } from "./objects";
import { peopleRoutes, versionRoutes } from "./people";
import { Quotas } from "./quotas";
import type { TableName } from "./rules";
import { Sessions } from "./session";
import { FirewallSettings } from "./settings";
import { Hand, RuleTables, type State, tableNames } from "./tables";
import { type Passage, Traffic } from "./traffic";
import { Refusal } from "./validate";

export type { IdecoOptions } from "./context";
export type { Dialect } from "./facts";

const defaults: Context["options"] = {
  latencyMs: 0,
  login: "admin",
  password: "perimeter-lab",
  facts: {},
  secondFactor: false,
  role: "write",
  allAliases: "list",
  dpiProfiles: "list",
  sessionSeconds: 3600,
  idOffset: 0,
  history: true,
  customSignatures: "page",
  customFile: "adds",
  packetCheckDelete: "patch",
  bareObjects: false,
  categoryDelete: true,
  logCounters: "counters",
  blockNames: "sample",
  checkSeconds: 0,
  updateSeconds: 0,
  updateEnds: "up_to_date",
};

/** A simulated Ideco NGFW, written from the vendor's page "Управление правилами трафика". */
export class IdecoAppliance implements Appliance {
  readonly vendor = "ideco";
  readonly routes: Route[];
  readonly sessions: Sessions;
  readonly firewall: FirewallSettings;
  readonly content: ContentFilter;
  readonly morphology: Morphology;
  readonly ips: Ips;
  readonly quotas: Quotas;
  readonly checks: PacketChecks;
  readonly dpiProfiles: DpiProfiles;
  readonly hardware: HardwareFilter;
  readonly accessLists: AccessLists;
  private readonly context: Context;
  private readonly registry: Objects;
  private readonly tables: RuleTables;
  private readonly traffic: Traffic;

  constructor(clock: Clock, options: IdecoOptions = {}) {
    const { dialect = "v18", ...rest } = options;
    const context = { dialect, clock, options: { ...defaults, ...rest } };
    this.context = context;
    this.registry = new Objects(context.options.idOffset);
    this.sessions = new Sessions(context);
    this.firewall = new FirewallSettings(context);
    this.content = new ContentFilter(context, (id) => this.tables.userOf(id));
    this.tables = new RuleTables(
      context,
      { objects: this.registry, hasCategory: (id) => this.content.has(id) },
      (table, rule) => this.traffic.decorate(table, rule),
    );
    this.traffic = new Traffic(context, this.registry, this.firewall, (table) => this.tables.rules(table));
    this.checks = new PacketChecks(context, this.registry, this.traffic);
    this.morphology = new Morphology(context);
    const userOf = (id: string) => this.tables.userOf(id);
    this.ips = new Ips(context, this.registry, userOf);
    this.quotas = new Quotas(context);
    this.dpiProfiles = new DpiProfiles(context, userOf);
    this.hardware = new HardwareFilter(context);
    this.accessLists = new AccessLists(context, this.registry);
    this.routes = [
      ...this.sessions.routes,
      ...this.firewall.routes,
      ...this.tables.routes,
      ...this.traffic.routes,
      ...this.checks.routes,
      ...this.content.routes,
      ...this.morphology.routes,
      ...this.ips.routes,
      ...this.quotas.routes,
      ...this.dpiProfiles.routes,
      ...this.hardware.routes,
      ...this.accessLists.routes,
      ...peopleRoutes(context, this.registry),
      ...versionRoutes(context),
      ...aliasRoutes(context, this.registry, (id) => this.userOf(id)),
    ];
    this.settle();
  }

  get dialect(): Dialect {
    return this.context.dialect;
  }

  get latencyMs(): number {
    return this.context.options.latencyMs;
  }

  /** Another version on the same appliance: rules take its form, everybody has to log in again. */
  upgrade(dialect: Dialect): void {
    this.context.dialect = dialect;
    this.settle();
    this.tables.convertAll();
    this.expireSessions();
  }

  /** Changes how the appliance behaves while it runs; what is left out stays. */
  configure(options: Omit<IdecoOptions, "dialect">): void {
    Object.assign(this.context.options, options);
  }

  /** Objects by id, as the judge and rules look them up. */
  get objects() {
    return this.registry.all;
  }

  /** Direct access to a rule table, as an administrator by hand: not in the journal. */
  table(name: TableName): Hand {
    return new Hand(this.tables, name);
  }

  /** Every state that a table had since the start or the last reset; the first is where it started from. */
  history(name: TableName): State[] {
    return this.tables.history(name);
  }

  /** Starts the history of one table, or of all, again from the present state. */
  resetHistory(name?: TableName): void {
    for (const table of name ? [name] : tableNames) this.tables.resetHistory(table);
  }

  /** Switches the keeping of states on or off. */
  keepHistory(on: boolean): void {
    this.tables.keepsHistory = on;
  }

  /** Sends a packet through the firewall; met rules are counted while the counters are on. */
  send(packet: Packet): Passage {
    return this.traffic.send(packet);
  }

  /** The way of a packet through the firewall, without counting. */
  trace(packet: Packet): Passage {
    return this.traffic.pass(packet);
  }

  refuse(status: number, message: string): Reply {
    return new Refusal(status, message).reply();
  }

  guard(call: Call, route: Route | undefined): Reply | undefined {
    if (!this.sessions.allows(call)) return this.refuse(401, "log in first");
    const changes = call.method !== "GET" && !route?.session;
    const mayNot = changes && this.context.options.role === "read";
    return mayNot ? this.refuse(403, "the administrator may only read") : undefined;
  }

  expireSessions(): void {
    this.sessions.expireAll();
  }

  /** Quotas, and the object that stands for those who exceeded one, are gone since v19. */
  private settle(): void {
    if (this.dialect !== "v18") this.registry.all.delete("quota.exceeded");
  }

  private userOf(object: string): string | undefined {
    return this.registry.listOf(object) ?? this.tables.userOf(object) ?? this.ips.bypass.userOf(object);
  }

  connection(endpoint: string): Record<string, unknown> {
    const { login, password } = this.context.options;
    return { endpoint, login, password };
  }
}
