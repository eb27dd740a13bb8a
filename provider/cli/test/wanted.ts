import type { Context } from "../../kernel/context";
import { invalid } from "../../kernel/errors";
import { isObject, type Properties, UNKNOWN } from "../../kernel/values";
import type { JudgedTables } from "../../vendors/ideco/expected/ask";
import type { PacketTable } from "../../vendors/ideco/expected/file";
import { expectedRules, type WantedTable } from "../../vendors/ideco/expected/tables";
import type { ConnectionTarget } from "../connections";
import { previewSteps, type Step } from "../events";
import type { StackOptions } from "../pulumi";
import type { CommandSession } from "../session";

/** What the tables of a connection will be after `pulumi up`, as a preview of the program tells it. */
export async function wantedTables(
  session: CommandSession,
  ctx: Context,
  target: ConnectionTarget,
  names: readonly PacketTable[],
  stack: StackOptions,
): Promise<JudgedTables> {
  const steps = (await previewSteps(session, stack)).filter(isWanted);
  const judged: JudgedTables = {};
  for (const name of names) judged[name] = await expectedRules(ctx, tableIn(steps, target, name));
  return judged;
}

const goes = ["delete", "delete-replaced", "discard", "discard-replaced", "remove-pending-replace"];

function isWanted({ op, new: wanted }: Step): boolean {
  return wanted !== undefined && wanted !== null && !goes.includes(op);
}

function tableIn(steps: readonly Step[], target: ConnectionTarget, table: PacketTable): WantedTable {
  const inputsOf = ({ new: wanted }: Step) => known(wanted?.inputs ?? {}) as Properties;
  const isHere = (step: Step) => inputsOf(step).connection === target.id;
  const step = steps.find(
    (each) => isOf(each, "RuleTable") && inputsOf(each).table === table && isHere(each),
  );
  if (step) {
    const { old } = step;
    const state = old ? (known({ ...old.inputs, ...old.outputs }) as Properties) : undefined;
    return { name: step.urn.split("::").at(-1) ?? "", inputs: inputsOf(step), state };
  }
  const single = table === "forward" ? "ForwardRule" : "InputRule";
  const count = steps.filter((each) => isOf(each, single) && isHere(each)).length;
  throw invalid(
    `the program has no RuleTable of the table ${table} on ${target.name}`,
    count > 0
      ? `Its ${count === 1 ? "rule is a single one" : `${count} rules are single ones`} (${single}), whose places are not known before \`pulumi up\`: test the appliance after it, or write them as a RuleTable.`
      : "Test the appliance with --on appliance, or leave lines of this table out.",
  );
}

function isOf({ type }: Step, name: string): boolean {
  return type === `perimeter:ideco:${name}` || type === `pulumi-nodejs:dynamic/perimeter/ideco:${name}`;
}

/** What the engine writes for a value that is not known yet. */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function known(value: unknown): unknown {
  if (value === unknownText) return UNKNOWN;
  if (Array.isArray(value)) return value.map(known);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, known(each)]));
}
