import { z } from "zod";
import type { Lab } from "./core";
import { type Arguments, conditionOf, faultOf, pick, seconds } from "./handforms";
import type { Packet } from "./ideco/match";
import type { FirewallTable, RuleFields, TableName } from "./ideco/rules";
import { tableNames } from "./ideco/tables";

/** What somebody can do to the lab's appliances past the program that manages them. */
export interface Action {
  name: string;
  summary: string;
  /** Parameters with an example of each; those that end in `?` may be left out, `…` stands for fields of the rule. */
  parameters: readonly string[];
  /** Does it and tells what was done. Throws a `HandError` for what can't be done. */
  run(lab: Lab, given: Arguments): string;
}

export { HandError } from "./handforms";

const table = z.enum(tableNames as [TableName, ...TableName[]]);
const id = z.coerce.number().int();
const text = z.string().min(1);
const protocol = z.enum(["tcp", "udp"]).default("tcp");
const port = z.coerce.number().int().min(1).max(65535);
const flag = z.enum(["true", "false"]).transform((word) => word === "true");
const tables = `table=${tableNames.join("|")}`;

function place(given: { after?: number | undefined; before?: number | undefined }) {
  if (given.after !== undefined) return { after: given.after };
  return given.before === undefined ? undefined : { before: given.before };
}

const rules: Action[] = [
  {
    name: "add-rule",
    summary: "adds a rule to a table of the firewall; what is left out matches everything",
    parameters: [tables, "after=ID?", "before=ID?", "action=drop…"],
    run(lab, given) {
      const form = { table, after: id.optional(), before: id.optional() };
      const [known, rest] = pick(given, form);
      const hand = lab.ideco.table(known.table);
      const made = hand.add(hand.read(rest), place(known));
      return `rule ${made} was added to ${known.table}`;
    },
  },
  {
    name: "edit-rule",
    summary: "changes fields of a rule",
    parameters: [tables, "id=ID", "comment=by hand…"],
    run(lab, given) {
      const [known, rest] = pick(given, { table, id });
      const hand = lab.ideco.table(known.table);
      hand.edit(known.id, hand.read(rest, known.id));
      return `rule ${known.id} of ${known.table} was changed: ${Object.keys(rest).join(", ")}`;
    },
  },
  {
    name: "move-rule",
    summary: "moves a rule below or above another",
    parameters: [tables, "id=ID", "after=ID?", "before=ID?"],
    run(lab, given) {
      const [known] = pick(given, { table, id, after: id.optional(), before: id.optional() }, true);
      const { after, before } = known;
      const to = place(known);
      if (!to) return "nothing was moved: after or before is missing";
      lab.ideco.table(known.table).move(known.id, to);
      return `rule ${known.id} of ${known.table} stands ${after === undefined ? `above ${before}` : `below ${after}`}`;
    },
  },
  {
    name: "delete-rule",
    summary: "deletes a rule",
    parameters: [tables, "id=ID"],
    run(lab, given) {
      const [known] = pick(given, { table, id }, true);
      lab.ideco.table(known.table).delete(known.id);
      return `rule ${known.id} of ${known.table} was deleted`;
    },
  },
  {
    name: "firewall",
    summary: "switches the user rules of the firewall on or off",
    parameters: ["enabled=true|false"],
    run(lab, given) {
      const [{ enabled }] = pick(given, { enabled: flag }, true);
      lab.ideco.firewall.state.enabled = enabled;
      return `user rules are ${enabled ? "on" : "off"}`;
    },
  },
  {
    name: "packet",
    summary: "sends a packet through the firewall and tells which rule decides",
    parameters: [
      "from=ADDRESS",
      "to=ADDRESS",
      "port=443?",
      "protocol=tcp?",
      "by=interface.id.2?",
      "time=2026-01-31T10:00?",
    ],
    run(lab, given) {
      const form = {
        from: z.ipv4(),
        to: z.ipv4(),
        port: port.optional(),
        by: text.optional(),
        time: text.optional(),
      };
      const any = z.enum(["tcp", "udp", "icmp", "gre", "esp", "ah"]).default("tcp");
      const [known] = pick(given, { ...form, protocol: any }, true);
      return verdict(lab, {
        protocol: known.protocol,
        sourceAddress: known.from,
        destinationAddress: known.to,
        ...(known.port ? { destinationPort: known.port } : {}),
        ...(known.by ? { incomingInterface: known.by } : {}),
        ...(known.time ? { at: Date.parse(`${known.time}Z`) } : {}),
      });
    },
  },
];

const others: Action[] = [
  {
    name: "ban",
    summary: "bans an address on one instance of the border filter, or on all",
    parameters: ["ip=192.0.2.9", "seconds=600?", "node=NODE?"],
    run(lab, given) {
      const [{ ip, ...known }] = pick(
        given,
        { ip: z.ipv4(), seconds: seconds.default(600), node: text.optional() },
        true,
      );
      const nodes = nodesOf(lab, known.node);
      for (const node of nodes) lab.era.ban(node, ip, known.seconds);
      return `${ip} is banned for ${known.seconds} s on ${nodes.join(", ")}`;
    },
  },
  {
    name: "unban",
    summary: "lifts a ban",
    parameters: ["ip=192.0.2.9", "node=NODE?"],
    run(lab, given) {
      const [known] = pick(given, { ip: z.ipv4(), node: text.optional() }, true);
      const nodes = nodesOf(lab, known.node);
      for (const node of nodes) lab.era.unban(node, known.ip);
      return `${known.ip} is not banned any more on ${nodes.join(", ")}`;
    },
  },
  {
    name: "instance",
    summary: "takes an instance of the border filter offline, or back",
    parameters: ["node=NODE", "online=true|false"],
    run(lab, given) {
      const [{ node, online }] = pick(given, { node: text, online: flag }, true);
      lab.era.setOnline(node, online);
      return `${node} is ${online ? "online" : "offline"}`;
    },
  },
  {
    name: "open-port",
    summary: "lets a port open on an address; a scan finds it",
    parameters: ["ip=203.0.113.10", "port=8080", "protocol=tcp?"],
    run(lab, given) {
      const [known] = pick(given, { ip: z.ipv4(), port, protocol }, true);
      lab.selectel.openPort(known.ip, known.port, known.protocol);
      return `${known.port}/${known.protocol} is open on ${known.ip}`;
    },
  },
  {
    name: "close-port",
    summary: "lets it close again",
    parameters: ["ip=203.0.113.10", "port=8080", "protocol=tcp?"],
    run(lab, given) {
      const [known] = pick(given, { ip: z.ipv4(), port, protocol }, true);
      lab.selectel.closePort(known.ip, known.port, known.protocol);
      return `${known.port}/${known.protocol} is closed on ${known.ip}`;
    },
  },
  {
    name: "tag-port",
    summary: "sets or takes away the KNOWN tag of an open port of a monitored address",
    parameters: ["ip=203.0.113.10", "port=8080", "known=true|false", "protocol=tcp?"],
    run(lab, given) {
      const [one] = pick(given, { ip: z.ipv4(), port, protocol, known: flag }, true);
      lab.selectel.setKnown(one.ip, one.port, one.known, one.protocol);
      return `${one.port}/${one.protocol} on ${one.ip} is ${one.known ? "KNOWN" : "unknown"}`;
    },
  },
  {
    name: "enrolment",
    summary: "sets where a VM or load balancer stands in its enrolment",
    parameters: ["id=ID", "phase=notApplied|pending|inService|releasing"],
    run(lab, given) {
      const phases = z.enum(["notApplied", "pending", "inService", "releasing"]);
      const [known] = pick(given, { id: text, phase: phases }, true);
      lab.nhn.setPhase(known.id, known.phase);
      return `${known.id}: ${known.phase}`;
    },
  },
  {
    name: "list-ip",
    summary: "adds a range to an IP list, in a group of the administrators where one is named",
    parameters: ["list=black|white", "domain=4", "from=192.0.2.9", "to=192.0.2.20?", "group=SOC_BLOCK?"],
    run(lab, given) {
      const form = {
        list: z.enum(["black", "white"]),
        domain: text,
        from: z.ipv4(),
        to: z.ipv4().optional(),
      };
      const [{ list, domain, from, to = from, group }] = pick(
        given,
        { ...form, group: text.optional() },
        true,
      );
      const made = lab.deepfinder.add(list, domain, { startIp: from, endIp: to }, group);
      return `${from} to ${to} is on the ${list} list as ${made}`;
    },
  },
  {
    name: "unlist-ip",
    summary: "takes an entry off the IP lists",
    parameters: ["id=ID"],
    run(lab, given) {
      const [known] = pick(given, { id: text }, true);
      lab.deepfinder.removeEntry(known.id);
      return `${known.id} is on no list any more`;
    },
  },
];

const weather: Action[] = [
  {
    name: "clock",
    summary: "lets time pass for all appliances: bans run out, enrolments end",
    parameters: ["by=2h"],
    run(lab, given) {
      const [{ by }] = pick(given, { by: seconds }, true);
      lab.clock.advance(by);
      return `it is ${new Date(lab.clock.now()).toISOString()}`;
    },
  },
  {
    name: "fault",
    summary: "lets calls go wrong; provider/lab/README.md lists all ways",
    parameters: [
      "vendor=ideco?",
      "method=POST?",
      "path=/rules/?",
      "times=1?",
      "status=502?",
      "html=true?",
      "lose=after?",
    ],
    run(lab, given) {
      lab.faults.add(faultOf(given));
      return `${lab.faults.list().faults.length} faults are set`;
    },
  },
  {
    name: "condition",
    summary: "makes an appliance slow, or its lists lag behind, until faults are cleared",
    parameters: [
      "vendor=ideco?",
      "method=GET?",
      "path=/rules/?",
      "delayMs=500?",
      "lagMs=2000?",
      "ids=texts|huge?",
    ],
    run(lab, given) {
      lab.faults.set(conditionOf(given));
      return `${lab.faults.list().conditions.length} conditions are set`;
    },
  },
  {
    name: "clear-faults",
    summary: "ends all faults and conditions",
    parameters: [],
    run(lab, given) {
      pick(given, {}, true);
      lab.faults.clear();
      return "nothing goes wrong any more";
    },
  },
];

/** Everything that hands can do, in the order in which it is shown. */
export const actions: readonly Action[] = [...rules, ...others, ...weather];

function nodesOf(lab: Lab, node: string | undefined): string[] {
  return node === undefined ? lab.era.state().instances.map((one) => one.node) : [node];
}

/** Which rules a packet met, with their comments. */
function verdict(lab: Lab, packet: Packet): string {
  const { dnat, translated, table: chain, filter, snat } = lab.ideco.trace(packet);
  const named = (name: FirewallTable, rule: number | undefined) => {
    const comment = rule === undefined ? undefined : lab.ideco.table(name).get(rule)?.comment;
    return rule === undefined ? "no rule matched" : `rule ${rule}${comment ? ` "${comment}"` : ""}`;
  };
  const to = `${translated.destinationAddress}${translated.destinationPort ? `:${translated.destinationPort}` : ""}`;
  return [
    ...(dnat.verdict === "dnat" ? [`DNAT: ${named("dnat", dnat.ruleId)}, to ${to}`] : []),
    `${chain.toUpperCase()}: ${filter.verdict}, ${named(chain, filter.ruleId)}`,
    ...(snat.verdict === "snat" ? [`SNAT: ${named("snat", snat.ruleId)}`] : []),
  ].join("\n");
}

export type { RuleFields };
