import type { Context } from "../../../kernel/context";
import { asPerimeterError, PerimeterError } from "../../../kernel/errors";
import type { Fields } from "../../../kernel/fields";
import { unknownText } from "../../../kernel/not-understood";
import {
  type Adoption,
  type CreateResult,
  defineResource,
  type ReadResult,
  type Resource,
  type ResourceSpec,
  type ResourceText,
} from "../../../kernel/resource";
import { secondCopy } from "../../../kernel/taking-over";
import type { Properties } from "../../../kernel/values";
import { versionProblems } from "../dialect/dialect";
import { referring } from "../references/refer";
import { ideco } from "../vendor";
import { decodeRule, type Item, sameRule } from "./codec";
import { positionField, ruleOutputs } from "./fields";
import { LiveTable } from "./live-table";
import { notUnderstood } from "./not-understood";
import {
  anchorFor,
  type DesiredPlace,
  holdsPlace,
  moveFor,
  type Position,
  positionProblem,
  realPosition,
  wishesOf,
} from "./position";
import { redirectWarnings } from "./redirects";
import { type RuleId, ruleIdOf } from "./rule-id";
import { ruleNamed, type TableKind } from "./tables";

type RuleInputs = Properties & Adoption & { position?: Position };
type RuleOutputs = { ruleId: RuleId };

/** A resource that is one rule of a table: the life of all of them, a table says the rest. */
export function defineRule(
  kind: TableKind,
  text: Pick<ResourceText, "name" | "doc" | "page" | "example" | "deprecated">,
): Resource {
  const inputs: Fields = { ...kind.written, ...positionField };
  const rules: ResourceSpec<Fields, Fields> = {
    ...text,
    importId: "the number of the rule, e.g. `7`",
    inputs,
    outputs: ruleOutputs,
    adoptable: true,
    check(rule, report) {
      kind.check(rule, report, []);
      const problem = positionProblem(rule.position as Properties | undefined);
      if (problem) report(["position"], problem);
    },
    claims: (rule) => [
      { key: `the table ${kind.name}`, mode: "beside" },
      ...(rule.adoptId === undefined
        ? []
        : [{ key: `rule ${rule.adoptId} of the table ${kind.name}`, mode: "sole" as const }]),
    ],
    preview: async (ctx, rule, state) => ({
      warnings: [
        ...(await oddWarning(ctx, kind, rule as RuleInputs, state as RuleOutputs | undefined)),
        ...(state ? [] : warnOfFreeOrder(ctx, kind, rule as RuleInputs)),
        ...(state ? [] : await warnOfCopy(ctx, kind, rule as RuleInputs)),
        ...(await redirectWarnings(
          ctx,
          LiveTable.of(ctx, kind),
          rule as RuleInputs,
          state as RuleOutputs | undefined,
        )),
      ],
      problems: await versionProblems(ctx, kind.path, rule),
    }),
    holds: (id) => [ruleNamed(kind.name, id)],
    create: (ctx, rule) => inTurn(ctx, kind, (table) => createRule(ctx, table, rule as RuleInputs)),
    read: (ctx, id, state) => readRule(ctx, LiveTable.of(ctx, kind), id, state as RuleInputs | undefined),
    register: (ctx, id, rule) =>
      noteClaim(LiveTable.of(ctx, kind), id, wishesOf((rule as RuleInputs).position)[0]),
    needsUpdate: (_, rule, ctx, id) => displaced(LiveTable.of(ctx, kind), id, rule as RuleInputs),
    update: (ctx, id, _, rule) =>
      inTurn(ctx, kind, (table) => updateRule(ctx, table, id, rule as RuleInputs)),
    delete: (ctx, id) => inTurn(ctx, kind, (table) => table.remove(ctx, id)),
    list: async (ctx) => (await LiveTable.of(ctx, kind).items(ctx.signal)).map(listed),
    exported: {
      remarks: (ctx, id) => oddRule(ctx, kind, id),
    },
  };
  return defineResource(ideco, referring(rules));
}

function listed(item: Item): { id: string; name: string } {
  const id = String(item.id);
  return { id, name: String(item.name || item.comment || `rule-${id}`) };
}

/** Writes to one table go one after the other: places are relative to what stands there at the moment. */
function inTurn<T>(ctx: Context, kind: TableKind, work: (table: LiveTable) => Promise<T>): Promise<T> {
  const table = LiveTable.of(ctx, kind);
  return table.turns.run(() => work(table));
}

function warnOfFreeOrder(ctx: Context, kind: TableKind, rule: RuleInputs): string[] {
  if (rule.position !== undefined) return [];
  const table = LiveTable.of(ctx, kind);
  table.unplaced += 1;
  if (table.unplaced !== 2) return [];
  return [
    `several new rules of the table ${kind.name} have no position: they are appended in the order in which the engine creates them. ` +
      "Chain them with position: { after: previous.id }, or use a RuleTable.",
  ];
}

/** An equal rule that nobody in this process has: the state may be older than it. */
async function warnOfCopy(ctx: Context, kind: TableKind, rule: RuleInputs): Promise<string[]> {
  if (rule.adopt || rule.adoptId !== undefined) return [];
  const table = LiveTable.of(ctx, kind);
  const items = await table.items(ctx.signal);
  const equal = items.find((item) => !table.managed.has(String(item.id)) && table.isSame(item, rule));
  return equal ? [secondCopy(ctx, `rule of the table ${kind.name}`, String(equal.id))] : [];
}

/** What a preview says of a rule that stands, or is named for adoption, and holds what is not understood. */
async function oddWarning(
  ctx: Context,
  kind: TableKind,
  { adoptId }: RuleInputs,
  state: RuleOutputs | undefined,
): Promise<string[]> {
  const id = state ? String(state.ruleId) : adoptId;
  if (id === undefined) return [];
  return oddRule(ctx, kind, id);
}

async function oddRule(ctx: Context, kind: TableKind, id: string): Promise<string[]> {
  const item = (await LiveTable.of(ctx, kind).items(ctx.signal)).find((each) => String(each.id) === id);
  return item ? oddRules(kind, [item]) : [];
}

/** A sentence for each rule that is not understood. */
export function oddRules(kind: TableKind, items: readonly Item[]): string[] {
  return items.flatMap((item) => {
    const unknown = notUnderstood(kind.fields, item);
    if (!unknown) return [];
    return `rule ${item.id} of the table ${kind.name} is not understood, so what it matches and does is not known: ${unknownText(unknown)}; an edit leaves unknown fields as they are`;
  });
}

async function createRule(
  ctx: Context,
  table: LiveTable,
  rule: RuleInputs,
): Promise<CreateResult<RuleOutputs>> {
  const items = await table.items(ctx.signal);
  const taken = adopted(table, items, rule);
  if (taken) {
    table.managed.add(String(taken.id));
    await ensure(ctx, table, String(taken.id), rule);
    return made(String(taken.id));
  }
  const [wish] = wishesOf(rule.position);
  checkAnchor(table, items, wish);
  const anchor = anchorFor(wish, table.order(items));
  const id = await table.insert(ctx, rule, anchor);
  noteClaim(table, id, wish);
  if (anchor && table.kind.appendOnly) await placing(id, rule, () => table.move(ctx, id, anchor));
  return made(id);
}

function made(id: string): CreateResult<RuleOutputs> {
  return { id, outputs: { ruleId: ruleIdOf(id) } };
}

/** The rule exists from here on: where only its place is missing, the state keeps it and the next `up` moves it. */
async function placing(id: string, rule: RuleInputs, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    const error = asPerimeterError(thrown);
    const reasons = [`the rule ${id} was made but is not in its place yet: ${error.message}`];
    throw error.with({
      category: "partial",
      incomplete: { id, outputs: { ...rule, ruleId: ruleIdOf(id) }, reasons },
    });
  }
}

/** The existing rule that a creation takes over, if it shall. */
function adopted(table: LiveTable, items: Item[], rule: RuleInputs): Item | undefined {
  if (rule.adoptId !== undefined) {
    const found = items.find((item) => String(item.id) === rule.adoptId);
    if (found) return found;
    throw new PerimeterError({
      category: "notFound",
      message: `adoptId: there is no rule ${rule.adoptId} in the table ${table.kind.name}`,
      advice: `Its rules are ${items.map((item) => item.id).join(", ") || "none"}.`,
    });
  }
  if (!rule.adopt) return undefined;
  const equal = items.filter((item) => !table.managed.has(String(item.id)) && table.isSame(item, rule));
  if (equal.length <= 1) return equal[0];
  throw new PerimeterError({
    category: "conflict",
    code: "PERIMETER_ADOPT_AMBIGUOUS",
    message: `adopt: several rules of the table ${table.kind.name} are equal: ${equal.map((item) => item.id).join(", ")}`,
    advice: "Name one with adoptId.",
  });
}

async function updateRule(
  ctx: Context,
  table: LiveTable,
  id: string,
  rule: RuleInputs,
): Promise<RuleOutputs> {
  await ensure(ctx, table, id, rule);
  return { ruleId: ruleIdOf(id) };
}

/** Brings an existing rule to its content and place; sends only what is missing. */
async function ensure(ctx: Context, table: LiveTable, id: string, rule: RuleInputs): Promise<void> {
  const live = (await table.items(ctx.signal)).find((item) => String(item.id) === id);
  if (!live) throw gone(table, id);
  const now = decodeRule(table.kind.fields, live, rule);
  if (!sameRule(table.kind.fields, now, rule)) await table.edit(ctx, id, rule, live);
  const [wish] = wishesOf(rule.position);
  noteClaim(table, id, wish);
  const items = await table.items(ctx.signal);
  checkAnchor(table, items, wish);
  const move = moveFor(wish, id, table.order(items));
  if (move) await table.move(ctx, move.id, move.anchor);
}

/** What this process moved may have left another rule, whose wish held until then, on the wrong side. */
async function displaced(table: LiveTable, id: string, rule: RuleInputs): Promise<string[]> {
  const [wish] = wishesOf(rule.position);
  const items = await table.known();
  return !wish || !items || holdsPlace(wish, id, table.order(items)) ? [] : ["position"];
}

function gone(table: LiveTable, id: string): PerimeterError {
  return new PerimeterError({
    category: "notFound",
    message: `rule ${id} of the table ${table.kind.name} is gone from the appliance`,
    advice: "Run `pulumi up --refresh`: it makes the rule anew.",
  });
}

function checkAnchor(table: LiveTable, items: Item[], wish: DesiredPlace | undefined): void {
  if (!wish || "first" in wish || "last" in wish) return;
  const [name, id] = "after" in wish ? ["after", wish.after] : ["before", wish.before];
  if (items.some((item) => String(item.id) === id)) return;
  throw new PerimeterError({
    category: "notFound",
    message: `position.${name}: there is no rule ${id} in the table ${table.kind.name}`,
    advice: `Its rules are ${items.map((item) => item.id).join(", ") || "none"}.`,
  });
}

function noteClaim(table: LiveTable, id: string, wish: DesiredPlace | undefined): void {
  table.managed.add(id);
  if (wish) table.wishes.set(id, wish);
  else table.wishes.delete(id);
}

async function readRule(
  ctx: Context,
  table: LiveTable,
  id: string,
  state: RuleInputs | undefined,
): Promise<ReadResult<Properties, RuleOutputs> | undefined> {
  const [wish] = wishesOf(state?.position);
  // Before the first wait: whoever reads in the same moment knows then of all claims to the top and the bottom.
  noteClaim(table, id, wish);
  const item = (await table.items(ctx.signal)).find((candidate) => String(candidate.id) === id);
  if (!item) return undefined;
  const position = wish && (await positionNow(ctx, table, id, wish, state?.position));
  const inputs = { ...decodeRule(table.kind.fields, item, state), position };
  return { inputs, outputs: { ruleId: item.id } };
}

/** The wish where it holds, else the real place. */
async function positionNow(
  ctx: Context,
  table: LiveTable,
  id: string,
  wish: DesiredPlace,
  wished: Position | undefined,
): Promise<Position | undefined> {
  const now = async () => table.order(await table.items(ctx.signal));
  if (holdsPlace(wish, id, await now())) return wished;
  if ("first" in wish || "last" in wish) {
    // Another rule that claims the same end may be read a little later.
    await new Promise((resolve) => setTimeout(resolve, claimsMs));
    if (holdsPlace(wish, id, await now())) return wished;
  }
  return realPosition(id, await now());
}

const claimsMs = 300;
