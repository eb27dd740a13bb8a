import type { Context } from "../../kernel/context";
import { PerimeterError } from "../../kernel/errors";
import type { Properties } from "../../kernel/values";
import { someOf } from "../../kernel/wording";
import type { Before, Desired } from "./plan";
import type { BanOutcome } from "./reconcile";
import type { Refusal } from "./round";

/**
 * Throws where something of the wish did not come about, and gives the state what holds. Of an update the state keeps
 * the old time and scope, so that the next one does again what depends on them; of one that broke off, every address
 * that the old or the new wish has.
 */
export function requireWhole(
  ctx: Context,
  wish: Desired,
  before: Before | undefined,
  { now, refusals, failure }: BanOutcome,
  { id, outputs, isList }: { id: string; outputs: object; isList?: boolean },
): void {
  const kept: Properties = { ...outputs, ...(before && { expires: before.expires, scope: before.scope }) };
  if (failure) {
    if (before && isList) kept.addresses = [...new Set([...before.addresses, ...wish.addresses])];
    const reasons = [`it is not known to be whole: ${failure.message}`];
    throw failure.with({ incomplete: { id, outputs: kept, reasons } });
  }
  if (refusals.length === 0) return;
  const what = wish.addresses.length === 1 ? `the ban of ${wish.addresses[0]} was` : "bans were";
  const names = refusals.map((refusal) => refusalText(refusal, wish)).join("; ");
  const message = `${what} not taken by ${refusals.length} of ${now.length} instances: ${names}`;
  throw new PerimeterError({
    category: "partial",
    where: ctx.connection.where,
    message,
    advice: "What was taken holds. The next `pulumi up` completes the rest.",
    incomplete: { id, outputs: kept, reasons: [message] },
  });
}

function refusalText({ node, site, why, addresses }: Refusal, wish: Desired): string {
  const which = wish.addresses.length === 1 ? "" : `, ${someOf([...addresses], 3)}`;
  return `${node} (${site}, ${why}${which})`;
}
