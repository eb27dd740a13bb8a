/**
 * Compares this parser with Suricata over rules that are not part of this repository, such as those of
 * OISF/suricata-verify: every `*.rules` file of the given folders.
 *
 *   npx tsx test/suricata/oisf.ts FOLDER…          against the committed verdicts
 *   npx tsx test/suricata/oisf.ts --take FOLDER…   asks the installed Suricata 7 first and writes its verdicts
 *
 * `corpus/oisf.verdicts` has one line a rule: the beginning of the SHA-256 of its text, then `ok` or `no` and the
 * category of Suricata's reason.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { joinedLines } from "../../provider/suricata/file";
import { isSkipped } from "../../provider/suricata/rule";
import { category } from "./categories";
import { tally, type Verdict } from "./corpus";
import { askSuricata } from "./suricata";

const store = join(__dirname, "corpus", "oisf.verdicts");

/** The distinct rules of all `*.rules` files below the folders, continued lines joined; not UTF-8 is left out. */
function rulesBelow(folders: string[]): string[] {
  const found = new Set<string>();
  for (const folder of folders) {
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".rules"),
    );
    for (const file of files.sort()) {
      for (const { text } of joinedLines(readFileSync(join(folder, file), "utf8"))) {
        if (!isSkipped(text) && !text.includes("\ufffd")) found.add(text);
      }
    }
  }
  return [...found];
}

function digest(rule: string): string {
  return createHash("sha256").update(rule).digest("hex").slice(0, 16);
}

async function take(rules: string[]): Promise<void> {
  const verdicts = await askSuricata(rules);
  const lines = rules.map((rule, index) => {
    const [word = "", reason = ""] = (verdicts[index] ?? "").split("\t");
    return word === "ok" ? `${digest(rule)}\tok` : `${digest(rule)}\tno\t${category(reason)}`;
  });
  writeFileSync(store, `${lines.sort().join("\n")}\n`);
}

function stored(): Map<string, Verdict> {
  const lines = readFileSync(store, "utf8").trim().split("\n");
  return new Map(
    lines.map((line) => {
      const [key = "", word, reason = ""] = line.split("\t");
      return [key, word === "ok" ? { accepted: true } : { accepted: false, reason }];
    }),
  );
}

async function main(): Promise<void> {
  const folders = process.argv.slice(2).filter((word) => word !== "--take");
  const rules = rulesBelow(folders);
  if (process.argv.includes("--take")) await take(rules);
  const verdicts = stored();
  const known = rules.filter((rule) => verdicts.has(digest(rule)));
  const result = tally(
    known,
    known.map((rule) => verdicts.get(digest(rule)) as Verdict),
  );
  console.log(JSON.stringify({ unknown: rules.length - known.length, ...result }, undefined, 2));
}

void main();
