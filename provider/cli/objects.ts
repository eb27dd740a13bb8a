import { parts } from "../catalogue";
import { invalid } from "../kernel/errors";
import type { NamedObject } from "../kernel/report";
import { configured } from "./connections";
import type { StackOptions } from "./pulumi";
import type { CommandSession, Outcome } from "./session";

export interface ObjectsOptions extends StackOptions {
  kind?: string;
  unused?: boolean;
}

/** `perimeter objects`: what rules of an appliance can name, and which of them do. Only reads. */
export async function objects(
  session: CommandSession,
  name: string,
  options: ObjectsOptions,
): Promise<Outcome> {
  const config = await configured(session, options);
  const target = config.target(name);
  const list = parts.find(({ vendor }) => vendor === target.vendor)?.objects;
  if (!list) throw invalid(`${target.vendor.title} has no objects that rules name`);
  const all = await list(config.context(target));
  session.signal.throwIfAborted();
  const meant = all.filter(
    ({ kind, users }) =>
      (options.kind === undefined || kind === options.kind) && !(options.unused && users.length > 0),
  );
  if (options.kind !== undefined && meant.length === 0 && !all.some(({ kind }) => kind === options.kind)) {
    const kinds = [...new Set(all.map(({ kind }) => kind))].sort().join(", ");
    throw invalid(`--kind: found "${options.kind}", allowed: ${kinds}`);
  }
  if (session.json) session.printJson({ connection: name, objects: meant });
  else session.print(meant.length > 0 ? table(meant) : "none");
  return "fine";
}

const mostUsers = 3;

function table(found: readonly NamedObject[]): string {
  const rows = found.map(({ kind, title, value = "", id, made, users }) => {
    const more = users.length - mostUsers;
    const who = [...users.slice(0, mostUsers), ...(more > 0 ? [`${more} more`] : [])].join(", ");
    return [kind, title, value, id, `${who || "unused"}${made ? " (made for rules)" : ""}`];
  });
  const lines = [["KIND", "TITLE", "VALUE", "ID", "USED BY"], ...rows];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.min(42, Math.max(...lines.map((line) => line[column]?.length ?? 0))),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
