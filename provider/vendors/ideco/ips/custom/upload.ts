import type { Context } from "../../../../kernel/context";
import { asPerimeterError, PerimeterError } from "../../../../kernel/errors";
import { lastLook } from "../../../../kernel/limits";
import { inParallel } from "../../../../kernel/parallel";
import { lagPausesMs, paused } from "../../../../kernel/polling";
import type { CustomSignature, LiveSignatures, RuleText } from "./live";
import { sidsText } from "./taken";

/** A signature that is to be made again. */
export interface Lost extends RuleText {
  comment: string;
}

export interface Uploaded {
  /** Signatures of others that the upload removed and that could not be made again. */
  lost: Lost[];
  failure?: PerimeterError;
}

/** Less than the appliance takes, whichever way it counts 32 MB. */
const largestUpload = 32_000_000;
const attempts = 3;

/**
 * Uploads rules whose SIDs are free. Whether an upload adds or replaces is not documented. Assumption: it adds. The
 * list before and after tells; what an upload removed is made again, one by one, and the user is told.
 * @param dropped SIDs that are on their way out: nobody misses them
 * @param ours the texts of our own rules, which need not be asked for
 */
export async function uploadRules(
  ctx: Context,
  live: LiveSignatures,
  rules: RuleText[],
  dropped: ReadonlySet<number>,
  ours: ReadonlyMap<number, RuleText>,
): Promise<Uploaded> {
  const before = (await live.refetch(ctx.signal)).filter(({ sid }) => !dropped.has(sid));
  // Read before the upload: of a signature that is gone nobody can tell the text.
  const copies = await copiesOf(ctx, live, before, ours);
  const lost: Lost[] = [];
  let replaces = false;
  for (const chunk of chunksOf(rules)) {
    // Where uploads replace, another one would remove once more what was just put back.
    const failure = await failureOf(() =>
      replaces ? addEach(ctx, live, chunk) : uploadChunk(ctx, live, chunk),
    );
    const there = await sidsThere(ctx, live, failure);
    if (!there) return { lost, failure };
    const gone = copies.filter(({ sid }) => !there.has(sid));
    replaces ||= gone.length > 0;
    if (gone.length > 0) lost.push(...(await putBack(ctx, live, gone)));
    if (failure) return { lost, failure };
  }
  return { lost };
}

/** Undefined where a failure was followed by another one: the first is the one to tell. */
export async function sidsThere(
  ctx: Context,
  live: LiveSignatures,
  failure: PerimeterError | undefined,
): Promise<Set<number> | undefined> {
  try {
    return new Set((await live.items(lastLook(ctx.signal))).map(({ sid }) => sid));
  } catch (thrown) {
    if (failure) return undefined;
    throw thrown;
  }
}

/** Makes signatures again that are gone; gives those that could not be made. */
export async function putBack(ctx: Context, live: LiveSignatures, gone: Lost[]): Promise<Lost[]> {
  const left: Lost[] = [];
  for (const signature of gone) {
    if (await live.find(signature.sid)) continue;
    const failure = await failureOf(() => live.add(ctx, signature, signature.comment));
    if (failure) left.push(signature);
  }
  const failed = new Set(left);
  const done = gone.filter((signature) => !failed.has(signature));
  if (done.length > 0) {
    ctx.log.warn(
      `${ctx.connection.where}: the upload of signatures removed others that were there; they were made again: ${sidsText(done)}${live.tellsComments ? "" : ". Their comments are lost: this appliance doesn't tell them"}`,
    );
  }
  return left;
}

async function copiesOf(
  ctx: Context,
  live: LiveSignatures,
  items: CustomSignature[],
  ours: ReadonlyMap<number, RuleText>,
): Promise<Lost[]> {
  const copies: Lost[] = [];
  await inParallel(items, concurrencyOf(ctx), async (item) => {
    const text = ours.get(item.sid)?.text ?? (await live.textOf(item));
    const { sid, classtype, comment = "" } = item;
    if (text !== undefined) copies.push({ sid, text, classtype, comment });
  });
  return copies;
}

/** As many at the same time as the connection allows. */
export function concurrencyOf({ connection }: Context): number {
  return Number(connection.settings.concurrency);
}

/** Uploads a file; a lost answer is followed by a look at what is there, and what isn't goes out again. */
async function uploadChunk(ctx: Context, live: LiveSignatures, rules: RuleText[]): Promise<void> {
  let missing = rules;
  for (let attempt = 1; ; attempt++) {
    const failure = await failureOf(() => live.upload(ctx, fileOf(missing)));
    if (failure && !failure.outcomeUnknown) throw refusedBy(failure, missing);
    missing = await missingOf(ctx, live, missing);
    if (missing.length === 0) return;
    if (!failure) throw notTaken(missing);
    if (attempt === attempts) throw failure;
  }
}

/** What the list doesn't show of the rules, which may lag behind an upload. */
async function missingOf(ctx: Context, live: LiveSignatures, rules: RuleText[]): Promise<RuleText[]> {
  let missing = rules;
  for (const pause of [0, ...lagPausesMs]) {
    if (pause > 0) await paused(pause, ctx.signal);
    const there = new Set((await live.refetch(ctx.signal)).map(({ sid }) => sid));
    missing = missing.filter(({ sid }) => !there.has(sid));
    if (missing.length === 0) break;
  }
  return missing;
}

async function addEach(ctx: Context, live: LiveSignatures, rules: RuleText[]): Promise<void> {
  for (const rule of rules) await live.add(ctx, rule, "");
}

function fileOf(rules: RuleText[]): string {
  return rules.map(({ text }) => `${text}\n`).join("");
}

/** The rules in as few uploads as their size allows. */
export function chunksOf<T extends RuleText>(rules: T[], largest = largestUpload): T[][] {
  const chunks: T[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const rule of rules) {
    const bytes = Buffer.byteLength(rule.text) + 1;
    size += bytes;
    if (size > largest) {
      chunks.push([]);
      size = bytes;
    }
    chunks.at(-1)?.push(rule);
  }
  return chunks;
}

/** The appliance counts the lines of what was sent, which are not those of the user's file. */
function refusedBy(failure: PerimeterError, rules: RuleText[]): PerimeterError {
  const advice = `Line numbers are those of the upload, whose ${rules.length} lines are, in this order, the SIDs ${sidsText(rules)}.`;
  return failure.with({ advice });
}

function notTaken(missing: RuleText[]): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    message: `the upload was answered well, but these signatures are not in the appliance's list: ${sidsText(missing)}`,
    advice: "Look at `getIpsStatus`, and whether these SIDs belong to signatures of the appliance's own.",
  });
}

async function failureOf(work: () => Promise<void>): Promise<PerimeterError | undefined> {
  try {
    await work();
    return undefined;
  } catch (thrown) {
    return asPerimeterError(thrown);
  }
}
