import type { Appliance, Call, Reply, Route } from "../appliance";
import type { Clock } from "../clock";
import type { Context, IdecoOptions } from "./context";
import { Sessions } from "./session";
import { FirewallSettings } from "./settings";
import { Refusal } from "./validate";

export type { Dialect, IdecoOptions } from "./context";

const defaults: Context["options"] = {
  latencyMs: 0,
  login: "admin",
  password: "perimeter-lab",
  sessionSeconds: 3600,
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
  private readonly context: Context;

  constructor(clock: Clock, options: IdecoOptions = {}) {
    const { dialect = "v18", ...rest } = options;
    this.context = { dialect, clock, options: { ...defaults, ...rest } };
    this.sessions = new Sessions(this.context);
    this.firewall = new FirewallSettings(this.context);
    this.routes = [...this.sessions.routes, ...this.firewall.routes];
  }

  get latencyMs(): number {
    return this.context.options.latencyMs;
  }

  refuse(status: number, message: string): Reply {
    return new Refusal(status, message).reply();
  }

  guard(call: Call): Reply | undefined {
    return this.sessions.allows(call) ? undefined : this.refuse(401, "log in first");
  }

  expireSessions(): void {
    this.sessions.expireAll();
  }

  connection(endpoint: string): Record<string, unknown> {
    const { login, password } = this.context.options;
    return { endpoint, login, password };
  }
}
