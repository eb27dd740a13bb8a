// @ts-check
import { rmSync } from "node:fs";
import { cp, mkdir, mkdtemp, realpath, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureEngine } from "../engine.mjs";
import { root } from "../lib/paths.mjs";
import { duration, run, tail } from "../lib/run.mjs";
import { command, say } from "./say.mjs";

/** @typedef {import("../../provider/lab/core").Lab} Lab */
/** @typedef {import("../lib/run.mjs").RunResult} RunResult */

/** Something is not as the demo tells it. */
class Untrue extends Error {}

/**
 * The demo asserts what it tells.
 * @param {unknown} condition
 * @param {string} what
 */
export function hold(condition, what) {
  if (!condition) throw new Untrue(`Not as told: ${what}`);
}

/** Where the demo plays: the simulated appliances, an engine, and a folder that is gone afterwards. */
export class Stage {
  /**
   * @param {Lab} lab
   * @param {string} folder
   * @param {string} pulumi
   * @param {Record<string, string | undefined>} env
   */
  constructor(lab, folder, pulumi, env) {
    this.lab = lab;
    this.folder = folder;
    this.pulumi = pulumi;
    this.env = env;
  }

  /** Builds on a checkout that is bootstrapped; takes a while where there is no engine yet. */
  static async open() {
    const { pulumi, env } = await ensureEngine({ log: say });
    const folder = await realpath(await mkdtemp(join(tmpdir(), "perimeter-demo-")));
    // Also where a Ctrl-C ends the process.
    process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
    const lab = await startLab();
    return new Stage(lab, folder, pulumi, { ...ownEnvironment(), ...env, ...(await isolated(folder, lab)) });
  }

  async close() {
    await this.lab.stop();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  /**
   * Puts on the appliances what an example needs to find there.
   * @param {string} name of a folder in examples/
   */
  furnish(name) {
    /** @type {typeof import("../../provider/lab/examples")} */
    const { examples } = createRequire(import.meta.url)(join(root, "dist", "lab", "examples.js"));
    examples[name]?.(this.lab);
  }

  /**
   * A copy of an example with a stack of its own.
   * @param {string} name of a folder in examples/
   * @param {string} stack
   */
  async project(name, stack) {
    const dir = join(this.folder, name);
    const filter = (/** @type {string} */ path) => basename(path) !== "node_modules";
    await cp(join(root, "examples", name), dir, { recursive: true, filter });
    await symlink(join(root, "node_modules"), join(dir, "node_modules"), "dir");
    const project = new Project(this, dir);
    await project.quietly(["stack", "init", stack]);
    return project;
  }
}

/** A Pulumi project with a stack. */
class Project {
  /**
   * @param {Stage} stage
   * @param {string} dir
   */
  constructor(stage, dir) {
    this.stage = stage;
    this.dir = dir;
  }

  /**
   * Shows a command and runs it.
   * @param {string} args as a user would type them
   * @param {{ fails?: boolean }} [expected] whether its exit code tells a failure
   */
  async pulumi(args, { fails = false } = {}) {
    command(`pulumi ${args}`);
    const { lab } = this.stage;
    lab.journal.clear();
    const result = await this.quietly(args.split(" "), { fails });
    say(`    ${duration(result.durationMs)}; the appliance saw ${calls(lab)}\n`);
    return result;
  }

  /**
   * @param {readonly string[]} args
   * @returns {Promise<RunResult>}
   */
  async quietly(args, { fails = false } = {}) {
    const { pulumi, env } = this.stage;
    const all = [...args, "--non-interactive", "--color", "never"];
    const result = await run(pulumi, all, { cwd: this.dir, env });
    const output = tail(result.stdout + result.stderr);
    hold((result.code !== 0) === fails, `pulumi ${args.join(" ")} ended with ${result.code}\n${output}`);
    return result;
  }
}

/** @returns {Promise<Lab>} */
async function startLab() {
  /** @type {typeof import("../../provider/lab/core")} */
  const core = createRequire(import.meta.url)(join(root, "dist", "lab", "core.js"));
  return core.Lab.start();
}

/** Nothing of what the user set for Pulumi and for the package. */
function ownEnvironment() {
  const foreign = /^(PULUMI_|PERIMETER_CONNECTIONS$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

/**
 * @param {string} folder
 * @param {Lab} lab
 */
async function isolated(folder, lab) {
  for (const name of ["state", "home", "tmp"]) await mkdir(join(folder, name));
  return {
    TMPDIR: join(folder, "tmp"),
    PULUMI_BACKEND_URL: pathToFileURL(join(folder, "state")).href,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_CONFIG_PASSPHRASE: "demo",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PERIMETER_CONNECTIONS: JSON.stringify(lab.connections()),
  };
}

/** What reached the appliances since the last command, in words. @param {Lab} lab */
function calls(lab) {
  const entries = lab.journal.list();
  const isLogin = /(auth\/login|iam\/sessions)$/;
  const logins = entries.filter((each) => isLogin.test(each.path) && each.method === "POST").length;
  const reads = entries.filter((each) => each.method === "GET" && !each.write).length;
  const writes = lab.journal.writes().length;
  return [count(logins, "login"), count(reads, "read"), count(writes, "write")].join(", ");
}

/**
 * @param {number} n
 * @param {string} what
 */
function count(n, what) {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}
