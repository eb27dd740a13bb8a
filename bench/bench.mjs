// @ts-check
import { spawn } from "node:child_process";
import { join } from "node:path";
import { bootstrap } from "../scripts/bootstrap.mjs";
import { root } from "../scripts/lib/paths.mjs";

// The bench itself is TypeScript, for which the dependencies have to be there.
await bootstrap();
const args = ["--import", "tsx", join(root, "bench", "main.ts"), ...process.argv.slice(2)];
const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
for (const name of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(name, () => child.kill(name));
child.on("exit", (code) => {
  process.exitCode = code ?? 1;
});
