import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type ErrorCategory, PerimeterError } from "../../provider/kernel/errors";
import { root } from "../../scripts/lib/paths.mjs";

const page = readFileSync(join(root, "docs", "troubleshooting.md"), "utf8");

/** The types make sure that none is missing. */
const categories: Record<ErrorCategory, true> = {
  auth: true,
  invalid: true,
  notFound: true,
  alreadyExists: true,
  conflict: true,
  throttled: true,
  unavailable: true,
  partial: true,
  vendor: true,
  bug: true,
};
const errors = Object.keys(categories).map(
  (category) => new PerimeterError({ category: category as ErrorCategory, message: "x" }),
);

/** The codes that stand in the source as texts of their own; variables of the environment are none. */
function codesInSource(): string[] {
  const files = readdirSync(join(root, "provider"), { recursive: true, encoding: "utf8" });
  const texts = files.filter((file) => file.endsWith(".ts")).map((file) => read(file));
  const found = (pattern: RegExp) =>
    texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name));
  const variables = new Set(found(/\benv\.(PERIMETER_[A-Z_]+)/g));
  const codes = new Set(found(/"(PERIMETER_[A-Z_]+)"/g));
  return [...codes].filter((code): code is string => code !== undefined && !variables.has(code)).sort();
}

function read(file: string): string {
  return readFileSync(join(root, "provider", file), "utf8");
}

describe("docs/troubleshooting.md", () => {
  const sections = page.split(/^### /m).slice(1);

  test("has every code of the source, each once, and no other", () => {
    const told = sections.map((section) => section.split("\n", 1)[0]).sort();
    const ofCategories = errors.map(({ code }) => code);
    const own = codesInSource().filter((code) => !ofCategories.includes(code));
    expect(own.length).toBeGreaterThan(30);
    expect(told).toEqual(own);
  });

  test("says of each code what happened and what to do", () => {
    const lacking = sections.filter(
      (section) => !/^PERIMETER_\w+\n[A-Z`][\s\S]+?\n\*\*Do:\*\* \S/.test(section),
    );
    expect(lacking).toEqual([]);
  });

  test.each(errors)(
    "has the category $category with its code, and whether it may be tried again",
    (error) => {
      const [row, ...others] = page
        .split("\n")
        .filter((line) => line.startsWith(`| \`${error.category}\` |`));
      expect(others).toEqual([]);
      expect(row).toMatch(
        new RegExp(`^\\| \`\\w+\` \\| \`${error.code}\` \\| .* \\| ${error.retryable ? "yes" : "no"} \\|$`),
      );
      expect(page).toContain(`\n- **${error.category}**: `);
    },
  );
});
