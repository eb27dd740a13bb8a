/** A small network: few objects that overlap, and every packet that can tell them apart. Judged by the lab alone. */

import {
  effect,
  type Judgement,
  judge,
  judgeApplication,
  judgeRequest,
  type Lookup,
  type Packet,
  type WebRequest,
} from "../../provider/lab/ideco/judge";
import {
  type FirewallTable,
  firewallTables,
  type Rule,
  type TableName,
} from "../../provider/lab/ideco/rules";
import type { Alias } from "../../provider/lab/ideco/seed";
import type { Random } from "../policy/random";

function alias(id: string, more: Partial<Alias>): [string, Alias] {
  return [id, { id, type: id.split(".")[0] ?? id, title: id, comment: "", ...more }];
}

const weekdays = [1, 2, 3, 4, 5];
export const objects: Lookup = new Map([
  alias("ip.id.1", { value: "10.0.0.1" }),
  alias("ip.id.2", { value: "10.0.0.2" }),
  alias("subnet.id.1", { value: "10.0.0.0/30" }),
  alias("ip_range.id.1", { start: "10.0.0.2", end: "10.0.0.9" }),
  alias("address_list.id.1", { values: ["ip.id.1", "ip_range.id.1"] }),
  alias("port.id.1", { value: 80 }),
  alias("port.id.2", { value: 443 }),
  alias("port_range.id.1", { start: 400, end: 500 }),
  alias("port_list.id.1", { values: ["port.id.1", "port.id.2"] }),
  alias("interface.id.1", { lab: { zones: ["interface.local_any"] } }),
  alias("interface.id.2", { lab: { zones: ["interface.external_any"] } }),
  alias("time_range.id.1", { weekdays, start: "09:00", end: "18:00", period: null }),
  alias("time_list.id.1", { values: ["time_range.id.1"] }),
]);

/** What a field of a rule can name, besides `any`. */
export const names = {
  addresses: ["ip.id.1", "ip.id.2", "subnet.id.1", "ip_range.id.1", "address_list.id.1"],
  ports: ["port.id.1", "port.id.2", "port_range.id.1", "port_list.id.1"],
  interfaces: ["interface.id.1", "interface.id.2", "interface.local_any", "interface.external_any"],
  protocols: ["protocol.tcp", "protocol.udp", "protocol.icmp"],
  times: ["time_range.id.1", "time_list.id.1"],
  profiles: ["hip_profile.id.1", "hip_profile.id.2"],
  applications: ["HTTP", "SSH", "DNS"],
  categories: ["users.id.1", "users.id.2", "special.id.1"],
  methods: ["GET", "POST"],
  types: ["text/html", "image/png"],
};

/** Which of the rarer fields rules and packets of one pair of tables use at all. */
export const rareFields = ["ports", "protocol", "interfaces", "time", "profiles"] as const;
export type Rare = (typeof rareFields)[number];

const addresses = ["10.0.0.1", "10.0.0.2", "10.0.0.9", "10.9.9.9"];
const [wednesdayNoon, sunday] = [Date.UTC(2026, 3, 1, 12), Date.UTC(2026, 3, 5, 12)];

function every<T>(parts: { [K in keyof T]: readonly T[K][] }): T[] {
  let all: Partial<T>[] = [{}];
  for (const [name, values] of Object.entries(parts) as [keyof T, readonly T[keyof T][]][]) {
    all = all.flatMap((part) => values.map((value) => ({ ...part, [name]: value })));
  }
  return all as T[];
}

type Subject = { packet: Packet } | { application: Packet } | { request: WebRequest };

function packets(used: ReadonlySet<Rare>): Packet[] {
  const layers: Pick<Packet, "protocol" | "destinationPort">[] = [
    { protocol: "tcp", destinationPort: 80 },
    ...(used.has("ports") ? [{ protocol: "tcp" as const, destinationPort: 443 }] : []),
    ...(used.has("protocol")
      ? [{ protocol: "udp" as const, destinationPort: 80 }, { protocol: "icmp" as const }]
      : []),
  ];
  const sides = every<Packet>({
    sourceAddress: addresses,
    destinationAddress: addresses.slice(0, 3),
    incomingInterface: used.has("interfaces") ? ["interface.id.1", "interface.id.2"] : ["interface.id.1"],
    outgoingInterface: used.has("interfaces") ? ["interface.id.1", "interface.id.2"] : ["interface.id.2"],
    hipProfile: used.has("profiles") ? ["hip_profile.id.1", "hip_profile.id.3"] : ["hip_profile.id.3"],
    at: used.has("time") ? [wednesdayNoon, sunday] : [sunday],
  } as never);
  return layers.flatMap((layer) => sides.map((side) => ({ ...side, ...layer })));
}

const applications = every<Packet>({
  protocol: ["tcp"],
  sourceAddress: addresses,
  destinationAddress: ["192.0.2.1"],
  application: names.applications,
} as never);

const requests = every<WebRequest>({
  sourceAddress: addresses,
  categories: [["users.id.1"], ["users.id.2"], ["users.id.1", "users.id.2"], []],
  method: ["GET", "POST"],
  contentType: ["text/html", "image/png"],
  at: [wednesdayNoon],
} as never);

const isFirewall = (table: TableName): table is FirewallTable =>
  (firewallTables as readonly string[]).includes(table);

/** For each packet and chain what happens to it, as a number; equal numbers for equal effects. */
export type Verdicts = Int32Array;

/** How one rule alone judges: the packets that it matches, and what it does to them. */
interface Sole {
  hits: Uint8Array;
  effects: Int32Array;
}

/** Every packet of a table, and the lab's verdicts of it. */
export class Universe {
  private readonly subjects: Subject[];
  private readonly numbers = new Map<string, number>();
  private readonly soles = new Map<string, Sole>();
  private readonly ofRow = new WeakMap<Rule, Sole>();
  private readonly nothing: Int32Array;
  readonly size: number;

  constructor(
    private readonly table: TableName,
    used: ReadonlySet<Rare>,
  ) {
    this.subjects = isFirewall(table)
      ? packets(used).map((packet) => ({ packet }))
      : table === "appControl"
        ? applications.map((application) => ({ application }))
        : requests.map((request) => ({ request }));
    this.size = this.subjects.length * (table === "contentFilter" ? 2 : 1);
    this.nothing = this.judgements([]).effects;
  }

  /** What the lab says, packet by packet. */
  private judgements(rules: readonly Rule[], only?: number): Sole {
    const subjects = only === undefined ? this.subjects : this.subjects.slice(only, only + 1);
    const all = subjects.flatMap((subject): Judgement[] => {
      if ("packet" in subject) return [judge(rules, subject.packet, objects, this.table as FirewallTable)];
      if ("application" in subject) return [judgeApplication(rules, subject.application, objects)];
      const { bump, access } = judgeRequest(rules, subject.request, objects);
      return [bump, access];
    });
    return {
      hits: Uint8Array.from(all, ({ ruleId }) => (ruleId === undefined ? 0 : 1)),
      effects: Int32Array.from(all, (judgement) => this.number(JSON.stringify(effect(judgement)))),
    };
  }

  private number(text: string): number {
    const known = this.numbers.get(text) ?? this.numbers.size;
    this.numbers.set(text, known);
    return known;
  }

  /** One rule judged alone, once for each content. */
  private sole(rule: Rule): Sole {
    const known = this.ofRow.get(rule);
    if (known) return known;
    const { id: _, comment: _comment, ...content } = rule;
    const text = JSON.stringify(content);
    const sole = this.soles.get(text) ?? this.judgements([rule]);
    this.soles.set(text, sole);
    this.ofRow.set(rule, sole);
    return sole;
  }

  /**
   * All packets by the whole table: the first match decides, in the log table the last. Put together from the lab's
   * verdicts of single rules; {@link spotCheck} asks the lab for the whole table.
   */
  judge(rules: readonly Rule[]): Verdicts {
    const verdicts = this.nothing.slice();
    // From the weakest rule to the strongest: who comes later has the last word.
    const weakestFirst = this.table === "log" ? rules : rules.toReversed();
    for (const rule of weakestFirst) {
      const { hits, effects } = this.sole(rule);
      for (let at = 0; at < verdicts.length; at++) if (hits[at]) verdicts[at] = effects[at] as number;
    }
    return verdicts;
  }

  /** Whether the lab, asked for the whole table, says of one packet what is put together here. */
  spotCheck(rules: readonly Rule[], verdicts: Verdicts, random: Random): boolean {
    const at = random.below(this.subjects.length);
    const { effects } = this.judgements(rules, at);
    return effects.every((effect, chain) => effect === verdicts[at * effects.length + chain]);
  }
}

export function isSafe(old: Verdicts, wish: Verdicts, now: Verdicts): boolean {
  for (let at = 0; at < now.length; at++) if (now[at] !== old[at] && now[at] !== wish[at]) return false;
  return true;
}

export const isEqual = (a: Verdicts, b: Verdicts) => a.every((verdict, at) => verdict === b[at]);
