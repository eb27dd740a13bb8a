import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { catalogue } from "../../provider/catalogue";
import { version } from "../../provider/version";
import { ensureCodegen } from "../../scripts/engine.mjs";
import { root } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/run.mjs";
import { need } from "../needs";

vi.setConfig({ testTimeout: 900_000 });
need("go");
const folder = mkdtempSync(join(tmpdir(), "perimeter-sdk-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Typed by the generated SDK: an enumeration, a nested object, a secret provider, a function. */
const program = `
import * as pulumi from "@pulumi/pulumi";
import * as perimeter from "./index";

export const provider = new perimeter.Provider("p", { connections: { hq: { vendor: "ideco", password: "x" } } });
const rule = new perimeter.ideco.ForwardRule("rule", {
  action: perimeter.ideco.ForwardRuleAction.Drop,
  position: { first: true },
}, { provider });
export const id: pulumi.Output<number> = rule.ruleId;
export const table = new perimeter.ideco.RuleTable("table", {
  table: "forward",
  ownership: "exclusive",
  rules: [{ key: "a", action: "accept" }],
});
export const ban = new perimeter.era.BannedAddress("ban", { ip: "198.51.100.7", expires: 600 });
export const items = perimeter.ideco.getRulesOutput({ table: "forward" }).items;
`;

test("the Node SDK is made, compiles, and has a class for every resource and function", async () => {
  const codegen = await ensureCodegen();
  const made = await run(codegen, ["nodejs", join(root, "schema.json"), folder]);
  expect(made).toMatchObject({ code: 0, stderr: "" });
  mkdirSync(join(folder, "node_modules"));
  for (const name of ["@pulumi", "@types", "undici-types"]) {
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name), "dir");
  }
  writeFileSync(join(folder, "program.ts"), program);
  const settings = join(folder, "tsconfig.json");
  const text = readFileSync(settings, "utf8");
  expect(text).toContain('"files": [');
  writeFileSync(settings, text.replace('"files": [', '"files": [ "program.ts",'));
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  expect(await run(process.execPath, [tsc, "-p", folder], { cwd: folder })).toMatchObject({
    code: 0,
    stdout: "",
  });

  // As it is published: beside the code.
  const manifest = readFileSync(join(folder, "package.json"), "utf8");
  expect(JSON.parse(manifest)).toMatchObject({ name: "@pulumi/perimeter", version });
  writeFileSync(join(folder, "bin", "package.json"), manifest);
  const sdk = createRequire(join(folder, "bin", "index.js"))("./index.js") as Record<
    string,
    Record<string, unknown>
  >;
  for (const { token } of [...catalogue.resources, ...catalogue.functions]) {
    const [vendor = "", name = ""] = token.split(":");
    expect(sdk[vendor]?.[name], token).toBeTypeOf("function");
  }
});
