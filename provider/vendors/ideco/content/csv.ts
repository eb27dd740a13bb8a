import { PerimeterError } from "../../../kernel/errors";

/** A dictionary as the appliance gives it for download. */
export interface DictionaryFile {
  threshold: number;
  title: string;
  comment: string;
  words: Array<{ value: string; weight: number }>;
}

/** What a word without a weight weighs, in files that the appliance takes. */
const defaultWeight = 20;

/**
 * Reads a downloaded dictionary: `threshold;title;comment`, then `word;weight` a line.
 *
 * The page quotes nothing, so a semicolon inside a text can't be told from a separator. Assumption: the first line
 * gives what is left over to the comment and the others to the word, whose weight is the last field. Fields in
 * double quotes (`"a;b"`, a quote inside written twice) are understood as well, as are a byte order mark and CRLF.
 */
export function parseDictionary(csv: string): DictionaryFile {
  const [head = [], ...rows] = rowsOf(csv.replace(/^\uFEFF/, ""));
  const [threshold = "", title = "", ...comment] = head;
  if (!/^\s*\d+\s*$/.test(threshold)) throw noDictionary(threshold);
  return {
    threshold: Number(threshold),
    title,
    comment: comment.join(";"),
    words: rows.map(wordOf),
  };
}

function noDictionary(found: string): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    message: `the downloaded file is no dictionary: it begins with "${found.slice(0, 40)}" instead of a threshold`,
  });
}

function wordOf(fields: string[]): DictionaryFile["words"][number] {
  const last = fields.at(-1)?.trim() ?? "";
  const weighed = fields.length > 1 && /^\d+$/.test(last);
  const value = (weighed ? fields.slice(0, -1) : fields).join(";");
  return { value, weight: weighed ? Number(last) : defaultWeight };
}

/** A quoted field that ends where a field ends, or anything up to the next separator. */
const fieldPattern = /("(?:[^"]|"")*"(?=;|\r?\n|$)|[^;\r\n]*)(;|\r?\n|\r|$)/y;

function rowsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  fieldPattern.lastIndex = 0;
  while (fieldPattern.lastIndex < text.length) {
    const [, field = "", end] = fieldPattern.exec(text) ?? [];
    if (end === undefined) break;
    row.push(unquoted(field));
    if (end === ";" && fieldPattern.lastIndex < text.length) continue;
    if (end === ";") row.push("");
    if (row.some((part) => part !== "")) rows.push(row);
    row = [];
  }
  return rows;
}

function unquoted(field: string): string {
  return /^".*"$/s.test(field) ? field.slice(1, -1).replaceAll('""', '"') : field;
}
