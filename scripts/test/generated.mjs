// @ts-check
import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { root } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";
import { withFolder } from "../lib/temp.mjs";
import { check } from "./check.mjs";

/** Folders that hold nothing anybody wrote or committed. */
const ignored = new Set(["node_modules", ".git", "dist", "coverage", ".pulumi"]);

/** Generates anew what `npm run generate` makes, and fails where that changes a file: it was not up to date. */
export function generated() {
  return check("npm run generate changes nothing", async () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    if (!scripts.generate) return process.stdout.write("there is nothing to generate\n");
    const before = contents(root);
    const result = await run("npm", ["run", "generate"], { cwd: root });
    if (result.code !== 0) throw new Error(`it failed\n${result.stdout}${result.stderr}`);
    const changed = differences(before, contents(root));
    for (const { file, old, now } of changed) await printDiff(file, old, now);
    if (changed.length > 0) {
      throw new Error(
        `these were out of date, and are now generated: ${changed.map((each) => each.file).join(", ")}`,
      );
    }
  });
}

/**
 * Every file of a folder by its path. By content and not by git, so that it also works in an unpacked archive and
 * beside uncommitted work.
 * @param {string} folder
 * @returns {Map<string, Buffer>}
 */
export function contents(folder, from = folder) {
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  for (const each of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, each.name);
    if (each.isFile()) files.set(relative(from, path), readFileSync(path));
    if (each.isDirectory() && !ignored.has(each.name)) {
      for (const [name, content] of contents(path, from)) files.set(name, content);
    }
  }
  return files;
}

/**
 * What was changed, added or removed between two looks.
 * @param {Map<string, Buffer>} before
 * @param {Map<string, Buffer>} after
 */
export function differences(before, after) {
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map((file) => ({ file, old: before.get(file), now: after.get(file) }))
    .filter(({ old, now }) => !(old && now && old.equals(now)));
}

/**
 * @param {string} file
 * @param {Buffer | undefined} old
 * @param {Buffer | undefined} now
 */
function printDiff(file, old, now) {
  return withFolder(async (folder) => {
    await writeFile(join(folder, "committed"), old ?? "");
    await writeFile(join(folder, "generated"), now ?? "");
    const diff = await run("git", ["diff", "--no-index", "--no-color", "committed", "generated"], {
      cwd: folder,
    });
    process.stdout.write(`--- ${file}\n${diff.stdout.split("\n").slice(4, 60).join("\n")}\n`);
  });
}
