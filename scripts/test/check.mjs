// @ts-check
import { join } from "node:path";
import { root } from "../lib/paths.mjs";
import { duration, run } from "../lib/run.mjs";

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * Does one check and prints how it went; what it throws is the reason of its failure.
 * @param {string} title
 * @param {() => unknown} work
 * @returns {Promise<Counts>}
 */
export async function check(title, work) {
  const started = Date.now();
  try {
    await work();
    process.stdout.write(`ok      ${title} (${duration(Date.now() - started)})\n`);
    return { passed: 1, failed: 0 };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stdout.write(`FAILED  ${title}: ${reason}\n`);
    return { passed: 0, failed: 1 };
  }
}

/**
 * Runs an installed tool in the checkout; it prints for itself.
 * @param {string} name
 * @param {...string} args
 */
export async function tool(name, ...args) {
  const { code } = await run(join(root, "node_modules", ".bin", name), args, { cwd: root, show: true });
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
}

/**
 * @param {Counts[]} counts
 * @returns {Counts}
 */
export function sum(...counts) {
  return {
    passed: counts.reduce((total, each) => total + each.passed, 0),
    failed: counts.reduce((total, each) => total + each.failed, 0),
  };
}
