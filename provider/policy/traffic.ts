/** What a change newly allows, denies or treats otherwise, in words. */

import { outcome, type PolicyRule, type Rule, type TableModel, view } from "./match";
import { staying } from "./order";
import { type Cube, type Resolver, type Shape, Space } from "./region";
import { lineInWords, type PacketWords, type TrafficLine } from "./traffictext";
import { matchInWords, type ObjectNames } from "./words";

/** A rule and what to call it: its key, or `rule 17` where it has none. */
export interface NamedRule {
  readonly name: string;
  readonly rule: Rule;
}

export interface TrafficOptions {
  readonly resolver?: Resolver | undefined;
  /** What to call an object. Default: its id. */
  readonly names?: ObjectNames | undefined;
  /** An example in words, such as `tcp 198.51.100.1 → 192.168.0.20:443`. Default: fields with their values. */
  readonly packet?: PacketWords | undefined;
  /** How many rules a line names of each kind. Default: 5. */
  readonly mostNames?: number | undefined;
  /** How many steps may be taken, shared by all changed rules, before the rest is said as possible only. */
  readonly effort?: number | undefined;
}

/** A rule as it is compared. `does` tells outcomes apart, `verdict` names them. */
interface Entry {
  readonly name: string;
  readonly view: PolicyRule;
  readonly does: string;
  readonly verdict: string;
  readonly shape: Shape;
}

interface Fate {
  readonly does: string;
  readonly verdict: string;
}

/** Both tables of one chain, in the order in which rules are asked. */
interface Chain {
  readonly model: TableModel;
  readonly space: Space;
  readonly before: readonly Entry[];
  readonly after: readonly Entry[];
  readonly otherwise: Fate;
  readonly effort: number;
  readonly options: TrafficOptions;
}

/** What the other table does with some packets of a rule. */
interface OtherFate {
  readonly fate: Fate;
  readonly certain: boolean;
  readonly example: Record<string, bigint> | undefined;
  readonly deciders: ReadonlySet<Entry | undefined>;
}

const EFFORT = 1_500_000;

/**
 * Says which packets two tables judge differently. Each such packet is meant by a line; a line that is `certain`
 * means at least one packet (supposing that an object which can't be resolved holds some values and not all). With
 * everything resolved every line is certain, unless too many rules overlap to tell. Names are unique in a table.
 */
export function trafficChanges(
  model: TableModel,
  before: readonly NamedRule[],
  after: readonly NamedRule[],
  options: TrafficOptions = {},
): TrafficLine[] {
  const effort = options.effort ?? EFFORT;
  return ["", ...(model.chains?.apart ?? [])].flatMap((chain) => {
    const [old, wish] = [before, after].map((rules) => ordered(model, rules, chain)) as [Draft[], Draft[]];
    const space = new Space(
      [...old, ...wish].map((draft) => draft.view),
      options.resolver,
    );
    const shaped = (drafts: Draft[]) =>
      drafts.flatMap((draft) => {
        const shape = space.shape(draft.view);
        return shape ? [{ ...draft, shape }] : [];
      });
    const otherwise = lastWord(model, chain);
    return lines({
      model,
      space,
      before: shaped(old),
      after: shaped(wish),
      otherwise,
      effort,
      options,
    });
  });
}

type Draft = Omit<Entry, "shape">;

function ordered(model: TableModel, rules: readonly NamedRule[], chain: string): Draft[] {
  const drafts = rules.map(({ name, rule }) => ({
    name,
    view: view(model, rule),
    does: outcome(model, rule),
    verdict: verdictOf(model, rule),
  }));
  const isOf = ({ view: seen }: Draft) => seen.notUnderstood !== undefined || seen.chain === chain;
  const active = drafts.filter((draft) => isOf(draft) && !draft.view.nothing);
  return model.order === "last-match" ? active.reverse() : active;
}

/** What a rule does, in the table's own word. */
export function verdictOf(model: TableModel, rule: Rule): string {
  if (view(model, rule).notUnderstood !== undefined) return "not understood";
  const value = model.verdict ? rule[model.verdict.field] : undefined;
  return typeof value === "string" ? value : outcome(model, rule);
}

/** What happens to a packet that no rule of a chain matches. */
function lastWord(model: TableModel, chain: string): Fate {
  if (chain !== "" || !model.verdict) return { does: "", verdict: "nothing" };
  return {
    does: outcome(model, model.verdict.otherwise),
    verdict: verdictOf(model, model.verdict.otherwise),
  };
}

/** Rules that are the same in both tables and in the same order; nothing changes but for packets of the others. */
function unchanged(before: readonly Entry[], after: readonly Entry[]): Set<string> {
  const places = new Map(after.map((entry, to) => [entry.name, { entry, to }]));
  const same = before.flatMap((entry) => {
    const place = places.get(entry.name);
    if (!place || place.entry.does !== entry.does) return [];
    const isEqual = matchText(place.entry) === matchText(entry);
    return isEqual ? [{ name: entry.name, to: place.to, weight: 1, fixed: false }] : [];
  });
  const stays = staying(same);
  return new Set(same.filter((_, at) => stays[at]).map(({ name }) => name));
}

const matchText = ({ view: { match } }: Entry) =>
  JSON.stringify(Object.entries(match).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Every packet that is judged otherwise is decided by a changed rule in one of the two tables. */
function lines(whole: Chain): TrafficLine[] {
  const { before, after } = whole;
  const same = unchanged(before, after);
  const effort = whole.effort / Math.max(1, before.length + after.length - 2 * same.size);
  const chain = { ...whole, effort };
  const come = after.flatMap((_, at) =>
    same.has(after[at]?.name ?? "") ? [] : ruleLines(chain, "new", at, same),
  );
  const gone = before.flatMap((_, at) =>
    same.has(before[at]?.name ?? "") ? [] : ruleLines(chain, "old", at, same),
  );
  return [...come, ...gone];
}

/** The lines of one changed rule, in one of the tables. */
function ruleLines(chain: Chain, side: "new" | "old", at: number, same: ReadonlySet<string>): TrafficLine[] {
  const { space, effort } = chain;
  const [here, there] = side === "new" ? [chain.after, chain.before] : [chain.before, chain.after];
  const entry = here[at] as Entry;
  const meeting = (rules: readonly Entry[]) =>
    rules.filter((other) => space.intersect(entry.shape.cube, other.shape));
  // Packets that a changed rule decides in the new table have their line there.
  const counts = (other: Entry) => side === "new" || same.has(other.name);
  const met = space.within(effort, () => ({ above: meeting(here.slice(0, at)), there: meeting(there) }));
  const fates = met
    ? (space.within(effort, () => fatesOf(chain, decided(chain, entry, met.above), met.there, counts)) ??
      space.within(effort, () => possibleFates(chain, entry, met.above, met.there, counts)))
    : undefined;
  return (fates ?? possibleFates(chain, undefined, [], there, counts))
    .filter(({ fate }) => fate.does !== entry.does)
    .map((fate) => {
      const except = met && space.within(effort, () => exceptions(space, entry, met.above, fate.deciders));
      return lineOf(chain, side, entry, fate, { except, areToldApart: fates !== undefined });
    });
}

/** Rules above that share packets with a rule and one of those that decide in the other table. */
function exceptions(
  space: Space,
  entry: Entry,
  above: readonly Entry[],
  deciders: ReadonlySet<Entry | undefined>,
): Entry[] {
  return above.filter((other) => {
    const both = space.intersect(entry.shape.cube, other.shape);
    return both && [...deciders].some((decider) => !decider || space.intersect(both, decider.shape));
  });
}

/** The packets that a rule decides. */
function decided({ space }: Chain, entry: Entry, above: readonly Entry[]): readonly Cube[] {
  let cubes: readonly Cube[] = [entry.shape.cube];
  for (const other of above) if (cubes.length > 0) cubes = space.subtractAll(cubes, other.shape);
  return cubes;
}

/** What the other table does with some packets. */
function fatesOf(
  { space, otherwise }: Chain,
  cubes: readonly Cube[],
  there: readonly Entry[],
  counts: (other: Entry) => boolean,
): OtherFate[] {
  const fates = new Map<string, OtherFate & { deciders: Set<Entry | undefined> }>();
  const note = (cube: Cube, fate: Fate, by?: Entry) => {
    const known = fates.get(fate.does);
    const deciders = known?.deciders ?? new Set();
    deciders.add(by);
    if (known?.certain) return;
    const certain = space.isSure(cube);
    const example = certain ? space.example(cube) : undefined;
    fates.set(fate.does, { fate, certain, example, deciders });
  };
  let left = cubes;
  for (const other of there) {
    const taken = left.map((cube) => space.intersect(cube, other.shape)).filter((cube) => cube !== undefined);
    if (taken.length === 0) continue;
    if (counts(other)) for (const cube of taken) note(cube, other, other);
    left = space.subtractAll(left, other.shape);
  }
  for (const cube of left) note(cube, otherwise);
  return [...fates.values()];
}

/**
 * Without a look at what other rules take of the packets: all that may become of a rule's packets; or, without the
 * rule, of any packet.
 */
function possibleFates(
  { space, otherwise }: Chain,
  entry: Entry | undefined,
  above: readonly Entry[],
  there: readonly Entry[],
  counts: (other: Entry) => boolean,
): OtherFate[] {
  const isAllIn = (other: Entry) => entry !== undefined && space.isInside(entry.shape.cube, other.shape);
  if (above.some(isAllIn)) return [];
  const fates = new Map<string, OtherFate>();
  const note = (fate: Fate, by?: Entry) => {
    const deciders = new Set([...(fates.get(fate.does)?.deciders ?? []), by]);
    fates.set(fate.does, { fate, certain: false, example: undefined, deciders });
  };
  for (const other of there) {
    if (counts(other)) note(other, other);
    if (isAllIn(other)) return [...fates.values()];
  }
  note(otherwise);
  return [...fates.values()];
}

function kindOf({ verdict }: TableModel, from: Fate, to: Fate): TrafficLine["kind"] {
  const [was, is] = [from, to].map((fate) => {
    if (verdict?.deny.includes(fate.verdict)) return "deny";
    return verdict?.allow.includes(fate.verdict) ? "allow" : "";
  });
  if (was === "deny" && is === "allow") return "allowed";
  return was === "allow" && is === "deny" ? "denied" : "changed";
}

function lineOf(
  { model, options }: Chain,
  side: "new" | "old",
  entry: Entry,
  { fate, certain, example, deciders }: OtherFate,
  { except, areToldApart }: { except: readonly Entry[] | undefined; areToldApart: boolean },
): TrafficLine {
  const [from, to] = side === "new" ? [fate, entry] : [entry, fate];
  const line = {
    kind: kindOf(model, from, to),
    rule: entry.name,
    side,
    from: from.verdict,
    to: to.verdict,
    certain,
    except: except?.map(({ name }) => name) ?? [],
    others: areToldApart ? [...deciders].map((by) => by?.name ?? "") : undefined,
    example,
  };
  const match = matchInWords(model, entry.view, options.names);
  return { ...line, text: lineInWords(line, { model, match, areExceptionsKnown: !!except, ...options }) };
}
