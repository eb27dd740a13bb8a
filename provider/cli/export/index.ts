import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { invalid } from "../../kernel/errors";
import { configured } from "../connections";
import type { StackOptions } from "../pulumi";
import type { CommandSession, Outcome } from "../session";
import { collect, type Wording } from "./collect";
import { type ExportForm, filesOf } from "./files";

export interface ExportOptions extends StackOptions {
  to: ExportForm;
  out?: string;
  into?: string;
  ids?: boolean;
}

/** `perimeter export`: what is on an appliance, as a file for `pulumi import` or as a program. Only reads. */
export async function exportAll(
  session: CommandSession,
  name: string,
  options: ExportOptions,
): Promise<Outcome> {
  const config = await configured(session, options);
  const target = config.target(name);
  const folder = options.out ?? (options.to === "import" ? undefined : `perimeter-${name}`);
  const objects = await collect(session, config, target, wordingOf(options));
  session.signal.throwIfAborted();
  const files = filesOf(options.to, {
    connection: name,
    vendor: target.vendor.name,
    named: config.needsName(target),
    stack: stackName(options.into ?? options.stack),
    objects,
  });
  // A program that lacks what is not understood says less than what there is.
  const outcome = objects.some(({ remarks }) => remarks.length > 0) ? "findings" : "fine";
  if (objects.length === 0) session.note(`${name}: there is nothing to export`);
  if (folder === undefined) {
    session.print(Object.values(files).join("").trimEnd());
    return outcome;
  }
  await write(folder, files);
  if (session.json)
    session.printJson({ connection: name, folder, files: Object.keys(files), objects: objects.length });
  else
    session.print(`${objects.length} objects of ${name} are in ${folder}: ${Object.keys(files).join(", ")}`);
  return outcome;
}

/** A file for `policy` knows no other resource. */
function wordingOf({ ids, to }: ExportOptions): Wording {
  if (ids) return "ids";
  return to === "csv" ? "words" : "references";
}

/** `org/project/stack` → `stack` */
function stackName(stack = "dev"): string {
  return stack.split("/").at(-1) || "dev";
}

/** All or nothing, and over no file of somebody's. */
async function write(folder: string, files: Record<string, string>): Promise<void> {
  const there = Object.keys(files).filter((file) => existsSync(join(folder, file)));
  if (there.length > 0) {
    throw invalid(`${folder} holds ${there.join(", ")} already`, "Name another folder with --out.");
  }
  await mkdir(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
}
