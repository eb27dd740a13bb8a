import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { which } from "../../scripts/lib/paths.mjs";

const made: string[] = [];
afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true });
});

/** A folder with these files, removed after the tests of the file. */
export function folder(files: Record<string, string> = {}): string {
  const path = mkdtempSync(join(tmpdir(), "perimeter-scripts-"));
  made.push(path);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

/** A folder for PATH, with shell scripts of ours and with links to programs of this machine. */
export function binFolder(scripts: Record<string, string>, programs: string[] = []): string {
  const shell = Object.entries(scripts).map(([name, body]) => [name, `#!/bin/sh\n${body}\n`]);
  const path = folder(Object.fromEntries(shell));
  for (const name of Object.keys(scripts)) chmodSync(join(path, name), 0o755);
  for (const name of programs) {
    const program = which(name);
    if (program === undefined) throw new Error(`this test needs ${name}`);
    symlinkSync(program, join(path, name));
  }
  return path;
}
