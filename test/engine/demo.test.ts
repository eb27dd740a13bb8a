import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { root } from "../../scripts/lib/paths.mjs";
import { descendants, isAlive, killTree } from "../../scripts/lib/processes.mjs";

vi.setConfig({ testTimeout: 1_200_000 });

/** `npm run demo`, with a folder of its own for what is temporary. */
async function start() {
  const folder = await mkdtemp(join(tmpdir(), "perimeter-demo-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const env = { ...process.env, TMPDIR: folder };
  const child = spawn(process.execPath, [join(root, "scripts", "demo.mjs")], { env, stdio: "pipe" });
  onTestFinished(() => killTree(child.pid ?? Number.NaN));
  const output = { text: "" };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (piece: string) => {
      output.text += piece;
    });
  }
  return { child, output, folder, pid: child.pid ?? Number.NaN };
}

async function ended(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, "close")) as [number | null];
  return code;
}

describe("npm run demo", () => {
  test("tells what is true, within two minutes, and leaves nothing", async () => {
    const { child, output, folder } = await start();
    const code = await ended(child);
    expect(output.text).toContain("The end");
    expect(code).toBe(0);
    expect(output.text).toMatch(/drop-erp\n +~ action: "drop" => "accept"\n/);
    expect(output.text).toMatch(/web-ports\n +~ known: true => false\n/);
    expect(output.text).toMatch(
      /every packet was judged as before or as after, and\s+3\s+calls\s+were\s+all\s+that\s+it\s+took/,
    );
    expect(output.text).toMatch(/3 +move +testland admin-ssh no-ssh web office rest +yes +no +no +yes +yes/);
    expect(output.text).toContain("All five are as they were before.");
    expect(await readdir(folder)).toEqual([]);
  });

  test("can be stopped with Ctrl-C in the middle, and leaves nothing", async () => {
    const { child, output, folder, pid } = await start();
    const hasProvider = () => descendants(pid).some(({ command }) => command.includes("dynamic-provider"));
    await vi.waitFor(() => expect(hasProvider()).toBe(true), { timeout: 600_000, interval: 200 });
    const below = descendants(pid);
    child.kill("SIGINT");
    expect(await ended(child)).toBe(130);
    expect(output.text.trimEnd()).toMatch(/Interrupted; cleaning up …$/);
    await vi.waitFor(() => expect(below.filter((each) => isAlive(each.pid))).toEqual([]), 60_000);
    expect(await readdir(folder)).toEqual([]);
  });
});
