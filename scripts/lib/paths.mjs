// @ts-check
import { createHash } from "node:crypto";
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Where things that outlive a checkout are kept (the engine, the Python environment):
 * `PERIMETER_ENGINE_CACHE`, else `$XDG_CACHE_HOME/pulumi-perimeter`, else `~/.cache/pulumi-perimeter`.
 */
export function cacheFolder(env = process.env) {
  if (env.PERIMETER_ENGINE_CACHE) return env.PERIMETER_ENGINE_CACHE;
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "pulumi-perimeter");
}

/**
 * The executable of that name in PATH, or undefined.
 * @param {string} name
 */
export function which(name, path = process.env.PATH ?? "") {
  const suffixes = process.platform === "win32" ? [".exe", ".cmd", ""] : [""];
  return path
    .split(delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => suffixes.map((suffix) => join(folder, name + suffix)))
    .find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * A short name for some content; equal content has equal names.
 * @param {...(string | Buffer)} parts
 */
export function digest(...parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex").slice(0, 12);
}

/**
 * Whether a module is the program that Node was started with, rather than imported by one.
 * @param {string} moduleUrl its import.meta.url
 */
export function isMain(moduleUrl) {
  const program = process.argv[1];
  return program !== undefined && realpathSync(program) === fileURLToPath(moduleUrl);
}
