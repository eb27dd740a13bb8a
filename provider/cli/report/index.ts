import { writeFileSync } from "node:fs";
import { invalid } from "../../kernel/errors";
import { isOf, readSnapshot, type Snapshot } from "../../vendors/ideco/ruletable/snapshot";
import { type Configured, type ConnectionTarget, configured } from "../connections";
import type { StackOptions } from "../pulumi";
import type { CommandSession, Outcome } from "../session";
import { collectReport, type Reported } from "./collect";
import { page } from "./page";

export interface ReportOptions extends StackOptions {
  out?: string;
  compare?: string;
}

/** `perimeter report`: one page about some connections. Only reads. */
export async function report(
  session: CommandSession,
  names: readonly string[],
  options: ReportOptions,
): Promise<Outcome> {
  const snapshot = options.compare === undefined ? undefined : readSnapshot(options.compare);
  const config = await configured(session, options);
  const targets = config.names(names).map((name) => config.target(name));
  if (snapshot) isOfOne(config, targets, snapshot);
  const reports = await collectReport(config, targets, snapshot);
  session.signal.throwIfAborted();
  const made = new Date().toISOString();
  if (options.out !== undefined) write(options.out, session.redact(page(reports, made)));
  if (session.json) session.printJson({ made, connections: reports.map(asJson) });
  else if (options.out === undefined) session.print(session.redact(page(reports, made)).trimEnd());
  else session.print(`${options.out}: ${reports.map(summary).join("; ")}`);
  for (const { name, error } of reports) if (error) session.note(`${name}: ${error.message} [${error.code}]`);
  return reports.some(({ error }) => error) ? "failed" : "fine";
}

/** @throws `invalid` where no connection is the one that the snapshot is of */
function isOfOne(config: Configured, targets: readonly ConnectionTarget[], snapshot: Snapshot): void {
  const firewalls = targets.filter(({ vendor }) => vendor.name === "ideco");
  if (firewalls.some((target) => isOf(snapshot, config.context(target).connection))) return;
  throw invalid(
    `--compare: the snapshot is of the table ${snapshot.table} of "${snapshot.appliance}", which none of the connections is`,
    "Name the connection that it is of.",
  );
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (thrown) {
    throw invalid(`--out: ${file} can't be written: ${(thrown as NodeJS.ErrnoException).code}`);
  }
}

function asJson({ error, ...rest }: Reported) {
  return { ...rest, ...(error && { error: error.toJSON() }) };
}

function summary({ name, firewall, ports, bans, enrolments, error }: Reported): string {
  if (error) return `${name} could not be looked at`;
  const rules = firewall?.tables.flatMap((table) => table.rules) ?? [];
  const parts = [
    firewall && `${rules.length} rules, ${rules.flatMap(({ findings }) => findings).length} findings`,
    ports && `${ports.length} open ports`,
    bans && `${bans.length} bans`,
    enrolments && `${enrolments.length} machines`,
  ];
  return `${name}: ${parts.filter(Boolean).join(", ") || "nothing to report"}`;
}
