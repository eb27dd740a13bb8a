import type { Context } from "../../../../kernel/context";
import { isCategory } from "../../../../kernel/errors";
import { inParallel } from "../../../../kernel/parallel";
import { someOf } from "../../../../kernel/wording";
import { signatureText } from "../text";

/** What the vendor leaves to signatures of one's own; its own databases have others. */
const lastOwnSid = 999_999;
/** The appliance is asked for each one alone; of more than that it finds out itself. */
const mostAsked = 50;

/** Which of these SIDs belong to signatures of the appliance's own databases, as far as it is worth asking. */
export async function standardAmong(ctx: Context, sids: number[]): Promise<number[]> {
  const doubtful = sids.filter((sid) => sid > lastOwnSid);
  if (doubtful.length > mostAsked) return [];
  const found = new Set<number>();
  await inParallel(doubtful, mostAsked, async (sid) => {
    if (await exists(ctx, sid)) found.add(sid);
  });
  return doubtful.filter((sid) => found.has(sid));
}

/** Says which signatures stay, because another resource of the program has them now. */
export function warnOfTaken(ctx: Context, signatures: ReadonlyArray<{ sid: number }>): void {
  if (signatures.length === 0) return;
  ctx.log.warn(
    `not deleted, because another resource of this program has just taken them over: the signatures ${sidsText(signatures)}`,
  );
}

const mostShown = 20;

/** `100001, 100002 and 7 more`. */
export function sidsText(signatures: ReadonlyArray<{ sid: number }>): string {
  return someOf(
    signatures.map(({ sid }) => String(sid)),
    mostShown,
  );
}

async function exists(ctx: Context, sid: number): Promise<boolean> {
  try {
    await signatureText(ctx, sid);
    return true;
  } catch (thrown) {
    if (isCategory(thrown, "notFound")) return false;
    throw thrown;
  }
}
