import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { catalogue } from "../../provider/catalogue";
import { root } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/run.mjs";

const folder = await mkdtemp(join(tmpdir(), "perimeter-git-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function must(command: string, args: string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await run(command, args, { cwd });
  expect(code, `${command} ${args.join(" ")}\n${stdout}${stderr}`).toBe(0);
  return stdout;
}

/** A repository with what a commit of this checkout would have, and nothing else: no modules, nothing built. */
async function freshClone(): Promise<string> {
  const clone = join(folder, "clone");
  await mkdir(clone);
  const listed = await must("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], root);
  await writeFile(join(folder, "files"), listed);
  await must("tar", ["-cf", join(folder, "files.tar"), "--null", "-T", join(folder, "files")], root);
  await must("tar", ["-xf", join(folder, "files.tar")], clone);
  const me = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
  await must("git", ["init", "-q"], clone);
  await must("git", ["add", "-A"], clone);
  await must("git", [...me, "commit", "-q", "-m", "all"], clone);
  return clone;
}

test("npm install from a git address, and npm pack in a fresh clone, give a package that works", async () => {
  const clone = await freshClone();
  const project = join(folder, "project");
  await mkdir(project);
  await writeFile(join(project, "package.json"), JSON.stringify({ name: "project", private: true }));
  const quiet = ["--no-audit", "--no-fund", "--no-package-lock"];
  await must("npm", ["install", ...quiet, `git+file://${clone}`], project);
  await works(project);

  // Its `prepare` and `prepack` install what a build needs, and build.
  const tarball = await must("npm", ["pack", "--silent", "--pack-destination", folder], clone);
  const name = tarball.trim().split("\n").at(-1) ?? "";
  expect(await readdir(join(clone, "dist"))).toContain("native.js");
  await must("npm", ["install", ...quiet, join(folder, name)], project);
  await works(project);
}, 3_600_000);

async function works(project: string): Promise<void> {
  const print = `
    const [dynamic, native] = [require("pulumi-perimeter"), require("pulumi-perimeter/native")];
    console.log(JSON.stringify([Object.keys(dynamic), typeof native.Provider]));`;
  const [names, provider] = JSON.parse(await must(process.execPath, ["-e", print], project));
  expect(names).toEqual(expect.arrayContaining(catalogue.vendors.map((vendor) => vendor.name)));
  expect(provider).toBe("function");
  const said = await must(join(project, "node_modules", ".bin", "perimeter"), ["--version"], project);
  expect(said).toMatch(/^\d+\.\d+\.\d+\n$/);
  const installed = await readdir(join(project, "node_modules", "pulumi-perimeter"));
  expect(installed).toEqual(expect.arrayContaining(["CHANGELOG.md", "dist", "docs", "schema.json"]));
  expect(installed).not.toContain("provider");
}
