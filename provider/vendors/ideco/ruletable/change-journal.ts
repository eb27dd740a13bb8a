import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Context } from "../../../kernel/context";
import { discard } from "../../../kernel/statefolder";
import type { IdecoRule } from "../rules/codec";
import { type RuleId, ruleIdType } from "../rules/rule-id";
import type { TableName } from "../rules/tables";
import { folderOf } from "./snapshot";

/**
 * A change that was begun, in a file beside the snapshots: a process that is killed can't tell the state what it made.
 * It leads from one state to the next, so it counts for the state that it began with alone.
 */
export interface BegunChange {
  format: 1;
  /** The name of the change; the state that it leads to carries it. */
  change: string;
  /** The change that led to the state with which it began; `none` before the creation, `unknown` after an import. */
  previous: string;
  /** Rules that were there and were not made by a change that died. */
  known: RuleId[];
  /** Keys and rules that were wanted. */
  planned: Array<{ key: string; rule: IdecoRule }>;
}

const form = z.object({
  format: z.literal(1),
  change: z.string(),
  previous: z.string(),
  known: z.array(ruleIdType),
  planned: z.array(z.object({ key: z.string(), rule: z.record(z.string(), z.unknown()) })),
});

export function previousOf(state: { bookkeeping?: { change?: string } } | undefined): string {
  return state ? (state.bookkeeping?.change ?? "unknown") : "none";
}

/** Changes of states that many tables share may be another stack's. */
const isShared = (previous: string) => previous === "none" || previous === "unknown";

/** Writes down that a change begins, right before its first call; where that can't be done, the user is told. */
export function beginChange(
  ctx: Context,
  table: TableName,
  begun: Pick<BegunChange, "previous" | "known" | "planned">,
): BegunChange {
  const whole: BegunChange = { format: 1, change: randomUUID(), ...begun };
  try {
    const folder = folderOf(ctx.connection, table);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of namesIn(folder)) {
      if (load(join(folder, name))?.change === begun.previous) discard(join(folder, name));
    }
    writeFileSync(fileOf(ctx, table, begun.previous), JSON.stringify(whole), { mode: 0o600 });
  } catch (thrown) {
    ctx.log.warn(
      `${table}: it could not be written down that a change begins; should this process be killed, its new rules won't be recognised: ${(thrown as Error).message}`,
    );
  }
  return whole;
}

/**
 * The change came to an end, good or bad, that the state will know. Only where the file could be mistaken for another
 * stack's it goes at once; else it stays, in case the engine dies before it saves the state.
 */
export function endChange(ctx: Context, table: TableName, { previous }: BegunChange): void {
  if (isShared(previous)) discard(fileOf(ctx, table, previous));
}

/** The change that began with this state and of whose end the state knows nothing. */
export function unfinishedChange(
  ctx: Context,
  table: TableName,
  state: { bookkeeping?: { change?: string } } | undefined,
  keys: readonly string[],
): BegunChange | undefined {
  const previous = previousOf(state);
  const file = fileOf(ctx, table, previous);
  const begun = load(file);
  if (!begun || !isShared(previous)) return begun;
  if (!isRecent(file)) return undefined;
  const wanted = new Set(keys);
  return begun.planned.some(({ key }) => wanted.has(key)) ? begun : undefined;
}

/** What many states share belongs to one stack alone. */
function fileOf(ctx: Context, table: TableName, previous: string): string {
  const stack = isShared(previous) ? `-${digestOf(ctx.stack ?? "")}` : "";
  return join(folderOf(ctx.connection, table), `${previous}${stack}.begun`);
}

function digestOf(stack: string): string {
  return createHash("sha256").update(stack).digest("hex").slice(0, 12);
}

/** After this time nobody comes back to an interrupted creation. */
const longestMs = 24 * 3600_000;

function isRecent(file: string): boolean {
  return Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) < longestMs;
}

function namesIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith(".begun"));
}

/** Undefined where there is none, or it can't be read (it was being written when the machine stopped). */
function load(file: string): BegunChange | undefined {
  try {
    return form.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}
