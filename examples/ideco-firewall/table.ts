import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { RunError } from "@pulumi/pulumi";
import { parse } from "csv-parse/sync";

/** A line of a CSV file. */
export interface Line {
  file: string;
  /** Counted from 1, as editors do. */
  number: number;
  /** The text of a cell, without spaces around it. */
  cell(column: string): string;
}

type Tell = (line: Line, column: string, message: string) => void;

/** Reads a CSV file whose first line names the columns; lines that begin with # are left out. */
export function readTable(path: string, columns: string[], tell: Tell): Line[] {
  const file = basename(path);
  const lines: (Line & { cells: string[] })[] = [];
  parse(readFileSync(path, "utf8"), {
    bom: true,
    comment: "#",
    comment_no_infix: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    on_record: (cells: string[], { lines: number }) => {
      lines.push({ file, number, cells, cell: (column) => cells[columns.indexOf(column)] ?? "" });
      return null;
    },
  });
  const [header, ...others] = lines;
  if (!header || header.cells.join() !== columns.join())
    throw new RunError(`${file}: the first line has to be ${columns.join()}`);
  for (const line of others) {
    const { length } = line.cells;
    if (length !== columns.length)
      tell(line, "commas", `there are ${length} cells, and ${columns.length} columns`);
  }
  return others;
}
