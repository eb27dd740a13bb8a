import { accessSync, constants, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/run.mjs";

const folder = join(root, "findings");
const scripts = readdirSync(folder).filter((name) => name.endsWith(".sh"));

test.each(scripts)(
  "%s can be run, stops at an error, tells what was seen and with what, and is listed",
  async (name) => {
    const text = readFileSync(join(folder, name), "utf8");
    accessSync(join(folder, name), constants.X_OK);
    expect(text).toMatch(/^#!\/usr\/bin\/env bash\n# /);
    expect(text).toMatch(/^# Seen\b/m);
    expect(text).toMatch(/^# .*\d+\.\d+/m);
    expect(text).toMatch(/^set -euo pipefail$/m);
    expect(await run("bash", ["-n", join(folder, name)])).toMatchObject({ code: 0, stderr: "" });
    const listed = readFileSync(join(folder, "README.md"), "utf8")
      .split("\n")
      .filter((line) => line.includes(`(${name})`));
    expect(listed).toHaveLength(1);
  },
);

test("each that is listed is there", () => {
  const readme = readFileSync(join(folder, "README.md"), "utf8");
  const links = [...readme.matchAll(/\]\(([^)]+\.sh)\)/g)].map(([, name]) => name);
  expect(links.filter((name) => !scripts.includes(name ?? ""))).toEqual([]);
  expect(links.length).toBeGreaterThan(10);
});
