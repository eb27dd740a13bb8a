// @ts-check
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";

/** @typedef {import("./check.mjs").Counts} Counts */

/**
 * Runs vitest, which prints for itself, and counts its tests.
 * @param {string[]} args
 * @returns {Promise<Counts>}
 */
export async function vitest(args) {
  const folder = await mkdtemp(join(tmpdir(), "perimeter-vitest-"));
  const report = join(folder, "report.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const bin = join(root, "node_modules", ".bin", "vitest");
    const { code } = await run(bin, ["run", ...reporters, ...args], { cwd: root, show: true });
    const text = await readFile(report, "utf8").catch(() => undefined);
    const counts = text === undefined ? undefined : count(JSON.parse(text), isFiltered(args));
    if (counts === undefined || (code !== 0 && counts.failed === 0)) {
      process.stdout.write(`FAILED  vitest ended with ${code}, outside of its tests\n`);
      return { passed: counts?.passed ?? 0, failed: 1 };
    }
    return counts;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Whether only some tests of the files run. @param {string[]} args */
function isFiltered(args) {
  return args.some((arg) => /^(-t|--testNamePattern)(=|$)/.test(arg));
}

/**
 * @typedef {{ status: string, fullName: string }} TestReport
 * @typedef {{ name: string, status: string, assertionResults: TestReport[] }} FileReport
 */

/**
 * A file that could not be loaded counts as one failure, and so does a test that was skipped: a part that cannot run
 * here is left out by the name of its file (scripts/lib/needs.mjs), in the open.
 * @param {{ testResults: FileReport[] }} report
 * @param {boolean} filtered tests that were not asked for are reported as skipped
 * @returns {Counts}
 */
export function count({ testResults }, filtered) {
  const tests = testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === "passed").length;
  const failed = tests.filter((test) => test.status === "failed").length;
  const skipped = filtered ? [] : tests.filter((test) => !["passed", "failed"].includes(test.status));
  for (const test of skipped) process.stdout.write(`FAILED  skipped: ${test.fullName}\n`);
  const broken = testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  return { passed, failed: failed + skipped.length + broken.length };
}
