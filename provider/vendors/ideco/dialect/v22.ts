import type { Fields } from "../../../kernel/fields";
import { unknownFields } from "../../../kernel/not-understood";
import { isObject, type Properties, sameValue } from "../../../kernel/values";
import { snake } from "../rules/snake";

/**
 * Fields of rules that only v22 is known to have, with the values that say nothing. The vendor's page of v20 tells what
 * its form asks for, but no page prints the names: those are a third party's, seen on a live v22. That both directions
 * are `any`, and what stands beside no size, are assumptions.
 */
const neutral: Readonly<Record<string, unknown>> = {
  hipProfilesNegate: false,
  categoriesNegate: false,
  uriRegex: "",
  trafficDirection: "any",
  contentLength: null,
  contentLengthMode: ">=",
  avProfile: "",
};

/** v22's sources of a rule of the content filter: blocks that are ANDed, in place of `aliases`. */
const sourcesWire = "src_aliases";
const sourceNames = ["aliases", "aliasesNegate", "aliasBlocks"];

const hasSources = (fields: Fields) => "aliasBlocks" in fields;

/** Whether v22 and the versions before send a field of a table in different forms. */
export function isLaterField(fields: Fields, name: string): boolean {
  return Object.hasOwn(neutral, name) || (hasSources(fields) && sourceNames.includes(name));
}

/** What v22 calls a field of a table otherwise than by its own name. */
export function laterWireNames(fields: Fields): string[] {
  return hasSources(fields) ? [sourcesWire] : [];
}

/** Whether the rules of a table have v22's form; undefined where that can't be told. */
export function hasLaterForm(path: string, rules: readonly Properties[]): boolean | undefined {
  const [first] = rules;
  if (!first) return undefined;
  if (path === "/content-filter/rules") return sourcesWire in first;
  const isFilter = path === "/firewall/rules/forward" || path === "/firewall/rules/input";
  return isFilter ? "hip_profiles_negate" in first : undefined;
}

interface Source {
  aliases: string[];
  aliasesNegate: boolean;
}

function sourcesOf(rule: Properties): Source[] {
  const flat = { aliases: rule.aliases as string[], aliasesNegate: rule.aliasesNegate === true };
  return (rule.aliasBlocks as Source[] | undefined) ?? [flat];
}

/** What v22 has of a rule's body besides, and in place of `aliases`. */
export function encodeLater(fields: Fields, rule: Properties, live: Properties | undefined): Properties {
  const own = Object.entries(neutral).flatMap(([name, nothing]) =>
    name in fields ? [[snake(name), rule[name] ?? nothing]] : [],
  );
  const sources = hasSources(fields) ? { [sourcesWire]: encodeSources(rule, live) } : {};
  return { ...sources, ...Object.fromEntries(own) };
}

function encodeSources(rule: Properties, live: Properties | undefined): Properties[] {
  const before = Array.isArray(live?.[sourcesWire]) ? live[sourcesWire] : [];
  return sourcesOf(rule).map(({ aliases, aliasesNegate }, index) => {
    const known = before[index];
    return { ...(isObject(known) ? known : {}), aliases, negate: aliasesNegate === true };
  });
}

/** The same in the form of the versions before. */
export function encodeEarlier(fields: Fields, rule: Properties): Properties {
  return hasSources(fields) ? { aliases: sourcesOf(rule)[0]?.aliases } : {};
}

/** Reads what says something into `rule`, and what says nothing where `known`, what the state has, says it too. */
export function decodeLater(
  fields: Fields,
  item: Properties,
  rule: Properties,
  known: Properties | undefined,
): void {
  for (const [name, nothing] of Object.entries(neutral)) {
    const value = item[snake(name)] ?? null;
    const isSilent =
      name === "contentLengthMode" ? isNothing(item.content_length) : sameValue(value, nothing);
    if (name in fields && value !== null && (!isSilent || known?.[name] !== undefined)) rule[name] = value;
  }
  if (hasSources(fields)) decodeSources(item, rule, known);
}

const isNothing = (value: unknown) => value === undefined || value === null;

function decodeSources(item: Properties, rule: Properties, known: Properties | undefined): void {
  const sources = item[sourcesWire] ?? [{ aliases: item.aliases, negate: false }];
  const blocks = [sources]
    .flat()
    .filter((each) => isObject(each))
    .map(({ aliases, negate }) => ({ aliases: aliases as string[], aliasesNegate: negate === true }));
  const [only] = blocks;
  delete rule.aliases;
  if (blocks.length > 1 || known?.aliasBlocks !== undefined) rule.aliasBlocks = blocks;
  else if (only?.aliases !== undefined) {
    rule.aliases = only.aliases;
    if (only.aliasesNegate || known?.aliasesNegate !== undefined) rule.aliasesNegate = only.aliasesNegate;
  }
}

/** What of the sources isn't understood: no blocks of aliases with a negation, or further fields in one. */
export function oddSources(fields: Fields, item: Properties): Properties {
  const sources = item[sourcesWire];
  if (!hasSources(fields) || sources === undefined) return {};
  const isBlock = (each: unknown) =>
    isObject(each) && Array.isArray(each.aliases) && typeof each.negate === "boolean";
  if (!Array.isArray(sources) || sources.length === 0 || !sources.every(isBlock))
    return { [sourcesWire]: sources };
  const unknown = sources.flatMap((block, index) =>
    Object.entries(unknownFields(block, { fields: ["aliases", "negate"] }) ?? {}).map(([name, value]) => [
      `${sourcesWire}[${index}].${name}`,
      value,
    ]),
  );
  return Object.fromEntries(unknown);
}

/** What a rule says that only v22 can. A single source that is not negated is as good as `aliases`. */
export function v22Uses(rule: Properties): Array<{ field: string; what: string }> {
  const uses = Object.entries(neutral)
    .filter(([name, nothing]) => !isNothing(rule[name]) && !sameValue(rule[name], nothing))
    .map(([field]) => ({ field, what: String(rule[field]) }));
  const blocks = (rule.aliasBlocks ?? []) as Source[];
  if (blocks.length > 1) uses.push({ field: "aliasBlocks", what: `${blocks.length} ANDed sources` });
  else if (blocks[0]?.aliasesNegate === true) uses.push({ field: "aliasBlocks", what: "a negated source" });
  if (rule.aliasesNegate === true) uses.push({ field: "aliasesNegate", what: "true" });
  return uses;
}

/** Equal as well where one of them says nothing and the other what nothing means. */
export function sameLater(name: string): (a: unknown, b: unknown) => boolean {
  const nothing = neutral[name] ?? false;
  return (a, b) => sameValue(a ?? nothing, b ?? nothing);
}

/** A rule without what says nothing, for those who compare whole rules. */
export function withoutNeutral(fields: Fields, rule: Properties): Properties {
  const isSilent = (name: string, value: unknown) =>
    name === "aliasesNegate"
      ? value === false
      : name in neutral && name !== "contentLengthMode" && sameValue(value, neutral[name]);
  const entries = Object.entries(rule);
  const said = entries.filter(([name, value]) => !(isLaterField(fields, name) && isSilent(name, value)));
  return said.length === entries.length ? rule : Object.fromEntries(said);
}

/** A rule as the versions before would list it, as far as they can say it. */
export function laterless(item: Properties): Properties {
  const silent = new Set(
    Object.entries(neutral).flatMap(([name, nothing]) => {
      const value = item[snake(name)];
      const isSilent =
        name === "contentLengthMode" ? isNothing(item.content_length) : sameValue(value, nothing);
      return value !== undefined && isSilent ? [snake(name)] : [];
    }),
  );
  const sources = item[sourcesWire];
  const [only] = Array.isArray(sources) && sources.length === 1 ? sources : [];
  const isPlain = isObject(only) && only.negate === false && Object.keys(only).length === 2;
  if (silent.size === 0 && !isPlain) return item;
  const rest = Object.entries(item).filter(
    ([name]) => !silent.has(name) && !(isPlain && name === sourcesWire),
  );
  return Object.fromEntries([...rest, ...(isPlain ? [["aliases", only.aliases]] : [])]);
}
