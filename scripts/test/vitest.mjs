// @ts-check
import { chmod, readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";
import { withFolder } from "../lib/temp.mjs";

/** @typedef {import("./check.mjs").Counts} Counts */

/**
 * Runs vitest, which prints for itself, and counts its tests.
 * @param {string[]} args
 * @returns {Promise<Counts>}
 */
export function vitest(args) {
  return withFolder(async (folder) => {
    const report = join(folder, "report.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const bin = join(root, "node_modules", ".bin", "vitest");
    // What tests leave behind when they are interrupted goes with the folder. Servers that run as another user have
    // to get through to folders of theirs.
    await chmod(folder, 0o711);
    const env = { ...process.env, TMPDIR: folder };
    const { code } = await run(bin, ["run", ...reporters, ...args], { cwd: root, env, show: true });
    const text = await readFile(report, "utf8").catch(() => undefined);
    const counts = text === undefined ? undefined : count(JSON.parse(text), isFiltered(args));
    if (counts && (code === 0 || counts.failed > 0)) return counts;
    process.stdout.write(`FAILED  vitest ended with ${code}, outside of its tests\n`);
    return { passed: counts?.passed ?? 0, failed: 1 };
  });
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
