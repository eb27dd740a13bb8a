import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Context } from "./context";
import { type Fields, field } from "./fields";
import type { Behaviour, Preview } from "./resource";
import { sameValue } from "./values";

/**
 * Something that is done when the resource is created and whenever `triggers` change. It is an event of the past:
 * nothing on the appliance can differ from it, and its deletion sends nothing.
 */
export interface Action<I, O extends object> {
  /** The outputs that an event leaves, by name: what stays in the state while nothing is done. */
  outputs: ReadonlyArray<keyof O & string>;
  run(ctx: Context, inputs: I): Promise<O>;
  /** What is said before it runs. */
  preview?(ctx: Context, inputs: I): Promise<Preview>;
  /** What an import finds; without it there is nothing to import. */
  latest?(ctx: Context): Promise<O>;
}

/** The input that every action has. */
export function triggersField(doc: string): { triggers: z.ZodOptional<z.ZodAny> } {
  return { triggers: field(z.any().optional(), doc) } satisfies Fields;
}

/** The behaviour of a resource that is an action. */
export function action<I extends { triggers?: unknown }, O extends object>(
  spec: Action<I, O>,
): Pick<Behaviour<I, O>, "preview" | "create" | "read" | "update" | "delete"> {
  const kept = (state: O) => Object.fromEntries(spec.outputs.map((name) => [name, state[name]])) as O;
  const isDone = (state: I & O, inputs: I) => sameValue(state.triggers, inputs.triggers);
  return {
    async preview(ctx, inputs, state) {
      return state && isDone(state, inputs) ? {} : ((await spec.preview?.(ctx, inputs)) ?? {});
    },
    create: async (ctx, inputs) => ({ id: randomUUID(), outputs: await spec.run(ctx, inputs) }),
    async read(ctx, id, state) {
      if (state) return { id, inputs: state, outputs: kept(state) };
      return spec.latest && { id, inputs: {}, outputs: await spec.latest(ctx) };
    },
    update: async (ctx, _, state, inputs) => (isDone(state, inputs) ? kept(state) : spec.run(ctx, inputs)),
    delete: async () => {},
  };
}
