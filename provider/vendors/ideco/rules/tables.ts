import type { Fields } from "../../../kernel/fields";
import type { Report } from "../../../kernel/resource";
import { isUnknown, type Path, type Properties } from "../../../kernel/values";
import {
  appControlFields,
  contentFilterFields,
  dnatFields,
  filterFields,
  logFields,
  serviceFields,
  snatFields,
} from "./fields";

/** A rule table of the appliance: where it is, what its rules look like, and what is wrong with a rule. */
export interface TableKind {
  /** As in `RuleTable` and `getRules`. */
  name: TableName;
  path: string;
  /** Where the counters of its rules are; only the firewall counts. */
  countersPath?: string;
  /** The appliance's fields. */
  fields: Fields;
  /** What a program may write: the appliance's fields and short forms of them. */
  written: Fields;
  /** Application control makes new rules at the end only. */
  appendOnly?: boolean;
  /** The method of an edit, where it is the same in every version; else it is PUT in v18 and PATCH later. */
  editMethod?: "PUT";
  check(rule: Properties, report: Report, at: Path): void;
}

export const tableNames = ["forward", "input", "dnat", "snat", "log", "appControl", "contentFilter"] as const;
export type TableName = (typeof tableNames)[number];

/** v17's page makes the rules view-only, its changelog has the upgrade delete them, v18's page filters by profiles alone. */
export const noApplicationControl =
  "Rules of application control do nothing from v18 on. What filters instead is a profile that a rule of the firewall names: `dpiProfile` with `dpiEnabled: true` in FORWARD.";

export const tables: Record<TableName, TableKind> = {
  forward: firewallTable("forward", filterFields, checkFilter),
  input: firewallTable("input", filterFields, checkFilter),
  dnat: firewallTable("dnat", dnatFields, checkDnat),
  snat: firewallTable("snat", snatFields, checkSnat),
  log: firewallTable("log", logFields, checkFirewallRule),
  appControl: {
    name: "appControl",
    path: "/application_control_backend/rules",
    fields: appControlFields,
    written: appControlFields,
    appendOnly: true,
    editMethod: "PUT",
    check: () => {},
  },
  contentFilter: {
    name: "contentFilter",
    path: "/content-filter/rules",
    fields: contentFilterFields,
    written: contentFilterFields,
    check: checkContentFilter,
  },
};

function firewallTable(name: TableName, fields: Fields, check: TableKind["check"]): TableKind {
  const written = { ...fields, ...serviceFields };
  return {
    name,
    path: `/firewall/rules/${name}`,
    countersPath: `/firewall/counters/${name}`,
    fields,
    written,
    check,
  };
}

function checkFilter(rule: Properties, report: Report, at: Path): void {
  checkFirewallRule(rule, report, at);
  for (const profile of ["dpi", "ips"]) {
    const id = rule[`${profile}Profile`];
    if (rule[`${profile}Enabled`] === true && (id === "" || id === undefined)) {
      report(
        [...at, `${profile}Profile`],
        `is required with ${profile}Enabled: the name or the UUID of a profile`,
      );
    }
  }
}

function checkDnat(rule: Properties, report: Report, at: Path): void {
  checkFirewallRule(rule, report, at);
  checkCompanion(rule, report, at, "changeDestinationAddress", "action", "dnat");
  refuseOtherwise(rule, report, at, "changeDestinationPort", "action", "dnat");
  if (isGiven(rule.changeDestinationPort) && hasNoPorts(rule.protocol)) {
    report(
      [...at, "changeDestinationPort"],
      `found a port with protocol "${rule.protocol}", allowed: ports with protocol.tcp or protocol.udp only`,
    );
  }
}

function checkSnat(rule: Properties, report: Report, at: Path): void {
  checkFirewallRule(rule, report, at);
  // The vendor's own form leaves it empty where the interface has one address alone.
  refuseOtherwise(rule, report, at, "changeSourceAddress", "action", "snat");
}

function checkContentFilter(rule: Properties, report: Report, at: Path): void {
  checkCompanion(rule, report, at, "redirectUrl", "access", "redirect");
  for (const [name, other] of [
    ["contentLength", "contentLengthMode"],
    ["contentLengthMode", "contentLength"],
  ] as const) {
    if (isGiven(rule[name]) && !isGiven(rule[other])) report([...at, other], `is required with ${name}`);
  }
  if (!isGiven(rule.aliasBlocks)) return;
  for (const flat of ["aliases", "aliasesNegate"]) {
    if (isGiven(rule[flat]))
      report([...at, flat], "found together with aliasBlocks, allowed: one of the two forms");
  }
}

/** A field that one choice requires and all others refuse. */
function checkCompanion(
  rule: Properties,
  report: Report,
  at: Path,
  name: string,
  by: string,
  choice: string,
): void {
  if (rule[by] === undefined || isUnknown(rule[by])) return;
  if (rule[by] === choice && !isGiven(rule[name]))
    report([...at, name], `is required with ${by} "${choice}"`);
  refuseOtherwise(rule, report, at, name, by, choice);
}

/** A field that all choices but one refuse. */
function refuseOtherwise(
  rule: Properties,
  report: Report,
  at: Path,
  name: string,
  by: string,
  choice: string,
): void {
  if (rule[by] === undefined || isUnknown(rule[by]) || rule[by] === choice || !isGiven(rule[name])) return;
  report([...at, name], `found with ${by} "${rule[by]}", allowed: only with "${choice}"`);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** What holds for the rules of all firewall tables. */
function checkFirewallRule(rule: Properties, report: Report, at: Path): void {
  checkPorts(rule, report, at);
  for (const side of ["source", "destination"]) {
    if (rule[`${side}s`] === undefined) continue;
    for (const flat of [`${side}Addresses`, `${side}AddressesNegate`]) {
      if (rule[flat] !== undefined)
        report([...at, flat], `found together with ${side}s, allowed: one of the two forms`);
    }
  }
}

/** Whether the packets of a protocol surely have no ports. */
function hasNoPorts(protocol: unknown): boolean {
  if (protocol === undefined || isUnknown(protocol)) return false;
  return !/^(protocol\.)?(tcp|udp)$/.test(String(protocol));
}

function checkPorts(rule: Properties, report: Report, at: Path): void {
  const { protocol } = rule;
  if (!hasNoPorts(protocol)) return;
  for (const name of ["sourcePorts", "destinationPorts"]) {
    const ports = rule[name];
    if (!Array.isArray(ports) || ports.every((port) => port === "any")) continue;
    report(
      [...at, name],
      `found ports with protocol "${protocol}", allowed: ports with protocol.tcp or protocol.udp only`,
    );
  }
}

/** A rule, as all resources that hold rules call it. */
export function ruleNamed(table: TableName, id: number | string): string {
  return `rule ${id} of the table ${table}`;
}
