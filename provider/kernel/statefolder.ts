import { homedir } from "node:os";
import { join } from "node:path";

/** A folder of this package among the user's state: below `XDG_STATE_HOME`, else `~/.local/state`. */
export function stateFolder(name: string): string {
  const state = process.env.XDG_STATE_HOME || join(homedir(), ".local", "state");
  return join(state, "pulumi-perimeter", name);
}
