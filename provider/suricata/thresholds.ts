import type { PlainValue } from "./options";
import { quote, type RuleReport, suggestion } from "./report";
import { isDigits, pieces } from "./text";

type Check = (report: RuleReport, name: string, value: PlainValue) => void;

function list(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}

type Words = ReadonlySet<string> | "number";
type Settings = ReadonlyMap<string, Words>;

/** What is wrong with one `name value` pair, if anything. */
function settingFault(name: string, found: string, allowed: Settings, seen: Set<string>): string | undefined {
  const [key = "", value = "", ...more] = found.split(/\s+/);
  const values = allowed.get(key);
  if (!values) {
    const close = suggestion(key, allowed.keys()) || ";";
    return `${quote(key)} is no setting of ${quote(name)}${close} allowed: ${[...allowed.keys()].join(", ")}`;
  }
  if (seen.has(key)) return `${quote(key)} stands twice in ${quote(name)}`;
  seen.add(key);
  if (more.length > 0) return `a comma is missing in ${quote(found)}`;
  if (values === "number" ? isDigits(value) : values.has(value)) return undefined;
  const hint = values === "number" ? "a whole number" : `one of ${[...values].join(", ")}`;
  return `${quote(key)} of ${quote(name)} must be ${hint}; found ${quote(value)}`;
}

/** What of a threshold only newer versions take. */
function checkNewer(report: RuleReport, name: string, text: string, at: number): void {
  const found = /by_flow|backoff/.exec(text);
  if (found) report.since(at + found.index, `${quote(found[0])} in ${quote(name)}`, 8);
  const unique = text.indexOf("unique_on");
  if (unique >= 0) report.since(at + unique, `"unique_on" in ${quote(name)}`, 9);
}

/** `name value` pairs, separated by commas: `track by_src, count 5, seconds 60`. */
function settings(allowed: Settings, required: string[]): Check {
  return (report, name, { text, at }) => {
    const seen = new Set<string>();
    for (const part of pieces(text, at)) {
      const fault = settingFault(name, part.text, allowed, seen);
      if (fault === undefined) continue;
      report.error(part.at, fault);
      return;
    }
    checkNewer(report, name, text, at);
    const missing = required.filter((key) => !key.split("|").some((either) => seen.has(either)));
    if (missing.length > 0) {
      report.error(at, `${quote(name)} lacks ${missing.map((key) => key.replace("|", " or ")).join(", ")}`);
    }
  };
}

const anyThreshold = settings(
  new Map<string, Words>([
    ["type", list("limit threshold both backoff")],
    ["track", list("by_src by_dst by_both by_rule by_flow")],
    ["count", "number"],
    ["seconds", "number"],
    ["multiplier", "number"],
  ]),
  ["type", "track", "count", "seconds|multiplier"],
);

/** Checks a `threshold`. */
export const checkThreshold: Check = (report, name, value) => {
  anyThreshold(report, name, value);
  const { text, at } = value;
  const has = (pattern: RegExp) => pattern.test(text);
  const isBackoff = has(/type\s+backoff/);
  if (isBackoff && !has(/track\s+by_flow/)) {
    report.error(at, `"type backoff" of ${quote(name)} goes with "track by_flow" only`);
  } else if (isBackoff && has(/seconds/)) {
    report.error(at, `"type backoff" of ${quote(name)} takes a multiplier and no seconds`);
  } else if (isBackoff && has(/count\s+0\b|multiplier\s+[01]\b/)) {
    report.error(at, `"type backoff" of ${quote(name)} needs a count from 1 and a multiplier from 2`);
  } else if (!isBackoff && !has(/seconds/)) {
    report.error(at, `${quote(name)} lacks seconds; only "type backoff" takes a multiplier instead`);
  }
};

const anyDetectionFilter = settings(
  new Map<string, Words>([
    ["track", list("by_src by_dst by_flow")],
    ["count", "number"],
    ["seconds", "number"],
    ["unique_on", list("src_port dst_port")],
  ]),
  ["track", "count", "seconds"],
);

/** Checks a `detection_filter`. */
export const checkDetectionFilter: Check = (report, name, value) => {
  anyDetectionFilter(report, name, value);
  const zero = /\b(?:count|seconds)\s+0+\b/.exec(value.text);
  if (zero) report.error(value.at + zero.index, `${quote(zero[0])} in ${quote(name)} must be above 0`);
};
