import { commonSettings } from "../../../provider/kernel/connections";
import { type FieldNode, publicNodes, type TypeNode } from "../../../provider/kernel/fields";
import type { DataFunction } from "../../../provider/kernel/function";
import type { Catalogue } from "../../../provider/kernel/parts";
import type { Resource } from "../../../provider/kernel/resource";
import type { Properties } from "../../../provider/kernel/values";
import type { Vendor } from "../../../provider/kernel/vendor";
import { anchor, fieldHead, fieldRows, table } from "./markdown";

type ObjectType = Extract<TypeNode, { kind: "object" }>;

/** docs/reference.md: every connection, resource and function with every field. */
export function referencePage(catalogue: Catalogue): string {
  const vendors = catalogue.vendors.map((vendor) => vendorText(catalogue, vendor));
  const list = catalogue.vendors.map(({ name, title }) => `- [${title}](#${anchor(title)}) (\`${name}\`)`);
  return `${head}${list.join("\n")}\n\n${vendors.join("\n")}`;
}

const head = `<!-- Generated from the definitions by \`npm run generate\`. Do not edit. -->

# Reference

Names and fields are the same in both fronts. A field with * is required. What a change of a field does is an update,
unless its limits say that it replaces; then the new object is made before the old one is deleted.

`;

function vendorText(catalogue: Catalogue, vendor: Vendor): string {
  const resources = catalogue.resources.filter((each) => each.vendor === vendor);
  const functions = catalogue.functions.filter((each) => each.vendor === vendor);
  const settings = { ...vendor.settings, ...commonSettings };
  const names = [...resources, ...functions].map(({ name }) => link(vendor, name));
  return [
    `## ${vendor.title}\n\n${vendor.doc}\n\n${names.join(" · ")}\n`,
    `### ${vendor.name} connection\n\n${table(fieldHead, fieldRows(publicNodes(settings), settings, vendor.name))}`,
    ...resources.map((resource) => resourceText(resource)),
    ...functions.map((definition) => functionText(definition)),
    ...typesOf([...resources, ...functions]).map((type) => typeText(type, vendor)),
  ].join("\n");
}

function link({ name: vendor }: Vendor, name: string): string {
  return `[${name}](#${anchor(`${vendor}.${name}`)})`;
}

function resourceText(resource: Resource): string {
  const { vendor, name, doc, page, importId, deprecated } = resource;
  const variable = name.charAt(0).toLowerCase() + name.slice(1);
  return [
    `### ${vendor.name}.${name}\n\n${deprecated === undefined ? "" : `**Deprecated.** ${deprecated}\n\n`}${doc}\n`,
    code(`new ${vendor.name}.${name}("${variable}", ${literal(resource.example)});`),
    table(fieldHead, fieldRows(publicNodes(resource.inputs), resource.inputs, vendor.name)),
    outputsText(publicNodes(resource.outputs), vendor),
    `Import id: ${importId}.\n\nPage: ${page}.\n`,
  ].join("\n");
}

function functionText(definition: DataFunction): string {
  const { vendor, name, doc, page, example } = definition;
  const result = "items" in definition.outputs ? "{ items }" : "result";
  const args = Object.keys(example).length === 0 ? "" : literal(example);
  return [
    `### ${vendor.name}.${name}\n\n${doc}\n`,
    code(`const ${result} = await ${vendor.name}.${name}(${args});`),
    table(fieldHead, fieldRows(publicNodes(definition.inputs), definition.inputs, vendor.name)),
    outputsText(publicNodes(definition.outputs), vendor),
    `Page: ${page}.\n`,
  ].join("\n");
}

function outputsText(nodes: readonly FieldNode[], vendor: Vendor): string {
  if (nodes.length === 0) return "No outputs but the inputs.\n";
  const rows = fieldRows(nodes, {}, vendor.name);
  return table(
    ["output", "type", "meaning"],
    rows.map(([name = "", type = "", , , doc = ""]) => [name.replace(" *", ""), type, doc]),
  );
}

function typeText({ name, doc, fields }: ObjectType, vendor: Vendor): string {
  return `### ${vendor.name} ${name}\n\n${doc}\n\n${table(fieldHead, fieldRows(fields, {}, vendor.name))}`;
}

/** The nested objects of definitions, each once. */
function typesOf(definitions: Array<Resource | DataFunction>): ObjectType[] {
  const found = new Map<string, ObjectType>();
  const visit = (type: TypeNode): void => {
    if (type.kind === "array" || type.kind === "map") visit(type.of);
    if (type.kind === "union") for (const each of type.of) visit(each);
    if (type.kind !== "object" || found.has(type.name)) return;
    found.set(type.name, type);
    for (const field of type.fields) visit(field.type);
  };
  for (const { inputs, outputs } of definitions) {
    for (const node of [...publicNodes(inputs), ...publicNodes(outputs)]) visit(node.type);
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function code(text: string): string {
  return `\`\`\`ts\n${text}\n\`\`\`\n`;
}

/** A value as a program writes it. */
function literal(value: unknown, indent = ""): string {
  if (Array.isArray(value))
    return listed(
      "[",
      value.map((each) => literal(each, `${indent}  `)),
      "]",
      indent,
    );
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value as Properties);
  return listed(
    "{",
    entries.map(([name, each]) => `${name}: ${literal(each, `${indent}  `)}`),
    "}",
    indent,
  );
}

const widest = 90;

function listed(open: string, parts: string[], close: string, indent: string): string {
  if (parts.length === 0) return `${open}${close}`;
  const space = open === "{" ? " " : "";
  const line = `${open}${space}${parts.join(", ")}${space}${close}`;
  if (line.length + indent.length <= widest && !line.includes("\n")) return line;
  return `${open}\n${parts.map((part) => `${indent}  ${part},\n`).join("")}${indent}${close}`;
}
