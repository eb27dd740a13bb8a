import type { Context } from "../../kernel/context";
import { isCategory, isRefusal, type PerimeterError } from "../../kernel/errors";
import type { Finding } from "../../kernel/report";
import type { Properties } from "../../kernel/values";
import type { Rule } from "../../policy";
import { anomalies } from "../../policy/anomalies";
import type { AnomalyKind } from "../../policy/anomalytext";
import { getCategories } from "./content/get-categories";
import type { Item } from "./rules/codec";
import { LiveTable } from "./rules/live-table";
import { type TableName, tableNames, tables } from "./rules/tables";
import { plannedForm } from "./ruletable/forms";
import { type Packet, verdicts } from "./ruletable/judge";
import { models } from "./ruletable/models";
import { asResolver, concreteObjectsOf } from "./ruletable/words";

/**
 * Rules that don't do what they seem to, table by table, and categories of users that no rule names. A part that the
 * version lacks, or that the account may not see, is a remark; where that is so of all of them, an error.
 */
export async function lint(ctx: Context): Promise<Finding[]> {
  const byTable = await Promise.all(
    tableNames.map((name) => unlessRefused(name, () => lintTable(ctx, name))),
  );
  const parts = [...byTable, await unlessRefused("categories", () => unusedCategories(ctx))];
  const refusals = parts.flatMap(({ refusal }) => refusal ?? []);
  if (refusals.length === parts.length) throw refusals[0];
  return parts.flatMap(({ findings }) => findings);
}

interface Part {
  findings: Finding[];
  refusal?: PerimeterError;
}

async function unlessRefused(name: string, look: () => Promise<Finding[]>): Promise<Part> {
  try {
    return { findings: await look() };
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    const text = `nothing is said of ${name}: ${thrown.message}`;
    const finding = { kind: "notSeen", object: name, place: { in: name }, text, remark: true };
    return { findings: [finding], refusal: thrown };
  }
}

async function lintTable(ctx: Context, table: TableName): Promise<Finding[]> {
  const items = await LiveTable.of(ctx, tables[table]).items(ctx.signal);
  const objects = items.length > 0 ? await concreteObjectsOf(ctx) : undefined;
  const named = items.map((item) => ({ name: nameOf(item), rule: ruleOf(table, item) }));
  const found = await anomalies(models[table], named, {
    resolver: objects && asResolver(objects),
    names: (_, id) => objects?.nameOf(id),
    signal: ctx.signal,
  });
  return found.map(({ kind, rule, text }) => ({
    kind,
    object: `rule ${rule}`,
    place: { in: table, line: named.findIndex(({ name }) => name === rule) + 1 },
    text: inTable(table, text),
    ...(isRemark(kind) && { remark: true }),
  }));
}

/** In the log table the last match decides, so that a rule is overruled from below. */
function inTable(table: TableName, text: string): string {
  return models[table].order === "last-match" ? text.replaceAll(/above (it|them)/g, "below $1") : text;
}

function isRemark(kind: AnomalyKind): boolean {
  return kind === "unknown" || kind === "notUnderstood" || kind === "notComputed";
}

function nameOf({ id, name, comment }: Item): string {
  const title = String(name || comment || "");
  return title ? `${id} (${title})` : String(id);
}

function ruleOf(table: TableName, item: Item): Rule {
  return plannedForm(tables[table], item);
}

async function unusedCategories(ctx: Context): Promise<Finding[]> {
  const rules = await LiveTable.of(ctx, tables.contentFilter).items(ctx.signal);
  const used = new Set(rules.flatMap((rule) => (rule as Properties).categories ?? []));
  const { items } = (await getCategories.call(ctx, {})) as {
    items: { id: string; type: string; name: string }[];
  };
  return items
    .filter(({ id, type }) => type === "users" && !used.has(id))
    .map(({ id, name }) => ({
      kind: "unusedCategory",
      object: `category ${id} (${name})`,
      place: { in: "categories" },
      text: `the category \`${name}\` (${id}) is used by no rule of the content filter`,
    }));
}

/** Whether the firewall's rules let a packet from anywhere to that port pass, or pass it on. */
export type Opens = (packet: Pick<Packet, "protocol" | "destinationAddress" | "destinationPort">) => boolean;

/**
 * Judges ports by the tables dnat, forward and input. Where a rule can't be decided from here (a user, a zone, a time)
 * it counts as one that opens; that nothing forbids a port opens it not.
 */
export async function opener(ctx: Context): Promise<Opens | undefined> {
  const objects = await concreteObjectsOf(ctx);
  if (!objects) return undefined;
  const rules = await Promise.all(
    (["dnat", "forward", "input"] as const).map((table) => openingRules(ctx, table)),
  );
  return (packet) =>
    // Without an address of its own a source may be any.
    rules.some((list) => verdicts(list, { ...packet, sourceAddress: "" }, objects).has("accept"));
}

/** The rules of a table with a last one that drops; what dnat passes on is as good as accepted. */
async function openingRules(ctx: Context, table: "dnat" | "forward" | "input") {
  const items = await unlessUnseen(() => LiveTable.of(ctx, tables[table]).items(ctx.signal));
  const rules = items.map((item) => {
    const rule = ruleOf(table, item);
    const action = table === "dnat" ? (rule.action === "dnat" ? "accept" : "drop") : rule.action;
    return { id: item.id, rule: { ...rule, action } };
  });
  return [...rules, { id: -1, rule: { action: "drop" } }];
}

async function unlessUnseen(look: () => Promise<Item[]>): Promise<Item[]> {
  try {
    return await look();
  } catch (thrown) {
    if (!isCategory(thrown, "auth", "notFound")) throw thrown;
    return [];
  }
}
