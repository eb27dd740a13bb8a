/**
 * Rules that don't do what they seem to: the anomalies of Al-Shaer and Hamed, against single rules and against
 * all earlier rules together, and what can't be decided.
 */

import { type AnomalyKind, anomalyText, type DescribedRule, groupText } from "./anomalytext";
import { outcome, type PolicyRule, type TableModel, view } from "./match";
import { type Cube, type Resolver, type Shape, Space } from "./region";
import type { NamedRule } from "./traffic";
import { matchInWords, type ObjectNames } from "./words";

export interface Anomaly {
  readonly kind: AnomalyKind;
  readonly rule: string;
  readonly others: readonly string[];
  /** Further rules of which the same is true: those below one that takes every packet are one finding. */
  readonly also?: readonly string[];
  readonly text: string;
}

export interface AnomalyOptions {
  readonly resolver?: Resolver | undefined;
  /** What to call an object. Default: its id. */
  readonly names?: ObjectNames | undefined;
  /** How many steps may be taken for one rule before its union with earlier rules is unknown. */
  readonly effort?: number | undefined;
  /** How many steps may be taken in all before the rest of a table is not computed. Some ten seconds by default. */
  readonly most?: number | undefined;
  /** Ends the work early, by throwing. */
  readonly signal?: AbortSignal | undefined;
}

interface Entry extends DescribedRule {
  readonly does: string;
  readonly shape: Shape;
  /** What the table calls it to let a packet pass or to stop it. */
  readonly verdict: "allow" | "deny" | "";
  readonly isOpaque: boolean;
}

const EFFORT = 20_000;
const MOST = 3_000_000;
/** Steps between two looks at whether anybody waits. */
const BREATH = 50_000;

/**
 * The anomalies of a table, rule by rule in the table's order. Rules that are switched off are left out, opaque ones
 * with a remark; nothing is said that depends on these. Where an object can't be resolved it is supposed to hold some
 * values and not all; what depends on more than that is `unknown`. Quadratic in the number of rules that may share
 * packets, up to a limit; lets others work in between.
 */
export async function anomalies(
  model: TableModel,
  rules: readonly NamedRule[],
  options: AnomalyOptions = {},
): Promise<Anomaly[]> {
  const views = rules.map(({ name, rule }) => ({ name, rule, view: view(model, rule) }));
  const on = views.filter(({ rule, view: seen }) => !isOff(model, rule, seen));
  const space = new Space(
    on.map((entry) => entry.view),
    options.resolver,
  );
  const found = new Map<string, Anomaly[]>(on.map(({ name }) => [name, []]));
  const chains = new Map<string, Entry[]>();
  for (const { name, rule, view: seen } of model.order === "last-match" ? on.toReversed() : on) {
    const isOpaque = seen.notUnderstood !== undefined;
    const named = { name, content: contentOf(model, rule, seen, options.names) };
    const shape = space.shape(seen);
    if (isOpaque || !shape) found.get(name)?.push(anomaly(isOpaque ? "notUnderstood" : "empty", named, []));
    if (!shape) continue;
    const verdict = verdictOf(model, rule);
    const entry = { ...named, does: outcome(model, rule), shape, verdict, isOpaque };
    for (const chain of isOpaque ? ["", ...(model.chains?.apart ?? [])] : [seen.chain]) {
      const entries = chains.get(chain) ?? [];
      entries.push(entry);
      chains.set(chain, entries);
    }
  }
  for (const [chain, entries] of chains) {
    const search = new Search(space, entries, chain === "", options);
    for (const one of await search.run()) found.get(one.rule)?.push(one);
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

function wordOf({ verdict }: TableModel, rule: NamedRule["rule"]): string | undefined {
  const value = verdict ? rule[verdict.field] : undefined;
  return typeof value === "string" ? value : undefined;
}

function verdictOf(model: TableModel, rule: NamedRule["rule"]): Entry["verdict"] {
  const value = wordOf(model, rule) ?? "";
  if (model.verdict?.deny.includes(value)) return "deny";
  return model.verdict?.allow.includes(value) ? "allow" : "";
}

function contentOf(
  model: TableModel,
  rule: NamedRule["rule"],
  seen: PolicyRule,
  names?: ObjectNames,
): string {
  const value = wordOf(model, rule) ?? (typeof rule.action === "string" ? rule.action : undefined);
  const match = matchInWords(model, seen, names);
  return value === undefined || seen.notUnderstood !== undefined ? match : `${value}: ${match}`;
}

/** The rules of one chain, in the order in which they are asked. */
class Search {
  private breath = 0;
  private readonly covers: (Anomaly | undefined)[] = [];
  private readonly candidates: Entry[][] = [];
  private readonly start: number;

  constructor(
    private readonly space: Space,
    private readonly entries: readonly Entry[],
    private readonly isMain: boolean,
    private readonly options: AnomalyOptions,
  ) {
    this.start = space.spent;
  }

  async run(): Promise<Anomaly[]> {
    const wall = this.entries.findIndex((entry) => !entry.isOpaque && entry.shape.literals.length === 0);
    const end = wall < 0 ? this.entries.length : wall + 1;
    const last = await this.cover(end);
    const found: Anomaly[] = [];
    for (let at = 0; at < last; at++) {
      await this.breathe();
      if (this.isSpent()) return [...found, anomaly("notComputed", this.entries[at] as Entry, [])];
      found.push(...this.findingsOf(at, last));
    }
    if (last < end) found.push(anomaly("notComputed", this.entries[last] as Entry, []));
    return wall < 0 ? found : [...found, ...below(this.entries[wall] as Entry, this.entries.slice(wall + 1))];
  }

  /** What covers each rule, as far as the work allows; gives the first rule that wasn't looked at. */
  private async cover(end: number): Promise<number> {
    for (let at = 0; at < end; at++) {
      await this.breathe();
      if (this.isSpent()) return at;
      const entry = this.entries[at] as Entry;
      if (entry.isOpaque) {
        this.candidates.push([]);
        this.covers.push(undefined);
        continue;
      }
      const above: Entry[] = [];
      for (let other = 0; other < at; other++) {
        const one = this.entries[other] as Entry;
        if (!one.isOpaque && this.space.mayMeet(entry.shape, one.shape)) above.push(one);
      }
      this.candidates.push(above);
      this.covers.push(this.coveredBy(entry, above) ?? this.coveredByAll(entry, above));
    }
    return end;
  }

  private isSpent(): boolean {
    return this.space.spent - this.start > (this.options.most ?? MOST);
  }

  private async breathe(): Promise<void> {
    if (this.space.spent < this.breath) return;
    this.breath = this.space.spent + BREATH;
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.options.signal?.throwIfAborted();
  }

  private findingsOf(at: number, end: number): Anomaly[] {
    const entry = this.entries[at] as Entry;
    if (entry.isOpaque) return [];
    const above = this.candidates[at] ?? [];
    const cover = this.covers[at];
    if (cover && cover.kind !== "unknown") return [cover];
    const twin = this.repeatedBelow(at, end);
    const more = [cover, twin, this.broad(entry, at)].filter((one) => one !== undefined);
    return [...more, ...this.pairs(entry, above)];
  }

  /** A single rule above that matches all of its packets: nothing is left to it. */
  private coveredBy(entry: Entry, above: readonly Entry[]): Anomaly | undefined {
    const cover = above.find((other) => this.space.isInside(entry.shape.cube, other.shape));
    if (!cover) return undefined;
    const kind = cover.does === entry.does ? "redundant" : "shadowed";
    return anomaly(kind, entry, [cover]);
  }

  /** The rules above together: exact, unless it takes too much work. */
  private coveredByAll(entry: Entry, above: readonly Entry[]): Anomaly | undefined {
    if (!this.seemsCovered(entry, above)) return undefined;
    const others = this.space.within(this.options.effort ?? EFFORT, () => coverOf(this.space, entry, above));
    if (!others) return anomaly("unknown", entry, []);
    if (others.length === 0) return undefined;
    const isSame = others.every(({ does }) => does === entry.does);
    return anomaly(isSame ? "redundant" : "shadowed", entry, others);
  }

  /** Tries some packets of a rule: one that no rule above matches shows that it applies. */
  private seemsCovered(entry: Entry, above: readonly Entry[]): boolean {
    if (above.length === 0) return false;
    let state = 1;
    const choose = (below: number) => {
      state = (Math.imul(state, 48271) >>> 0) % 0x7fffffff;
      return state % Math.max(below, 1);
    };
    for (let tries = 0; tries < PROBES; tries++) {
      const probe = this.space.probe(entry.shape.cube, choose);
      if (!above.some((other) => this.space.isMatch(other.shape, probe))) return false;
    }
    return true;
  }

  /**
   * A rule below does the same with all its packets, and no rule between them does anything else with one. Of two such
   * rules only the lower one is named: what is covered from above anyway keeps nothing from being needed.
   */
  private repeatedBelow(at: number, end: number): Anomaly | undefined {
    const entry = this.entries[at] as Entry;
    for (let below = at + 1; below < end; below++) {
      const other = this.entries[below] as Entry;
      if (other.isOpaque) return undefined;
      if (!this.space.mayMeet(entry.shape, other.shape)) continue;
      if (other.does !== entry.does) {
        if (this.space.intersect(entry.shape.cube, other.shape)) return undefined;
      } else if (!this.covers[below] && this.space.isInside(entry.shape.cube, other.shape)) {
        return anomaly("redundant", entry, [other]);
      }
    }
    return undefined;
  }

  private broad(entry: Entry, at: number): Anomaly | undefined {
    if (!this.isMain || entry.verdict !== "allow" || entry.shape.literals.length > 0) return undefined;
    const above = this.entries.slice(0, at);
    return above.some((other) => other.isOpaque || other.verdict !== "allow")
      ? undefined
      : anomaly("overlyBroad", entry, []);
  }

  /** Against each rule above that does something else; a last rule that denies all the rest is no finding. */
  private pairs(entry: Entry, above: readonly Entry[]): Anomaly[] {
    if (entry.verdict === "deny" && entry.shape.literals.length === 0) return [];
    const kinds = new Map<AnomalyKind, Entry[]>([
      ["generalising", []],
      ["correlated", []],
      ["unknown", []],
    ]);
    for (const other of above) {
      if (other.does === entry.does) continue;
      const kind = relation(this.space, entry, other);
      if (kind) kinds.get(kind)?.push(other);
    }
    return [...kinds].flatMap(([kind, others]) => (others.length > 0 ? [anomaly(kind, entry, others)] : []));
  }
}

const PROBES = 24;

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

function relation(space: Space, entry: Entry, other: Entry): AnomalyKind | undefined {
  const shared = space.intersect(entry.shape.cube, other.shape);
  if (!shared) return undefined;
  if (space.isInside(other.shape.cube, entry.shape)) return "generalising";
  const isMore = space.surelyLeaves(entry.shape.cube, other.shape);
  const isLess = space.surelyLeaves(other.shape.cube, entry.shape);
  return space.isSure(shared) && isMore && isLess ? "correlated" : "unknown";
}

/** Nothing reaches the rules below one that takes every packet: one finding for all of them. */
function below(wall: Entry, entries: readonly Entry[]): Anomaly[] {
  const rules = entries.filter((entry) => !entry.isOpaque);
  const [first, ...more] = rules;
  if (!first) return [];
  const kind = rules.every(({ does }) => does === wall.does) ? "redundant" : "shadowed";
  if (more.length === 0) return [anomaly(kind, first, [wall])];
  const also = more.map(({ name }) => name);
  return [{ ...anomaly(kind, first, [wall]), also, text: groupText(rules, wall) }];
}

function anomaly(kind: AnomalyKind, rule: DescribedRule, others: readonly DescribedRule[]): Anomaly {
  return {
    kind,
    rule: rule.name,
    others: others.map(({ name }) => name),
    text: anomalyText(kind, rule, others),
  };
}
