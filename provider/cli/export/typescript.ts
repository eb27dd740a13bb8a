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

/** Stands for the id of another resource of the program. */
export class ExportedReference {
  /** @param resource its name */
  constructor(readonly resource: string) {}
}

/** The source of a program, formatted. */
export function program(
  statements: readonly Statement[],
  { module, vendor, comment }: ProgramOptions,
): string {
  const imported = statements.length > 0 ? `import { ${vendor} } from "${module}";\n\n` : "";
  const variables = variablesOf(statements, vendor);
  const text = statements.map((each) => statement(vendor, each, variables)).join("\n\n");
  return `// ${comment}\n${imported}${text}${statements.length > 0 ? "\n" : "export {};\n"}`;
}

/** Of each resource that others refer to: the name of its variable. */
type Variables = ReadonlyMap<string, string>;

function statement(
  vendor: string,
  { type, name, remarks, args, options }: Statement,
  variables: Variables,
): string {
  const list = [
    JSON.stringify(name),
    literal(args, 0, variables),
    ...(Object.keys(options).length > 0 ? [literal(options, 0, variables)] : []),
  ];
  const comments = remarks.map((remark) => `// ${oneLineText(remark)}\n`).join("");
  const variable = variables.get(name);
  const declared = variable === undefined ? "" : `const ${variable} = `;
  return `${comments}${declared}new ${vendor}.${type}(${list.join(", ")});`;
}

/** A comment ends with its line, whatever the appliance has in it. */
export function oneLineText(text: string): string {
  return text.replace(/[\n\r\u2028\u2029]+/g, " ");
}

const widest = 100;

/** A value as source; short ones on one line. */
function literal(value: unknown, depth: number, variables: Variables): string {
  const line = oneLine(value, variables);
  if (line.length + 2 * depth <= widest && (!isObject(value) || depth > 0 || line.length < widest / 2))
    return line;
  const pad = "  ".repeat(depth + 1);
  if (Array.isArray(value)) {
    const items = value.map((item) => `${pad}${literal(item, depth + 1, variables)},\n`);
    return `[\n${items.join("")}${"  ".repeat(depth)}]`;
  }
  if (!isObject(value) || value instanceof ExportedReference) return line;
  const lines = Object.entries(value).map(
    ([key, item]) => `${pad}${keyText(key)}: ${literal(item, depth + 1, variables)},\n`,
  );
  return `{\n${lines.join("")}${"  ".repeat(depth)}}`;
}

function oneLine(value: unknown, variables: Variables): string {
  if (value instanceof ExportedReference) return `${variables.get(value.resource)}.id`;
  if (Array.isArray(value)) return `[${value.map((item) => oneLine(item, variables)).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${keyText(key)}: ${oneLine(item, variables)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function variablesOf(statements: readonly Statement[], vendor: string): Variables {
  const meant = new Set(statements.flatMap(({ args }) => referencesIn(args)));
  const variables = new Map<string, string>();
  const taken = new Set([vendor]);
  for (const { name } of statements.filter((each) => meant.has(each.name))) {
    const base = variableName(name);
    let variable = base;
    for (let count = 2; taken.has(variable); count++) variable = `${base}${count}`;
    taken.add(variable);
    variables.set(name, variable);
  }
  return variables;
}

function referencesIn(value: unknown): string[] {
  if (value instanceof ExportedReference) return [value.resource];
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  return isObject(value) ? Object.values(value).flatMap(referencesIn) : [];
}

/** `web-server` → `webServer`. What is a word of the language, or begins with a digit, gets a prefix. */
function variableName(name: string): string {
  const camel = name.replace(/-+(.)/gu, (_, letter: string) => letter.toUpperCase());
  return isName(camel) ? camel : `the${camel.charAt(0).toUpperCase()}${camel.slice(1)}`;
}

function isName(text: string): boolean {
  const identifier = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(text);
  return identifier && !reserved.has(text);
}

const reserved = new Set(
  (
    "await break case catch class const continue debugger default delete do else enum eval export extends false finally for " +
    "function if implements import in instanceof interface let new null package private protected public return static super " +
    "switch this throw true try typeof undefined var void while with yield arguments exports module require"
  ).split(" "),
);

function keyText(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}
