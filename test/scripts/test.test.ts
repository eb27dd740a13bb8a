import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { dependenciesAreCurrent } from "../../scripts/bootstrap.mjs";
import { check, sum } from "../../scripts/test/check.mjs";
import { contents, differences } from "../../scripts/test/generated.mjs";
import { count } from "../../scripts/test/vitest.mjs";
import { plan } from "../../scripts/test.mjs";
import { folder } from "./temp";

describe("npm test", () => {
  test("runs every part in its order, the named ones, or the named test files", () => {
    const all = ["dependencies", "build", "lint", "types", "generated", "packaging", "unit", "engine"];
    expect(plan([])).toEqual({ names: all, vitestArgs: [] });
    expect(plan(["--only", "types,lint"])).toMatchObject({ names: ["dependencies", "types", "lint"] });
    expect(plan(["--only", "unit", "-t", "x"])).toEqual({
      names: ["dependencies", "build", "unit"],
      vitestArgs: ["-t", "x"],
    });
    expect(plan(["test/policy"])).toEqual({
      names: ["dependencies", "build", "tests"],
      vitestArgs: ["test/policy"],
    });
  });

  test("refuses parts that there are not", () => {
    expect(plan(["--only", "lint,lnit"])).toEqual({ problem: `there is no part "lnit"` });
    expect(plan(["--only"])).toHaveProperty("problem");
  });

  test("counts a check as one, with the reason of its failure", async () => {
    const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const good = await check("good", () => {});
    const bad = await check("bad", () => Promise.reject(new Error("broken")));
    printed.mockRestore();
    expect(sum(good, bad, bad)).toEqual({ passed: 1, failed: 2 });
  });

  test("counts tests, files that cannot be loaded, and skipped tests as failures", () => {
    const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const result = (status: string) => ({ status, fullName: status });
    const report = {
      testResults: [
        {
          name: "a",
          status: "failed",
          assertionResults: ["passed", "passed", "failed", "skipped"].map(result),
        },
        { name: "b", status: "failed", assertionResults: [] },
        { name: "c", status: "passed", assertionResults: [result("passed")] },
      ],
    };
    expect(count(report, false)).toEqual({ passed: 3, failed: 3 });
    expect(count(report, true)).toEqual({ passed: 3, failed: 2 });
    printed.mockRestore();
  });
});

describe("generated files", () => {
  test("are compared by content, with files that come and go", () => {
    const path = folder({ "a.txt": "1", "b.txt": "1", "node_modules/x.txt": "1", "in/c.txt": "1" });
    const before = contents(path);
    expect([...before.keys()].sort()).toEqual(["a.txt", "b.txt", "in/c.txt"]);
    expect(differences(before, contents(path))).toEqual([]);

    writeFileSync(join(path, "a.txt"), "2");
    rmSync(join(path, "b.txt"));
    renameSync(join(path, "in/c.txt"), join(path, "in/d.txt"));
    const changed = differences(before, contents(path)).map(({ file, old, now }) => [
      file,
      `${old}`,
      `${now}`,
    ]);
    expect(changed).toEqual([
      ["a.txt", "1", "2"],
      ["b.txt", "1", "undefined"],
      ["in/c.txt", "1", "undefined"],
      ["in/d.txt", "undefined", "1"],
    ]);
  });
});

describe("dependencies", () => {
  const wanted = { "": { version: "1" }, "node_modules/a": { version: "1.0.0" } };
  const other = { "node_modules/b": { version: "2.0.0", optional: true } };
  const checkout = (lock: object, installed: object) =>
    folder({
      "package-lock.json": JSON.stringify({ packages: lock }),
      "node_modules/.package-lock.json": JSON.stringify({ packages: installed }),
    });

  test("are current where all that is wanted is installed, but for what belongs to other platforms", () => {
    expect(dependenciesAreCurrent(checkout({ ...wanted, ...other }, wanted))).toBe(true);
    expect(dependenciesAreCurrent(checkout(wanted, { ...wanted, ...other }))).toBe(true);
  });

  test("are not where one is missing or has another version, or where nothing is installed", () => {
    expect(dependenciesAreCurrent(checkout(wanted, {}))).toBe(false);
    expect(dependenciesAreCurrent(checkout(wanted, { "node_modules/a": { version: "1.0.1" } }))).toBe(false);
    expect(
      dependenciesAreCurrent(folder({ "package-lock.json": JSON.stringify({ packages: wanted }) })),
    ).toBe(false);
  });
});
