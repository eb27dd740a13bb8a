import { mergedConnections } from "../../kernel/config";
import { hideSecrets } from "../connections";
import type { StackOptions } from "../pulumi";
import type { Outcome, Session } from "../session";
import { compared } from "./compare";
import { refreshPreview } from "./events";
import { asMarkdown, asText, type Report } from "./report";

export interface DriftOptions extends StackOptions {
  format: "text" | "markdown" | "json";
  runProgram: boolean;
}

/** `perimeter drift`: what was changed behind the program's back. Repairs nothing. */
export async function drift(session: Session, options: DriftOptions): Promise<Outcome> {
  hideSecrets(session, mergedConnections(undefined, process.env.PERIMETER_CONNECTIONS));
  const { steps, warnings } = await refreshPreview(session, options, options.runProgram);
  const stack = /^urn:pulumi:([^:]+)::/.exec(steps[0]?.urn ?? "")?.[1] ?? options.stack ?? "";
  const report: Report = {
    stack,
    ...(await compared(steps)),
    warnings: warnings.map((text) => session.redact(text)),
  };
  if (options.format === "json") session.printJson(report);
  else session.print(options.format === "markdown" ? asMarkdown(report) : asText(report));
  return report.drift.length > 0 ? "findings" : "fine";
}
