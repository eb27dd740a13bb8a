import { createHash } from "node:crypto";
import { invalid, PerimeterError } from "../../../kernel/errors";
import {
  type Conflict,
  cameSince,
  type FoundRule,
  type GoalItem,
  type Placement,
  PlacementError,
  type Plan,
  plan,
  type Recognized,
  type RuleId,
  recognize,
  type TableState,
  target,
  unansweredOf,
  type WantedRule,
} from "../../../policy";
import { type IdecoRule, type Item, versionless } from "../rules/codec";
import { isCentral } from "../rules/live-table";
import { type Position, wishesOf } from "../rules/position";
import { ruleIdOf } from "../rules/rule-id";
import type { TableKind } from "../rules/tables";
import type { BegunChange } from "./change-journal";
import { foundRules, groupsOf, type LoggingIntent, nothingSaid } from "./forms";
import { models } from "./models";
import { understoodPart, withKept } from "./not-understood";

/** What a table shall become, and what is known of it. */
export interface Intent {
  kind: TableKind;
  ownership: "exclusive" | "shared";
  placement: Position | undefined;
  wanted: WantedRule[];
  adopt: boolean;
  /** Undefined at the first creation. */
  state: TableState | undefined;
  /** The change that a killed process left unfinished. */
  begun?: BegunChange | undefined;
  /** Former rules by key: what else they had, a new rule gets too. */
  templates?: ReadonlyMap<string, Item>;
}

/** The way from the table as it is to the table as it shall be. */
export interface Survey {
  items: Item[];
  found: readonly FoundRule[];
  recognized: Recognized;
  goal: readonly GoalItem[];
  plan: Plan;
}

/**
 * The intent of one who knows what a killed process made: rules of ours that no key has. Where it died at the creation
 * of an exclusive table, what else is there is still somebody's.
 */
export function recalling(intent: Intent, items: readonly Item[]): { intent: Intent; made: Set<RuleId> } {
  const { kind, begun, state, ownership } = intent;
  if (!begun) return { intent, made: new Set() };
  const known = [...begun.known, ...(state?.foreign ?? []), ...Object.values(state?.keys ?? {})];
  const planned = begun.planned.map(({ rule }) => rule);
  const made = new Set(madeSince(kind, items, known, planned, groupsIn(intent)));
  const others = items.map((item) => item.id).filter((id) => !made.has(id));
  const foreign = state?.foreign ?? (ownership === "exclusive" && !intent.adopt ? others : []);
  const stale = [...(state?.stale ?? []), ...made];
  return { intent: { ...intent, state: { keys: {}, ...state, foreign, stale } }, made };
}

/**
 * Rules that are not among the known ones and are as planned, whatever their `logging` is: not every program says it.
 * What a version filled in of its own and nobody understands is no difference here: they came when ours were sent.
 */
function madeSince(
  kind: TableKind,
  items: readonly Item[],
  known: Iterable<RuleId>,
  planned: readonly IdecoRule[],
  groups: ReadonlySet<string>,
): RuleId[] {
  const found = foundRules(kind, items, { ...nothingSaid, groups }).map((each) =>
    each.rule.notUnderstood === undefined ? each : { ...each, rule: understoodPart(each.rule) },
  );
  const silent = planned.map(({ logging: _, ...rule }) => understoodPart(rule));
  return cameSince(models[kind.name], found, known, silent);
}

/**
 * Creations whose answers never came, found again: rules of ours that no key has. Those that the list doesn't show
 * stay unanswered.
 */
export function answered(intent: Intent, items: readonly Item[]): TableState | undefined {
  const { kind, state } = intent;
  const lost = unansweredOf(state);
  if (!state || lost.length === 0) return state;
  const { unanswered: _, ...rest } = state;
  const known = new Set([...Object.values(state.keys), ...(state.stale ?? []), ...state.foreign]);
  const made: RuleId[] = [];
  const left = lost.filter((rule) => {
    const [id] = madeSince(kind, items, known, [rule], groupsIn(intent));
    if (id === undefined) return true;
    known.add(id);
    made.push(id);
    return false;
  });
  const stale = [...(state.stale ?? []), ...made];
  return { ...rest, ...(stale.length > 0 && { stale }), ...(left.length > 0 && { unanswered: left }) };
}

/** Compares a table of the appliance with what it shall become. Throws where a conflict forbids any change. */
export function survey(intent: Intent, items: Item[]): Survey {
  const { kind, ownership, adopt } = intent;
  const model = models[kind.name];
  const state = answered(intent, items);
  const found = foundRules(kind, items, sayings(intent));
  const wanted = withKept(kind, items, found, intent.wanted, { state, templates: intent.templates });
  const recognized = recognize(model, { state, found, wanted, ownership, adopt });
  if (recognized.conflicts.length > 0) throw conflictError(kind, recognized.conflicts, items);
  const goal = goalOf(intent, recognized);
  return { items, found: recognized.found, recognized, goal, plan: plan(model, recognized.found, goal) };
}

function goalOf(intent: Intent, recognized: Recognized) {
  try {
    return target(models[intent.kind.name], recognized.found, recognized.wanted, placementIn(intent));
  } catch (thrown) {
    if (!(thrown instanceof PlacementError)) throw thrown;
    throw invalid(`placement: ${thrown.message}`);
  }
}

/** An exclusive table has no place to choose: it stays between what a central console put there. */
function placementIn({ ownership, placement }: Intent): Placement | undefined {
  if (ownership === "exclusive") return undefined;
  return placementOfWish(placement);
}

export function placementOfWish(position: Position | undefined): Placement {
  const [wish] = wishesOf(position);
  if (!wish) return { last: true };
  if ("after" in wish) return { after: ruleIdOf(wish.after) };
  return "before" in wish ? { before: ruleIdOf(wish.before) } : wish;
}

export function groupsIn({ wanted, begun }: Intent): Set<string> {
  return groupsOf([...wanted, ...(begun?.planned ?? [])].map(({ rule }) => rule));
}

function sayings(intent: Intent): LoggingIntent {
  const { wanted, state, begun } = intent;
  const says = ({ rule }: { rule: IdecoRule }) => rule.logging !== undefined;
  const ids = new Map(Object.entries(state?.keys ?? {}).map(([key, id]) => [key, id]));
  const numbers = (rules: readonly WantedRule[]) => new Set(rules.flatMap(({ key }) => ids.get(key) ?? []));
  const unanswered = unansweredOf(state).map((rule) => ({ rule }));
  return {
    loud: numbers(wanted.filter(says)),
    quiet: numbers(wanted.filter((rule) => !says(rule))),
    groups: groupsIn(intent),
    rules: [...wanted, ...unanswered, ...(begun?.planned ?? [])].filter(says).map(({ rule }) => rule),
  };
}

/** An exclusive table is made over rules that nobody said may be deleted. */
export function unlistedError(kind: TableKind, items: readonly Item[]): PerimeterError {
  return conflictError(kind, [{ kind: "unlisted", ids: items.map(({ id }) => id) }], items);
}

function conflictError(
  kind: TableKind,
  conflicts: readonly Conflict[],
  items: readonly Item[],
): PerimeterError {
  const texts = conflicts.map((conflict) => {
    const rules = conflict.ids.map((id) => ruleText(items, id)).join(", ");
    return conflict.kind === "unlisted"
      ? `it holds rules that the program doesn't list: ${rules}`
      : `several rules equal ${conflict.keys.join(", ")}: ${rules}`;
  });
  const ambiguous = conflicts.some((conflict) => conflict.kind === "ambiguous");
  return new PerimeterError({
    category: "conflict",
    code: "PERIMETER_TABLE_NOT_EMPTY",
    message: `the table ${kind.name} can't be taken over: ${texts.join("; ")}`,
    advice: ambiguous
      ? "Make them differ, or delete the doubles."
      : 'List them, or say adopt: true, which deletes what isn\'t listed; or use ownership: "shared", which leaves them alone.',
  });
}

/** `rule 7 (guest wifi)` */
export function ruleText(items: readonly Item[], id: RuleId): string {
  return titled(items.find((candidate) => candidate.id === id) ?? { id });
}

function titled({ id, name, comment }: Item): string {
  const text = String(name || comment || "");
  return text ? `rule ${id} (${text})` : `rule ${id}`;
}

/** What became of the rules of a table, one text a rule. */
export function changesBetween(before: readonly Item[], after: readonly Item[]): string[] {
  const old = new Map(before.map((item) => [item.id, item]));
  const now = new Map(after.map((item) => [item.id, item]));
  const gone = before.filter((item) => !now.has(item.id)).map((item) => `${titled(item)} is gone`);
  const others = after.flatMap((item) => {
    const was = old.get(item.id);
    if (!was) return [`${titled(item)} is new`];
    return digestOf([was]) === digestOf([item]) ? [] : [`${titled(item)} was edited`];
  });
  const order = (items: readonly Item[]) =>
    items.filter(({ id }) => old.has(id) && now.has(id)).map(({ id }) => id);
  const moved = order(before).join() === order(after).join() ? [] : ["the order is another"];
  return [...gone, ...others, ...moved];
}

/** What the table was when the state saw it: any later change of it gives another digest. */
export function digestOf(items: readonly Item[]): string {
  const sorted = (item: Item) => Object.entries(versionless(item)).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify(items.map(sorted));
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** @param groups of a central console that the program's rules are in */
export function localItems(items: readonly Item[], groups?: ReadonlySet<string>): Item[] {
  return items.filter((item) => !isCentral(item, groups));
}
