import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { catalogue } from "../../provider/catalogue";
import { anchor } from "../../scripts/generate/docs/markdown";
import { root } from "../../scripts/lib/paths.mjs";

const read = (file: string) => readFileSync(join(root, file), "utf8");
const headings = (text: string) =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => anchor(heading));

describe("the generated documentation", () => {
  const reference = read("docs/reference.md");

  test("has every connection, resource and function, each once", () => {
    const found = headings(reference);
    for (const { token } of [...catalogue.resources, ...catalogue.functions]) {
      expect(found.filter((each) => each === anchor(token.replace(":", ".")))).toHaveLength(1);
    }
    for (const { name } of catalogue.vendors) expect(found).toContain(`${name}-connection`);
    expect(found.length).toBe(new Set(found).size);
  });

  test("has no empty cell in the table of endpoints", () => {
    const rows = read("docs/endpoints.md")
      .split("\n")
      .filter((line) => line.startsWith("| `"));
    expect(rows.length).toBeGreaterThan(120);
    expect(rows.filter((line) => /\|\s*\|/.test(line))).toEqual([]);
  });
});
