import { rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** A folder of this package among the user's state: below `XDG_STATE_HOME`, else `~/.local/state`. */
export function stateFolder(name: string): string {
  const state = process.env.XDG_STATE_HOME || join(homedir(), ".local", "state");
  return join(state, "pulumi-perimeter", name);
}

/** Removes a note. Notes are an aid: one that can't be removed stays until it is too old, and fails nothing. */
export function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // A folder that is none, or that is only to be read.
  }
}
