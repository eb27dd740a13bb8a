import { stringify } from "yaml";
import { isObject } from "../../kernel/values";
import type { Statement } from "./typescript";

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

/** `${` begins an expression in Pulumi YAML. */
function escaped(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/\$(?=\{)/g, "$$$$");
  if (Array.isArray(value)) return value.map(escaped);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escaped(item)]));
}
