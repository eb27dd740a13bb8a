import { z } from "zod";
import { field, objectOf } from "../../kernel/fields";
import { isUnknown, type Properties } from "../../kernel/values";

/** Where a rule shall stand among the rules of its table. Exactly one of the four. */
export interface Position {
  first?: boolean;
  last?: boolean;
  after?: number | string;
  before?: number | string;
}

const ruleReference = z.union([
  z.int(),
  z.string().regex(/^\d+$/, { error: "allowed: the number of a rule, or the `id` of a rule resource" }),
]);

export const positionType = objectOf(
  "Position",
  "Where a rule stands among the rules of its table; exactly one of the four. It is enforced: a rule moved by hand is drift.",
  {
    first: field(
      z.boolean().optional(),
      "Above all other rules. Several rules may claim it; their order among each other is free.",
    ),
    last: field(
      z.boolean().optional(),
      "Below all other rules. Several rules may claim it; their order among each other is free.",
    ),
    after: field(
      ruleReference.optional(),
      "Anywhere below the rule with this id. Pass `rule.id`, which stays known in previews.",
    ),
    before: field(
      ruleReference.optional(),
      "Anywhere above the rule with this id. Pass `rule.id`, which stays known in previews.",
    ),
  },
);

/** One choice, in the form in which two positions compare. */
export type Wish = { first: true } | { last: true } | { after: string } | { before: string };

export function wishesOf(position: Position | undefined): Wish[] {
  const wishes: Wish[] = [];
  if (position?.first) wishes.push({ first: true });
  if (position?.last) wishes.push({ last: true });
  if (position?.after !== undefined) wishes.push({ after: String(position.after) });
  if (position?.before !== undefined) wishes.push({ before: String(position.before) });
  return wishes;
}

export function samePosition(a: unknown, b: unknown): boolean {
  return JSON.stringify(wishesOf(a as Position)) === JSON.stringify(wishesOf(b as Position));
}

/** What is wrong with a position as a program gave it. */
export function positionProblem(position: Properties | undefined): string | undefined {
  if (position === undefined || isUnknown(position)) return undefined;
  const given = Object.entries(position).filter(([, value]) => value !== undefined && value !== false);
  if (given.length === 1) return undefined;
  const found = given.length === 0 ? "none" : given.map(([name]) => name).join(" and ");
  return `found ${found}, allowed: exactly one of first, last, after, before`;
}

/** The order of a table as far as a position needs it: ids, and which of them claim the top or the bottom. */
export interface Order {
  /** All ids from top to bottom. */
  ids: string[];
  firsts: ReadonlySet<string>;
  lasts: ReadonlySet<string>;
}

/** Whether a rule stands where it wishes. */
export function holds(wish: Wish, id: string, order: Order): boolean {
  const at = order.ids.indexOf(id);
  if ("first" in wish) return order.ids.slice(0, at).every((other) => order.firsts.has(other));
  if ("last" in wish) return order.ids.slice(at + 1).every((other) => order.lasts.has(other));
  const other = order.ids.indexOf("after" in wish ? wish.after : wish.before);
  if (other < 0) return false;
  return "after" in wish ? other < at : at < other;
}

/** The position of a rule whose wish doesn't hold: right below its neighbour, or the top. */
export function realPosition(id: string, order: Order): Position {
  const above = order.ids[order.ids.indexOf(id) - 1];
  return above === undefined ? { first: true } : { after: above };
}

/** A place as the appliance takes it: next to a rule that stands there. */
export interface Anchor {
  id: string;
  /** True: right below it. False: in its place, so right above it. */
  below: boolean;
}

/**
 * Where to put a rule so that its wish holds; undefined is the end of the table. Without a wish it goes to the end,
 * but above the rules that claim the end.
 */
export function anchorFor(wish: Wish | undefined, order: Order): Anchor | undefined {
  if (wish && "after" in wish) return belowFirsts(wish.after, order);
  if (wish && "before" in wish) return aboveLasts(wish.before, order);
  if (wish && "first" in wish) {
    const top = order.ids.findIndex((id) => !order.firsts.has(id));
    const below = top < 0 ? undefined : order.ids[top];
    return below === undefined ? undefined : { id: below, below: false };
  }
  if (wish) return undefined;
  const bottom = order.ids.findLastIndex((id) => !order.lasts.has(id)) + 1;
  const firstOfLasts = order.ids[bottom];
  return firstOfLasts === undefined ? undefined : { id: firstOfLasts, below: false };
}

/** Right below a rule, but not between it and a rule that claims the top. */
function belowFirsts(id: string, { ids, firsts }: Order): Anchor {
  let at = ids.indexOf(id);
  while (at >= 0 && firsts.has(ids[at + 1] ?? "")) at += 1;
  return { id: ids[at] ?? id, below: true };
}

/** Right above a rule, but not between it and a rule that claims the bottom. */
function aboveLasts(id: string, { ids, lasts }: Order): Anchor {
  let at = ids.indexOf(id);
  while (at > 0 && lasts.has(ids[at - 1] ?? "")) at -= 1;
  return { id: ids[at] ?? id, below: false };
}
