import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { root } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/run.mjs";
import { need } from "../needs";

const python = need("python");
const folder = mkdtempSync(join(tmpdir(), "perimeter-forms-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Checks a file against a public schema that check-jsonschema brings along. */
function check(schema: string, file: string) {
  const transform = schema === "gitlab-ci" ? ["--data-transform", schema] : [];
  const args = [
    "-m",
    "check_jsonschema",
    "--builtin-schema",
    `vendor.${schema}`,
    ...transform,
    join(root, file),
  ];
  return run(python, args, { cwd: folder });
}

const workflows = [".github/workflows", "examples/gitops/.github/workflows"].flatMap((path) =>
  readdirSync(join(root, path)).map((name) => join(path, name)),
);

test.each([
  ["gitlab-ci", "examples/gitops/.gitlab-ci.yml"],
  ["dependabot", ".github/dependabot.yml"],
  ["github-issue-config", ".github/ISSUE_TEMPLATE/config.yml"],
  ["github-issue-forms", ".github/ISSUE_TEMPLATE/fault.yml"],
  ["github-issue-forms", ".github/ISSUE_TEMPLATE/wish.yml"],
  ...workflows.map((file) => ["github-workflows", file]),
])("%s: %s is as its schema wants it", async (schema, file) => {
  const { code, stdout, stderr } = await run(python, ["-c", "import check_jsonschema"], { cwd: folder });
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(await check(schema, file)).toMatchObject({ code: 0 });
});

test("a fault is seen", async () => {
  const text = readFileSync(join(root, "examples/gitops/.gitlab-ci.yml"), "utf8");
  const wrong = join(folder, ".gitlab-ci.yml");
  writeFileSync(wrong, text.replace("resource_group: up", "resource_group: [up]"));
  const transform = ["--data-transform", "gitlab-ci"];
  const args = ["-m", "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", ...transform, wrong];
  expect(await run(python, args, { cwd: folder })).toMatchObject({
    code: 1,
    stdout: expect.stringContaining("resource_group"),
  });
});
