import type { PlainValue } from "./options";
import { quote, type RuleReport } from "./report";

const escapable = new Set([":", ";", "\\", '"']);

/** Checks the text of a `content` or the like: escapes, and hexadecimal bytes between bars. */
export function checkContent(report: RuleReport, name: string, value: PlainValue): void {
  const { text, at } = value;
  let open = -1;
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] as string;
    if (sign === "|") {
      if (open >= 0 && !closeHex(report, text, at, open, i, digits)) return;
      open = open < 0 ? i : -1;
      digits = 0;
    } else if (open >= 0) {
      if (/[\da-fA-F]/.test(sign)) digits++;
      else if (sign !== " " && sign !== ",") {
        report.error(
          at + i,
          `${quote(sign)} is no hexadecimal digit; between bars stand bytes such as |0D 0A|`,
        );
        return;
      }
    } else if (sign === "\\") {
      if (!checkEscape(report, text, at, i)) return;
      i++;
    } else if (sign === '"') {
      report.error(at + i, `a quote inside ${quote(name)} must be written \\"; or is a semicolon missing?`);
      return;
    }
  }
  if (open >= 0)
    report.error(at + open, 'the bar "|" that opens hexadecimal bytes is never closed; a bar itself is |7C|');
}

/** How many bytes a sound content has. */
export function contentBytes(text: string): number {
  let bytes = 0;
  let digits = 0;
  let inBars = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 124) inBars = !inBars;
    else if (inBars) digits += code === 32 || code === 44 ? 0 : 1;
    else if (code === 92) at += 1;
    if (!inBars && code !== 124)
      bytes += code < 0x80 ? 1 : code < 0x800 || (code & 0xf800) === 0xd800 ? 2 : 3;
  }
  return bytes + digits / 2;
}

function closeHex(
  report: RuleReport,
  text: string,
  at: number,
  open: number,
  close: number,
  digits: number,
): boolean {
  const found = quote(text.slice(open, close + 1));
  if (digits === 0) report.error(at + open, `${found} holds no hexadecimal byte`);
  else if (digits % 2 !== 0)
    report.error(at + open, `${found} has ${digits} hexadecimal digits; a byte has two`);
  else return true;
  return false;
}

function checkEscape(report: RuleReport, text: string, at: number, i: number): boolean {
  const escaped = text[i + 1];
  if (escaped !== undefined && escapable.has(escaped)) return true;
  if (escaped === undefined) report.error(at + i, "the closing quote is escaped; a backslash itself is \\\\");
  else if (escaped === "|") report.error(at + i, "a bar cannot be escaped; write it as |7C|");
  else
    report.error(
      at + i,
      `${quote(`\\${escaped}`)} is no escape; allowed: \\" \\; \\: \\\\, other bytes as |0D 0A|`,
    );
  return false;
}

/** Checks a `msg`, and gives it back with its escapes resolved. */
export function checkMessage(report: RuleReport, value: PlainValue): string {
  const { text, at } = value;
  let message = "";
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] as string;
    if (sign === '"') {
      report.error(at + i, 'a quote inside "msg" must be written \\"; or is a semicolon missing?');
      return message;
    }
    if (sign === "\\") i++;
    if (sign === "\\" && i === text.length) {
      report.error(at + i - 1, "the closing quote is escaped; a backslash itself is \\\\");
      return message;
    }
    message += text[i];
  }
  return message;
}

const pcreModifiers = "imsxAEGBRUIPQHDMCSYVWZO";

/** Checks the frame of a `pcre`: slashes, modifiers, brackets; the expression itself only Suricata can judge. */
export function checkPcre(report: RuleReport, value: PlainValue): void {
  const text = withoutCaptures(value.text);
  const first = unescapedSlash(text);
  const last = text.lastIndexOf("/");
  if (first < 0 || last <= first || oddBackslashes(text, last)) {
    report.error(
      value.at,
      `a regular expression stands between slashes, as in /abc/i; found ${quote(value.text)}`,
    );
    return;
  }
  const flags = text.slice(last + 1);
  for (let i = 0; i < flags.length; i++) {
    if (pcreModifiers.includes(flags[i] as string)) continue;
    report.error(
      value.at + last + 1 + i,
      `unknown modifier ${quote(flags[i] as string)} after the expression; allowed: ${[...pcreModifiers].join(" ")}`,
    );
    return;
  }
  if (!flags.includes("x")) checkGroups(report, text.slice(first + 1, last), value.at + first + 1);
}

/** Names for captures may follow: `/(a)/, flow:name`. */
function withoutCaptures(text: string): string {
  const names = /[,\s](?:flow|pkt|alert):/.exec(text);
  if (!names) return text;
  let end = names.index;
  while (end > 0 && (text[end - 1] === "," || text[end - 1] === " ")) end--;
  const expression = text.slice(0, end);
  return expression.lastIndexOf("/") > 0 ? expression : text;
}

function unescapedSlash(text: string): number {
  let at = text.indexOf("/");
  while (at > 0 && text[at - 1] === "\\") at = text.indexOf("/", at + 1);
  return at;
}

function oddBackslashes(text: string, before: number): boolean {
  return text[before - 1] === "\\" && text[before - 2] !== "\\";
}

function checkGroups(report: RuleReport, expression: string, at: number): void {
  const opened: number[] = [];
  for (let i = 0; i < expression.length; i++) {
    const sign = expression[i];
    if (sign === "\\" && expression[i + 1] === "Q") {
      const end = expression.indexOf("\\E", i);
      if (end < 0) return;
      i = end + 1;
    } else if (sign === "\\") {
      i++;
    } else if (sign === "[") {
      const end = classEnd(expression, i);
      if (end < 0) {
        report.error(at + i, 'this "[" in the regular expression is never closed');
        return;
      }
      i = end;
    } else if (sign === "(") {
      if (
        expression.startsWith("(?#", i) ||
        expression.startsWith("(*", i) ||
        /^\(\?[a-zA-Z^-]*x/.test(expression.slice(i, i + 12))
      )
        return;
      opened.push(i);
    } else if (sign === ")" && opened.pop() === undefined) {
      report.error(at + i, 'this ")" in the regular expression closes no "("');
      return;
    }
  }
  const open = opened.pop();
  if (open !== undefined) report.error(at + open, 'this "(" in the regular expression is never closed');
}

/** How much longer than one sign a named class such as `[:alpha:]` is. */
function named(start: string): number {
  const found = /^\[([:.=])\^?[\w-]+\1\]/.exec(start);
  return found ? found[0].length - 1 : 0;
}

/** The bracket that closes the character class at `open`, or -1. */
function classEnd(expression: string, open: number): number {
  let i = open + 1;
  if (expression[i] === "^") i++;
  if (expression[i] === "]") i++;
  for (; i < expression.length; i++) {
    if (expression[i] === "\\" && expression[i + 1] === "Q") return expression.length;
    if (expression[i] === "\\") i++;
    else if (expression[i] === "[") i += named(expression.slice(i, i + 24));
    else if (expression[i] === "]") return i;
  }
  return -1;
}
