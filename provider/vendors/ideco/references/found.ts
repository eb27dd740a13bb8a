import type { Context } from "../../../kernel/context";
import { isRefusal } from "../../../kernel/errors";
import type { Fields } from "../../../kernel/fields";
import type { WithIds } from "../../../kernel/report";
import type { Erased, ReadResult } from "../../../kernel/resource";
import { isObject, type Properties, sameValue } from "../../../kernel/values";
import { type Mapping, mappingOf } from "./mapping";
import { rendered } from "./render";
import { directoriesNaming, look } from "./resolve";
import { eachReference, mapReferences, type Slot, slotsOf } from "./slots";
import { type ReferenceKind, readReference } from "./written";

/** What an appliance has, in words: imports and exports write titles and values as a person would. */

type Found = ReadResult<Properties, Properties>;

/**
 * What was read for an import, with titles and values in place of ids. Ids stay where the lists of objects may not be
 * seen, or where the words would mean something else.
 */
export async function inWords(
  ctx: Context,
  fields: Fields,
  seen: Found,
  isPlain: (inputs: Properties) => boolean,
): Promise<Found> {
  try {
    const nothing = mappingOf(undefined);
    const directories = await directoriesNaming(ctx, fields, seen.inputs);
    const inputs = rendered(fields, seen.inputs, {}, { directories, mapping: nothing, always: true });
    const said = await look(ctx, fields, inputs, nothing);
    const isSure = said.problems.length + said.missing.size === 0 && !isPlain(inputs);
    return isSure ? { ...seen, inputs, outputs: { ...seen.outputs, objects: said.mapping.output } } : seen;
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    return seen;
  }
}

/** Inputs and outputs with the ids of certain objects in place of their titles and values, and where these stand. */
export function withIdsOf(
  fields: Fields,
  inputs: Properties,
  outputs: Properties,
  isMeant: (id: string) => boolean,
): WithIds<Properties, Properties> {
  const before = mappingOf(outputs);
  const after = mappingOf(undefined);
  const places: WithIds<Properties, Properties>["places"] = [];
  const mapped = mapReferences(fields, inputs, (kind, text) => {
    if (typeof text !== "string") return text;
    const id = before.idOf(kind, text) ?? text;
    if (isMeant(id)) return id;
    after.add(kind, text, id);
    return text;
  });
  // Two texts of one object have become one: places are those of what is left.
  eachReference(fields, mapped, (_, id, path) => {
    if (typeof id === "string" && isMeant(id)) places.push({ path, id });
  });
  return { inputs: mapped, outputs: { ...outputs, objects: after.output }, places };
}

/** The program's inputs, where they mean the very objects that the state names in other words, in the state's words. */
export function inWordsOf(fields: Fields, state: Properties, inputs: Properties): Properties {
  const mapping = mappingOf(state);
  return mapping.output ? inWordsAt(slotsOf(fields), state, inputs, mapping) : inputs;
}

function inWordsAt(slots: readonly Slot[], state: Properties, inputs: Properties, mapping: Mapping): Erased {
  let result = inputs;
  for (const { name, kind, inner } of slots) {
    const [was, is] = [state[name], inputs[name]];
    if (was === is || was === undefined || is === undefined) continue;
    const text = kind ? leaf(kind, was, is, mapping) : innerWords(inner ?? [], was, is, mapping);
    if (text !== is) result = { ...result, [name]: text };
  }
  return result;
}

function innerWords(slots: readonly Slot[], was: unknown, is: unknown, mapping: Mapping): unknown {
  if (isObject(was) && isObject(is)) return inWordsAt(slots, was, is, mapping);
  if (!Array.isArray(was) || !Array.isArray(is)) return is;
  const byKey = new Map(was.filter(isObject).map((item) => [item.key, item]));
  return is.map((item, index) => {
    if (!isObject(item)) return item;
    const partner = item.key === undefined ? was[index] : byKey.get(item.key);
    return isObject(partner) ? inWordsAt(slots, partner, item, mapping) : item;
  });
}

function leaf(kind: ReferenceKind, was: unknown, is: unknown, mapping: Mapping): unknown {
  const [before, after] = [was, is].map((value) => meant(kind, value, mapping));
  return before && sameValue(before, after) ? was : is;
}

/** The ids that are meant, as a set; undefined where something written is unknown. */
function meant(kind: ReferenceKind, value: unknown, mapping: Mapping): string[] | undefined {
  const texts = [value].flat().filter((text) => typeof text === "string");
  if (texts.length < [value].flat().length) return undefined;
  return [...new Set(texts.map((text) => mapping.idOf(kind, text) ?? idOf(kind, text)))].sort();
}

function idOf(kind: ReferenceKind, text: string): string {
  const read = readReference(kind, text);
  return "as" in read && read.as === "id" ? read.id : text;
}
