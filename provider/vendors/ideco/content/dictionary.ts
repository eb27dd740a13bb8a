import { z } from "zod";
import type { Problem } from "../../../kernel/check";
import { type Collection, collection, listedObjects } from "../../../kernel/collection";
import type { Context } from "../../../kernel/context";
import { sameField } from "../../../kernel/diff";
import { invalid, PerimeterError } from "../../../kernel/errors";
import { type Fields, field, fieldNodes, objectOf, type ValuesOf } from "../../../kernel/fields";
import { type Adoption, type CreateResult, defineResource } from "../../../kernel/resource";
import { isObject, type Properties } from "../../../kernel/values";
import { comment, titleLimit } from "../objects/ids";
import { ideco } from "../vendor";

const mostWords = 1000;
const longestWord = 50;

export const dictionaryWord = objectOf("MorphWord", "A word of a dictionary and what it weighs.", {
  value: field(z.string().min(1).max(longestWord), "A word or a phrase, at most 50 characters."),
  weight: field(z.int().min(0), "What the word adds to the weight of a page; a whole number from 0 on."),
});

export const dictionaryFields = {
  title: field(z.string().min(1).max(titleLimit), "Name of the dictionary, at most 42 characters."),
  comment: field(comment, "Free text, at most 255 characters.", { default: "" }),
  enabled: field(z.boolean(), "Whether the dictionary is used.", { default: true }),
  threshold: field(
    z.int().min(0).optional(),
    "Weight from which on a page is blocked; with 0 any word that weighs something blocks it. Required, but for an adopted predefined dictionary.",
  ),
  words: field(
    z.array(dictionaryWord).max(mostWords).optional(),
    "Words and their weights, at most 1000; their order counts for nothing. Required, but for an adopted predefined dictionary.",
    { equals: sameWords },
  ),
} satisfies Fields;

const outputs = {
  readOnly: field(z.boolean(), "Whether it is one of the appliance's predefined dictionaries.", {
    stable: true,
  }),
  centralConsole: field(z.boolean(), "Whether it comes from Ideco Center, where alone it can be changed.", {
    stable: true,
  }),
  originalEnabled: field(
    z.boolean().optional(),
    "Of an adopted predefined dictionary: whether it was on before. Deletion puts that back.",
  ),
} satisfies Fields;

type DictionaryInputs = ValuesOf<typeof dictionaryFields> & Adoption;
type DictionaryOutputs = ValuesOf<typeof outputs>;
type DictionaryState = DictionaryInputs & DictionaryOutputs;

/**
 * Dictionaries of the appliance: a predefined one (`read_only`) can be switched and nothing else, so of its other
 * fields only those are looked at that the program gives. Assumption: the switch is a PATCH of `enabled` alone.
 */
export const dictionaries: Collection<DictionaryInputs, DictionaryOutputs> = {
  noun: "dictionary",
  path: "/content-filter/morph_analysis_dicts",
  fields: dictionaryFields,
  identifiedBy: "title",
  identity: ({ title }) => title,
  nameOf: ({ title = "" }) => title,
  encode(inputs, live) {
    const { title, comment, enabled, threshold, words } = inputs;
    refuse(problemsOf(inputs, live));
    if (live?.read_only) return { enabled };
    const whole = { title, comment, enabled, threshold, words };
    return live ? whole : { ...whole, read_only: false };
  },
  decode(item, known) {
    const { title, enabled, read_only } = item;
    const rest = read_only
      ? fixedOf(item, known)
      : { comment: item.comment ?? "", threshold: item.threshold, words: item.words };
    return {
      inputs: { title, enabled, ...rest } as DictionaryInputs,
      outputs: { readOnly: Boolean(read_only), centralConsole: isCentral(item) },
    };
  },
  untouchable: (item) =>
    isCentral(item) ? "it comes from Ideco Center and can be changed there alone" : undefined,
};

/** The name of the mark changed with v19. */
function isCentral(item: Properties): boolean {
  return Boolean(item.central_console ?? item.from_central_console);
}

function isOrdinary(item: Properties): boolean {
  return !item.read_only && !isCentral(item);
}

/** What can't be changed in a predefined dictionary, as far as the program speaks of it; "" is no word of a comment. */
function fixedOf(item: Properties, known: Partial<DictionaryInputs> | undefined): Properties {
  return {
    comment: known?.comment ? (item.comment ?? "") : "",
    ...(known?.threshold !== undefined && { threshold: item.threshold }),
    ...(known?.words !== undefined && { words: item.words }),
  };
}

/** Words are a set; the same word twice is once. */
function sameWords(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return false;
  const [left, right] = [a, b].map(
    (words) => new Set(words.filter(isObject).map(({ value, weight }) => `${weight} ${value}`)),
  );
  return left?.size === right?.size && [...(left ?? [])].every((word) => right?.has(word));
}

/** What keeps these inputs from becoming (or staying) this dictionary; `live` is undefined where it is to be made. */
function problemsOf(inputs: DictionaryInputs, live: Properties | undefined): Problem[] {
  if (live?.read_only) return fixedProblems(inputs, live);
  return (["threshold", "words"] as const)
    .filter((name) => inputs[name] === undefined)
    .map((name) => ({
      path: [name],
      message: "is required; only a predefined dictionary that is adopted (`adopt: true`) does without it",
    }));
}

function fixedProblems(inputs: DictionaryInputs, live: Properties): Problem[] {
  const found: Properties = { title: live.title, ...fixedOf(live, inputs) };
  const wanted: Properties = inputs;
  return fieldNodes(dictionaryFields)
    .filter(({ name }) => name !== "enabled")
    .filter((node) => !sameField(node, found[node.name], wanted[node.name]))
    .map(({ name }) => ({
      path: [name],
      message: `is fixed: "${live.title}" is a predefined dictionary, of which only \`enabled\` can be changed; leave ${name} ${name === "title" ? "as it is" : "out"}`,
    }));
}

function refuse(problems: Problem[]): void {
  if (problems.length === 0) return;
  throw invalid(problems.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
}

const whole = collection(dictionaries);

/** A dictionary of the morphological analysis. */
export const morphDictionary = defineResource(ideco, {
  name: "MorphDictionary",
  doc: "A dictionary of the morphological analysis: a page whose words weigh more than the threshold is blocked. A predefined dictionary can be adopted by its title and switched; one from Ideco Center can't be changed.",
  page: "ideco-ngfw-traffic-rules: Контент-фильтр, Морфологический анализ",
  importId: "the id of the dictionary",
  example: {
    title: "Leaks",
    threshold: 100,
    words: [
      { value: "confidential", weight: 60 },
      { value: "salary", weight: 40 },
    ],
  },
  inputs: dictionaryFields,
  outputs,
  adoptable: true,
  ...whole,
  check({ words }, report) {
    if (Array.isArray(words)) checkWords(words, report);
  },
  async preview(ctx, inputs, state) {
    if (state && !state.readOnly && !state.centralConsole) return { problems: problemsOf(inputs, undefined) };
    const live = await liveOf(ctx, inputs, state);
    if (live && isCentral(live)) return { problems: [centralProblem(live)] };
    const problems = problemsOf(inputs, live);
    return problems.length > 0 ? { problems } : ((await whole.preview?.(ctx, inputs, state)) ?? {});
  },
  async create(ctx, inputs): Promise<CreateResult<DictionaryOutputs>> {
    const live = await liveOf(ctx, inputs, undefined);
    if (live && isCentral(live)) refuse([centralProblem(live)]);
    const made = await whole.create(ctx, inputs);
    return live?.read_only ? withOriginal(made, Boolean(live.enabled)) : made;
  },
  async update(ctx, id, state, inputs) {
    const now = (await whole.update?.(ctx, id, state, inputs)) as DictionaryOutputs;
    return { ...now, originalEnabled: state.originalEnabled };
  },
  async read(ctx, id, state) {
    const seen = await whole.read(ctx, id, state);
    return seen && { ...seen, outputs: { ...seen.outputs, originalEnabled: state?.originalEnabled } };
  },
  delete: removeDictionary,
});

function checkWords(words: unknown[], report: (path: Problem["path"], message: string) => void): void {
  const seen = new Map<unknown, { index: number; weight: unknown }>();
  for (const [index, word] of words.entries()) {
    if (!isObject(word) || typeof word.value !== "string") continue;
    const first = seen.get(word.value);
    if (first && first.weight !== word.weight) {
      report(
        ["words", index, "weight"],
        `found ${word.weight}, but words[${first.index}] is the same word with ${first.weight}, allowed: one weight a word`,
      );
    }
    if (!first) seen.set(word.value, { index, weight: word.weight });
  }
}

/** The dictionary that these inputs are about, where there is one: the state's, else the one to be adopted. */
async function liveOf(
  ctx: Context,
  inputs: DictionaryInputs,
  state: DictionaryState | undefined,
): Promise<Properties | undefined> {
  if (!state && !inputs.adopt && inputs.adoptId === undefined) return undefined;
  const items = await listedObjects(ctx, dictionaries);
  if (state) return items.find((item) => item.title === state.title && !isOrdinary(item));
  const isMeant = (item: Properties) =>
    inputs.adoptId === undefined ? item.title === inputs.title : String(item.id) === inputs.adoptId;
  return items.find(isMeant);
}

function centralProblem({ title }: Properties): Problem {
  return {
    path: ["title"],
    message: `"${title}" comes from Ideco Center and can be changed there alone, so it can't be managed here`,
  };
}

function withOriginal(
  made: CreateResult<DictionaryOutputs>,
  originalEnabled: boolean,
): CreateResult<DictionaryOutputs> {
  return { ...made, outputs: { ...made.outputs, originalEnabled } };
}

/** A predefined dictionary stays: it is switched back to what it was, where it still is as we switched it. */
async function removeDictionary(ctx: Context, id: string, state: DictionaryState): Promise<void> {
  const seen = await whole.read(ctx, id, state);
  if (!seen) return;
  const { readOnly, centralConsole } = seen.outputs;
  if (centralConsole) throw notOurs(state);
  if (!readOnly) return whole.delete(ctx, id, state);
  const { originalEnabled } = state;
  if (originalEnabled === undefined || seen.inputs.enabled !== state.enabled) return;
  await whole.update?.(ctx, id, state, { ...state, enabled: originalEnabled });
}

function notOurs({ title }: DictionaryState): PerimeterError {
  return new PerimeterError({
    category: "conflict",
    message: `the dictionary "${title}" comes from Ideco Center and can't be deleted here`,
    advice: "Take it out of the state with `pulumi state delete`.",
  });
}
