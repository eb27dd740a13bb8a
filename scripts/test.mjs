// @ts-check
import { bootstrap } from "./bootstrap.mjs";
import { notRun } from "./lib/needs.mjs";
import { isMain } from "./lib/paths.mjs";
import { duration } from "./lib/run.mjs";
import { check, tool } from "./test/check.mjs";
import { generated } from "./test/generated.mjs";
import { packaging } from "./test/packaging.mjs";
import { vitest } from "./test/vitest.mjs";

/** @typedef {import("./test/check.mjs").Counts} Counts */

const usage = `npm test                              everything
npm test -- --only lint,types,unit    only these parts, and the build where they need it
npm test -- test/policy -t shadowed   only these test files; further arguments go to vitest

parts: build, lint, types, generated, packaging, unit, engine
PERIMETER_TEST_ALL=1                  what a test needs and this machine lacks is a failure, not left out
`;

/** @typedef {{ title: string, run: (vitestArgs: string[]) => Promise<Counts> }} Part */

/** @type {Map<string, Part>} */
const parts = new Map(
  Object.entries({
    dependencies: {
      title: "dependencies",
      run: () => check("installed as package-lock.json says", () => bootstrap({ build: false })),
    },
    build: { title: "build", run: () => check("provider/ compiles into dist/", () => bootstrap()) },
    lint: {
      title: "lint",
      run: () => check("biome check", () => tool("biome", "check", "--error-on-warnings")),
    },
    types: { title: "types", run: () => check("tsc", () => tool("tsc", "-p", "tsconfig.check.json")) },
    generated: { title: "generated files", run: generated },
    packaging: { title: "packaging", run: packaging },
    unit: { title: "unit tests", run: (args) => vitest(["--project", "unit*", ...args]) },
    engine: { title: "engine tests", run: (args) => vitest(["--project", "engine", ...args]) },
    tests: { title: "tests", run: vitest },
  }),
);

/** The parts that can do without dist/. */
const withoutBuild = ["dependencies", "lint", "types"];

/**
 * What the command line asks for.
 * @param {string[]} args
 * @returns {{ names: string[], vitestArgs: string[] } | { problem: string }}
 */
export function plan(args) {
  const at = args.indexOf("--only");
  const only = at < 0 ? undefined : args[at + 1]?.split(",");
  if (at >= 0 && !only) return { problem: "--only needs the names of parts" };
  const vitestArgs = args.filter((_, i) => at < 0 || (i !== at && i !== at + 1));
  const unknown = only?.find((name) => !parts.has(name));
  if (unknown !== undefined) return { problem: `there is no part "${unknown}"` };
  const all = [...parts.keys()].filter((name) => name !== "tests");
  const asked = only ?? (vitestArgs.length > 0 ? ["tests"] : all);
  const first = asked.every((name) => withoutBuild.includes(name))
    ? ["dependencies"]
    : ["dependencies", "build"];
  return { names: [...new Set([...first, ...asked])], vitestArgs };
}

/** @param {string[]} args */
async function main(args) {
  if (args.includes("--help")) return void process.stdout.write(usage);
  const planned = plan(args);
  if ("problem" in planned) {
    process.stderr.write(`${planned.problem}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  /** @type {(Counts & { title: string, ms: number })[]} */
  const results = [];
  for (const [name, { title, run }] of [...parts].filter(([name]) => planned.names.includes(name))) {
    process.stdout.write(`\n== ${title}\n`);
    const started = Date.now();
    const counts = await run(planned.vitestArgs);
    results.push({ ...counts, title, ms: Date.now() - started });
    if (name === "dependencies" && counts.failed > 0) break; // Nothing else can run.
  }
  const ranAll = planned.names.includes("unit") && planned.names.includes("engine");
  process.exitCode = summarize(results, ranAll ? notRun() : []);
}

/**
 * @param {(Counts & { title: string, ms: number })[]} results
 * @param {string[]} missing
 */
function summarize(results, missing) {
  const lines = results.map(({ title, passed, failed, ms }) => {
    const verdict = failed > 0 ? "FAILED" : "ok";
    const numbers = `${passed} passed, ${failed} failed`;
    return `${title.padEnd(16)} ${verdict.padEnd(7)} ${numbers.padEnd(24)} ${duration(ms)}`;
  });
  const passed = results.reduce((sum, each) => sum + each.passed, 0);
  const failed = results.reduce((sum, each) => sum + each.failed, 0);
  const notes = missing.map((line) => `not run: ${line}`);
  process.stdout.write(
    `\n== summary\n${[...lines, ...notes, `${passed} passed, ${failed} failed`].join("\n")}\n`,
  );
  return failed === 0 && passed > 0 ? 0 : 1;
}

if (isMain(import.meta.url)) await main(process.argv.slice(2));
