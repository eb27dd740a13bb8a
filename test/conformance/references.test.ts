import { describe, expect, test } from "vitest";
import { catalogue } from "../../provider/catalogue";
import type { Resource } from "../../provider/kernel/resource";
import type { Properties } from "../../provider/kernel/values";
import { Lab } from "../../provider/lab/core";
import { madeComment } from "../../provider/vendors/ideco/references/directory";
import { eachReference, mapReferences } from "../../provider/vendors/ideco/references/slots";
import { writtenTitle } from "../../provider/vendors/ideco/references/written";
import { Stack } from "../vendors/stack";
import { caseOf } from "./cases";
import { argsOf } from "./harness";

/** Every definition that names objects takes titles and values in place of ids, and does the same with them. */
const naming = catalogue.resources.filter((definition) => {
  let names = false;
  eachReference(definition.inputs, argsOf(definition), () => {
    names = true;
  });
  return names;
});

async function opened(definition: Resource) {
  const lab = await Lab.start(caseOf(definition).lab ?? {});
  await caseOf(definition).setup?.(lab);
  const stack = new Stack({ hq: lab.connections()["lab-ideco"] as Properties });
  const close = async () => {
    await stack.close();
    await lab.stop();
  };
  return { lab, stack, close };
}

/** The arguments with titles in place of ids; an address object that nobody has yet beside the first one. */
function inNames(lab: Lab, definition: Resource, args: Properties): Properties {
  return mapReferences(definition.inputs, args, (kind, text) => {
    const item = lab.ideco.objects.get(String(text));
    return item && item.type !== "any" && kind !== "protocol" ? writtenTitle(kind, item.title) : text;
  });
}

function objectsOf(lab: Lab): string[] {
  return [...lab.ideco.objects.keys()].sort();
}

test("there are such definitions", () => {
  expect(naming.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      "ForwardRule",
      "RuleTable",
      "IpsBypass",
      "PacketCheck",
      "PortListAlias",
      "ContentFilterRule",
    ]),
  );
});

describe.each(naming.map((definition) => [definition.name, definition] as const))("%s", (_, definition) => {
  test("takes titles in place of ids: the same calls, no difference, nothing left", async () => {
    const ids = await opened(definition);
    const names = await opened(definition);
    const before = objectsOf(names.lab);
    const args = argsOf(definition);
    const written = inNames(names.lab, definition, args);
    await ids.stack.up(definition.token, "x", args);
    await names.stack.up(definition.token, "x", written);
    const calls = (lab: Lab) =>
      lab.journal.writes().map(({ method, path, body }) => ({ method, path, body }));
    expect(calls(names.lab)).toEqual(calls(ids.lab));
    await names.stack.restart();
    expect(await names.stack.up(definition.token, "x", written)).toBe("same");
    expect(await names.stack.refresh("x")).toEqual([]);
    // The other spelling means the same, and costs no call.
    const count = names.lab.journal.writes().length;
    await names.stack.up(definition.token, "x", args);
    expect(names.lab.journal.writes()).toHaveLength(count);
    expect(await names.stack.refresh("x")).toEqual([]);
    await names.stack.restart();
    await names.stack.delete("x");
    expect(objectsOf(names.lab)).toEqual(before);
    expect([...names.lab.ideco.objects.values()].filter(({ comment }) => comment === madeComment)).toEqual(
      [],
    );
    await ids.close();
    await names.close();
  });
});
