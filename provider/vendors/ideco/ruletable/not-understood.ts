import { unknownText } from "../../../kernel/not-understood";
import { type FoundRule, type RuleId, type TableState, view, type WantedRule } from "../../../policy";
import type { IdecoRule, Item } from "../rules/codec";
import { keptAsItIs, notUnderstood } from "../rules/not-understood";
import type { TableKind } from "../rules/tables";
import { models } from "./models";

/** What of a found rule is not understood, as its field for the planner; nothing where all is understood. */
export function opaqueFieldOf(kind: TableKind, item: Item): { notUnderstood?: string } {
  const unknown = notUnderstood(kind.fields, item);
  return unknown ? { notUnderstood: unknownText(unknown) } : {};
}

/** A rule without it: what of it is understood. */
export function understoodPart({ notUnderstood: _, ...rule }: IdecoRule): IdecoRule {
  return rule;
}

/**
 * The wishes for rules that stand and hold what is not understood: an edit leaves that as it is, so the rule shall have
 * it. Said before the rules are recognised, as a rule under a new key is known by its content.
 */
export function withKept(
  kind: TableKind,
  items: readonly Item[],
  found: readonly FoundRule[],
  wanted: readonly WantedRule[],
  { state, templates }: { state: TableState | undefined; templates: ReadonlyMap<string, Item> | undefined },
): WantedRule[] {
  const odd = new Map(
    items.filter((item) => notUnderstood(kind.fields, item)).map((item) => [item.id, item]),
  );
  if (odd.size === 0) return [...wanted];
  const keys: TableState["keys"] = state?.keys ?? {};
  const idOf = (key: string) => (Object.hasOwn(keys, key) ? keys[key] : undefined);
  const left = leftOver(kind, found, wanted, state);
  return wanted.map((wish) => {
    const id = idOf(wish.key) ?? left.get(view(models[kind.name], wish.rule).content)?.shift();
    const item = id === undefined ? undefined : odd.get(id);
    if (!item) return wish;
    const like = templates?.get(wish.key);
    const unknown = like
      ? notUnderstood(kind.fields, withTemplate(item, like))
      : keptAsItIs(kind.fields, item);
    const rule = understoodPart(wish.rule);
    return { ...wish, rule: unknown ? { ...rule, notUnderstood: unknownText(unknown) } : rule };
  });
}

/** A rule that gets its former form again: what the form doesn't have stays. */
export function withTemplate(live: Item, like: Item): Item {
  return { ...live, ...like, id: live.id };
}

/** Rules of ours that no key has any more, by what of them is understood. */
function leftOver(
  kind: TableKind,
  found: readonly FoundRule[],
  wanted: readonly WantedRule[],
  state: TableState | undefined,
): Map<string, RuleId[]> {
  const wished = new Set(wanted.map(({ key }) => key));
  const gone = Object.entries(state?.keys ?? {}).flatMap(([key, id]) => (wished.has(key) ? [] : [id]));
  const ours = new Set([...gone, ...(state?.stale ?? [])]);
  const left = new Map<string, RuleId[]>();
  for (const { id, rule } of found) {
    if (!ours.has(id)) continue;
    const { content } = view(models[kind.name], understoodPart(rule));
    left.set(content, [...(left.get(content) ?? []), id]);
  }
  return left;
}

/** One warning for all rules of a table that are not understood; none where there are none. */
export function opaqueWarning(
  kind: TableKind,
  items: readonly Item[],
  title: (item: Item) => string,
): string[] {
  const odd = items.flatMap((item) => {
    const unknown = notUnderstood(kind.fields, item);
    return unknown ? [`${title(item)}: ${unknownText(unknown)}`] : [];
  });
  if (odd.length === 0) return [];
  const more = odd.length > mostNamed ? ` and ${odd.length - mostNamed} more` : "";
  return [
    `the table ${kind.name} has rules that are not understood, so what they match and do is not known, and what is said of the traffic may be otherwise: ${odd.slice(0, mostNamed).join("; ")}${more}`,
  ];
}

const mostNamed = 10;
