/** A table as it stands between two calls, and how to name a place in it. */

import type { Ref, TablePlace } from "./calls";

/** A rule that stands in a table, or will. */
export interface Standing {
  readonly ref: Ref;
  readonly foreign: boolean;
  above?: this | undefined;
  below?: this | undefined;
}

/** The rules that stand now, each linked to its neighbours. */
export class LinkedRules<T extends Standing> {
  head: T | undefined;
  tail: T | undefined;

  /** The rule right below another one; the topmost one of all below none. */
  below(above: T | undefined): T | undefined {
    return above ? above.below : this.head;
  }

  link(rule: T, above: T | undefined): void {
    const below = this.below(above);
    rule.above = above;
    rule.below = below;
    if (above) above.below = rule;
    else this.head = rule;
    if (below) below.above = rule;
    else this.tail = rule;
  }

  unlink(rule: T): void {
    if (rule.above) rule.above.below = rule.below;
    else this.head = rule.below;
    if (rule.below) rule.below.above = rule.above;
    else this.tail = rule.above;
  }
}

/** A place between two rules, and the rule by which it is named, if by one. */
export interface NamedPlace<T> {
  readonly place: TablePlace;
  readonly anchor?: T | undefined;
}

/**
 * How to name the place between two neighbours: by a rule of ours next to it, best by one that stays there.
 * @param reversed the appliance's order is the reverse of ours
 * @param canAppend whether the place may be the table's end, which a move can't name
 */
export function placeBetween<T extends Standing>(
  above: T | undefined,
  below: T | undefined,
  reversed: boolean,
  canAppend: boolean,
): NamedPlace<T> {
  const [upper, lower] = reversed ? [below, above] : [above, below];
  const near = [above, below].find((next) => next && !next.foreign);
  const anchor = near ?? (upper && (lower || !canAppend) ? upper : lower);
  if (!anchor) return { place: { end: true } };
  return { place: anchor === upper ? { after: anchor.ref } : { before: anchor.ref }, anchor };
}
