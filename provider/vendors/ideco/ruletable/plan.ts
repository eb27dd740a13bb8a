import { createHash } from "node:crypto";
import { invalid, PerimeterError } from "../../../kernel/errors";
import {
  type Conflict,
  type FoundRule,
  type GoalItem,
  type Placement,
  PlacementError,
  type Plan,
  plan,
  type Recognized,
  recognize,
  type TableState,
  target,
  type WantedRule,
} from "../../../policy";
import { type Item, versionless } from "../codec";
import { type Position, wishesOf } from "../position";
import { isCentral } from "../table";
import type { TableKind } from "../tables";
import { foundRules } from "./forms";
import { models } from "./models";

/** What a table shall become, and what is known of it. */
export interface Intent {
  kind: TableKind;
  ownership: "exclusive" | "shared";
  placement: Position | undefined;
  wanted: WantedRule[];
  adopt: boolean;
  /** Undefined at the first creation. */
  state: TableState | undefined;
  /** Former rules by key: what else they had, a new rule gets too. */
  likes?: ReadonlyMap<string, Item>;
}

/** The way from the table as it is to the table as it shall be. */
export interface Situation {
  items: Item[];
  found: readonly FoundRule[];
  recognized: Recognized;
  goal: readonly GoalItem[];
  plan: Plan;
}

/** Compares a table of the appliance with what it shall become. Throws where a conflict forbids any change. */
export function survey(intent: Intent, items: Item[]): Situation {
  const { kind, ownership, adopt, state } = intent;
  const model = models[kind.name];
  const found = foundRules(kind, items, loggedIds(intent));
  const recognized = recognize(model, { state, found, wanted: intent.wanted, ownership, adopt });
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
  if ("after" in wish) return { after: Number(wish.after) };
  return "before" in wish ? { before: Number(wish.before) } : wish;
}

/** Ids of the rules whose `logging` the program says. */
function loggedIds({ wanted, state }: Intent): Set<string> {
  const keys = wanted.filter(({ rule }) => rule.logging !== undefined).map(({ key }) => key);
  return new Set(keys.flatMap((key) => (state?.keys[key] === undefined ? [] : [String(state.keys[key])])));
}

function conflictError(
  kind: TableKind,
  conflicts: readonly Conflict[],
  items: readonly Item[],
): PerimeterError {
  const texts = conflicts.map((conflict) => {
    const rules = conflict.ids.map((id) => ruleText(items, Number(id))).join(", ");
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
export function ruleText(items: readonly Item[], id: number): string {
  const item = items.find((candidate) => candidate.id === id);
  const text = String(item?.name || item?.comment || "");
  return text ? `rule ${id} (${text})` : `rule ${id}`;
}

/** What the table was when the state saw it: any later change of it gives another digest. */
export function digestOf(items: readonly Item[]): string {
  const sorted = (item: Item) => Object.entries(versionless(item)).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify(items.map(sorted));
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

export function localItems(items: readonly Item[]): Item[] {
  return items.filter((item) => !isCentral(item));
}
