import { type CsvRecord, csvRecords } from "../../../kernel/csv";
import type { Fields } from "../../../kernel/fields";
import { mostProblems } from "../../../kernel/text-list";
import type { Path, Properties } from "../../../kernel/values";
import { type Column, columnsOf, unknownColumn } from "./policy-columns";

/** A rule as a program writes it. */
export type WrittenRule = Properties & { key: string };

/** A problem of a policy, at its line and, where it is one cell's, its column. */
export interface PolicyProblem {
  line: number;
  column?: string;
  message: string;
}

/** A policy: the rules of a table as comma-separated values with a header line. */
export interface PolicyText {
  rules: WrittenRule[];
  /** Where each rule is: the index of its record. */
  places: number[];
  records: CsvRecord[];
  /** The header's columns; undefined where one is unknown. */
  columns: Array<Column | undefined>;
  /** The index of the header's record; -1 where there is none. */
  header: number;
  problems: PolicyProblem[];
}

/**
 * Reads a policy.
 * @param fields what a rule of the table can say
 */
export function parsePolicy(fields: Fields, text: string): PolicyText {
  const records = csvRecords(text);
  const policy: PolicyText = { rules: [], places: [], records, columns: [], header: -1, problems: [] };
  policy.header = records.findIndex((record) => record.cells !== undefined && !isBlank(record));
  const header = records[policy.header];
  if (!header) {
    policy.problems.push({
      line: 1,
      message: "found no header line, allowed: the names of the columns, such as key,action,from,to,service",
    });
    return policy;
  }
  readHeader(fields, header, policy);
  const lineOf = new Map<string, number>();
  for (const [index, record] of records.entries()) {
    if (index <= policy.header || record.cells === undefined) continue;
    if (record.problem !== undefined) {
      policy.problems.push({ line: record.line, message: record.problem });
      continue;
    }
    if (isBlank(record)) continue;
    const rule = readRecord(record, policy, lineOf);
    if (!rule) continue;
    policy.rules.push(rule);
    policy.places.push(index);
  }
  return policy;
}

/** A line of commas alone, as spreadsheets write it. */
function isBlank({ cells, problem }: CsvRecord): boolean {
  return problem === undefined && cells !== undefined && cells.every((cell) => cell === "");
}

function readHeader(fields: Fields, { cells = [], line, problem }: CsvRecord, policy: PolicyText): void {
  if (problem !== undefined) policy.problems.push({ line, message: problem });
  const known = columnsOf(fields);
  const saidBy = new Map<string, string>();
  policy.columns = cells.map((name) => {
    const column = known.get(name);
    if (!column && name !== "") policy.problems.push({ line, message: unknownColumn(name, fields) });
    for (const field of column?.fields ?? []) {
      const other = saidBy.get(field);
      if (other !== undefined) {
        const both =
          other === name
            ? `the column "${name}" twice`
            : `the columns "${other}" and "${name}", which say the same`;
        policy.problems.push({ line, message: `found ${both}` });
      }
      saidBy.set(field, name);
    }
    return column;
  });
  if (!saidBy.has("key")) {
    policy.problems.push({ line, message: "the column key is required: the name of each rule" });
  }
}

function readRecord(
  { cells = [], line }: CsvRecord,
  { columns, problems }: PolicyText,
  lineOf: Map<string, number>,
): WrittenRule | undefined {
  const rule: Properties = {};
  for (const [index, cell] of cells.entries()) {
    if (cell === "") continue;
    if (index >= columns.length) {
      problems.push({
        line,
        message: `found ${cells.length} cells, allowed: ${columns.length}, as many as the header has`,
      });
      break;
    }
    const column = columns[index];
    const read = column?.read(cell) ?? {};
    if ("problem" in read && column)
      problems.push({ line, column: column.name, message: String(read.problem) });
    else Object.assign(rule, read);
  }
  if (!columns.some((column) => column?.name === "key")) return undefined;
  const { key } = rule;
  if (typeof key !== "string") {
    problems.push({ line, column: "key", message: "is required" });
    return undefined;
  }
  const before = lineOf.get(key);
  if (before !== undefined) {
    problems.push({
      line,
      column: "key",
      message: `found "${key}", which line ${before} has already; keys are unique`,
    });
    return undefined;
  }
  lineOf.set(key, line);
  return rule as WrittenRule;
}

/** The place of a problem of a rule, in the words of the text: line and column instead of index and field. */
export function placeInText(policy: PolicyText, rule: number, path: Path): PolicyProblem {
  const [field] = path;
  const record = policy.records[policy.places[rule] ?? policy.header];
  const column = policy.columns.find((each) => each?.fields.includes(String(field)));
  return {
    line: record?.line ?? 1,
    message: "",
    ...(field !== undefined && { column: column?.name ?? String(field) }),
  };
}

/** The problems as lines of a message, in the order of the text, no more than fill a screen. */
export function policyProblemLines(problems: readonly PolicyProblem[]): string[] {
  const sorted = [...problems].sort((a, b) => a.line - b.line);
  const said = sorted.slice(0, mostProblems).map(policyProblemText);
  const more = sorted.length - said.length;
  return more > 0 ? [...said, `and ${more} more problems`] : said;
}

function policyProblemText({ line, column, message }: PolicyProblem): string {
  return column === undefined ? `line ${line}: ${message}` : `line ${line}, column ${column}: ${message}`;
}
