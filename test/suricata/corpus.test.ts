import { describe, expect, it } from "vitest";
import { normalizeRule, parseRule, sameRule } from "../../provider/suricata";
import { keywords } from "../../provider/suricata/keywords";
import { bases, mutantKinds, rulesOf, tally, verdictsOf } from "./corpus";
import { kinds } from "./mutants";

/** Faults that Suricata 7 overlooks, and that are refused here all the same. */
const overlooked = [
  "alert tcp [1.2.3.4,] any -> any any (sid:1;)",
  "alert tcp !!1.2.3.4 any -> any any (sid:1;)",
  "alert tcp [1.2.3.4]5.6.7.8 any -> any any (sid:1;)",
  "alert tcp any [80,] -> any any (sid:1;)",
  "alert tcp any +80 -> any any (sid:1;)",
  "alert tcp any any -> any any (sid:1;))",
  "alert tcp any any -> any any ((sid:1;)",
  "alert tcp any any -> any any sid:1;",
  "alert tcp any any -> any any (sid:1;",
  "alert tcp any any -> any any sid:1;)",
  "alert tcp any any -> any any (sid:+1;)",
  'alert tcp any any -> any any (msg:"x" y"; sid:1;)',
  'alert tcp any any -> any any (msg:"a\\"; sid:1;)',
  'alert tcp any any -> any any (msg:"x" content:"y"; sid:1;)',
  'alert tcp any any -> any any (content:"||"; sid:1;)',
  'alert tcp any any -> any any (content:"a||b"; sid:1;)',
  'alert tcp any any -> any any (content:"|\\41|"; sid:1;)',
  'alert tcp any any -> any any (content:"a\\"; sid:1;)',
  'alert tcp any any -> any any (content:"a"; content:"b"; distance:1.5; sid:1;)',
  "alert tcp any any -> any any (threshold: type limit, track by_src, count 1, seconds 60, x; sid:1;)",
  "alert tcp any any -> any any (xbits:set,a b,track ip_src; sid:100103;)",
];

describe("agreement with Suricata 7.0.10", () => {
  it("over the rules that come with Suricata", () => {
    expect(tally(rulesOf("packaged"), verdictsOf("packaged"))).toEqual({
      tried: 422,
      bothAccept: 419,
      bothRefuse: 0,
      onlySuricata: { "a file that is not there": 3 },
      onlyHere: [],
    });
  });

  it("over rules for every corner of the syntax", () => {
    expect(tally(rulesOf("own"), verdictsOf("own"))).toEqual({
      tried: 482,
      bothAccept: 227,
      bothRefuse: 194,
      onlySuricata: {
        "addresses that variables or ranges make": 2,
        "the configuration": 2,
        "options that do not go together": 19,
        "the regular expression itself": 1,
        "a keyword's value": 6,
        "a name that only Suricata knows": 1,
        "a file that is not there": 1,
        "newer than Suricata 7": 8,
      },
      onlyHere: overlooked,
    });
  });

  it("over every keyword without a value, with a plain one and with a quoted one", () => {
    const result = tally(rulesOf("keywords"), verdictsOf("keywords"));
    expect(result).toMatchObject({ tried: 1389, bothAccept: 34, bothRefuse: 961, onlyHere: [] });
  });

  it("over single syntactic faults: each is refused here, and Suricata overlooks but these", () => {
    const rules = rulesOf("mutants");
    const verdicts = verdictsOf("mutants");
    const result = tally(rules, verdicts);
    expect(result).toMatchObject({ tried: 3426, bothAccept: 0, bothRefuse: 3284, onlySuricata: {} });
    const tolerated = new Map<string, number>();
    for (const [index, kind] of mutantKinds().entries()) {
      if (verdicts[index]?.accepted) tolerated.set(kind, (tolerated.get(kind) ?? 0) + 1);
    }
    expect(Object.fromEntries(tolerated)).toEqual({
      "no parentheses": 30,
      "no closing parenthesis": 30,
      "two opening parentheses": 30,
      "two closing parentheses": 30,
      "bare quote in msg": 22,
    });
  });
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
    const differing = verdictsOf("keywords").flatMap((verdict, index) => {
      const text = rules[index] ?? "";
      const keyword = known[Math.floor(index / 3)];
      if (verdict.accepted || !keyword || keyword.since > 7) return [];
      const here = parseRule(text).problems.some(({ message }) => ours.test(message));
      return here === theirs.test(verdict.reason) ? [] : [text];
    });
    // Newer versions take an unquoted "offset 1,extract 1 0".
    expect(differing).toEqual(["alert ip any any -> any any (xor:zzz; sid:320;)"]);
  });

  it("holds no newer keyword that Suricata 7 knows", () => {
    const verdicts = verdictsOf("keywords");
    const unknown = [...keywords.values()].filter((_, index) => {
      const verdict = verdicts[3 * index];
      return verdict && !verdict.accepted && /unknown rule keyword/.test(verdict.reason);
    });
    expect(unknown.map(({ name }) => name)).toEqual(
      [...keywords.values()].filter(({ since }) => since > 7).map(({ name }) => name),
    );
  });

  it("survives normalizing: same verdict, same rule, and nothing left to normalize", () => {
    for (const text of [...rulesOf("packaged"), ...rulesOf("own")]) {
      const normal = normalizeRule(text);
      expect(normalizeRule(normal)).toBe(normal);
      expect(sameRule(text, normal)).toBe(true);
      const { rule } = parseRule(text);
      if (!rule) continue;
      const again = parseRule(normal).rule;
      expect(again?.options.map(({ name }) => name)).toEqual(rule.options.map(({ name }) => name));
      expect(again).toMatchObject({ sid: rule.sid, action: rule.action, protocol: rule.protocol });
      expect(again?.msg).toBe(rule.msg);
    }
  });
});
