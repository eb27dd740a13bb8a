import type { Context } from "../../../kernel/context";
import { invalid } from "../../../kernel/errors";
import { containsUnknown, type Properties, pathText } from "../../../kernel/values";
import type { NamedRule } from "../../../policy/traffic";
import { mappingOf } from "../references/mapping";
import { asIds, look } from "../references/resolve";
import type { Item } from "../rules/codec";
import { LiveTable } from "../rules/live-table";
import { tables } from "../rules/tables";
import { intentOf } from "../ruletable/change";
import { plannedForm } from "../ruletable/forms";
import { recalling, ruleText, survey } from "../ruletable/plan";
import { opened, openedState } from "../ruletable/policy";
import { ruleTable } from "../ruletable/resource";
import type { RuleTableState, TableInputs } from "../ruletable/types";
import { namedAfter } from "../ruletable/words";
import type { PacketTable } from "./file";

/** The rules of a table as they stand on the appliance now. */
export async function liveRules(ctx: Context, name: PacketTable): Promise<NamedRule[]> {
  const items = await LiveTable.of(ctx, tables[name]).items();
  return items.map((item) => ({ name: nameOf(items, item), rule: plannedForm(tables[name], item) }));
}

function nameOf(items: readonly Item[], { id }: Item): string {
  return ruleText(items, id);
}

/** A `RuleTable` of a program, as the engine's preview tells it. */
export interface WantedTable {
  name: string;
  inputs: Properties;
  /** What the state holds; undefined before the first `up`. */
  state: Properties | undefined;
}

/**
 * The rules of a table as they will be after `up`: those of the program among the ones that stay on the appliance, by
 * the very plan that `up` follows.
 * @throws `invalid` where the program's rules can't be told yet, and `conflict` where `up` would refuse
 */
export async function expectedRules(
  ctx: Context,
  { name, inputs, state }: WantedTable,
): Promise<NamedRule[]> {
  const fields = ruleTable.inputs;
  const before = openedState(state) as RuleTableState | undefined;
  const found = await look(ctx, fields, opened(inputs) as TableInputs & Properties, mappingOf(state));
  if (found.problems.length > 0) {
    const texts = found.problems.map(({ path, message }) => `${pathText(path)}: ${message}`);
    throw invalid(`the RuleTable ${name}: ${texts.join("; ")}`);
  }
  if (containsUnknown(found.inputs.rules)) {
    throw invalid(
      `the rules of the RuleTable ${name} are not known before \`pulumi up\``,
      "They depend on an output of another resource. Write names and values instead, or test the appliance after it.",
    );
  }
  const table = LiveTable.of(ctx, tables[found.inputs.table]);
  const items = await table.items();
  const ids = before && asIds(fields, before as RuleTableState & Properties, mappingOf(state));
  const intent = intentOf(ctx, found.inputs, ids);
  return namedAfter(survey(recalling(intent, items).intent, items));
}
