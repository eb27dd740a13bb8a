import { Document, isNode, stringify } from "yaml";
import { isObject } from "../../kernel/values";
import { ExportedReference, oneLineText, type Statement } from "./typescript";

/** Resources of a Pulumi YAML program. */
export function yamlResources(statements: readonly Statement[], vendor: string): Record<string, unknown> {
  return Object.fromEntries(
    statements.map(({ type, name, args, options }) => [
      name,
      { type: `perimeter:${vendor}:${type}`, properties: escaped(args), options: escaped(options) },
    ]),
  );
}

export function yamlText(value: unknown): string {
  return stringify(value, { lineWidth: 100 });
}

/** A program whose resources have their remarks as comments. */
export function yamlProgram(value: Record<string, unknown>, statements: readonly Statement[]): string {
  const document = new Document(value);
  for (const { name, remarks } of statements) {
    const node = document.getIn(["resources", name], true);
    if (remarks.length > 0 && isNode(node))
      node.commentBefore = remarks.map((remark) => ` ${oneLineText(remark)}`).join("\n");
  }
  return document.toString({ lineWidth: 100 });
}

/** `${` begins an expression in Pulumi YAML. */
function escaped(value: unknown): unknown {
  if (value instanceof ExportedReference) return `\${${value.resource}.id}`;
  if (typeof value === "string") return value.replace(/\$(?=\{)/g, "$$$$");
  if (Array.isArray(value)) return value.map(escaped);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escaped(item)]));
}
