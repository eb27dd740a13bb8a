import { checkMessage } from "./content";
import { type Header, parseHeader } from "./header";
import type { Keyword } from "./keywords";
import { checkForm, type FoundOption, lookUp, type Options, type PlainValue, splitOptions } from "./options";
import { quote, RuleReport } from "./report";
import { Sequence } from "./sequence";
import { snortBuffer } from "./snort";
import { isSpace, skipSpace, trimEnd } from "./text";
import type { RuleOption, RuleProblem, SuricataRule, SuricataVersion } from "./types";
import { checkRest, checkValue } from "./values";

/** What the appliance takes (`POST /ips/custom`). */
const mostCharacters = 8196;
/** What Suricata reads of a line. */
const mostBytes = 8191;
const lastSid = 4294967295;
/** What the appliance's own form takes. */
const lastFormSid = 999999;

const single = new Map([
  ["sid", "error"],
  ["rev", "error"],
  ["msg", "error"],
  ["flow", "error"],
  ["threshold", "error"],
  ["detection_filter", "error"],
  ["gid", "warning"],
  ["classtype", "warning"],
  ["priority", "warning"],
] as const);

/** Reads the options of one rule and keeps what the rule says of itself. */
class OptionReader {
  readonly options: RuleOption[] = [];
  sid?: number;
  rev?: number;
  gid?: number;
  msg?: string;
  classtype?: string;
  broken = false;
  private contents = 0;
  readonly sequence: Sequence;
  /** Which of the keywords that stand at most once have stood. */
  private readonly seen: string[] = [];

  constructor(
    private readonly report: RuleReport,
    private readonly isSkipped: boolean,
  ) {
    this.sequence = new Sequence(report);
  }

  read(option: FoundOption): void {
    const { value, at } = option;
    const keyword = lookUp(this.report, option);
    // The table's own string keeps a big file's rules from holding one more piece of text for every option.
    const name = keyword?.name === option.name ? keyword.name : option.name;
    this.options.push(value === undefined ? { name, column: at + 1 } : { name, value, column: at + 1 });
    if (!keyword) return;
    this.checkPlace(option, keyword);
    const { plain, broken = false } = checkForm(this.report, option, keyword);
    this.broken ||= broken;
    if (plain) this.take(keyword.name, plain);
    this.report.skipped = this.isSkipped;
    if (plain) checkValue(this.report, keyword.name, plain);
    if (!broken) this.sequence.take(keyword.name, option, plain);
    this.report.skipped = false;
  }

  private checkPlace({ name, at }: FoundOption, keyword: Keyword): void {
    const severity = single.get(keyword.name as "sid");
    if (severity && this.seen.includes(keyword.name))
      this.report[severity](at, `${quote(name)} stands twice in the rule`);
    if (severity) this.seen.push(keyword.name);
    if (keyword.name === "content" || keyword.name === "uricontent") this.contents++;
    if (keyword.modifier && this.contents === 0) {
      const hint = snortBuffer(keyword.name);
      this.report.error(
        at,
        `${quote(name)} changes the content before it, but no content stands before it${hint}`,
      );
    }
  }

  private take(name: string, value: PlainValue): void {
    if (name === "sid") this.takeSid(value);
    if (name === "msg") this.msg ??= checkMessage(this.report, value);
    if (name === "rev") this.rev ??= leading(value.text);
    if (name === "gid") this.gid = leading(value.text);
    if (name === "classtype") this.classtype ??= value.text;
  }

  private takeSid({ text, at }: PlainValue): void {
    const sid = leading(text);
    if (sid < 1 || sid > lastSid) {
      this.report.error(at, `"sid" must be a whole number from 1 to ${lastSid - 1}; found ${quote(text)}`);
    } else if (sid === lastSid) {
      this.report.since(at, `the sid ${lastSid}`, 8);
    } else if (sid > lastFormSid) {
      this.report.warning(
        at,
        `the sid is outside of 1 to ${lastFormSid}, which is what the appliance's own form takes`,
      );
    }
    if (sid > 0) checkRest(this.report, "sid", { text, at });
    this.sid ??= sid;
  }

  /** What every rule needs, at the end of the rule. */
  checkMissing(end: number): void {
    if (this.broken || this.report.full) return;
    if (!this.seen.includes("sid")) this.report.error(end, 'the rule has no "sid"; add e.g. sid:100001;');
    if (!this.seen.includes("rev"))
      this.report.warning(end, 'the rule has no "rev"; add rev:1; and raise it with every change');
    if (!this.seen.includes("msg")) {
      this.report.warning(end, 'the rule has no "msg": nobody will know what it found');
    }
  }
}

/** The number that a text begins with, as Suricata 8 reads `sid`, `rev` and `gid`; else 0. */
function leading(text: string): number {
  return Number(/^(\d+)/.exec(text)?.[1] ?? 0);
}

function checkLength(report: RuleReport, start: number, end: number): boolean {
  if (end - start <= mostBytes / 4) return true;
  const text = report.text.slice(start, end);
  const characters =
    text.length > mostCharacters ? [...text.slice(0, 4 * mostCharacters)].length : text.length;
  if (characters > mostCharacters) {
    report.error(
      start + mostCharacters,
      `the rule is longer than ${mostCharacters} characters, which is what the appliance takes`,
    );
    return false;
  }
  const bytes = Buffer.byteLength(text);
  if (bytes > mostBytes) {
    report.error(start, `the rule has ${bytes} bytes; Suricata reads at most ${mostBytes} of a line`);
    return false;
  }
  return true;
}

/** Only blanks and tabs are allowed of all control characters. */
function checkCharacters(report: RuleReport, start: number, end: number): boolean {
  const text = report.text.slice(start, end);
  if (text.charCodeAt(0) === 0xfeff) {
    report.error(start, "a byte order mark before the rule; save the text as UTF-8 without it");
    return false;
  }
  const at = text.search(/[^\t -~\u0080-\uffff]/);
  if (at < 0) return true;
  const code = text.charCodeAt(at);
  if (code === 10 || code === 13) {
    report.error(start + at, "a line break inside the rule; a rule is one line");
  } else {
    report.error(start + at, `a control character (code ${code}) inside the rule`);
  }
  return false;
}

/** Where the header ends, and where the options begin and end. */
interface Body {
  header: number;
  open: number;
  close: number;
}

function findBody(report: RuleReport, start: number, end: number): Body | undefined {
  const { text } = report;
  const header = text.indexOf("(", start);
  if (header < 0 || header >= end) {
    report.error(end - 1, "no options in parentheses after the header");
    return undefined;
  }
  let open = skipSpace(text, header + 1, end);
  if (text[open] === "(") report.error(open++, 'a second "(" before the options');
  if (text[end - 1] === ")") return { header, open, close: end - 1 };
  const last = text.lastIndexOf(")", end - 1);
  if (last > text.lastIndexOf(";", end - 1)) {
    report.error(last + 1, `${quote(text.slice(last + 1, end).trim())} after the closing parenthesis`);
    return { header, open, close: last };
  }
  report.error(end - 1, 'the closing parenthesis ")" is missing at the end of the rule');
  return { header, open, close: end };
}

/** A rule that `requires` what a Suricata may lack: a feature, a keyword, an older or a newer version. */
function maybeSkipped({ name, value = "" }: FoundOption): boolean {
  return name.toLowerCase() === "requires" && /feature|keyword|<|\b(?:[89]|\d\d)\b/.test(value);
}

/** What only wants Suricata 8 is read by that one, and so checked. */
function surelyRead({ value = "" }: FoundOption, suricata: SuricataVersion | undefined): boolean {
  return suricata !== "7" && /^\s*version\s*>=\s*8(?:\.\d+)*\s*$/.test(value);
}

function readOptions(
  report: RuleReport,
  { options, rest }: Options,
  close: number,
  isSkipped: boolean,
): OptionReader {
  const { text } = report;
  const reader = new OptionReader(report, isSkipped);
  for (const option of options) {
    reader.read(option);
    if (reader.broken || report.full) return reader;
  }
  if (rest < 0) return reader;
  reader.broken = true;
  const end = trimEnd(text, rest, close);
  const found = quote(text.slice(rest, end));
  if (text[rest] === ")") report.error(rest, `${found} before the closing parenthesis: one ")" is enough`);
  else report.error(end - 1, `the option ${found} must end with a semicolon`);
  return reader;
}

function assemble(header: Header, reader: OptionReader, text: string): SuricataRule {
  const { action, protocol, source, direction, destination } = header;
  const { options, sid = 0, gid, rev, msg, classtype } = reader;
  const rule: SuricataRule = { action, protocol, source, direction, destination, options, sid, text };
  if (rev !== undefined) rule.rev = rev;
  if (msg !== undefined) rule.msg = msg;
  if (classtype !== undefined) rule.classtype = classtype;
  if (gid !== undefined) rule.gid = gid;
  return rule;
}

/**
 * Reads one rule as Suricata 7 and 8 do, and says what is wrong with it before any call.
 *
 * White space around the rule is not part of it. `rule` is absent where there is an error. Refused are all faults
 * of syntax, a missing or wrong `sid` (1–4294967294), line breaks, and rules longer than the appliance takes
 * (8196 characters, `/ips/custom`) or than Suricata reads (8191 bytes), and what both Suricatas refuse for reasons that
 * stand in the rule itself. Files, variables and other rules are left to Suricata. Warnings do not refuse. The time
 * is linear in the length.
 * @param suricata which Suricata the rule is for: what that one does not take is an error; without it a warning
 */
export function parseRule(
  text: string,
  suricata?: SuricataVersion,
): { rule?: SuricataRule; problems: RuleProblem[] } {
  const report = new RuleReport(text, suricata);
  const { problems } = report;
  const start = skipSpace(text, 0, text.length);
  const end = trimEnd(text, start, text.length);
  if (start === end) {
    report.error(0, "the rule is empty");
    return { problems };
  }
  if (text[start] === "#") {
    report.error(start, 'this is a comment ("#"), not a rule');
    return { problems };
  }
  if (!checkLength(report, start, end) || !checkCharacters(report, start, end)) return { problems };
  const body = findBody(report, start, end);
  if (!body) return { problems };
  const options = splitOptions(text, body.open, body.close);
  const required = options.options.filter(maybeSkipped);
  report.lenient = required.length > 0;
  const isSkipped = required.some((option) => !surelyRead(option, suricata));
  const header = parseHeader(report, start, body.header);
  const reader = readOptions(report, options, body.close, isSkipped);
  reader.checkMissing(end - 1);
  // What stands in a rule that is broken anyway would only be guessed at.
  report.skipped = isSkipped;
  if (!report.failed && !reader.broken && header) reader.sequence.finish(header, start);
  if (report.failed || !header) return { problems };
  return { rule: assemble(header, reader, text.slice(start, end)), problems };
}

/** Whether a line is blank or, as Suricata sees it, begins with white space or `#` and so is skipped. */
export function isSkipped(line: string): boolean {
  return line === "" || line[0] === "#" || isSpace(line.charCodeAt(0));
}
