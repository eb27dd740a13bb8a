import type { Problem } from "../../../kernel/check";
import type { Context } from "../../../kernel/context";
import { isCategory } from "../../../kernel/errors";
import type { Preview } from "../../../kernel/resource";
import { someOf } from "../../../kernel/wording";
import { explain, keyNames, type RuleId, view } from "../../../policy";
import { versionProblems } from "../dialect/dialect";
import type { IdecoRule, Item } from "../rules/codec";
import type { LiveTable } from "../rules/live-table";
import { isRedirect, lonelyRedirect, opens } from "../rules/redirects";
import type { TableKind, TableName } from "../rules/tables";
import { groupsOf, sameKeyed, sparse } from "./forms";
import { guardFindings, guardRefusal, rulesAfter } from "./guard";
import { models } from "./models";
import { opaqueWarning } from "./not-understood";
import {
  digestOf,
  type Intent,
  localItems,
  recalling,
  ruleText,
  type Survey,
  survey,
  unlistedError,
} from "./plan";
import type { TableInputs, TableOutputs } from "./types";
import { trafficWords } from "./words";

interface Question {
  inputs: TableInputs;
  state: (TableInputs & TableOutputs) | undefined;
}

/** What a preview says of a change of a table: how many calls, which by key, what traffic, and what forbids it. */
export async function foreseeTable(
  ctx: Context,
  table: LiveTable,
  intent: Intent,
  { inputs, state }: Question,
): Promise<Preview> {
  const items = await table.items(ctx.signal);
  const changes = state && !intent.begun ? changesSince(table, state, items) : [];
  const problems: string[] = [];
  const warnings: string[] = [];
  (inputs.strict ? problems : warnings).push(...changes);
  if (intent.begun) {
    warnings.push(
      `${table.kind.name}: a process was killed in the middle of a change; what it made is recognised, and the change completed`,
    );
  }
  const unsupported = await tableVersionProblems(ctx, table.kind, inputs.rules);
  if (unsupported.length > 0) return { warnings, problems: unsupported };
  try {
    const situation = survey(recalling(intent, items).intent, items);
    const { deleted } = situation.plan;
    if (inputs.maxDeletes !== undefined && deleted > inputs.maxDeletes) {
      problems.push(`it would delete ${deleted} rules, more than maxDeletes: ${inputs.maxDeletes}`);
    }
    const { broken, open } = await guardFindings(ctx, inputs.guard, situation);
    if (broken.length > 0) problems.push(guardRefusal(table.kind.name, broken).message);
    warnings.push(...secondCopies(intent, situation));
    warnings.push(...open.map((text) => `the guard can't decide it: ${text}`));
    warnings.push(...lonelyRedirects(intent.kind.name, rulesAfter(situation)));
    warnings.push(...opaqueWarning(table.kind, items, (item) => ruleText(items, item.id)));
    const words = await trafficWords(ctx, intent, situation);
    (inputs.strict ? problems : warnings).push(...words.warnings);
    return foresight([...planNotes(intent, situation), ...words.notes], warnings, problems);
  } catch (thrown) {
    if (!isCategory(thrown, "conflict", "invalid")) throw thrown;
    return foresight([], warnings, [...problems, thrown.message]);
  }
}

/**
 * What can be said of the creation of an exclusive table whose rules name objects that are not made yet: what is there
 * already is in the way, whatever the rules will be.
 */
export async function foreseeCreation(ctx: Context, table: LiveTable, adopt: unknown): Promise<Preview> {
  const items = localItems(await table.items(ctx.signal));
  if (items.length === 0) return {};
  if (adopt === undefined || adopt === false) {
    return foresight([], [], [unlistedError(table.kind, items).message]);
  }
  const there = items.map(({ id }) => ruleText(items, id)).join(", ");
  const text = `rules that the program doesn't list will be deleted; which of these, can be told once its objects are made: ${there}`;
  return foresight([`${table.kind.name}: ${text}`], [], []);
}

/** What an appliance of its version can't do, each at the rule that asks for it. */
export async function tableVersionProblems(
  ctx: Context,
  { path }: TableKind,
  rules: readonly IdecoRule[],
): Promise<Problem[]> {
  const found = await Promise.all(rules.map((rule) => versionProblems(ctx, path, rule)));
  return found.flatMap((problems, index) =>
    problems.map(({ path, message }) => ({ path: ["rules", index, ...path], message })),
  );
}

/** Rules that will stand twice, as equal ones are there that the state doesn't know: it may be older than they are. */
function secondCopies({ kind }: Intent, { found, plan, items }: Survey): string[] {
  const content = (rule: IdecoRule) => view(models[kind.name], rule).content;
  const there = new Map<string, RuleId>();
  for (const { id, rule, foreign } of found) if (foreign) there.set(content(rule), id);
  const twice = plan.calls.flatMap((call) => {
    const id =
      call.kind === "insert" && call.replaces === undefined ? there.get(content(call.rule)) : undefined;
    return id === undefined ? [] : [`\`${(call as { key: string }).key}\` (${ruleText(items, id)})`];
  });
  if (twice.length === 0) return [];
  return [
    `${kind.name}: rules that the state doesn't know equal those that are to be made, which will stand twice: ${someOf(twice, mostLines)}. If they are the program's own (the state may be an older one), adopt: true takes them over.`,
  ];
}

/** Redirects of ours that no rule above opens the requests for. */
function lonelyRedirects(table: TableName, rules: ReturnType<typeof rulesAfter>): string[] {
  if (table !== "contentFilter") return [];
  const lonely = rules.filter(
    (each, index) =>
      "key" in each &&
      isRedirect(each.rule) &&
      !rules.slice(0, index).some((above) => opens(above.rule, each.rule)),
  );
  return lonely.map(({ rule }) => lonelyRedirect(rule.name));
}

function foresight(notes: string[], warnings: string[], problems: string[]): Preview {
  return { notes, warnings, problems: problems.map((message) => ({ path: ["table"], message })) };
}

const mostLines = 40;

function planNotes({ kind, state }: Intent, situation: Survey): string[] {
  const { plan, items, recognized } = situation;
  if (plan.calls.length === 0) return [];
  const counts = [
    `${plan.inserted} inserted`,
    `${plan.edited} edited`,
    `${plan.moved} moved`,
    `${plan.deleted} deleted`,
  ].join(", ");
  const lines = explain(plan, keyNames(state));
  const more = lines.length > mostLines ? [`… and ${lines.length - mostLines} more`] : [];
  const unlisted = recognized.unlisted.map((id) => ruleText(items, id));
  return [
    `${kind.name}: ${counts}: ${plan.calls.length} calls, the least possible is ${plan.leastCalls}\n${[...lines.slice(0, mostLines), ...more].map((line) => `  ${line}`).join("\n")}`,
    ...(unlisted.length > 0
      ? [`${kind.name}: rules that the program doesn't list will be deleted: ${unlisted.join(", ")}`]
      : []),
  ];
}

/** What somebody else did to the table since the state saw it. */
export function changesSince(table: LiveTable, state: TableInputs & TableOutputs, items: Item[]): string[] {
  if (state.bookkeeping.changeBegun || digestOf(items) === state.bookkeeping.digest) return [];
  const { kind } = table;
  const byId = new Map(items.map((item) => [item.id, item]));
  const rules = new Map(state.rules.map((rule) => [rule.key, rule]));
  const ours = Object.entries(state.ruleIds).flatMap(([key, id]) => {
    const item = byId.get(id);
    const rule = rules.get(key);
    if (!item) return [`\`${key}\` (rule ${id}) is gone`];
    return rule && !sameKeyed(kind.fields, sparse(kind.fields, item, key, rule), rule)
      ? [`\`${key}\` (rule ${id}) was edited`]
      : [];
  });
  const known = new Set([...Object.values(state.ruleIds), ...state.bookkeeping.foreign]);
  const news = localItems(items, groupsOf(state.rules)).filter((item) => !known.has(item.id));
  const added = news.map(
    (item) => `${ruleText(items, item.id)} is new and ${state.ownership === "exclusive" ? "goes" : "stays"}`,
  );
  const all = [...ours, ...added];
  return [
    `the table ${kind.name} was changed by somebody else since the state saw it: ${all.length > 0 ? all.join(", ") : "its order or a rule that is not ours"}`,
  ];
}
