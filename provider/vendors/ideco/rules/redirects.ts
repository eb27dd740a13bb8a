import type { Context } from "../../../kernel/context";
import { covers, view } from "../../../policy";
import { models } from "../ruletable/models";
import { decodeRule, type IdecoRule } from "./codec";
import type { LiveTable } from "./live-table";
import { anchorFor, type DesiredPlace, holdsPlace, type Order, type Position, wishesOf } from "./position";
import type { RuleId } from "./rule-id";

/**
 * Redirects of the content filter, and what they need: "нужно создать аналогичное правило с действием Расшифровать и
 * поместить его выше перенаправляющего правила".
 */

/** Whether a rule decrypts at least all requests that a redirect is for. */
export function opens(bump: IdecoRule, redirect: IdecoRule): boolean {
  if (bump.access !== "bump") return false;
  // Two chains don't compare; what they match does.
  const [above, below] = [bump, redirect].map((rule) =>
    view(models.contentFilter, { ...rule, access: "deny" }),
  );
  return above !== undefined && below !== undefined && covers(above, below);
}

export function isRedirect(rule: IdecoRule): boolean {
  return rule.access === "redirect" && rule.enabled !== false;
}

export function lonelyRedirect(name: unknown): string {
  return `the redirect "${name}" has no equal bump above it: an HTTPS request is redirected only where a rule above decrypts it`;
}

/** What a preview says of a single rule of the content filter; the bumps of the same program count, made or not yet. */
export async function redirectWarnings(
  ctx: Context,
  table: LiveTable,
  rule: IdecoRule & { position?: Position },
  state: { ruleId: RuleId } | undefined,
): Promise<string[]> {
  if (table.kind.name !== "contentFilter") return [];
  if (rule.access === "bump") table.foreseen.push(rule);
  if (!isRedirect(rule)) return [];
  const items = await table.items(ctx.signal);
  const own = state && String(state.ruleId);
  const place = placeOf(wishesOf(rule.position)[0], own, table.order(items));
  const at = items.findIndex(({ id }) => String(id) === place);
  const above = items.slice(0, at < 0 ? items.length : at).filter(({ id }) => String(id) !== own);
  const bumps = [...above.map((item) => decodeRule(table.kind.fields, item)), ...table.foreseen];
  return bumps.some((bump) => opens(bump, rule)) ? [] : [lonelyRedirect(rule.name)];
}

/** The id of the rule that will be right below; undefined where that is none. */
function placeOf(wish: DesiredPlace | undefined, own: string | undefined, order: Order): string | undefined {
  if (own !== undefined && order.ids.includes(own) && (!wish || holdsPlace(wish, own, order))) return own;
  const others = { ...order, ids: order.ids.filter((id) => id !== own) };
  const anchor = anchorFor(wish, others);
  if (!anchor?.below) return anchor?.id;
  return others.ids[others.ids.indexOf(anchor.id) + 1];
}
