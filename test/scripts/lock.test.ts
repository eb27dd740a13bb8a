import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { withLock } from "../../scripts/lib/lock.mjs";
import { root } from "../../scripts/lib/paths.mjs";
import { folder } from "./temp";

/** Adds one to a number in a file, slowly enough that two at once would lose one. */
const adding = `
import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { withLock } from "${pathToFileURL(join(root, "scripts/lib/lock.mjs")).href}";
const [lock, file] = process.argv.slice(-2);
for (let i = 0; i < 3; i += 1) {
  await withLock(lock, async () => {
    const before = Number(readFileSync(file, "utf8"));
    await sleep(20);
    writeFileSync(file, String(before + 1));
  });
}
`;

describe("a lock", () => {
  test("lets one process in at a time", async () => {
    const path = folder({ number: "0" });
    const args = ["--input-type=module", "-e", adding, join(path, "lock"), join(path, "number")];
    const add = () => promisify(execFile)(process.execPath, args);
    await Promise.all([add(), add(), add()]);
    expect(readFileSync(join(path, "number"), "utf8")).toBe("9");
    expect(readdirSync(path)).toEqual(["number"]);
  });

  test("is released when the work fails", async () => {
    const lock = join(folder(), "deep", "lock");
    await expect(withLock(lock, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(existsSync(lock)).toBe(false);
  });

  test("is taken over from a process that died", async () => {
    const lock = join(folder(), "lock");
    writeFileSync(lock, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), id: "dead" }));
    expect(await withLock(lock, async () => "done")).toBe("done");
  });

  test("is taken over from another machine only when that has not touched it for long", async () => {
    const lock = join(folder(), "lock");
    writeFileSync(lock, JSON.stringify({ pid: 1, host: "elsewhere", id: "other" }));
    let waited = 0;
    const work = withLock(
      lock,
      async () => "done",
      () => {
        waited += 1;
        const longAgo = new Date(Date.now() - 60_000);
        utimesSync(lock, longAgo, longAgo);
      },
    );
    expect(await work).toBe("done");
    expect(waited).toBe(1);
  });
});
