import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { filesByNeed, leftOut, needs, notRun } from "../../scripts/lib/needs.mjs";
import { root } from "../../scripts/lib/paths.mjs";
import { type Need, need } from "../needs";
import { folder } from "./temp";

describe("what a test needs beyond Node and Go", () => {
  const files = folderOfTests();
  const here = { python: "/usr/bin/python3" };

  test("is told by the names of the test files", () => {
    expect(filesByNeed(files)).toEqual({
      chromium: ["page/tables.chromium.test.ts"],
      python: ["sdk.python.test.ts"],
    });
  });

  test("leaves the files out where it is missing, and names them", () => {
    expect(leftOut({}, here)).toContain("**/*.chromium.*");
    expect(leftOut({}, here)).not.toContain("**/*.python.*");
    expect(notRun({}, here, filesByNeed(files))).toEqual([
      expect.stringMatching(
        /^page\/tables\.chromium\.test\.ts: Chromium was not found \(.*PERIMETER_CHROMIUM\)$/,
      ),
    ]);
  });

  test("leaves nothing out where all is to be run", () => {
    expect(leftOut({ PERIMETER_TEST_ALL: "1" }, {})).toEqual([]);
    expect(notRun({ PERIMETER_TEST_ALL: "1" }, {}, filesByNeed(files))).toEqual([]);
  });

  test("fails the test that asks for it where it is missing", () => {
    expect(() => need("teapot" as Need)).toThrow("needs teapot, which was not found");
  });

  test("stands in the name of every file that asks for it", () => {
    const folder = join(root, "test");
    const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((each) =>
      each.endsWith(".ts"),
    );
    const wrong = sources.flatMap((file) => {
      const asked = [...readFileSync(join(folder, file), "utf8").matchAll(/\bneed\("(\w+)"\)/g)];
      return asked.filter(([, name]) => !file.includes(`.${name}.`)).map(([call]) => `${file}: ${call}`);
    });
    expect(sources.length).toBeGreaterThan(5);
    expect(wrong).toEqual([]);
  });

  test("has a name that can stand in the name of a file", () => {
    expect(Object.keys(needs).filter((name) => !/^[a-z]+$/.test(name))).toEqual([]);
  });
});

function folderOfTests(): string {
  return folder({
    "plain.test.ts": "",
    "sdk.python.test.ts": "",
    "page/tables.chromium.test.ts": "",
    "page/helper.chromium.ts": "",
  });
}
