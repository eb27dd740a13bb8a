import type { Report } from "../../kernel/define";
import type { Fields } from "../../kernel/fields";
import type { Path, Properties } from "../../kernel/values";
import { filterFields } from "./rulefields";

/** A rule table of the appliance: where it is, what its rules look like, and what is wrong with a rule. */
export interface TableKind {
  /** As in `RuleTable` and `getRules`. */
  name: string;
  /** The section's name in the appliance's own pages. */
  title: string;
  path: string;
  fields: Fields;
  /** Whether a rule can be made at a place; otherwise it is appended and then moved. */
  insertsAnywhere: boolean;
  check(rule: Properties, report: Report, at: Path): void;
}

export const forward: TableKind = {
  name: "forward",
  title: "FORWARD",
  path: "/firewall/rules/forward",
  fields: filterFields,
  insertsAnywhere: true,
  check: checkFilter,
};

export const input: TableKind = { ...forward, name: "input", title: "INPUT", path: "/firewall/rules/input" };

export const tables: Record<string, TableKind> = { forward, input };

function checkFilter(rule: Properties, report: Report, at: Path): void {
  checkFirewallRule(rule, report, at);
  for (const profile of ["dpi", "ips"]) {
    if (rule[`${profile}Enabled`] === true && rule[`${profile}Profile`] === "") {
      report([...at, `${profile}Profile`], `is required with ${profile}Enabled: the UUID of a profile`);
    }
  }
}

/** What holds for the rules of all firewall tables. */
export function checkFirewallRule(rule: Properties, report: Report, at: Path): void {
  checkPorts(rule, report, at);
  for (const side of ["source", "destination"]) {
    if (rule[`${side}s`] === undefined) continue;
    for (const flat of [`${side}Addresses`, `${side}AddressesNegate`]) {
      if (rule[flat] !== undefined)
        report([...at, flat], `found together with ${side}s, allowed: one of the two forms`);
    }
  }
}

function checkPorts(rule: Properties, report: Report, at: Path): void {
  const { protocol } = rule;
  if (protocol === undefined || protocol === "protocol.tcp" || protocol === "protocol.udp") return;
  for (const name of ["sourcePorts", "destinationPorts"]) {
    const ports = rule[name];
    if (!Array.isArray(ports) || ports.every((port) => port === "any")) continue;
    report(
      [...at, name],
      `found ports with protocol "${protocol}", allowed: ports with protocol.tcp or protocol.udp only`,
    );
  }
}
