/**
 * Compares this check with both Suricatas over rules that are not part of this repository: every `*.rules` file of
 * the given folders, each one set by its folder's name.
 *
 *   npx tsx test/suricata/outside.ts FOLDER…          against the committed verdicts
 *   npx tsx test/suricata/outside.ts --take FOLDER…   asks both Suricatas first (see take-verdicts.ts)
 *
 * `corpus/outside.verdicts` has one line a rule: the beginning of the SHA-256 of its text, then what Suricata 7 and
 * Suricata 8 say, `ok` or `no: ` and the category of the reason. `corpus/outside.figures.json` has the figures of the
 * last run, for docs/suricata.md.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { joinedLines } from "../../provider/suricata/file";
import { isSkipped } from "../../provider/suricata/rule";
import { category } from "./categories";
import { tally, type Verdict, verdictIn, verdictLine } from "./corpus";
import { askSuricata, engines } from "./suricata";

const store = join(__dirname, "corpus", "outside.verdicts");
const figures = join(__dirname, "corpus", "outside.figures.json");

/** The distinct rules of all `*.rules` files below a folder, continued lines joined; not UTF-8 is left out. */
function rulesBelow(folder: string): string[] {
  const found = new Set<string>();
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".rules"),
  );
  for (const file of files.sort()) {
    for (const { text } of joinedLines(readFileSync(join(folder, file), "utf8"))) {
      if (!isSkipped(text) && !text.includes("\ufffd")) found.add(text);
    }
  }
  return [...found];
}

function digest(rule: string): string {
  return createHash("sha256").update(rule).digest("hex").slice(0, 16);
}

async function take(rules: string[]): Promise<void> {
  const found: string[][] = [];
  for (const engine of engines) found.push(await askSuricata(engine, rules));
  const lines = rules.map((rule, index) => {
    const verdicts = found.map((all) => {
      const [word = "", reason = ""] = (all[index] ?? "").split("\t");
      return word === "ok" ? "ok" : `no\t${category(reason)}`;
    });
    return `${digest(rule)}\t${verdictLine(verdicts)}`;
  });
  writeFileSync(store, `${lines.sort().join("\n")}\n`);
}

function stored(): Map<string, string> {
  const lines = readFileSync(store, "utf8").trim().split("\n");
  return new Map(lines.map((line) => [line.slice(0, line.indexOf("\t")), line]));
}

async function main(): Promise<void> {
  const folders = process.argv.slice(2).filter((word) => word !== "--take");
  const sets = folders.map((folder) => ({ name: basename(folder), rules: rulesBelow(folder) }));
  if (process.argv.includes("--take")) await take([...new Set(sets.flatMap(({ rules }) => rules))]);
  const verdicts = stored();
  const result = sets.map(({ name, rules }) => {
    const known = rules.filter((rule) => verdicts.has(digest(rule)));
    const of = (engine: 7 | 8): Verdict[] =>
      known.map((rule) => verdictIn(verdicts.get(digest(rule)) ?? "", engine, 1));
    const told = engines.map((engine) => {
      const { onlyHere, ...numbers } = tally(known, of(engine), engine);
      return { engine, ...numbers, onlyHere: onlyHere.length };
    });
    return { name, unknown: rules.length - known.length, told };
  });
  writeFileSync(figures, `${JSON.stringify(result, undefined, 2)}\n`);
  console.log(JSON.stringify(result, undefined, 2));
}

void main();
