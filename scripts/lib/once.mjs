// @ts-check
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { withLock } from "./lock.mjs";
import { cacheFolder } from "./paths.mjs";

/**
 * A folder of the cache, made once. It appears under its name only when it is complete.
 * @param {string} name
 * @param {(line: string) => void} log
 * @param {(folder: string) => Promise<void>} make
 */
export async function once(name, log, make) {
  const folder = join(cacheFolder(), name);
  if (existsSync(folder)) return folder;
  const lock = join(cacheFolder(), `${name}.lock`);
  const onWait = () => log(`another process is making ${name}; waiting for it …`);
  await withLock(
    lock,
    async () => {
      if (existsSync(folder)) return;
      await removeLeftovers(name);
      const making = `${folder}.making-${process.pid}`;
      await mkdir(making);
      try {
        await make(making);
        await rename(making, folder);
      } finally {
        await rm(making, { recursive: true, force: true });
      }
    },
    onWait,
  );
  return folder;
}

/** What an interrupted call left. @param {string} name */
async function removeLeftovers(name) {
  for (const each of await readdir(cacheFolder())) {
    if (each.startsWith(`${name}.making-`))
      await rm(join(cacheFolder(), each), { recursive: true, force: true });
  }
}
