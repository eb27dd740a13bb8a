import { type Fields, fieldNodes, type TypeNode } from "../../../kernel/fields";
import { unknownFields } from "../../../kernel/not-understood";
import { isObject, type Properties } from "../../../kernel/values";
import { oddSources } from "../dialect/v22";
import { blockNames, type Item, toldOfRules, wireNames } from "./codec";
import { snake } from "./snake";

/**
 * What of a rule is not understood, by the vendor's names: fields of a later version that say something, also in a block
 * of addresses (`sources[0].zone`), and known fields with a value that they can't have (the action `reject`).
 * @returns undefined where everything is understood
 */
export function notUnderstood(fields: Fields, item: Item): Properties | undefined {
  const known = seen.get(item);
  if (known && known.fields === fields) return known.found;
  const found = { ...keptAsItIs(fields, item), ...unreadable(fields, item) };
  const result = Object.keys(found).length > 0 ? found : undefined;
  seen.set(item, { fields, found: result });
  return result;
}

/** Items never change, so each is looked at once. */
const seen = new WeakMap<Item, { fields: Fields; found: Properties | undefined }>();

/** The part of it that an edit leaves as it is: fields that this package doesn't know and sends back. */
export function keptAsItIs(fields: Fields, item: Item): Properties | undefined {
  const own = unknownFields(item, { fields: ["id", ...wireNames(fields)], told: toldOfRules });
  const inBlocks = sidesIn(fields).flatMap((side) =>
    blocksOf(item, side).flatMap((block, index) => {
      const unknown = isObject(block) && unknownFields(block, { fields: blockNames(side) });
      return Object.entries(unknown || {}).map(([name, value]) => [`${side}s[${index}].${name}`, value]);
    }),
  );
  const all = { ...own, ...Object.fromEntries(inBlocks), ...oddSources(fields, item) };
  return Object.keys(all).length > 0 ? all : undefined;
}

const sides = ["source", "destination"] as const;

function sidesIn(fields: Fields) {
  return "sources" in fields ? sides : [];
}

function blocksOf(item: Item, side: (typeof sides)[number]): unknown[] {
  const blocks = item[`${side}s`];
  return Array.isArray(blocks) ? blocks : [];
}

/** Known fields whose value is none that they can have; an edit replaces it. */
function unreadable(fields: Fields, item: Item): Properties {
  const blocks = new Set<string>(sidesIn(fields).map((side) => `${side}s`));
  const odd = fieldNodes(fields).flatMap(({ name, type }) => {
    const value = item[snake(name)];
    if (value === undefined || value === null) return [];
    const fits = blocks.has(name) ? isBlocks(value) : hasType(type, value);
    return fits ? [] : [[snake(name), value]];
  });
  return Object.fromEntries(odd);
}

function isBlocks(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isBlock);
}

function isBlock(block: unknown): boolean {
  if (!isObject(block)) return false;
  return sides.some((side) => {
    const [plain, , prefixed] = blockNames(side).map((name) => block[name]);
    return Array.isArray(plain ?? prefixed);
  });
}

function hasType(type: TypeNode, value: unknown): boolean {
  switch (type.kind) {
    case "enum":
      return type.values.includes(String(value));
    case "array":
      return Array.isArray(value) && value.every((each) => hasType(type.of, each));
    case "integer":
    case "number":
      return typeof value === "number";
    case "string":
    case "boolean":
      return typeof value === type.kind;
    default:
      return true;
  }
}
