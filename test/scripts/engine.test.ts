import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { cliVersion } from "../../scripts/lib/engine-build.mjs";
import { downloadEngine } from "../../scripts/lib/engine-download.mjs";
import { engineOnPath, isOlder } from "../../scripts/lib/engine-path.mjs";
import { root } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/run.mjs";
import { binFolder, folder } from "./temp";

const fakeCli = (version: string) => ({ pulumi: `echo v${version}`, "pulumi-language-nodejs": "exit 0" });

describe("an engine on PATH", () => {
  test("is taken with its language host beside it", async () => {
    const bin = binFolder(fakeCli("3.300.1"));
    expect(await engineOnPath({ PATH: bin })).toEqual({ pulumi: join(bin, "pulumi"), version: "3.300.1" });
  });

  test("is taken with its language host beside what a link leads to, or elsewhere on PATH", async () => {
    const bin = binFolder(fakeCli("3.300.1"));
    const links = folder();
    symlinkSync(join(bin, "pulumi"), join(links, "pulumi"));
    expect(await engineOnPath({ PATH: links })).toMatchObject({ version: "3.300.1" });

    const alone = binFolder({ pulumi: "echo 3.216.0" });
    const host = binFolder({ "pulumi-language-nodejs": "exit 0" });
    expect(await engineOnPath({ PATH: `${alone}:${host}` })).toMatchObject({ version: "3.216.0" });
  });

  test.each([
    ["is absent", {}, /no pulumi on PATH/],
    ["is too old", fakeCli("3.215.9"), /is 3\.215\.9, older than 3\.216\.0/],
    ["has no language host", { pulumi: "echo v3.300.0" }, /no Node language host/],
    ["tells no version", { ...fakeCli("3.300.0"), pulumi: "true" }, /does not tell its version/],
    ["fails", { ...fakeCli("3.300.0"), pulumi: "echo v3.300.0; exit 1" }, /does not tell its version/],
  ])("is not taken where it %s", async (_, scripts, reason) => {
    expect(await engineOnPath({ PATH: binFolder(scripts) })).toEqual({
      reason: expect.stringMatching(reason),
    });
  });

  test("is compared by numbers", () => {
    expect(isOlder("3.99.0", "3.216.0")).toBe(true);
    expect(isOlder("3.216.0", "3.216.0")).toBe(false);
    expect(isOlder("4.0.0", "3.216.0")).toBe(false);
    expect(isOlder("3.216.0", "3.216.1")).toBe(true);
  });
});

/** A download site with a release in it; `requests` are the paths that were asked for. */
async function site({ layout = "pulumi", delayMs = 0 } = {}) {
  const bin = binFolder(fakeCli(cliVersion));
  const release = folder();
  mkdirSync(join(release, layout, ".."), { recursive: true });
  await run("cp", ["-r", bin, join(release, layout)]);
  await run("tar", ["-czf", "release.tar.gz", "pulumi"], { cwd: release });
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? "");
    setTimeout(() => response.end(readFileSync(join(release, "release.tar.gz"))), delayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

const withoutProxy = { http_proxy: "", HTTP_PROXY: "", no_proxy: "127.0.0.1" };

describe("the download", () => {
  test.each(["pulumi", "pulumi/bin"])("puts a release with its programs in %s into bin", async (layout) => {
    const { url, requests } = await site({ layout });
    const target = folder();
    const env = { ...process.env, ...withoutProxy, PERIMETER_ENGINE_DOWNLOAD: url };
    expect(await downloadEngine({ version: cliVersion, folder: target, log: () => {} }, env)).toBeUndefined();
    expect(readdirSync(target)).toEqual(["bin"]);
    expect(readdirSync(join(target, "bin")).sort()).toEqual(["pulumi", "pulumi-language-nodejs"]);
    expect(requests[0]).toMatch(new RegExp(`/releases/sdk/pulumi-v${cliVersion}-\\w+-\\w+\\.tar\\.gz`));
  });

  test("gives up at once where nobody answers, and says why", async () => {
    const started = Date.now();
    const env = { ...process.env, ...withoutProxy, PERIMETER_ENGINE_DOWNLOAD: "http://127.0.0.1:1" };
    const failed = await downloadEngine({ version: cliVersion, folder: folder(), log: () => {} }, env);
    expect(failed).toEqual({ reason: expect.stringContaining("127.0.0.1") });
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  test("is not tried where it is forbidden", async () => {
    const env = { PERIMETER_ENGINE_DOWNLOAD: "off" };
    const failed = await downloadEngine({ version: cliVersion, folder: folder(), log: () => {} }, env);
    expect(failed).toEqual({ reason: "forbidden by PERIMETER_ENGINE_DOWNLOAD=off" });
  });
});

/** Runs `npm run engine` as on a machine with these programs alone. */
function command(env: Record<string, string>): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const script = join(root, "scripts", "engine.mjs");
    const child = execFile(process.execPath, [script], { env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

describe("the command", () => {
  test("says what to install where there is neither a CLI nor a network nor Go", async () => {
    const cache = folder();
    const { code, stderr } = await command({ PATH: binFolder({}), PERIMETER_ENGINE_CACHE: cache });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /on PATH: +no pulumi[\s\S]*download: +needs curl[\s\S]*build: +no Go[\s\S]*Install the Pulumi CLI/,
    );
    expect(readdirSync(cache)).toEqual([]);
  });

  test("says so where Go is too old", async () => {
    const PATH = binFolder({ go: "echo go1.19.8" });
    const { code, stderr } = await command({ PATH, PERIMETER_ENGINE_CACHE: folder() });
    expect(code).toBe(1);
    expect(stderr).toMatch(/build: +go1\.19\.8 is too old/);
  });

  test("shows what Go said where the build fails", async () => {
    const go = `[ "$1" = env ] && echo go1.25.1 && exit; echo "module lookup disabled" >&2; exit 1`;
    const { code, stderr } = await command({ PATH: binFolder({ go }), PERIMETER_ENGINE_CACHE: folder() });
    expect(code).toBe(1);
    expect(stderr).toMatch(/go build failed:\nmodule lookup disabled/);
  });

  test("makes one engine when called twice at once, and finds it the third time", async () => {
    const { url, requests } = await site({ delayMs: 1500 });
    const PATH = binFolder({}, ["sh", "curl", "tar", "gzip"]);
    const env = { PATH, PERIMETER_ENGINE_CACHE: folder(), PERIMETER_ENGINE_DOWNLOAD: url, ...withoutProxy };
    const both = await Promise.all([command(env), command(env)]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(both.map(({ stderr }) => /another process is making/.test(stderr)).sort()).toEqual([false, true]);
    expect(requests).toHaveLength(1);
    expect((await command(env)).stdout).toBe(both[0].stdout);
    expect(both[0].stdout).toContain(`pulumi ${cliVersion}\n`);
    expect(requests).toHaveLength(1);
  });

  test("clears away what an interrupted call left", async () => {
    const { url } = await site();
    const cache = folder();
    const env = {
      PATH: binFolder({}, ["sh", "curl", "tar", "gzip"]),
      PERIMETER_ENGINE_CACHE: cache,
      ...withoutProxy,
    };
    const first = await command({ ...env, PERIMETER_ENGINE_DOWNLOAD: url });
    const made = readdirSync(cache)[0] ?? "";
    expect(first.stdout).toContain(made);

    const again = folder();
    mkdirSync(join(again, `${made}.making-1`, "bin"), { recursive: true });
    const holder = { pid: 2 ** 22 + 1, host: hostname(), id: "dead" };
    writeFileSync(join(again, `${made}.lock`), JSON.stringify(holder));
    const second = await command({ ...env, PERIMETER_ENGINE_CACHE: again, PERIMETER_ENGINE_DOWNLOAD: url });
    expect(second.code).toBe(0);
    expect(readdirSync(again)).toEqual([made]);
    expect(existsSync(join(again, made, "bin", "pulumi"))).toBe(true);
  });
});
