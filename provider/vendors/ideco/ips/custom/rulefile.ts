import { createHash } from "node:crypto";
import { type Path, pathText } from "../../../../kernel/values";
import { formatProblem, normalizeRule, parseRules, type SuricataVersion } from "../../../../suricata";

/** The rules of an `IpsCustomSignatures`: one text or several, each like a file of rules. */
export type RuleTexts = string | string[];

/** What is kept of a rule of a file. */
export interface FileRule {
  sid: number;
  /** On one line, as it goes to the appliance. */
  text: string;
  hash: string;
  classtype?: string;
  /** Where it stands: which of the texts, and the first line in it, 1-based. */
  part: number;
  line: number;
}

export interface RuleSet {
  /** In the order of the texts. */
  rules: ReadonlyMap<number, FileRule>;
  errors: Array<{ path: Path; message: string }>;
  warnings: string[];
}

/** What the appliance takes in one upload. */
const largestFile = 32 * 1024 * 1024;

/**
 * The rules in the texts and what is wrong with them. Reading many megabytes takes a while and several steps of one
 * operation need it, so the last few results are kept, for as long as the process lives.
 * @param suricata which Suricata the appliance has; without it what only one takes is a warning
 */
export function ruleSetOf(rules: RuleTexts, suricata?: SuricataVersion): RuleSet {
  const known = recent.find(({ of, by }) => by === suricata && sameTexts(of, rules));
  if (known) return known.set;
  const set = readAll(rules, suricata);
  recent.unshift({ of: rules, by: suricata, set });
  recent.length = Math.min(recent.length, mostRecent);
  return set;
}

/** Two for a change: what was and what shall be; two more for another such resource. */
const mostRecent = 4;
const recent: Array<{ of: RuleTexts; by: SuricataVersion | undefined; set: RuleSet }> = [];

function sameTexts(a: RuleTexts, b: RuleTexts): boolean {
  if (typeof a === "string" || typeof b === "string") return a === b;
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

/** Whether two sets have the same rules: comments, their order and white space count for nothing. */
export function sameSignatures(a: unknown, b: unknown): boolean {
  if (!isTexts(a) || !isTexts(b)) return false;
  const [left, right] = [ruleSetOf(a), ruleSetOf(b)];
  if (left.errors.length + right.errors.length > 0 || left.rules.size !== right.rules.size) return false;
  return [...left.rules.values()].every(({ sid, hash }) => right.rules.get(sid)?.hash === hash);
}

export function isTexts(value: unknown): value is RuleTexts {
  return (
    typeof value === "string" || (Array.isArray(value) && value.every((part) => typeof part === "string"))
  );
}

export function partsOf(rules: RuleTexts): string[] {
  return typeof rules === "string" ? [rules] : rules;
}

/** Tells two rules apart, white space that means nothing aside; short, as a state can hold very many. */
export function hashOf(rule: string): string {
  return createHash("sha256").update(normalizeRule(rule)).digest("base64url").slice(0, 22);
}

/** The most that the engine may print of a refused property. */
const shortText = 200;

/**
 * Where a problem of a text stands. The engine prints the whole value of a refused property, so a long text is
 * refused as the resource's, and the message names it.
 */
export function placeOfProblem(texts: RuleTexts, part: number): { path: Path; prefix: string } {
  if (typeof texts !== "string") return { path: ["rules", part], prefix: "" };
  return texts.length > shortText ? { path: [], prefix: "rules: " } : { path: ["rules"], prefix: "" };
}

function readAll(texts: RuleTexts, suricata: SuricataVersion | undefined): RuleSet {
  const set = {
    rules: new Map<number, FileRule>(),
    errors: [] as RuleSet["errors"],
    warnings: [] as string[],
  };
  for (const [part, text] of partsOf(texts).entries()) {
    readPart(set, part, text, { ...placeOfProblem(texts, part), suricata });
  }
  return set;
}

interface Growing extends RuleSet {
  rules: Map<number, FileRule>;
}

interface Place {
  path: Path;
  prefix: string;
  suricata: SuricataVersion | undefined;
}

function readPart({ rules, errors, warnings }: Growing, part: number, text: string, place: Place): void {
  const { path, prefix, suricata } = place;
  const bytes = Buffer.byteLength(text);
  if (bytes > largestFile) {
    errors.push({ path, message: `${prefix}found ${bytes} bytes, allowed: at most ${largestFile} (32 MB)` });
    return;
  }
  const file = parseRules(text, suricata);
  for (const problem of file.problems) {
    const message = formatProblem(problem);
    if (problem.severity === "error") errors.push({ path, message: `${prefix}${message}` });
    else warnings.push(`${pathText(path) || "rules"}: ${message}`);
  }
  for (const { sid, text: rule, line, classtype } of file.rules) {
    const first = rules.get(sid);
    if (!first) {
      rules.set(sid, { sid, text: rule, hash: hashOf(rule), part, line, ...(classtype && { classtype }) });
      continue;
    }
    const before = `rules[${first.part}], line ${first.line}`;
    errors.push({ path, message: `${prefix}line ${line}: the sid ${sid} already stands in ${before}` });
  }
}

/**
 * The texts as they would be if they held what was found: a rule that is gone is left out, a changed one stands there
 * with the text that it has on the appliance. Everything else stays, so that a difference shows nothing but these.
 * @param found the text of each rule that differs, undefined where it is gone
 */
export function textsAsFound(texts: RuleTexts, found: ReadonlyMap<number, string | undefined>): RuleTexts {
  const { rules } = ruleSetOf(texts);
  const parts = partsOf(texts).map((text) => text.split("\n"));
  const differing = [...rules.values()].filter(({ sid }) => found.has(sid)).reverse();
  for (const { sid, part, line } of differing) {
    const lines = parts[part];
    if (!lines) continue;
    const text = found.get(sid);
    lines.splice(line - 1, heightOf(lines, line - 1), ...(text === undefined ? [] : [text]));
  }
  const joined = parts.map((lines) => lines.join("\n"));
  return typeof texts === "string" ? (joined[0] ?? "") : joined;
}

/** How many lines a rule takes: a backslash at the end continues it. */
function heightOf(lines: string[], first: number): number {
  let last = first;
  while (last < lines.length - 1 && /\\\s*$/.test(lines[last] ?? "")) last += 1;
  return last - first + 1;
}
