import { commonSettings } from "./connections";
import { type FieldNode, publicNodes, type TypeNode } from "./fields";
import type { DataFunction } from "./function";
import type { Catalogue } from "./parts";
import type { Resource } from "./resource";

/** The Pulumi package schema of the plugin, made from the definitions; nothing in it is written twice. */
export function packageSchema(catalogue: Catalogue, about: About): Json {
  const types = new Types();
  const resources = catalogue.resources.map((resource) => [token(resource), resourceSchema(resource, types)]);
  const functions = catalogue.functions.map((definition) => [
    token(definition),
    functionSchema(definition, types),
  ]);
  const connections = connectionsSchema(catalogue, types);
  return {
    name: "perimeter",
    displayName: "Perimeter",
    version: about.version,
    description: about.description,
    keywords: ["category/network", "kind/native"],
    license: about.license,
    ...(about.homepage && { homepage: about.homepage }),
    ...(about.repository && { repository: webAddress(about.repository.url) }),
    publisher: "pulumi-perimeter",
    meta: { moduleFormat: "(.*)" },
    language: {
      nodejs: { respectSchemaVersion: true, dependencies: { "@pulumi/pulumi": "^3.216.0" } },
      python: { respectSchemaVersion: true, pyproject: { enabled: true } },
    },
    config: { variables: { connections } },
    provider: { description: providerText, inputProperties: { connections } },
    types: types.all(),
    resources: Object.fromEntries(resources),
    functions: Object.fromEntries(functions),
  };
}

/** What the schema says of the package itself, from package.json. */
export interface About {
  version: string;
  description: string;
  license?: string;
  homepage?: string;
  repository?: { url: string };
}

/** `git+https://host/owner/name.git` → `https://host/owner/name` */
function webAddress(url: string): string {
  return url.replace(/^git\+/, "").replace(/\.git$/, "");
}

export type Json = { [key: string]: unknown };

const providerText =
  "The appliances to manage and how to log in to them. Every resource and function names one of the connections, or uses the only one of its vendor.";

function token(definition: { token: string }): string {
  return `perimeter:${definition.token}`;
}

function resourceSchema(resource: Resource, types: Types): Json {
  const vendor = resource.vendor.name;
  const inputs = publicNodes(resource.inputs);
  const outputs = publicNodes(resource.outputs);
  return {
    description: `${resource.doc}\n\nImport id: ${resource.importId}.\n\nVendor's page: ${resource.page}.`,
    inputProperties: types.properties(inputs, vendor, resource.name),
    requiredInputs: required(inputs),
    properties: types.properties([...inputs, ...outputs], vendor, resource.name),
    required: [...inputs, ...outputs].filter(alwaysThere).map((node) => node.name),
    ...(resource.deprecated !== undefined && { deprecationMessage: resource.deprecated }),
    aliases: [{ type: `pulumi-nodejs:dynamic/perimeter/${resource.token}` }],
    ...(resource.list && {
      listInputs: {
        type: "object",
        properties: { connection: { type: "string", description: "Name of the connection to list." } },
      },
    }),
  };
}

function functionSchema(definition: DataFunction, types: Types): Json {
  const vendor = definition.vendor.name;
  const base = capital(definition.name);
  const inputs = publicNodes(definition.inputs);
  const outputs = publicNodes(definition.outputs);
  return {
    description: `${definition.doc}\n\nVendor's page: ${definition.page}.`,
    inputs: {
      type: "object",
      properties: types.properties(inputs, vendor, base),
      required: required(inputs),
    },
    outputs: {
      type: "object",
      properties: types.properties(outputs, vendor, base),
      required: outputs.filter(alwaysThere).map((node) => node.name),
    },
  };
}

function connectionsSchema(catalogue: Catalogue, types: Types): Json {
  return {
    type: "object",
    additionalProperties: types.reference(connectionType(catalogue), "index", ""),
    description: "The connections by name.",
    secret: true,
  };
}

/** A connection of any vendor: which fields it needs depends on the vendor, which the provider checks. */
export function connectionType(catalogue: Catalogue): Extract<TypeNode, { kind: "object" }> {
  const settings = new Map<string, FieldNode>();
  for (const node of publicNodes(commonSettings)) settings.set(node.name, node);
  for (const vendor of catalogue.vendors) {
    for (const node of publicNodes(vendor.settings)) {
      const doc = settings.get(node.name)?.doc;
      const text = `${vendor.title}: ${node.doc}`;
      settings.set(node.name, { ...node, doc: doc ? `${doc} ${text}` : text });
    }
  }
  const fields = [...settings.values()].map((node) => ({
    ...node,
    default: undefined,
    optional: node.name !== "vendor",
  }));
  return { kind: "object", name: "Connection", doc: "One appliance and the way to it.", fields };
}

function required(nodes: readonly FieldNode[]): string[] {
  return nodes.filter((node) => !node.optional).map((node) => node.name);
}

function alwaysThere(node: FieldNode): boolean {
  return !node.optional || (node.default !== undefined && node.defaultUnless === undefined);
}

/** Named types, collected while properties are written. */
class Types {
  private readonly named = new Map<string, Json>();

  all(): Json {
    return Object.fromEntries([...this.named].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  properties(nodes: readonly FieldNode[], vendor: string, owner: string): Json {
    return Object.fromEntries(nodes.map((node) => [node.name, this.property(node, vendor, owner)]));
  }

  private property(node: FieldNode, vendor: string, owner: string): Json {
    const primitive =
      node.default !== undefined && typeof node.default !== "object" && node.defaultUnless === undefined;
    const shownDefault =
      node.default !== undefined && !primitive ? ` Default: \`${JSON.stringify(node.default)}\`.` : "";
    return {
      ...this.reference(node.type, vendor, `${owner}${capital(node.name)}`, node.deprecated),
      description: `${node.doc}${shownDefault}`,
      ...(primitive && { default: node.default }),
      ...(node.secret && { secret: true }),
      ...(node.replace === true && { replaceOnChanges: true }),
    };
  }

  /**
   * @param name what an enumeration is called, as it has no name of its own
   * @param deprecated values of it that should no longer be used, and why
   */
  reference(type: TypeNode, vendor: string, name: string, deprecated: FieldNode["deprecated"] = {}): Json {
    switch (type.kind) {
      case "any":
        return { $ref: "pulumi.json#/Any" };
      case "array":
        return { type: "array", items: this.reference(type.of, vendor, name) };
      case "map":
        return { type: "object", additionalProperties: this.reference(type.of, vendor, name) };
      case "union":
        return { oneOf: type.of.map((branch) => this.reference(branch, vendor, name)) };
      case "enum":
        return this.add(vendor, name, () => enumSchema(type.values, deprecated));
      case "object":
        return this.add(vendor, type.name, () => ({
          type: "object",
          description: type.doc,
          properties: this.properties(type.fields, vendor, type.name),
          required: required(type.fields),
        }));
      default:
        return { type: type.kind };
    }
  }

  /** @throws where two different types would have one name: one of them would be silently the other */
  private add(vendor: string, name: string, make: () => Json): Json {
    const key = `perimeter:${vendor}:${name}`;
    const made = make();
    const known = this.named.get(key);
    if (known && JSON.stringify(known) !== JSON.stringify(made)) {
      throw new Error(`two different types are called ${key}`);
    }
    this.named.set(key, made);
    return { $ref: `#/types/${key}` };
  }
}

function enumSchema(values: string[], deprecated: Readonly<Record<string, string>>): Json {
  const entries = values.map((value) => ({
    value,
    name: enumName(value),
    ...(deprecated[value] !== undefined && { deprecationMessage: deprecated[value] }),
  }));
  const names = new Set(entries.map(({ name }) => name));
  if (names.size < values.length)
    throw new Error(`two of the values ${values.join(", ")} would have one name`);
  return { type: "string", enum: entries };
}

/** `protocol.tcp` → `ProtocolTcp`; a name begins with a letter, in every language. */
function enumName(value: string): string {
  const words = value.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const name = words.map(capital).join("");
  return /^[A-Za-z]/.test(name) ? name : `Value${name}`;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
