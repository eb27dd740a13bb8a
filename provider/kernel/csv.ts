/**
 * Comma-separated values as a person keeps them under version control: a record a line, lines that begin with `#` and
 * empty lines in between. Every record remembers its own text, so that all that isn't changed stays byte for byte,
 * which the parsers that we know don't offer.
 */
export interface CsvRecord {
  /** Of its first line, counted from 1. */
  line: number;
  /** The record as it stands in the text, with what ends its line. */
  raw: string;
  /** Without quotes and without blanks around. Undefined: a comment or an empty line. */
  cells?: string[];
  /** What is wrong with its quotes. */
  problem?: string;
}

/** The records, comments and empty lines of a text, in order; their `raw` together are the text. */
export function csvRecords(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let line = 1;
  for (let from = 0; from < text.length; ) {
    const record = recordAt(text, from, line);
    records.push(record);
    from += record.raw.length;
    line += lineEnds(record.raw);
  }
  return records;
}

function recordAt(text: string, from: number, line: number): CsvRecord {
  const newline = endOf(text, from);
  const first = text.slice(from, newline).replace(/^\uFEFF/, "");
  if (/^\s*(#|$)/.test(first)) return { line, raw: text.slice(from, newline) };
  if (!first.includes('"')) {
    return { line, raw: text.slice(from, newline), cells: first.split(",").map((cell) => cell.trim()) };
  }
  return quotedRecord(text, from, line);
}

/** Cells in quotes may hold commas, doubled quotes and line ends. */
function quotedRecord(text: string, from: number, line: number): CsvRecord {
  const cells: string[] = [];
  let at = text[from] === "\uFEFF" ? from + 1 : from;
  for (;;) {
    const cell = cellAt(text, at);
    if ("problem" in cell) {
      const end = endOf(text, from);
      return { line, raw: text.slice(from, end), cells: [], problem: cell.problem };
    }
    cells.push(cell.value);
    if (text[cell.end] === ",") {
      at = cell.end + 1;
      continue;
    }
    return { line, raw: text.slice(from, endOf(text, cell.end)), cells };
  }
}

function cellAt(text: string, from: number): { value: string; end: number } | { problem: string } {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at += 1;
  if (text[at] !== '"') {
    const end = /[,\n]|$/.exec(text.slice(at))?.index ?? 0;
    const value = text.slice(at, at + end).trim();
    if (value.includes('"')) {
      return {
        problem: `found a quote within ${value}, allowed: the whole cell in quotes, quotes in it doubled`,
      };
    }
    return { value, end: at + end };
  }
  let value = "";
  for (at += 1; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { problem: "a quote is opened and never closed" };
    value += text.slice(at, quote);
    at = quote + 1;
    if (text[at] !== '"') break;
    value += '"';
    at += 1;
  }
  while (text[at] === " " || text[at] === "\t" || text[at] === "\r") at += 1;
  if (at < text.length && text[at] !== "," && text[at] !== "\n") {
    return { problem: "found text after a closing quote, allowed: a comma or the end of the line" };
  }
  return { value: value.trim(), end: at };
}

/** Past the end of the line. */
function endOf(text: string, from: number): number {
  const newline = text.indexOf("\n", from);
  return newline < 0 ? text.length : newline + 1;
}

function lineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

/** `\r\n` or `\n`, as the first line has it. */
export function lineEndOf(text: string): string {
  const newline = text.indexOf("\n");
  return newline > 0 && text[newline - 1] === "\r" ? "\r\n" : "\n";
}

/** A cell as it stands in a text: in quotes where it needs them. */
export function csvCell(value: string): string {
  return /[",\n\r]|^\s|\s$|^#/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** The cells of a record as they stand in the text, quotes and blanks kept. */
export function rawCells(record: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (const sign of record.replace(/\r?\n$/, "")) {
    if (sign === '"') quoted = !quoted;
    if (sign === "," && !quoted) {
      cells.push(cell);
      cell = "";
    } else cell += sign;
  }
  return [...cells, cell];
}
