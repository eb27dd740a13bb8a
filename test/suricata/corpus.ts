import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseRule } from "../../provider/suricata";
import { keywords } from "../../provider/suricata/keywords";
import { category } from "./categories";
import { mutants } from "./mutants";
import { type Engine, engines } from "./suricata";

/** What a Suricata says of one rule. */
export type Verdict = { accepted: true } | { accepted: false; reason: string };

export const corpusNames = ["packaged", "own", "versions", "keywords", "mutants"] as const;
export type CorpusName = (typeof corpusNames)[number];

function lines(file: string): string[] {
  return readFileSync(join(__dirname, "corpus", file), "utf8")
    .replace(/\n$/, "")
    .split("\n");
}

/** Every keyword without a value, with a plain one and with a quoted one: what its form must be. */
export function probes(): string[] {
  return [...keywords.values()].flatMap(({ name }, index) =>
    ["", ":zzz", ':"zzz"'].map((value) => `alert ip any any -> any any (${name}${value}; sid:${index + 1};)`),
  );
}

/** The rules that faults are put into: sound ones, with every kind of header and options. */
export function bases(): string[] {
  const rich = /sid:1000(?:01|03|13|15|57|59|61|65|87|90);/;
  const packaged = lines("packaged.rules").filter((_, index) => index % 22 === 0);
  return [...packaged, ...lines("own.rules").filter((rule) => rich.test(rule))];
}

/** The rules of a corpus, in the order of its verdicts. */
export function rulesOf(name: CorpusName): string[] {
  if (name === "keywords") return probes();
  if (name === "mutants") return mutants(bases()).map(({ text }) => text);
  return lines(`${name}.rules`);
}

/** Which fault each rule of the corpus `mutants` has. */
export function mutantKinds(): string[] {
  return mutants(bases()).map(({ kind }) => kind);
}

/** Binds verdicts to the rules that they were taken of. */
export function fingerprint(rules: string[]): string {
  return createHash("sha256").update(rules.join("\n")).digest("hex");
}

/** One line of a file of verdicts: what each engine says, `ok` or `no: ` and its reason, with a tab between. */
export function verdictLine(verdicts: string[]): string {
  return verdicts.map((verdict) => verdict.replace(/^no\t/, "no: ").replaceAll("\t", " ")).join("\t");
}

/** The verdict of an engine in such a line; `from`: how many fields stand before the first. */
export function verdictIn(line: string, engine: Engine, from = 0): Verdict {
  const found = line.split("\t")[from + engines.indexOf(engine)] ?? "";
  return found === "ok" ? { accepted: true } : { accepted: false, reason: found.slice("no: ".length) };
}

/** The committed verdicts of a corpus; fails where its rules have changed since they were taken. */
export function verdictsOf(name: CorpusName, engine: Engine): Verdict[] {
  const [head, ...rest] = lines(`${name}.verdicts`);
  if (head !== fingerprint(rulesOf(name))) {
    throw new Error(`the rules of ${name} have changed: run take-verdicts.ts ${name} (see PROVENANCE.md)`);
  }
  return rest.map((line) => verdictIn(line, engine));
}

/** How this check and one Suricata agree over a corpus. */
export interface Tally {
  tried: number;
  bothAccept: number;
  bothRefuse: number;
  /** Accepted here, refused by Suricata: by what only Suricata can judge. */
  onlySuricata: Record<string, number>;
  /** Refused here, accepted by Suricata. */
  onlyHere: string[];
}

/** @param named whether the check is told which Suricata it is for; else what only one takes is a warning */
export function tally(rules: string[], verdicts: Verdict[], engine: Engine, named = true): Tally {
  const result: Tally = { tried: rules.length, bothAccept: 0, bothRefuse: 0, onlySuricata: {}, onlyHere: [] };
  for (const [index, text] of rules.entries()) {
    const { rule } = parseRule(text, named ? `${engine}` : undefined);
    const verdict = verdicts[index];
    if (!verdict) throw new Error(`no verdict of rule ${index + 1}`);
    if (rule && verdict.accepted) result.bothAccept++;
    else if (!rule && !verdict.accepted) result.bothRefuse++;
    else if (verdict.accepted) result.onlyHere.push(text);
    else {
      const why = category(verdict.reason);
      result.onlySuricata[why] = (result.onlySuricata[why] ?? 0) + 1;
    }
  }
  return result;
}
