// @ts-check
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "../lib/paths.mjs";

const folder = join(root, "provider", "vendors", "ideco");

/** Writes the list of Ideco's settings: every file that calls `defineSetting`, in the order of the paths. */
export function writeSettings() {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && each.name.endsWith(".ts"))
    .flatMap((each) => settingsIn(join(each.parentPath, each.name)))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const imports = found.map(({ name, path }) => `import { ${name} } from "${path}";`);
  const lines = [
    "// Generated from the files that call `defineSetting` by `npm run generate`. Do not edit.",
    'import type { Resource } from "../../kernel/resource";',
    ...imports,
    "",
    "/** Settings that an appliance has once each. */",
    `export const settingResources: Resource[] = [`,
    ...found.map(({ name }) => `  ${name},`),
    "];",
    "",
  ];
  writeFileSync(join(folder, "settings.ts"), lines.join("\n"));
}

/**
 * @param {string} file
 * @returns {{ name: string, path: string }[]}
 */
function settingsIn(file) {
  const text = readFileSync(file, "utf8");
  if (!text.includes("= defineSetting(")) return [];
  const names = [...text.matchAll(/^export const (\w+)/gm)];
  const path = `./${relative(folder, file).replaceAll("\\", "/").replace(/\.ts$/, "")}`;
  return names.map(([, name = ""]) => ({ name, path }));
}
