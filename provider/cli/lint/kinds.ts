import type { PerimeterError } from "../../kernel/errors";
import type { Finding } from "../../kernel/report";
import { anomalySeverities, type Severity } from "../../policy";

/** What was found on one connection. */
export interface Linted {
  name: string;
  vendor: string;
  findings: Finding[];
  error?: PerimeterError;
}

/** What a finding can be. */
export const kinds: Readonly<Record<string, string>> = {
  overlyBroad: "A rule that lets every packet pass with nothing above it that denies any",
  shadowed: "A rule that never applies: rules above it take all its packets and do otherwise",
  redundant: "A rule that changes nothing: other rules do the same with all its packets",
  generalising: "A rule that matches all that rules above it match, and does otherwise with the rest",
  correlated: "A rule that shares packets with rules above it which do otherwise: their order decides",
  empty: "A rule that matches no packet",
  unknown: "Rules of which the objects don't tell how they relate",
  notUnderstood: "A rule with something in it that is not understood, so that nothing else is said of it",
  notComputed: "Rules that were not compared, as that would have taken too long",
  notSeen: "A part that the version lacks or that the account may not see, so that nothing is said of it",
  unusedCategory: "A user category that no rule of the content filter uses",
  closedPort: "A port with the KNOWN tag that no rule of the firewalls opens",
};

const severities: Readonly<Record<string, Severity>> = {
  ...anomalySeverities,
  unusedCategory: "warning",
  closedPort: "warning",
};

/** How much a kind of finding matters; from `warning` up the command ends with 2. */
export function severityOf(kind: string): Severity {
  return severities[kind] ?? "note";
}
