import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { version } from "../../provider/version";
import { root } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/run.mjs";
import { notesOf, release } from "../../scripts/release.mjs";

const folder = await mkdtemp(join(tmpdir(), "perimeter-release-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a release", () => {
  test("has the package, the schema, the plugin with all it needs, SBOM, licences, notes and checksums", async () => {
    const files = await release(folder, `v${version}`);
    const plugins = ["linux", "darwin"].flatMap((system) =>
      ["amd64", "arm64"].map((cpu) => `pulumi-resource-perimeter-v${version}-${system}-${cpu}.tar.gz`),
    );
    expect(files.sort()).toEqual(
      [
        ...plugins,
        "LICENCES.txt",
        "NOTES.md",
        "SHA256SUMS",
        `pulumi-perimeter-${version}.tgz`,
        "sbom.cyclonedx.json",
        "sbom.spdx.json",
        "schema.json",
      ].sort(),
    );
    const checked = await run("sha256sum", ["--check", "--strict", "SHA256SUMS"], { cwd: folder });
    expect(checked).toMatchObject({ code: 0 });
    expect(checked.stdout.trim().split("\n")).toHaveLength(files.length - 1);

    const read = (name: string) => readFileSync(join(folder, name), "utf8");
    const { components, metadata } = JSON.parse(read("sbom.cyclonedx.json"));
    expect(metadata.component).toMatchObject({ name: "pulumi-perimeter", version });
    const parts = components.map((each: { name: string; version: string }) => `${each.name} ${each.version}`);
    expect(parts).toEqual(expect.arrayContaining(["@pulumi/pulumi 3.259.0", "undici 7.30.2"]));
    expect(parts.join()).not.toMatch(/vitest|biome/);
    const { packages } = JSON.parse(read("sbom.spdx.json"));
    expect(packages).toHaveLength(components.length + 1);
    const named = read("LICENCES.txt").match(/^\S+ \d+\.\d+\.\d+\S*: .*$/gm) ?? [];
    expect(named.length).toBeGreaterThanOrEqual(components.length);
    expect(named.filter((line) => /no licence is named$/.test(line))).toEqual([]);

    const unpacked = join(folder, "unpacked");
    await mkdir(unpacked);
    await run("tar", ["-xzf", join(folder, plugins[0] ?? ""), "-C", unpacked]);
    const plugin = await run(join(unpacked, "pulumi-resource-perimeter"), ["--help"], { cwd: folder });
    expect(plugin.stderr).not.toMatch(/Cannot find module/);
    const load =
      "require('./dist/process/plugin/main.js'); require('./dist/native.js'); console.log('loaded')";
    expect(await run(process.execPath, ["-e", load], { cwd: unpacked })).toMatchObject({
      stdout: "loaded\n",
    });
  }, 900_000);

  test("is refused under another version's tag, and without a word in the changelog", async () => {
    await expect(release(folder, "v99.0.0")).rejects.toThrow(
      `the tag is v99.0.0, and package.json says ${version}`,
    );
    const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8");
    expect(() => notesOf(changelog, "99.0.0")).toThrow("CHANGELOG.md says nothing of 99.0.0");
    expect(notesOf("# C\n\n## 2.0.0\n\n- b\n\n## 1.0.0\n\n- a\n", "1.0.0")).toBe("- a\n");
    expect(notesOf("# C\n\n## 2.0.0\n\n- b\n\n## 1.0.0\n\n- a\n", "2.0.0")).toBe("- b\n");
    expect(() => notesOf("# C\n\n## 1.0.0\n\n", "1.0.0")).toThrow("says nothing");
  });
});
