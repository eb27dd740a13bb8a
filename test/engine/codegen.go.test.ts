import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureCodegen } from "../../scripts/engine.mjs";
import { run } from "../../scripts/lib/run.mjs";
import { need } from "../needs";

need("go");
const folder = mkdtempSync(join(tmpdir(), "perimeter-codegen-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let codegen = "";
beforeAll(async () => {
  codegen = await ensureCodegen();
}, 900_000);

/** A schema of one resource whose property has that type. */
function schema(type: object): string {
  const properties = { title: type };
  const resource = {
    properties,
    required: ["title"],
    inputProperties: properties,
    requiredInputs: ["title"],
  };
  const file = join(folder, "schema.json");
  writeFileSync(
    file,
    JSON.stringify({ name: "demo", version: "1.0.0", resources: { "demo:garden:Gate": resource } }),
  );
  return file;
}

test("generates the Node and the Python SDK of a schema", async () => {
  const file = schema({ type: "string" });
  for (const language of ["nodejs", "python"]) {
    expect(await run(codegen, [language, file, join(folder, language)])).toMatchObject({
      code: 0,
      stderr: "",
    });
  }
  expect(readFileSync(join(folder, "nodejs/garden/gate.ts"), "utf8")).toContain(
    "title: pulumi.Input<string>",
  );
  expect(readFileSync(join(folder, "python/pulumi_demo/garden/gate.py"), "utf8")).toContain("class Gate(");
});

test("refuses a schema that is none, or that needs another package, and a language that it has not", async () => {
  const nowhere = join(folder, "nowhere");
  const bad = await run(codegen, ["nodejs", schema({ type: "strin" }), nowhere]);
  expect(bad).toMatchObject({ code: 1, stderr: expect.stringContaining("title") });
  const other = await run(codegen, [
    "nodejs",
    schema({ $ref: "/random/v4.0.0/schema.json#/types/x" }),
    nowhere,
  ]);
  expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining(`the package "random"`) });
  const cobol = await run(codegen, ["cobol", schema({ type: "string" }), nowhere]);
  expect(cobol).toMatchObject({ code: 1, stderr: expect.stringContaining("nodejs or python") });
});
