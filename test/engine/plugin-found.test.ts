import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test, vi } from "vitest";
import { parse, stringify } from "yaml";
import { Lab } from "../../provider/lab/core";
import { installShim } from "../../provider/program/shim";
import { version } from "../../provider/version";
import { root } from "../../scripts/lib/paths.mjs";
import { Project } from "./harness";

vi.setConfig({ testTimeout: 600_000 });

const program = `
const { ideco } = require("pulumi-perimeter/native");
new ideco.ForwardRule("rule", { action: "drop", comment: "made" });
`;

test("the plugin is found by the first up, and by one line of Pulumi.yaml on a machine that never ran the program", async () => {
  const lab = await Lab.start();
  onTestFinished(() => lab.stop());
  const env = { PERIMETER_CONNECTIONS: JSON.stringify({ hq: lab.connections()["lab-ideco"] }) };
  const project = await Project.create({ program, env });
  const comments = () => lab.ideco.table("forward").rules.map(({ comment }) => comment);
  await project.up();
  expect(comments()).toEqual(["made"]);
  await project.refresh({ args: ["--expect-no-changes"] });

  // Another machine: the same project and state, and nothing of Pulumi's own.
  const home = join(project.dir, "..", "another-home");
  await mkdir(home);
  const there = { args: ["--stack", project.stack], env: { PULUMI_HOME: home } };
  const lost = await project.refresh({ ...there, code: "any" });
  expect(lost.code).not.toBe(0);
  expect(lost.stdout + lost.stderr).toMatch(
    /no resource plugin 'pulumi-resource-perimeter'|perimeter.*plugin/,
  );

  const [line] = /^plugins: .*$/m.exec(await readFile(join(root, "README.md"), "utf8")) ?? [];
  const settings = join(project.dir, "Pulumi.yaml");
  const yaml = { ...parse(await readFile(settings, "utf8")), ...parse(String(line)) };
  await writeFile(settings, stringify(yaml));
  await project.refresh({ args: [...there.args, "--expect-no-changes"], env: there.env });
  await project.destroy(there);
  expect(comments()).toEqual([]);
  expect(readdirSync(home)).not.toContain("plugins");
});

/** A home of Pulumi with the pointer to the plugin in it. */
function shim(): string {
  const home = mkdtempSync(join(tmpdir(), "perimeter-home-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  expect(installShim({ PULUMI_HOME: home })).toBeUndefined();
  const folder = join(home, "plugins", `resource-perimeter-v${version}`);
  expect(readdirSync(folder)).toEqual(["pulumi-resource-perimeter"]);
  return join(folder, "pulumi-resource-perimeter");
}

test("the pointer to the plugin starts it, and says what to do where the package is gone", async () => {
  const file = shim();
  const run = promisify(execFile);
  expect((await run(file, ["--help"])).stdout).toContain("pulumi-resource-perimeter is");
  writeFileSync(file, readFileSync(file, "utf8").replaceAll(root, join(root, "gone")));
  await expect(run(file, [])).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /pulumi-perimeter is no longer at .*gone.* Run npm install and pulumi up again/,
    ),
  });
});

test("a home that can't be written is told, and no failure", () => {
  expect(installShim({ PULUMI_HOME: "/dev/null/nowhere" })).toMatch(/ENOTDIR|ENOENT/);
});
