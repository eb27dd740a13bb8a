import { didYouMean } from "../../../kernel/check";
import { csvCell } from "../../../kernel/csv";
import { type FieldNode, type Fields, fieldNodes, type TypeNode } from "../../../kernel/fields";
import { isObject, type Properties } from "../../../kernel/values";

/** What a column of a policy says of a rule: one field, or, in a short form, a field with its negation. */
export interface Column {
  name: string;
  /** The fields that it says. */
  fields: string[];
  /** The part of a rule that a cell says, or what is wrong with it. An empty cell is not asked. */
  read(cell: string): Properties | { problem: string };
  /** The cell for a rule; empty where it says nothing. Undefined: no cell can say it. */
  write(rule: Properties): string | undefined;
}

/** Short forms and the fields they stand for, where the table has them. */
const shortForms: ReadonlyArray<{ name: string; field: string; negate?: string }> = [
  { name: "from", field: "sourceAddresses", negate: "sourceAddressesNegate" },
  { name: "from", field: "aliases", negate: "aliasesNegate" },
  { name: "to", field: "destinationAddresses", negate: "destinationAddressesNegate" },
  { name: "to", field: "categories", negate: "categoriesNegate" },
  { name: "service", field: "services" },
  { name: "in", field: "incomingInterface" },
  { name: "out", field: "outgoingInterface" },
  { name: "when", field: "timetable" },
];

const columnSets = new WeakMap<Fields, ReadonlyMap<string, Column>>();

/** The columns that the policy of a table can have, by name. */
export function columnsOf(fields: Fields): ReadonlyMap<string, Column> {
  const known = columnSets.get(fields);
  if (known) return known;
  const nodes = new Map(fieldNodes(fields).map((node) => [node.name, node]));
  const columns = new Map<string, Column>([["key", keyColumn]]);
  for (const node of nodes.values()) columns.set(node.name, fieldColumn(node.name, node));
  for (const { name, field, negate } of shortForms) {
    const node = nodes.get(field);
    const isNegatable = negate !== undefined && nodes.has(negate);
    if (node) columns.set(name, isNegatable ? negatedColumn(name, node, negate) : fieldColumn(name, node));
  }
  if (nodes.has("enabled")) columns.set("off", offColumn);
  columnSets.set(fields, columns);
  return columns;
}

/** The column that a field gets where it has none yet: its short form, where it has one. */
export function columnFor(fields: Fields, field: string): Column | undefined {
  const all = [...columnsOf(fields).values()].filter((column) => column.fields.includes(field));
  return all.find(({ name, fields: said }) => name !== field && said.length > 0) ?? all[0];
}

/** What a name of a column is that no table's policy has. */
export function unknownColumn(name: string, fields: Fields): string {
  const names = [...columnsOf(fields).keys()];
  return `found the column "${name}"${didYouMean(name, names) || `, allowed: ${names.join(", ")}`}`;
}

const keyColumn: Column = {
  name: "key",
  fields: ["key"],
  read: (cell) => ({ key: cell }),
  write: ({ key }) => String(key),
};

const yes = /^(yes|true|on|1|x)$/i;
const no = /^(no|false|off|0|-)$/i;

const offColumn: Column = {
  name: "off",
  fields: ["enabled"],
  read: (cell) => {
    if (yes.test(cell) || cell.toLowerCase() === "off") return { enabled: false };
    if (no.test(cell)) return { enabled: true };
    return { problem: `found "${cell}", allowed: yes, no, or nothing for a rule that is in force` };
  },
  write: ({ enabled }) => (enabled === false ? "yes" : ""),
};

function fieldColumn(name: string, node: FieldNode): Column {
  return {
    name,
    fields: [node.name],
    read(cell) {
      const value = valueIn(cell, node.type);
      return isObject(value) && "problem" in value ? (value as { problem: string }) : { [node.name]: value };
    },
    write: (rule) => cellOf(rule[node.name], node.type),
  };
}

/** `!` before the cell: everything but these. */
function negatedColumn(name: string, node: FieldNode, negate: string): Column {
  return {
    name,
    fields: [node.name, negate],
    read(cell) {
      const negated = cell.startsWith("!");
      const items = itemsIn(negated ? cell.slice(1) : cell);
      if (items.length === 0)
        return { problem: `found "${cell}" alone, allowed: what is negated after the \`!\`` };
      return { [node.name]: items, ...(negated && { [negate]: true }) };
    },
    write(rule) {
      const cell = cellOf(rule[node.name], node.type);
      if (rule[negate] !== true || cell === undefined) return cell;
      return `!${cell === "" ? "any" : cell}`;
    },
  };
}

function itemsIn(cell: string): string[] {
  return cell
    .split(";")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function valueIn(cell: string, type: TypeNode): unknown {
  switch (type.kind) {
    case "boolean":
      if (yes.test(cell)) return true;
      return no.test(cell) ? false : { problem: `found "${cell}", allowed: yes, no` };
    case "integer":
    case "number":
      return /^-?\d+$/.test(cell) ? Number(cell) : { problem: `found "${cell}", allowed: a whole number` };
    case "array":
      return isNested(type.of) ? jsonIn(cell) : itemsIn(cell);
    case "object":
    case "map":
      return jsonIn(cell);
    default:
      return cell;
  }
}

function isNested(type: TypeNode): boolean {
  return type.kind === "object" || type.kind === "array" || type.kind === "map";
}

/** Blocks of addresses have no simpler form. */
function jsonIn(cell: string): unknown {
  try {
    return JSON.parse(cell);
  } catch {
    return { problem: `found ${cell}, allowed: the value as JSON` };
  }
}

function cellOf(value: unknown, type: TypeNode): string | undefined {
  if (value === undefined || value === null) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value) && type.kind === "array" && !isNested(type.of)) {
    const items = value.map(String);
    const sayable = items.every((item) => item.trim() === item && !item.includes(";") && item !== "");
    return sayable && !items[0]?.startsWith("!") ? items.join("; ") : undefined;
  }
  if (typeof value === "object") return JSON.stringify(value);
  const text = String(value);
  return text.trim() === text ? text : undefined;
}

/** A cell as it stands in the text. */
export function shownCell(value: string): string {
  return csvCell(value);
}
