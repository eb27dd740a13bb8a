import { z } from "zod";
import type { Route } from "../appliance";
import { type Context, setting, toggle } from "./context";
import { json, route } from "./validate";

const actions = z.enum(["accept", "drop", "dnat", "snat", "mark_log", "mark_not_log"]);
const firewallSettings = z.strictObject({
  automatic_snat_enabled: z.boolean(),
  log_mode: z.enum(["nothing", "all", "selected"]),
  log_actions: z.array(actions),
});

/** State, settings and counters of the firewall as a whole. */
export class FirewallSettings {
  /** Whether user rules work at all; the appliance's interface only reads it, its local menu switches it. */
  readonly state = { enabled: true };
  readonly watch = { enabled: false };
  readonly settings: z.infer<typeof firewallSettings> = {
    automatic_snat_enabled: true,
    log_mode: "nothing",
    log_actions: [],
  };
  readonly routes: Route[];

  constructor(context: Context) {
    this.routes = [
      route("GET", "/firewall/status", () =>
        json([
          { name: "rules-in-kernel", status: "active", msg: [] },
          { msg: [], status: "active", name: "auto-snat" },
        ]),
      ),
      route("GET", "/firewall/state", () => json(this.state)),
      ...setting(context, "/firewall/settings", firewallSettings, this.settings),
      ...toggle(context, "/firewall/watch", this.watch),
    ];
  }
}
