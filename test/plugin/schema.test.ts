import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { catalogue } from "../../provider/catalogue";
import { type FieldNode, publicNodes } from "../../provider/kernel/fields";
import { type About, packageSchema } from "../../provider/kernel/schema";
import { version } from "../../provider/version";
import { root } from "../../scripts/lib/paths.mjs";

interface Property {
  description?: string;
  default?: unknown;
  secret?: boolean;
  replaceOnChanges?: boolean;
  $ref?: string;
  items?: Property;
  additionalProperties?: Property;
  oneOf?: Property[];
  type?: string;
}
type Properties = Record<string, Property>;
interface Bag {
  description?: string;
  properties?: Properties;
  required?: string[];
  enum?: { name: string; value: string }[];
}
interface Schema {
  name: string;
  version: string;
  config: { variables: Properties };
  provider: { description: string; inputProperties: Properties };
  types: Record<string, Bag>;
  resources: Record<
    string,
    Bag & { inputProperties: Properties; requiredInputs: string[]; listInputs?: Bag; aliases: unknown[] }
  >;
  functions: Record<string, { description: string; inputs: Bag; outputs: Bag }>;
}

const schema = JSON.parse(readFileSync(join(root, "schema.json"), "utf8")) as Schema;
const resources = Object.entries(schema.resources);
const functions = Object.entries(schema.functions);

/** Every property of the schema, with where it stands. */
function* allProperties(): Generator<[where: string, property: Property]> {
  const bags: [string, Properties | undefined][] = [
    ["config", schema.config.variables],
    ["provider", schema.provider.inputProperties],
    ...Object.entries(schema.types).map(
      ([name, { properties }]) => [name, properties] as [string, Properties],
    ),
    ...resources.flatMap(([token, { inputProperties, properties, listInputs }]): typeof bags => [
      [`${token} inputs`, inputProperties],
      [token, properties],
      [`${token} list`, listInputs?.properties],
    ]),
    ...functions.flatMap(([token, { inputs, outputs }]): typeof bags => [
      [`${token} inputs`, inputs.properties],
      [token, outputs.properties],
    ]),
  ];
  for (const [where, properties = {}] of bags)
    for (const [name, property] of Object.entries(properties)) yield [`${where}.${name}`, property];
}

describe("schema.json", () => {
  test("is what the definitions make, and holds all of them", () => {
    const about = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as About;
    expect(schema).toEqual(packageSchema(catalogue, about));
    expect(schema).toMatchObject({
      name: "perimeter",
      version,
      license: "Apache-2.0",
      homepage: about.homepage,
      repository: "https://github.com/pulumi-perimeter/pulumi-perimeter",
    });
    expect(resources.map(([token]) => token)).toEqual(
      catalogue.resources.map((each) => `perimeter:${each.token}`),
    );
    expect(functions.map(([token]) => token)).toEqual(
      catalogue.functions.map((each) => `perimeter:${each.token}`),
    );
  });

  test("describes everything, in sentences", () => {
    const texts: [string, string | undefined][] = [
      ...resources.map(([token, { description }]) => [token, description] as [string, string]),
      ...functions.map(([token, { description }]) => [token, description] as [string, string]),
      ...Object.entries(schema.types)
        .filter(([, type]) => type.enum === undefined)
        .map(([name, { description }]) => [name, description] as [string, string]),
      ...[...allProperties()].map(([where, { description }]) => [where, description] as [string, string]),
    ];
    expect(texts.length).toBeGreaterThan(1000);
    // Begins like a sentence, and ends like one or with a quotation.
    const bad = texts.filter(
      ([, text]) => !text || !/^["'`\\(]*[\p{Lu}\d`]/u.test(text) || !/[.)`…]$/.test(text),
    );
    expect(bad.map(([where, text]) => `${where}: ${text}`)).toEqual([]);
    for (const [token, { description }] of resources) {
      expect(description, token).toMatch(/\n\nImport id: [^\n]+\.\n\nVendor's page: [^\n]+\.$/);
    }
    for (const [token, { description }] of functions) {
      expect(description, token).toMatch(/\n\nVendor's page: [^\n]+\.$/);
    }
  });

  test("says of each input what the definition says: required, default, enumeration, secret, replacement", () => {
    for (const definition of catalogue.resources) {
      const { inputProperties, requiredInputs, properties } =
        schema.resources[`perimeter:${definition.token}`] ?? {};
      const nodes = publicNodes(definition.inputs);
      expect(Object.keys(inputProperties ?? {}), definition.token).toEqual(nodes.map(({ name }) => name));
      expect(requiredInputs).toEqual(nodes.filter(({ optional }) => !optional).map(({ name }) => name));
      for (const node of nodes) {
        expect({ name: node.name, ...traitsIn(inputProperties?.[node.name]) }).toEqual({
          name: node.name,
          ...traitsOf(node),
        });
        expect(properties?.[node.name], node.name).toEqual(inputProperties?.[node.name]);
      }
    }
  });

  test("refers to types that are there, and has none that nothing refers to", () => {
    const used = new Set<string>();
    const walk = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      const { $ref } = value as Property;
      if ($ref?.startsWith("#/types/")) used.add($ref.slice("#/types/".length));
      else if ($ref !== undefined) expect($ref).toBe("pulumi.json#/Any");
      Object.values(value).forEach(walk);
    };
    walk(schema);
    expect([...used].sort()).toEqual(Object.keys(schema.types).sort());
  });

  test("names the alias of every resource, and what can be listed", () => {
    for (const definition of catalogue.resources) {
      const { aliases, listInputs } = schema.resources[`perimeter:${definition.token}`] ?? {};
      expect(aliases).toEqual([{ type: `pulumi-nodejs:dynamic/perimeter/${definition.token}` }]);
      expect(listInputs !== undefined, definition.token).toBe(definition.list !== undefined);
    }
    expect(resources.filter(([, { listInputs }]) => listInputs).length).toBeGreaterThan(40);
  });

  test("keeps the connections secret, as a whole and each credential", () => {
    expect(schema.config.variables.connections).toMatchObject({ secret: true });
    expect(schema.provider.inputProperties).toEqual(schema.config.variables);
    const { properties } = schema.types["perimeter:index:Connection"] ?? {};
    const secrets = Object.entries(properties ?? {}).filter(([, { secret }]) => secret);
    expect(secrets.map(([name]) => name).sort()).toEqual(
      ["appKey", "key", "password", "proxy", "secretAccessKey", "token"].sort(),
    );
  });
});

/** What the schema says, and what the definition says, in one form. */
function traitsIn(property: Property = {}) {
  const { default: initial, secret = false, replaceOnChanges = false } = property;
  return { initial, secret, replaceOnChanges, values: enumIn(property) };
}

function traitsOf(node: FieldNode) {
  const { default: initial, defaultUnless, secret = false, replace, type } = node;
  const isShown = typeof initial !== "object" && defaultUnless === undefined;
  return {
    initial: isShown ? initial : undefined,
    secret,
    replaceOnChanges: replace === true,
    values: type.kind === "enum" ? type.values : undefined,
  };
}

function enumIn({ $ref = "" }: Property): string[] | undefined {
  return schema.types[$ref.slice("#/types/".length)]?.enum?.map(({ value }) => value);
}
