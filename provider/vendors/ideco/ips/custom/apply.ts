import type { Context } from "../../../../kernel/context";
import { asPerimeterError, invalid, PerimeterError } from "../../../../kernel/errors";
import { inParallel } from "../../../../kernel/parallel";
import { pathText } from "../../../../kernel/values";
import type { CustomSignature, LiveSignatures } from "./live";
import { type FileRule, hashOf, type RuleTexts, ruleSetOf } from "./rulefile";
import { sidsText, warnOfTaken } from "./taken";
import { concurrencyOf, type Lost, putBack, sidsThere, uploadRules } from "./upload";

export const rulesId = "custom";

export interface RulesInputs {
  rules: RuleTexts;
  adopt?: boolean;
}

export interface RulesOutputs {
  sids: number[];
  hashes: Record<string, string>;
  toRestore?: Lost[];
}

type RulesState = RulesInputs & RulesOutputs;

/** What has to be done so that the appliance has these rules. */
export interface RulesPlan {
  /** SIDs that are on the appliance, though the state knows nothing of them. */
  foreign: FileRule[];
  absent: FileRule[];
  changed: Array<{ item: CustomSignature; rule: FileRule }>;
  dropped: CustomSignature[];
}

/** The rules of a program; those that check refused get no further. */
export function wantedOf({ rules }: RulesInputs): ReadonlyMap<number, FileRule> {
  const set = ruleSetOf(rules);
  const [first] = set.errors;
  if (first) throw invalid(`${pathText(first.path)}: ${first.message}`);
  return set.rules;
}

/** Compares what shall be with what is there, and where texts are not listed with what the state knows. */
export async function planOf(
  ctx: Context,
  live: LiveSignatures,
  inputs: RulesInputs,
  state: RulesOutputs | undefined,
): Promise<RulesPlan> {
  const wanted = wantedOf(inputs);
  const owned = state?.hashes ?? {};
  const there = new Map((await live.items(ctx.signal)).map((item) => [item.sid, item]));
  const plan: RulesPlan = { foreign: [], absent: [], changed: [], dropped: [] };
  await inParallel(wanted.values(), concurrencyOf(ctx), async (rule) => {
    const item = there.get(rule.sid);
    if (!item) return void plan.absent.push(rule);
    const known = owned[rule.sid];
    if (known === undefined) plan.foreign.push(rule);
    if (known === undefined && !inputs.adopt) return;
    if ((await liveHash(live, item, known)) !== rule.hash) plan.changed.push({ item, rule });
  });
  plan.dropped = Object.keys(owned).flatMap((sid) => {
    const item = there.get(Number(sid));
    return item && !wanted.has(item.sid) ? [item] : [];
  });
  return plan;
}

async function liveHash(
  live: LiveSignatures,
  item: CustomSignature,
  known: string | undefined,
): Promise<string | undefined> {
  if (item.rule === undefined && known !== undefined) return known;
  const text = await live.textOf(item);
  return text === undefined ? undefined : hashOf(text);
}

/** What was done so far; a failure keeps it in the state. */
interface Progress {
  /** The signatures that are ours and on the appliance, by SID. */
  hashes: Map<number, string>;
  toRestore: Lost[];
  uploaded: number;
  edited: number;
  deleted: number;
}

export interface AppliedSignatures {
  outputs: RulesOutputs;
  /** SIDs whose text was sent. */
  written: number[];
}

/** Brings the appliance to the rules of the program: uploads what is new, edits what changed, deletes what was dropped. */
export async function applyRules(
  ctx: Context,
  live: LiveSignatures,
  inputs: RulesInputs,
  state: RulesState | undefined,
): Promise<AppliedSignatures> {
  const plan = await planOf(ctx, live, inputs, state);
  if (plan.foreign.length > 0 && !inputs.adopt) throw exists(plan.foreign);
  const progress = await begin(ctx, live, inputs, state, plan);
  try {
    progress.toRestore = await putBack(ctx, live, progress.toRestore);
    await upload(ctx, live, inputs, plan, progress);
    await edit(ctx, live, plan, progress);
    await drop(ctx, live, plan, progress);
    if (progress.toRestore.length > 0) throw notPutBack(progress.toRestore);
  } catch (thrown) {
    throw incomplete(asPerimeterError(thrown), progress, inputs);
  }
  const written = [...plan.absent, ...plan.changed.map(({ rule }) => rule)].map(({ sid }) => sid);
  return { outputs: outputsOf(progress, inputs), written };
}

/** Ours is what the state says and is still there, and what is taken over. */
async function begin(
  ctx: Context,
  live: LiveSignatures,
  inputs: RulesInputs,
  state: RulesState | undefined,
  plan: RulesPlan,
): Promise<Progress> {
  const there = new Set((await live.items(ctx.signal)).map(({ sid }) => sid));
  const owned = Object.entries(state?.hashes ?? {}).map(([sid, hash]) => [Number(sid), hash] as const);
  const hashes = new Map(owned.filter(([sid]) => there.has(sid)));
  const wanted = wantedOf(inputs);
  const changed = new Set(plan.changed.map(({ rule }) => rule.sid));
  for (const { sid } of plan.foreign) {
    hashes.set(sid, wanted.get(sid)?.hash ?? "");
    live.takenBy.set(sid, "file");
  }
  // A text that is not the wanted one (yet) has no hash that the next run could take for it.
  for (const sid of changed) hashes.set(sid, "");
  return { hashes, toRestore: state?.toRestore ?? [], uploaded: 0, edited: 0, deleted: 0 };
}

async function upload(
  ctx: Context,
  live: LiveSignatures,
  inputs: RulesInputs,
  plan: RulesPlan,
  progress: Progress,
): Promise<void> {
  if (plan.absent.length === 0) return;
  ctx.log.progress(`uploading ${plan.absent.length} signatures`);
  const dropped = new Set(plan.dropped.map(({ sid }) => sid));
  const { lost, failure } = await uploadRules(ctx, live, plan.absent, dropped, wantedOf(inputs));
  progress.toRestore = [...progress.toRestore, ...lost];
  const there = await sidsThere(ctx, live, failure);
  for (const { sid, hash } of plan.absent) {
    // Where nobody can tell, a signature that turns out to be there is ours.
    if (!there) progress.hashes.set(sid, "");
    if (!there?.has(sid)) continue;
    progress.hashes.set(sid, hash);
    live.takenBy.set(sid, "file");
    progress.uploaded += 1;
  }
  if (failure) throw failure;
}

async function edit(ctx: Context, live: LiveSignatures, plan: RulesPlan, progress: Progress): Promise<void> {
  await inParallel(plan.changed, concurrencyOf(ctx), async ({ item, rule }) => {
    await live.edit(ctx, item, { rule });
    progress.hashes.set(rule.sid, rule.hash);
    progress.edited += 1;
  });
}

async function drop(ctx: Context, live: LiveSignatures, plan: RulesPlan, progress: Progress): Promise<void> {
  await removeOurs(ctx, live, plan.dropped, (sid, isDeleted) => {
    progress.hashes.delete(sid);
    if (isDeleted) progress.deleted += 1;
  });
}

/** Deletes signatures of the file, but for those that a resource of their own has taken over in this very process. */
export async function removeOurs(
  ctx: Context,
  live: LiveSignatures,
  items: CustomSignature[],
  done: (sid: number, isDeleted: boolean) => void,
): Promise<void> {
  const isTaken = ({ sid }: CustomSignature) => live.takenBy.get(sid) === "single";
  warnOfTaken(ctx, items.filter(isTaken));
  await inParallel(items, concurrencyOf(ctx), async (item) => {
    if (!isTaken(item)) await live.remove(ctx, item);
    done(item.sid, !isTaken(item));
  });
}

function outputsOf({ hashes, toRestore }: Progress, inputs: RulesInputs): RulesOutputs {
  const wanted = [...wantedOf(inputs).keys()].filter((sid) => hashes.has(sid));
  const left = [...hashes.keys()].filter((sid) => !wantedOf(inputs).has(sid));
  return {
    sids: [...wanted, ...left],
    hashes: Object.fromEntries(hashes),
    ...(toRestore.length > 0 && { toRestore }),
  };
}

/** Where nothing happened on the appliance, nothing has to be kept. */
function incomplete(failure: PerimeterError, progress: Progress, inputs: RulesInputs): PerimeterError {
  const { uploaded, edited, deleted, toRestore } = progress;
  if (uploaded + edited + deleted + toRestore.length === 0 && !failure.outcomeUnknown) return failure;
  const done = `signatures uploaded: ${uploaded}, edited: ${edited}, deleted: ${deleted}`;
  return failure.with({
    category: "partial",
    message: `${failure.details.message}; done before that: ${done}`,
    advice: `${failure.advice ?? ""} The next \`pulumi up\` does the rest.`.trim(),
    incomplete: {
      id: rulesId,
      outputs: { ...outputsOf(progress, inputs) },
      reasons: [`${failure.message} (${done})`],
    },
  });
}

function exists(foreign: FileRule[]): PerimeterError {
  return new PerimeterError({
    category: "alreadyExists",
    message: `there are custom signatures with these SIDs already: ${sidsText(foreign)}`,
    advice: "Take them over with `adopt: true`, or give the rules other SIDs.",
  });
}

function notPutBack(lost: Lost[]): PerimeterError {
  return new PerimeterError({
    category: "partial",
    message: `the upload removed signatures of others, and these could not be made again yet: ${sidsText(lost)}`,
  });
}
