import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ensureCodegen } from "../../scripts/engine.mjs";
import { root } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/run.mjs";
import { need } from "../needs";
import "./harness";
import { type Inventory, openInventory } from "./imports";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 900_000 });
need("go");

let estate: Inventory;
let codegen = "";
beforeAll(async () => {
  codegen = await ensureCodegen();
  estate = await openInventory();
});
afterAll(async () => {
  for (const lab of estate?.labs ?? []) await lab.stop();
});

test("the program that Pulumi writes for what was imported is no difference, and tells no credential", async () => {
  const { project, resources, credentials, labs } = estate;
  await project.import(resources);
  const [stack, generated] = ["stack.json", "generated.ts"].map((name) => join(project.dir, name));
  await writeFile(stack ?? "", JSON.stringify(await project.exportState()));
  const made = await run(codegen, ["import", join(root, "schema.json"), stack ?? "", generated ?? ""]);
  expect(made).toMatchObject({ code: 0, stderr: "" });

  const program = await readFile(generated ?? "", "utf8");
  expect(program.match(/ = new perimeter\./g)).toHaveLength(resources.length);
  expect(credentials.filter((each) => program.includes(each))).toEqual([]);
  // The one line to change, as the README says.
  await project.write(program.replace("@pulumi/perimeter", "pulumi-perimeter/native"), "typescript");
  for (const lab of labs) lab.journal.clear();
  const preview = await project.preview({ args: ["--expect-no-changes"] });
  expect(preview.changes).toEqual({ same: resources.length + 1 });
  expect(labs.flatMap((lab) => lab.journal.writes())).toEqual([]);
});
