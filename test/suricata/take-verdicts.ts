/**
 * Takes both Suricatas' own verdicts of every rule of a corpus, each rule as if it were alone, and writes them beside
 * the corpus:
 *
 *   bash test/suricata/unpack.sh FOLDER
 *   SURICATA_7=FOLDER/7 SURICATA_8=FOLDER/8 npx tsx test/suricata/take-verdicts.ts packaged own versions keywords mutants
 *
 * The first line of a file of verdicts is the fingerprint of its rules, then one line a rule: what Suricata 7 and
 * Suricata 8 say, `ok` or `no: ` and the reason, with a tab between. The tests only read what is committed.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { corpusNames, fingerprint, rulesOf, verdictLine } from "./corpus";
import { askSuricata, engines } from "./suricata";

async function main(): Promise<void> {
  for (const name of corpusNames.filter((known) => process.argv.includes(known))) {
    const rules = rulesOf(name);
    const found: string[][] = [];
    for (const engine of engines) found.push(await askSuricata(engine, rules));
    const lines = rules.map((_, index) => verdictLine(found.map((verdicts) => verdicts[index] ?? "")));
    writeFileSync(
      join(__dirname, "corpus", `${name}.verdicts`),
      `${[fingerprint(rules), ...lines].join("\n")}\n`,
    );
  }
}

void main();
