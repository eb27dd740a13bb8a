import { validateResourceOfType } from "@pulumi/policy";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { catalogue } from "../../provider/catalogue";
import * as dynamic from "../../provider/index";
import * as native from "../../provider/native";

type AnyClass = (new (
  name: string,
  args: object,
) => pulumi.Resource) & {
  isInstance(value: unknown): boolean;
};

/** The types of resources that the engine is told of, by their names. */
const registered = new Map<string, string>();
await pulumi.runtime.setMocks({
  newResource: ({ name, type, inputs }) => {
    registered.set(name, type);
    return { id: name, state: inputs };
  },
  call: ({ inputs }) => inputs,
});

describe.each([
  ["dynamic", dynamic],
  ["native", native],
])("classes of the %s front", (front, module) => {
  const classOf = (token: string): AnyClass => {
    const [vendor = "", name = ""] = token.split(":");
    return (module as unknown as Record<string, Record<string, AnyClass>>)[vendor]?.[name] as AnyClass;
  };

  test.each(catalogue.resources)(
    "$token is found by policy packs, and takes no other for its own",
    async (definition) => {
      const own = classOf(definition.token);
      const name = `${front} ${definition.token}`;
      const resource = new own(name, definition.example);
      await pulumi.output((resource as pulumi.CustomResource).urn).apply(() => undefined);
      await new Promise((resolve) => setImmediate(resolve));
      const type = registered.get(name);
      const check = validateResourceOfType(own as never, () => {});
      expect(Object.entries(check)).toEqual([["__pulumiType", type]]);
      expect(type).toMatch(front === "native" ? /^perimeter:/ : /^pulumi-nodejs:dynamic\/perimeter\//);

      // The way of packs that were made before types stood at the class.
      const found = catalogue.resources.filter(({ token }) =>
        classOf(token).isInstance({ __pulumiType: type }),
      );
      expect(found).toEqual([definition]);
      const others = catalogue.resources.filter(({ token }) => classOf(token).isInstance(resource));
      expect(others).toEqual([definition]);
      for (const nothing of [undefined, null, "text", {}]) expect(own.isInstance(nothing)).toBe(false);
    },
  );
});
