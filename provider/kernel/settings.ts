import { z } from "zod";
import { failureInstead, notUnderstoodAnswer, tellsOfFailure } from "./answers";
import type { Call } from "./calls";
import type { Context } from "./context";
import { sameField } from "./diff";
import { asPerimeterError, invalid, isCategory, type PerimeterError } from "./errors";
import { type Fields, field, fieldNodes, type TypeNode } from "./fields";
import { forgetHandedOver, handOver, withHandedOver } from "./handed-over";
import type { Behaviour } from "./resource";
import { isObject, type Properties, shown } from "./values";

/**
 * A setting that every appliance has once. Creation takes the present values over and remembers them; fields that the
 * program leaves out keep the appliance's value; deletion puts back what we set, where it is still what we set.
 */
export interface Setting {
  /** The id: the resource's name in kebab case. */
  id: string;
  noun: string;
  path: string;
  fields: Fields;
  /** The call that stores all fields. */
  write(ctx: Context, body: Properties): Promise<Call>;
  /** Field names as the vendor writes them. */
  vendorName(name: string): string;
}

export const onDeleteField = {
  onDelete: field(
    z.enum(["restore", "keep"]),
    "What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept.",
    { default: "restore" },
  ),
} satisfies Fields;

export const settingOutputs = {
  original: field(
    z.record(z.string(), z.any()),
    "The values that were there before, of the fields that the program sets.",
  ),
} satisfies Fields;

type Outputs = { original: Properties };

/** The behaviour of a resource that is a setting. */
export function setting(
  spec: Setting,
): Pick<
  Behaviour<Properties, Outputs>,
  "claims" | "holds" | "create" | "read" | "update" | "delete" | "handOver" | "list"
> {
  const what = `the setting ${spec.noun}`;
  const originalOf = (ctx: Context, state: Partial<Outputs> | undefined) =>
    withHandedOver(ctx, what, state?.original ?? {});
  const fieldNamed = (name: string) => `${what}, ${name}`;
  /** What was there before goes on to whoever has taken these fields over. */
  const give = (ctx: Context, state: Properties & Outputs, names: string[]) => {
    const entries = Object.entries(pick(originalOf(ctx, state), names));
    const values = entries.map(([name, before]) => [name, { was: state[name], before }]);
    handOver(ctx, what, Object.fromEntries(values));
  };
  return {
    claims: () => [{ key: what, mode: "sole" }],
    holds: (_, state) => managedIn(spec, state).map(fieldNamed),
    async create(ctx, inputs) {
      const predecessor = ctx.predecessor as Partial<Outputs> | undefined;
      return { id: spec.id, outputs: await apply(ctx, spec, inputs, originalOf(ctx, predecessor)) };
    },
    async read(ctx, id, state) {
      if (id !== spec.id) throw invalid(`the id "${id}" is not right: that of ${spec.noun} is "${spec.id}"`);
      const live = await observeIfThere(ctx, spec);
      if (!live) return undefined;
      const managed = state ? managedIn(spec, state) : fieldNodes(spec.fields).map(({ name }) => name);
      const inputs = Object.fromEntries(managed.map((name) => [name, live[name]]));
      return {
        id: spec.id,
        inputs: { onDelete: state?.onDelete, ...inputs },
        outputs: { original: originalOf(ctx, state) },
      };
    },
    update: (ctx, _, state, inputs) => apply(ctx, spec, inputs, originalOf(ctx, state)),
    async delete(ctx, _, state) {
      if (state.onDelete === "keep") return;
      const live = await observeIfThere(ctx, spec);
      if (!live) return;
      const original = originalOf(ctx, state);
      const [held, own] = apart(Object.keys(original), (name) => ctx.isHeld(fieldNamed(name)));
      give(ctx, state, held);
      const ours = own.filter((name) => same(spec, name, live[name], state[name]));
      await store(ctx, spec, live, pick(original, ours));
      forgetHandedOver(ctx, what, own);
    },
    handOver(ctx, _, state) {
      if (state.onDelete !== "keep") give(ctx, state, Object.keys(state.original));
    },
    list: async () => [{ id: spec.id, name: spec.id }],
  };
}

/** The fields that a program sets. */
function managedIn(spec: Setting, state: Properties): string[] {
  const names = fieldNodes(spec.fields).map(({ name }) => name);
  return names.filter((name) => state[name] !== undefined);
}

/** Sets what the program says; what was there before is remembered once, at the first time. */
async function apply(ctx: Context, spec: Setting, inputs: Properties, before: Properties): Promise<Outputs> {
  const live = await observe(ctx, spec);
  const names = fieldNodes(spec.fields)
    .map((node) => node.name)
    .filter((name) => inputs[name] !== undefined);
  const outputs = { original: { ...pick(live, names), ...pick(before, names) } };
  try {
    await store(ctx, spec, live, pick(inputs, names));
  } catch (thrown) {
    throw unsure(spec, outputs, asPerimeterError(thrown));
  }
  return outputs;
}

/** It may have been stored: the state remembers what was there before, which nobody could find out later. */
function unsure(spec: Setting, outputs: Outputs, error: PerimeterError): PerimeterError {
  if (!error.outcomeUnknown) return error;
  const reasons = [`it is not known whether the setting was stored: ${error.message}`];
  return error.with({ category: "partial", incomplete: { id: spec.id, outputs, reasons } });
}

async function store(ctx: Context, spec: Setting, live: Properties, wanted: Properties): Promise<void> {
  if (Object.entries(wanted).every(([name, value]) => same(spec, name, live[name], value))) return;
  const all = { ...live, ...wanted };
  const body = Object.fromEntries(
    fieldNodes(spec.fields).map(({ name }) => [spec.vendorName(name), all[name]]),
  );
  await ctx.call(await spec.write(ctx, body));
}

/** Equal as the appliance sees it. */
function same(spec: Setting, name: string, a: unknown, b: unknown): boolean {
  return fieldNodes(spec.fields).some((node) => node.name === name && sameField(node, a, b));
}

async function observe(ctx: Context, spec: Setting): Promise<Properties> {
  const answer = await ctx.call({ method: "GET", path: spec.path });
  const wire = isObject(answer) ? answer : {};
  const nodes = fieldNodes(spec.fields);
  const wanted = nodes.map(({ name, type }) => ({ type, key: spec.vendorName(name) }));
  const isAny = wanted.some(({ key }) => wire[key] !== undefined && wire[key] !== null);
  const wrong = wanted.filter(({ type, key }) => !isAny || !isSaid(type, wire[key])).map(({ key }) => key);
  if (wrong.length > 0)
    throw tellsOfFailure(answer) ? failureInstead(answer) : noSetting(spec, wrong, answer);
  const told = (name: string, { kind }: TypeNode) =>
    wire[spec.vendorName(name)] ?? (kind === "array" ? [] : undefined);
  return Object.fromEntries(nodes.map(({ name, type }) => [name, told(name, type)]));
}

/** An answer tells every field; only a list without anything in it may be left out beside another field. */
function isSaid({ kind }: TypeNode, value: unknown): boolean {
  if (kind === "array") return value === undefined || value === null || Array.isArray(value);
  if (kind === "boolean") return typeof value === "boolean";
  if (kind === "enum") return typeof value === "string";
  return value !== undefined;
}

/** Undefined where the appliance has no such setting (any more). */
async function observeIfThere(ctx: Context, spec: Setting): Promise<Properties | undefined> {
  try {
    return await observe(ctx, spec);
  } catch (thrown) {
    if (isCategory(thrown, "notFound")) return undefined;
    throw thrown;
  }
}

function noSetting(spec: Setting, wrong: string[], answer: unknown): PerimeterError {
  const fields = wrong.length > 1 ? "the fields" : "the field";
  return notUnderstoodAnswer(
    `the answer at ${spec.path} is not the setting ${spec.noun}, as it doesn't tell ${fields} ${wrong.join(", ")}: ${shown(answer)}`,
  );
}

function pick(from: Properties, names: string[]): Properties {
  return Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]));
}

function apart(names: string[], isHeld: (name: string) => boolean): [held: string[], others: string[]] {
  return [names.filter(isHeld), names.filter((name) => !isHeld(name))];
}
