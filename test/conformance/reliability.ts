import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";

/** What docs/reliability.md shows of one kind of cases; several files of tests may write one each. */
export interface Tried {
  title: string;
  text: string;
  cases: readonly { name: string; doc: string }[];
  cells: Record<string, Record<string, string>>;
}

/** Writes a table down where the run is asked to (`PERIMETER_RELIABILITY=1`), for `npm run generate`. */
export function writeTried(name: string, tried: Tried): void {
  if (process.env.PERIMETER_RELIABILITY !== "1") return;
  const file = fileOf(name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(tried, null, 1)}\n`);
}

export function readTried(name: string): Tried {
  return JSON.parse(readFileSync(fileOf(name), "utf8"));
}

function fileOf(name: string): string {
  return join(root, "test/conformance/reliability", `${name}.json`);
}
