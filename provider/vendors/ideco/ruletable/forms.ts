import { checkFields, type Problem, withDefaults } from "../../../kernel/check";
import { type Fields, fieldNodes } from "../../../kernel/fields";
import {
  containsUnknown,
  isObject,
  isUnknown,
  type Path,
  type Properties,
  sameValue,
  valueAt,
} from "../../../kernel/values";
import { type FoundRule, view, type WantedRule } from "../../../policy";
import { withoutNeutral } from "../dialect/v22";
import { decodeRule, type IdecoRule, type Item, sameRule } from "../rules/codec";
import { isCentral } from "../rules/live-table";
import type { RuleId } from "../rules/rule-id";
import type { TableKind } from "../rules/tables";
import { models } from "./models";
import { opaqueFieldOf } from "./not-understood";

/**
 * The forms of a table's rule: as the program writes it (sparse, with a key), complete (defaults filled in), and as
 * the planner compares it (complete, addresses as blocks).
 */
export type KeyedRule = IdecoRule & { key: string };

/** The rule with the defaults of its table; null says as much as nothing. */
export function complete(fields: Fields, rule: IdecoRule): IdecoRule {
  const { key: _, ...rest } = rule;
  const full = withDefaults(
    { kind: "object", name: "", doc: "", fields: fieldNodes(fields) },
    rest,
  ) as IdecoRule;
  for (const name of Object.keys(full)) if (full[name] === null) delete full[name];
  return full;
}

/** The complete rule without what says nothing, and with addresses as blocks, whichever of the two forms it has. */
export function plannerForm(fields: Fields, rule: IdecoRule): IdecoRule {
  const full = withoutNeutral(fields, complete(fields, rule));
  if (full.aliasBlocks !== undefined) return { ...full, aliases: ["any"] };
  if (!("sourceAddresses" in fields)) return full;
  const {
    sourceAddresses,
    sourceAddressesNegate,
    destinationAddresses,
    destinationAddressesNegate,
    ...rest
  } = full;
  return {
    ...rest,
    sources: full.sources ?? [
      { addresses: sourceAddresses, addressesNegate: sourceAddressesNegate ?? false },
    ],
    destinations: full.destinations ?? [
      { addresses: destinationAddresses, addressesNegate: destinationAddressesNegate ?? false },
    ],
  };
}

export function wantedRules(fields: Fields, rules: readonly KeyedRule[]): WantedRule[] {
  return rules.map((rule) => ({ key: rule.key, rule: plannerForm(fields, rule) }));
}

/** Of which rules a program says `logging`. */
interface Logging {
  /** Rules that stand, by number: those whose key says it, and those whose key doesn't. */
  loud: ReadonlySet<RuleId>;
  quiet: ReadonlySet<RuleId>;
  /** The rules that say it; a rule whose key isn't known may be one of them. */
  rules: readonly IdecoRule[];
}

/** What the program says that tells its rules from those of others. */
export interface LoggingIntent extends Logging {
  /** Groups of a central console that its own rules are in. */
  groups: ReadonlySet<string>;
}

export const nothingSaid: LoggingIntent = { loud: new Set(), quiet: new Set(), rules: [], groups: new Set() };

/** The groups that rules say they are in. */
export function groupsOf(rules: readonly IdecoRule[] | undefined): Set<string> {
  return new Set(rules?.flatMap(({ parentId }) => (typeof parentId === "string" ? [parentId] : [])));
}

/**
 * The table for the planner. `logging` counts only for rules whose program says something of it: without that the
 * appliance's value stays.
 */
export function foundRules(kind: TableKind, items: readonly Item[], says: LoggingIntent): FoundRule[] {
  const content = (rule: IdecoRule) => view(models[kind.name], rule).content;
  const said = new Set(says.rules.map(content));
  return items.map((item) => {
    const { silent, loud } = formsOf(kind, item);
    const counts =
      says.loud.has(item.id) || (said.size > 0 && !says.quiet.has(item.id) && said.has(content(loud)));
    const isApart = isCentral(item, says.groups);
    return { id: item.id, rule: counts ? loud : silent, ...(isApart && { foreign: true, apart: true }) };
  });
}

/** A rule of the appliance for the planner, without and with its `logging`. Items never change, so each is read once. */
function formsOf(kind: TableKind, item: Item): { silent: IdecoRule; loud: IdecoRule } {
  const known = forms.get(item);
  if (known) return known;
  const { logging: _, ...silent } = plannedForm(kind, item);
  const both = { silent, loud: { ...silent, logging: item.logging ?? false } };
  forms.set(item, both);
  return both;
}

/** A rule of the appliance as the planner and the judges take it: whole, with what of it is not understood. */
export function plannedForm(kind: TableKind, item: Item): IdecoRule {
  return { ...plannerForm(kind.fields, decodeRule(kind.fields, item)), ...opaqueFieldOf(kind, item) };
}

const forms = new WeakMap<Item, { silent: IdecoRule; loud: IdecoRule }>();

/** Rules as they were once, as a wish. */
export interface Restored {
  wanted: WantedRule[];
  /** Those that still stand: key → id. */
  keys: Record<string, RuleId>;
  /** By key, for what this package knows nothing of. */
  likes: Map<string, Item>;
}

/**
 * Former rules as the planner takes wishes. `logging` is wished where it was on, or where it was turned on meanwhile:
 * else versions that don't know it would be asked for it.
 * @param present the table as it is now
 */
export function rulesAgain(
  kind: TableKind,
  former: readonly Item[],
  present: readonly Item[],
  keyOf: (id: RuleId) => string,
): Restored {
  const standing = new Map(present.map((item) => [item.id, item]));
  const tells = (item: Item) => item.logging === true || standing.get(item.id)?.logging === true;
  const loud = new Set(former.filter(tells).map((item) => item.id));
  const rules = foundRules(kind, former, { ...nothingSaid, loud });
  return {
    wanted: rules.map(({ id, rule }) => ({ key: keyOf(id), rule })),
    keys: Object.fromEntries(
      former.filter((item) => standing.has(item.id)).map((item) => [keyOf(item.id), item.id]),
    ),
    likes: new Map(former.map((item) => [keyOf(item.id), item])),
  };
}

/** A rule of the appliance as a program would write it: what equals a default is left out. */
export function sparse(fields: Fields, item: Item, key: string, known: KeyedRule | undefined): KeyedRule {
  const rule = decodeRule(fields, item, known && complete(fields, known));
  if (known && sameRule(fields, rule, complete(fields, known))) return { ...known, key };
  const said = fieldNodes(fields).filter((node) => {
    const value = rule[node.name];
    return value !== undefined && (known?.[node.name] !== undefined || !isDefault(node.default, value));
  });
  return { key, ...Object.fromEntries(said.map((node) => [node.name, rule[node.name]])) };
}

function isDefault(fallback: unknown, value: unknown): boolean {
  return fallback !== undefined && sameValue(fallback, value);
}

/** Equal tables: the same keys in the same order, each with the same rule as the appliance compares it. */
export function sameTables(fields: Fields, a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((rule, index) => rule.key === b[index].key && sameKeyed(fields, rule, b[index]));
}

export function sameKeyed(fields: Fields, a: IdecoRule, b: IdecoRule): boolean {
  return sameRule(fields, complete(fields, a), complete(fields, b));
}

/** Everything that is wrong with the rules of a program, each at its path. */
export function rulesProblems(kind: TableKind, rules: readonly unknown[]): Problem[] {
  const firstOf = new Map<unknown, number>();
  return rules.flatMap((rule, index) => {
    if (!isObject(rule)) return [];
    const path: Path = ["rules", index];
    const { key, ...rest } = rule;
    const problems = ruleProblems(kind, rest, path);
    const before = firstOf.get(key);
    if (before !== undefined && !isUnknown(key)) {
      problems.push({
        path: [...path, "key"],
        message: `found "${key}", which rules[${before}] has already; keys are unique`,
      });
    }
    firstOf.set(key, before ?? index);
    return problems;
  });
}

function ruleProblems(kind: TableKind, rule: Properties, at: Path): Problem[] {
  const { inputs, problems } = checkFields(kind.fields, rule);
  if (problems.length === 0) kind.check(inputs, (path, message) => problems.push({ path, message }), []);
  return problems
    .filter((problem) => !containsUnknown(valueAt(inputs, problem.path)))
    .map(({ path, message }) => ({ path: [...at, ...path], message }));
}
