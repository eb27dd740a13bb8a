import { spawnSync } from "node:child_process";
import * as pulumi from "@pulumi/pulumi";
import { beforeEach, describe, expect, test } from "vitest";
import { ideco } from "../../provider";
import * as native from "../../provider/native";
import { root } from "../../scripts/lib/paths.mjs";

/** Unit tests of users: their programs under `pulumi.runtime.setMocks`. */

const asked: pulumi.runtime.MockCallArgs[] = [];

beforeEach(async () => {
  asked.length = 0;
  await pulumi.runtime.setMocks({
    newResource: ({ inputs, name }) => ({ id: `${name}-id`, state: inputs }),
    call: (args) => {
      asked.push(args);
      return { items: [{ action: "drop" }] };
    },
  });
});

/** What a user's component does. */
function office() {
  return new ideco.RuleTable("input", { table: "input", ownership: "exclusive", rules: [] });
}

describe("under mocks", () => {
  test.each(["one", "another"])("the same component may stand in many tests: %s", async () => {
    const { table } = office();
    expect(await new Promise((resolve) => table.apply(resolve))).toBe("input");
    office();
  });

  test.each([
    ["dynamic", ideco],
    ["native", native.ideco],
  ])("functions ask the mocks: %s", async (_, { getRules, getRulesOutput }) => {
    const { items } = await getRules({ table: "input" });
    expect(items).toEqual([{ action: "drop" }]);
    const later = getRulesOutput({ table: "input" }).items.apply((all) => all.length);
    expect(await new Promise((resolve) => later.apply(resolve))).toBe(1);
    expect(asked.map(({ token, inputs }) => [token, inputs])).toEqual(
      Array(2).fill(["perimeter:ideco:getRules", { table: "input" }]),
    );
  });
});

test("a function that the mocks never answer is a failure, and not a good end", () => {
  const script = `
    const pulumi = require("@pulumi/pulumi");
    const { ideco } = require("./dist");
    (async () => {
      await pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => new Promise(() => {}) });
      await ideco.getRules({ table: "input" });
    })();
  `;
  const { status, stderr } = spawnSync(process.execPath, ["-e", script], { cwd: root, encoding: "utf8" });
  expect(status).toBe(1);
  expect(stderr).toContain("a function got no answer before the program came to its end");
});
