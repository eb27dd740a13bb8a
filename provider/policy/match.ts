/**
 * Rules as data for the planner: what a rule matches, field by field, and what it does.
 * Nothing here knows a vendor; a vendor hands over a {@link TableModel}.
 */

/** A vendor's rule with camelCase fields, as the program writes it. */
export type Rule = Readonly<Record<string, unknown>>;

/** What an empty list stands for. Left undeclared, an empty list compares with nothing but itself. */
export type EmptyList = "any" | "nothing";

interface MatchSpec {
  /** The value that stands for everything, such as `any`. */
  readonly any?: string;
  readonly empty?: EmptyList;
  /** What a missing field stands for. Undeclared: it compares with nothing but itself. */
  readonly absent?: "any";
  /** How the field is introduced in words, such as `from`. Default: the field's name. */
  readonly label?: string;
}

/**
 * What one field of a rule means.
 * - `enabled`: false makes the rule match nothing.
 * - `value`: compared as a whole (one protocol; also a list whose meaning is not known).
 * - `set`: a list that matches where one of its elements does; `negate` names the field that inverts it,
 *   `max` is the longest list that the appliance takes.
 * - `blocks`: a list of objects that must all match; each holds such a list under `values` (and `negate`).
 * - `action`: part of what happens to the packet; with `when` only while the field named there is true.
 * - `cosmetic`: changes no traffic (a comment), yet a difference in it is an edit.
 * - `ignored`: no difference at all (an id).
 * - `notUnderstood`: a text that says what of the rule is not understood; a rule that has one is opaque. What it matches
 *   and does is not known: it may share packets with every rule, covers none and is covered by none, unless it is off.
 *   Opaque rules of equal content are taken for the same, so what may differ has to be in the content.
 */
export type FieldSpec =
  | { readonly kind: "enabled" | "cosmetic" | "ignored" | "notUnderstood" }
  | { readonly kind: "action"; readonly when?: string }
  | (MatchSpec & { readonly kind: "value" })
  | (MatchSpec & { readonly kind: "set"; readonly negate?: string; readonly max?: number })
  | (MatchSpec & {
      readonly kind: "blocks";
      readonly values: string;
      readonly negate?: string;
      readonly max?: number;
    });

/** A rule table of an appliance, as data. A field that is not declared counts as part of the action. */
export interface TableModel {
  readonly fields: Readonly<Record<string, FieldSpec>>;
  /** Which matching rule decides. Default: the first. */
  readonly order?: "first-match" | "last-match";
  /** Values of `field` that make a rule part of a chain of its own inside the list; all others are one chain. */
  readonly chains?: { readonly field: string; readonly apart: readonly string[] };
  /** How a rule gets in: at an anchor (default), or at the end only, so that it has to be moved. */
  readonly insert?: "anchored" | "append-and-move";
  /** For words: which values of `field` let a packet pass or stop it, and what happens to one that no rule matches. */
  readonly verdict?: {
    readonly field: string;
    readonly allow: readonly string[];
    readonly deny: readonly string[];
    readonly otherwise: Rule;
  };
}

/** One list of a match: matches where a value does (or, negated, where none does). Values are sorted and unique. */
export interface Block {
  readonly values: readonly string[];
  readonly negate: boolean;
  /** Its meaning is not known: equal to itself, comparable with nothing else. */
  readonly opaque?: true;
}

/** Blocks that must all match; none at all matches everything. */
export type FieldMatch = readonly Block[];

/** What the planner sees of a rule. */
export interface PolicyRule {
  /** Matches no packet: disabled, or a list that stands for nothing. */
  readonly nothing: boolean;
  readonly chain: string;
  readonly match: Readonly<Record<string, FieldMatch>>;
  /** Canonical text of everything that happens to a packet. */
  readonly action: string;
  /** Canonical text of the whole rule: equal texts need no edit. */
  readonly content: string;
  /** Of an opaque rule: what of it is not understood. */
  readonly notUnderstood?: string;
}

/** The one field by which an opaque rule matches. */
export const opaqueField = "?";

type ListSpec = Extract<FieldSpec, { kind: "set" | "blocks" }>;

const isTexts = (values: readonly unknown[]): boolean => values.every((value) => typeof value === "string");

/** Text that is equal for equal values, whatever the order of an object's fields. */
export function canonicalForm(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (Array.isArray(value))
    return isTexts(value) ? JSON.stringify(value) : `[${value.map(canonicalForm).join(",")}]`;
  const held = value as Record<string, unknown>;
  const fields = Object.keys(held).filter((name) => held[name] !== undefined);
  return `{${fields
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalForm(held[name])}`)
    .join(",")}}`;
}

const text = (value: unknown) => (typeof value === "string" ? value : canonicalForm(value));
const unique = (values: readonly unknown[]) => {
  const texts = isTexts(values) ? (values as readonly string[]) : values.map(text);
  return texts.length < 2 ? texts : [...new Set(texts)].sort();
};
const opaque = (value: unknown): FieldMatch => [
  { values: [`?${canonicalForm(value)}`], negate: false, opaque: true },
];
const everything: FieldMatch = [];

/** A list and its negation as blocks; undefined when it matches nothing. */
function listMatch(spec: ListSpec, list: unknown, negate: boolean): FieldMatch | undefined {
  if (!Array.isArray(list)) return opaque({ list, negate });
  const values = unique(list);
  if (values.length === 0) {
    if (spec.empty === "nothing") return negate ? everything : undefined;
    return spec.empty === "any" && !negate ? everything : opaque({ list, negate });
  }
  if (spec.any !== undefined && values.includes(spec.any)) {
    return negate ? opaque({ list: values, negate }) : everything;
  }
  return [{ values, negate }];
}

function blockMatch(spec: Extract<FieldSpec, { kind: "blocks" }>, block: unknown): FieldMatch | undefined {
  if (block === null || typeof block !== "object") return opaque(block);
  const { [spec.values]: list, [spec.negate ?? ""]: negate, ...more } = block as Record<string, unknown>;
  return canonicalForm(more) === "{}" ? listMatch(spec, list, negate === true) : opaque(block);
}

function fieldMatch(spec: FieldSpec & MatchSpec, field: string, rule: Rule): FieldMatch | undefined {
  const value = rule[field];
  if (value === undefined && spec.absent === "any") return everything;
  if (spec.kind === "set")
    return listMatch(spec, value, spec.negate !== undefined && rule[spec.negate] === true);
  if (spec.kind === "blocks" && Array.isArray(value) && value.length > 0) {
    const blocks = value.map((block) => blockMatch(spec, block));
    return blocks.includes(undefined) ? undefined : blocks.flatMap((block) => block ?? []);
  }
  if (spec.any !== undefined && value === spec.any) return everything;
  if (Array.isArray(value) && value.length === 0) {
    if (spec.empty === "nothing") return undefined;
    if (spec.empty === "any") return everything;
  }
  if (spec.kind === "blocks" || value === undefined || value === null) return opaque(value);
  return [{ values: [text(value)], negate: false }];
}

const isMatch = (spec: FieldSpec): spec is FieldSpec & MatchSpec =>
  spec.kind === "value" || spec.kind === "set" || spec.kind === "blocks";

/** What makes two values of a field the same to the appliance: lists are sets, blocks have no order. */
function normal(spec: FieldSpec | undefined, value: unknown): unknown {
  if (spec?.kind === "enabled") return value !== false;
  if (!Array.isArray(value)) return value;
  if (spec?.kind === "set") return unique(value);
  if (spec?.kind === "blocks") return value.map((block) => canonicalForm(normalBlock(spec, block))).sort();
  return value;
}

function normalBlock(spec: Extract<FieldSpec, { kind: "blocks" }>, block: unknown): unknown {
  if (block === null || typeof block !== "object") return block;
  const held = block as Record<string, unknown>;
  const list = held[spec.values];
  const negate = spec.negate === undefined ? {} : { [spec.negate]: held[spec.negate] === true };
  return { ...held, ...negate, [spec.values]: Array.isArray(list) ? unique(list) : list };
}

/** A model's fields in the order in which rules are read; the field that inverts a list belongs to that list. */
interface Reader {
  readonly fields: readonly (readonly [
    field: string,
    spec: FieldSpec | undefined,
    negation: boolean,
    name: string,
  ])[];
  readonly known: ReadonlySet<string>;
}
const readers = new WeakMap<TableModel, Reader>();

function readerOf(model: TableModel): Reader {
  const ready = readers.get(model);
  if (ready) return ready;
  const specs = Object.entries(model.fields);
  const negations = new Set(
    specs.flatMap(([, spec]) => (spec.kind === "set" && spec.negate ? [spec.negate] : [])),
  );
  const plain = specs.filter(([field, spec]) => spec.kind !== "ignored" && !negations.has(field));
  const reader: Reader = {
    fields: [
      ...plain.map(([field, spec]) => [field, spec, false, JSON.stringify(field)] as const),
      ...[...negations].map((field) => [field, undefined, true, JSON.stringify(field)] as const),
    ],
    known: new Set([...Object.keys(model.fields), ...negations]),
  };
  readers.set(model, reader);
  return reader;
}

/** What is neither match nor cosmetic happens to the packet. */
function isActive(spec: FieldSpec | undefined, rule: Rule): boolean {
  if (spec === undefined) return true;
  return spec.kind === "action" && (spec.when === undefined || rule[spec.when] === true);
}

/** Rules are values that never change, so each is read once. */
const views = new WeakMap<TableModel, WeakMap<Rule, PolicyRule>>();

/** What the planner sees of a vendor's rule. */
export function view(model: TableModel, rule: Rule): PolicyRule {
  const known = views.get(model) ?? new WeakMap<Rule, PolicyRule>();
  views.set(model, known);
  const seen = known.get(rule) ?? read(model, rule);
  known.set(rule, seen);
  return seen;
}

function read(model: TableModel, rule: Rule): PolicyRule {
  const reader = readerOf(model);
  const match: Record<string, FieldMatch> = {};
  let [nothing, action, content] = [false, "", ""];
  let notUnderstood: string | undefined;
  const add = (field: string, spec: FieldSpec | undefined, negation: boolean, name: string) => {
    const value = negation ? rule[field] === true : normal(spec, rule[field]);
    const said = value === undefined ? "" : `${name}:${canonicalForm(value)},`;
    content += said;
    if (spec?.kind === "enabled") nothing ||= value === false;
    else if (spec?.kind === "notUnderstood") notUnderstood = text(value ?? "") || undefined;
    else if (spec && isMatch(spec)) {
      const found = fieldMatch(spec, field, rule);
      if (found === undefined) nothing = true;
      else if (found.length > 0) match[field] = found;
    } else if (!negation && isActive(spec, rule)) action += said;
  };
  for (const [field, spec, negation, name] of reader.fields) add(field, spec, negation, name);
  const more = Object.keys(rule).filter((field) => !reader.known.has(field));
  for (const field of more.sort()) add(field, undefined, false, JSON.stringify(field));
  const seen = { nothing, chain: chainOf(model, rule), match, action, content };
  if (notUnderstood === undefined) return seen;
  const isOff = reader.fields.some(([field, spec]) => spec?.kind === "enabled" && rule[field] === false);
  const unknown = { [opaqueField]: opaque(content) };
  return { ...seen, nothing: isOff, match: unknown, action: `?${content}`, notUnderstood };
}

/**
 * What happens to a packet, for telling whether two rules do the same. Unlike an edit's `action`, a field that is
 * false, null or empty counts like a missing one, so that a rule compares with the table's own last word.
 */
export function outcome(model: TableModel, rule: Rule): string {
  const seen = view(model, rule);
  if (seen.notUnderstood !== undefined) return seen.action;
  const { known, fields } = readerOf(model);
  const inverting = new Set(fields.flatMap(([field, , negation]) => (negation ? [field] : [])));
  const acts = Object.keys(rule).filter((field) => {
    const spec = model.fields[field];
    return !inverting.has(field) && (spec || !known.has(field)) && isActive(spec, rule);
  });
  const done = acts.filter((field) => ![undefined, null, false, ""].includes(rule[field] as null));
  return canonicalForm(Object.fromEntries(done.map((field) => [field, rule[field]])));
}

function chainOf(model: TableModel, rule: Rule): string {
  const value = model.chains ? rule[model.chains.field] : undefined;
  return typeof value === "string" && model.chains?.apart.includes(value) ? value : "";
}

/** Every element of `part` is in `whole`; both sorted and unique. */
function isSubset(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const value of part) {
    while (at < whole.length && (whole[at] as string) < value) at++;
    if (whole[at] !== value) return false;
  }
  return true;
}

const isSame = (a: Block, b: Block) =>
  a.negate === b.negate && a.values.length === b.values.length && isSubset(a.values, b.values);

function blockCovers(a: Block, b: Block): boolean {
  if (a.opaque || b.opaque) return isSame(a, b);
  if (a.negate !== b.negate) return false;
  return a.negate ? isSubset(a.values, b.values) : isSubset(b.values, a.values);
}

/** Blocks are ANDed, so more of them match less. */
function fieldCovers(a: FieldMatch, b: FieldMatch): boolean {
  return a.every((block) => b.some((other) => blockCovers(block, other)));
}

/**
 * Whether `a` matches at least every packet that `b` matches. Decided field by field, whatever the objects
 * in the lists stand for; false also means that it can't be decided.
 */
export function covers(a: PolicyRule, b: PolicyRule): boolean {
  if (b.nothing) return true;
  if (a.notUnderstood !== undefined || b.notUnderstood !== undefined) return false;
  if (a.nothing || a.chain !== b.chain) return false;
  return Object.entries(a.match).every(([field, blocks]) =>
    fieldCovers(blocks, b.match[field] ?? everything),
  );
}

/** How the set of matched packets changes from `before` to `after`. */
export type MatchChange = "equal" | "widening" | "narrowing" | "incomparable";

/** Compares what two forms of a rule match; says nothing of what they do. */
export function compare(before: PolicyRule, after: PolicyRule): MatchChange {
  const wider = covers(after, before);
  const narrower = covers(before, after);
  if (wider && narrower) return "equal";
  return wider ? "widening" : narrower ? "narrowing" : "incomparable";
}

/** The one element in which two lists differ, in each; undefined when they differ in more. */
function onlyDifference(before: FieldMatch, after: FieldMatch): [Block, Block] | undefined {
  const gone = before.filter((block) => !after.some((other) => isSame(block, other)));
  const come = after.filter((block) => !before.some((other) => isSame(block, other)));
  const [from, to] = [gone[0], come[0]];
  return from && to && gone.length === 1 && come.length === 1 && before.length === after.length
    ? [from, to]
    : undefined;
}

/**
 * A form that matches exactly what `before` and `after` match together and does what both do, to stand between
 * them; undefined where there is none. Only a list that is not negated has one: the elements that two negated
 * lists share are not all that both leave out, as their other elements may overlap.
 */
export function bridge(model: TableModel, before: Rule, after: Rule): Rule | undefined {
  const [from, to] = [view(model, before), view(model, after)];
  if (from.nothing || to.nothing || from.action !== to.action || from.notUnderstood !== undefined)
    return undefined;
  const names = new Set([...Object.keys(from.match), ...Object.keys(to.match)]);
  const fields = [...names].filter(
    (name) => canonicalForm(from.match[name]) !== canonicalForm(to.match[name]),
  );
  const [field] = fields;
  const spec = field === undefined ? undefined : model.fields[field];
  if (field === undefined || fields.length > 1 || (spec?.kind !== "set" && spec?.kind !== "blocks"))
    return undefined;
  const pair = onlyDifference(from.match[field] ?? everything, to.match[field] ?? everything);
  if (!pair || pair.some((block) => block.negate || block.opaque)) return undefined;
  const values = unique([...pair[0].values, ...pair[1].values]);
  if (values.length > (spec.max ?? Number.POSITIVE_INFINITY)) return undefined;
  if (spec.kind === "set") return { ...after, [field]: values };
  const blocks = (after[field] as readonly Record<string, unknown>[]).map((block) =>
    canonicalForm(blockMatch(spec, block)) === canonicalForm([pair[1]])
      ? { ...block, [spec.values]: values }
      : block,
  );
  return { ...after, [field]: blocks };
}
