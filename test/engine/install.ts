import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/run.mjs";
import { pack } from "../../scripts/test/packaging.mjs";

/** What a project gets by links into the checkout, which takes no time. */
const linked = [
  "@pulumi/pulumi",
  "@pulumi/policy",
  "pulumi-perimeter",
  "typescript",
  "@types/node",
  "csv-parse",
];

/** Gives a project its node_modules as links into the checkout. */
export async function linkPackages(dir: string): Promise<void> {
  for (const name of linked) {
    const link = join(dir, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(name === "pulumi-perimeter" ? root : join(root, "node_modules", name), link, "dir");
  }
}

const commands = {
  npm: ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock"],
  pnpm: ["npm", "exec", "--yes", "--package=pnpm@10.34.8", "--", "pnpm", "install", "--no-lockfile"],
};

/** How a user would install: `npm` or `pnpm`. */
export type PackageManager = keyof typeof commands;

/** Installs @pulumi/pulumi from the registry and the package as it would be published. */
export async function installPackages(
  dir: string,
  manager: PackageManager,
  sdkVersion: string,
): Promise<void> {
  const file = join(dir, "package.json");
  const manifest = JSON.parse(await readFile(file, "utf8")) as { dependencies?: Record<string, string> };
  const tarball = await pack(dir);
  const dependencies = {
    ...manifest.dependencies,
    "@pulumi/pulumi": sdkVersion,
    "pulumi-perimeter": `file:${tarball}`,
  };
  await writeFile(file, JSON.stringify({ ...manifest, dependencies }, undefined, 2));
  const [command = "", ...args] = commands[manager];
  const { code, stdout, stderr } = await run(command, args, { cwd: dir });
  if (code !== 0) throw new Error(`${manager} install ended with ${code}\n${stdout}\n${stderr}`);
}

/** The version of @pulumi/pulumi that the checkout has. */
export async function installedSdk(): Promise<string> {
  const text = await readFile(join(root, "node_modules", "@pulumi", "pulumi", "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
