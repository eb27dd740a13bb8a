// @ts-check
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { once } from "./once.mjs";
import { cacheFolder, digest, root } from "./paths.mjs";
import { run } from "./run.mjs";

const requirements = join(root, "tools", "python", "requirements.txt");
const name = `python-${digest(readFileSync(requirements))}`;

/** Where the environment is, or would be: other packages are in another folder. */
export function pythonFolder() {
  return join(cacheFolder(), name);
}

/**
 * Makes a Python environment with the packages of tools/python/requirements.txt, once. Its programs are to be called
 * as modules (`python -m moto.server`): their own scripts name the folder in which they were made.
 * @param {(line: string) => void} log
 * @returns {Promise<string>} its python
 * @throws {Error} with what Python or pip said
 */
export async function ensurePython(log) {
  const folder = await once(name, log, async (making) => {
    log("making a Python environment, once …");
    await must("python3", "-m", "venv", making);
    const pip = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"];
    await must(join(making, "bin", "python"), ...pip, "--requirement", requirements);
  });
  return join(folder, "bin", "python");
}

/**
 * @param {string} command
 * @param {string[]} args
 */
async function must(command, ...args) {
  const { code, stdout, stderr } = await run(command, args);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}\n${stdout}${stderr}`);
}
