import { describe, expect, test } from "vitest";
import type { FoundRule, GoalItem, RuleId } from "../../provider/policy/calls";
import { type Placement, PlacementError, placementOf, target } from "../../provider/policy/target";
import { MODEL } from "./model";

/** A table as text: digits are foreign rules, 8 and 9 such as stand apart; letters are ours. */
const table = (text: string): FoundRule[] =>
  [...text].map((id) => {
    if (!/\d/.test(id)) return { id, rule: {} };
    return { id, rule: {}, foreign: true, ...(/[89]/.test(id) && { apart: true }) };
  });
const named = (goal: readonly GoalItem[]) =>
  goal.map((item) => ("foreign" in item ? item.foreign : item.key)).join("");
const wanted = (text: string) => [...text].map((key) => ({ key, rule: {} }));
const goal = (found: string, wish: string, placement?: Placement, model = MODEL) =>
  named(target(model, table(found), wanted(wish), placement));

describe("where our block stands", () => {
  test.each<[string, string, Placement | undefined, string]>([
    ["12", "ab", { first: true }, "ab12"],
    ["12", "ab", { last: true }, "12ab"],
    ["123", "ab", { after: "2" }, "12ab3"],
    ["123", "ab", { before: "2" }, "1ab23"],
    // Anywhere below will do.
    ["123a", "ab", { after: "1" }, "123ab"],
    ["a123", "ab", { before: "3" }, "ab123"],
    ["a12", "ab", { after: "1" }, "1ab2"],
    ["12a", "ab", { before: "2" }, "1ab2"],
    // Somebody put a rule between ours.
    ["1a2b", "ab", { after: "1" }, "1ab2"],
    ["1a2b", "ab", { last: true }, "12ab"],
    // An exclusive table stays between the rules of a central console.
    ["1ab2", "bc", undefined, "1bc2"],
    ["12", "ab", undefined, "12ab"],
    ["1a2", "", undefined, "12"],
    // Above and below of what stands apart no rule of ours can be put.
    ["8129", "ab", { first: true }, "8ab129"],
    ["8129", "ab", { last: true }, "812ab9"],
    ["8129", "ab", { after: "8" }, "8ab129"],
    ["8129", "ab", { before: "9" }, "812ab9"],
    ["81a9", "ab", { first: true }, "8ab19"],
    ["8a9", "ab", undefined, "8ab9"],
    // Nothing tells what stands above from what stands below: the end is where the table itself puts a first rule.
    ["89", "ab", { first: true }, "89ab"],
    ["89", "ab", { before: "9" }, "89ab"],
  ])("%s with %s at %j", (found, wish, placement, expected) => {
    expect(goal(found, wish, placement)).toBe(expected);
  });

  test("where the last match decides, the lowest place that will do", () => {
    expect(goal("1a2b", "ab", { after: "1" }, { ...MODEL, order: "last-match" })).toBe("12ab");
  });

  test("where rules come in at the end only, the end if it will do", () => {
    const model = { ...MODEL, insert: "append-and-move" } as const;
    expect(goal("12", "ab", { after: "1" }, model)).toBe("12ab");
    expect(goal("12", "ab", { before: "2" }, model)).toBe("1ab2");
    expect(goal("1a2", "ab", { after: "1" }, model)).toBe("1ab2");
  });

  test("a placement at a rule that is not there says so", () => {
    expect(() => goal("1a", "ab", { after: "7" })).toThrow(PlacementError);
    expect(() => goal("81a", "ab", { before: "8" })).toThrow(
      "rule 8, beyond which no rule can be put from here",
    );
    expect(() => goal("1a", "ab", { before: "a" })).toThrow(
      /rule a, which is not among the rules that are not ours \(1\)/,
    );
  });
});

describe("how the place reads", () => {
  const read = (found: string, wish: Placement) => placementOf(table(found), wish);

  test.each<[string, Placement, Placement]>([
    ["ab12", { first: true }, { first: true }],
    ["1ab2", { first: true }, { after: "1" }],
    ["1ab2", { last: true }, { after: "1" }],
    ["ab12", { last: true }, { first: true }],
    ["12ab", { after: "1" }, { after: "1" }],
    ["ab12", { after: "1" }, { first: true }],
    ["1a2b3", { after: "1" }, { after: "2" }],
    ["12", { first: true }, { first: true }],
    ["8ab19", { first: true }, { first: true }],
    ["81ab9", { last: true }, { last: true }],
    ["81ab9", { first: true }, { after: "1" }],
    ["1ab", { after: "7" as RuleId }, { after: "1" }],
  ])("%s, wished at %j", (found, wish, expected) => {
    expect(read(found, wish)).toEqual(expected);
  });
});
