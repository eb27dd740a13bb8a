import { mergedConnections } from "../../kernel/config";
import { asPerimeterError } from "../../kernel/errors";
import { hideSecrets } from "../connections";
import { refreshPreview } from "../events";
import type { StackOptions } from "../pulumi";
import type { CommandSession, Outcome } from "../session";
import { compared } from "./compare";
import { notify } from "./notify";
import { asMarkdown, asText, type DriftReport } from "./report";

export interface DriftOptions extends StackOptions {
  format: "text" | "markdown" | "json";
  runProgram: boolean;
  /** Who is told: an address for a POST, or a command that gets it on stdin. */
  notify?: string;
}

/** `perimeter drift`: what was changed behind the program's back. Repairs nothing. */
export async function drift(session: CommandSession, options: DriftOptions): Promise<Outcome> {
  hideSecrets(session, mergedConnections(undefined, process.env.PERIMETER_CONNECTIONS));
  const report = await reported(session, options);
  if (options.format === "json") session.printJson(report);
  else session.print(options.format === "markdown" ? asMarkdown(report) : asText(report));
  if (report.drift.length === 0) return "fine";
  if (options.notify) await notify(options.notify, report, session.signal);
  return "findings";
}

async function reportOf(session: CommandSession, options: DriftOptions): Promise<DriftReport> {
  const { steps, warnings } = await refreshPreview(session, options, options.runProgram);
  const stack = /^urn:pulumi:([^:]+)::/.exec(steps[0]?.urn ?? "")?.[1] ?? options.stack ?? "";
  return {
    stack,
    ...(await compared(steps)),
    warnings: warnings.map((text) => session.redact(text)),
  };
}

/** A comparison that failed is told as well: nobody knows then whether there is drift. */
async function reported(session: CommandSession, options: DriftOptions): Promise<DriftReport> {
  try {
    return await reportOf(session, options);
  } catch (thrown) {
    const error = asPerimeterError(thrown);
    const told = { stack: options.stack ?? "", error: error.toJSON() };
    if (options.notify && !session.signal.aborted) {
      await notify(options.notify, JSON.parse(session.redact(JSON.stringify(told))), session.signal).catch(
        (failed: Error) => session.note(failed.message),
      );
    }
    throw error;
  }
}
