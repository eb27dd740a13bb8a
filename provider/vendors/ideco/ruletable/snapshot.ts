import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Context } from "../../../kernel/context";
import { invalid } from "../../../kernel/errors";
import { stateFolder } from "../../../kernel/statefolder";
import type { Item } from "../rules/codec";
import { ruleIdType } from "../rules/rule-id";
import { type TableName, tableNames } from "../rules/tables";

/** A rule table as it was before a change, in a file that `perimeter restore` puts back. */
export interface Snapshot {
  format: 1;
  /** The connection's id. */
  appliance: string;
  /** Which appliance that was, whatever the connection is called; older snapshots don't say. */
  place?: string | undefined;
  /** `project/stack` of the change, as far as that was known. */
  stack?: string | undefined;
  table: TableName;
  /** ISO time. */
  taken: string;
  /** Groups of a central console that local rules are in; by default the root group alone. */
  groups?: string[] | undefined;
  rules: Item[];
}

const kept = 50;

/** Writes the snapshot and gives the file's path; old ones of the same table go, but the last 50. */
export function writeSnapshot(
  { connection, stack }: Owner,
  table: TableName,
  rules: Item[],
  groups: string[] = [],
): string {
  const folder = folderOf(connection, table);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const taken = new Date().toISOString();
  const file = join(folder, `${taken.replaceAll(":", "-")}-${process.pid}.json`);
  const { id: appliance, appliance: place } = connection;
  const snapshot: Snapshot = { format: 1, appliance, place, stack, table, taken, groups, rules };
  writeFileSync(file, `${JSON.stringify(snapshot, null, 1)}\n`, { mode: 0o600 });
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort();
  for (const old of files.slice(0, -kept)) rmSync(join(folder, old), { force: true });
  return file;
}

/** A snapshot before the first call of a change; where none can be written, the user is told and the change goes on. */
export function takeSnapshot(ctx: Context, table: TableName, items: Item[], groups: Iterable<string>): void {
  try {
    const file = writeSnapshot(ctx, table, items, [...groups]);
    ctx.log.debug(`${table}: the table as it was is in ${file}`);
  } catch (thrown) {
    ctx.log.warn(`${table}: no snapshot could be written: ${(thrown as Error).message}`);
  }
}

/** Whose table it is. */
interface Owner {
  connection: Place;
  stack?: string;
}

type Place = Pick<Context["connection"], "id" | "appliance">;

/**
 * Where the snapshots of a table are: in `PERIMETER_SNAPSHOTS`, else in the user's folder for state. Each name of each
 * appliance has a folder of its own: `hq-1b4f0e98`.
 */
export function folderOf({ id, appliance }: Place, table: TableName): string {
  const all = process.env.PERIMETER_SNAPSHOTS || stateFolder("snapshots");
  const digest = createHash("sha256")
    .update(JSON.stringify([id, appliance]))
    .digest("hex")
    .slice(0, 8);
  return join(all, `${safe(id)}-${digest}`, table);
}

/** Whether a snapshot is of the table of this connection. */
export function isOf({ appliance, place }: Snapshot, connection: Place): boolean {
  return appliance === connection.id && (place === undefined || place === connection.appliance);
}

const form = z.object({
  format: z.literal(1),
  appliance: z.string(),
  place: z.string().optional(),
  stack: z.string().optional(),
  table: z.enum(tableNames),
  taken: z.string(),
  groups: z.array(z.string()).optional(),
  rules: z.array(z.looseObject({ id: ruleIdType })),
});

export function readSnapshot(file: string): Snapshot {
  try {
    return form.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (thrown) {
    throw invalid(`${file} is no snapshot of a rule table: ${(thrown as Error).message.split("\n")[0]}`);
  }
}

/** For people; the digest tells them apart. */
function safe(name: string): string {
  return name.replace(/[^\w.-]/g, "_").slice(0, 80);
}
