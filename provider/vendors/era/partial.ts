import type { Context } from "../../kernel/define";
import { PerimeterError } from "../../kernel/errors";
import type { Properties } from "../../kernel/values";
import { some } from "./lift";
import type { Before, Wish } from "./plan";
import type { Refusal, Settled } from "./settle";

/**
 * Throws where something of the wish did not come about, and gives the state what holds. Of an update the state keeps
 * the old time and scope, so that the next one does again what depends on them.
 */
export function requireWhole(
  ctx: Context,
  wish: Wish,
  before: Before | undefined,
  { now, refusals, failure }: Settled,
  object: { id: string; outputs: object },
): void {
  const old: Properties = before ? { expires: before.expires, scope: before.scope } : {};
  const outputs: Properties = { ...object.outputs, ...old };
  if (failure) {
    const reasons = [`some of the bans are there, others not: ${failure.message}`];
    throw failure.with({ category: "partial", incomplete: { id: object.id, outputs, reasons } });
  }
  if (refusals.length === 0) return;
  const what = wish.addresses.length === 1 ? `the ban of ${wish.addresses[0]}` : "bans";
  const names = refusals.map((refusal) => refusalText(refusal, wish)).join("; ");
  const message = `${what} ${wish.addresses.length === 1 ? "was" : "were"} not taken by ${refusals.length} of ${now.length} instances: ${names}`;
  throw new PerimeterError({
    category: "partial",
    where: ctx.connection.where,
    message,
    advice: "What was taken holds. The next `pulumi up` completes the rest.",
    incomplete: { id: object.id, outputs, reasons: [message] },
  });
}

function refusalText({ node, site, why, addresses }: Refusal, wish: Wish): string {
  const which = wish.addresses.length === 1 ? "" : `, ${some([...addresses], 3)}`;
  return `${node} (${site}, ${why}${which})`;
}
