import { z } from "zod";
import { field, objectOf } from "../../../kernel/fields";
import { isUnknown, type Properties } from "../../../kernel/values";

/** Where a rule shall stand among the rules of its table. Exactly one of the four. */
export interface Position {
  first?: boolean;
  last?: boolean;
  after?: number | string;
  before?: number | string;
}

const ruleReference = z.union([
  z.int(),
  z.string().regex(/^[\w.:-]+$/, { error: "allowed: the number of a rule, or the `id` of a rule resource" }),
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
export type DesiredPlace = { first: true } | { last: true } | { after: string } | { before: string };

export function wishesOf(position: Position | undefined): DesiredPlace[] {
  const wishes: DesiredPlace[] = [];
  if (position?.first) wishes.push({ first: true });
  if (position?.last) wishes.push({ last: true });
  if (isKnown(position?.after)) wishes.push({ after: String(position.after) });
  if (isKnown(position?.before)) wishes.push({ before: String(position.before) });
  return wishes;
}

function isKnown<T>(value: T | undefined): value is T {
  return value !== undefined && !isUnknown(value);
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

/** The order of a table as far as places need it. */
export interface Order {
  /** All ids from top to bottom. */
  ids: readonly string[];
  /** What the program wishes of its rules, as far as this process knows. */
  wishes: ReadonlyMap<string, DesiredPlace>;
}

/** Whether a rule stands where it wishes. */
export function holdsPlace(wish: DesiredPlace, id: string, order: Order): boolean {
  const at = order.ids.indexOf(id);
  if ("first" in wish) return order.ids.slice(0, at).every((other) => claims("first", other, order));
  if ("last" in wish) return order.ids.slice(at + 1).every((other) => claims("last", other, order));
  const other = order.ids.indexOf("after" in wish ? wish.after : wish.before);
  if (other < 0) return false;
  return "after" in wish ? other < at : at < other;
}

/** Whether a rule of the program claims the top, or the bottom. */
function claims(end: "first" | "last", id: string | undefined, order: Order): boolean {
  const wish = id === undefined ? undefined : order.wishes.get(id);
  return wish !== undefined && end in wish;
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
export function anchorFor(wish: DesiredPlace | undefined, order: Order): Anchor | undefined {
  if (wish && "after" in wish) return belowFirsts(wish.after, order);
  if (wish && "before" in wish) return aboveLasts(wish.before, order);
  if (wish && "first" in wish) {
    const below = order.ids.find((id) => !claims("first", id, order));
    return below === undefined ? undefined : { id: below, below: false };
  }
  if (wish) return undefined;
  const bottom = order.ids.findLastIndex((id) => !claims("last", id, order)) + 1;
  const firstOfLasts = order.ids[bottom];
  return firstOfLasts === undefined ? undefined : { id: firstOfLasts, below: false };
}

/** Right below a rule, but not between it and a rule that claims the top. */
function belowFirsts(id: string, order: Order): Anchor {
  let at = order.ids.indexOf(id);
  while (at >= 0 && claims("first", order.ids[at + 1], order)) at += 1;
  return { id: order.ids[at] ?? id, below: true };
}

/** Right above a rule, but not between it and a rule that claims the bottom. */
function aboveLasts(id: string, order: Order): Anchor {
  let at = order.ids.indexOf(id);
  while (at > 0 && claims("last", order.ids[at - 1], order)) at -= 1;
  return { id: order.ids[at] ?? id, below: false };
}

/** One rule that changes its place. */
export interface Move {
  id: string;
  anchor: Anchor;
}

/**
 * The move that brings a rule to its place; undefined where it stands there. In a chain of rules, each below the one
 * before, the rule that was moved down is not the one whose wish fails, but the one that it names: that one moves,
 * where nothing else breaks. Otherwise a whole chain would follow it.
 */
export function moveFor(wish: DesiredPlace | undefined, id: string, order: Order): Move | undefined {
  if (!wish || holdsPlace(wish, id, order)) return moveFromEnds(id, order);
  const own = ownMove(wish, id, order);
  const named = namedMove(wish, id);
  if (!own || !named || !isPlaced(named.id, order)) return own;
  const [ifOwn, ifNamed] = [unmet(after(own, order)), unmet(after(named, order))];
  const breaksNone = ifNamed.every((each) => !holdsNow(each, order));
  return breaksNone && ifNamed.length <= ifOwn.length ? named : own;
}

/** Out of the way of rules that claim the top or the bottom, where this one doesn't (any more). */
function moveFromEnds(id: string, order: Order): Move | undefined {
  const at = order.ids.indexOf(id);
  const lowest = order.ids.findLastIndex((other) => claims("first", other, order));
  const highest = order.ids.findIndex((other) => claims("last", other, order));
  if (at < lowest && !claims("first", id, order))
    return { id, anchor: belowFirsts(order.ids[lowest]!, order) };
  if (highest >= 0 && at > highest && !claims("last", id, order))
    return { id, anchor: aboveLasts(order.ids[highest]!, order) };
  return undefined;
}

function ownMove(wish: DesiredPlace, id: string, order: Order): Move | undefined {
  const others = { ...order, ids: order.ids.filter((other) => other !== id) };
  const last = others.ids.at(-1);
  const anchor = anchorFor(wish, others) ?? (last === undefined ? undefined : { id: last, below: true });
  return anchor && { id, anchor };
}

/** The rule that a wish names, right above or below the one that wishes. */
function namedMove(wish: DesiredPlace, id: string): Move | undefined {
  if ("after" in wish) return { id: wish.after, anchor: { id, below: false } };
  return "before" in wish ? { id: wish.before, anchor: { id, below: true } } : undefined;
}

/** Whether the program puts a rule beside another one: then it may move for a neighbour's sake. */
function isPlaced(id: string, order: Order): boolean {
  const wish = order.wishes.get(id);
  return wish !== undefined && ("after" in wish || "before" in wish);
}

function after({ id, anchor }: Move, order: Order): Order {
  const others = order.ids.filter((other) => other !== id);
  const index = others.indexOf(anchor.id) + (anchor.below ? 1 : 0);
  return { ...order, ids: others.toSpliced(index, 0, id) };
}

/** The rules that don't stand where they wish. */
function unmet(order: Order): string[] {
  return order.ids.filter((id) => !holdsNow(id, order));
}

function holdsNow(id: string, order: Order): boolean {
  const wish = order.wishes.get(id);
  return !wish || holdsPlace(wish, id, order);
}
