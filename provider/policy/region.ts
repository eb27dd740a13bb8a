/**
 * Sets of packets as unions of cubes, exact where a resolver knows what the objects stand for. An object that it
 * doesn't know is a fact of its own about a packet (the packet's source is in it, or not), free of all others: what is
 * empty then is empty whatever the objects are, and what is not may still be.
 */

import { type FieldMatch, opaqueField, type PolicyRule } from "./match";
import {
  add,
  type Bits,
  bitsFor,
  common,
  has,
  isEmpty,
  isPart,
  isWithin,
  minus,
  nextFrom,
  overlaps,
  type Sorted,
  shared,
  union,
  without,
} from "./sets";

/** The first and the last value of a range. */
export type ValueRange = readonly [low: number | bigint, high: number | bigint];

/** What objects stand for, as far as it is known. */
export interface Resolver {
  /** The values behind an object in a field; undefined where nobody can say. */
  ranges(field: string, value: string): readonly ValueRange[] | undefined;
  /** All values that a packet can have in a field. Undefined: there are always others than those named. */
  universe?(field: string): readonly ValueRange[] | undefined;
  /** Values of a field that make good examples, the best first. Default: the lowest one that is meant. */
  typical?(field: string): readonly (number | bigint)[] | undefined;
}

/** A list as a constraint on one field: the value is among `values`, or one of the facts holds; or the opposite. */
interface Literal {
  readonly axis: number;
  readonly values: Bits;
  readonly facts: Sorted;
  readonly negate: boolean;
}

/** What is left of one field: values, facts that don't hold, and lists of which each must hold in one element. */
interface Side {
  readonly values: Bits;
  readonly not: Sorted;
  readonly lists: readonly Pick<Literal, "values" | "facts">[];
}

/** For each axis what is left of it; undefined is all of it. */
export type Cube = readonly (Side | undefined)[];

/** What a rule matches: one cube, and the same as the constraints that make it. */
export interface Shape {
  readonly cube: Cube;
  readonly literals: readonly Literal[];
  /** For each axis the first and the last word of bits that holds a value; undefined is all of it. */
  readonly spans: readonly (readonly [number, number] | undefined)[];
}

/** The values of a field that occur in rules; true for those whose meaning is not known. */
type Vocabulary = ReadonlyMap<string, boolean>;

/** One field: where its values are cut, and the objects that are facts. */
class Axis {
  private readonly cuts: bigint[];
  private readonly known = new Map<string, readonly ValueRange[]>();
  private readonly facts = new Map<string, number>();
  readonly all: Bits;
  /** Facts of which not even that can be supposed, that they hold for some packets and not for others. */
  readonly vague: Sorted;
  private readonly typical: readonly bigint[];

  constructor(
    readonly field: string,
    vocabulary: Vocabulary,
    resolver: Resolver | undefined,
  ) {
    for (const [value, isVague] of vocabulary) {
      const ranges = isVague ? undefined : resolver?.ranges(field, value);
      if (ranges) this.known.set(value, ranges);
      else this.facts.set(value, this.facts.size);
    }
    this.vague = [...this.facts].flatMap(([value, fact]) => (vocabulary.get(value) ? [fact] : []));
    const universe = resolver?.universe?.(field);
    this.typical = (resolver?.typical?.(field) ?? []).map(BigInt);
    const ranges = [...[...this.known.values()].flat(), ...(universe ?? [])];
    const ends = ranges.flatMap(([low, high]) => [BigInt(low), BigInt(high) + 1n]);
    this.cuts = [...new Set(ends)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    const everything = bitsFor(this.cuts.length + 1);
    for (let at = 0; at <= this.cuts.length; at++) add(everything, at);
    this.all = universe ? this.stretches(universe) : everything;
  }

  /** The number of the stretch that holds a value. */
  private stretch(value: bigint): number {
    let [low, high] = [0, this.cuts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.cuts[middle] as bigint) <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private stretches(ranges: readonly ValueRange[]): Bits {
    const out = bitsFor(this.cuts.length + 1);
    for (const [low, high] of ranges) {
      const end = this.stretch(BigInt(high) + 1n);
      for (let at = this.stretch(BigInt(low)); at < end; at++) add(out, at);
    }
    return out;
  }

  literals(axis: number, match: FieldMatch): Literal[] {
    return match.map(({ values, negate }) => {
      const facts = values.flatMap((value) => this.facts.get(value) ?? []).sort((a, b) => a - b);
      const ranges = values.flatMap((value) => this.known.get(value) ?? []);
      return { axis, values: common(this.stretches(ranges), this.all), facts, negate };
    });
  }

  /** A typical value among these, or the lowest; undefined where values have no names here. */
  example(values: Bits): bigint | undefined {
    const typical = this.typical.find((value) => has(values, this.stretch(value)));
    if (typical !== undefined || this.cuts.length === 0) return typical;
    for (let at = 1; at <= this.cuts.length; at++) if (has(values, at)) return this.cuts[at - 1];
    return has(values, 0) ? (this.cuts[0] as bigint) - 1n : undefined;
  }
}

function vocabularies(rules: readonly PolicyRule[]): Map<string, Map<string, boolean>> {
  const fields = new Map<string, Map<string, boolean>>();
  for (const { match } of rules) {
    for (const [field, blocks] of Object.entries(match)) {
      const words = fields.get(field) ?? new Map<string, boolean>();
      fields.set(field, words);
      for (const block of blocks) for (const value of block.values) words.set(value, block.opaque === true);
    }
  }
  return fields;
}

/** One packet as far as the rules can tell: for each axis its stretch of values and the facts that hold. */
export type Probe = readonly { readonly value: number; readonly facts: Sorted }[];

const TOO_MUCH = new Error("too much work");

/** The packets that a set of rules can tell apart. */
export class Space {
  private readonly axes: Axis[];
  private readonly index: ReadonlyMap<string, number>;
  private work = 0;
  private limit = Number.POSITIVE_INFINITY;

  constructor(rules: readonly PolicyRule[], resolver?: Resolver) {
    this.axes = [...vocabularies(rules)].map(
      ([field, words]) => new Axis(field, words, field === opaqueField ? undefined : resolver),
    );
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
    const spans = cube?.map((side) => side && spanOf(side.values));
    return cube && spans && { cube, literals, spans };
  }

  /** The part of a cube in which a constraint holds, or does not; undefined where there is none. */
  private restrict(cube: Cube, literal: Literal, holds: boolean): Cube | undefined {
    const { axis } = literal;
    const side = cube[axis] ?? wholeOf(this.axes[axis] as Axis);
    this.work += 1 + side.lists.length;
    if (this.work > this.limit) throw TOO_MUCH;
    const left = literal.negate === holds ? exclude(side, literal) : include(side, literal);
    return left && cube.with(axis, left);
  }

  /** How much work was done so far. */
  get spent(): number {
    return this.work;
  }

  /** Whether two rules may share a packet: a first look, for the many pairs that surely share none. */
  mayMeet(a: Shape, b: Shape): boolean {
    this.work += 0.02;
    for (let axis = 0; axis < a.spans.length; axis++) {
      const [one, other] = [a.spans[axis], b.spans[axis]];
      if (!one || !other) continue;
      const [low, high] = [Math.max(one[0], other[0]), Math.min(one[1], other[1])];
      if (!overlaps((a.cube[axis] as Side).values, (b.cube[axis] as Side).values, low, high)) return false;
    }
    return true;
  }

  /** No value is in both, whatever the facts: cheap, but there are many pairs of rules. */
  private areApart(a: Cube, b: Cube): boolean {
    this.work += 0.2;
    return a.some((one, axis) => {
      const other = b[axis];
      return one !== undefined && other !== undefined && !overlaps(one.values, other.values);
    });
  }

  /** What a cube leaves when the packets of a rule are taken out of it. */
  subtract(cube: Cube, { cube: other, literals }: Shape): Cube[] {
    if (this.areApart(cube, other)) return [cube];
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
    if (this.areApart(cube, other)) return undefined;
    let rest: Cube | undefined = cube;
    for (const literal of literals) rest = rest && this.restrict(rest, literal, true);
    return rest;
  }

  /**
   * The answer of a question about unions, of which some need very many cubes; undefined where it takes more than
   * `effort` steps.
   */
  within<T>(effort: number, question: () => T): T | undefined {
    this.limit = this.work + effort;
    try {
      return question();
    } catch (thrown) {
      if (thrown === TOO_MUCH) return undefined;
      throw thrown;
    } finally {
      this.limit = Number.POSITIVE_INFINITY;
    }
  }

  /** What some cubes leave when the packets of a rule are taken out of them. */
  subtractAll(cubes: readonly Cube[], shape: Shape): Cube[] {
    return cubes.flatMap((cube) => this.subtract(cube, shape));
  }

  /** Whether each packet of a cube is in a rule; true only where that is sure. */
  isInside(cube: Cube, shape: Shape): boolean {
    return (
      !this.areApart(cube, shape.cube) &&
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

  /**
   * A packet of a cube, another one each time: a try at finding one that some rules don't match. Of the facts that
   * may hold, few do.
   */
  probe(cube: Cube, choose: (below: number) => number): Probe {
    return this.axes.map((axis, at) => {
      const side = cube[at] ?? wholeOf(axis);
      const sure = concrete(side);
      const values = isEmpty(sure) ? side.values : sure;
      const value = nextFrom(values, choose(values.length * 32));
      const open = side.lists.filter((list) => !has(list.values, value));
      const facts = open.map((list) => list.facts[choose(list.facts.length)] ?? 0).sort((a, b) => a - b);
      return { value, facts };
    });
  }

  /** Whether a rule matches a probe. */
  isMatch(shape: Shape, probe: Probe): boolean {
    this.work += 0.05;
    return shape.literals.every(({ axis, values, facts, negate }) => {
      const at = probe[axis] as Probe[number];
      return (has(values, at.value) || shared(at.facts, facts).length > 0) !== negate;
    });
  }

  /** A packet of a sure cube: a value for each field that it limits; undefined where one has no known values. */
  example(cube: Cube): Record<string, bigint> | undefined {
    const found: Record<string, bigint> = {};
    for (const [at, side] of cube.entries()) {
      if (!side) continue;
      const axis = this.axes[at] as Axis;
      const value = side.not.length === 0 ? axis.example(concrete(side)) : undefined;
      if (value === undefined) return undefined;
      found[axis.field] = value;
    }
    return found;
  }
}

function spanOf(values: Bits): readonly [number, number] {
  return [values.findIndex((word) => word !== 0), values.findLastIndex((word) => word !== 0)];
}

const wholeOf = (axis: Axis): Side => ({ values: axis.all, not: [], lists: [] });

/** Takes out of lists what is known not to hold; a list without facts left is one of values. */
function settle(side: Side): Side | undefined {
  let { values } = side;
  const lists: Side["lists"][number][] = [];
  for (const list of side.lists) {
    const facts = minus(list.facts, side.not);
    if (facts.length === 0) values = common(values, list.values);
    else lists.push(facts === list.facts ? list : { values: list.values, facts });
  }
  return isEmpty(values) ? undefined : { values, not: side.not, lists };
}

function include(side: Side, { values, facts }: Literal): Side | undefined {
  const isSaid = side.lists.some((list) => isWithin(list.facts, facts) && isPart(list.values, values));
  return isSaid ? side : settle({ ...side, lists: [...side.lists, { values, facts }] });
}

function exclude(side: Side, { values, facts }: Literal): Side | undefined {
  return settle({ values: without(side.values, values), not: union(side.not, facts), lists: side.lists });
}

/** The values that satisfy every list by themselves. */
function concrete(side: Side): Bits {
  return side.lists.reduce((values, list) => common(values, list.values), side.values);
}

function isSureSide(side: Side, axis: Axis): boolean {
  if (shared(side.not, axis.vague).length > 0) return false;
  if (side.not.length === 0 && !isEmpty(concrete(side))) return true;
  if (!isPart(axis.all, side.values) || side.not.length > 1) return false;
  const [first, ...more] = side.lists;
  if (!first) return true;
  const held = more.reduce((facts, list) => shared(facts, list.facts), first.facts);
  return side.not.length === 0 && minus(held, axis.vague).length > 0;
}
