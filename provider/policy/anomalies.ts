/**
 * Rules that don't do what they seem to: the anomalies of Al-Shaer and Hamed, against single rules and against
 * all earlier rules together, and what can't be decided.
 */

import { outcome, type PolicyRule, type TableModel, view } from "./match";
import { type Cube, type Resolver, type Shape, Space } from "./region";
import type { NamedRule } from "./traffic";
import { listed } from "./words";

/**
 * - `shadowed`: never applies; the `others` above it match all its packets, and not all of them do the same as it.
 * - `redundant`: changes nothing; the `others` match all its packets and do the same.
 * - `generalising`: matches all that the `others` above it match, and does something else.
 * - `correlated`: shares packets with the `others` above it, which do something else; either matches more besides.
 * - `empty`: matches no packet though it is enabled.
 * - `unknown`: does something else than the `others` above it, and it can't be told whether they share packets and which.
 */
export type AnomalyKind = "shadowed" | "redundant" | "generalising" | "correlated" | "empty" | "unknown";

export interface Anomaly {
  readonly kind: AnomalyKind;
  readonly rule: string;
  readonly others: readonly string[];
  readonly text: string;
}

export interface AnomalyOptions {
  readonly resolver?: Resolver | undefined;
  /** How many steps may be taken for one rule before its union with earlier rules is unknown. */
  readonly effort?: number | undefined;
}

interface Entry {
  readonly name: string;
  readonly does: string;
  readonly shape: Shape;
}

const EFFORT = 20_000;

/**
 * The anomalies of a table, rule by rule in the table's order. Rules that are switched off are left out. Where an
 * object can't be resolved it is supposed to hold some values and not all; what depends on more than that is
 * `unknown`. Quadratic in the number of rules.
 */
export function anomalies(
  model: TableModel,
  rules: readonly NamedRule[],
  options: AnomalyOptions = {},
): Anomaly[] {
  const views = rules.map(({ name, rule }) => ({ name, rule, view: view(model, rule) }));
  const on = views.filter(({ rule, view: seen }) => !isOff(model, rule, seen));
  const space = new Space(
    on.map((entry) => entry.view),
    options.resolver,
  );
  const found = new Map<string, Anomaly[]>(on.map(({ name }) => [name, []]));
  const chains = new Map<string, Entry[]>();
  for (const { name, rule, view: seen } of model.order === "last-match" ? on.toReversed() : on) {
    const shape = space.shape(seen);
    if (!shape) found.get(name)?.push(anomaly("empty", name, []));
    else
      chains.set(seen.chain, [
        ...(chains.get(seen.chain) ?? []),
        { name, does: outcome(model, rule), shape },
      ]);
  }
  for (const entries of chains.values()) {
    for (const one of inChain(space, entries, options.effort ?? EFFORT)) found.get(one.rule)?.push(one);
  }
  return [...found.values()].flat();
}

/** Switched off on purpose, unlike a rule whose lists hold nothing. */
function isOff(model: TableModel, rule: NamedRule["rule"], seen: PolicyRule): boolean {
  return (
    seen.nothing &&
    Object.entries(model.fields).some(([field, { kind }]) => kind === "enabled" && rule[field] === false)
  );
}

function inChain(space: Space, entries: readonly Entry[], effort: number): Anomaly[] {
  return entries.flatMap((entry, at) => {
    const above = entries.slice(0, at);
    const covered = coveredBy(space, entry, above) ?? coveredByAll(space, entry, above, effort);
    if (covered) return covered.kind === "unknown" ? [covered, ...pairs(space, entry, above)] : [covered];
    const twin = repeatedBelow(space, entries, at);
    return twin ? [twin, ...pairs(space, entry, above)] : pairs(space, entry, above);
  });
}

/** A single rule above that matches all of its packets: nothing is left to it. */
function coveredBy(space: Space, entry: Entry, above: readonly Entry[]): Anomaly | undefined {
  const cover = above.find((other) => space.isInside(entry.shape.cube, other.shape));
  return cover && anomaly(cover.does === entry.does ? "redundant" : "shadowed", entry.name, [cover.name]);
}

const nameOf = ({ name }: Entry) => name;

const PROBES = 24;

/** Tries some packets of a rule: one that no rule above matches shows that it applies. */
function seemsCovered(space: Space, entry: Entry, above: readonly Entry[]): boolean {
  let state = 1;
  const choose = (below: number) => {
    state = (Math.imul(state, 48271) >>> 0) % 0x7fffffff;
    return state % Math.max(below, 1);
  };
  for (let tries = 0; tries < PROBES; tries++) {
    const probe = space.probe(entry.shape.cube, choose);
    if (!above.some((other) => space.isMatch(other.shape, probe))) return false;
  }
  return true;
}

/** The rules above together: exact, unless it takes too much work. */
function coveredByAll(
  space: Space,
  entry: Entry,
  above: readonly Entry[],
  effort: number,
): Anomaly | undefined {
  if (!seemsCovered(space, entry, above)) return undefined;
  const others = space.within(effort, () => coverOf(space, entry, above));
  if (!others) return unreadable(entry.name);
  if (others.length === 0) return undefined;
  const isSame = others.every(({ does }) => does === entry.does);
  return anomaly(isSame ? "redundant" : "shadowed", entry.name, others.map(nameOf));
}

/** Rules above that match all packets of a rule together; none where they don't. */
function coverOf(space: Space, entry: Entry, above: readonly Entry[]): Entry[] {
  const others: Entry[] = [];
  let cubes: readonly Cube[] = [entry.shape.cube];
  for (const other of above) {
    if (!space.intersect(entry.shape.cube, other.shape)) continue;
    if (!cubes.some((cube) => space.intersect(cube, other.shape))) continue;
    cubes = space.subtractAll(cubes, other.shape);
    others.push(other);
    if (cubes.length === 0) return others;
  }
  return [];
}

/** A rule below does the same with all its packets, and no rule between them does anything else with one. */
function repeatedBelow(space: Space, entries: readonly Entry[], at: number): Anomaly | undefined {
  const entry = entries[at] as Entry;
  for (const other of entries.slice(at + 1)) {
    if (other.does === entry.does) {
      if (space.isInside(entry.shape.cube, other.shape))
        return anomaly("redundant", entry.name, [other.name]);
    } else if (space.intersect(entry.shape.cube, other.shape)) return undefined;
  }
  return undefined;
}

/** Against each rule above that does something else. */
function pairs(space: Space, entry: Entry, above: readonly Entry[]): Anomaly[] {
  const kinds = new Map<AnomalyKind, string[]>([
    ["generalising", []],
    ["correlated", []],
    ["unknown", []],
  ]);
  for (const other of above) {
    if (other.does === entry.does) continue;
    const kind = relation(space, entry, other);
    if (kind) kinds.get(kind)?.push(other.name);
  }
  return [...kinds].flatMap(([kind, others]) =>
    others.length > 0 ? [anomaly(kind, entry.name, others)] : [],
  );
}

function relation(space: Space, entry: Entry, other: Entry): AnomalyKind | undefined {
  const shared = space.intersect(entry.shape.cube, other.shape);
  if (!shared) return undefined;
  if (space.isInside(other.shape.cube, entry.shape)) return "generalising";
  const isMore = space.surelyLeaves(entry.shape.cube, other.shape);
  const isLess = space.surelyLeaves(other.shape.cube, entry.shape);
  return space.isSure(shared) && isMore && isLess ? "correlated" : "unknown";
}

const WORDS: Readonly<Record<AnomalyKind, (others: string) => string>> = {
  shadowed: (others) => `never applies: ${others} above it takes all its packets and does otherwise`,
  redundant: (others) => `changes nothing: ${others} does the same with all its packets`,
  generalising: (others) => `matches all that ${others} above it matches, and does otherwise with the rest`,
  correlated: (others) => `shares packets with ${others} above it, which does otherwise: their order decides`,
  empty: () => "matches no packet",
  unknown: (others) =>
    `may share packets with ${others} above it, which does otherwise: the objects don't tell`,
};

function anomaly(kind: AnomalyKind, rule: string, others: readonly string[]): Anomaly {
  const text = `rule \`${rule}\` ${WORDS[kind](listed(others.map((name) => `\`${name}\``)))}`;
  return { kind, rule, others, text };
}

function unreadable(rule: string): Anomaly {
  const text = `rule \`${rule}\`: too many rules above it overlap to say whether it ever applies`;
  return { kind: "unknown", rule, others: [], text };
}
