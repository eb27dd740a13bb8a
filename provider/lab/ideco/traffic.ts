import type { Route } from "../appliance";
import { numeric, span, within } from "./addresses";
import type { Context } from "./context";
import { type Judgement, judge, type Packet } from "./judge";
import type { Alias, Objects } from "./objects";
import { type FirewallTable, firewallTables, type Rule } from "./rules";
import type { FirewallSettings } from "./settings";
import { json, route } from "./validate";

/** What the appliance did to one packet. */
export interface Passage {
  log: Judgement;
  dnat: Judgement;
  /** Which table decided: `input` where the packet is for the appliance itself. */
  table: "forward" | "input";
  filter: Judgement;
  snat: Judgement;
}

/** Sends packets through the tables and counts which rules they met. */
export class Traffic {
  readonly routes: Route[];
  private readonly packets = new Map<string, number>();

  constructor(
    private readonly context: Context,
    private readonly objects: Objects,
    private readonly firewall: FirewallSettings,
    private readonly rules: (table: FirewallTable) => readonly Rule[],
  ) {
    this.routes = firewallTables.map((table) =>
      route("GET", `/firewall/counters/${table}`, () => json(this.counters(table)), {
        when: () => table !== "log" || context.options.logCounters === "counters",
      }),
    );
  }

  counters(table: FirewallTable): { id: number; packets: number }[] {
    return this.rules(table).map(({ id }) => ({ id, packets: this.packets.get(`${table} ${id}`) ?? 0 }));
  }

  /** The log table's rules as they are listed: with `packets` in the dialect that prints the counters there. */
  decorate(table: string, rule: Rule): Rule {
    if (table !== "log" || this.context.options.logCounters !== "inRules") return rule;
    return { ...rule, packets: this.packets.get(`log ${rule.id}`) ?? 0 } as Rule;
  }

  /**
   * Sends a packet: logging marks first, then the filter, with the addresses that the packet came with. Met rules
   * are counted while `/firewall/watch` is on.
   */
  send(packet: Packet): Passage {
    const whole = { at: this.context.clock.now(), ...this.directed(packet) };
    const table = this.tableFor(packet);
    return {
      log: this.count("log", this.judge("log", whole)),
      dnat: this.count("dnat", this.judge("dnat", whole)),
      table,
      filter: this.count(table, this.judge(table, whole)),
      snat: this.count("snat", this.judge("snat", whole)),
    };
  }

  /** Judges without counting. With user rules switched off only the system's own rules are left. */
  judge(table: FirewallTable, packet: Packet): Judgement {
    return judge(this.firewall.state.enabled ? this.rules(table) : [], packet, this.objects.all, table);
  }

  /** `input` for packets to one of the appliance's own addresses. */
  tableFor(packet: Packet): "forward" | "input" {
    return this.interfaces().some((nic) => nic.lab?.address === packet.destinationAddress)
      ? "input"
      : "forward";
  }

  /** Adds the interface by which the packet leaves: the narrowest network that holds the destination. */
  directed(packet: Packet): Packet {
    const destination = numeric(packet.destinationAddress);
    const size = ([low, high]: readonly [number, number]) => high - low;
    const out = this.interfaces()
      .map((nic) => ({ id: nic.id, net: span(nic.lab?.net ?? "0.0.0.0/0") }))
      .filter(({ net }) => within(destination, net))
      .sort((a, b) => size(a.net) - size(b.net))[0];
    return {
      ...(out && this.tableFor(packet) === "forward" ? { outgoingInterface: out.id } : {}),
      ...packet,
    };
  }

  private interfaces(): Alias[] {
    return [...this.objects.all.values()].filter((alias) => alias.lab?.address !== undefined);
  }

  private count(table: FirewallTable, judgement: Judgement): Judgement {
    if (this.firewall.watch.enabled && judgement.ruleId !== undefined) {
      const key = `${table} ${judgement.ruleId}`;
      this.packets.set(key, (this.packets.get(key) ?? 0) + 1);
    }
    return judgement;
  }
}
