// @ts-check
import { rm } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { buildEngine, cliVersion, codegenSources, engineSources, goBuild } from "./lib/engine-build.mjs";
import { downloadEngine } from "./lib/engine-download.mjs";
import { engineOnPath } from "./lib/engine-path.mjs";
import { once } from "./lib/once.mjs";
import { cacheFolder, digest, isMain, root } from "./lib/paths.mjs";
import { duration } from "./lib/run.mjs";

/**
 * @typedef {object} Engine
 * @property {string} pulumi the CLI
 * @property {string} version
 * @property {Record<string, string>} env to be merged over the environment of whoever calls the CLI: PATH with
 *   the CLI, its language host and the dynamic-provider script, and no look for updates
 */

/** @param {string} line */
const toStderr = (line) => process.stderr.write(`engine: ${line}\n`);

/**
 * Finds a Pulumi engine or makes one: on PATH, in the cache of an earlier call, by download, by a build from the
 * Go modules that tools/ pins. The first call on a machine with no CLI can take minutes, the later ones none.
 * Two calls at the same time make one engine; an interrupted call leaves nothing half made.
 * @param {{ project?: string, log?: (line: string) => void }} [options] `project`: the folder whose @pulumi/pulumi
 *   runs dynamic providers (default: this checkout)
 * @returns {Promise<Engine>}
 * @throws {Error} that says what was tried, and what to install
 */
export async function ensureEngine({ project = root, log = toStderr } = {}) {
  const found = await engineOnPath();
  if ("pulumi" in found) return engine(found.pulumi, found.version, project);
  const pulumi = join(await madeEngine(found.reason, log), "bin", "pulumi");
  return engine(pulumi, cliVersion, project);
}

/**
 * Builds the program of tools/codegen, once: it writes SDKs from a schema.json.
 * @returns {Promise<string>} the executable
 * @throws {Error} where there is no Go
 */
export async function ensureCodegen({ log = toStderr } = {}) {
  const folder = await once(`codegen-${digest(...codegenSources())}`, log, async (making) => {
    log("building the code generators from source, once …");
    const out = join(making, "codegen");
    const failed = await goBuild({ module: "codegen", target: ".", out, log });
    if (failed) throw new Error(`The code generators could not be built: ${failed.reason}`);
  });
  return join(folder, "codegen");
}

/**
 * @param {string} pulumi
 * @param {string} version
 * @param {string} project
 * @returns {Engine}
 */
function engine(pulumi, version, project) {
  const dynamicProviders = join(project, "node_modules", "@pulumi", "pulumi");
  const path = [dirname(pulumi), dynamicProviders, process.env.PATH ?? ""].join(delimiter);
  return { pulumi, version, env: { PATH: path, PULUMI_SKIP_UPDATE_CHECK: "true" } };
}

/**
 * @param {string} notOnPath why there is none on PATH
 * @param {(line: string) => void} log
 */
async function madeEngine(notOnPath, log) {
  const platform = `${process.platform} ${process.arch}`;
  const name = `engine-${cliVersion}-${digest(platform, ...engineSources())}`;
  return once(name, log, async (folder) => {
    log(`${notOnPath}; making one, kept in ${cacheFolder()}`);
    const noDownload = (await downloadEngine({ version: cliVersion, folder, log })) ?? (await unfit(folder));
    if (!noDownload) return;
    log(`no download: ${noDownload.reason}`);
    await rm(join(folder, "bin"), { recursive: true, force: true });
    const noBuild = (await buildEngine({ folder, log })) ?? (await unfit(folder));
    if (noBuild) throw new Error(whatToDo(notOnPath, noDownload.reason, noBuild.reason));
  });
}

/** Why the engine in that folder does not work, where it doesn't. @param {string} folder */
async function unfit(folder) {
  const found = await engineOnPath({ ...process.env, PATH: join(folder, "bin") });
  return "reason" in found ? found : undefined;
}

/**
 * @param {string} path
 * @param {string} download
 * @param {string} build
 */
function whatToDo(path, download, build) {
  return [
    "No Pulumi engine was found, and none could be made.",
    `  on PATH:   ${path}`,
    `  download:  ${download}`,
    `  build:     ${build}`,
    "Install the Pulumi CLI (https://www.pulumi.com/docs/iac/download-install/),",
    "or Go 1.25 or later (https://go.dev/dl/), from which the CLI is built; then run the command again.",
  ].join("\n");
}

async function main() {
  const started = Date.now();
  const { pulumi, version, env } = await ensureEngine();
  process.stdout.write(`pulumi ${version}\n${pulumi}\nPATH=${env.PATH}\n`);
  toStderr(`ready after ${duration(Date.now() - started)}`);
}

if (isMain(import.meta.url)) {
  main().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
