import { z } from "zod";
import { field, objectOf } from "../../../kernel/fields";
import { defineFunction } from "../../../kernel/function";
import { anyTablesFields } from "../ruletable/fields";
import { ideco } from "../vendor";
import { decodeRule } from "./codec";
import { LiveTable } from "./live-table";
import { notUnderstood } from "./not-understood";
import { ruleIdField } from "./rule-id";
import { tableNames, tables } from "./tables";

const foundRule = objectOf(
  "FoundRule",
  "A rule as it stands on the appliance; which fields it has depends on the table.",
  {
    id: ruleIdField("Id of the rule"),
    ...anyTablesFields(),
    notUnderstood: field(
      z.record(z.string(), z.any()).optional(),
      "What of the rule this version doesn't understand, by the appliance's names: unknown fields that say something, and unknown words. What such a rule matches and does is not known. Absent where everything is understood.",
    ),
  },
);

export const getRules = defineFunction(ideco, {
  name: "getRules",
  doc: "The rules of a table, from top to bottom.",
  page: "ideco-ngfw-traffic-rules: Файрвол, Получение списка правил",
  example: { table: "forward" },
  inputs: {
    table: field(z.enum(tableNames), "The table."),
  },
  outputs: {
    items: field(z.array(foundRule), "The rules, the first one at the top."),
  },
  async call(ctx, { table }) {
    const kind = tables[table];
    const items = await LiveTable.of(ctx, kind).refetch(ctx.signal);
    return {
      items: items.map((item) => {
        const unknown = notUnderstood(kind.fields, item);
        const rule = decodeRule(kind.fields, item);
        return { id: item.id, ...rule, ...(unknown && { notUnderstood: unknown }) };
      }),
    };
  },
});
