import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Context } from "./context";
import { stateFolder } from "./statefolder";
import { isObject, type Properties, sameValue } from "./values";

/**
 * What was there before this program, where a resource goes and another one of the same update has taken its object over
 * (another name, a replacement): the new one was made first, and saw what the old one had set. The engine asks nobody
 * about the state of the new one at that moment, so it is noted in a file of this machine until the new one is looked
 * at, changed or deleted.
 */
export function handOver(ctx: HandedContext, what: string, values: Record<string, HandedValue>): void {
  if (Object.keys(values).length === 0) return;
  const path = fileOf(ctx, what);
  try {
    store(path, { ...load(path), ...values });
  } catch (thrown) {
    const { code = String(thrown) } = thrown as NodeJS.ErrnoException;
    ctx.log.warn(
      `${what}: what was there before this program can't be noted on this machine (${code}), so it won't be put back when the resource goes. An alias of the old name (the option \`aliases\`) keeps it in the state; XDG_STATE_HOME names a folder that can be written.`,
    );
  }
}

export interface HandedValue {
  /** What the resource that goes had set, which the new one took for what was there before. */
  was: unknown;
  /** What was there before either of them. */
  before: unknown;
}

/** The values that were there before, also those that an earlier resource of the same object remembered. */
export function withHandedOver<T extends Properties>(ctx: HandedContext, what: string, original: T): T {
  const handed = load(fileOf(ctx, what));
  const entries = Object.entries(original).map(([name, own]) => {
    const value = Object.hasOwn(handed, name) ? handed[name] : undefined;
    return [name, value && sameValue(value.was, own) ? value.before : own];
  });
  return Object.fromEntries(entries) as T;
}

/** The object is given back; a file that can't be written stays. */
export function forgetHandedOver(ctx: HandedContext, what: string, names: readonly string[]): void {
  const path = fileOf(ctx, what);
  const left = Object.entries(load(path)).filter(([name]) => !names.includes(name));
  try {
    if (left.length === 0) rmSync(path, { force: true });
    else store(path, Object.fromEntries(left));
  } catch {
    // It speaks only for whoever finds what the note says was set.
  }
}

type HandedContext = Pick<Context, "connection" | "log" | "stack">;

function fileOf({ connection, stack = "" }: HandedContext, what: string): string {
  const digest = createHash("sha256").update(JSON.stringify([connection.appliance, stack, what]));
  return join(stateFolder("originals"), `${digest.digest("hex").slice(0, 32)}.json`);
}

function store(path: string, values: Record<string, HandedValue>): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, JSON.stringify(values), { mode: 0o600 });
}

/** A file that can't be read tells nothing. */
function load(path: string): Record<string, HandedValue> {
  try {
    const found: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isObject(found) ? (found as Record<string, HandedValue>) : {};
  } catch {
    return {};
  }
}
