/** Rules in words. */

import type { FieldMatch, PolicyRule, TableModel } from "./match";

/** What to call an object of a field; undefined for its id. */
export type ObjectNames = (field: string, value: string) => string | undefined;

const MOST_VALUES = 5;

/** `a`, `b` and 3 more */
export function listedNames(names: readonly string[], most = MOST_VALUES): string {
  const shown = names.slice(0, most).join(", ");
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** What a rule matches, such as `protocol tcp, from office or home, to not dmz`; fields that match all are left out. */
export function matchInWords(
  model: TableModel,
  rule: PolicyRule,
  names: ObjectNames = () => undefined,
): string {
  if (rule.nothing) return "no packet";
  if (rule.notUnderstood !== undefined) return `what is not understood (${rule.notUnderstood})`;
  const parts = Object.entries(rule.match).map(([field, match]) => {
    const spec = model.fields[field];
    const label = spec && "label" in spec && spec.label !== undefined ? spec.label : field;
    return `${label} ${fieldInWords(match, (value) => names(field, value) ?? value)}`;
  });
  return parts.length > 0 ? parts.join(", ") : "any packet";
}

function fieldInWords(match: FieldMatch, name: (value: string) => string): string {
  const blocks = match.map(({ values, negate, opaque }) => {
    if (opaque) return `what ${values[0]?.slice(1)} stands for`;
    const shown = values.slice(0, MOST_VALUES).map(name).join(" or ");
    const rest = values.length > MOST_VALUES ? ` or ${values.length - MOST_VALUES} more` : "";
    return negate ? `not (${shown}${rest})` : `${shown}${rest}`;
  });
  return blocks.join(" and ");
}
