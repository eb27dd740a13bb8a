import { describe, expect, test } from "vitest";
import { catalogue } from "../../provider/catalogue";
import { checkFields } from "../../provider/kernel/check";
import { type FieldNode, publicNodes, type TypeNode } from "../../provider/kernel/fields";
import { Lab } from "../../provider/lab/core";
import { casesOf } from "./cases";
import { trialsOf } from "./changes";

const definitions = [...catalogue.resources, ...catalogue.functions];

describe.each(definitions)("$token", (definition) => {
  test("says what it is, where that stands, and how it is used", () => {
    expect(definition.doc).toMatch(/^\S.{20,}\.$/s);
    expect(definition.page).toMatch(/\S{5}/);
    expect(checkFields(definition.inputs, definition.example).problems).toEqual([]);
  });

  test("every field has a text, however deep it is", () => {
    const nodes = [...publicNodes(definition.inputs), ...publicNodes(definition.outputs)];
    expect(nodes.flatMap((node) => textless(node, node.name))).toEqual([]);
  });

  test("has a lab and a case", () => {
    const { resources, functions } = casesOf(definition.vendor.name);
    const own = { ...resources, ...functions };
    expect(Object.keys(own)).toContain(definition.name);
  });
});

test.each(catalogue.resources)("every field of $token is changed in a test", (definition) => {
  expect(trialsOf(definition).length).toBeGreaterThan(0);
});

test("no case is left over", () => {
  for (const { name } of catalogue.vendors) {
    const { resources, functions } = casesOf(name);
    const tokens = [...Object.keys(resources), ...Object.keys(functions)].map((each) => `${name}:${each}`);
    expect(definitions.map((each) => each.token)).toEqual(expect.arrayContaining(tokens));
  }
});

test("every vendor has a lab", async () => {
  const lab = await Lab.start();
  await lab.stop();
  expect(lab.appliances.map((each) => each.vendor).sort()).toEqual(
    catalogue.vendors.map((each) => each.name).sort(),
  );
});

/** Fields without a text of their own, by their path. */
function textless(node: FieldNode, path: string): string[] {
  return [...(node.doc.length < 8 ? [path] : []), ...inner(node.type, path)];
}

function inner(type: TypeNode, path: string): string[] {
  if (type.kind === "array" || type.kind === "map") return inner(type.of, `${path}[]`);
  if (type.kind === "union") return type.of.flatMap((each) => inner(each, path));
  if (type.kind !== "object") return [];
  return [
    ...(type.doc.length < 8 ? [`${path}: ${type.name}`] : []),
    ...type.fields.flatMap((node) => textless(node, `${path}.${node.name}`)),
  ];
}
