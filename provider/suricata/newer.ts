import type { PlainValue } from "./options";
import { applications } from "./protocols";
import { quote, type RuleReport, suggestion } from "./report";

/** Every protocol had `stream` before. */
const framesOfEight = /^(?:dcerpc|enip|http2|ldap|smtp|ssh|websocket)\.(?!stream$)/;

/** Checks a `frame`: which protocols have frames. */
export function checkFrame(report: RuleReport, _name: string, { text, at }: PlainValue): void {
  if (framesOfEight.test(text)) report.since(at, `the frame ${quote(text)}`, 8);
}

const qualifiers = ["exact", "final", "original", "either", "to_server", "to_client", "direction"];

/** Checks an `app-layer-protocol`: since Suricata 8 several, and after a comma when it counts. */
export function checkApplication(report: RuleReport, name: string, { text, at, negated }: PlainValue): void {
  const [found = "", qualifier, ...more] = text.split(",");
  const several = found.split("|");
  for (const one of several) {
    const since = one === "unknown" ? 8 : one === "failed" ? 7 : applications.get(one);
    if (since === undefined) {
      const close = suggestion(one, applications.keys()) || "; use e.g. http, dns, tls, ssh, failed";
      report.error(at, `unknown protocol ${quote(one)} in ${quote(name)}${close}`);
      return;
    }
    if (since > 7) report.since(at, `${quote(one)} in ${quote(name)}`, since);
  }
  if (negated && several.includes("unknown")) {
    report.error(at, `"unknown" must not be negated in ${quote(name)}`);
  } else if (more.length > 0 || (qualifier !== undefined && !qualifiers.includes(qualifier))) {
    report.error(at, `${quote(name)} takes after the comma ${qualifiers.join(", ")}; found ${quote(text)}`);
  } else if (several.length > 1 || qualifier !== undefined) {
    report.since(at, `the form of ${quote(`${name}:${text}`)}`, 8);
  }
}
