import { problemText } from "../../../kernel/check";
import { type Context, defineResource, type Made, type Seen } from "../../../kernel/define";
import { invalid, PerimeterError } from "../../../kernel/errors";
import { type Properties, UNKNOWN } from "../../../kernel/values";
import { placementOf, type TableState } from "../../../policy";
import type { Item } from "../codec";
import { type Position, positionProblem } from "../position";
import { LiveTable } from "../table";
import { type TableName, tables } from "../tables";
import { ideco } from "../vendor";
import { applyTable, Interrupted, type LastChange } from "./apply";
import { ruleTableInputs, ruleTableOutputs } from "./fields";
import { foundRules, type KeyedRule, rulesProblems, sameRules, sparse, wantedRules } from "./forms";
import { type GuardInput, guarding, guardProblems } from "./guard";
import { digestOf, type Intent, localItems, placementOfWish, type Situation } from "./plan";
import { foreseeTable, tableV20Problems } from "./preview";
import { takeSnapshot } from "./snapshot";

export interface TableInputs {
  table: TableName;
  ownership: "exclusive" | "shared";
  placement?: Position;
  rules: KeyedRule[];
  guard?: GuardInput;
  strict: boolean;
  maxDeletes?: number;
  onDelete: "delete" | "keep" | "restore";
  adopt?: boolean;
  seen?: string;
}

export interface Bookkeeping {
  digest: string;
  foreign: number[];
  stale?: number[];
  unanswered?: Properties;
  changeBegun?: boolean;
  original?: Item[];
}

export interface TableOutputs {
  ruleIds: Record<string, number>;
  lastChange: LastChange;
  bookkeeping: Bookkeeping;
}

type State = TableInputs & TableOutputs;

export const ruleTable = defineResource(ideco, {
  name: "RuleTable",
  doc: "A whole ordered rule table, or our block in it, as one resource. Every change is hitless: after every single call each packet is judged as the old table or as the new one judges it, and no fewer calls would do.",
  page: "ideco-ngfw-traffic-rules: Файрвол, Управление правилами; Контроль приложений; Контент-фильтр",
  importId: "the name of the table, e.g. `forward`; its rules get the keys `id-<number>`",
  example: {
    table: "forward",
    ownership: "exclusive",
    rules: [
      {
        key: "web",
        action: "accept",
        protocol: "protocol.tcp",
        destinationAddresses: ["ip.id.1"],
        destinationPorts: ["port.id.2"],
      },
      { key: "rest", action: "drop" },
    ],
    guard: {
      keep: [
        {
          protocol: "tcp",
          sourceAddress: "192.168.0.10",
          destinationAddress: "192.168.0.20",
          destinationPort: 443,
        },
      ],
    },
  },
  inputs: ruleTableInputs,
  outputs: ruleTableOutputs,
  adoptable: "flag",
  check(inputs, report) {
    const given = inputs as Partial<TableInputs>;
    if (given.table !== undefined && Array.isArray(given.rules)) {
      for (const { path, message } of rulesProblems(tables[given.table], given.rules)) report(path, message);
    }
    const misplaced = positionProblem(given.placement as Properties | undefined);
    if (misplaced) report(["placement"], misplaced);
    if (given.placement !== undefined && given.ownership === "exclusive") {
      report(
        ["placement"],
        'found with ownership "exclusive", allowed: with "shared" only; an exclusive table is the whole table',
      );
    }
    for (const { path, message } of guardProblems(given)) report(path, message);
  },
  owns: (inputs) => {
    const { table, ownership } = inputs as Partial<TableInputs>;
    if (table === undefined) return [];
    return [
      { key: `the table ${table}`, mode: ownership === "exclusive" ? "sole" : "beside" },
      { key: `the RuleTable of ${table}`, mode: "sole" },
    ];
  },
  attach: async (ctx, inputs) => ({ seen: digestOf(await liveTable(ctx, inputs as TableInputs).items()) }),
  foresee: (ctx, inputs, state) =>
    foreseeTable(
      ctx,
      liveTable(ctx, inputs as TableInputs),
      intentOf(inputs as TableInputs, state as State),
      {
        inputs: inputs as TableInputs,
        state: state as State | undefined,
      },
    ),
  create: (ctx, inputs) =>
    inTurn(ctx, inputs as TableInputs, (table) => createTable(ctx, table, inputs as TableInputs)),
  read: (ctx, id, state) => readTable(ctx, id, state as State | undefined),
  update: (ctx, _, state, inputs) =>
    inTurn(ctx, inputs as TableInputs, (table) =>
      updateTable(ctx, table, inputs as TableInputs, state as State),
    ),
  delete: (ctx, _, state) => inTurn(ctx, state as State, (table) => deleteTable(ctx, table, state as State)),
  unmet: (state) => ((state as State).bookkeeping?.changeBegun ? ["bookkeeping"] : []),
  foreseen: (inputs, state) => ({ ruleIds: foreseenIds(inputs as TableInputs, state as State) }),
  list: async () => Object.keys(tables).map((name) => ({ id: name, name })),
});

function liveTable(ctx: Context, { table }: { table: TableName }): LiveTable {
  return LiveTable.of(ctx, tables[table]);
}

function inTurn<T>(
  ctx: Context,
  inputs: { table: TableName },
  work: (table: LiveTable) => Promise<T>,
): Promise<T> {
  const table = liveTable(ctx, inputs);
  return table.turns.run(() => work(table));
}

/** A rule keeps its number, but for the few whose new form can't take the old one's place safely. */
function foreseenIds({ rules }: TableInputs, { ruleIds }: State): TableOutputs["ruleIds"] {
  const entries = rules.map(({ key }) => [key, ruleIds[key] ?? UNKNOWN]);
  return Object.fromEntries(entries);
}

export function intentOf(inputs: TableInputs, state: State | undefined): Intent {
  const kind = tables[inputs.table];
  return {
    kind,
    ownership: inputs.ownership,
    placement: inputs.placement,
    wanted: wantedRules(kind.fields, inputs.rules),
    adopt: inputs.adopt ?? false,
    state: state && stateOf(state),
  };
}

function stateOf({ ruleIds, bookkeeping }: TableOutputs): TableState {
  const { foreign, stale, unanswered, changeBegun } = bookkeeping;
  return { keys: ruleIds, foreign, stale, unanswered, changeBegun };
}

async function createTable(ctx: Context, table: LiveTable, inputs: TableInputs): Promise<Made<TableOutputs>> {
  let original: Item[] | undefined;
  const outputs = await change(ctx, table, inputs, intentOf(inputs, undefined), undefined, (situation) => {
    if (inputs.onDelete === "restore") original = localItems(situation.items);
  });
  return { id: inputs.table, outputs: withOriginal(outputs, original) };
}

async function updateTable(
  ctx: Context,
  table: LiveTable,
  inputs: TableInputs,
  state: State,
): Promise<TableOutputs> {
  const outputs = await change(ctx, table, inputs, intentOf(inputs, state), state, () => {});
  return withOriginal(outputs, state.bookkeeping.original);
}

function withOriginal(outputs: TableOutputs, original: Item[] | undefined): TableOutputs {
  return original ? { ...outputs, bookkeeping: { ...outputs.bookkeeping, original } } : outputs;
}

/** Applies an intent; a failure on the way keeps in the state what was done and what was begun. */
async function change(
  ctx: Context,
  table: LiveTable,
  inputs: TableInputs,
  intent: Intent,
  state: State | undefined,
  look: (situation: Situation) => void,
): Promise<TableOutputs> {
  let before: Situation | undefined;
  try {
    const applied = await applyTable(ctx, table, intent, async (situation) => {
      before = situation;
      look(situation);
      await checkDialect(ctx, inputs);
      checkBeforeApply(ctx, table, inputs, situation, state);
      await guarding.before(ctx, table, inputs.guard, situation);
      if (situation.plan.calls.length > 0) takeSnapshot(ctx, table.kind.name, situation.items);
    });
    if (before && applied.change.calls > 0)
      await guarding.after(ctx, table, inputs.guard, intent, before, applied);
    return outputsOf(applied.state, applied.items, applied.change);
  } catch (thrown) {
    if (!(thrown instanceof Interrupted)) throw thrown;
    throw incomplete(inputs.table, thrown, await lastItems(table));
  }
}

/** Before the first call: a table that is changed half-way because its second half can't be said helps nobody. */
async function checkDialect(ctx: Context, inputs: TableInputs): Promise<void> {
  const problems = await tableV20Problems(ctx, inputs.rules);
  if (problems.length > 0) throw invalid(problems.map(problemText).join("; "));
}

function checkBeforeApply(
  ctx: Context,
  table: LiveTable,
  inputs: TableInputs,
  situation: Situation,
  state: State | undefined,
): void {
  const { deleted } = situation.plan;
  if (inputs.maxDeletes !== undefined && deleted > inputs.maxDeletes)
    throw tooManyDeletes(table, deleted, inputs.maxDeletes);
  const known = inputs.seen ?? state?.bookkeeping.digest;
  if (known === undefined || known === digestOf(situation.items)) return;
  if (inputs.strict) throw changedMeanwhile(table);
  ctx.log.warn(
    `${ctx.connection.where}: the table ${table.kind.name} was changed by somebody else since the preview; the plan was made anew from what is there`,
  );
}

function tooManyDeletes(table: LiveTable, deleted: number, most: number): PerimeterError {
  return new PerimeterError({
    category: "invalid",
    code: "PERIMETER_TOO_MANY_DELETES",
    message: `the change of the table ${table.kind.name} would delete ${deleted} rules, more than maxDeletes: ${most}`,
    advice: "Raise maxDeletes if that is meant.",
  });
}

function changedMeanwhile(table: LiveTable): PerimeterError {
  return new PerimeterError({
    category: "conflict",
    code: "PERIMETER_TABLE_CHANGED",
    message: `the table ${table.kind.name} was changed by somebody else since the preview, and strict is set`,
    advice: "Look at the change with `pulumi preview --refresh`, then run `pulumi up` again.",
  });
}

function outputsOf(state: TableState, items: Item[], lastChange: LastChange): TableOutputs {
  const { keys, foreign, stale, unanswered, changeBegun } = state;
  return {
    ruleIds: keys as Record<string, number>,
    lastChange,
    bookkeeping: {
      digest: digestOf(items),
      foreign: foreign as number[],
      ...(changeBegun && { changeBegun, stale: stale as number[], ...(unanswered && { unanswered }) }),
    },
  };
}

async function lastItems(table: LiveTable): Promise<Item[]> {
  try {
    return await table.refetch();
  } catch {
    // Without an answer the digest says nothing, so that the next run sees a changed table.
    return [];
  }
}

function incomplete(id: string, interrupted: Interrupted, items: Item[]): PerimeterError {
  const { failure, state, change } = interrupted;
  if (change.calls === 0 && !failure.outcomeUnknown) return failure;
  const done = `${change.calls} calls of the change were done`;
  return failure.with({
    category: "partial",
    message: `${failure.details.message}; ${done}, and every packet is judged by the old or by the new table`,
    advice: `${failure.advice ?? ""} The next \`pulumi up\` completes the change.`.trim(),
    incomplete: {
      id,
      outputs: { ...outputsOf(state, items, change) },
      reasons: [`${failure.message} (${done})`],
    },
  });
}

async function readTable(
  ctx: Context,
  id: string,
  state: State | undefined,
): Promise<Seen<Properties, TableOutputs> | undefined> {
  const kind = tables[id as TableName];
  if (!kind) return undefined;
  const items = await LiveTable.of(ctx, kind).items();
  const keyOf = new Map(Object.entries(state?.ruleIds ?? {}).map(([key, number]) => [number, key]));
  const exclusive = (state?.ownership ?? "exclusive") === "exclusive";
  const ours = localItems(items).filter((item) => exclusive || keyOf.has(item.id));
  const known = new Map((state?.rules ?? []).map((rule) => [rule.key, rule]));
  const rules = ours.map((item) => {
    const key = keyOf.get(item.id) ?? `id-${item.id}`;
    return sparse(kind.fields, item, key, known.get(key));
  });
  const inputs: Properties = { ...state, table: kind.name, ownership: state?.ownership ?? "exclusive" };
  inputs.rules = sameRules(kind.fields, rules, state?.rules) ? state?.rules : rules;
  if (!exclusive && ours.length > 0) inputs.placement = placementNow(state as State, items);
  return { inputs, outputs: seenOutputs(state, items, rules, keyOf) };
}

/** The wish where the block holds it, else the place that it has. */
function placementNow(state: State, items: Item[]): Position | undefined {
  const ours = new Set(Object.values(state.ruleIds));
  const kind = tables[state.table];
  const found = foundRules(kind, items, new Set()).map((rule) => ({
    ...rule,
    foreign: !ours.has(Number(rule.id)),
  }));
  const wish = placementOfWish(state.placement);
  const now = placementOf(found, wish);
  return now === wish ? state.placement : (now as Position);
}

function seenOutputs(
  state: State | undefined,
  items: Item[],
  rules: KeyedRule[],
  keyOf: ReadonlyMap<number, string>,
): TableOutputs {
  const ids = new Map(localItems(items).map((item) => [keyOf.get(item.id) ?? `id-${item.id}`, item.id]));
  const ruleIds = Object.fromEntries(rules.map(({ key }) => [key, ids.get(key) as number]));
  const ours = new Set(Object.values(ruleIds));
  const foreign = items.map((item) => item.id).filter((id) => !ours.has(id));
  const nothing: LastChange = { inserted: 0, edited: 0, moved: 0, deleted: 0, calls: 0, leastCalls: 0 };
  return {
    ruleIds,
    lastChange: state?.lastChange ?? nothing,
    bookkeeping: { ...state?.bookkeeping, digest: digestOf(items), foreign },
  };
}

async function deleteTable(ctx: Context, table: LiveTable, state: State): Promise<void> {
  if (state.onDelete === "keep") return;
  const { original } = state.bookkeeping;
  const inputs: TableInputs = { ...state, maxDeletes: undefined, strict: false, seen: undefined };
  if (state.onDelete === "restore" && original) {
    const rules = original.map((item) => sparse(table.kind.fields, item, `id-${item.id}`, undefined));
    await change(ctx, table, inputs, { ...intentOf({ ...inputs, rules }, state) }, state, () => {});
    return;
  }
  // Only what is ours goes, whatever else has come into the table meanwhile.
  const intent: Intent = {
    ...intentOf({ ...inputs, rules: [] }, state),
    ownership: "shared",
    placement: undefined,
  };
  await change(ctx, table, inputs, intent, state, () => {});
}
