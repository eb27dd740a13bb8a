import { z } from "zod";
import { checkFields } from "./check";
import { sameField } from "./diff";
import { asPerimeterError } from "./errors";
import { type Fields, field, fieldNodes, metaOf } from "./fields";
import type { Erased, ReadResult, ResourceSpec } from "./resource";
import {
  type LineProblem,
  type ListItem,
  parseTextList,
  problemLines,
  rewriteTextList,
  type TextList,
} from "./text-list";
import { isUnknown, type Path, type Properties } from "./values";

type Spec = ResourceSpec<Erased, Erased>;

/** How the elements of a list are written as lines; by default an element is the line. */
export interface LineForm {
  /** Whether a line may end in an expiry. */
  expiries?: boolean;
  elementOf(item: ListItem): unknown;
  itemOf(element: unknown): ListItem;
  /** One text for all spellings of an item. */
  keyOf?(item: string): string;
}

const plainLines: LineForm = {
  elementOf: ({ item }) => item,
  itemOf: (element) => ({ item: String(element) }),
};

/**
 * A resource whose list may also be one text, an item a line, from one that takes the list alone. The state keeps the
 * text as it is written; where the appliance has something else, the lines concerned are rewritten and no others.
 */
export function withTextList<In extends Fields, Out extends Fields>(
  typed: ResourceSpec<In, Out>,
  name: keyof In & string,
  form: LineForm = plainLines,
): Spec {
  const spec = typed as Spec;
  const fields: Fields = spec.inputs;
  const list = fields[name] as z.ZodType;
  const { doc, ...traits } = metaOf(list);
  const { replace } = traits;
  const texts = new Texts(name, { [name]: list }, form);
  const asList = (value: unknown) => (typeof value === "string" ? texts.read(value).list : value);
  const text = field(
    z.union([z.string(), list]),
    `${doc} Or one text: an item a line, ${form.expiries ? "an expiry after a blank, " : ""}\`#\` begins a comment.`,
    {
      ...traits,
      ...(traits.equals && {
        // Another text is shown as such, though it may mean the same.
        equals: (a: unknown, b: unknown) =>
          typeof a !== "string" && typeof b !== "string" && Boolean(traits.equals?.(a, b)),
      }),
      ...(typeof replace === "function" && {
        replace: (before: unknown, after: unknown) => replace(asList(before), asList(after)),
      }),
    },
  );
  const open = (inputs: Properties): Erased =>
    typeof inputs[name] === "string" ? { ...inputs, [name]: asList(inputs[name]) } : inputs;
  const openState = (state: Properties | undefined): Erased => state && open(state);
  const kept = <T>(inputs: Properties, work: () => Promise<T>) => keepingText(inputs, name, texts, work);
  return {
    ...spec,
    inputs: { ...fields, [name]: text },
    check(inputs, report) {
      const read = typeof inputs[name] === "string" ? texts.read(inputs[name]) : undefined;
      const faults: LineProblem[] = [...(read?.problems ?? [])];
      spec.check?.(open(inputs), (path, message) => {
        const line = read && path[0] === name ? read.items[Number(path[1])]?.line : undefined;
        if (line === undefined) report(path, message);
        else faults.push({ line, message });
      });
      // The engine prints the whole value of a refused property.
      for (const line of problemLines(faults)) report([name, "text"], line);
    },
    ...(spec.canonicalizeLive && {
      canonicalizeLive: (ctx, state, inputs) =>
        typeof inputs[name] === "string" || typeof state[name] === "string" || isUnknown(inputs[name])
          ? inputs
          : (spec.canonicalizeLive?.(ctx, state, inputs) as Erased),
    }),
    ...(spec.checkLive && {
      checkLive: async (ctx, inputs) => (await spec.checkLive?.(ctx, open(inputs))) ?? {},
    }),
    ...(spec.claims && { claims: (inputs) => spec.claims?.(open(inputs)) ?? [] }),
    ...(spec.holds && { holds: (id, state) => spec.holds?.(id, open(state)) ?? [] }),
    ...(spec.preview && {
      preview: async (ctx, inputs, state) =>
        (await spec.preview?.(ctx, open(inputs), openState(state))) ?? {},
    }),
    ...(spec.previewPartly && {
      previewPartly: async (ctx, inputs, state) =>
        (await spec.previewPartly?.(ctx, open(inputs), openState(state))) ?? {},
    }),
    create: (ctx, inputs) => kept(inputs, () => spec.create(ctx, open(inputs))),
    async read(ctx, id, state) {
      const seen = await spec.read(ctx, id, openState(state));
      if (!seen || typeof state?.[name] !== "string") return seen;
      return { ...seen, inputs: { ...seen.inputs, [name]: texts.asFound(state[name], seen, state) } };
    },
    ...(spec.register && { register: (ctx, id, inputs) => spec.register?.(ctx, id, open(inputs)) }),
    ...(spec.update && {
      update: (ctx, id, state, inputs) =>
        kept(inputs, async () => (await spec.update?.(ctx, id, openState(state), open(inputs))) as Erased),
    }),
    delete: (ctx, id, state) => spec.delete(ctx, id, openState(state)),
    ...(spec.needsUpdate && {
      needsUpdate: (state, inputs, ctx, id) =>
        spec.needsUpdate?.(openState(state), open(inputs), ctx, id) ?? [],
    }),
    ...(spec.previewOutputs && {
      previewOutputs: (inputs, state) => spec.previewOutputs?.(open(inputs), openState(state)) as Erased,
    }),
  };
}

interface ReadText extends TextList {
  list: unknown[];
}

/** The texts of one field; each is read once. */
class Texts {
  private readonly known = new Map<string, ReadText>();

  constructor(
    private readonly name: string,
    private readonly fields: Fields,
    private readonly form: LineForm,
  ) {}

  read(text: string): ReadText {
    const known = this.known.get(text);
    if (known) return known;
    const parsed = parseTextList(text, { expiries: this.form.expiries ?? false });
    const list = parsed.items.map((item) => this.form.elementOf(item));
    const { problems } = checkFields(this.fields, { [this.name]: list });
    const faults = problems.map(({ path, message }) => ({ line: this.lineOf(parsed, path), message }));
    const read = { ...parsed, list, problems: [...parsed.problems, ...faults] };
    if (this.known.size >= mostKnown) this.known.clear();
    this.known.set(text, read);
    return read;
  }

  private lineOf({ items }: TextList, [, index]: Path): number {
    return items[Number(index)]?.line ?? 1;
  }

  /** The text as it would be if it held what was found. */
  asFound(text: string, seen: ReadResult<Erased, Erased>, state: Properties): string {
    const [node] = fieldNodes(this.fields);
    const now = seen.inputs[this.name];
    if (!Array.isArray(now)) return text;
    const { list } = this.read(text);
    if (state[this.name] === now || (node && sameField(node, list, now))) return text;
    const { itemOf, keyOf } = this.form;
    return rewriteTextList(text, now.map(itemOf), {
      expiries: this.form.expiries ?? false,
      ...(keyOf && { keyOf }),
    });
  }
}

const mostKnown = 8;

/** A change that failed on the way keeps what it did of the list as a list, which the next one compares with the text. */
async function keepingText<T>(
  inputs: Properties,
  name: string,
  texts: Texts,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const error = asPerimeterError(thrown);
    const { incomplete } = error;
    const text = inputs[name];
    if (!incomplete || typeof text !== "string" || incomplete.outputs[name] === undefined) throw error;
    const seen = { inputs: { [name]: incomplete.outputs[name] }, outputs: {} };
    const outputs = { ...incomplete.outputs, [name]: texts.asFound(text, seen, {}) };
    throw error.with({ incomplete: { ...incomplete, outputs } });
  }
}
