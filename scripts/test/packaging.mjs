// @ts-check
import { join } from "node:path";
import { root } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";
import { withFolder } from "../lib/temp.mjs";
import { check, sum, tool } from "./check.mjs";

/** Packs the package as it would be published, and lets the two linters of packages look at it. */
export function packaging() {
  return withFolder(async (folder) => {
    let tarball = "";
    return sum(
      await check("npm pack", async () => {
        tarball = await pack(folder);
      }),
      await check("publint", () => tool("publint", "run", tarball, "--strict")),
      await check("attw", () => tool("attw", tarball, "--no-definitely-typed", "--no-emoji")),
    );
  });
}

/**
 * Packs the checkout into a folder.
 * @param {string} folder
 * @returns {Promise<string>} the tarball
 */
export async function pack(folder) {
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const result = await run("npm", args, { cwd: root });
  if (result.code !== 0) throw new Error(`npm pack failed\n${result.stderr}`);
  const [{ filename }] = JSON.parse(result.stdout);
  return join(folder, filename);
}
