// @ts-check
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isMain, root, which } from "./paths.mjs";
import { pythonFolder } from "./python.mjs";

/**
 * What some tests need beyond Node and Go. A test file that needs one says so in its name
 * (`test/page/tables.chromium.test.ts`): where the thing is not found, the file is left out and named as not run;
 * with PERIMETER_TEST_ALL=1 it runs, and fails.
 *
 * @typedef {object} Need
 * @property {string} what for people
 * @property {() => string | undefined} find the path of the executable (of the folder, for postgres)
 * @property {string} advice what to do where it is not found
 */

/** @type {Record<string, Need>} */
export const needs = {
  chromium: {
    what: "Chromium",
    find: () => process.env.PERIMETER_CHROMIUM || firstOf("chromium", "chromium-browser", "google-chrome"),
    advice: "install chromium, or name one in PERIMETER_CHROMIUM",
  },
  python: {
    what: "the Python environment of tools/python/requirements.txt",
    find: () => process.env.PERIMETER_PYTHON || existing(join(pythonFolder(), "bin", "python")),
    advice:
      "make it with `node scripts/python.mjs`, or name a Python with these packages in PERIMETER_PYTHON",
  },
  go: {
    what: "Go",
    find: () => which("go"),
    advice: "install Go 1.25 or later",
  },
  postgres: {
    what: "a PostgreSQL server's programs (initdb, postgres)",
    find: () => process.env.PERIMETER_POSTGRES || postgresFolder(),
    advice: "install postgresql, or name the folder of initdb in PERIMETER_POSTGRES",
  },
};

/** @param {string[]} names */
function firstOf(...names) {
  return names.map((name) => which(name)).find((file) => file !== undefined);
}

/** @param {string} file */
function existing(file) {
  return existsSync(file) ? file : undefined;
}

/** Debian keeps the server's programs off PATH, one folder a version. */
function postgresFolder() {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = versions.map((version) => join(debian, version, "bin"));
  return [...folders, ...(process.env.PATH ?? "").split(":")].find((each) =>
    existsSync(join(each, "initdb")),
  );
}

/** Where each need is on this machine; those that are not found are absent. */
export function found() {
  const all = Object.entries(needs).map(([name, need]) => [name, need.find()]);
  return /** @type {Record<string, string>} */ (Object.fromEntries(all.filter(([, path]) => path)));
}

/**
 * The test files of each need, by their names; needs of no file are absent.
 * @returns {Record<string, string[]>}
 */
export function filesByNeed(folder = join(root, "test")) {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((each) =>
    /\.test\.ts$/.test(each),
  );
  /** @type {Record<string, string[]>} */
  const byNeed = {};
  for (const name of Object.keys(needs)) {
    const some = files.filter((file) => file.includes(`.${name}.`)).sort();
    if (some.length > 0) byNeed[name] = some;
  }
  return byNeed;
}

/** The patterns of the test files to leave out here. */
export function leftOut(env = process.env, here = found()) {
  if (env.PERIMETER_TEST_ALL === "1") return [];
  return Object.keys(needs)
    .filter((name) => !(name in here))
    .map((name) => `**/*.${name}.*`);
}

/** What is left out here, for people, one line a need. */
export function notRun(env = process.env, here = found(), files = filesByNeed()) {
  if (env.PERIMETER_TEST_ALL === "1") return [];
  return Object.entries(needs)
    .filter(([name]) => files[name] && !here[name])
    .map(([name, { what, advice }]) => `${files[name]?.join(", ")}: ${what} was not found (${advice})`);
}

// As a command: the names of what the tests need and this machine lacks, for .ci/run.
if (isMain(import.meta.url)) {
  const here = found();
  const missing = Object.keys(filesByNeed()).filter((name) => !(name in here));
  for (const name of missing) process.stdout.write(`${name}\n`);
}
