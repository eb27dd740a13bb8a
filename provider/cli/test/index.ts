import { readFileSync, writeFileSync } from "node:fs";
import type { Context } from "../../kernel/context";
import { invalid } from "../../kernel/errors";
import { rulesAreOn } from "../../vendors/ideco/checks/run";
import {
  type Judged,
  type JudgedTables,
  judgeByTables,
  type Question,
  questionsOf,
} from "../../vendors/ideco/expected/ask";
import { judgeByChecks } from "../../vendors/ideco/expected/checks";
import { type PacketTable, readExpected } from "../../vendors/ideco/expected/file";
import { liveRules } from "../../vendors/ideco/expected/tables";
import { type PolicyProblem, policyProblemLines } from "../../vendors/ideco/ruletable/policy-text";
import { type Configured, type ConnectionTarget, configured } from "../connections";
import type { StackOptions } from "../pulumi";
import type { CommandSession, Outcome } from "../session";
import { asJunit } from "./junit";
import { wantedTables } from "./wanted";

/** On what expected verdicts are judged. */
export type On = "appliance" | "program" | "checks";

export interface TestOptions extends StackOptions {
  on: On;
  junit?: string;
}

/** `perimeter test`: whether packets meet the verdicts that a file expects. */
export async function test(
  session: CommandSession,
  file: string,
  name: string | undefined,
  options: TestOptions,
): Promise<Outcome> {
  const { lines, problems } = readExpected(textOf(file));
  refuse(file, problems);
  if (options.on === "program") options = { ...options, cwd: options.cwd ?? "." };
  const config = await configured(session, options);
  const target = firewall(config, name);
  const ctx = config.context(target);
  const asked = await questionsOf(ctx, lines);
  refuse(file, asked.problems);
  const results = await judged(session, ctx, target, asked.questions, options);
  session.signal.throwIfAborted();
  const tested = { connection: target.name, on: options.on, file, results };
  if (options.junit !== undefined) write(options.junit, asJunit(tested));
  if (session.json) session.printJson({ ...tested, ...counts(results) });
  else session.print(asText(target.name, options.on, results));
  return results.every(({ outcome }) => outcome === "passed") ? "fine" : "findings";
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (thrown) {
    throw invalid(`${file} can't be read: ${(thrown as NodeJS.ErrnoException).code}`);
  }
}

function refuse(file: string, problems: readonly PolicyProblem[]): void {
  if (problems.length > 0) throw invalid(`${file}: ${policyProblemLines(problems).join("; ")}`);
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (thrown) {
    throw invalid(`--junit: ${file} can't be written: ${(thrown as NodeJS.ErrnoException).code}`);
  }
}

/** The one that is named, or the only firewall there is. */
function firewall(config: Configured, name: string | undefined): ConnectionTarget {
  if (name !== undefined) {
    const target = config.target(name);
    if (target.vendor.name === "ideco") return target;
    throw invalid(`${name} is a ${target.vendor.title}: only Ideco NGFW judges packets by rules`);
  }
  const all = config.names([]).map((each) => config.target(each));
  const [only, ...more] = all.filter(({ vendor }) => vendor.name === "ideco");
  if (!only) throw invalid("there is no connection of an Ideco NGFW", "Only it judges packets by rules.");
  if (more.length > 0) {
    const names = [only, ...more].map((each) => each.name).join(", ");
    throw invalid(`there are several firewalls: ${names}`, "Name one after the file.");
  }
  return only;
}

async function judged(
  session: CommandSession,
  ctx: Context,
  target: ConnectionTarget,
  questions: readonly Question[],
  options: TestOptions,
): Promise<Judged[]> {
  if (options.on === "checks") {
    session.writes();
    return judgeByChecks(ctx, questions);
  }
  const names = [...new Set(questions.map(({ expected }) => expected.table))];
  const tables =
    options.on === "program"
      ? await wantedTables(session, ctx, target, names, options)
      : await liveTables(ctx, names);
  const isOn = await rulesAreOn(ctx);
  if (!isOn) {
    const text = "the firewall's rules are switched off on the appliance: none of them does anything";
    ctx.log.warn(`${ctx.connection.where}: ${text}`);
  }
  return judgeByTables(ctx, questions, isOn ? tables : {});
}

async function liveTables(ctx: Context, names: readonly PacketTable[]): Promise<JudgedTables> {
  const entries = names.map(async (name) => [name, await liveRules(ctx, name)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

function counts(results: readonly Judged[]) {
  const of = (wanted: Judged["outcome"]) => results.filter(({ outcome }) => outcome === wanted).length;
  return { passed: of("passed"), failed: of("failed"), undecided: of("undecided") };
}

const marks = { passed: "ok", failed: "FAILED", undecided: "UNDECIDED" };
const places: Readonly<Record<On, string>> = {
  appliance: "the appliance's tables",
  program: "the program's tables",
  checks: "the appliance's packet checks",
};

function asText(name: string, on: On, results: readonly Judged[]): string {
  const { passed, failed, undecided } = counts(results);
  const head = `${name}, ${places[on]}: ${passed} of ${results.length} as expected`;
  const others = [failed > 0 ? `${failed} failed` : "", undecided > 0 ? `${undecided} undecided` : ""];
  return [[head, ...others.filter(Boolean)].join(", "), ...results.map(lineText)].join("\n");
}

function lineText({ line, table, expected, packets, why, outcome, text }: Judged): string {
  const head = `  line ${line}: ${marks[outcome]}: ${expected} ${packets}${table === "input" ? " (input)" : ""}${why ? `, ${why}` : ""}`;
  return outcome === "passed" ? head : `${head}\n    ${text}`;
}
