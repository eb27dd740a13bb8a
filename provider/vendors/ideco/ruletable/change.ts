import { problemText } from "../../../kernel/check";
import type { Context } from "../../../kernel/context";
import { invalid, PerimeterError } from "../../../kernel/errors";
import { lastLook } from "../../../kernel/limits";
import type { TableState } from "../../../policy";
import type { Item } from "../rules/codec";
import type { LiveTable } from "../rules/live-table";
import { tables } from "../rules/tables";
import { applyTable, Interrupted, type LastChange } from "./apply";
import { type BegunChange, beginChange, endChange, previousOf, unfinishedChange } from "./change-journal";
import { groupsOf, wantedRules } from "./forms";
import { guarding, type PutBack } from "./guard";
import { changesBetween, digestOf, type Intent, localItems, recalling, type Survey } from "./plan";
import { tableVersionProblems } from "./preview";
import { takeSnapshot } from "./snapshot";
import type { RuleTableState, TableInputs, TableOutputs } from "./types";
import { trafficWords } from "./words";

/** What the state keeps from change to change. */
interface Kept {
  change?: string | undefined;
  original?: Item[] | undefined;
}

export function intentOf(ctx: Context, inputs: TableInputs, state: RuleTableState | undefined): Intent {
  const kind = tables[inputs.table];
  const keys = [...inputs.rules.map(({ key }) => key), ...Object.keys(state?.ruleIds ?? {})];
  return {
    begun: unfinishedChange(ctx, kind.name, state, keys),
    kind,
    ownership: inputs.ownership,
    placement: inputs.placement,
    wanted: wantedRules(kind.fields, inputs.rules),
    adopt: inputs.adopt ?? false,
    state: state && stateOf(state),
  };
}

function stateOf({ ruleIds, bookkeeping }: TableOutputs): TableState {
  const { foreign, stale, unanswered, changeBegun, doubtSince } = bookkeeping;
  return { keys: ruleIds, foreign, stale, unanswered, changeBegun, doubtSince };
}

/** Applies an intent; a failure on the way keeps in the state what was done and what was begun. */
export async function change(
  ctx: Context,
  table: LiveTable,
  inputs: TableInputs,
  intent: Intent,
  state: RuleTableState | undefined,
): Promise<TableOutputs> {
  const { original, change: last } = state?.bookkeeping ?? {};
  const predecessor = ctx.predecessor as RuleTableState | undefined;
  const kept: Kept = {
    original: original ?? predecessor?.bookkeeping?.original,
    change: intent.begun?.change ?? last,
  };
  const before = await table.known()?.catch(() => undefined);
  let start: Survey | undefined;
  let begun: BegunChange | undefined;
  try {
    const applied = await applyTable(ctx, table, intent, async (situation) => {
      start = situation;
      const isFirst = !state && !predecessor;
      if (isFirst && inputs.onDelete === "restore") kept.original = originalOf(inputs, situation);
      await checkDialect(ctx, inputs);
      checkBeforeApply(ctx, table, inputs, intent, situation, { state, before });
      await guarding.before(ctx, table, inputs.guard, situation);
      if (intent.wanted.length === 0 && inputs.rules.length > 0) await tellDeletion(ctx, intent, situation);
      if (situation.plan.calls.length === 0) return;
      takeSnapshot(
        ctx,
        table.kind.name,
        situation.items,
        groupsOf([...inputs.rules, ...(state?.rules ?? [])]),
      );
      begun = beginChange(ctx, table.kind.name, beginning(intent, situation, state));
      kept.change = begun.change;
    });
    const back =
      start &&
      applied.change.calls > 0 &&
      (await guarding.after(ctx, table, inputs.guard, intent, start, applied));
    if (back)
      throw rolledBack(inputs.table, back, state && outputsOf(back.state, back.items, applied.change, kept));
    return outputsOf(applied.state, applied.items, applied.change, kept);
  } catch (thrown) {
    if (!(thrown instanceof Interrupted)) throw thrown;
    throw incomplete(inputs.table, thrown, await lastItems(ctx, table), kept);
  } finally {
    if (begun) endChange(ctx, table.kind.name, begun);
  }
}

/** No preview tells what the deletion of a table means for the traffic: it is told before the first call. */
async function tellDeletion(ctx: Context, intent: Intent, situation: Survey): Promise<void> {
  try {
    const { notes } = await trafficWords(ctx, intent, situation);
    for (const note of notes) ctx.log.info(note);
  } catch (thrown) {
    ctx.log.debug(
      `${intent.kind.name}: what the deletion means for the traffic can't be told: ${(thrown as Error).message}`,
    );
  }
}

/** What was there before the creation: of a shared table the rules that it takes over, all others being not ours. */
function originalOf(inputs: TableInputs, { items, recognized }: Survey): Item[] {
  const taken = new Set(recognized.wanted.map(({ id }) => id));
  return localItems(items, groupsOf(inputs.rules)).filter(
    (item) => inputs.ownership === "exclusive" || taken.has(item.id),
  );
}

/** What has to be known of a change, should this process be killed; what an earlier one made is still to be told. */
export function beginning(intent: Intent, { items }: Survey, state: RuleTableState | undefined) {
  const { made } = recalling(intent, items);
  const known = items.map((item) => item.id).filter((id) => !made.has(id));
  const planned = [...intent.wanted, ...(made.size > 0 ? (intent.begun?.planned ?? []) : [])];
  return { previous: previousOf(state), known, planned: planned.map(({ key, rule }) => ({ key, rule })) };
}

/** Before the first call: a table that is changed half-way because its second half can't be said helps nobody. */
async function checkDialect(ctx: Context, inputs: TableInputs): Promise<void> {
  const problems = await tableVersionProblems(ctx, tables[inputs.table], inputs.rules);
  if (problems.length > 0) throw invalid(problems.map(problemText).join("; "));
}

function checkBeforeApply(
  ctx: Context,
  table: LiveTable,
  inputs: TableInputs,
  intent: Intent,
  { plan, items }: Survey,
  last: { state: RuleTableState | undefined; before: Item[] | undefined },
): void {
  if (inputs.maxDeletes !== undefined && plan.deleted > inputs.maxDeletes)
    throw tooManyDeletes(table, plan.deleted, inputs.maxDeletes);
  const known = inputs.seen ?? last.state?.bookkeeping.digest;
  if (known === undefined || known === digestOf(items) || intent.begun) return;
  const which = last.before && digestOf(last.before) === known ? changesBetween(last.before, items) : [];
  const text = `the table ${table.kind.name} was changed by somebody else since the preview${which.length > 0 ? `: ${which.join(", ")}` : ""}`;
  if (inputs.strict) throw changedMeanwhile(text);
  const fate =
    inputs.ownership === "exclusive"
      ? "the table is the program's alone, so what it doesn't list goes"
      : "rules that are not ours stay";
  ctx.log.warn(`${ctx.connection.where}: ${text}; the plan was made anew from what is there, and ${fate}`);
}

function tooManyDeletes(table: LiveTable, deleted: number, most: number): PerimeterError {
  return new PerimeterError({
    category: "invalid",
    code: "PERIMETER_TOO_MANY_DELETES",
    message: `the change of the table ${table.kind.name} would delete ${deleted} rules, more than maxDeletes: ${most}`,
    advice: "Raise maxDeletes if that is meant.",
  });
}

function changedMeanwhile(text: string): PerimeterError {
  return new PerimeterError({
    category: "conflict",
    code: "PERIMETER_TABLE_CHANGED",
    message: `${text}, and strict is set`,
    advice: "Look at the change with `pulumi preview --refresh`, then run `pulumi up` again.",
  });
}

function outputsOf(state: TableState, items: Item[], lastChange: LastChange, kept: Kept): TableOutputs {
  const { keys, foreign, stale, unanswered, changeBegun, doubtSince } = state;
  const { change: name, original } = kept;
  return {
    ruleIds: keys,
    lastChange,
    bookkeeping: {
      digest: digestOf(items),
      foreign: [...foreign],
      ...(name !== undefined && { change: name }),
      ...(original && { original }),
      ...(changeBegun && { changeBegun, stale: [...(stale ?? [])] }),
      ...(unanswered && { unanswered }),
      ...(doubtSince !== undefined && { doubtSince }),
    },
  };
}

/** Where nothing of ours was there before the change, nothing is left of it. */
function rolledBack(id: string, { failure }: PutBack, outputs: TableOutputs | undefined): PerimeterError {
  return new PerimeterError({
    category: "conflict",
    code: "PERIMETER_ROLLED_BACK",
    message: `the table ${id} was put back, because after the change the appliance could not be reached anew: ${failure.message}`,
    advice: "Look which rule stops the way to the appliance, and add its packet to guard.keep.",
    ...(outputs && { incomplete: { id, outputs: { ...outputs }, reasons: ["the table was put back"] } }),
  });
}

async function lastItems(ctx: Context, table: LiveTable): Promise<Item[]> {
  try {
    return await table.refetch(lastLook(ctx.signal));
  } catch {
    // Without an answer the digest says nothing, so that the next run sees a changed table.
    return [];
  }
}

function incomplete(id: string, interrupted: Interrupted, items: Item[], kept: Kept): PerimeterError {
  const { failure, state, change } = interrupted;
  if (change.calls === 0 && !failure.outcomeUnknown) return failure;
  const done =
    change.calls === 1 ? "1 call of the change was done" : `${change.calls} calls of the change were done`;
  return failure.with({
    category: "partial",
    message: `${failure.details.message}; ${done}, and every packet is judged by the old or by the new table`,
    advice: `${failure.advice ?? ""} The next \`pulumi up\` completes the change.`.trim(),
    incomplete: {
      id,
      outputs: { ...outputsOf(state, items, change, kept) },
      reasons: [`${failure.message} (${done})`],
    },
  });
}
