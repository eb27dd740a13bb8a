import type { Appliance, Call, Reply, Route } from "../appliance";
import type { Clock } from "../clock";
import { answering, type Refused } from "../strict";
import { Bans, type InstanceState } from "./bans";
import { type BorderRule, type BorderRuleFields, BorderRules } from "./border";
import { type Context, defaults, type EraOptions, type InstanceSeed } from "./options";
import { Sessions } from "./sessions";

export type { EraOptions, InstanceSeed } from "./options";

/** Error codes by status. The codes are documented, the statuses that belong to them are not. */
const codes: Record<number, number> = {
  400: 1405,
  401: 1407,
  403: 1401,
  404: 1404,
  405: 1403,
  409: 1402,
  429: 1410,
  504: 1414,
};
const internalError = 1501;

/** A simulated Era platform, written from the vendor's page "Управление сетевым фильтром esg (bannedaddrs)". */
export class EraAppliance implements Appliance {
  readonly vendor = "era";
  readonly routes: Route[];
  readonly sessions: Sessions;
  private readonly context: Context;
  private readonly bans: Bans;
  private readonly border: BorderRules;

  constructor(clock: Clock, options: EraOptions = {}) {
    this.context = { clock, options: { ...defaults, ...options } };
    this.sessions = new Sessions(this.context);
    this.bans = new Bans(this.context);
    this.border = new BorderRules(this.context);
    const routes = [...this.sessions.routes, ...this.bans.routes, ...this.border.routes];
    this.routes = answering(routes, (refused) => this.refused(refused));
  }

  get latencyMs(): number {
    return this.context.options.latencyMs;
  }

  /** Changes how the appliance behaves while it runs; what is left out stays. */
  configure(options: Omit<EraOptions, "role" | "instances">): void {
    Object.assign(this.context.options, options);
  }

  addInstance(seed: InstanceSeed): void {
    this.bans.add(seed);
  }

  /** The instance leaves the configuration, and its ban list with it. */
  removeInstance(node: string): void {
    this.bans.remove(node);
  }

  /** An instance that is not available keeps its list; its bans run out all the same. */
  setOnline(node: string, online: boolean): void {
    this.bans.at(node).online = online;
  }

  /** From now on the instance answers `result: false` to bans (or, with false, takes them again). */
  failBans(node: string, failing = true): void {
    this.bans.at(node).takesBans = !failing;
  }

  /** An automatic ban: "производится на конкретном экземпляре". */
  ban(node: string, ip: string, seconds: number): void {
    this.bans.put(this.bans.at(node), ip, seconds);
  }

  unban(node: string, ip: string): void {
    this.bans.at(node).bans.delete(ip);
  }

  /** Adds a border rule by hand, or replaces the one with the same id; gives the whole rule. */
  putBorderRule(fields: BorderRuleFields = {}): BorderRule {
    return structuredClone(this.border.put(fields));
  }

  removeBorderRule(id: string): void {
    this.border.drop(id);
  }

  /** Every instance with its bans (also of those that are offline), the border rules, open sessions. */
  state(): { instances: InstanceState[]; borderRules: BorderRule[]; sessions: number } {
    return {
      instances: this.bans.state(),
      borderRules: this.border.state(),
      sessions: this.sessions.count,
    };
  }

  refuse(status: number, message: string): Reply {
    return failure(status, codes[status] ?? internalError, message);
  }

  guard(call: Call): Reply | undefined {
    return this.sessions.allows(call) ? undefined : this.refuse(401, "log in first");
  }

  expireSessions(): void {
    this.sessions.expireAll();
  }

  connection(endpoint: string): Record<string, unknown> {
    const { authentication, domain, login, password, role } = this.context.options;
    return {
      endpoint,
      ...(authentication === "none" ? {} : { domain, login, password }),
      ...(role === defaults.role ? {} : { role }),
    };
  }

  private refused({ status, message, field }: Refused): Reply {
    if (status !== 400) return this.refuse(status, message);
    const code = this.context.options.validationCode;
    const details = field ? { field, msg_code: "invalid_value" } : undefined;
    return failure(code === internalError ? 500 : 400, code, message, details);
  }
}

function failure(status: number, error_code: number, error_message: string, error_details?: object): Reply {
  return { status, json: { error_code, error_message, ...(error_details ? { error_details } : {}) } };
}
