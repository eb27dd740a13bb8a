// @ts-check
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** @typedef {{ pid: number, parent: number, command: string }} Process */

/**
 * All processes of this machine that we may see.
 * @returns {Process[]}
 */
export function processes() {
  return process.platform === "linux" ? fromProc() : fromPs();
}

/**
 * The children of a process, their children and so on, nearest first, without the process itself.
 * Language hosts and providers of the engine are in process groups of their own, so that a signal to a group
 * does not reach them: they are found by parentage.
 * @param {number} pid
 */
export function descendants(pid, all = processes()) {
  /** @type {Process[]} */
  const found = [];
  let generation = new Set([pid]);
  while (generation.size > 0) {
    const children = all.filter((each) => generation.has(each.parent));
    found.push(...children);
    generation = new Set(children.map((child) => child.pid));
  }
  return found;
}

/**
 * Sends a signal; false where there is no such process (any more).
 * @param {number} pid
 * @param {NodeJS.Signals} name
 */
export function signal(pid, name) {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/**
 * Whether a process of that number runs, ours or somebody else's; one that ended and waits for its parent does not.
 * @param {number} pid
 */
export function isAlive(pid) {
  if (process.platform === "linux") return procEntry(pid).length > 0;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/**
 * Ends a process and all below it at once, with no chance to clean up.
 * @param {number} pid
 */
export function killTree(pid) {
  for (const { pid: each } of [{ pid }, ...descendants(pid)]) signal(each, "SIGKILL");
}

function fromProc() {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => procEntry(Number(name)));
}

/**
 * @param {number} pid
 * @returns {Process[]} none where it ended
 */
function procEntry(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the name in brackets and may hold anything, also brackets and spaces.
    const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z") return [];
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return [{ pid, parent: Number(parent), command }];
  } catch {
    return [];
  }
}

/** @returns {Process[]} */
function fromPs() {
  const text = execFileSync("ps", ["-A", "-o", "pid=,ppid=,command="], { encoding: "utf8" });
  return text.split("\n").flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}
