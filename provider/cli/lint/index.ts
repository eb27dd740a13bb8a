import { parts } from "../../catalogue";
import type { Context } from "../../kernel/context";
import { asPerimeterError, invalid, type PerimeterError } from "../../kernel/errors";
import type { Finding } from "../../kernel/report";
import { type Configured, type ConnectionTarget, configured } from "../connections";
import type { StackOptions } from "../pulumi";
import type { CommandSession, Outcome } from "../session";
import { asCodeQuality } from "./codequality";
import { kinds, type Linted, severityOf } from "./kinds";
import { closedPorts } from "./ports";
import { asSarif } from "./sarif";

export interface LintOptions extends StackOptions {
  format: "text" | "json" | "sarif" | "codequality";
  ignore?: string[];
}

/** `perimeter lint`: rules that don't do what they seem to, and what nobody uses. */
export async function lint(
  session: CommandSession,
  names: readonly string[],
  options: LintOptions,
): Promise<Outcome> {
  const ignored = ignoredKinds(options.ignore ?? []);
  const config = await configured(session, options);
  const targets = config.names(names).map((name) => config.target(name));
  const all = await Promise.all(targets.map((target) => lintOne(config, target)));
  await addClosedPorts(config, targets, all);
  session.signal.throwIfAborted();
  const results = all.map((each) => ({
    ...each,
    findings: each.findings.filter(({ kind }) => !ignored.has(kind)),
  }));
  if (options.format === "text") session.print(asText(results));
  else session.printJson(documents[options.format](results));
  for (const { name, error } of results)
    if (error && options.format !== "json") session.note(`${name}: ${said(error)}`);
  if (results.some(({ error }) => error)) return "failed";
  return results.some(({ findings }) => findings.some(isSerious)) ? "findings" : "fine";
}

/** Notes are there to be read: they don't fail a pipeline. */
function isSerious({ kind, remark }: Finding): boolean {
  return !remark && severityOf(kind) !== "note";
}

function ignoredKinds(given: string[]): ReadonlySet<string> {
  const wrong = given.find((kind) => !(kind in kinds));
  if (wrong !== undefined) {
    throw invalid(`--ignore: found "${wrong}", allowed: ${Object.keys(kinds).join(", ")}`);
  }
  return new Set(given);
}

async function lintOne(config: Configured, target: ConnectionTarget): Promise<Linted> {
  const known = { name: target.name, vendor: target.vendor.name };
  const part = parts.find(({ vendor }) => vendor === target.vendor);
  try {
    return { ...known, findings: (await part?.lint?.(config.context(target))) ?? [] };
  } catch (thrown) {
    return { ...known, findings: [], error: asPerimeterError(thrown) };
  }
}

/** Needs both, a firewall and an account that watches ports; each failure is one of the connection it is of. */
async function addClosedPorts(config: Configured, targets: ConnectionTarget[], all: Linted[]): Promise<void> {
  const of = (vendor: string) =>
    targets.flatMap((target, index) => {
      const linted = all[index];
      return target.vendor.name === vendor && linted && !linted.error ? [{ target, linted }] : [];
    });
  const [firewalls, accounts] = [of("ideco"), of("selectel")];
  if (firewalls.length === 0) return;
  const contexts: Context[] = firewalls.map(({ target }) => config.context(target));
  for (const { target, linted } of accounts) {
    try {
      linted.findings.push(...(await closedPorts(config.context(target), contexts)));
    } catch (thrown) {
      linted.error = asPerimeterError(thrown);
    }
  }
}

const documents = { json: asJson, sarif: asSarif, codequality: asCodeQuality };

function said(error: PerimeterError): string {
  return `${error.message} [${error.code}]`;
}

function asJson(results: Linted[]) {
  return {
    connections: results.map(({ error, findings, ...rest }) => ({
      ...rest,
      findings: findings.map((finding) => ({ ...finding, severity: severityOf(finding.kind) })),
      ...(error && { error: error.toJSON() }),
    })),
  };
}

function asText(results: Linted[]): string {
  return results.map(oneAsText).join("\n\n");
}

function oneAsText({ name, findings, error }: Linted): string {
  if (error) return `${name}: could not be looked at`;
  const count = findings.filter(({ remark }) => !remark).length;
  const head = `${name}: ${count === 0 ? "no finding" : count === 1 ? "1 finding" : `${count} findings`}`;
  return [
    head,
    ...findings.map(
      ({ kind, place, text, remark }) =>
        `  ${place.in}${place.line ? `, line ${place.line}` : ""}: ${severityOf(kind)}: ${remark ? "remark" : kind}: ${text}`,
    ),
  ].join("\n");
}
