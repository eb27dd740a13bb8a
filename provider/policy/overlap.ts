/** Whether two rules may match one packet, decided field by field; what can't be decided may. */

import type { Block, FieldMatch, PolicyRule } from "./match";
import type { Resolver, ValueRange } from "./region";

/** Both sorted and without an overlap in themselves. */
function isApart(a: readonly ValueRange[], b: readonly ValueRange[]): boolean {
  let [at, other] = [0, 0];
  while (at < a.length && other < b.length) {
    const [low, high] = a[at] as ValueRange;
    const [first, last] = b[other] as ValueRange;
    if (high < first) at++;
    else if (last < low) other++;
    else return false;
  }
  return true;
}

/** Every value that one list names is named by a list that leaves its values out. */
function isLeftOut(plain: Block, negated: Block): boolean {
  if (plain.negate || !negated.negate || plain.values.length > negated.values.length) return false;
  const out = new Set(negated.values);
  return plain.values.every((value) => out.has(value));
}

/** Answers for the rules of one table, and remembers what objects stand for. */
export class Overlaps {
  private readonly known = new WeakMap<Block, readonly ValueRange[] | undefined>();

  /** @param resolver what objects stand for; without it different objects may hold the same */
  constructor(private readonly resolver?: Resolver) {}

  /** False only where no packet is matched by both, whatever the objects that can't be resolved stand for. */
  mayOverlap(a: PolicyRule, b: PolicyRule): boolean {
    if (a.nothing || b.nothing) return false;
    if (a.notUnderstood !== undefined || b.notUnderstood !== undefined) return true;
    if (a.chain !== b.chain) return false;
    for (const field in a.match) {
      const [one, other] = [a.match[field], b.match[field]];
      if (one && other && this.areApart(field, one, other)) return false;
    }
    return true;
  }

  /** Blocks are ANDed, so one pair that shares nothing is enough. */
  private areApart(field: string, a: FieldMatch, b: FieldMatch): boolean {
    return a.some((block) => b.some((other) => this.isPairApart(field, block, other)));
  }

  private isPairApart(field: string, a: Block, b: Block): boolean {
    if (a.opaque || b.opaque) return false;
    if (a.negate !== b.negate) return isLeftOut(a, b) || isLeftOut(b, a);
    if (a.negate) return false;
    const [one, other] = [this.ranges(field, a), this.ranges(field, b)];
    return one !== undefined && other !== undefined && isApart(one, other);
  }

  private ranges(field: string, block: Block): readonly ValueRange[] | undefined {
    if (!this.resolver) return undefined;
    if (!this.known.has(block)) this.known.set(block, resolved(this.resolver, field, block));
    return this.known.get(block);
  }
}

/** What a list stands for, in order; undefined where one of its objects can't be resolved. */
function resolved(resolver: Resolver, field: string, block: Block): readonly ValueRange[] | undefined {
  const all: ValueRange[] = [];
  for (const value of block.values) {
    const ranges = resolver.ranges(field, value);
    if (!ranges) return undefined;
    all.push(...ranges);
  }
  const merged: [ValueRange[0], ValueRange[1]][] = [];
  for (const [low, high] of all.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    const last = merged.at(-1);
    if (!last || low > last[1]) merged.push([low, high]);
    else if (high > last[1]) last[1] = high;
  }
  return merged;
}
