import type { Comparison, Deviation, Drifted } from "./compare";

/** What the report is about, besides the objects. */
export interface DriftReport extends Comparison {
  /** Empty where neither the command line nor an object names it. */
  stack: string;
  /** What engine and providers warned of. */
  warnings: string[];
}

export function asText(report: DriftReport): string {
  const objects = report.drift.map((each) =>
    [
      `${each.appliance}: ${nameOf(each)}${each.gone ? " is gone" : ""}`,
      ...each.properties.map(
        ({ property, wanted, found }) =>
          `  ${property}: wanted ${valueText(wanted)}, found ${valueText(found)}`,
      ),
    ].join("\n"),
  );
  const warnings = report.warnings.map((text) => `warning: ${text}`);
  return [`${headline(report)}.`, ...objects, ...warnings].join("\n\n");
}

/** Markdown, as a job summary or a comment shows it. */
export function asMarkdown(report: DriftReport): string {
  const rows = report.drift.flatMap(rowsOf);
  const table = [
    "| appliance | object | property | wanted | found |",
    "|---|---|---|---|---|",
    ...rows.map((cells) => `| ${cells.join(" | ")} |`),
  ].join("\n");
  const warnings = report.warnings.map((text) => `> **Warning:** ${escaped(text)}`);
  return [
    `## ${report.drift.length > 0 ? "Drift" : "No drift"}`,
    `${headline(report)}.`,
    ...(rows.length > 0 ? [table, "`pulumi up --refresh` puts back what the program says."] : []),
    ...warnings,
  ].join("\n\n");
}

function headline({ stack, objects, drift }: DriftReport): string {
  const where = stack ? `Stack ${stack}` : "The stack";
  if (objects === 0) return `${where} holds no object of pulumi-perimeter, so there is nothing to compare`;
  const all = `${objects} object${objects === 1 ? "" : "s"}`;
  if (drift.length === 0) return `${where}: ${all}, all as the last \`pulumi up\` left them`;
  return `${where}: ${drift.length} of ${all} changed since the last \`pulumi up\``;
}

function rowsOf(each: Drifted): string[][] {
  const head = [code(each.appliance), escaped(nameOf(each))];
  if (each.gone) return [[...head, "", "there", "**gone**"]];
  return each.properties.map(({ property, wanted, found }: Deviation) => [
    ...head,
    code(property),
    code(valueText(wanted)),
    code(valueText(found)),
  ]);
}

function nameOf({ type, name, id }: Drifted): string {
  return `${type} ${name} (${id})`;
}

const longest = 300;

function valueText(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** Text that no cell and no line of Markdown takes for its own; titles and comments come from an appliance. */
function escaped(text: string): string {
  return text.replace(/[\\`|<>*_[\]#~@]/g, "\\$&").replace(/\s+/g, " ");
}

/** As code; a run of backticks in it can't end it. */
function code(text: string): string {
  const line = text.replaceAll("|", "\\|").replace(/\s+/g, " ");
  const fence = "`".repeat(Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length)) + 1);
  return fence.length === 1 ? `\`${line}\`` : `${fence} ${line} ${fence}`;
}
