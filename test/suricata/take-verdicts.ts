/**
 * Takes Suricata's own verdict of every rule of a corpus, each rule alone, and writes it beside the corpus:
 *
 *   npx tsx test/suricata/take-verdicts.ts packaged own keywords mutants
 *
 * The first line of a file of verdicts is the fingerprint of its rules, then one line a rule: `ok`, or `no` and
 * Suricata's reason. Needs a `suricata` of version 7 on PATH; the tests only read what is committed.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { corpusNames, fingerprint, rulesOf } from "./corpus";
import { askSuricata } from "./suricata";

async function main(): Promise<void> {
  for (const name of corpusNames.filter((known) => process.argv.includes(known))) {
    const rules = rulesOf(name);
    const text = [fingerprint(rules), ...(await askSuricata(rules))].join("\n");
    writeFileSync(join(__dirname, "corpus", `${name}.verdicts`), `${text}\n`);
  }
}

void main();
