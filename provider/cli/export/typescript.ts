import { type FieldNode, fieldNodes } from "../../kernel/fields";
import { isObject, type Properties, sameValue } from "../../kernel/values";
import type { Exported } from "./collect";

/** What of the inputs a program has to say: defaults are left out. */
export function argumentsOf(
  { definition }: Exported,
  inputs: Properties,
  withConnection: boolean,
): Properties {
  const nodes = new Map(fieldNodes(definition.inputs).map((node) => [node.name, node]));
  const said = Object.entries(inputs).filter(([name, value]) => {
    const node = nodes.get(name);
    if (!node || node.internal || value === undefined || value === null) return false;
    return name === "connection" ? withConnection : !isDefault(node, value);
  });
  return Object.fromEntries(said);
}

function isDefault(node: FieldNode, value: unknown): boolean {
  return node.default !== undefined && sameValue(node.default, value);
}

export interface ProgramOptions {
  /** What the program imports. */
  module: string;
  vendor: string;
  /** What stands above the resources. */
  comment: string;
}

export interface Statement {
  type: string;
  name: string;
  /** What stands above it as comments. */
  remarks: readonly string[];
  args: Properties;
  options: Properties;
}

/** The source of a program, formatted. */
export function program(
  statements: readonly Statement[],
  { module, vendor, comment }: ProgramOptions,
): string {
  const imported = statements.length > 0 ? `import { ${vendor} } from "${module}";\n\n` : "";
  const text = statements.map((each) => statement(vendor, each)).join("\n\n");
  return `// ${comment}\n${imported}${text}${statements.length > 0 ? "\n" : "export {};\n"}`;
}

function statement(vendor: string, { type, name, remarks, args, options }: Statement): string {
  const list = [
    JSON.stringify(name),
    literal(args, 0),
    ...(Object.keys(options).length > 0 ? [literal(options, 0)] : []),
  ];
  const comments = remarks.map((remark) => `// ${oneLineText(remark)}\n`).join("");
  return `${comments}new ${vendor}.${type}(${list.join(", ")});`;
}

/** A comment ends with its line, whatever the appliance has in it. */
export function oneLineText(text: string): string {
  return text.replace(/[\n\r\u2028\u2029]+/g, " ");
}

const widest = 100;

/** A value as source; short ones on one line. */
function literal(value: unknown, depth: number): string {
  const line = oneLine(value);
  if (line.length + 2 * depth <= widest && (!isObject(value) || depth > 0 || line.length < widest / 2))
    return line;
  const pad = "  ".repeat(depth + 1);
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => `${pad}${literal(item, depth + 1)},\n`).join("")}${"  ".repeat(depth)}]`;
  }
  if (!isObject(value)) return line;
  const lines = Object.entries(value).map(
    ([key, item]) => `${pad}${keyText(key)}: ${literal(item, depth + 1)},\n`,
  );
  return `{\n${lines.join("")}${"  ".repeat(depth)}}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${keyText(key)}: ${oneLine(item)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function keyText(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}
