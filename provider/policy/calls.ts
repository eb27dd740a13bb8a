/** The single calls that change a rule table, and how they read. */

import type { Rule } from "./match";

/** The appliance's id of a rule; of one type throughout a table. */
export type RuleId = number | string;

/** A rule that stands on the appliance; `foreign` is not ours: it never moves and is never touched. */
export interface FoundRule {
  readonly id: RuleId;
  readonly rule: Rule;
  readonly foreign?: boolean;
  /** A foreign rule that stands above or below all others, whose order can't be changed from here. */
  readonly apart?: boolean;
}

/** A rule of the program; `id` where it already stands on the appliance. */
export interface WantedRule {
  readonly key: string;
  readonly rule: Rule;
  readonly id?: RuleId;
}

/** An element of the wanted table: a rule of ours, or a foreign one in its place. */
export type GoalItem = WantedRule | { readonly foreign: RuleId };

/**
 * A rule of ours that stays has a key and, unless this very plan inserts it, an id. A rule that is to go, and a foreign
 * one, has an id alone.
 */
export interface Ref {
  readonly id?: RuleId;
  readonly key?: string;
}

/** Right below a rule, at the place of a rule (right above it), or at the table's end, as it stands at that moment. */
export type TablePlace = { readonly after: Ref } | { readonly before: Ref } | { readonly end: true };

/**
 * One call. `insert` with `replaces` is the new form of a rule whose old form is deleted later on;
 * `delete` with a `key` takes away such an old form. `edit` with `bridge` is the first of two edits in place.
 */
export type TableCall =
  | {
      readonly kind: "insert";
      readonly key: string;
      readonly rule: Rule;
      readonly place: TablePlace;
      readonly replaces?: RuleId;
    }
  | {
      readonly kind: "edit";
      readonly id: RuleId;
      readonly key: string;
      readonly rule: Rule;
      readonly bridge?: true;
    }
  | { readonly kind: "move"; readonly rule: Ref; readonly place: TablePlace }
  | { readonly kind: "delete"; readonly id: RuleId; readonly key?: string };

export interface Plan {
  readonly calls: readonly TableCall[];
  /** How many of the calls, from the first on, bring in what is new; the others take out what is old. */
  readonly firstPhase: number;
  /** No plan that keeps the identities needs fewer calls. */
  readonly leastCalls: number;
  /** Calls of each kind. */
  readonly inserted: number;
  readonly edited: number;
  readonly moved: number;
  readonly deleted: number;
  /** Keys whose rule gets a new id, because no edit in place would be safe. */
  readonly replaced: readonly string[];
}

/** What to call a rule that has no key in the plan, such as one that the program no longer has. */
export type RuleNames = (id: RuleId) => string | undefined;

/** A plan in words, one line a call, rules by their keys. */
export function explain(plan: Plan, names: RuleNames = () => undefined): string[] {
  const named = (ref: Ref) => {
    if (ref.key !== undefined) return `\`${ref.key}\``;
    const name = ref.id === undefined ? undefined : names(ref.id);
    return name === undefined ? `rule ${ref.id}` : `\`${name}\` (rule ${ref.id})`;
  };
  return plan.calls.map((call) => sentence(call, named));
}

function sentence(call: TableCall, named: (ref: Ref) => string): string {
  switch (call.kind) {
    case "insert":
      return `insert ${call.replaces === undefined ? "" : "the new form of "}\`${call.key}\` ${placed(call.place, named)}`;
    case "edit":
      return `edit \`${call.key}\`${call.bridge ? " (to match the old and the new until the rest is done)" : ""}`;
    case "move":
      return `move ${named(call.rule)} ${placed(call.place, named)}`;
    case "delete":
      return call.key === undefined
        ? `delete ${named(call)}`
        : `delete the old form of \`${call.key}\` (rule ${call.id})`;
  }
}

function placed(place: TablePlace, named: (ref: Ref) => string): string {
  if ("end" in place) return "at the end";
  return "after" in place ? `right below ${named(place.after)}` : `right above ${named(place.before)}`;
}
