import type { Problem } from "../../kernel/check";
import type { Context } from "../../kernel/define";
import { dialectsOf } from "./dialect";

/** What a rule says that only v20 can: two blocks of addresses on a side, and `logging`. A single block is as good as flat fields. */
export function v20Uses(rule: Record<string, unknown>): Array<{ field: string; what: string }> {
  const blocks = ["sources", "destinations"].flatMap((field) =>
    Array.isArray(rule[field]) && rule[field].length > 1
      ? [{ field, what: `${rule[field].length} ANDed blocks of addresses` }]
      : [],
  );
  return rule.logging === undefined ? blocks : [...blocks, { field: "logging", what: String(rule.logging) }];
}

/** What an appliance before v20 can't do; nothing while it may be v20. */
export async function v20Problems(ctx: Context, rule: Record<string, unknown>): Promise<Problem[]> {
  const uses = v20Uses(rule);
  if (uses.length === 0) return [];
  const dialects = await dialectsOf(ctx);
  if (dialects.includes("v20")) return [];
  return uses.map(({ field, what }) => ({ path: [field], message: v20Message(what, dialects.join(" or ")) }));
}

export function v20Message(what: string, dialect: string): string {
  return `found ${what}, which needs an appliance with v20; this one is ${dialect}`;
}
