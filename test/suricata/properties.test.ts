import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  normalizeRule,
  parseRule,
  parseRules,
  type RuleProblem,
  sameRuleText,
} from "../../provider/suricata";
import { splitHeader } from "../../provider/suricata/header";
import { splitOptions } from "../../provider/suricata/options";
import { rulesOf, verdictsOf } from "./corpus";

const verdicts = verdictsOf("own", 7);
const sound = [
  ...rulesOf("packaged"),
  ...rulesOf("own").filter((_, index) => verdicts[index]?.accepted),
].filter((text) => parseRule(text).rule);

/** Pieces that rules are made of, in any order: reaches further into the parser than random characters. */
const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'alert drop tcp http any -> <> => $HOME_NET [ ] ! , : ; ( ) " \\ | / # 10.0.0.0/8 ::1 80 1:2'.split(
          " ",
        ),
      ),
      fc.constantFrom(
        " ",
        "\t",
        "\n",
        "\\\n",
        "sid:1;",
        "rev:1;",
        'msg:"a";',
        'content:"|41|";',
        "nocase;",
        "alert tcp any any -> any any (",
      ),
      fc.constantFrom(
        'pcre:"/[(a)]/i";',
        "flow:established;",
        "threshold:type limit, track by_src, count 1, seconds 1;",
        "dsize:1<>2;",
      ),
      fc.string({ maxLength: 3, unit: "binary" }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));

const anything = fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), soup);

/** A sound rule with a few characters removed, doubled or replaced. */
const damaged = fc
  .tuple(
    fc.constantFrom(...sound),
    fc.array(fc.tuple(fc.nat(), fc.nat(2), fc.string({ unit: "binary", maxLength: 2 })), { maxLength: 4 }),
  )
  .map(([text, edits]) => {
    let result = text;
    for (const [where, cut, put] of edits) {
      const at = where % (result.length + 1);
      result = result.slice(0, at) + put + result.slice(at + cut);
    }
    return result;
  });

function checkPlaces(text: string, problems: RuleProblem[]): void {
  const lines = text.split("\n");
  for (const { line, column, message } of problems) {
    const within = line === undefined ? text : (lines[line - 1] ?? "");
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual(Math.max(1, within.length));
    expect(message).not.toBe("");
  }
}

const blank = fc.stringMatching(/^[ \t]{0,3}$/);
const gap = fc.stringMatching(/^ {1,4}$/);

describe("properties", () => {
  it("never throws, and points into the text", () => {
    fc.assert(
      fc.property(fc.oneof(anything, damaged), (text) => {
        const { rule, problems } = parseRule(text);
        checkPlaces(text, problems);
        expect(rule === undefined).toBe(problems.some(({ severity }) => severity === "error"));
        for (const { name, column } of rule?.options ?? []) {
          expect(text.slice(column - 1, column - 1 + name.length)).toBe(name);
        }
        checkPlaces(text, parseRules(text).problems);
      }),
      { numRuns: 3000 },
    );
  });

  it("normalizing is idempotent and never changes the verdict for the worse", () => {
    fc.assert(
      fc.property(fc.oneof(anything, damaged), (text) => {
        const normal = normalizeRule(text);
        expect(normalizeRule(normal)).toBe(normal);
        expect(sameRuleText(text, normal)).toBe(true);
        const { rule } = parseRule(text);
        if (rule) expect(parseRule(normal).rule).toMatchObject({ sid: rule.sid, action: rule.action });
      }),
      { numRuns: 3000 },
    );
  });

  it("rules that differ in insignificant white space are the same and are both accepted", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sound),
        fc.infiniteStream(blank),
        fc.infiniteStream(gap),
        (text, blanks, gaps) => {
          const open = text.indexOf("(");
          const between = () => gaps.next().value ?? " ";
          const around = () => blanks.next().value ?? "";
          const header = splitHeader(text, 0, open)
            .map((field) => field.text + between())
            .join("");
          const options = splitOptions(text, open + 1, text.lastIndexOf(")")).options.map(
            ({ name, value }) =>
              value === undefined
                ? `${around()}${name}${around()};`
                : `${around()}${name}${around()}:${around()}${value}${around()};`,
          );
          const spaced = `${around()}${header}(${options.join("")}${around()})${around()}`;
          expect(sameRuleText(text, spaced)).toBe(true);
          expect(parseRule(spaced).rule?.sid).toBe(parseRule(text).rule?.sid);
        },
      ),
    );
  });

  it("white space inside quotes makes another rule", () => {
    const quoted = sound.filter((text) => /msg:"\w+ \w/.test(text));
    fc.assert(
      fc.property(fc.constantFrom(...quoted), gap, (text, more) => {
        expect(sameRuleText(text, text.replace(/(msg:"\w+ )/, `$1${more}`))).toBe(false);
      }),
    );
  });

  it("a file has the rules that its lines have", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...sound), {
          maxLength: 8,
          selector: (text) => parseRule(text).rule?.sid,
        }),
        (texts) => {
          expect(parseRules(texts.join("\r\n")).rules.map(({ text }) => text)).toEqual(
            texts.map((text) => text.trim()),
          );
        },
      ),
    );
  });

  it.each([
    ["semicolons", ";".repeat(2e6)],
    ["parentheses", "(".repeat(2e6)],
    ["one long word", "a".repeat(2e6)],
    ["continued lines", "alert \\\n".repeat(2e5)],
    ["nested brackets", `alert tcp ${"[".repeat(8000)} any -> any any (sid:1;)\n`.repeat(200)],
    ["negated ports", `alert tcp any [${"!1:2,".repeat(1600)}3] -> any any (sid:1;)\n`.repeat(100)],
    [
      "blanks in a threshold",
      `alert tcp any any -> any any (threshold:type${" ".repeat(8000)}x; sid:1;)\n`.repeat(200),
    ],
    [
      "blanks in a reference",
      `alert tcp any any -> any any (reference:url,${" ".repeat(8000)}; sid:1;)\n`.repeat(200),
    ],
    [
      "classes of an expression",
      `alert tcp any any -> any any (pcre:"/${"[[:".repeat(2600)}/"; sid:1;)\n`.repeat(200),
    ],
    [
      "groups of an expression",
      `alert tcp any any -> any any (pcre:"/${"(?".repeat(4000)}/"; sid:1;)\n`.repeat(200),
    ],
    ["options", `alert tcp any any -> any any (${"noalert;".repeat(1000)} sid:1;)\n`.repeat(200)],
    ["unknown options", `alert tcp any any -> any any (${"noalrt;".repeat(1000)} sid:1;)\n`.repeat(200)],
    ["escapes", `alert tcp any any -> any any (content:"${"\\;".repeat(4000)}"; sid:1;)\n`.repeat(200)],
  ])("reads hostile input to its end: %s", (_name, text) => {
    const { problems } = parseRules(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(1001 + 20);
    expect(normalizeRule(text).length).toBeGreaterThan(0);
  });
});
