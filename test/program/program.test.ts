import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as dynamic from "../../provider/generated/dynamic/ideco";
import * as native from "../../provider/generated/native/ideco";
import type { RuleTableArgs } from "../../provider/generated/types/ideco";
import { withAliasOf } from "../../provider/program/aliases";
import { Provider } from "../../provider/program/provider";
import { hindranceAt, installShim } from "../../provider/program/shim";
import { version } from "../../provider/version";
import { root } from "../../scripts/lib/paths.mjs";

describe("two copies of the package in one program", () => {
  afterEach(() => vi.unstubAllEnvs());

  test("know what the other one's resources own", async () => {
    const hq = { vendor: "ideco", endpoint: "https://ngfw.example:8443", login: "a", password: "b" };
    vi.stubEnv("PERIMETER_CONNECTIONS", JSON.stringify({ hq }));
    const one = await import("../../provider/program/calls");
    vi.resetModules();
    const other = await import("../../provider/program/calls");
    expect(other.claimInProgram).not.toBe(one.claimInProgram);
    one.claimInProgram("ideco:RuleTable", "all", { table: "forward", ownership: "exclusive" });
    expect(() => other.claimInProgram("ideco:ForwardRule", "one", { action: "drop" })).toThrow(
      "ideco:ForwardRule one: the table forward is owned by ideco:RuleTable all already",
    );
    // Of one name, in two components that come from different copies: two resources.
    expect(() =>
      other.claimInProgram("ideco:RuleTable", "all", { table: "forward", ownership: "exclusive" }),
    ).toThrow("ideco:RuleTable all (2): the table forward is owned by ideco:RuleTable all already");
  });
});

test("every alias of the program stands there with the other front's type too, unless it says one", async () => {
  const type = "other:Type";
  const parent = pulumi.rootStackResource;
  const given = [{ name: "old" }, { parent }, { type: "mine" }, "urn:pulumi:a::b::c::d"];
  const resolved = async (aliases: pulumi.Input<unknown[]> | undefined) =>
    Promise.all(((await aliases) as pulumi.Input<unknown>[]).map((each) => each));
  expect(withAliasOf(type, undefined)).toEqual({ aliases: [{ type }] });
  expect(await resolved(withAliasOf(type, { aliases: given }).aliases)).toEqual([
    { type },
    ...given,
    { name: "old", type },
    { parent, type },
    { type: "mine" },
    "urn:pulumi:a::b::c::d",
  ]);
});

describe("the pointer to the plugin", () => {
  let home = "";
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "perimeter-home-"));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  test("is written, and written anew; but a plugin that somebody installed stays", () => {
    const folder = join(home, "plugins", `resource-perimeter-v${version}`);
    const name = process.platform === "win32" ? "pulumi-resource-perimeter.cmd" : "pulumi-resource-perimeter";
    expect(installShim({ PULUMI_HOME: home })).toBeUndefined();
    const text = readFileSync(join(folder, name), "utf8");
    expect(text).toContain(root);
    writeFileSync(join(folder, name), text.replaceAll(root, "/gone"));
    installShim({ PULUMI_HOME: home });
    expect(readFileSync(join(folder, name), "utf8")).toBe(text);
    writeFileSync(join(folder, name), "the real one");
    expect(installShim({ PULUMI_HOME: home })).toBeUndefined();
    expect(readFileSync(join(folder, name), "utf8")).toBe("the real one");
  });

  test("never points to what is not there, or can't be started", () => {
    mkdirSync(join(home, "dist"));
    expect(hindranceAt(join(home, "pulumi-resource-perimeter"))).toMatch(
      /mark pulumi-perimeter and @pulumi\/pulumi as external/,
    );
    expect(hindranceAt("/p/.yarn/cache/pulumi-perimeter.zip/node_modules/pulumi-perimeter/x")).toMatch(
      /nodeLinker: node-modules/,
    );
    expect(hindranceAt(join(root, "pulumi-resource-perimeter"))).toBeUndefined();
  });
});

describe("ignoreChanges by place in a list", () => {
  const args: RuleTableArgs = {
    table: "forward",
    ownership: "exclusive",
    rules: [{ key: "rest", action: "drop" }],
  };

  test.each([
    ["dynamic", dynamic.RuleTable],
    ["native", native.RuleTable],
  ])("is refused by the classes of the %s front, the whole list is not", (_, RuleTable) => {
    pulumi.runtime.setMocks({ newResource: () => ({ id: "1", state: {} }), call: () => ({}) });
    for (const path of ["rules[0].action", "rules[*].comment", 'rules["web"]', "rules.*", '["rules"][1]']) {
      expect(() => new RuleTable("t", args, { ignoreChanges: [path] })).toThrow(
        `ideco:RuleTable t: ignoreChanges: found "${path}", which goes by the place in the list`,
      );
    }
    new RuleTable("t", args, { ignoreChanges: ["rules", "guard", "table"] });
  });
});

test("a provider without connections says what is missing", () => {
  const args = {} as ConstructorParameters<typeof Provider>[1];
  expect(() => new Provider("p", args)).toThrow('perimeter.Provider "p": connections: is required');
});

test("the version is that of the package", () => {
  const about = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  expect(version).toBe(about.version);
});
