// @ts-check
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { copyFile, cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { bootstrap } from "./bootstrap.mjs";
import { isMain, root } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";
import { withFolder } from "./lib/temp.mjs";
import { pack } from "./test/packaging.mjs";

/** The plugin is the same everywhere, a program for Node; the engine asks for it by the machine's name. */
const platforms = ["linux-amd64", "linux-arm64", "darwin-amd64", "darwin-arm64"];

/**
 * Makes all that a release consists of: the package as it is published, schema.json, the plugin's archives with
 * everything that they need but Node, an SBOM of what is inside in both forms, its licences, the changelog's part of
 * this version, and the checksums of all.
 * @param {string} out the folder, made if it isn't there
 * @param {string} [tag] must be `v` and the version of package.json
 * @returns {Promise<string[]>} the names of the files
 * @throws {Error} where the tag is another version's, or the changelog says nothing of it
 */
export async function release(out, tag) {
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  if (tag !== undefined && tag !== `v${version}`)
    throw new Error(`the tag is ${tag}, and package.json says ${version}`);
  const notes = notesOf(await readFile(join(root, "CHANGELOG.md"), "utf8"), version);
  await bootstrap();
  await mkdir(out, { recursive: true });
  const tarball = await pack(out);
  await copyFile(join(root, "schema.json"), join(out, "schema.json"));
  await writeFile(join(out, "NOTES.md"), notes);
  await withFolder(async (folder) => {
    const plugin = join(folder, "pulumi-perimeter"); // npm calls what an SBOM is of by the folder's name.
    await stage(tarball, plugin);
    for (const format of ["cyclonedx", "spdx"]) {
      const sbom = await must("npm", ["sbom", "--sbom-format", format, "--sbom-type", "library"], plugin);
      await writeFile(join(out, `sbom.${format}.json`), sbom);
    }
    await writeFile(join(out, "LICENCES.txt"), await licences(plugin));
    await copyFile(join(out, "LICENCES.txt"), join(plugin, "LICENCES.txt"));
    const names = platforms.map((each) => `pulumi-resource-perimeter-v${version}-${each}.tar.gz`);
    const archive = join(folder, "plugin.tar.gz");
    await must("tar", ["-czf", archive, "-C", plugin, "."], folder);
    for (const name of names) await cp(archive, join(out, name));
  });
  const files = readdirSync(out).filter((name) => name !== "SHA256SUMS");
  const sums = files.map((name) => `${sha256(join(out, name))}  ${name}\n`);
  await writeFile(join(out, "SHA256SUMS"), sums.join(""));
  return [...files, "SHA256SUMS"];
}

/**
 * What the changelog says of a version.
 * @param {string} changelog
 * @param {string} version
 */
export function notesOf(changelog, version) {
  const parts = changelog.split(/^## /m);
  const own = parts.find((part) => part.split(/\s/, 1)[0] === version);
  const text = own?.slice(own.indexOf("\n")).trim();
  if (!text) throw new Error(`CHANGELOG.md says nothing of ${version}: call "Unreleased" so`);
  return `${text}\n`;
}

/**
 * The package unpacked, with the versions of package-lock.json of all that it needs, the SDK too, and nothing else.
 * @param {string} tarball
 * @param {string} folder
 */
async function stage(tarball, folder) {
  await mkdir(folder);
  await must("tar", ["-xzf", tarball, "--strip-components=1", "-C", folder], folder);
  const file = join(folder, "package.json");
  const { devDependencies, peerDependencies, scripts, ...manifest } = JSON.parse(
    await readFile(file, "utf8"),
  );
  const sdk = "@pulumi/pulumi";
  manifest.dependencies = { ...manifest.dependencies, [sdk]: devDependencies[sdk] };
  await writeFile(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
  await copyFile(join(root, "package-lock.json"), join(folder, "package-lock.json"));
  await must("npm", ["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], folder);
}

/**
 * Name, version, licence and its text of every package below a folder.
 * @param {string} folder
 */
async function licences(folder) {
  const lock = JSON.parse(await readFile(join(folder, "package-lock.json"), "utf8"));
  const paths = Object.keys(lock.packages).filter((path) => path !== "" && existsSync(join(folder, path)));
  const texts = paths.map((path) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, path, "package.json"), "utf8"));
    const file = readdirSync(join(folder, path)).find((each) => /^licen[cs]e/i.test(each));
    const text = file
      ? readFileSync(join(folder, path, file), "utf8").trim()
      : "(has no file of its licence)";
    const kind = typeof license === "string" ? license : (license?.type ?? "no licence is named");
    return `${name} ${version}: ${kind}\n\n${text}\n`;
  });
  return texts.join(`\n${"-".repeat(80)}\n`);
}

/** @param {string} file */
function sha256(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 */
async function must(command, args, cwd) {
  const { code, stdout, stderr } = await run(command, args, { cwd });
  if (code !== 0) throw new Error(`${basename(command)} ${args[0]} ended with ${code}\n${stdout}${stderr}`);
  return stdout;
}

if (isMain(import.meta.url)) {
  const [out, tag] = process.argv.slice(2);
  if (out === undefined) throw new Error("usage: node scripts/release.mjs FOLDER [TAG]");
  for (const name of await release(out, tag)) process.stdout.write(`${name}\n`);
}
