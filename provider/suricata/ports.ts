import { checkList, type ListSyntax } from "./lists";
import { addressVariables, portVariables } from "./protocols";
import { quote, type RuleReport } from "./report";
import { isDigits, type Piece } from "./text";

const highest = 65535;

/** A port number; undefined after reporting a fault. */
function port(report: RuleReport, text: string, at: number): number | undefined {
  const value = isDigits(text) && text.length <= 15 ? Number(text) : -1;
  if (value >= 0 && value <= highest) return value;
  const dash = /^\d+-\d+$/.test(text) ? `; a range is written with ":", e.g. ${text.replace("-", ":")}` : "";
  const negation = text.startsWith("!") ? "; a range is negated as a whole: !80:90" : "";
  const hint = dash || negation || `; allowed: 0 to ${highest}, first:last, a $VARIABLE, "any"`;
  report.error(at, `${quote(text)} is no port${hint}`);
  return undefined;
}

const syntax: ListSyntax = {
  noun: "port",
  limits: new Map([["port", BigInt(highest)]]),
  principal: "port",
  variables: portVariables,
  otherVariables: addressVariables,
  literal(report, { text, at }) {
    const span = (from: number, to: number) => [{ kind: "port", from: BigInt(from), to: BigInt(to) }];
    if (text.toLowerCase() === "any") return span(0, highest);
    const colon = text.indexOf(":");
    if (colon < 0) {
      const only = port(report, text, at);
      return only === undefined ? undefined : span(only, only);
    }
    const ends = [text.slice(0, colon), text.slice(colon + 1)] as const;
    const first = ends[0] === "" ? 0 : port(report, ends[0], at);
    const last = ends[1] === "" ? highest : port(report, ends[1], at + colon + 1);
    if (first === undefined || last === undefined) return undefined;
    if (first <= last) return span(first, last);
    report.error(at, `the port range ${quote(text)} is reversed: its first port must not be above its last`);
    return undefined;
  },
};

/** Checks the source or destination ports of a header. */
export function checkPorts(report: RuleReport, field: Piece): void {
  if (field.text.toLowerCase() !== "any") checkList(report, field, syntax);
}
