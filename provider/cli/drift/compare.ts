import { catalogue } from "../../catalogue";
import type { Context } from "../../kernel/context";
import { sameField } from "../../kernel/diff";
import { fieldNodes } from "../../kernel/fields";
import type { Resource } from "../../kernel/resource";
import { isObject, type Properties, sameValue } from "../../kernel/values";
import type { Step } from "../events";

/** A place where the appliance and the program differ; a value that isn't there is absent. */
export interface Deviation {
  /** Elements of a list that have a key are named by it: `rules[web].action`. */
  property: string;
  wanted?: unknown;
  found?: unknown;
}

/** A resource that is not what the program made of it. */
export interface Drifted {
  /** What the state calls the appliance. */
  appliance: string;
  vendor: string;
  /** `ideco:ForwardRule` */
  type: string;
  name: string;
  urn: string;
  id: string;
  /** The object is not there any more. */
  gone: boolean;
  properties: Deviation[];
}

export interface Comparison {
  /** How many objects were looked at. */
  objects: number;
  drift: Drifted[];
}

/** What of the steps of a refresh preview is drift: outputs that merely move on are none. */
export async function compared(steps: readonly Step[]): Promise<Comparison> {
  const ours = steps.filter((step) => !step.logical && tokenOf(step.type) !== undefined);
  const urns = new Set(ours.map(({ urn }) => urn));
  const drift = (await Promise.all(ours.map(driftOf))).flatMap((found) => found ?? []);
  return { objects: urns.size, drift: drift.sort(byPlace) };
}

function byPlace(a: Drifted, b: Drifted): number {
  return (
    a.appliance.localeCompare(b.appliance) || a.type.localeCompare(b.type) || a.name.localeCompare(b.name)
  );
}

/** The type without what tells the fronts apart. */
function tokenOf(type: string): string | undefined {
  return /^(?:pulumi-nodejs:dynamic\/perimeter\/|perimeter:)(\w+:\w+)$/.exec(type)?.[1];
}

async function driftOf(step: Step): Promise<Drifted | undefined> {
  const gone = step.op === "delete";
  const properties = gone ? [] : await deviations(step);
  if (!gone && properties.length === 0) return undefined;
  const type = tokenOf(step.type) ?? step.type;
  return {
    appliance: String(step.old?.inputs?.connection ?? ""),
    vendor: type.split(":")[0] ?? "",
    type,
    name: step.urn.split("::").at(-1) ?? step.urn,
    urn: step.urn,
    id: step.old?.id ?? "",
    gone,
    properties,
  };
}

async function deviations(step: Step): Promise<Deviation[]> {
  const definition = catalogue.resources.find(({ token }) => token === tokenOf(step.type));
  if (step.op === "same" || !definition || !step.new) return [];
  const [wanted, found] = [cleaned(step.old?.inputs), cleaned(step.new.inputs)];
  const inputs = fieldNodes(definition.inputs)
    .filter((node) => !node.providerOnly && !node.internal)
    .filter((node) => !sameField(node, wanted[node.name] ?? node.default, found[node.name] ?? node.default))
    .flatMap((node) => between(node.name, wanted[node.name], found[node.name]));
  const outputs = await unmetOutputs(definition, step, wanted);
  const before = step.old?.outputs ?? {};
  const after = step.new.outputs ?? {};
  return [
    ...inputs,
    ...outputs.map((name) => ({ property: name, wanted: before[name], found: after[name] })),
  ];
}

/** Outputs that call for an update although no input changed: an expired ban, a VM that is not enrolled. */
async function unmetOutputs(definition: Resource, step: Step, wanted: Properties): Promise<string[]> {
  const outputs = new Set(fieldNodes(definition.outputs).map(({ name }) => name));
  const told = step.diffs ?? [];
  const own = await unmetOffline(definition, step, wanted);
  return [...new Set([...told, ...own])].filter((name) => outputs.has(name));
}

/** Some definitions can't tell without a look at the appliance: then what the inputs show is all. */
async function unmetOffline(definition: Resource, step: Step, wanted: Properties): Promise<string[]> {
  const state = { ...cleaned(step.new?.inputs), ...cleaned(step.new?.outputs) };
  try {
    return (await definition.needsUpdate?.(state, wanted, nowhere, step.old?.id ?? "")) ?? [];
  } catch {
    return [];
  }
}

const nowhere = {
  get connection(): never {
    throw new Error("there is no connection here");
  },
} as unknown as Context;

/** Without what Pulumi itself adds. */
function cleaned(properties: Properties = {}): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !name.startsWith("__")));
}

/** The smallest places that differ; lists without keys are shown whole, as their order may mean nothing. */
function between(path: string, wanted: unknown, found: unknown): Deviation[] {
  if (sameValue(wanted, found)) return [];
  if (keyed(wanted) && keyed(found)) return betweenLists(path, wanted, found);
  if (isObject(wanted) && isObject(found)) {
    const names = [...new Set([...Object.keys(wanted), ...Object.keys(found)])];
    return names.flatMap((name) =>
      between(path === "" ? name : `${path}.${name}`, wanted[name], found[name]),
    );
  }
  return [{ property: path, ...(given(wanted) && { wanted }), ...(given(found) && { found }) }];
}

function given(value: unknown): boolean {
  return value !== undefined && value !== null;
}

type Keyed = Properties & { key: string };

function keyed(value: unknown): value is Keyed[] {
  return Array.isArray(value) && value.every((item) => isObject(item) && typeof item.key === "string");
}

function betweenLists(path: string, wanted: Keyed[], found: Keyed[]): Deviation[] {
  const now = new Map(found.map((item) => [item.key, item]));
  const before = new Map(wanted.map((item) => [item.key, item]));
  const changed = wanted.flatMap((item) => between(`${path}[${item.key}]`, item, now.get(item.key)));
  const added = found.filter(({ key }) => !before.has(key));
  const order = (list: Keyed[], other: Map<string, Keyed>) =>
    list.map(({ key }) => key).filter((key) => other.has(key));
  const [was, is] = [order(wanted, now), order(found, before)];
  const moved = sameValue(was, is) ? [] : [{ property: `${path} (order)`, wanted: was, found: is }];
  return [...changed, ...added.map((item) => ({ property: `${path}[${item.key}]`, found: item })), ...moved];
}
