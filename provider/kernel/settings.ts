import { z } from "zod";
import type { Call } from "./calls";
import type { Behaviour, Context } from "./define";
import { type Fields, field, fieldNodes } from "./fields";
import { isObject, type Properties, sameValue } from "./values";

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
): Pick<Behaviour<Properties, Outputs>, "owns" | "create" | "read" | "update" | "delete" | "list"> {
  return {
    owns: () => [{ key: `the setting ${spec.noun}`, mode: "sole" }],
    async create(ctx, inputs) {
      return { id: spec.id, outputs: await apply(ctx, spec, inputs, {}) };
    },
    async read(ctx, _, state) {
      const live = await look(ctx, spec);
      const names = fieldNodes(spec.fields).map((node) => node.name);
      const managed = state ? names.filter((name) => state[name] !== undefined) : names;
      const inputs = Object.fromEntries(managed.map((name) => [name, live[name]]));
      return {
        id: spec.id,
        inputs: { onDelete: state?.onDelete, ...inputs },
        outputs: { original: state?.original ?? {} },
      };
    },
    update: (ctx, _, state, inputs) => apply(ctx, spec, inputs, state.original),
    async delete(ctx, _, state) {
      if (state.onDelete === "keep") return;
      const live = await look(ctx, spec);
      const ours = Object.keys(state.original).filter((name) => sameValue(live[name], state[name]));
      await store(ctx, spec, live, pick(state.original, ours));
    },
    list: async () => [{ id: spec.id, name: spec.id }],
  };
}

/** Sets what the program says; what was there before is remembered once, at the first time. */
async function apply(ctx: Context, spec: Setting, inputs: Properties, before: Properties): Promise<Outputs> {
  const live = await look(ctx, spec);
  const names = fieldNodes(spec.fields)
    .map((node) => node.name)
    .filter((name) => inputs[name] !== undefined);
  await store(ctx, spec, live, pick(inputs, names));
  return { original: { ...pick(live, names), ...pick(before, names) } };
}

async function store(ctx: Context, spec: Setting, live: Properties, wanted: Properties): Promise<void> {
  if (Object.entries(wanted).every(([name, value]) => sameValue(live[name], value))) return;
  const all = { ...live, ...wanted };
  const body = Object.fromEntries(
    fieldNodes(spec.fields).map(({ name }) => [spec.vendorName(name), all[name]]),
  );
  await ctx.call(await spec.write(ctx, body));
}

async function look(ctx: Context, spec: Setting): Promise<Properties> {
  const answer = await ctx.call({ method: "GET", path: spec.path });
  const object = isObject(answer) ? answer : {};
  return Object.fromEntries(fieldNodes(spec.fields).map(({ name }) => [name, object[spec.vendorName(name)]]));
}

function pick(from: Properties, names: string[]): Properties {
  return Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]));
}
