import { z } from "zod";
import type { Context } from "../../../kernel/context";
import { asPerimeterError, type PerimeterError } from "../../../kernel/errors";
import { type Fields, field } from "../../../kernel/fields";
import type { CreateResult, Erased, Preview, ReadResult, ResourceSpec } from "../../../kernel/resource";
import { containsUnknown, type Properties } from "../../../kernel/values";
import { someOf } from "../../../kernel/wording";
import { inWords, inWordsOf, withIdsOf } from "./found";
import { MadeObjects } from "./made";
import { isReferenceId, type Mapping, mappingOf, type ObjectMap } from "./mapping";
import { rendered } from "./render";
import { asIds, directoriesFor, type Held, hold, look } from "./resolve";
import { serviceProblems, withoutServices } from "./services";
import { eachReference } from "./slots";

type Spec = ResourceSpec<Erased, Erased>;

export const objectsOutput = field(
  z.record(z.string(), z.string()).optional(),
  "What names and values in the inputs stand for: the text → the object's id. Ids stand for themselves and are not in it.",
);

/**
 * A resource whose inputs may name objects by title or value, from one that knows ids alone: what is written is looked
 * up before anything else, and missing objects of values are made; what is read is said in the program's words.
 * @param isPlain inputs whose values the appliance takes as they are
 */
export function referring(spec: Spec, isPlain: (inputs: Properties) => boolean = () => false): Spec {
  const named = withNames(spec, isPlain);
  const of = (inputs: Properties) => (isPlain(inputs) ? spec : named);
  return {
    ...named,
    create: (ctx, inputs) => of(inputs).create(ctx, inputs),
    read: (ctx, id, state) => (state ? of(state) : named).read(ctx, id, state),
    preview: async (ctx, inputs, state) => (await of(inputs).preview?.(ctx, inputs, state)) ?? {},
    ...(spec.update && {
      update: async (ctx, id, state, inputs) => (await of(inputs).update?.(ctx, id, state, inputs)) as Erased,
    }),
    delete: (ctx, id, state) => of(state).delete(ctx, id, state),
  };
}

function withNames(spec: Spec, isPlain: (inputs: Properties) => boolean): Spec {
  const fields: Fields = spec.inputs;
  const ids = (state: Properties) => asIds(fields, state, mappingOf(state));
  return {
    ...spec,
    outputs: { ...spec.outputs, objects: objectsOutput },
    check(inputs, report) {
      const problems = serviceProblems(inputs);
      for (const { path, message } of problems) report(path, message);
      if (problems.length === 0) spec.check?.(withoutServices(inputs, inputs), report);
    },
    preview: (ctx, inputs, state) => preview(ctx, spec, inputs, state),
    previewPartly: (ctx, inputs, state) => previewPartly(ctx, spec, inputs, state),
    create: (ctx, inputs) => create(ctx, spec, inputs),
    read: (ctx, id, state) => read(ctx, spec, id, state, isPlain),
    ...(spec.update && {
      update: (ctx: Context, id: string, state, inputs) => update(ctx, spec, id, state, inputs),
    }),
    delete: async (ctx, id, state) => {
      await spec.delete(ctx, id, ids(state));
      await MadeObjects.of(ctx).removeUnused(ctx, idsOf(mappingOf(state)));
    },
    ...(spec.needsUpdate && {
      needsUpdate: (state: Properties, inputs: Properties, ctx: Context, id: string) =>
        spec.needsUpdate?.(ids(state), inputs, ctx, id) ?? [],
    }),
    canonicalizeLive: (ctx, state, inputs) =>
      inWordsOf(fields, state, spec.canonicalizeLive?.(ctx, state, inputs) ?? inputs),
    exported: {
      ...spec.exported,
      withIdsOf: (inputs, outputs, isMeant) => withIdsOf(fields, inputs, outputs, isMeant),
    },
    previewOutputs: (inputs, state) => ({
      ...spec.previewOutputs?.(inputs, state),
      ...objectsAhead(fields, inputs, state),
    }),
  };
}

function idsOf(mapping: Mapping): string[] {
  return Object.values(mapping.output ?? {});
}

/** Known before the change where nothing is written that the state doesn't have. */
function objectsAhead(
  fields: Fields,
  inputs: Properties,
  state: Properties,
): { objects?: ObjectMap | undefined } {
  const before = mappingOf(state);
  const after = mappingOf(undefined);
  let isKnown = !containsUnknown(inputs);
  if (isKnown) {
    eachReference(fields, inputs, (kind, text) => {
      if (typeof text !== "string" || isReferenceId(kind, text)) return;
      const id = before.idOf(kind, text);
      if (id === undefined) isKnown = false;
      else after.add(kind, text, id);
    });
  }
  return isKnown ? { objects: after.output } : {};
}

async function preview(
  ctx: Context,
  spec: Spec,
  inputs: Properties,
  state: Properties | undefined,
): Promise<Preview> {
  const resolved = await look(ctx, spec.inputs, inputs, mappingOf(state));
  if (resolved.problems.length > 0) return { warnings: resolved.warnings, problems: resolved.problems };
  const before = state && asIds(spec.inputs, state, mappingOf(state));
  const said = await spec.preview?.(ctx, resolved.inputs as Erased, before as Erased);
  return withNews(said ?? {}, resolved);
}

async function previewPartly(
  ctx: Context,
  spec: Spec,
  inputs: Properties,
  state: Properties | undefined,
): Promise<Preview> {
  const resolved = await look(ctx, spec.inputs, inputs, mappingOf(state));
  if (resolved.problems.length > 0) return { warnings: resolved.warnings, problems: resolved.problems };
  const before = state && asIds(spec.inputs, state, mappingOf(state));
  const whole = !containsUnknown(resolved.inputs) && spec.preview;
  const said = await (whole
    ? spec.preview?.(ctx, resolved.inputs as Erased, before as Erased)
    : spec.previewPartly?.(ctx, resolved.inputs as Erased, before as Erased));
  return withNews(said ?? {}, resolved);
}

const mostShown = 12;

function withNews(
  said: Preview,
  { missing, warnings }: Pick<Held<Properties>, "missing" | "warnings">,
): Preview {
  const values = [...missing.values()].map(({ text }) => text);
  if (values.length === 0) return { ...said, warnings: [...warnings, ...(said.warnings ?? [])] };
  const note = `objects to be made: ${someOf(values, mostShown)}`;
  return { ...said, notes: [note, ...(said.notes ?? [])], warnings: [...warnings, ...(said.warnings ?? [])] };
}

async function create(ctx: Context, spec: Spec, inputs: Properties): Promise<CreateResult<Erased>> {
  const held = await hold(ctx, spec.inputs, inputs, mappingOf(undefined));
  return changing(ctx, spec, held, undefined, async () => {
    const made = await spec.create(ctx, held.inputs as Erased);
    return { ...made, outputs: { ...(made.outputs as Properties), objects: held.mapping.output } };
  });
}

async function update(
  ctx: Context,
  spec: Spec,
  id: string,
  state: Properties,
  inputs: Properties,
): Promise<Erased> {
  const before = mappingOf(state);
  const held = await hold(ctx, spec.inputs, inputs, before);
  const outputs = await changing(ctx, spec, held, before, async () => {
    const made = await spec.update?.(
      ctx,
      id,
      asIds(spec.inputs, state, before) as Erased,
      held.inputs as Erased,
    );
    return { ...(made as Properties), objects: held.mapping.output };
  });
  const dropped = idsOf(before).filter((each) => !idsOf(held.mapping).includes(each));
  const left = await removed(ctx, dropped);
  if (!left) return outputs;
  const kept = { ...outputs, objects: { ...pickIds(before, dropped), ...held.mapping.output } };
  if (!left.retryable) return kept;
  throw left.with({ category: "partial", incomplete: { id, outputs: kept, reasons: [left.message] } });
}

/** The change itself; where it fails, what was made for it goes again, unless nobody knows how it ended. */
async function changing<T>(
  ctx: Context,
  spec: Spec,
  held: Held<Properties>,
  before: Mapping | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    const result = await work();
    held.release();
    return result;
  } catch (thrown) {
    held.release();
    const error = asPerimeterError(thrown);
    const { incomplete } = error;
    if (!incomplete && !error.outcomeUnknown && held.made.length > 0) await removed(ctx, held.made);
    if (!incomplete) throw error;
    const names = new Set(Object.keys(spec.outputs));
    const outputs = Object.fromEntries(
      Object.entries(incomplete.outputs).filter(([name]) => names.has(name)),
    );
    // Rules of before and of now may stand side by side.
    const objects = { ...before?.output, ...held.mapping.output };
    const known = Object.keys(objects).length > 0 ? { objects } : {};
    throw error.with({ incomplete: { ...incomplete, outputs: { ...outputs, ...known } } });
  }
}

/** Why something could not be removed: then the state remembers it, and the next change tries again. */
async function removed(ctx: Context, ids: string[]): Promise<PerimeterError | undefined> {
  try {
    await MadeObjects.of(ctx).removeUnused(ctx, ids);
    return undefined;
  } catch (thrown) {
    const error = asPerimeterError(thrown);
    ctx.log.warn(
      `${ctx.connection.where}: objects that were made for rules could not be removed: ${error.message}`,
    );
    return error;
  }
}

function pickIds(mapping: Mapping, ids: readonly string[]): ObjectMap {
  return Object.fromEntries(Object.entries(mapping.output ?? {}).filter(([, id]) => ids.includes(id)));
}

async function read(
  ctx: Context,
  spec: Spec,
  id: string,
  state: Properties | undefined,
  isPlain: (inputs: Properties) => boolean,
): Promise<ReadResult<Erased, Erased> | undefined> {
  const mapping = mappingOf(state);
  const before = state && asIds(spec.inputs, state, mapping);
  const seen = await spec.read(ctx, id, before as Erased);
  if (!seen) return undefined;
  if (!state) return inWords(ctx, spec.inputs, seen as ReadResult<Properties, Properties>, isPlain);
  const directories = await directoriesFor(ctx, spec.inputs, state);
  const inputs = rendered(spec.inputs, seen.inputs as Properties, state, { directories, mapping });
  const now = await look(ctx, spec.inputs, inputs, mapping);
  return { ...seen, inputs, outputs: { ...(seen.outputs as Properties), objects: now.mapping.output } };
}
