import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureActionlint } from "../../scripts/lib/go-tools.mjs";
import { root } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/run.mjs";
import { need } from "../needs";

need("go");
const folder = mkdtempSync(join(tmpdir(), "perimeter-workflows-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let actionlint = "";
beforeAll(async () => {
  actionlint = await ensureActionlint();
}, 900_000);

const folders = [".github/workflows", "examples/gitops/.github/workflows"];
const files = folders.flatMap((each) => readdirSync(join(root, each)).map((name) => join(root, each, name)));

// Without the linters of shells and Python that a machine may have: every machine is to say the same.
const options = ["-shellcheck=", "-pyflakes=", "-no-color"];

test.each(files)("actionlint has nothing to say of %s", async (file) => {
  expect(await run(actionlint, [...options, file], { cwd: root })).toMatchObject({ code: 0, stdout: "" });
});

test("actionlint does see a fault", async () => {
  const file = join(folder, "ci.yml");
  const text = readFileSync(join(root, ".github/workflows/ci.yml"), "utf8");
  writeFileSync(file, text.replace("matrix.node", "matrix.nod"));
  const said = await run(actionlint, [...options, file], { cwd: root });
  expect(said).toMatchObject({ code: 1, stdout: expect.stringContaining('property "nod" is not defined') });
});

test.each(files)("%s pins its actions by commit and starts with no permission", (file) => {
  const text = readFileSync(file, "utf8");
  const used = [...text.matchAll(/uses: (.*)/g)].map(([, action = ""]) => action);
  expect(used.length).toBeGreaterThan(0);
  const foreign = used.filter((action) => !action.startsWith("./"));
  for (const action of foreign) expect(action).toMatch(/^[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+/);
  expect(text).toMatch(/^permissions: \{\}$/m);
});
