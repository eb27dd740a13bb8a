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
  return hindranceAt(executable) ?? pointTo(executable, folder);
}

const executable = join(__dirname, "..", "..", "pulumi-resource-perimeter");

/** A pointer to nothing must never take the place of one that works. */
export function hindranceAt(path: string): string | undefined {
  if (/\.zip[\\/]/.test(path)) {
    return (
      "Yarn keeps the package in an archive, from which no process can be started: " +
      "set `nodeLinker: node-modules` in .yarnrc.yml"
    );
  }
  if (existsSync(path)) return undefined;
  return (
    "the package's own files are not beside its code, as where a program is bundled: " +
    "mark pulumi-perimeter and @pulumi/pulumi as external (esbuild: `--external:pulumi-perimeter --external:@pulumi/pulumi`)"
  );
}

function pointTo(target: string, folder: string): string | undefined {
  try {
    for (const [name, text] of Object.entries(shims(target))) writeOnce(folder, name, text);
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

const isPointer = /^(#!\/bin\/sh\nif \[ ! -f |@echo off\r\nnode ")/;

/** Written aside and renamed: another program may be starting the plugin at this moment. */
function writeOnce(folder: string, name: string, text: string): void {
  const file = join(folder, name);
  const found = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  // What is no pointer is the plugin itself, which somebody has installed.
  if (found !== undefined && (found === text || !isPointer.test(found))) return;
  mkdirSync(folder, { recursive: true });
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, text);
  chmodSync(aside, 0o755);
  renameSync(aside, file);
}
