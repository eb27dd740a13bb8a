import { describe, expect, test } from "vitest";
import { type Resolver, type Rule, sharesOf, type TableModel } from "../../provider/policy";
import { Random } from "./random";

/** Ports 0 to 15; objects `2-5`, and `who`, of which nobody knows what it holds. */
const model: TableModel = {
  fields: {
    enabled: { kind: "enabled" },
    notUnderstood: { kind: "notUnderstood" },
    from: { kind: "set", negate: "fromNegate", any: "any", absent: "any" },
    to: { kind: "set", any: "any", absent: "any" },
    action: { kind: "action" },
  },
  verdict: { field: "action", allow: ["accept"], deny: ["drop"], otherwise: { action: "accept" } },
};

const rangeIn = (text: string) => {
  const [low = "", high = low] = text.split("-");
  return /^\d/.test(text) ? ([[Number(low), Number(high)]] as const) : undefined;
};
const resolver: Resolver = { ranges: (_, value) => rangeIn(value), universe: () => [[0, 15]] };

const holds = (list: unknown, value: number) =>
  !Array.isArray(list) ||
  list.includes("any") ||
  list.some((text) => rangeIn(text)?.some(([low, high]) => low <= value && value <= high));

/** The rule that decides one packet, read off the table from above. */
function decider(rules: readonly { name: string; rule: Rule }[], from: number, to: number) {
  return rules.find(
    ({ rule }) =>
      rule.enabled !== false && holds(rule.from, from) !== (rule.fromNegate === true) && holds(rule.to, to),
  );
}

describe("sharesOf", () => {
  test("names exactly the rules that decide some packet of the question, with a packet of each", () => {
    for (let seed = 1; seed <= 400; seed++) {
      const random = new Random(seed);
      const choose = (below: number) => random.below(below);
      const object = () => {
        const low = choose(16);
        return `${low}-${Math.min(15, low + choose(6))}`;
      };
      const rules = Array.from({ length: 1 + choose(6) }, (_, at) => ({
        name: `r${at}`,
        rule: {
          enabled: choose(6) > 0,
          from: choose(4) === 0 ? ["any"] : [object()],
          fromNegate: choose(3) === 0,
          to: choose(3) === 0 ? ["any"] : [object(), object()],
          action: choose(2) === 0 ? "accept" : "drop",
        },
      })).map((each) =>
        each.rule.from[0] === "any" ? { ...each, rule: { ...each.rule, fromNegate: false } } : each,
      );
      const question = { from: [object()], to: [object()], action: "accept" };
      const due = new Map<string, Set<string>>();
      for (let from = 0; from < 16; from++)
        for (let to = 0; to < 16; to++) {
          if (!holds(question.from, from) || !holds(question.to, to)) continue;
          const name = decider(rules, from, to)?.name ?? "";
          due.set(name, (due.get(name) ?? new Set()).add(`${from} ${to}`));
        }
      const shares = sharesOf(model, rules, question, { resolver }) ?? [];
      expect(shares.map(({ rule = "" }) => rule).sort()).toEqual([...due.keys()].sort());
      for (const { rule = "", verdict, example } of shares) {
        expect(due.get(rule)).toContain(`${example?.from} ${example?.to}`);
        expect(verdict).toBe(rules.find(({ name }) => name === rule)?.rule.action ?? "accept");
      }
    }
  });

  test("gives no packet for what depends on an object that nobody knows, or on a rule that is not understood", () => {
    const question = { from: ["3"], to: ["any"], action: "accept" };
    const ask = (rule: Rule) =>
      sharesOf(model, [{ name: "first", rule }], question, { resolver })?.map(({ rule: by, example }) => [
        by,
        example?.from,
      ]);
    expect(ask({ from: ["who"], action: "drop" })).toEqual([
      ["first", undefined],
      [undefined, undefined],
    ]);
    expect(ask({ notUnderstood: "colour", action: "drop" })).toEqual([
      ["first", undefined],
      [undefined, undefined],
    ]);
    expect(ask({ from: ["who", "2-4"], action: "drop" })).toEqual([["first", 3n]]);
  });
});
