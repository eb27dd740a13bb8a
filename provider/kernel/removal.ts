import type { Context } from "./context";
import { asPerimeterError, isCategory, PerimeterError } from "./errors";
import { lagPausesMs, paused } from "./polling";

export interface Removal {
  /** For messages: `the category 7`. */
  what: string;
  send(): Promise<unknown>;
  /** Whether the appliance shows it still, asked anew. */
  isThere(): Promise<boolean>;
}

/**
 * Deletes something; what is gone already is fine. A 404 alone is no proof of that, as a path may be wrong or a part of
 * the appliance down: the list decides, which may lag behind a deletion whose answer was lost.
 */
export async function removed(ctx: Pick<Context, "signal">, { what, send, isThere }: Removal): Promise<void> {
  try {
    await send();
  } catch (thrown) {
    if (!isCategory(thrown, "notFound")) throw thrown;
    if (await staysThere(ctx, isThere)) throw stillThere(what, asPerimeterError(thrown));
  }
}

/** A list may show for seconds what is gone. */
async function staysThere(
  { signal }: Pick<Context, "signal">,
  isThere: () => Promise<boolean>,
): Promise<boolean> {
  if (!(await isThere())) return false;
  for (const pause of lagPausesMs) {
    await paused(pause, signal);
    if (!(await isThere())) return false;
  }
  return true;
}

function stillThere(what: string, { details, status, vendorMessage }: PerimeterError): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    code: "PERIMETER_STILL_THERE",
    where: details.where,
    call: details.call,
    status,
    vendorMessage,
    message: `the answer says that ${what} doesn't exist, but the appliance's list still shows it`,
    advice: "Run the command again; if that doesn't help, delete it on the appliance by hand.",
  });
}
