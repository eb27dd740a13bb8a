import { describe, expect, it } from "vitest";
import { normalizeRule, parseRule, sameRuleText } from "../../provider/suricata";
import { keywords } from "../../provider/suricata/keywords";
import { bases, type CorpusName, mutantKinds, rulesOf, tally, verdictsOf } from "./corpus";
import { kinds } from "./mutants";
import { type Engine, engines } from "./suricata";

/** Faults that Suricata overlooks, and that are refused here all the same. */
const overlooked: Record<"own" | "versions", RegExp[]> = {
  own: [
    /^alert tcp \[1\.2\.3\.4,\] |^alert tcp !!1|^alert tcp \[1\.2\.3\.4\]5| any \[80,\] -> | any \+80 -> /,
    /\(sid:1;\)\)$|\(\(sid:1;\)$|any sid:1;\)?$|\(sid:1;$|sid:\+1;/,
    /msg:"x" y"|msg:"a\\"; sid|msg:"x" content|content:"\|\|"|content:"a\|\|b"|content:"\|\\41\|"|content:"a\\"; sid/,
    /distance:1\.5;|seconds 60, x;|xbits:set,a b,/,
  ],
  versions: [
    /distance:3 x;|within:3 x;|seconds 60 x;|rev: \+3;/,
    /urilen:(?:10<>5|5<>5|5,x|>5x|5x|&1=1|>1KiB);/,
  ],
};

function notListed(name: "own" | "versions", texts: string[]): string[] {
  return texts.filter((text) => !overlooked[name].some((fault) => fault.test(text)));
}

/** What only Suricata can tell. */
const elsewhere = [
  "a file or a list that is not there",
  "the configuration",
  "another rule",
  "a name that only Suricata knows",
  "the regular expression itself",
  "addresses that variables or ranges make",
];

/** Options that do not go together, and values, that this check does not know well enough to refuse. */
const leftToSuricata: Record<Engine, Record<string, number>> = {
  7: { "a keyword's value": 14, "options that do not go together": 6 },
  8: { "a keyword's value": 37, "options that do not go together": 6 },
};

describe.each(engines)("agreement with Suricata %s", (engine) => {
  const of = (name: CorpusName) => tally(rulesOf(name), verdictsOf(name, engine), engine);

  it("over the rules that come with Suricata", () => {
    expect(of("packaged")).toMatchObject({ tried: 422, bothRefuse: 0, onlyHere: [] });
    expect(Object.keys(of("packaged").onlySuricata)).toEqual(["a file or a list that is not there"]);
  });

  it.each(["own", "versions"] as const)("over the corpus %s: nothing without a fault is refused", (name) => {
    expect(notListed(name, of(name).onlyHere)).toEqual([]);
  });

  it("over keywords and values of both versions: what is taken here needs more than the rule", () => {
    const { tried, onlySuricata } = of("versions");
    const rest = Object.entries(onlySuricata).filter(([reason]) => !elsewhere.includes(reason));
    expect(tried).toBe(1885);
    expect(Object.fromEntries(rest)).toEqual(leftToSuricata[engine]);
  });

  it("over every keyword without a value, with a plain one and with a quoted one", () => {
    expect(of("keywords")).toMatchObject({ tried: 1389, onlyHere: [] });
  });

  it("over single syntactic faults: each is refused here, and Suricata overlooks but these", () => {
    const rules = rulesOf("mutants");
    const verdicts = verdictsOf("mutants", engine);
    const result = tally(rules, verdicts, engine);
    expect(result).toMatchObject({ tried: 3426, onlySuricata: {} });
    const tolerated = new Set<string>();
    const faults = mutantKinds();
    for (const [index, kind] of faults.entries()) {
      if (verdicts[index]?.accepted && !parseRule(rules[index] ?? "", `${engine}`).rule) tolerated.add(kind);
    }
    expect([...tolerated].sort()).toEqual([
      "bare quote in msg",
      "no closing parenthesis",
      "no parentheses",
      "two closing parentheses",
      "two opening parentheses",
    ]);
  });
});

it("without a named Suricata nothing is refused that either of them takes", () => {
  for (const name of ["packaged", "own", "versions", "keywords"] as const) {
    const [seven, eight] = [verdictsOf(name, 7), verdictsOf(name, 8)];
    const refused = rulesOf(name).filter(
      (text, index) => (seven[index]?.accepted || eight[index]?.accepted) && !parseRule(text).rule,
    );
    const left = name === "own" || name === "versions" ? notListed(name, refused) : refused;
    expect(left).toEqual([]);
  }
});

it("what only one Suricata takes is said", () => {
  const rules = rulesOf("versions");
  const [seven, eight] = [verdictsOf("versions", 7), verdictsOf("versions", 8)];
  const unsaid = rules.filter((text, index) => {
    if (seven[index]?.accepted === eight[index]?.accepted) return false;
    return !parseRule(text).problems.some(({ message }) => /Suricata [78]|Snort/.test(message));
  });
  expect(unsaid).toEqual([
    'alert tcp any any -> any any (msg:"t"; frame:sip.pdu; content:"a"; sid:200374; rev:1;)',
    'alert ip any any -> any any (msg:"t"; urilen:&1=1; sid:201083; rev:1;)',
  ]);
});

describe("the corpus", () => {
  it("has a mutant of every fault, made out of sound rules", () => {
    expect(bases()).toHaveLength(30);
    expect(bases().filter((text) => !parseRule(text).rule)).toEqual([]);
    expect([...new Set(mutantKinds())].sort()).toEqual([...kinds].sort());
  });

  it("tells the form of every keyword of Suricata 7 as Suricata does", () => {
    const theirs = /malformed option|unexpected option|must be double quoted|doesn't support them/;
    const ours = /needs a value|takes no value|must stand in double quotes|takes no quotes/;
    const rules = rulesOf("keywords");
    const known = [...keywords.values()];
    const differing = verdictsOf("keywords", 7).flatMap((verdict, index) => {
      const text = rules[index] ?? "";
      const keyword = known[Math.floor(index / 3)];
      if (verdict.accepted || !keyword || keyword.since > 7) return [];
      const here = parseRule(text).problems.some(({ message }) => ours.test(message));
      return here === theirs.test(verdict.reason) ? [] : [text];
    });
    expect(differing).toEqual([]);
  });

  it.each(engines)("tells the keywords of Suricata %s from those that it lacks", (engine) => {
    const verdicts = verdictsOf("keywords", engine);
    const unknown = [...keywords.values()].filter((_, index) =>
      verdicts
        .slice(3 * index, 3 * index + 3)
        .some((verdict) => !verdict.accepted && /unknown rule keyword|is obsolete/.test(verdict.reason)),
    );
    expect(unknown.map(({ name }) => name)).toEqual(
      [...keywords.values()]
        .filter(({ since, until }) => since > engine || (until && until.version <= engine))
        .map(({ name }) => name),
    );
  });

  it("survives normalizing: same verdict, same rule, and nothing left to normalize", () => {
    for (const text of [...rulesOf("packaged"), ...rulesOf("own")]) {
      const normal = normalizeRule(text);
      expect(normalizeRule(normal)).toBe(normal);
      expect(sameRuleText(text, normal)).toBe(true);
      const { rule } = parseRule(text);
      if (!rule) continue;
      const again = parseRule(normal).rule;
      expect(again?.options.map(({ name }) => name)).toEqual(rule.options.map(({ name }) => name));
      expect(again).toMatchObject({ sid: rule.sid, action: rule.action, protocol: rule.protocol });
      expect(again?.msg).toBe(rule.msg);
    }
  });
});
