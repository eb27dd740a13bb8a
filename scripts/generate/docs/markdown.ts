import { z } from "zod";
import type { FieldNode, Fields, TypeNode } from "../../../provider/kernel/fields";

/** A table; texts may hold line breaks and bars. */
export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(cell).join(" | ")} |\n`;
  return `${line(head)}|${" --- |".repeat(head.length)}\n${rows.map(line).join("")}`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

/** The anchor that readers of Markdown give to a heading. */
export function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

/** A type in words; nested objects lead to their own table. */
export function typeText(type: TypeNode, vendor: string): string {
  const text = bareText(type, vendor);
  return type.nullable ? `${text} or null` : text;
}

function bareText(type: TypeNode, vendor: string): string {
  switch (type.kind) {
    case "enum":
      return type.values.map((value) => `\`${JSON.stringify(value)}\``).join(", ");
    case "array":
      return `list of ${typeText(type.of, vendor)}`;
    case "map":
      return `map of ${typeText(type.of, vendor)}`;
    case "union":
      return type.of.map((each) => typeText(each, vendor)).join(" or ");
    case "object":
      return `[${type.name}](#${anchor(`${vendor} ${type.name}`)})`;
    case "any":
      return "anything";
    default:
      return type.kind;
  }
}

const limitNames: Array<[string, (value: number) => string]> = [
  ["minimum", (value) => `≥ ${value}`],
  ["exclusiveMinimum", (value) => `> ${value}`],
  ["maximum", (value) => `≤ ${value}`],
  ["minLength", (value) => `≥ ${value} characters`],
  ["maxLength", (value) => `≤ ${value} characters`],
  ["minItems", (value) => `≥ ${value} elements`],
  ["maxItems", (value) => `≤ ${value} elements`],
];

/** What a field's schema bounds, as far as bounds say it; the rest stands in the field's text. */
export function limitsOf(schema: z.ZodType | undefined): string {
  if (!schema) return "";
  const found = z.toJSONSchema(schema, { unrepresentable: "any", io: "input" }) as Record<string, unknown>;
  const own = limitsIn(found);
  const elements = found.items as Record<string, unknown> | undefined;
  const inner =
    elements && elements.type !== "object" ? limitsIn(elements).map((each) => `each ${each}`) : [];
  return [...own, ...inner].join(", ");
}

function limitsIn(found: Record<string, unknown>): string[] {
  return limitNames.flatMap(([name, text]) => {
    const value = found[name];
    const isReal = typeof value === "number" && Math.abs(value) < Number.MAX_SAFE_INTEGER;
    return isReal ? [text(value)] : [];
  });
}

/** Everything of a field but its name and its type, in words. */
export function notes(node: FieldNode): string[] {
  return [
    ...(node.replace ? ["a change replaces"] : []),
    ...(node.immutable ? ["can't be changed"] : []),
    ...(node.secret ? ["secret"] : []),
    ...(node.writeOnly ? ["never returned by the vendor"] : []),
    ...(node.providerOnly && node.name !== "adopt" && node.name !== "adoptId"
      ? ["a change is no difference"]
      : []),
  ];
}

/** Rows of a table of fields. */
export function fieldRows(nodes: readonly FieldNode[], schemas: Fields, vendor: string): string[][] {
  return nodes.map((node) => [
    `\`${node.name}\`${node.optional ? "" : " *"}`,
    typeText(node.type, vendor),
    node.default === undefined ? "" : `\`${JSON.stringify(node.default)}\``,
    [limitsOf(schemas[node.name]), ...notes(node)].filter(Boolean).join("; "),
    node.doc,
  ]);
}

export const fieldHead = ["field", "type", "default", "limits", "meaning"];
