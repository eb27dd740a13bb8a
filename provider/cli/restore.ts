import { createInterface } from "node:readline/promises";
import type { Connection } from "../kernel/connections";
import { invalid } from "../kernel/errors";
import { ofNamesake, planRestore, restoreSnapshot } from "../vendors/ideco/ruletable/restore";
import { isOf, readSnapshot, type Snapshot } from "../vendors/ideco/ruletable/snapshot";
import { configured } from "./connections";
import type { StackOptions } from "./pulumi";
import type { CommandSession, Outcome } from "./session";

export interface RestoreOptions extends StackOptions {
  yes?: boolean;
  dryRun?: boolean;
  force?: boolean;
}

/** `perimeter restore`: shows what it will do, asks where somebody can answer, and does it. */
export async function restore(
  session: CommandSession,
  name: string,
  file: string,
  options: RestoreOptions,
): Promise<Outcome> {
  const config = await configured(session, options);
  const target = config.target(name);
  if (target.vendor.name !== "ideco")
    throw invalid(`${name} is a ${target.vendor.title}: only Ideco NGFW has rule tables`);
  const ctx = config.context(target);
  const snapshot = ofThisAppliance(readSnapshot(file), ctx.connection, options.force ?? false);
  const plan = await planRestore(ctx, snapshot);
  const { table, taken } = snapshot;
  const tell = (text: string) => (session.json ? undefined : session.print(text));
  const result = (done: boolean) => {
    if (session.json) session.printJson({ connection: name, table, taken, done, ...plan });
  };
  if (plan.calls === 0) {
    tell(`${name}: the table ${table} is as it was at ${taken}; nothing to do.`);
    result(false);
    return "fine";
  }
  tell(`${name}: the table ${table} goes back to ${taken}, in ${plan.calls} calls:`);
  for (const word of plan.words) tell(`  ${word}`);
  if (options.dryRun || !(await isConfirmed(session, options.yes ?? false))) {
    tell("Nothing was sent.");
    result(false);
    return "fine";
  }
  session.writes();
  const { calls } = await restoreSnapshot(ctx, snapshot);
  tell(`Done in ${calls} calls. What was there before is in a snapshot of its own.`);
  result(true);
  return "fine";
}

function ofThisAppliance(snapshot: Snapshot, connection: Connection, force: boolean): Snapshot {
  const { id, appliance: place } = connection;
  if (isOf(snapshot, connection) || force) return { ...snapshot, appliance: id, place };
  if (snapshot.appliance === id) throw ofNamesake(snapshot);
  throw invalid(
    `the snapshot is of "${snapshot.appliance}" and the connection is "${id}"`,
    "With --force it is taken nevertheless: where the connection was renamed, say.",
  );
}

/** Only somebody at a terminal can be asked; a script has made up its mind. */
async function isConfirmed(session: CommandSession, yes: boolean): Promise<boolean> {
  if (yes || session.json || !process.stdin.isTTY || !process.stderr.isTTY) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question("Go on? [y/N] ", { signal: session.signal });
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
