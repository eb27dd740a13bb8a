import type { PlainValue } from "./options";
import { quote, type RuleReport, suggestion } from "./report";
import { isDigits, pieces } from "./text";

/** How many bytes a keyword reads, and the words that may follow its first parts. */
interface ByteForm {
  form: string;
  /** How many parts come first. */
  least: number;
  words: ReadonlySet<string>;
  /** Words that a number follows. */
  numbered: ReadonlySet<string>;
}

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}

const common = "relative big little string hex dec oct dce";

const forms: ReadonlyMap<string, ByteForm> = new Map([
  [
    "byte_test",
    { form: "bytes, operator, value, offset", least: 4, words: set(common), numbered: set("bitmask") },
  ],
  [
    "byte_jump",
    {
      form: "bytes, offset",
      least: 2,
      words: set(`${common} align from_beginning from_end`),
      numbered: set("multiplier post_offset bitmask"),
    },
  ],
  [
    "byte_extract",
    { form: "bytes, offset, name", least: 3, words: set(common), numbered: set("multiplier align") },
  ],
]);

const operators = /^!? *(?:[<>]=?|[=&^]|!=?)?$/;
const bases = ["hex", "dec", "oct"];

/** Checks `byte_test`, `byte_jump` and `byte_extract`: the first parts, the words, and how many bytes there may be. */
export function checkBytes(report: RuleReport, name: string, { text, at }: PlainValue): void {
  const form = forms.get(name);
  if (!form) return;
  const parts = pieces(text, at);
  const first = parts.slice(0, form.least);
  if (first.length < form.least) {
    report.error(
      at,
      `${quote(name)} needs ${form.least} parts (${form.form}), found ${parts.length}: ${quote(text)}`,
    );
    return;
  }
  const spoilt = first.find(({ text: part }) => part === "" || /\w\s+\w/.test(part));
  if (spoilt?.text === "") report.error(spoilt.at, `${quote(name)} has an empty part; needed: ${form.form}`);
  else if (spoilt) report.error(spoilt.at, `a comma is missing in ${quote(spoilt.text)} of ${quote(name)}`);
  const operator = first[1];
  if (name === "byte_test" && operator?.text && !operators.test(operator.text)) {
    report.error(
      operator.at,
      `${quote(operator.text)} is no operator of "byte_test"; allowed: < > = <= >= & ^, after !`,
    );
  }
  const words = parts.slice(form.least);
  for (const found of words) {
    const [word = "", value, ...more] = found.text.split(/\s+/);
    const isKnown = form.words.has(word)
      ? value === undefined
      : form.numbered.has(word) && value !== undefined;
    if (isKnown && more.length === 0) continue;
    const known = [...form.words, ...form.numbered];
    const close = suggestion(word, known) || ";";
    report.error(
      found.at,
      `${quote(found.text)} is no word of ${quote(name)}${close} allowed: ${known.join(", ")}`,
    );
    return;
  }
  checkCount(
    report,
    name,
    first[0]?.text ?? "",
    at,
    words.map((found) => found.text),
  );
  checkNumbers(report, name, words);
}

function checkCount(report: RuleReport, name: string, bytes: string, at: number, words: string[]): void {
  const isText = words.includes("string");
  const base = words.find((word) => bases.includes(word));
  if (base !== undefined && !isText)
    report.error(at, `${quote(base)} of ${quote(name)} needs "string" beside it`);
  const most = isText ? 23 : 8;
  if (!isDigits(bytes) || Number(bytes) <= most) return;
  const hint = isText ? "" : ' without "string"';
  report.error(at, `${quote(name)} reads at most ${most} bytes${hint}; found ${bytes}`);
}

function checkNumbers(report: RuleReport, name: string, words: ReturnType<typeof pieces>): void {
  for (const found of words) {
    const [word, value = ""] = found.text.split(/\s+/);
    const wrong =
      (word === "align" && value !== "" && !["2", "4"].includes(value)) ||
      (word === "multiplier" && value === "0");
    if (wrong) report.error(found.at, `${quote(found.text)} is not possible in ${quote(name)}`);
  }
}

const mathParts = ["bytes", "offset", "oper", "rvalue", "result"];
const mathWords = new Set([...mathParts, "endian", "string", "dce", "bitmask", "relative"]);

/** Checks a `byte_math`: its parts are pairs in any order. */
export function checkMath(report: RuleReport, name: string, { text, at }: PlainValue): void {
  const found = new Map<string, string>();
  for (const part of pieces(text, at)) {
    const [, word = "", value = ""] = /^(\w+)\s*(.*)$/.exec(part.text) ?? [];
    if (!mathWords.has(word)) {
      const close = suggestion(word, mathWords) || ";";
      report.error(
        part.at,
        `${quote(part.text)} is no part of ${quote(name)}${close} allowed: ${[...mathWords].join(", ")}`,
      );
      return;
    }
    found.set(word, value);
  }
  const missing = mathParts.filter((word) => !found.has(word));
  const operator = found.get("oper") ?? "";
  const bytes = found.get("bytes") ?? "";
  if (missing.length > 0) report.error(at, `${quote(name)} lacks ${missing.join(", ")}`);
  else if (!/^(?:[+\-*/]|<<|>>)$/.test(operator)) {
    report.error(at, `${quote(operator)} is no operator of ${quote(name)}; allowed: + - * / << >>`);
  } else if (isDigits(bytes) && Number(bytes) > 10) {
    report.error(at, `${quote(name)} reads at most 10 bytes; found ${bytes}`);
  }
}
