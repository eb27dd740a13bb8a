import ipaddr from "ipaddr.js";
import type { Context } from "../../../kernel/context";
import { isCategory } from "../../../kernel/errors";
import { isObject } from "../../../kernel/values";
import { beyondTheTable, type PacketWords, protocolName, protocolNumber } from "../../../policy";
import { anomalies } from "../../../policy/anomalies";
import type { Resolver } from "../../../policy/region";
import { type NamedRule, trafficChanges } from "../../../policy/traffic";
import { addressNumber, type ConcreteObjects, concreteObjects } from "../objects/concrete";
import type { TableName } from "../rules/tables";
import { models } from "./models";
import type { Intent, Survey } from "./plan";

/** What a change means for the traffic, and rules in it that don't do what they seem to. */
export interface TrafficWords {
  notes: string[];
  warnings: string[];
}

/** Beyond that many rules the comparison takes longer than a preview should. */
const mostRules = 2000;
const mostLines = 25;

export async function trafficWords(ctx: Context, intent: Intent, situation: Survey): Promise<TrafficWords> {
  const { kind } = intent;
  const model = models[kind.name];
  if (!model.verdict || situation.plan.calls.length === 0) return { notes: [], warnings: [] };
  const [before, after] = [namedBefore(intent, situation), namedAfter(situation)];
  if (Math.max(before.length, after.length) > mostRules) {
    const text = `${kind.name}: more than ${mostRules} rules: what the change means for the traffic is not worked out`;
    return { notes: [text], warnings: [] };
  }
  const objects = await concreteObjectsOf(ctx);
  const resolver = objects && asResolver(objects);
  const categories = kind.name === "contentFilter" ? await categoryNames(ctx) : undefined;
  const names = (_: string, id: string) =>
    objects?.nameOf(id) ?? categories?.get(id) ?? (id.startsWith("protocol.") ? id.slice(9) : undefined);
  const lines = trafficChanges(model, before, after, { resolver, names, packet: packetIn(kind.name) }).map(
    (line) => `  ${line.text}`,
  );
  const said = lines.length === 0 ? [`  nothing: every packet is judged as before`] : cut(lines);
  if (lines.length > 0 && isFirewall(kind.name)) said.push(`  ${beyondTheTable}`);
  const known = new Set(before.map(({ name }) => name));
  const found = await anomalies(model, after, { resolver, names, signal: ctx.signal });
  const never = found.filter(
    ({ kind: anomaly, rule, also = [] }) =>
      (anomaly === "shadowed" || anomaly === "empty") && [rule, ...also].some((name) => !known.has(name)),
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

function namedBefore({ state }: Intent, { found }: Survey): NamedRule[] {
  const keys = new Map(Object.entries(state?.keys ?? {}).map(([key, id]) => [id, key]));
  return found.map(({ id, rule }) => ({ name: keys.get(id) ?? `rule ${id}`, rule }));
}

/** The table as it will be: rules by their keys, those that are not ours by their numbers. */
export function namedAfter({ goal, found }: Survey): NamedRule[] {
  const foreign = new Map(found.map(({ id, rule }) => [id, rule]));
  return goal.map((item) =>
    "foreign" in item
      ? { name: `rule ${item.foreign}`, rule: foreign.get(item.foreign) ?? {} }
      : { name: item.key, rule: item.rule },
  );
}

const addresses = [[0, 2 ** 32 - 1]] as const;
const ports = [[0, 65535]] as const;
const protocols = [[0, 255]] as const;

/** What the appliance's objects stand for; without an answer objects are compared by their ids. */
export async function concreteObjectsOf(ctx: Context): Promise<ConcreteObjects | undefined> {
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

/** Values for examples: addresses of the documentation where any will do, else what a network often has. */
const typical: Readonly<Record<string, readonly number[]>> = {
  protocol: [6, 17, 1],
  sources: ["198.51.100.1", "192.168.0.10", "10.0.0.10"].map(addressOf),
  destinations: ["203.0.113.1", "192.168.0.20", "10.0.0.20"].map(addressOf),
  sourcePorts: [50_000],
  destinationPorts: [443, 80, 22],
};

function addressOf(text: string): number {
  return addressNumber(text) ?? 0;
}

export function asResolver(objects: ConcreteObjects): Resolver {
  return {
    ranges: (field, value) => (field === "protocol" ? protocolRanges(value) : objects.ranges(value)),
    universe: (field) => {
      if (field === "sources" || field === "destinations") return addresses;
      if (field === "protocol") return protocols;
      return field === "sourcePorts" || field === "destinationPorts" ? ports : undefined;
    },
    typical: (field) => typical[field],
  };
}

function protocolRanges(id: string): [number, number][] | undefined {
  const number = id.startsWith("protocol.") ? protocolNumber(id.slice(9)) : undefined;
  return number === undefined ? undefined : [[number, number]];
}

const isFirewall = (table: TableName) => table === "forward" || table === "input";

/** `tcp 198.51.100.1 → 192.168.0.20:443`; what a line doesn't limit may be anything. */
export function packetIn(table: TableName): PacketWords | undefined {
  if (!isFirewall(table)) return undefined;
  return (values) => {
    const of = (field: string) => values[field] ?? typical[field]?.[0] ?? 0;
    const side = (address: string, port: string) => {
      const text = ipaddr.fromByteArray(bytesOf(Number(of(address)))).toString();
      return values[port] === undefined ? text : `${text}:${values[port]}`;
    };
    const ends = [side("sources", "sourcePorts"), side("destinations", "destinationPorts")];
    return `${protocolName(Number(of("protocol")))} ${ends.join(" → ")}`;
  };
}

const bytesOf = (address: number) => [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256);
