import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";

/** What docs/reliability.md shows of one kind of cases; several files of tests may write one each. */
export interface Tried {
  title: string;
  text: string;
  cases: readonly { name: string; doc: string }[];
  cells: Record<string, Record<string, string>>;
}

/**
 * Writes a table down where the run is asked to (`PERIMETER_RELIABILITY=1`), for `npm run generate`. What this run did not
 * try keeps the figure that it has: after a new resource its own cases are enough (`-t vendor:Name`).
 */
export function writeTried(name: string, tried: Tried): void {
  if (process.env.PERIMETER_RELIABILITY !== "1") return;
  const file = fileOf(name);
  mkdirSync(dirname(file), { recursive: true });
  const known = existsSync(file) ? readTried(name).cells : {};
  const rows = Object.entries(tried.cells).map(([token, row]) => {
    const figures = tried.cases.map((each) => [each.name, row[each.name] ?? known[token]?.[each.name]]);
    return [token, Object.fromEntries(figures.filter(([, figure]) => figure !== undefined))];
  });
  writeFileSync(file, `${JSON.stringify({ ...tried, cells: Object.fromEntries(rows) }, null, 2)}\n`);
}

export function readTried(name: string): Tried {
  return JSON.parse(readFileSync(fileOf(name), "utf8"));
}

function fileOf(name: string): string {
  return join(root, "test/conformance/reliability", `${name}.json`);
}
