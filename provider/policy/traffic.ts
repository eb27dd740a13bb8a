/** What a change newly allows, denies or treats otherwise, in words. */

import { outcome, type PolicyRule, type Rule, type TableModel, view } from "./match";
import { staying } from "./order";
import { type Budget, type Cube, type Resolver, type Shape, Space } from "./region";
import { listed, matchInWords, type ObjectNames } from "./words";

/** A rule and what to call it: its key, or `rule 17` where it has none. */
export interface NamedRule {
  readonly name: string;
  readonly rule: Rule;
}

/** Packets that a change judges otherwise than before. */
export interface TrafficLine {
  /** `undecided`: too many rules overlap to say what becomes of them. */
  readonly kind: "allowed" | "denied" | "changed" | "undecided";
  /** The rule whose packets they are, in its `new` form, or in the `old` one of a rule that is gone or reduced. */
  readonly rule: string;
  readonly side: "new" | "old";
  /** The verdicts, such as `accept`; empty where `undecided`. */
  readonly from: string;
  readonly to: string;
  /** Whether there surely is such a packet; otherwise it depends on what the objects hold. */
  readonly certain: boolean;
  /** Rules above it that take some of its packets, so that not all of them are meant. */
  readonly except: readonly string[];
  /** One such packet, as far as values are known. */
  readonly example: Readonly<Record<string, bigint>>;
  readonly text: string;
}

export interface TrafficOptions {
  readonly resolver?: Resolver | undefined;
  /** What to call an object. Default: its id. */
  readonly names?: ObjectNames | undefined;
  /** How many pieces of packet sets may be made in all before the rest is `undecided`. */
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
  readonly budget: Budget;
  readonly names: ObjectNames | undefined;
}

/** What changes for some packets of a rule: from one verdict to another. */
interface Shift {
  readonly from: Fate;
  readonly to: Fate;
  certain: boolean;
  example: Record<string, bigint>;
}

const EFFORT = 300_000;

/**
 * Says which packets two tables judge differently. Each such packet is meant by a line; a line that is `certain`
 * means at least one packet (supposing that an object which can't be resolved holds some values and not all). With
 * everything resolved every line is certain, unless it is `undecided`.
 */
export function trafficChanges(
  model: TableModel,
  before: readonly NamedRule[],
  after: readonly NamedRule[],
  options: TrafficOptions = {},
): TrafficLine[] {
  const budget = { left: options.effort ?? EFFORT };
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
      budget,
      names: options.names,
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
  const active = drafts.filter((draft) => draft.view.chain === chain && !draft.view.nothing);
  return model.order === "last-match" ? active.reverse() : active;
}

function verdictOf(model: TableModel, rule: Rule): string {
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
function lines(chain: Chain): TrafficLine[] {
  const same = unchanged(chain.before, chain.after);
  const { before, after } = chain;
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
  const [here, there] = side === "new" ? [chain.after, chain.before] : [chain.before, chain.after];
  const entry = here[at] as Entry;
  const above = here.slice(0, at);
  const reached = decided(chain, entry, above);
  if (reached === undefined) return [undecided(chain, side, entry)];
  const shifts = reached.cubes.length === 0 ? [] : shiftsOf(chain, side, entry, reached.cubes, there, same);
  if (shifts === undefined) return [undecided(chain, side, entry)];
  return shifts.map((shift) => lineOf(chain, side, entry, shift, reached.except));
}

/** The packets that a rule decides, and the rules above it that take the others. */
function decided(
  { space, budget }: Chain,
  entry: Entry,
  above: readonly Entry[],
): { cubes: Cube[]; except: string[] } | undefined {
  let cubes: Cube[] | undefined = [entry.shape.cube];
  const except: string[] = [];
  for (const other of above) {
    if (!space.intersect(entry.shape.cube, other.shape)) continue;
    except.push(other.name);
    cubes = space.subtractAll(cubes, other.shape, budget);
    if (!cubes || cubes.length === 0) break;
  }
  return cubes && { cubes, except };
}

/** What the other table does with these packets, where it is something else. */
function shiftsOf(
  { space, budget, otherwise }: Chain,
  side: "new" | "old",
  entry: Entry,
  cubes: readonly Cube[],
  there: readonly Entry[],
  same: ReadonlySet<string>,
): Shift[] | undefined {
  const shifts = new Map<string, Shift>();
  const note = (cube: Cube, other: Fate) => {
    if (other.does === entry.does) return;
    const [from, to] = side === "new" ? [other, entry] : [entry, other];
    const shift = shifts.get(other.does) ?? { from, to, certain: false, example: {} };
    shifts.set(other.does, shift);
    if (shift.certain || !space.isSure(cube)) return;
    shift.certain = true;
    shift.example = space.example(cube);
  };
  let left: readonly Cube[] | undefined = cubes;
  for (const other of there) {
    const taken = left.map((cube) => space.intersect(cube, other.shape)).filter((cube) => cube !== undefined);
    if (taken.length === 0) continue;
    // Packets that a changed rule decides in the new table have their line there.
    if (side === "new" || same.has(other.name)) for (const cube of taken) note(cube, other);
    left = space.subtractAll(left, other.shape, budget);
    if (!left) return undefined;
  }
  for (const cube of left) note(cube, otherwise);
  return [...shifts.values()];
}

function kindOf({ verdict }: TableModel, { from, to }: Shift): "allowed" | "denied" | "changed" {
  const [was, is] = [from, to].map((fate) => {
    if (verdict?.deny.includes(fate.verdict)) return "deny";
    return verdict?.allow.includes(fate.verdict) ? "allow" : "";
  });
  if (was === "deny" && is === "allow") return "allowed";
  return was === "allow" && is === "deny" ? "denied" : "changed";
}

function lineOf(
  { model, names }: Chain,
  side: "new" | "old",
  entry: Entry,
  shift: Shift,
  except: readonly string[],
): TrafficLine {
  const kind = kindOf(model, shift);
  const { certain, example } = shift;
  const [from, to] = [shift.from.verdict, shift.to.verdict];
  const what = kind === "changed" ? `treated otherwise (${from}, now ${to})` : `newly ${kind}`;
  const match = matchInWords(model, entry.view, names);
  const rule = side === "new" ? `rule \`${entry.name}\`` : `until now by rule \`${entry.name}\``;
  const above = `${listed(except.map((name) => `\`${name}\``))} above it`;
  const but = except.length > 0 ? `, except what ${above} ${except.length > 1 ? "decide" : "decides"}` : "";
  const text = `${certain ? "" : "possibly "}${what}: ${match} (${rule})${but}`;
  return { kind, rule: entry.name, side, from, to, certain, except, example, text };
}

function undecided({ model, names }: Chain, side: "new" | "old", entry: Entry): TrafficLine {
  const match = matchInWords(model, entry.view, names);
  const text = `unknown: ${match} (rule \`${entry.name}\`); too many rules overlap to say what becomes of it`;
  return {
    kind: "undecided",
    rule: entry.name,
    side,
    from: "",
    to: "",
    certain: false,
    except: [],
    example: {},
    text,
  };
}
