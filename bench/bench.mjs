// @ts-check
import { spawn } from "node:child_process";
import { join } from "node:path";
import { bootstrap } from "../scripts/bootstrap.mjs";
import { root } from "../scripts/lib/paths.mjs";

// The bench itself is TypeScript, for which the dependencies have to be there.
await bootstrap();
const tsx = join(root, "node_modules", "tsx", "dist", "cli.mjs");
const child = spawn(process.execPath, [tsx, join(root, "bench", "main.ts"), ...process.argv.slice(2)], {
  stdio: "inherit",
});
child.on("exit", (code) => {
  process.exitCode = code ?? 1;
});
