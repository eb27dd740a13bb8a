import type { Context } from "../../../kernel/context";
import { matchInWords, type Rule, type Share, sharesOf, view } from "../../../policy";
import type { NamedRule } from "../../../policy/traffic";
import { type ConcreteObjects, concreteObjects } from "../objects/concrete";
import { mappingOf } from "../references/mapping";
import { look } from "../references/resolve";
import { tables } from "../rules/tables";
import { plannerForm } from "../ruletable/forms";
import { models } from "../ruletable/models";
import type { PolicyProblem } from "../ruletable/policy-text";
import { asResolver, packetIn } from "../ruletable/words";
import { columnOf, type ExpectedLine, type PacketTable } from "./file";

/** Asked with ids of objects in place of what is written. */
export interface Question {
  expected: ExpectedLine;
  rule: Rule;
}

/** Looks up what the lines name. Problems are those of titles that the appliance doesn't have. */
export async function questionsOf(
  ctx: Context,
  lines: readonly ExpectedLine[],
): Promise<{ questions: Question[]; problems: PolicyProblem[] }> {
  const questions: Question[] = [];
  const problems: PolicyProblem[] = [];
  const { written, fields } = tables.forward;
  for (const expected of lines) {
    const found = await look(ctx, written, expected.asked, mappingOf(undefined));
    problems.push(
      ...found.problems.map(({ path: [field], message }) => ({
        line: expected.line,
        column: columnOf(field),
        message,
      })),
    );
    questions.push({ expected, rule: plannerForm(fields, found.inputs) });
  }
  return { questions, problems };
}

/** The rules of the tables that are judged, in order. */
export type JudgedTables = Partial<Record<PacketTable, readonly NamedRule[]>>;

/**
 * What became of a line. `undecided`: it could be as expected, and could be otherwise, as it depends on what a table
 * doesn't tell (a user, a zone, a time, a domain, a rule that is not understood).
 */
export interface Judged {
  line: number;
  table: PacketTable;
  packets: string;
  expected: string;
  why: string;
  outcome: "passed" | "failed" | "undecided";
  /** The rules that decide, the first one asked first; of a line that doesn't pass, those that decide otherwise. */
  rules: string[];
  /** What is wrong, with the deciding rule; of one that passes, what decides. */
  text: string;
}

/** Judges by the rules of tables. A line passes where each of its packets surely meets the verdict. */
export async function judgeByTables(
  ctx: Context,
  questions: readonly Question[],
  judged: JudgedTables,
): Promise<Judged[]> {
  const objects = await concreteObjects(ctx);
  return questions.map((question) => {
    ctx.signal.throwIfAborted();
    return judgeOne(question, judged[question.expected.table] ?? [], objects);
  });
}

export function judgeOne(
  { expected, rule }: Question,
  rules: readonly NamedRule[],
  objects: ConcreteObjects,
): Judged {
  const zone = rule.incomingInterface;
  const seen = rules.flatMap((each) => inZone(each, zone));
  const asked = { ...rule, incomingInterface: "any" };
  const resolver = asResolver(objects);
  const shares = sharesOf(models[expected.table], seen, asked, { resolver });
  const { line, table, text: packets, verdict, why } = expected;
  const known = { line, table, packets, expected: verdict, why };
  if (!shares) {
    const text = "too many rules overlap to tell who decides: ask for fewer packets";
    return { ...known, outcome: "undecided", rules: [], text };
  }
  if (shares.length === 0)
    return { ...known, outcome: "undecided", rules: [], text: "no packet is meant: the objects are empty" };
  const wrong = shares.filter((share) => share.verdict !== verdict);
  const sure = wrong.filter(({ example }) => example !== undefined);
  const told = sure.length > 0 ? sure : wrong.length > 0 ? wrong : shares;
  const names = told.map((share) => share.rule ?? "");
  const outcome = sure.length > 0 ? "failed" : wrong.length > 0 ? "undecided" : "passed";
  const words = told
    .slice(0, mostTold)
    .map((share) => shareText(share, { outcome, verdict, table, rules: seen, objects }));
  const more = told.length - words.length;
  return {
    ...known,
    outcome,
    rules: names,
    text: `${words.join("; ")}${more > 0 ? `; and ${more} more rules` : ""}`,
  };
}

const mostTold = 3;

interface Telling {
  outcome: Judged["outcome"];
  verdict: string;
  table: PacketTable;
  rules: readonly NamedRule[];
  objects: ConcreteObjects;
}

function shareText({ rule, verdict: meets, example }: Share, telling: Telling): string {
  const { outcome, verdict, table, rules, objects } = telling;
  const decider =
    rule === undefined
      ? `no rule, which leaves the table's own ${meets}`
      : `\`${rule}\` (${contentOf(table, rules.find(({ name }) => name === rule)?.rule ?? {}, objects)})`;
  if (outcome === "passed") return `${meets} by ${decider}`;
  if (outcome === "undecided")
    return `expected ${verdict}, but may meet ${meets} by ${decider}: that depends on what can't be told from here`;
  const packet = example && packetIn(table)?.(example);
  return `expected ${verdict}, but meets ${meets} by ${decider}${packet ? `, e.g. ${packet}` : ""}`;
}

function contentOf(table: PacketTable, rule: Rule, objects: ConcreteObjects): string {
  const words = matchInWords(
    models[table],
    view(models[table], rule),
    (_, id) => objects.nameOf(id) ?? (id.startsWith("protocol.") ? id.slice(9) : undefined),
  );
  return rule.notUnderstood === undefined ? `${rule.action}: ${words}` : words;
}

const network = /^interface\.id\./;

/** A rule as a packet meets it that comes in there: two network interfaces are never one, zones may hold either. */
function inZone({ name, rule }: NamedRule, zone: unknown): NamedRule[] {
  const own = rule.incomingInterface;
  if (zone === undefined || zone === "any" || own === undefined || own === "any") return [{ name, rule }];
  if (own === zone) return [{ name, rule: { ...rule, incomingInterface: "any" } }];
  const areApart = network.test(String(own)) && network.test(String(zone));
  return areApart && rule.notUnderstood === undefined ? [] : [{ name, rule }];
}
