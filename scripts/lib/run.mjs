// @ts-check
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { performance } from "node:perf_hooks";
import { descendants, signal } from "./processes.mjs";

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {Record<string, string | undefined>} [env] the whole environment; ours by default
 * @property {boolean} [show] the child writes to our own output, and nothing is returned of it
 * @property {number} [timeoutMs] after which the child and all below it are ended; none by default
 *
 * @typedef {object} RunResult
 * @property {number} code the exit code; 127 where the command could not be started, 128 + n after signal n
 * @property {string} stdout
 * @property {string} stderr
 * @property {boolean} timedOut
 * @property {number} durationMs
 */

/** @type {Set<import("node:child_process").ChildProcess>} */
const children = new Set();

/**
 * Runs a command to its end and never rejects: what went wrong is in the result.
 * A Ctrl-C (or SIGTERM, SIGHUP) of ours ends the child first, and everything below it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, options = {}) {
  endChildrenOnSignal();
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: options.show ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    });
    children.add(child);
    const result = { code: 127, stdout: "", stderr: "", timedOut: false, durationMs: 0 };
    child.stdout?.setEncoding("utf8").on("data", (text) => {
      result.stdout += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text) => {
      result.stderr += text;
    });
    const limit = options.timeoutMs && setTimeout(stop, options.timeoutMs);
    function stop() {
      result.timedOut = true;
      void end(child);
    }
    /** @param {number} code */
    function finish(code) {
      if (limit) clearTimeout(limit);
      children.delete(child);
      resolve({ ...result, code, durationMs: performance.now() - started });
    }
    child.on("error", (error) => {
      result.stderr += error.message;
      finish(127);
    });
    child.on("close", (code, name) => finish(code ?? 128 + (name ? constants.signals[name] : 0)));
  });
}

/**
 * Asks a child to end (SIGTERM), and after `graceMs` ends it and all that was below it.
 * @param {import("node:child_process").ChildProcess} child
 */
async function end(child, graceMs = 5000) {
  if (child.pid === undefined) return;
  const below = descendants(child.pid);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const timer = new Promise((resolve) => setTimeout(resolve, graceMs).unref());
  await Promise.race([ended, timer]);
  for (const { pid } of [...below, ...descendants(child.pid)]) signal(pid, "SIGKILL");
  child.kill("SIGKILL");
}

let listening = false;

function endChildrenOnSignal() {
  if (listening) return;
  listening = true;
  for (const name of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.once(name, async () => {
      await Promise.all([...children].map((child) => end(child)));
      process.exit(128 + constants.signals[name]);
    });
  }
}

/**
 * The last lines of an output, for a message.
 * @param {string} text
 */
export function tail(text, lines = 40) {
  return text.trimEnd().split("\n").slice(-lines).join("\n");
}

/**
 * A duration for people: "1 min 30 s", "4.2 s".
 * @param {number} ms
 */
export function duration(ms) {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
