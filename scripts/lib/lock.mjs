// @ts-check
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { link, mkdir, readFile, rename, rm, stat, unlink, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "./processes.mjs";

const beatMs = 2_000;
/** A holder that has not touched its lock for that long is taken for dead (killed, or its machine is gone). */
const staleMs = 30_000;

/**
 * Does work while no other process of this machine (or of another that shares the folder) does the same work.
 * Waits for the other; takes over a lock whose holder died.
 * @template T
 * @param {string} file the lock; its folder is made
 * @param {() => Promise<T>} work
 * @param {(holder: string) => void} [onWait] called once, when somebody else holds the lock
 * @returns {Promise<T>}
 */
export async function withLock(file, work, onWait) {
  await mkdir(dirname(file), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), id: randomUUID() });
  await acquire(file, mine, onWait);
  const beat = setInterval(() => utimes(file, new Date(), new Date()).catch(() => {}), beatMs);
  const releaseNow = () => rmSync(file, { force: true });
  process.once("exit", releaseNow);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off("exit", releaseNow);
    await rm(file, { force: true });
  }
}

/**
 * @param {string} file
 * @param {string} mine
 * @param {(holder: string) => void} [onWait]
 */
async function acquire(file, mine, onWait) {
  for (let waited = false; ; waited = true) {
    try {
      return await writeFile(file, mine, { flag: "wx" });
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    }
    const holder = await readFile(file, "utf8").catch(() => "");
    if (await isStale(file, holder)) await remove(file, holder);
    else {
      if (!waited) onWait?.(holder);
      await sleep(250);
    }
  }
}

/**
 * @param {string} file
 * @param {string} holder
 */
async function isStale(file, holder) {
  const touched = await stat(file).catch(() => undefined);
  if (touched === undefined) return false;
  if (Date.now() - touched.mtimeMs > staleMs) return true;
  try {
    const { pid, host } = JSON.parse(holder);
    return host === hostname() && !isAlive(pid);
  } catch {
    return false; // Just being written.
  }
}

/**
 * Removes the lock of a dead holder, and puts it back if it was a living one's that came in between.
 * @param {string} file
 * @param {string} holder
 */
async function remove(file, holder) {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
    if ((await readFile(aside, "utf8")) !== holder) await link(aside, file);
    await unlink(aside);
  } catch {
    // Somebody else was faster.
  }
}
