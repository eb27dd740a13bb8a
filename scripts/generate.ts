import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { catalogue } from "../provider/catalogue";
import { packageSchema } from "../provider/kernel/schema";
import { docFiles } from "./generate/docs";
import { suricataFile } from "./generate/suricata";
import { typescriptFiles } from "./generate/typescript";

/** Writes every generated file of the repository anew. */
const root = join(__dirname, "..");
const about = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const reached = JSON.parse(readFileSync(join(root, "test/conformance/reached.json"), "utf8"));
const triedIn = join(root, "test/conformance/reliability");
const tried = readdirSync(triedIn)
  .sort()
  .map((name) => JSON.parse(readFileSync(join(triedIn, name), "utf8")));
const files: Record<string, string> = {
  ...typescriptFiles(catalogue),
  ...docFiles(catalogue, readFileSync(join(root, "README.md"), "utf8"), reached, tried),
  ...suricataFile(),
  "provider/generated/version.ts": `// Generated from package.json by \`npm run generate\`. Do not edit.\nexport const version: string = ${JSON.stringify(about.version)};\n`,
  "schema.json": `${JSON.stringify(packageSchema(catalogue, about), null, 2)}\n`,
};

rmSync(join(root, "provider/generated"), { recursive: true, force: true });
for (const [path, text] of Object.entries(files)) {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
console.log(`generated ${Object.keys(files).length} files`);
