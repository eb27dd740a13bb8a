import { z } from "zod";
import { PerimeterError } from "../../../kernel/errors";
import { field } from "../../../kernel/fields";
import { notFrom } from "../../../kernel/wording";
import type { RuleId } from "../../../policy/calls";

/** The appliance's id of a rule: a number, or in newer versions a text such as `fwd.ngfw.1`. */
export type { RuleId };

const digits = /^(0|[1-9]\d{0,14})$/;
const plainText = /^[\w.:-]{1,200}$/;

/** Ids compare as texts: `7` and `"7"` are one, which is the number. */
export function ruleIdOf(id: RuleId): RuleId {
  return typeof id === "string" && digits.test(id) ? Number(id) : id;
}

/** The id in what an appliance sent; undefined where there is none that could be sent back as it is. */
export function ruleIdIn(value: unknown): RuleId | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  if (typeof value !== "string" || !plainText.test(value)) return undefined;
  // A number that is too large for one comes as its digits: it could not be named as an anchor.
  const id = ruleIdOf(value);
  return typeof id === "string" && /^\d+$/.test(id) ? undefined : id;
}

/** Rules as an appliance listed them, each with an id that can be compared and sent back. */
export function withRuleIds<T extends { id: unknown }>(
  rules: readonly T[],
  where: string,
): Array<T & { id: RuleId }> {
  const seen = new Set<RuleId>();
  return rules.map((rule) => {
    const id = ruleIdIn(rule.id);
    if (id === undefined || seen.has(id)) throw unusual(rule.id, id !== undefined, where);
    seen.add(id);
    return rule.id === id ? (rule as T & { id: RuleId }) : { ...rule, id };
  });
}

function unusual(id: unknown, twice: boolean, where: string): PerimeterError {
  const text = String(JSON.stringify(id)).slice(0, 100);
  return new PerimeterError({
    category: "vendor",
    where,
    message: twice
      ? `the list of rules holds the id ${text} twice`
      : `the list of rules holds the id ${text}, allowed: a whole number up to 2^53, or a text of letters, digits, dots, colons and dashes`,
    advice: `Nothing can be said of this table. ${notFrom("an Ideco NGFW")}`,
  });
}

/** As notes and snapshots have it. */
export const ruleIdType = z.union([z.int(), z.string()]);

/** As an output has it: of any type, so that programs may take it for the number that it is in every documented version. */
export const ruleIdOutput = z.any();

/** A field for the id of a rule that stands on the appliance. */
export const ruleIdField = (doc: string) =>
  field(ruleIdOutput, `${doc}: a number, or a text such as \`fwd.ngfw.1\` where the appliance has such ids.`);
