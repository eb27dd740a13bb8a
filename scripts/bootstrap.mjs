// @ts-check
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { cp, mkdir, readlink, rename, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { withLock } from "./lib/lock.mjs";
import { cacheFolder, digest, isMain, root } from "./lib/paths.mjs";
import { duration, run } from "./lib/run.mjs";

const modules = join(root, "node_modules");
const dist = join(root, "dist");
const provider = join(root, "provider");
const cache = join(modules, ".cache", "perimeter");
const builtFrom = join(cache, "built-from");

/** @param {string} line */
const toStderr = (line) => process.stderr.write(`bootstrap: ${line}\n`);

/**
 * Makes a checkout ready to run: dependencies as package-lock.json says, dist/ built from provider/, and the link
 * by which the package's own examples find the package. Does only what is missing; safe when called twice at once.
 * @param {{ build?: boolean, log?: (line: string) => void }} [options] `build: false` leaves dist/ alone
 * @throws {Error} with what npm or the compiler said
 */
export async function bootstrap({ build = true, log = toStderr } = {}) {
  const lock = join(cacheFolder(), `bootstrap-${digest(root)}.lock`);
  await withLock(
    lock,
    async () => {
      if (!dependenciesAreCurrent()) await installDependencies(log);
      await linkToSelf();
      if (build && !buildIsCurrent()) await compile(log);
    },
    () => log("another process prepares this checkout; waiting for it …"),
  );
}

/**
 * Whether node_modules holds what package-lock.json says, by the list that npm itself keeps of what it installed.
 * Times of files would not do: a checkout of another branch changes them either way.
 */
export function dependenciesAreCurrent(folder = root) {
  try {
    const wanted = packages(join(folder, "package-lock.json"));
    const installed = packages(join(folder, "node_modules", ".package-lock.json"));
    return Object.entries(wanted).every(([path, { version, optional }]) => {
      if (path === "") return true;
      const found = installed[path];
      return found ? found.version === version : optional === true; // Optional: made for another platform.
    });
  } catch {
    return false;
  }
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

/** @param {(line: string) => void} log */
async function installDependencies(log) {
  log("npm ci …");
  // Without scripts: `prepare` would come back here and wait for this very process, and no dependency needs any.
  const args = ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
  const result = await run("npm", args, { cwd: root });
  if (result.code !== 0) throw new Error(`npm ci failed\n${result.stdout}${result.stderr}`);
  log(`dependencies installed in ${duration(result.durationMs)}`);
}

async function linkToSelf() {
  const link = join(modules, "pulumi-perimeter");
  const target = process.platform === "win32" ? root : "..";
  if ((await readlink(link).catch(() => undefined)) === target) return;
  await rm(link, { recursive: true, force: true });
  await symlink(target, link, process.platform === "win32" ? "junction" : "dir");
}

function providerFiles() {
  return readdirSync(provider, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .sort();
}

/** What dist/ is made of: the sources, the options and the compiler. */
function buildInputs() {
  const all = [...providerFiles(), join(root, "tsconfig.json"), join(modules, "typescript", "package.json")];
  return digest(...all.flatMap((file) => [relative(root, file), readFileSync(file)]));
}

function buildIsCurrent() {
  return existsSync(dist) && existsSync(builtFrom) && readFileSync(builtFrom, "utf8") === buildInputs();
}

/**
 * Builds beside dist/ and swaps, so that nothing of a deleted source stays and nobody sees a half of it.
 * Where the compiler complains dist/ is what it made nevertheless, and is made anew the next time.
 * @param {(line: string) => void} log
 */
async function compile(log) {
  const inputs = buildInputs();
  const next = join(cache, "dist");
  await rm(builtFrom, { force: true });
  await rm(next, { recursive: true, force: true });
  await mkdir(next, { recursive: true });
  const tsc = join(modules, "typescript", "bin", "tsc");
  const args = [tsc, "-p", join(root, "tsconfig.json"), "--outDir", next];
  const result = await run(process.execPath, args, { cwd: root });
  await copyAssets(next);
  await rm(dist, { recursive: true, force: true });
  await rename(next, dist);
  if (result.code !== 0) throw new Error(`tsc failed\n${result.stdout}${result.stderr}`);
  await writeFile(builtFrom, inputs);
  log(`built in ${duration(result.durationMs)}`);
}

/** What the compiler leaves behind: pages, styles, data. @param {string} to */
async function copyAssets(to) {
  for (const file of providerFiles().filter((each) => !/\.[cm]?tsx?$/.test(each))) {
    const target = join(to, relative(provider, file));
    await mkdir(dirname(target), { recursive: true });
    await cp(file, target);
  }
}

if (isMain(import.meta.url)) {
  bootstrap().catch((error) => {
    toStderr(error.message);
    process.exitCode = 1;
  });
}
