import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../scripts/lib/paths.mjs";
import { Project } from "./harness";

const file = join(root, "schema.json");

test("Pulumi finds nothing wrong with the schema, and gets the same one from the plugin", async () => {
  const project = await Project.create({ program: "" });
  const checked = await project.run(["schema", "check", file]).result;
  expect(checked).toMatchObject({ code: 0, stdout: "", stderr: "" });
  const told = await project.run(["package", "get-schema", join(root, "pulumi-resource-perimeter")]).result;
  expect(told).toMatchObject({ code: 0, stderr: "" });
  // Pulumi prints it in its own form: without what is empty.
  const full = (text: string) => {
    return JSON.parse(text, (_, value: unknown) =>
      Array.isArray(value) && value.length === 0 ? undefined : value,
    );
  };
  expect(full(told.stdout)).toMatchObject(full(readFileSync(file, "utf8")));
});
