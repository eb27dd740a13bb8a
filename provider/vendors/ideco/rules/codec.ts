import { sameField } from "../../../kernel/diff";
import { invalid } from "../../../kernel/errors";
import { type Fields, fieldNodes } from "../../../kernel/fields";
import { isObject, type Properties, pruned } from "../../../kernel/values";
import { type Form, hasBlocks, isV22 } from "../dialect/knowledge";
import { needs, v20Uses } from "../dialect/v20";
import {
  decodeLater,
  encodeEarlier,
  encodeLater,
  isLaterField,
  laterless,
  laterWireNames,
  v22Uses,
} from "../dialect/v22";
import type { RuleId } from "./rule-id";
import { snake } from "./snake";

/** A rule as the appliance sends and takes it. */
export type Item = Record<string, unknown> & { id: RuleId };

/** A rule in this package's fields. */
export type IdecoRule = Properties;

/** Fields that the appliance wants as null where nothing is to be said. */
const nullable = new Set([
  "changeDestinationAddress",
  "changeDestinationPort",
  "changeSourceAddress",
  "redirectUrl",
]);

/**
 * The appliance's rule object for a rule. What the appliance has besides (a field of a later version) is kept from
 * `live`, as an edit replaces the whole object.
 */
export function encodeRule(
  fields: Fields,
  rule: IdecoRule,
  form: Form,
  live?: Item,
): Record<string, unknown> {
  const names = Object.keys(fields);
  const blocks = hasBlocks(form) && names.includes("sources");
  const said = blocks ? rule : flattened(rule, form);
  const isLater = form.hasLater ?? isV22(form);
  if (!isLater) refuseLater(rule, form);
  const flat = Object.fromEntries(
    names
      .filter((name) => !isLaterField(fields, name))
      .filter((name) => !v20Names.has(name) && !(blocks && flatNames.has(name)))
      .map((name) => [snake(name), said[name] ?? (nullable.has(name) ? null : undefined)]),
  );
  return {
    ...othersOf(live, fields),
    ...(pruned(flat) as object),
    ...nullsOf(flat),
    ...(blocks && blocksOf(rule, form, live)),
    ...(isLater ? encodeLater(fields, rule, live) : encodeEarlier(fields, rule)),
  };
}

function refuseLater(rule: IdecoRule, { dialect }: Form): void {
  const [use] = v22Uses(rule);
  if (use) throw invalid(`${use.field}: ${needs(use.what, "v22", dialect)}`);
}

/** The rule with flat addresses, which is all that the versions before v20 know. */
function flattened(rule: IdecoRule, { dialect }: Form): IdecoRule {
  const [use] = v20Uses(rule);
  if (use) throw invalid(`${use.field}: ${needs(use.what, "v20", dialect)}`);
  const flat = { ...rule };
  for (const side of ["source", "destination"]) {
    const blocks = rule[`${side}s`] as Block[] | undefined;
    if (blocks === undefined) continue;
    flat[`${side}Addresses`] = blocks[0]?.addresses;
    flat[`${side}AddressesNegate`] = blocks[0]?.addressesNegate;
  }
  return flat;
}

const v20Names = new Set(["sources", "destinations", "logging"]);
const flatNames = new Set([
  "sourceAddresses",
  "sourceAddressesNegate",
  "destinationAddresses",
  "destinationAddressesNegate",
]);

function nullsOf(flat: Record<string, unknown>): Record<string, null> {
  return Object.fromEntries(
    Object.entries(flat).flatMap(([name, value]) => (value === null ? [[name, null]] : [])),
  );
}

/** What the appliance may tell with a rule and nobody writes: counters, as in the log table, and marks of a central console. */
export const toldOfRules = ["packets", "central_console", "from_central_console"];

/** What the appliance calls the fields of a table's rules. */
export function wireNames(fields: Fields): string[] {
  return [...Object.keys(fields).map(snake), ...laterWireNames(fields)];
}

function othersOf(live: Item | undefined, fields: Fields): Record<string, unknown> {
  if (!live) return {};
  const ours = new Set([...wireNames(fields), "id", "packets"]);
  return Object.fromEntries(Object.entries(live).filter(([name]) => !ours.has(name)));
}

interface Block {
  addresses: string[];
  addressesNegate: boolean;
}

function blocksOf(rule: IdecoRule, form: Form, live: Item | undefined): Record<string, unknown> {
  return {
    sources: sideOf(rule, "source", form, live),
    destinations: sideOf(rule, "destination", form, live),
    logging: rule.logging ?? live?.logging ?? false,
  };
}

function sideOf(
  rule: IdecoRule,
  side: "source" | "destination",
  { plainBlocks }: Form,
  live: Item | undefined,
): unknown[] {
  const flat: Block = {
    addresses: rule[`${side}Addresses`] as string[],
    addressesNegate: Boolean(rule[`${side}AddressesNegate`]),
  };
  const blocks = (rule[`${side}s`] as Block[] | undefined) ?? [flat];
  const name = plainBlocks ? "addresses" : `${side}_addresses`;
  const before = Array.isArray(live?.[`${side}s`]) ? (live[`${side}s`] as unknown[]) : [];
  return blocks.map((block, index) => ({
    ...othersOfBlock(before[index], side),
    [name]: block.addresses,
    [`${name}_negate`]: block.addressesNegate,
  }));
}

/** What a block of addresses is called in either spelling. */
export function blockNames(side: "source" | "destination"): string[] {
  return ["", `${side}_`].flatMap((prefix) => [`${prefix}addresses`, `${prefix}addresses_negate`]);
}

function othersOfBlock(block: unknown, side: "source" | "destination"): Properties {
  if (!isObject(block)) return {};
  const ours = blockNames(side);
  return Object.fromEntries(Object.entries(block).filter(([name]) => !ours.includes(name)));
}

/**
 * A rule of the appliance in our fields: flat addresses wherever they can say it, so that an upgrade of the
 * appliance is no difference; blocks where there are several, or where `known` (what the state has) uses blocks.
 */
export function decodeRule(fields: Fields, item: Item, known?: IdecoRule): IdecoRule {
  const rule: IdecoRule = {};
  for (const name of Object.keys(fields)) {
    const value = item[snake(name)];
    const isPlain = !v20Names.has(name) && (name === "aliases" || !isLaterField(fields, name));
    if (isPlain && value !== undefined && value !== null) rule[name] = value;
  }
  decodeLater(fields, item, rule, known);
  if (!("sources" in fields)) return rule;
  decodeSide(rule, item, known, "source");
  decodeSide(rule, item, known, "destination");
  const tellsLogging = known ? known.logging !== undefined : item.logging === true;
  if (typeof item.logging === "boolean" && tellsLogging) rule.logging = item.logging;
  return rule;
}

function decodeSide(
  rule: IdecoRule,
  item: Item,
  known: IdecoRule | undefined,
  side: "source" | "destination",
): void {
  const given = item[`${side}s`] ?? [item];
  const blocks = [given]
    .flat()
    .filter(isObject)
    .map((block) => decodeBlock(block, side));
  const [only] = blocks;
  if (!only) return;
  const [addresses, negate] = [`${side}Addresses`, `${side}AddressesNegate`];
  if (blocks.length > 1 || known?.[`${side}s`] !== undefined) {
    delete rule[addresses];
    delete rule[negate];
    rule[`${side}s`] = blocks;
    return;
  }
  rule[addresses] = only.addresses;
  rule[negate] = only.addressesNegate;
}

/** The vendor's page prints the names with the side's prefix in the sample and without it in the text. */
function decodeBlock(block: Properties, side: string): Block {
  return {
    addresses: (block[`${side}_addresses`] ?? block.addresses ?? ["any"]) as string[],
    addressesNegate: Boolean(block[`${side}_addresses_negate`] ?? block.addresses_negate),
  };
}

/** The rule as every version would list it: an upgrade of the appliance is no change of its rules. */
export function versionless(listed: Item): Properties {
  const item = laterless(listed);
  const rest = Object.entries(item).filter(([name]) => !versioned.test(name));
  if (rest.length === Object.keys(item).length) return item;
  const sides = (["source", "destination"] as const).map((side) => [`${side}s`, blocksIn(item, side)]);
  return Object.fromEntries([...rest, ...sides, ...(item.logging === true ? [["logging", true]] : [])]);
}

const versioned = /^(sources|destinations|logging|(source|destination)_addresses(_negate)?)$/;

function blocksIn(item: Properties, side: "source" | "destination"): Block[] {
  const given = item[`${side}s`] ?? [item];
  return [given]
    .flat()
    .filter(isObject)
    .map((block) => decodeBlock(block, side));
}

/** Equal in every field, as the appliance compares; `logging` only where both say something of it. */
export function sameRule(fields: Fields, a: IdecoRule, b: IdecoRule): boolean {
  const open = a.logging === undefined || b.logging === undefined;
  return fieldNodes(fields).every(
    (node) => (open && node.name === "logging") || sameField(node, a[node.name], b[node.name]),
  );
}
