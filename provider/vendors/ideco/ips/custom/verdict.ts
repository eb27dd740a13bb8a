import type { Context } from "../../../../kernel/context";
import { asPerimeterError, PerimeterError } from "../../../../kernel/errors";
import { complaintsAbout } from "./complaints";
import type { LiveSignatures } from "./live";

/** What stays in the state of signatures that the appliance has, but finds wrong. */
export interface Kept {
  id: string;
  outputs: Record<string, unknown>;
}

/**
 * Waits a moment for the appliance's opinion of signatures that it has taken.
 * @throws `partial` with the vendor's words, where it finds them wrong
 */
export async function checkVerdict(
  ctx: Context,
  live: LiveSignatures,
  sids: ReadonlySet<number>,
  before: string[] | undefined,
  kept: Kept,
): Promise<void> {
  const complaints = await complaintsUnlessSilent(ctx, live, sids, before);
  if (complaints.length === 0) return;
  const what = sids.size === 1 ? `the signature ${[...sids][0]}` : `the ${sids.size} signatures`;
  throw new PerimeterError({
    category: "partial",
    code: "PERIMETER_SIGNATURE_WRONG",
    where: ctx.connection.where,
    call: "GET /ips/status",
    message: `the appliance took ${what}, and then found something wrong`,
    vendorMessage: complaints.join("; "),
    advice: "Correct the rule and run `pulumi up` again.",
    incomplete: { ...kept, reasons: complaints },
  });
}

/** The signatures are there: that nobody could ask for an opinion of them undoes nothing. */
async function complaintsUnlessSilent(
  ctx: Context,
  live: LiveSignatures,
  sids: ReadonlySet<number>,
  before: string[] | undefined,
): Promise<string[]> {
  try {
    return await complaintsAbout(ctx, live, sids, before);
  } catch (thrown) {
    const error = asPerimeterError(thrown);
    if (ctx.signal.aborted) throw error;
    ctx.log.warn(
      `it could not be seen whether the appliance finds the new signatures right: ${error.message}`,
    );
    return [];
  }
}
