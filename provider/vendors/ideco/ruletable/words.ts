import type { Context } from "../../../kernel/define";
import { isCategory } from "../../../kernel/errors";
import { isObject } from "../../../kernel/values";
import { anomalies } from "../../../policy/anomalies";
import type { Resolver } from "../../../policy/region";
import { type NamedRule, trafficChanges } from "../../../policy/traffic";
import { type ConcreteObjects, concreteObjects } from "../concrete";
import { models } from "./models";
import type { Intent, Situation } from "./plan";

/** What a change means for the traffic, and rules in it that don't do what they seem to. */
export interface TrafficWords {
  notes: string[];
  warnings: string[];
}

/** Beyond that many rules the comparison takes longer than a preview should. */
const mostRules = 2000;
const mostLines = 25;

export async function trafficWords(
  ctx: Context,
  intent: Intent,
  situation: Situation,
): Promise<TrafficWords> {
  const { kind } = intent;
  const model = models[kind.name];
  if (!model.verdict || situation.plan.calls.length === 0) return { notes: [], warnings: [] };
  const [before, after] = [namedBefore(intent, situation), namedAfter(situation)];
  if (Math.max(before.length, after.length) > mostRules) {
    const text = `${kind.name}: more than ${mostRules} rules: what the change means for the traffic is not worked out`;
    return { notes: [text], warnings: [] };
  }
  const objects = await objectsOf(ctx);
  const resolver = objects && asResolver(objects);
  const categories = kind.name === "contentFilter" ? await categoryNames(ctx) : undefined;
  const names = (_: string, id: string) =>
    objects?.nameOf(id) ?? categories?.get(id) ?? (id.startsWith("protocol.") ? id.slice(9) : undefined);
  const lines = trafficChanges(model, before, after, { resolver, names }).map((line) => `  ${line.text}`);
  const said = lines.length === 0 ? [`  nothing: every packet is judged as before`] : cut(lines);
  const known = new Set(before.map(({ name }) => name));
  const never = anomalies(model, after, { resolver }).filter(
    ({ kind: anomaly, rule }) => (anomaly === "shadowed" || anomaly === "empty") && !known.has(rule),
  );
  return {
    notes: [`${kind.name}: what changes for the traffic:\n${said.join("\n")}`],
    warnings: never.map(({ text }) => `${kind.name}: ${text}`),
  };
}

function cut(lines: string[]): string[] {
  const more = lines.length - mostLines;
  return more > 0 ? [...lines.slice(0, mostLines), `  … and ${more} more`] : lines;
}

function namedBefore({ state }: Intent, { found }: Situation): NamedRule[] {
  const keys = new Map(Object.entries(state?.keys ?? {}).map(([key, id]) => [id, key]));
  return found.map(({ id, rule }) => ({ name: keys.get(id) ?? `rule ${id}`, rule }));
}

function namedAfter({ goal, found }: Situation): NamedRule[] {
  const foreign = new Map(found.map(({ id, rule }) => [id, rule]));
  return goal.map((item) =>
    "foreign" in item
      ? { name: `rule ${item.foreign}`, rule: foreign.get(item.foreign) ?? {} }
      : { name: item.key, rule: item.rule },
  );
}

const addresses = [[0, 2 ** 32 - 1]] as const;
const ports = [[0, 65535]] as const;

/** What the appliance's objects stand for; without an answer objects are compared by their ids. */
export async function objectsOf(ctx: Context): Promise<ConcreteObjects | undefined> {
  try {
    return await concreteObjects(ctx);
  } catch (thrown) {
    if (!isCategory(thrown, "notFound", "auth", "vendor", "unavailable")) throw thrown;
    return undefined;
  }
}

/** Categories of sites with their names; without an answer they are called by their ids. */
async function categoryNames(ctx: Context): Promise<Map<string, string>> {
  try {
    const answer = await ctx.call({ method: "GET", path: "/content-filter/categories" });
    const items = Array.isArray(answer) ? answer.filter(isObject) : [];
    return new Map(items.map(({ id, name }) => [String(id), `${name} (${id})`]));
  } catch (thrown) {
    if (!isCategory(thrown, "notFound", "auth", "vendor", "unavailable")) throw thrown;
    return new Map();
  }
}

export function asResolver(objects: ConcreteObjects): Resolver {
  return {
    ranges: (_, value) => objects.ranges(value),
    universe: (field) => {
      if (field === "sources" || field === "destinations") return addresses;
      return field === "sourcePorts" || field === "destinationPorts" ? ports : undefined;
    },
  };
}
