import { type Keyword, keywords } from "./keywords";
import { quote, type RuleReport, suggestion } from "./report";
import { snortContent, snortKeyword } from "./snort";
import { skipSpace, trimEnd } from "./text";

/** One option as found: where its parts stand in the rule. */
export interface FoundOption {
  name: string;
  at: number;
  /** Trimmed; absent where there is no value. */
  value?: string;
  valueAt: number;
}

/** The end of the option that begins at `from`: its semicolon; a backslash before a semicolon makes it text. */
function semicolon(text: string, from: number, end: number): number {
  let at = text.indexOf(";", from);
  while (at > from && at < end && text[at - 1] === "\\") at = text.indexOf(";", at + 1);
  return at < end ? at : -1;
}

export interface Options {
  options: FoundOption[];
  /** Where text after the last semicolon begins, or -1 where there is none. */
  rest: number;
}

/** The options between `start` and `end`, cut at their semicolons as Suricata does. */
export function splitOptions(text: string, start: number, end: number): Options {
  const options: FoundOption[] = [];
  let from = skipSpace(text, start, end);
  while (from < end) {
    const stop = semicolon(text, from, end);
    if (stop < 0) return { options, rest: from };
    options.push(cut(text, from, stop));
    from = skipSpace(text, stop + 1, end);
  }
  return { options, rest: -1 };
}

function cut(text: string, from: number, stop: number): FoundOption {
  const inside = text.slice(from, stop).indexOf(":");
  const colon = from + inside;
  if (inside < 0) {
    return { name: text.slice(from, trimEnd(text, from, stop)), at: from, valueAt: stop };
  }
  const valueAt = skipSpace(text, colon + 1, stop);
  const value = text.slice(valueAt, trimEnd(text, valueAt, stop));
  return { name: text.slice(from, trimEnd(text, from, colon)), at: from, value: value || undefined, valueAt };
}

/**
 * Looks the keyword up; reports what is unknown. A rule that `requires` something may hold what no known Suricata
 * has, as a Suricata that does not meet it skips the rule: there it is a warning.
 */
export function lookUp(report: RuleReport, option: FoundOption): Keyword | undefined {
  const keyword = keywords.get(option.name.toLowerCase());
  if (keyword) {
    const { since, until } = keyword;
    if (since > 7) report.since(option.at, `the keyword ${quote(option.name)}`, since);
    if (until) report.until(option.at, `the keyword ${quote(option.name)}`, until.version, until.instead);
    return keyword;
  }
  if (report.lenient) {
    report.warning(
      option.at,
      `unknown keyword ${quote(option.name)}: only a Suricata that meets "requires" reads it`,
    );
  } else {
    report.error(option.at, unknown(option.name));
  }
  return undefined;
}

function unknown(name: string): string {
  if (name === "") return "an option without a name: remove the extra semicolon";
  const spaced = /^([\w.-]+)\s/.exec(name)?.[1];
  if (spaced && keywords.has(spaced.toLowerCase())) {
    return `unknown keyword ${quote(name)}: a ":" or a ";" is missing after ${quote(spaced)}`;
  }
  const snort = snortKeyword(name);
  if (snort) return snort;
  if (name.startsWith(")")) return `${quote(name)} after the closing parenthesis`;
  return `unknown keyword ${quote(name)}${suggestion(name, keywords.keys())}`;
}

/** A value without its quotes and negation. */
export interface PlainValue {
  text: string;
  at: number;
  /** `!` stands before it. */
  negated?: boolean;
}

/** `broken`: the fault swallows what follows, so that further faults would be made up. */
export type CheckedValue = { plain?: PlainValue; broken?: boolean };

/** Checks presence, negation and quoting of a value. */
export function checkForm(report: RuleReport, option: FoundOption, keyword: Keyword): CheckedValue {
  const { name, value } = option;
  if (value === undefined) {
    if (keyword.value === "required") report.error(option.at, `${quote(name)} needs a value: ${name}:…;`);
    return {};
  }
  if (keyword.value === "forbidden") {
    report.error(option.valueAt, `${quote(name)} takes no value; found ${quote(value)}`);
    return { broken: unclosed(value) };
  }
  if (keyword.value === "direction") {
    checkDirection(report, option, value);
    return {};
  }
  return unquote(report, option, keyword, value);
}

function checkDirection(report: RuleReport, option: FoundOption, value: string): void {
  if (/^to_(?:server|client)$/.test(value)) {
    report.since(option.valueAt, `the direction ${quote(value)} of ${quote(option.name)}`, 8);
  } else {
    report.error(
      option.valueAt,
      `${quote(option.name)} takes no value but to_server or to_client; found ${quote(value)}`,
    );
  }
}

function unquote(report: RuleReport, option: FoundOption, keyword: Keyword, value: string): CheckedValue {
  const negated = keyword.negation && value.startsWith("!");
  const from = negated ? skipSpace(value, 1, value.length) : 0;
  const at = option.valueAt + from;
  const rest = value.slice(from);
  if (rest === "") {
    report.error(at - 1, `${quote(option.name)} needs a value after "!"`);
    return {};
  }
  if (!rest.startsWith('"')) {
    if (keyword.quotes !== "required") return { plain: { text: rest, at, negated } };
    report.error(at, `the value of ${quote(option.name)} must stand in double quotes; found ${quote(rest)}`);
    return { broken: unclosed(rest) };
  }
  if (keyword.quotes === "forbidden") {
    report.error(at, `${quote(option.name)} takes no quotes; found ${quote(rest)}`);
    return { broken: unclosed(rest) };
  }
  return inQuotes(report, option, rest, at, negated);
}

function inQuotes(
  report: RuleReport,
  option: FoundOption,
  rest: string,
  at: number,
  negated: boolean,
): CheckedValue {
  if (rest.length > 1 && rest.endsWith('"')) {
    const text = rest.slice(1, -1);
    if (text === "") {
      report.error(at, `the value of ${quote(option.name)} is empty`);
      return {};
    }
    return { plain: { text, at: at + 1, negated } };
  }
  const close = closingQuote(rest);
  const quoted = `${negated ? "!" : ""}${rest.slice(0, close + 1)}`;
  const snort = close > 0 ? snortContent(option.name, quoted, rest.slice(close + 1)) : undefined;
  if (snort) {
    report.error(at + close + 1, snort);
    return {};
  }
  if (close > 0) {
    report.error(at + close + 1, `a semicolon is missing after the closing quote of ${quote(option.name)}`);
    return {};
  }
  report.error(
    at,
    `the quote that opens the value of ${quote(option.name)} is not closed before the next semicolon; inside quotes write \\; for a semicolon`,
  );
  return { broken: true };
}

/** The offset of the first quote after the one at 0 that no backslash escapes, or -1. */
export function closingQuote(quoted: string): number {
  for (let at = 1; at < quoted.length; at++) {
    if (quoted[at] === "\\") at++;
    else if (quoted[at] === '"') return at;
  }
  return -1;
}

/** Whether an odd number of quotes says that a semicolon cut a quoted text in two. */
function unclosed(value: string): boolean {
  return value.split('"').length % 2 === 0;
}
