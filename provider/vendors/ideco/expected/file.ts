import { didYouMean } from "../../../kernel/check";
import { type CsvRecord, csvRecords } from "../../../kernel/csv";
import type { Properties } from "../../../kernel/values";
import { serviceProblems } from "../references/services";
import { eachReference } from "../references/slots";
import { readReference } from "../references/written";
import { tables } from "../rules/tables";
import type { Verdict } from "../ruletable/judge";
import { columnsOf } from "../ruletable/policy-columns";
import type { PolicyProblem } from "../ruletable/policy-text";

/** The tables that packets pass. */
export type PacketTable = "forward" | "input";

/** A line of a file of expected verdicts. */
export interface ExpectedLine {
  line: number;
  table: PacketTable;
  /** What is asked, as fields of a rule: whence, whereto, over what, in by which interface. */
  asked: Properties;
  /** The same as it is written: `tcp/443 from 10.20.0.0/16 to 192.168.0.20`. */
  text: string;
  verdict: Verdict;
  /** Why, in the words of who wrote it. */
  why: string;
}

/** The columns, and those of a policy that they are read as. */
const askedColumns = { from: "from", to: "to", service: "service", zone: "in" } as const;
const ownColumns = ["verdict", "why", "table"] as const;
const all = [...Object.keys(askedColumns), ...ownColumns];

/** The column of a field of a rule, for messages. */
const columnOfField: Readonly<Record<string, string>> = {
  sourceAddresses: "from",
  destinationAddresses: "to",
  services: "service",
  incomingInterface: "zone",
};

/** Reads a file of expected verdicts: comma-separated values with a header line. */
export function readExpected(text: string): { lines: ExpectedLine[]; problems: PolicyProblem[] } {
  const records = csvRecords(text).filter(
    ({ cells, problem }) => problem !== undefined || cells?.some((cell) => cell !== ""),
  );
  const [header, ...rest] = records;
  if (!header) {
    const message = `found no header line, allowed: the names of the columns, such as from,to,service,zone,verdict,why`;
    return { lines: [], problems: [{ line: 1, message }] };
  }
  const problems = headerProblems(header);
  if (problems.length > 0) return { lines: [], problems };
  const lines = rest.flatMap((record) => readLine(header.cells ?? [], record, problems));
  if (rest.length === 0) problems.push({ line: header.line, message: "found no line below the header" });
  return { lines, problems };
}

function headerProblems({ line, cells = [], problem }: CsvRecord): PolicyProblem[] {
  if (problem !== undefined) return [{ line, message: problem }];
  const unknown = cells.filter((name) => name !== "" && !all.includes(name));
  const twice = cells.filter((name, at) => name !== "" && cells.indexOf(name) < at);
  return [
    ...unknown.map((name) => ({
      line,
      message: `found the column "${name}"${didYouMean(name, all) || `, allowed: ${all.join(", ")}`}`,
    })),
    ...twice.map((name) => ({ line, message: `found the column "${name}" twice` })),
    ...(cells.includes("verdict")
      ? []
      : [{ line, message: "the column verdict is required: accept or drop" }]),
  ];
}

function readLine(header: readonly string[], record: CsvRecord, problems: PolicyProblem[]): ExpectedLine[] {
  const { line, cells = [], problem } = record;
  if (problem !== undefined) {
    problems.push({ line, message: problem });
    return [];
  }
  if (cells.slice(header.length).some((cell) => cell !== "")) {
    problems.push({
      line,
      message: `found ${cells.length} cells, allowed: ${header.length}, as many as the header has`,
    });
    return [];
  }
  const cellOf = (name: string) => cells[header.indexOf(name)] ?? "";
  const [verdict, table] = [cellOf("verdict").toLowerCase(), cellOf("table").toLowerCase() || "forward"];
  const found: PolicyProblem[] = [
    ...among("verdict", verdict, ["accept", "drop"]),
    ...among("table", table, ["forward", "input"]),
  ].map((fault) => ({ line, ...fault }));
  const asked: Properties = {};
  for (const [name, column] of Object.entries(askedColumns)) {
    const cell = cellOf(name);
    const read = cell === "" ? {} : (columnsOf(tables.forward.written).get(column)?.read(cell) ?? {});
    if ("problem" in read) found.push({ line, column: name, message: String(read.problem) });
    else Object.assign(asked, read);
  }
  found.push(...writtenProblems(asked).map((fault) => ({ line, ...fault })));
  problems.push(...found);
  if (found.length > 0) return [];
  const [from, to, service, zone] = ["from", "to", "service", "zone"].map(cellOf);
  const text = `${service || "any"} from ${from || "any"}${zone ? ` in by ${zone}` : ""} to ${to || "any"}`;
  return [
    {
      line,
      table: table as PacketTable,
      asked,
      text,
      verdict: verdict as Verdict,
      why: cellOf("why"),
    },
  ];
}

function among(column: string, found: string, allowed: readonly string[]) {
  return allowed.includes(found)
    ? []
    : [{ column, message: `found "${found}", allowed: ${allowed.join(", ")}` }];
}

/** What is wrong with the cells themselves, whatever the appliance has. */
function writtenProblems(asked: Properties): { column: string; message: string }[] {
  const found = serviceProblems(asked).map(({ message }) => ({ column: "service", message }));
  eachReference(tables.forward.written, asked, (kind, text, [field]) => {
    const read = kind === "service" ? {} : readReference(kind, String(text));
    if ("problem" in read) found.push({ column: columnOf(field), message: String(read.problem) });
  });
  return found;
}

export function columnOf(field: unknown): string {
  return columnOfField[String(field)] ?? String(field);
}
