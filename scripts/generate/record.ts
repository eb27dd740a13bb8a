import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../provider/catalogue";

/** Records which endpoints the definitions reach that no recording knows yet, and forgets those that are gone. */
const root = join(__dirname, "..", "..");
const file = join(root, "test", "conformance", "reached.json");
const recorded = new Set(
  Object.values(JSON.parse(readFileSync(file, "utf8")) as Record<string, string[]>).flat(),
);
const tokens = [...catalogue.resources, ...catalogue.functions].map(({ token }) => token);
const changed = [
  ...tokens.filter((token) => !recorded.has(token)),
  ...[...recorded].filter((each) => !tokens.includes(each)),
];
if (changed.length > 0) {
  console.log(`recording which endpoints are reached, because of ${changed.join(", ")}`);
  tool("vitest", "run", "--project", "unit*", "test/conformance/endpoints.test.ts", "-t", "every endpoint");
  tool("biome", "format", "--write", file);
}

function tool(name: string, ...args: string[]): void {
  const env = { ...process.env, PERIMETER_RECORD: "new" };
  execFileSync(join(root, "node_modules", ".bin", name), args, { cwd: root, env, stdio: "inherit" });
}
