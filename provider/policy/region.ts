/**
 * Sets of packets as unions of cubes, exact where a resolver knows what the objects stand for. An object that it
 * doesn't know is a fact of its own about a packet (the packet's source is in it, or not), free of all others: what is
 * empty then is empty whatever the objects are, and what is not may still be.
 */

import type { FieldMatch, PolicyRule } from "./match";

/** The first and the last value of a range. */
export type Range = readonly [low: number | bigint, high: number | bigint];

/** What objects stand for, as far as it is known. */
export interface Resolver {
  /** The values behind an object in a field; undefined where nobody can say. */
  ranges(field: string, value: string): readonly Range[] | undefined;
  /** All values that a packet can have in a field. Undefined: there are always others than those named. */
  universe?(field: string): readonly Range[] | undefined;
}

/** Values as bits, one for each stretch of values that no object tells apart. */
type Bits = Uint32Array;

/** A list as a constraint on one field: the value is among `bits`, or one of the facts holds; or the opposite. */
interface Literal {
  readonly axis: number;
  readonly bits: Bits;
  readonly facts: readonly number[];
  readonly negate: boolean;
}

/** What is left of one field: values, facts that don't hold, and lists of which each must hold in one element. */
interface Side {
  readonly values: Bits;
  readonly not: readonly number[];
  readonly lists: readonly Pick<Literal, "bits" | "facts">[];
}

/** For each axis what is left of it; undefined is all of it. */
export type Cube = readonly (Side | undefined)[];

/** What a rule matches: one cube, and the same as the constraints that make it. */
export interface Shape {
  readonly cube: Cube;
  readonly literals: readonly Literal[];
}

/** A limit on the work of a question whose answer may need very many cubes. */
export interface Budget {
  left: number;
}

const isEmpty = (bits: Bits) => bits.every((word) => word === 0);
const common = (a: Bits, b: Bits) => a.map((word, at) => word & (b[at] as number));
const without = (a: Bits, b: Bits) => a.map((word, at) => word & ~(b[at] as number));

function overlaps(a: Bits, b: Bits): boolean {
  for (let at = 0; at < a.length; at++) if (((a[at] as number) & (b[at] as number)) !== 0) return true;
  return false;
}

/** One field: where its values are cut, and the objects that are facts. */
class Axis {
  private readonly cuts: bigint[];
  readonly all: Bits;
  private readonly facts = new Map<string, number>();
  /** Facts of which not even that can be supposed, that they hold for some packets and not for others. */
  readonly vague = new Set<number>();

  constructor(
    readonly field: string,
    values: ReadonlySet<string>,
    private readonly resolver: Resolver | undefined,
  ) {
    const universe = resolver?.universe?.(field);
    const known = [...values].flatMap((value) => resolver?.ranges(field, value) ?? []);
    const ends = [...known, ...(universe ?? [])].flatMap(([low, high]) => [BigInt(low), BigInt(high) + 1n]);
    this.cuts = [...new Set(ends)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    const everything = new Uint32Array(Math.ceil((this.cuts.length + 1) / 32));
    for (let at = 0; at <= this.cuts.length; at++)
      everything[at >> 5] = (everything[at >> 5] as number) | (1 << (at & 31));
    this.all = universe ? this.bits(universe) : everything;
  }

  /** The number of the stretch that begins at a cut. */
  private stretch(value: bigint): number {
    let [low, high] = [0, this.cuts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.cuts[middle] as bigint) <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private bits(ranges: readonly Range[]): Bits {
    const out = new Uint32Array(Math.ceil((this.cuts.length + 1) / 32));
    for (const [low, high] of ranges) {
      const end = this.stretch(BigInt(high) + 1n);
      for (let at = this.stretch(BigInt(low)); at < end; at++)
        out[at >> 5] = (out[at >> 5] as number) | (1 << (at & 31));
    }
    return out;
  }

  literals(axis: number, match: FieldMatch): Literal[] {
    return match.map(({ values, negate, opaque }) => {
      const ranges: Range[] = [];
      const facts: number[] = [];
      for (const value of values) {
        const known = opaque ? undefined : this.resolver?.ranges(this.field, value);
        if (known) ranges.push(...known);
        else facts.push(this.fact(value, opaque === true));
      }
      return { axis, bits: common(this.bits(ranges), this.all), facts, negate };
    });
  }

  private fact(value: string, vague: boolean): number {
    const fact = this.facts.get(value) ?? this.facts.size;
    this.facts.set(value, fact);
    if (vague) this.vague.add(fact);
    return fact;
  }

  /** The lowest value among these; undefined where values have no names here. */
  lowest(values: Bits): bigint | undefined {
    if (this.cuts.length === 0) return undefined;
    const held = (at: number) => ((values[at >> 5] as number) & (1 << (at & 31))) !== 0;
    for (let at = 1; at <= this.cuts.length; at++) if (held(at)) return this.cuts[at - 1];
    return held(0) ? (this.cuts[0] as bigint) - 1n : undefined;
  }
}

/** The packets that a set of rules can tell apart. */
export class Space {
  private readonly axes: Axis[];
  private readonly index: ReadonlyMap<string, number>;

  constructor(rules: readonly PolicyRule[], resolver?: Resolver) {
    const values = new Map<string, Set<string>>();
    for (const { match } of rules) {
      for (const [field, blocks] of Object.entries(match)) {
        const held = values.get(field) ?? new Set();
        values.set(field, held);
        for (const block of blocks) for (const value of block.values) held.add(value);
      }
    }
    this.axes = [...values].map(([field, held]) => new Axis(field, held, resolver));
    this.index = new Map(this.axes.map((axis, at) => [axis.field, at]));
  }

  /** What a rule of this space matches; undefined where that is no packet. */
  shape(rule: PolicyRule): Shape | undefined {
    if (rule.nothing) return undefined;
    const literals = Object.entries(rule.match).flatMap(([field, match]) => {
      const at = this.index.get(field) ?? -1;
      return this.axes[at]?.literals(at, match) ?? [];
    });
    let cube: Cube | undefined = this.axes.map(() => undefined);
    for (const literal of literals) cube = cube && this.restrict(cube, literal, true);
    return cube && { cube, literals };
  }

  /** The part of a cube in which a constraint holds, or does not; undefined where there is none. */
  private restrict(cube: Cube, literal: Literal, holds: boolean): Cube | undefined {
    const { axis } = literal;
    const side = cube[axis] ?? { values: this.axes[axis]?.all ?? new Uint32Array(), not: [], lists: [] };
    const left = literal.negate === holds ? exclude(side, literal) : include(side, literal);
    return left && cube.with(axis, left);
  }

  /** What a cube leaves when the packets of a rule are taken out of it. */
  subtract(cube: Cube, { cube: other, literals }: Shape): Cube[] {
    if (areApart(cube, other)) return [cube];
    const pieces: Cube[] = [];
    let rest = cube;
    for (const literal of literals) {
      const outside = this.restrict(rest, literal, false);
      if (outside) pieces.push(outside);
      const inside = this.restrict(rest, literal, true);
      if (!inside) return [cube];
      rest = inside;
    }
    return pieces;
  }

  /** What of a cube a rule matches. */
  intersect(cube: Cube, { cube: other, literals }: Shape): Cube | undefined {
    if (areApart(cube, other)) return undefined;
    let rest: Cube | undefined = cube;
    for (const literal of literals) rest = rest && this.restrict(rest, literal, true);
    return rest;
  }

  /** What some cubes leave without a rule's packets; undefined when that takes more work than allowed. */
  subtractAll(cubes: readonly Cube[], shape: Shape, budget: Budget): Cube[] | undefined {
    const left = cubes.flatMap((cube) => this.subtract(cube, shape));
    budget.left -= left.length;
    return budget.left < 0 ? undefined : left;
  }

  /** Whether each packet of a cube is in a rule; true only where that is sure. */
  isInside(cube: Cube, shape: Shape): boolean {
    return (
      !areApart(cube, shape.cube) &&
      shape.literals.every((literal) => this.restrict(cube, literal, false) === undefined)
    );
  }

  /** Whether some packet of a cube is surely not in a rule. */
  surelyLeaves(cube: Cube, shape: Shape): boolean {
    return shape.literals.some((literal) => {
      const outside = this.restrict(cube, literal, false);
      return outside !== undefined && this.isSure(outside);
    });
  }

  /**
   * Whether there surely is a packet in a cube. Supposes of an object that can't be resolved that it holds some
   * values and not all.
   */
  isSure(cube: Cube): boolean {
    return cube.every((side, at) => side === undefined || isSureSide(side, this.axes[at] as Axis));
  }

  /** A value for each field that a sure cube limits, where values are known. */
  example(cube: Cube): Record<string, bigint> {
    const found: Record<string, bigint> = {};
    cube.forEach((side, at) => {
      const axis = this.axes[at] as Axis;
      const value = side && side.not.length === 0 ? axis.lowest(concrete(side)) : undefined;
      if (value !== undefined) found[axis.field] = value;
    });
    return found;
  }
}

/** No value is in both, whatever the facts. */
function areApart(a: Cube, b: Cube): boolean {
  for (let axis = 0; axis < a.length; axis++) {
    const [one, other] = [a[axis], b[axis]];
    if (one && other && !overlaps(one.values, other.values)) return true;
  }
  return false;
}

/** Takes out of lists what is known not to hold; a list without facts left is one of values. */
function settle(side: Side): Side | undefined {
  let { values } = side;
  const lists: Side["lists"][number][] = [];
  for (const list of side.lists) {
    const facts = list.facts.filter((fact) => !side.not.includes(fact));
    if (facts.length > 0) lists.push({ bits: list.bits, facts });
    else values = common(values, list.bits);
  }
  return isEmpty(values) ? undefined : { values, not: side.not, lists };
}

function include(side: Side, { bits, facts }: Literal): Side | undefined {
  return settle({ ...side, lists: [...side.lists, { bits, facts }] });
}

function exclude(side: Side, { bits, facts }: Literal): Side | undefined {
  const not = [...new Set([...side.not, ...facts])];
  return settle({ values: without(side.values, bits), not, lists: side.lists });
}

/** The values that satisfy every list by themselves. */
function concrete(side: Side): Bits {
  return side.lists.reduce((values, list) => common(values, list.bits), side.values);
}

function isSureSide(side: Side, axis: Axis): boolean {
  if (side.not.some((fact) => axis.vague.has(fact))) return false;
  if (side.not.length === 0 && !isEmpty(concrete(side))) return true;
  const isWhole = side.values.every((word, at) => word === axis.all[at]);
  if (!isWhole || side.not.length > 1) return false;
  if (side.lists.length === 0) return true;
  const shared = (side.lists[0]?.facts ?? []).filter((fact) =>
    side.lists.every((list) => list.facts.includes(fact)),
  );
  return side.not.length === 0 && shared.some((fact) => !axis.vague.has(fact));
}
