import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CorpusName, corpusNames, rulesOf, type Tally, tally, verdictsOf } from "./corpus";
import { type Engine, engines } from "./suricata";

/** How this check and one Suricata agree over a set of rules. */
export interface Figure extends Omit<Tally, "onlyHere"> {
  set: string;
  engine: Engine;
  onlyHere: number;
}

const sets: Record<CorpusName, string> = {
  packaged: "the rules that come with Suricata",
  own: "every corner of the syntax, right and wrong",
  versions: "keywords and values of both versions, right and wrong",
  keywords: "every keyword without a value, with a plain one and with a quoted one",
  mutants: "single faults of syntax in sound rules",
};

/** The figures of the committed rules, each taken anew from the rules and Suricata's committed verdicts. */
export function figures(): Figure[] {
  return corpusNames.flatMap((name) =>
    engines.map((engine) => {
      const { onlyHere, ...counts } = tally(rulesOf(name), verdictsOf(name, engine), engine);
      return { set: sets[name], engine, ...counts, onlyHere: onlyHere.length };
    }),
  );
}

interface Outside {
  name: string;
  told: Array<Omit<Figure, "set">>;
}

/** The figures of public rules that are not in the repository, as `outside.ts` wrote them. */
export function outsideFigures(): Figure[] {
  const file = join(__dirname, "corpus", "outside.figures.json");
  const found = JSON.parse(readFileSync(file, "utf8")) as Outside[];
  return found.flatMap(({ name, told }) => told.map((figure) => ({ ...figure, set: name })));
}
