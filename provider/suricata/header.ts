import { checkAddresses } from "./addresses";
import { checkPorts } from "./ports";
import { actions, protocols, scopedActions } from "./protocols";
import { quote, type RuleReport, suggestion } from "./report";
import { snortAction, snortHeader, snortProtocol } from "./snort";
import { isSpace, type Piece, trimEnd } from "./text";
import type { SuricataRule } from "./types";

export type Header = Pick<SuricataRule, "action" | "protocol" | "source" | "direction" | "destination">;

const parts = [
  "action",
  "protocol",
  "source addresses",
  "source ports",
  "direction",
  "destination addresses",
];
const allParts = `${parts.join(", ")}, destination ports`;

/** The fields of a header: separated by white space outside of square brackets. */
export function splitHeader(text: string, start: number, end: number): Piece[] {
  const fields: Piece[] = [];
  let depth = 0;
  let from = -1;
  for (let at = start; at <= end; at++) {
    const code = at < end ? text.charCodeAt(at) : 32;
    if (code === 91) depth++;
    if (code === 93 && depth > 0) depth--;
    const between = isSpace(code) && (depth === 0 || at === end);
    if (!between && from < 0) from = at;
    if (between && from >= 0) {
      fields.push({ text: text.slice(from, trimEnd(text, from, at)), at: from });
      from = -1;
    }
  }
  return fields;
}

/** Suricata separates these fields by blanks only; a tab becomes part of its neighbour there. */
function checkTabs(report: RuleReport, fields: Piece[], end: number): void {
  if (!/[\t\r\n]/.test(report.text.slice(fields[0]?.at, end))) return;
  for (const [index, field] of fields.entries()) {
    const after = field.at + field.text.length;
    const next = fields[index + 1]?.at ?? end;
    const tab = report.text.slice(after, next).search(/[\t\r\n]/);
    const tokenised = index === 0 || index === 4;
    if (tab >= 0 && !(tokenised && tab === 0)) {
      report.error(after + tab, "a tab separates parts of the header here; Suricata takes only blanks");
    }
  }
}

function checkAction(report: RuleReport, field: Piece): string {
  const [name = "", scope] = field.text.toLowerCase().split(":", 2);
  if (name === "accept") {
    report.error(field.at, 'the action "accept" is only for Suricata\'s firewall mode, not for signatures');
  } else if (snortAction(name) !== undefined) {
    report.error(field.at, snortAction(name) ?? "");
  } else if (!actions.has(name)) {
    const close = suggestion(name, actions);
    report.error(
      field.at,
      `unknown action ${quote(field.text)}${close || ";"} allowed: ${[...actions].join(", ")}`,
    );
  } else if (scope !== undefined) {
    checkScope(report, field, name, scope);
  }
  return field.text.toLowerCase();
}

function checkScope(report: RuleReport, field: Piece, name: string, scope: string): void {
  const allowed = scopedActions.get(name) ?? [];
  if (allowed.includes(scope)) {
    report.since(field.at, `the action scope ${quote(field.text)}`, 8);
    return;
  }
  const hint = allowed.length === 0 ? "this action takes none" : `allowed: ${allowed.join(", ")}`;
  report.error(field.at + name.length + 1, `unknown action scope ${quote(scope)}; ${hint}`);
}

function checkProtocol(report: RuleReport, field: Piece): string {
  const lower = field.text.toLowerCase();
  const colon = lower.indexOf(":");
  const name = colon < 0 ? lower : lower.slice(0, colon);
  const since = protocols.get(name);
  if (since === undefined) {
    const close = suggestion(name, protocols.keys()) || "; use e.g. ip, tcp, udp, icmp, http, dns, tls";
    const severity = report.lenient ? "warning" : "error";
    report[severity](field.at, snortProtocol(name) ?? `unknown protocol ${quote(field.text)}${close}`);
  } else if (colon >= 0 && !/^:<?[a-z0-9_-]+(:[a-z0-9_-]+)?$/.test(lower.slice(colon))) {
    report.error(
      field.at + colon,
      `the protocol's hook ${quote(field.text.slice(colon))} must be a name after ":"`,
    );
  } else if (colon >= 0) {
    report.since(field.at + colon, `the protocol's hook ${quote(field.text.slice(colon))}`, 8);
  } else if (since > 7) {
    report.since(field.at, `the protocol ${quote(name)}`, since);
  }
  return lower;
}

function checkDirection(report: RuleReport, field: Piece): SuricataRule["direction"] {
  const found = field.text;
  if (found === "=>") report.since(field.at, 'the direction "=>"', 8);
  if (found === "->" || found === "<>" || found === "=>") return found;
  const hint = found === "<-" ? "; swap source and destination instead" : "";
  report.error(field.at, `unknown direction ${quote(found)}${hint}; allowed: "->", "<>"`);
  return "->";
}

function reportCount(report: RuleReport, fields: Piece[], end: number): void {
  const arrow = fields.findIndex((field) => /^(?:->|<>|=>|<-)$/.test(field.text));
  const found = `found ${fields.length}: ${quote(fields.map((field) => field.text).join(" "))}`;
  const open = fields.find((field) => field.text.startsWith("[") && !balanced(field.text));
  if (open) {
    report.error(open.at, 'this "[" is never closed by "]"');
    return;
  }
  const snort = snortHeader(fields.map(({ text }) => text));
  if (snort) {
    report.error(fields[0]?.at ?? 0, snort);
    return;
  }
  if (fields.length < 7 && arrow < 0) {
    report.error(
      fields[4]?.at ?? end - 1,
      `no direction ("->" or "<>") between source and destination; ${found}`,
    );
    return;
  }
  const at = fields.length > 7 ? (fields[7]?.at ?? end) : end - 1;
  report.error(at, `the header must have 7 parts (${allParts}); ${found}`);
}

function balanced(field: string): boolean {
  let depth = 0;
  for (const sign of field) depth += sign === "[" ? 1 : sign === "]" ? -1 : 0;
  return depth === 0;
}

/** Checks the part of a rule before its options, which begin at `end`. */
export function parseHeader(report: RuleReport, start: number, end: number): Header | undefined {
  const fields = splitHeader(report.text, start, end);
  const [action, protocol, from, fromPorts, direction, to, toPorts] = fields;
  if (action && !/^[a-z:,]*$/i.test(action.text) && fields.length < 7) {
    report.error(
      action.at,
      `a rule begins with an action (${[...actions].join(", ")}); found ${quote(action.text)}`,
    );
    return undefined;
  }
  if (!action || !protocol || !from || !fromPorts || !direction || !to || !toPorts || fields.length > 7) {
    reportCount(report, fields, end);
    return undefined;
  }
  checkTabs(report, fields, end);
  if (toPorts.at + toPorts.text.length === end) {
    report.error(end, 'a blank is missing between the destination ports and "("');
  }
  const checked = {
    action: checkAction(report, action),
    protocol: checkProtocol(report, protocol),
    source: { addresses: from.text, ports: fromPorts.text },
    direction: checkDirection(report, direction),
    destination: { addresses: to.text, ports: toPorts.text },
  };
  for (const field of [from, to]) checkAddresses(report, field);
  for (const field of [fromPorts, toPorts]) checkPorts(report, field);
  return checked;
}
