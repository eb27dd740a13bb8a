import type { Context } from "../../../kernel/context";
import { forgetHandedOver, handOver, withHandedOver } from "../../../kernel/handed-over";
import { defineResource, type ReadResult, type ResourceSpec } from "../../../kernel/resource";
import { type Properties, UNKNOWN } from "../../../kernel/values";
import { placementOf } from "../../../policy";
import { referring } from "../references/refer";
import type { Item } from "../rules/codec";
import { LiveTable } from "../rules/live-table";
import { type Position, positionProblem } from "../rules/position";
import { oddRules } from "../rules/rule";
import type { RuleId } from "../rules/rule-id";
import { ruleNamed, type TableName, tables } from "../rules/tables";
import { ideco } from "../vendor";
import type { LastChange } from "./apply";
import { change, intentOf } from "./change";
import { unfinishedChange } from "./change-journal";
import { ruleTableInputs, ruleTableOutputs } from "./fields";
import {
  foundRules,
  groupsOf,
  type KeyedRule,
  nothingSaid,
  rulesAgain,
  rulesProblems,
  sameTables,
  sparse,
} from "./forms";
import { guardProblems } from "./guard";
import { digestOf, type Intent, localItems, placementOfWish } from "./plan";
import { withPolicy } from "./policy";
import { foreseeCreation, foreseeTable } from "./preview";
import type { RuleTableState, TableInputs, TableOutputs } from "./types";

const tableOfIds: ResourceSpec<typeof ruleTableInputs, typeof ruleTableOutputs> = {
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
  claims: (inputs) => {
    const { table, ownership } = inputs as Partial<TableInputs>;
    if (table === undefined) return [];
    return [
      { key: `the table ${table}`, mode: ownership === "exclusive" ? "sole" : "beside" },
      { key: `the RuleTable of ${table}`, mode: "sole" },
    ];
  },
  holds: (_, state) => {
    const { table, ruleIds = {} } = state as Partial<RuleTableState>;
    return table ? [wholeOf(table), ...Object.values(ruleIds).map((id) => ruleNamed(table, id))] : [];
  },
  handOver: (ctx, _, state) => handOverTable(ctx, state as RuleTableState),
  checkLive: async (ctx, inputs) => ({
    seen: digestOf(await liveTable(ctx, inputs as TableInputs).items(ctx.signal)),
  }),
  preview: (ctx, inputs, state) =>
    foreseeTable(
      ctx,
      liveTable(ctx, inputs as TableInputs),
      intentOf(ctx, inputs as TableInputs, state as RuleTableState),
      {
        inputs: inputs as TableInputs,
        state: state as RuleTableState | undefined,
      },
    ),
  async previewPartly(ctx, inputs, state) {
    const { table, ownership, rules, adopt } = inputs as Partial<TableInputs>;
    if (state || table === undefined || !(table in tables) || ownership !== "exclusive") return {};
    // What a killed process made is ours.
    const keys = Array.isArray(rules) ? rules.map(({ key }) => key) : [];
    if (unfinishedChange(ctx, table, undefined, keys)) return {};
    return foreseeCreation(ctx, liveTable(ctx, { table }), adopt);
  },
  create: (ctx, inputs) =>
    inTurn(ctx, inputs as TableInputs, async (table) => {
      const given = inputs as TableInputs;
      return {
        id: given.table,
        outputs: await change(ctx, table, given, intentOf(ctx, given, undefined), undefined),
      };
    }),
  read: (ctx, id, state) => readTable(ctx, id, state && withEarlierTable(ctx, state as RuleTableState)),
  update: (ctx, _, state, inputs) =>
    inTurn(ctx, inputs as TableInputs, (table) => {
      const before = withEarlierTable(ctx, state as RuleTableState);
      return change(ctx, table, inputs as TableInputs, intentOf(ctx, inputs as TableInputs, before), before);
    }),
  delete: (ctx, _, state) =>
    inTurn(ctx, state as RuleTableState, (table) => deleteTable(ctx, table, state as RuleTableState)),
  needsUpdate: async (state, _, ctx) =>
    isUnfinished(ctx, (state as RuleTableState).table, state as RuleTableState) ||
    (await isDoubtful(ctx, state as RuleTableState))
      ? ["bookkeeping"]
      : [],
  previewOutputs: (inputs, state) => ({
    ruleIds: foreseenIds(inputs as TableInputs, state as RuleTableState),
  }),
  list: async () => Object.keys(tables).map((name) => ({ id: name, name })),
  exported: {
    whole: true,
    protect: true,
    write: (inputs, outputs) => ((inputs.rules?.length ?? 0) > 0 ? { inputs, outputs } : undefined),
    remarks: async (ctx, id) => {
      const table = LiveTable.of(ctx, tables[id as TableName]);
      return oddRules(table.kind, await table.items(ctx.signal));
    },
  },
};

export const ruleTable = defineResource(ideco, withPolicy(referring(tableOfIds)));

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

/** A change failed on the way, or a process was killed in the middle of one. */
function isUnfinished(ctx: Context, table: TableName, state: RuleTableState): boolean {
  if (state.bookkeeping?.changeBegun) return true;
  const keys = Object.keys(state.ruleIds ?? {});
  return unfinishedChange(ctx, table, state, keys) !== undefined;
}

/** The answer of a call was lost, and the table is not as it was left: the work may have been done since. */
async function isDoubtful(ctx: Context, state: RuleTableState): Promise<boolean> {
  if (state.bookkeeping?.doubtSince === undefined) return false;
  return digestOf(await liveTable(ctx, state).items(ctx.signal)) !== state.bookkeeping.digest;
}

/** A rule keeps its number, but for the few whose new form can't take the old one's place safely. */
function foreseenIds({ rules }: TableInputs, { ruleIds }: RuleTableState): TableOutputs["ruleIds"] {
  const entries = rules.map(({ key }) => [key, Object.hasOwn(ruleIds, key) ? ruleIds[key] : UNKNOWN]);
  return Object.fromEntries(entries);
}

async function readTable(
  ctx: Context,
  id: string,
  state: RuleTableState | undefined,
): Promise<ReadResult<Properties, TableOutputs> | undefined> {
  const kind = tables[id as TableName];
  if (!kind) return undefined;
  const items = await LiveTable.of(ctx, kind).items(ctx.signal);
  const keyOf = new Map(Object.entries(state?.ruleIds ?? {}).map(([key, number]) => [number, key]));
  const exclusive = (state?.ownership ?? "exclusive") === "exclusive";
  const local = localItems(items, groupsOf(state?.rules));
  const ours = exclusive ? local : local.filter((item) => keyOf.has(item.id));
  const known = new Map((state?.rules ?? []).map((rule) => [rule.key, rule]));
  const rules = ours.map((item) => {
    const key = keyOf.get(item.id) ?? `id-${item.id}`;
    return sparse(kind.fields, item, key, known.get(key));
  });
  const inputs: Properties = { ...state, table: kind.name, ownership: state?.ownership ?? "exclusive" };
  inputs.rules = sameTables(kind.fields, rules, state?.rules) ? state?.rules : rules;
  if (!exclusive && ours.length > 0) inputs.placement = placementNow(state as RuleTableState, items);
  const ruleIds = Object.fromEntries(ours.map((item, index) => [(rules[index] as KeyedRule).key, item.id]));
  return { inputs, outputs: seenOutputs(ctx, kind.name, state, items, ruleIds) };
}

/** The wish where the block holds it, else the place that it has. */
function placementNow(state: RuleTableState, items: Item[]): Position | undefined {
  const ours = new Set(Object.values(state.ruleIds));
  const kind = tables[state.table];
  const says = { ...nothingSaid, groups: groupsOf(state.rules) };
  const found = foundRules(kind, items, says).map((rule) => ({
    ...rule,
    foreign: !ours.has(rule.id),
  }));
  const wish = placementOfWish(state.placement);
  const now = placementOf(found, wish);
  return now === wish ? state.placement : (now as Position);
}

function seenOutputs(
  ctx: Context,
  table: TableName,
  state: RuleTableState | undefined,
  items: Item[],
  ruleIds: Record<string, RuleId>,
): TableOutputs {
  const ours = new Set(Object.values(ruleIds));
  const others = items.map((item) => item.id).filter((id) => !ours.has(id));
  // What a change that failed on the way may have made is nobody's yet.
  const unfinished = state && isUnfinished(ctx, table, state);
  const isOpen = unfinished || state?.bookkeeping?.doubtSince !== undefined;
  const known = state && isOpen ? new Set(state.bookkeeping.foreign) : undefined;
  // Rules that were made and that the list doesn't show yet stay ours.
  const missing = Object.values(state?.ruleIds ?? {}).filter((id) => !ours.has(id));
  const stale = unfinished && missing.length > 0 && [...(state.bookkeeping.stale ?? []), ...missing];
  const nothing: LastChange = { inserted: 0, edited: 0, moved: 0, deleted: 0, calls: 0, leastCalls: 0 };
  return {
    ruleIds,
    lastChange: state?.lastChange ?? nothing,
    bookkeeping: {
      ...state?.bookkeeping,
      digest: digestOf(items),
      foreign: known ? others.filter((id) => known.has(id)) : others,
      ...(stale && { stale }),
    },
  };
}

function wholeOf(table: TableName): string {
  return `the table ${table}`;
}

/** Rules that another resource of the same update holds stay, and a table that has a new owner is not put back. */
async function deleteTable(ctx: Context, table: LiveTable, whole: RuleTableState): Promise<void> {
  if (whole.onDelete === "keep") return;
  const state = withoutHeld(ctx, withEarlierTable(ctx, whole));
  const inputs: TableInputs = { ...state, maxDeletes: undefined, strict: false, seen: undefined };
  const { original } = state.bookkeeping;
  const hasNewOwner = ctx.isHeld(wholeOf(state.table));
  if (hasNewOwner) handOverTable(ctx, whole);
  else forgetHandedOver(ctx, wholeOf(state.table), ["original"]);
  if (state.onDelete === "restore" && original && !hasNewOwner) {
    return restoreOriginal(ctx, table, inputs, state, original);
  }
  // Only what is ours goes, whatever else has come into the table meanwhile.
  const intent: Intent = {
    ...intentOf(ctx, { ...inputs, rules: [] }, state),
    ownership: "shared",
    placement: undefined,
  };
  await change(ctx, table, inputs, intent, state);
}

/** What was there before goes on to the resource that has taken the table over under another name. */
function handOverTable(ctx: Context, whole: RuleTableState): void {
  const { table, onDelete, ruleIds, bookkeeping } = withEarlierTable(ctx, whole);
  if (onDelete !== "restore" || !bookkeeping.original) return;
  const was = Object.values(ruleIds).map(String).sort();
  handOver(ctx, wholeOf(table), { original: { was, before: bookkeeping.original } });
}

/** With the table that was there before another resource of the program had it, whose rules this one found. */
function withEarlierTable(ctx: Context, state: RuleTableState): RuleTableState {
  const { original } = state.bookkeeping ?? {};
  if (!original) return state;
  const found = original.map(({ id }) => String(id)).sort();
  const { original: before } = withHandedOver(ctx, wholeOf(state.table), { original: found });
  return before === found
    ? state
    : { ...state, bookkeeping: { ...state.bookkeeping, original: before as unknown as Item[] } };
}

function withoutHeld(ctx: Context, state: RuleTableState): RuleTableState {
  const { table, bookkeeping } = state;
  const isHeld = (id: RuleId) => ctx.isHeld(ruleNamed(table, id));
  const all = Object.entries(state.ruleIds);
  const held = all.filter(([, id]) => isHeld(id));
  if (held.length > 0) {
    ctx.log.warn(
      `${table}: ${held.length} of ${all.length} rules of the RuleTable that goes stay, because another resource of this program has just taken them over`,
    );
  }
  const stale = bookkeeping.stale?.filter((id) => !isHeld(id));
  return {
    ...state,
    ruleIds: Object.fromEntries(all.filter((each) => !held.includes(each))),
    bookkeeping: {
      ...bookkeeping,
      foreign: [...bookkeeping.foreign, ...held.map(([, id]) => id)],
      ...(stale && { stale }),
    },
  };
}

async function restoreOriginal(
  ctx: Context,
  table: LiveTable,
  inputs: TableInputs,
  state: RuleTableState,
  original: Item[],
): Promise<void> {
  const keys = new Map(Object.entries(state.ruleIds).map(([key, id]) => [id, key]));
  const again = rulesAgain(
    table.kind,
    original,
    await table.refetch(ctx.signal),
    (id) => keys.get(id) ?? `id-${id}`,
  );
  const intent = intentOf(ctx, inputs, { ...state, ruleIds: { ...again.keys, ...state.ruleIds } });
  await change(ctx, table, inputs, { ...intent, wanted: again.wanted, templates: again.likes }, state);
}
