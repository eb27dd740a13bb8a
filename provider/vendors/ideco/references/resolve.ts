import type { Problem } from "../../../kernel/check";
import type { Context } from "../../../kernel/context";
import { invalid } from "../../../kernel/errors";
import type { Fields } from "../../../kernel/fields";
import { isUnknown, type Path, type Properties, pathText } from "../../../kernel/values";
import { comingId, unknownId } from "./coming";
import { type Directory, fits, kindOf, titleOf } from "./directory";
import { holdsValue, MadeObjects } from "./made";
import { Mapping } from "./mapping";
import { directoryFor, listOfKind } from "./names";
import { withoutServices } from "./services";
import { eachReference, mapReferences } from "./slots";
import type { Value } from "./values";
import { type ReferenceKind, readReference } from "./written";

/** Inputs with ids in place of what is written. */
export interface Resolved<T> {
  inputs: T;
  mapping: Mapping;
  problems: Problem[];
  /** Values that no object holds yet, by key. */
  missing: Map<string, Value>;
  warnings: string[];
}

/** The objects that inputs name, as far as anything but ids is written. */
export class Directories {
  constructor(private readonly lists: ReadonlyMap<string, Directory>) {}

  get(kind: ReferenceKind): Directory | undefined {
    return this.lists.get(listOfKind(kind));
  }
}

/** The directories of the kinds that the inputs name objects of; none where nothing but ids is written. */
export async function directoriesFor(ctx: Context, fields: Fields, inputs: Properties): Promise<Directories> {
  const lists = new Map<string, ReferenceKind>();
  eachReference(fields, inputs, (kind, text) => {
    if (typeof text === "string" && needsLook(kind, text)) lists.set(listOfKind(kind), kind);
  });
  return loaded(ctx, lists);
}

/** The directories of the kinds that inputs as they were read name objects of. */
export function directoriesNaming(ctx: Context, fields: Fields, inputs: Properties): Promise<Directories> {
  const lists = new Map<string, ReferenceKind>();
  eachReference(fields, inputs, (kind, text) => {
    if (text !== "" && text !== "any" && kind !== "protocol") lists.set(listOfKind(kind), kind);
  });
  return loaded(ctx, lists);
}

async function loaded(ctx: Context, lists: ReadonlyMap<string, ReferenceKind>): Promise<Directories> {
  const entries = [...lists].map(async ([list, kind]) => [list, await directoryFor(ctx, kind)] as const);
  return new Directories(new Map(await Promise.all(entries)));
}

function needsLook(kind: ReferenceKind, text: string): boolean {
  const reference = readReference(kind, text);
  return "as" in reference && reference.as !== "id";
}

/**
 * Looks up what is written. Where no object holds a value yet, a placeholder stands in the inputs, which the judge and
 * the texts of a preview read as that value.
 * @param before what the texts stood for last time: of several that fit, that one stays
 */
export async function look<T extends Properties>(
  ctx: Context,
  fields: Fields,
  inputs: T,
  before: Mapping,
): Promise<Resolved<T>> {
  const directories = await directoriesFor(ctx, fields, inputs);
  const resolved: Resolved<T> = {
    inputs,
    mapping: new Mapping(),
    problems: [],
    missing: new Map(),
    warnings: [],
  };
  const mapped = mapReferences(fields, inputs, (kind, text, path) => {
    if (isUnknown(text)) return unknownId(labelOf(inputs, path));
    if (typeof text !== "string") return text;
    const found = lookUp(kind, text, directories.get(kind), before);
    if ("problem" in found) {
      resolved.problems.push({ path, message: found.problem });
      return text;
    }
    if ("missing" in found) {
      resolved.missing.set(found.missing.key, found.missing);
      return comingId(found.missing);
    }
    if (found.warning !== undefined) resolved.warnings.push(found.warning);
    resolved.mapping.add(kind, text, found.id);
    return found.id;
  });
  return { ...resolved, inputs: withoutServices(inputs, mapped) };
}

/** A rule by its key, else the place. */
function labelOf(inputs: Properties, path: Path): string {
  const [list, index] = path;
  const element = Array.isArray(inputs[String(list)])
    ? (inputs[String(list)] as unknown[])[Number(index)]
    : undefined;
  const key = (element as Properties | undefined)?.key;
  return typeof key === "string" ? key : pathText(path);
}

type Found = { id: string; warning?: string } | { missing: Value } | { problem: string };

function lookUp(kind: ReferenceKind, text: string, directory: Directory | undefined, before: Mapping): Found {
  const reference = readReference(kind, text);
  if ("problem" in reference) return reference;
  if (reference.as === "id" || !directory) return { id: reference.as === "id" ? reference.id : text };
  const exact = directory.byId(text);
  if (exact && fits(kind, exact)) return { id: text };
  const last = before.idOf(kind, text);
  if (reference.as === "value") {
    const { value } = reference;
    if (last !== undefined && holdsValue(directory, last, value.key)) return { id: last };
    const [first] = directory.holding(value.key, kind);
    return first ? { id: String(first.id) } : { missing: value };
  }
  return byTitle(kind, reference.title, directory, last);
}

function byTitle(kind: ReferenceKind, title: string, directory: Directory, last: string | undefined): Found {
  const all = directory.titled(title, kind);
  const [only] = all;
  if (only && all.length === 1) return { id: String(only.id) };
  if (last !== undefined && all.some(({ id }) => id === last)) return { id: last };
  if (all.length > 1) {
    const ids = all.map((item) => String(item.id)).join(", ");
    return {
      problem: `found "${title}", the title of several objects: ${ids}; allowed: the id of one of them`,
    };
  }
  const renamed = last === undefined ? undefined : directory.byId(last);
  if (renamed && last !== undefined) {
    return {
      id: last,
      warning: `the object ${last}, "${title}" in the program, is called "${titleOf(renamed)}" now`,
    };
  }
  return { problem: noSuchTitle(kind, title, directory) };
}

function noSuchTitle(kind: ReferenceKind, title: string, directory: Directory): string {
  const [other] = directory.elsewhere(title);
  const wrong = other ? ` (${other.id} has this title, a ${kindOf(other)}, which can't be used here)` : "";
  return `found "${title}", and no object that fits has this title${wrong}${directory.candidates(title, kind)}; what this program makes itself is named by its \`id\``;
}

/** What a change holds on to until it is done. */
export interface Held<T> extends Resolved<T> {
  /** Ids of objects that this very change made. */
  made: string[];
  release(): void;
}

/**
 * Looks up what is written and makes what is missing: the objects are there before the first rule that uses them, and
 * nobody removes them until `release`.
 * @throws `invalid` before anything is made, where something written can't be found
 */
export async function hold<T extends Properties>(
  ctx: Context,
  fields: Fields,
  inputs: T,
  before: Mapping,
): Promise<Held<T>> {
  const first = await look(ctx, fields, inputs, before);
  if (first.problems.length > 0) throw refused(first.problems);
  for (const warning of first.warnings) ctx.log.warn(`${ctx.connection.where}: ${warning}`);
  const store = MadeObjects.of(ctx);
  const made: string[] = [];
  const pinned: string[] = [];
  const release = () => {
    for (const id of pinned.splice(0)) store.unpin(id);
  };
  try {
    for (const value of first.missing.values()) made.push(await store.make(ctx, value));
    const whole = first.missing.size > 0 ? await look(ctx, fields, inputs, before) : first;
    const [still] = whole.missing.values();
    if (still) throw invalid(`the object for ${still.text} was made, but is not in the appliance's list`);
    for (const id of Object.values(whole.mapping.output ?? {})) {
      store.pin(id);
      pinned.push(id);
    }
    return { ...whole, made, release };
  } catch (thrown) {
    release();
    throw thrown;
  }
}

const mostShown = 20;

function refused(problems: readonly Problem[]) {
  const texts = problems.slice(0, mostShown).map(({ path, message }) => `${pathText(path)}: ${message}`);
  const more = problems.length - texts.length;
  return invalid([...texts, ...(more > 0 ? [`and ${more} more problems`] : [])].join("; "));
}

/** The inputs of a state with the ids that their texts stood for. */
export function asIds<T extends Properties>(fields: Fields, state: T, mapping: Mapping): T {
  const mapped = mapReferences(fields, state, (kind, text) => {
    if (typeof text !== "string") return text;
    const reference = readReference(kind, text);
    if ("as" in reference && reference.as === "id") return reference.id;
    return mapping.idOf(kind, text) ?? text;
  });
  return withoutServices(state, mapped);
}

/** Whether what is written stands for an object now. */
export function standsFor(
  kind: ReferenceKind,
  text: string,
  id: string,
  directory: Directory | undefined,
  mapping: Mapping,
): boolean {
  const reference = readReference(kind, text);
  if ("problem" in reference) return text === id;
  if (reference.as === "id") return reference.id === id;
  if (!directory || text === id) return text === id;
  if (reference.as === "value") return holdsValue(directory, id, reference.value.key);
  const titled = directory.titled(reference.title, kind);
  if (titled.length > 0) return titled.some((item) => item.id === id);
  // Nothing else has the name: the object was only renamed.
  return mapping.idOf(kind, text) === id && directory.byId(id) !== undefined;
}
