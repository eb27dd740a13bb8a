import { type FieldNode, publicNodes, type TypeNode } from "../../provider/kernel/fields";
import type { DataFunction } from "../../provider/kernel/function";
import type { Catalogue } from "../../provider/kernel/parts";
import type { Resource } from "../../provider/kernel/resource";
import { connectionType, type Json, packageSchema } from "../../provider/kernel/schema";
import type { Vendor } from "../../provider/kernel/vendor";

/**
 * TypeScript of both fronts from the definitions: argument and result types once, classes and functions for each
 * front. Simple declarations on purpose: programs may be compiled with the TypeScript 3.8 that Pulumi brings along.
 */
export function typescriptFiles(catalogue: Catalogue): Record<string, string> {
  const files: Record<string, string> = {};
  for (const vendor of catalogue.vendors) {
    const resources = catalogue.resources.filter((resource) => resource.vendor === vendor);
    const functions = catalogue.functions.filter((definition) => definition.vendor === vendor);
    files[`provider/generated/types/${vendor.name}.ts`] = typesFile(resources, functions);
    files[`provider/generated/dynamic/${vendor.name}.ts`] = frontFile(
      vendor,
      resources,
      functions,
      dynamicFront,
    );
    const native = frontFile(vendor, resources, functions, nativeFront);
    files[`provider/generated/native/${vendor.name}.ts`] = `${native}\n${enumTexts(catalogue, vendor)}`;
  }
  files["provider/generated/types/provider.ts"] = providerFile(catalogue);
  files["provider/generated/dynamic/index.ts"] = indexFile(catalogue);
  files["provider/generated/native/index.ts"] = indexFile(catalogue);
  return files;
}

const banner = "// Generated from the definitions by `npm run generate`. Do not edit.\n";

function indexFile(catalogue: Catalogue): string {
  const exports = catalogue.vendors.map(
    (vendor) =>
      `${comment([`${vendor.title}: ${vendor.doc}`], "")}export * as ${vendor.name} from "./${vendor.name}";\n`,
  );
  return `${banner}${exports.join("")}`;
}

/** The arguments of an explicit provider: the connections, as in the stack's configuration. */
function providerFile(catalogue: Catalogue): string {
  const type = connectionType(catalogue);
  const vendor = catalogue.vendors.map(({ name }) => JSON.stringify(name)).join(" | ");
  const named = new Map<string, string>();
  const fields = type.fields.filter((node) => node.name !== "vendor");
  const connection = interfaceText("ConnectionArgs", type.doc, fields, "input", named).replace(
    "{\n",
    `{\n  /** The vendor; it decides which of the other fields are required. */\n  vendor: pulumi.Input<${vendor}>;\n`,
  );
  const provider =
    "/** The arguments of Provider. */\nexport interface ProviderArgs {\n  /** The connections by name. */\n" +
    "  connections: pulumi.Input<{ [name: string]: pulumi.Input<ConnectionArgs> }>;\n}\n";
  return `${banner}import type * as pulumi from "@pulumi/pulumi";\n\n${provider}\n${connection}`;
}

/** Which way a type looks: what a program gives, what it gets, or plain values both ways of a function. */
type Side = "input" | "output" | "plain";

function typesFile(resources: Resource[], functions: DataFunction[]): string {
  const named = new Map<string, string>();
  const own = [
    ...resources.map((resource) =>
      interfaceText(
        `${resource.name}Args`,
        `The arguments of ${resource.name}.`,
        publicNodes(resource.inputs),
        "input",
        named,
      ),
    ),
    ...functions.flatMap((definition) => functionTypes(definition, named)),
  ];
  for (const resource of resources) collectOutputs(resource, named);
  const nested = [...named].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  return `${banner}import type * as pulumi from "@pulumi/pulumi";\n\n${[...own, ...nested].join("\n")}`;
}

function functionTypes(definition: DataFunction, named: Map<string, string>): string[] {
  const base = capital(definition.name);
  const inputs = publicNodes(definition.inputs);
  return [
    interfaceText(`${base}Args`, `The arguments of ${definition.name}.`, inputs, "plain", named),
    interfaceText(`${base}OutputArgs`, `The arguments of ${definition.name}Output.`, inputs, "input", named),
    interfaceText(
      `${base}Result`,
      `What ${definition.name} gives.`,
      publicNodes(definition.outputs),
      "output",
      named,
    ),
  ];
}

function collectOutputs(resource: Resource, named: Map<string, string>): void {
  for (const node of properties(resource)) typeText(node.type, "output", named);
}

function properties(resource: Resource): readonly FieldNode[] {
  return [...publicNodes(resource.inputs), ...publicNodes(resource.outputs)];
}

function interfaceText(
  name: string,
  doc: string,
  fields: readonly FieldNode[],
  side: Side,
  named: Map<string, string>,
): string {
  const lines = fields.map((node) => {
    const type = typeText(node.type, side, named);
    const wrapped = side === "input" ? `pulumi.Input<${type}>` : type;
    const optional =
      node.optional && (side !== "output" || node.default === undefined || node.defaultUnless !== undefined);
    return `${comment(fieldDoc(node), "  ")}  ${node.name}${optional ? "?" : ""}: ${wrapped};\n`;
  });
  return `${comment([doc], "")}export interface ${name} {\n${lines.join("")}}\n`;
}

function fieldDoc(node: FieldNode): string[] {
  const lines = [node.doc];
  if (node.default !== undefined) lines.push(`Default: \`${JSON.stringify(node.default)}\`.`);
  if (node.replace === true) lines.push("A change replaces the resource; the new one is made first.");
  return lines;
}

/** The type's text; a nested object is noted in `named` under the name that the text uses. */
function typeText(type: TypeNode, side: Side, named: Map<string, string>): string {
  const text = plainText(type, side, named);
  return type.nullable && side !== "output" ? `${text} | null` : text;
}

function plainText(type: TypeNode, side: Side, named: Map<string, string>): string {
  const inner = (of: TypeNode) =>
    side === "input" ? `pulumi.Input<${typeText(of, side, named)}>` : typeText(of, side, named);
  switch (type.kind) {
    case "integer":
      return "number";
    case "enum":
      return type.values.map((value) => JSON.stringify(value)).join(" | ");
    case "array":
      return side === "input" || !/[ |]/.test(inner(type.of))
        ? `${inner(type.of)}[]`
        : `Array<${inner(type.of)}>`;
    case "map":
      return `{ [key: string]: ${inner(type.of)} }`;
    case "union":
      return type.of.map((branch) => typeText(branch, side, named)).join(" | ");
    case "object": {
      const name =
        side === "output" ? type.name : side === "input" ? `${type.name}Args` : `${type.name}Query`;
      if (!named.has(name)) {
        named.set(name, "");
        named.set(name, interfaceText(name, type.doc, type.fields, side, named));
      }
      return name;
    }
    default:
      return type.kind;
  }
}

/** What the classes and functions of a front look like; everything else is the same in both. */
interface FrontText {
  imports: string;
  base: string;
  /** What stands in front of a token in the engine's name of a type. */
  typePrefix: string;
  options: string;
  constructorBody(resource: Resource): string;
  invoke(definition: DataFunction): string;
  invokeOutput(definition: DataFunction): string;
}

const outputNames = (resource: Resource) => JSON.stringify(Object.keys(resource.outputs));

const dynamicFront: FrontText = {
  imports: [
    'import { DynamicResource } from "../../program/dynamic-resource";',
    'import { callFunction, callFunctionOutput } from "../../program/dynamic-functions";',
  ].join("\n"),
  base: "DynamicResource",
  typePrefix: "pulumi-nodejs:dynamic/perimeter/",
  options: "pulumi.CustomResourceOptions",
  constructorBody: (resource) => `super("${resource.token}", ${outputNames(resource)}, name, args, opts);`,
  invoke: (definition) => `return callFunction("${definition.token}", args, opts);`,
  invokeOutput: (definition) => `return callFunctionOutput("${definition.token}", args, opts);`,
};

const nativeFront: FrontText = {
  imports:
    'import { callFunction, callFunctionOutput, NativeResource } from "../../program/native-resource";',
  base: "NativeResource",
  typePrefix: "perimeter:",
  options: "pulumi.CustomResourceOptions",
  constructorBody: (resource) => `super("${resource.token}", ${outputNames(resource)}, name, args, opts);`,
  invoke: (definition) => `return callFunction("${definition.token}", args, opts);`,
  invokeOutput: (definition) => `return callFunctionOutput("${definition.token}", args, opts);`,
};

function frontFile(
  vendor: Vendor,
  resources: Resource[],
  functions: DataFunction[],
  front: FrontText,
): string {
  const parts = [
    ...resources.map((resource) => classText(resource, front)),
    ...functions.map((definition) => functionText(definition, front)),
  ];
  return [
    banner,
    'import * as pulumi from "@pulumi/pulumi";\n',
    `${front.imports}\n`,
    `import type * as types from "../types/${vendor.name}";\n\n`,
    `export * from "../types/${vendor.name}";\n\n`,
    parts.join("\n"),
  ].join("");
}

/**
 * The values of enumerations under the names that they have in the schema: the program that `pulumi import` writes
 * uses them, and needs no other change than of its import.
 */
function enumTexts(catalogue: Catalogue, vendor: Vendor): string {
  const types = packageSchema(catalogue, { version: "", description: "" }).types as Record<string, Json>;
  const named = Object.entries(types).map(([token, type]) => [token.split(":"), type.enum] as const);
  const texts = named.flatMap(([[, owner, name], values]) =>
    owner === vendor.name && values ? [enumText(String(name), values as EnumValue[])] : [],
  );
  return texts.join("\n");
}

type EnumValue = { name: string; value: string };

function enumText(name: string, values: EnumValue[]): string {
  const lines = values.map((each) => `  ${each.name}: ${JSON.stringify(each.value)},\n`);
  const list = values.map(({ value }) => `\`${value}\``).join(", ");
  return `${comment([`${list}; a program may as well say the texts.`], "")}export const ${name} = {\n${lines.join("")}} as const;\n`;
}

function classText(resource: Resource, front: FrontText): string {
  const inputs = publicNodes(resource.inputs);
  const required = inputs.some((node) => !node.optional);
  const fields = properties(resource).map((node) => {
    const optional = node.optional && (node.default === undefined || node.defaultUnless !== undefined);
    const type = qualified(typeText(node.type, "output", new Map()), node.type);
    return `${comment([node.doc], "  ")}  declare readonly ${node.name}: pulumi.Output<${type}${optional ? " | undefined" : ""}>;\n`;
  });
  const args = `types.${resource.name}Args`;
  return [
    comment(classDoc(resource), ""),
    `export class ${resource.name} extends ${front.base} {\n`,
    `  /** The engine's name of this type, by which policy packs find resources of this class. */\n`,
    `  static readonly __pulumiType: string = "${front.typePrefix}${resource.token}";\n\n`,
    fields.join(""),
    `\n  /** Whether something is a resource of this class, also one that another copy of this package made. */\n`,
    `  static override isInstance(obj: any): obj is ${resource.name} {\n`,
    `    return Boolean(obj) && obj.__pulumiType === ${resource.name}.__pulumiType;\n  }\n`,
    `\n  /** Reads an existing object by its id; \`connection\` where there are several of this vendor. */\n`,
    `  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: ${front.options}): ${resource.name} {\n`,
    `    return new ${resource.name}(name, state as ${args}, { ...opts, id });\n  }\n\n`,
    `  constructor(name: string, args${required ? "" : "?"}: ${args}, opts?: ${front.options}) {\n`,
    `    ${front.constructorBody(resource)}\n  }\n}\n`,
  ].join("");
}

function classDoc({ doc, importId, page, deprecated }: Resource): string[] {
  const lines = [doc, `Import id: ${importId}.`, `Vendor's page: ${page}.`];
  return deprecated === undefined ? lines : [...lines, `@deprecated ${deprecated}`];
}

/** Names of nested types stand in the module `types`. */
function qualified(text: string, type: TypeNode): string {
  return objectNames(type).reduce(
    (all, name) => all.replace(new RegExp(`\\b${name}\\b`, "g"), `types.${name}`),
    text,
  );
}

function objectNames(type: TypeNode): string[] {
  if (type.kind === "object") return [type.name];
  if (type.kind === "array" || type.kind === "map") return objectNames(type.of);
  return type.kind === "union" ? type.of.flatMap(objectNames) : [];
}

function functionText(definition: DataFunction, front: FrontText): string {
  const base = capital(definition.name);
  const optional = publicNodes(definition.inputs).every((node) => node.optional) ? "?" : "";
  const doc = comment([definition.doc, `Vendor's page: ${definition.page}.`], "");
  return [
    doc,
    `export function ${definition.name}(args${optional}: types.${base}Args, opts?: pulumi.InvokeOptions): Promise<types.${base}Result> {\n`,
    `  ${front.invoke(definition)}\n}\n\n`,
    doc,
    `export function ${definition.name}Output(args${optional}: types.${base}OutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.${base}Result> {\n`,
    `  ${front.invokeOutput(definition)}\n}\n`,
  ].join("");
}

function comment(lines: string[], indent: string): string {
  const safe = lines.filter(Boolean).map((line) => line.replaceAll("*/", "*\\/"));
  if (safe.length === 1) return `${indent}/** ${safe[0]} */\n`;
  return `${indent}/**\n${safe.map((line) => `${indent} * ${line}\n`).join("")}${indent} */\n`;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
