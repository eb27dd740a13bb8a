import type { Route } from "../appliance";
import { numeric, span, within } from "./addresses";
import type { Context } from "./context";
import { factsOf } from "./facts";
import { type Judgement, judge, type Packet } from "./judge";
import type { Objects } from "./objects";
import { RuleIds } from "./ruleids";
import { type FirewallTable, firewallTables, type Rule } from "./rules";
import type { Alias } from "./seed";
import type { FirewallSettings } from "./settings";
import { json, route } from "./validate";

/** What the appliance did to one packet. */
export interface Passage {
  log: Judgement;
  dnat: Judgement;
  /** The packet as the tables below saw it: after DNAT and routing. */
  translated: Packet;
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

  counters(table: FirewallTable): { id: number | string; packets: number }[] {
    const ids = new RuleIds(this.context, table);
    return this.rules(table).map(({ id }) => ({
      id: ids.out(id),
      packets: this.packets.get(`${table} ${id}`) ?? 0,
    }));
  }

  /** The log table's rules as they are listed: with `packets` in the dialect that prints the counters there. */
  decorate(table: string, rule: Rule): Rule {
    if (table !== "log" || this.context.options.logCounters !== "inRules") return rule;
    return { ...rule, packets: this.packets.get(`log ${rule.id}`) ?? 0 } as Rule;
  }

  /** Sends a packet: what `pass` says, and the rules that it met are counted while `/firewall/watch` is on. */
  send(packet: Packet): Passage {
    const passage = this.pass(packet);
    this.count("log", passage.log);
    this.count("dnat", passage.dnat);
    this.count(passage.table, passage.filter);
    this.count("snat", passage.snat);
    return passage;
  }

  /**
   * The way of a packet, without counting ("Полный цикл обработки трафика"): it is marked for the log, DNAT replaces its
   * destination, it is routed, and only then INPUT or FORWARD judge it; SNAT comes last.
   */
  pass(packet: Packet): Passage {
    const arrived = this.directed({ at: this.context.clock.now(), ...packet });
    const dnat = this.judge("dnat", arrived);
    const translated = this.directed(this.translated({ at: arrived.at, ...packet }, dnat));
    const table = this.tableFor(translated);
    return {
      log: this.judge("log", arrived),
      dnat,
      translated,
      table,
      filter: this.filtered(table, translated),
      snat: this.judge("snat", translated),
    };
  }

  /** Judges without counting. With user rules switched off only the system's own rules are left. */
  judge(table: FirewallTable, packet: Packet): Judgement {
    return judge(this.firewall.state.enabled ? this.rules(table) : [], packet, this.objects.all, table);
  }

  /** What INPUT and FORWARD do: where no user rule decides, a system rule may. */
  private filtered(table: "forward" | "input", packet: Packet): Judgement {
    const judgement = this.judge(table, packet);
    const isFromOutside =
      table === "forward" && this.zonesOf(packet.incomingInterface).includes("interface.external_any");
    if (judgement.ruleId !== undefined || !isFromOutside || !factsOf(this.context).blocksExternal) {
      return judgement;
    }
    return { verdict: "drop" };
  }

  private zonesOf(id = ""): string[] {
    return [id, ...(this.objects.all.get(id)?.lab?.zones ?? [])];
  }

  /** With the destination that DNAT puts in place; of a range the first address or port is taken. */
  private translated(packet: Packet, { verdict, address, port }: Judgement): Packet {
    if (verdict !== "dnat") return packet;
    const first = (target: string) => {
      const { value, start } = this.objects.all.get(target) ?? {};
      return String(value ?? start ?? target.split("-")[0]);
    };
    const { destinationName: _name, ...rest } = packet;
    return {
      ...rest,
      ...(address ? { destinationAddress: first(address) } : {}),
      ...(port ? { destinationPort: Number(first(port)) } : {}),
    };
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

  private count(table: FirewallTable, judgement: Judgement): void {
    if (this.firewall.watch.enabled && judgement.ruleId !== undefined) {
      const key = `${table} ${judgement.ruleId}`;
      this.packets.set(key, (this.packets.get(key) ?? 0) + 1);
    }
  }
}
