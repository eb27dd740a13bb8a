import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { version } from "../version";

/**
 * Puts a pointer to this package's plugin where the engine looks for plugins, so that the first `up` of a program
 * finds it with no further step. Commands that don't run the program need the line in Pulumi.yaml (see the README).
 * @returns why it could not be done, if so
 */
export function installShim(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const home = environment.PULUMI_HOME || join(homedir(), ".pulumi");
  const folder = join(home, "plugins", `resource-perimeter-v${version}`);
  const executable = join(__dirname, "..", "..", "pulumi-resource-perimeter");
  try {
    for (const [name, text] of Object.entries(shims(executable))) writeOnce(folder, name, text);
    return undefined;
  } catch (thrown) {
    return (thrown as Error).message;
  }
}

function shims(executable: string): Record<string, string> {
  if (process.platform === "win32") {
    return { "pulumi-resource-perimeter.cmd": `@echo off\r\nnode "${executable}" %*\r\n` };
  }
  const quoted = executable.replaceAll("'", "'\\''");
  return {
    "pulumi-resource-perimeter": [
      "#!/bin/sh",
      `if [ ! -f '${quoted}' ]; then`,
      `  echo 'pulumi-resource-perimeter: the package pulumi-perimeter is no longer at ${quoted}. Run npm install and pulumi up again.' >&2`,
      "  exit 1",
      "fi",
      `exec node '${quoted}' "$@"`,
      "",
    ].join("\n"),
  };
}

/** Written aside and renamed: another program may be starting the plugin at this moment. */
function writeOnce(folder: string, name: string, text: string): void {
  const file = join(folder, name);
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  mkdirSync(folder, { recursive: true });
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, text);
  chmodSync(aside, 0o755);
  renameSync(aside, file);
}
