/** Random pairs of tables: what stands on the appliance, what the state knows of it, and what is wanted. */

import type { RuleId, WantedRule } from "../../provider/policy/calls";
import type { TableState } from "../../provider/policy/identity";
import type { Rule, TableModel } from "../../provider/policy/match";
import type { Placement } from "../../provider/policy/target";
import { type Dimension, MOST_SOURCES, OBJECTS, type Row } from "./model";
import type { Random } from "./random";

export interface Pair {
  readonly rows: readonly Row[];
  readonly state: TableState;
  readonly wanted: readonly WantedRule[];
  readonly ownership: "exclusive" | "shared";
  readonly placement: Placement | undefined;
}

interface Block {
  readonly of: readonly string[];
  readonly not: boolean;
}

/** Mostly simple rules: `any` in most fields, so that rules overlap and comparisons come out in every way. */
function list(random: Random, name: Dimension, most: number, any: number): string[] {
  if (random.chance(any)) return ["any"];
  const size = 1 + random.below(Math.min(most, OBJECTS[name].length));
  return random.shuffle(OBJECTS[name]).slice(0, size);
}

const block = (random: Random): Block => ({ of: list(random, "target", 2, 0.1), not: random.chance(0.25) });

const FIELDS = {
  source: (random: Random) => (random.chance(0.02) ? [] : list(random, "source", MOST_SOURCES, 0.4)),
  sourceNot: (random: Random) => random.chance(0.2),
  target: (random: Random) =>
    random.chance(0.5)
      ? [{ of: ["any"], not: false }]
      : Array.from({ length: 1 + random.below(2) }, () => block(random)),
  ports: (random: Random) => (random.chance(0.6) ? [] : list(random, "ports", 2, 0)),
  protocol: (random: Random) => (random.chance(0.7) ? "any" : random.pick(OBJECTS.protocol)),
  zone: (random: Random) => (random.chance(0.05) ? [] : list(random, "zone", 2, 0.8)),
  posture: (random: Random) => (random.chance(0.05) ? [] : list(random, "posture", 2, 0.85)),
  enabled: (random: Random) => random.chance(0.85),
  action: (random: Random, actions: readonly string[]) => random.pick(actions),
  profiled: (random: Random) => random.chance(0.1),
  profile: (random: Random) => random.pick(["strict", "mild"]),
  redirect: (random: Random) => (random.chance(0.95) ? null : "elsewhere"),
  comment: (random: Random) => random.pick(["", "seen", "read"]),
  odd: (random: Random) => (random.chance(0.04) ? random.pick(["this", "that"]) : undefined),
};
const FIELD_NAMES = Object.keys(FIELDS) as (keyof typeof FIELDS)[];

function rule(random: Random, actions: readonly string[]): Rule {
  return Object.fromEntries(FIELD_NAMES.map((field) => [field, FIELDS[field](random, actions)]));
}

/** More or fewer elements of the sources, or one in exchange for another: the edits that can be compared, or bridged. */
function otherSources(random: Random, old: Rule): Rule {
  const held = (old.source as readonly string[]).filter((object) => object !== "any");
  const more = OBJECTS.source.filter((object) => !held.includes(object));
  const [kept, added] = [held.slice(random.below(2)), more.slice(0, random.below(2))];
  const source = [...kept, ...added].slice(0, MOST_SOURCES);
  return { ...old, source: source.length > 0 ? source : ["any"] };
}

function otherBlocks(random: Random, old: Rule): Rule {
  const [first, ...rest] = old.target as readonly Block[];
  const fresh = { of: list(random, "target", 1, 0), not: false };
  if (random.chance(0.5)) return { ...old, target: [fresh, ...rest] };
  return { ...old, target: rest.length > 0 ? rest : [...(first ? [first] : []), fresh] };
}

function edited(random: Random, old: Rule, actions: readonly string[]): Rule {
  const way = random.below(6);
  if (way === 0) return otherSources(random, old);
  if (way === 1) return otherBlocks(random, old);
  if (way === 2) return { ...old, enabled: !old.enabled };
  if (way === 3) return { ...otherSources(random, old), action: random.pick(actions) };
  const field = random.pick(FIELD_NAMES);
  return { ...old, [field]: FIELDS[field](random, actions) };
}

interface Named {
  readonly key: string;
  readonly rule: Rule;
}

/** The next program: rules dropped, edited, doubled, added, renamed and reordered. */
export function nextProgram(random: Random, old: readonly Named[], actions: readonly string[]): WantedRule[] {
  const [drop, edit, rename] = [random.real() * 0.5, random.real() * 0.8, random.chance(0.2) ? 0.5 : 0];
  const out: Named[] = [];
  for (const { key, rule: held } of old) {
    if (random.chance(drop)) continue;
    if (random.chance(edit)) out.push({ key, rule: edited(random, held, actions) });
    else out.push(random.chance(rename) ? { key: `${key}'`, rule: held } : { key, rule: held });
  }
  for (let added = random.below(4); added > 0; added--) {
    const twin = old.length > 0 && random.chance(0.25);
    const fresh = twin ? random.pick(old).rule : rule(random, actions);
    out.splice(random.below(out.length + 1), 0, { key: `new${random.below(2 ** 31)}`, rule: fresh });
  }
  return reordered(random, out);
}

function reordered(random: Random, rules: readonly Named[]): Named[] {
  if (random.chance(0.3)) return random.shuffle(rules);
  const out = [...rules];
  for (let moves = out.length > 1 ? random.below(3) : 0; moves > 0; moves--) {
    const [taken] = out.splice(random.below(out.length), 1);
    if (taken) out.splice(random.below(out.length + 1), 0, taken);
  }
  return out;
}

function placementFor(random: Random, foreign: readonly RuleId[]): Placement {
  const way = random.below(foreign.length > 0 ? 4 : 2);
  if (way === 0) return { first: true };
  if (way === 1) return { last: true };
  return way === 2 ? { after: random.pick(foreign) } : { before: random.pick(foreign) };
}

/** Foreign rules around our block, or (as somebody may have moved them) between our rules. */
function mixed(random: Random, own: readonly Row[], foreign: readonly Row[]): Row[] {
  const out = [...own];
  const scattered = random.chance(0.3);
  const gap = random.below(foreign.length + 1);
  foreign.forEach((row, index) => {
    const at = scattered ? random.below(out.length + 1) : index < gap ? index : out.length;
    out.splice(at, 0, row);
  });
  return out;
}

/** What a rule can do; in a table with chains also what stands apart. */
export const actionsOf = (model: TableModel) => ["accept", "drop", ...(model.chains?.apart ?? [])];

/** A pair for a table of this model. */
export function pairFor(random: Random, model: TableModel): Pair {
  const actions = actionsOf(model);
  const ownership = random.chance(0.5) ? "exclusive" : "shared";
  const size = random.below(random.chance(0.02) ? 30 : random.chance(0.2) ? 10 : 6);
  const named = Array.from({ length: size }, (_, index) => ({
    key: `k${index}`,
    rule: rule(random, actions),
  }));
  for (const entry of named) if (random.chance(0.1)) entry.rule = random.pick(named).rule;
  const own = named.map((entry, index): Row => ({ id: index + 1, rule: entry.rule, foreign: false }));
  const foreign = Array.from({ length: random.below(4) }, (_, index): Row => {
    const twin = named.length > 0 && random.chance(0.2);
    return { id: 100 + index, rule: twin ? random.pick(named).rule : rule(random, actions), foreign: true };
  });
  const rows = mixed(random, own, foreign);
  const order = rows.filter((row) => row.foreign).map((row) => row.id);
  const keys = Object.fromEntries(named.map((entry, index) => [entry.key, index + 1]));
  return {
    rows,
    state: { keys, foreign: foreign.map((row) => row.id) },
    wanted: nextProgram(random, named, actions),
    ownership,
    placement: ownership === "shared" ? placementFor(random, order) : undefined,
  };
}

/** Rules whose every field can be resolved. */
export function plain(rule: Rule): Rule {
  const list = (value: unknown) => ((value as string[]).length > 0 ? value : ["any"]);
  const isAny = (value: unknown) => (value as string[]).includes("any");
  const blocks = (rule.target as { of: string[]; not: boolean }[]).map(({ of, not }) => ({
    of,
    not: not && !isAny(of),
  }));
  return {
    ...rule,
    odd: undefined,
    source: list(rule.source),
    sourceNot: rule.sourceNot === true && !isAny(list(rule.source)),
    target: blocks,
    posture: list(rule.posture),
  };
}
