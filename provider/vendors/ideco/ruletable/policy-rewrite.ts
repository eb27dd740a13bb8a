import { type CsvRecord, lineEndOf, rawCells } from "../../../kernel/csv";
import type { Fields } from "../../../kernel/fields";
import { sameValue } from "../../../kernel/values";
import { staying } from "../../../policy/order";
import { type Column, columnFor, columnsOf, shownCell } from "./policy-columns";
import { type PolicyText, parsePolicy, type WrittenRule } from "./policy-text";

/**
 * The text of a policy whose rules are now others. Only the lines of rules that changed, moved, came or went are
 * written anew; comments, empty lines and all other lines stay byte for byte.
 */
export function rewritePolicy(fields: Fields, text: string, now: readonly WrittenRule[]): string {
  const policy = parsePolicy(fields, text);
  const lineEnd = lineEndOf(text);
  const columns = [...policy.columns];
  const before = new Map(policy.rules.map((rule, index) => [rule.key, index]));
  const lineFor = (rule: WrittenRule): string => {
    const index = before.get(rule.key);
    const was = index === undefined ? undefined : policy.rules[index];
    const record = index === undefined ? undefined : recordOf(policy, index);
    if (was && record && sameValue(was, rule)) return record.raw;
    return recordText(fields, columns, rule, was, record, lineEnd);
  };
  const lines = now.map(lineFor);
  const indexes = now.map(({ key }) => before.get(key) ?? -1);
  return joined(policy, columns, { lines, indexes, staying: stayingOf(indexes) }, lineEnd);
}

function stayingOf(indexes: readonly number[]): Set<number> {
  const known = indexes.filter((index) => index >= 0);
  const stays = staying(known.map((to) => ({ to, weight: 1, fixed: false })));
  return new Set(known.filter((_, place) => stays[place]));
}

interface Now {
  lines: string[];
  /** Of each rule in the old text; -1 for a new one. */
  indexes: number[];
  /** Old indexes of rules whose lines keep their place. */
  staying: Set<number>;
}

function joined(policy: PolicyText, columns: Array<Column | undefined>, now: Now, lineEnd: string): string {
  const { records, header, places } = policy;
  const own = new Map<number, string>();
  const after = new Map<number, string[]>();
  let anchor = header;
  now.lines.forEach((line, index) => {
    const old = now.indexes[index] ?? -1;
    if (old >= 0 && now.staying.has(old)) {
      anchor = places[old] as number;
      own.set(anchor, line);
    } else after.set(anchor, [...(after.get(anchor) ?? []), line]);
  });
  const ofRules = new Set(places);
  const parts = records.flatMap((record, place) => {
    const said = place === header ? headerText(record, columns, policy.columns.length) : record.raw;
    const stays = !ofRules.has(place) ? [said] : own.has(place) ? [own.get(place) as string] : [];
    return [...stays, ...(after.get(place) ?? [])];
  });
  return parts
    .map((part, index) => (index < parts.length - 1 && !part.endsWith("\n") ? part + lineEnd : part))
    .join("");
}

function recordOf(policy: PolicyText, index: number): CsvRecord | undefined {
  return policy.records[policy.places[index] ?? -1];
}

function headerText({ raw }: CsvRecord, columns: Array<Column | undefined>, before: number): string {
  if (columns.length === before) return raw;
  const end = /\r?\n$/.exec(raw)?.[0] ?? "";
  const added = columns.slice(before).map((column) => column?.name ?? "");
  return `${[raw.slice(0, raw.length - end.length), ...added].join(",")}${end}`;
}

/** The line of a rule; cells whose fields are as before keep their text. Fields without a column get one. */
function recordText(
  fields: Fields,
  columns: Array<Column | undefined>,
  rule: WrittenRule,
  was: WrittenRule | undefined,
  record: CsvRecord | undefined,
  lineEnd: string,
): string {
  for (const name of Object.keys(rule)) {
    const column = columnFor(fields, name);
    const said = columns.some((each) => each?.fields.includes(name));
    if (column && !said && rule[name] !== undefined) columns.push(column);
  }
  const old = record ? rawCells(record.raw) : [];
  const cells = columns.map((column, index) => {
    if (!column) return old[index] ?? "";
    const same = was && column.fields.every((name) => sameValue(was[name], rule[name]));
    if (same && old[index] !== undefined) return old[index];
    return shownCell(column.write(rule) ?? "");
  });
  const end = record ? (/\r?\n$/.exec(record.raw)?.[0] ?? "") : lineEnd;
  const count = record ? Math.max(old.length, lastSaid(cells) + 1) : cells.length;
  return `${cells.slice(0, count).join(",")}${end}`;
}

function lastSaid(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell !== "");
}

/** A policy with the given rules and no more columns than they need, for programs that are written anew. */
export function writePolicy(fields: Fields, rules: readonly WrittenRule[]): string {
  const order = [...columnsOf(fields).values()];
  const said = new Set(rules.flatMap((rule) => Object.keys(rule).filter((name) => rule[name] !== undefined)));
  const wanted = [...said].flatMap((name) => columnFor(fields, name) ?? []);
  const columns = order.filter((column) => column.name === "key" || wanted.includes(column));
  const sorted = columns.sort((a, b) => rank(a) - rank(b));
  const lines = rules.map((rule) => sorted.map((column) => shownCell(column.write(rule) ?? "")).join(","));
  return [sorted.map(({ name }) => name).join(","), ...lines, ""].join("\n");
}

const first = ["key", "off", "action", "name", "access", "from", "to", "service", "protocol"];
const last = ["comment"];

function rank({ name }: Column): number {
  const place = first.indexOf(name);
  if (place >= 0) return place;
  return last.includes(name) ? 100 : 50;
}
