import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { root } from "../../scripts/lib/paths.mjs";
import { descendants, isAlive, killTree } from "../../scripts/lib/processes.mjs";
import { duration, run } from "../../scripts/lib/run.mjs";

describe("run", () => {
  test("returns what a command printed and how it ended", async () => {
    expect(await run("sh", ["-c", "echo out; echo err >&2; exit 3"])).toMatchObject({
      code: 3,
      stdout: "out\n",
      stderr: "err\n",
      timedOut: false,
    });
  });

  test("does not reject where there is no such command", async () => {
    expect(await run("no-such-command", [])).toMatchObject({
      code: 127,
      stderr: expect.stringContaining("ENOENT"),
    });
  });

  test("ends a command that takes too long", async () => {
    const result = await run("sleep", ["60"], { timeoutMs: 50 });
    expect(result).toMatchObject({ code: 128 + 15, timedOut: true });
  });

  test("ends its children and theirs when it is interrupted itself", async () => {
    const script = `
      import { run } from "${pathToFileURL(join(root, "scripts/lib/run.mjs")).href}";
      await run("sh", ["-c", "sleep 60 & sleep 61"]);
    `;
    const runner = spawn(process.execPath, ["--input-type=module", "-e", script]);
    const ended = new Promise((resolve) => runner.once("exit", resolve));
    const pid = runner.pid ?? -1;
    const sleeps = await vi.waitFor(() => {
      const found = descendants(pid).filter(({ command }) => command.startsWith("sleep"));
      expect(found).toHaveLength(2);
      return found;
    }, 10_000);
    runner.kill("SIGINT");
    expect(await ended).toBe(130);
    await vi.waitFor(() => expect(sleeps.filter((each) => isAlive(each.pid))).toEqual([]));
  });
});

describe("processes", () => {
  test("are found below another one and ended with it", async () => {
    const child = spawn("sh", ["-c", "sleep 60 & sleep 61"]);
    const pid = child.pid ?? -1;
    const below = await vi.waitFor(() => {
      const found = descendants(pid);
      expect(found.map(({ command }) => command).sort()).toEqual(["sleep 60", "sleep 61"]);
      return found;
    });
    killTree(pid);
    await vi.waitFor(() => expect(below.filter((each) => isAlive(each.pid))).toEqual([]));
  });
});

test("a duration reads well", () => {
  expect([4_230, 59_000, 90_000].map(duration)).toEqual(["4.2 s", "59.0 s", "1 min 30 s"]);
});
