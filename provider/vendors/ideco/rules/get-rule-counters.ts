import { z } from "zod";
import { objectsOf } from "../../../kernel/answers";
import type { Context } from "../../../kernel/context";
import { isCategory, PerimeterError } from "../../../kernel/errors";
import { field, objectOf } from "../../../kernel/fields";
import { defineFunction } from "../../../kernel/function";
import { itemsOf } from "../found";
import { ideco } from "../vendor";
import { ruleIdField } from "./rule-id";

const counted = ["forward", "input", "dnat", "snat", "log"] as const;

const counter = objectOf("RuleCounter", "How often a rule was met.", {
  id: ruleIdField("Id of the rule"),
  packets: field(z.int(), "Packets that met it."),
});

export const getRuleCounters = defineFunction(ideco, {
  name: "getRuleCounters",
  doc: "How many packets each rule of a firewall table met. The appliance counts only while `FirewallCounters` is on.",
  page: "ideco-ngfw-traffic-rules: Файрвол, Получение счетчиков по правилам",
  example: { table: "forward" },
  inputs: {
    table: field(z.enum(counted), "The table; only those of the firewall are counted."),
  },
  outputs: { items: field(z.array(counter), "The counters, one for each rule.") },
  async call(ctx, { table }) {
    return { items: itemsOf(counter, await countersOf(ctx, table)) };
  },
});

/**
 * The counters of the log table are printed as `GET /firewall/rules/log`, which is the list of its rules: taken for a
 * slip, unless there is nothing at the path that the other tables have, and the rules do have counters.
 */
async function countersOf(ctx: Context, table: (typeof counted)[number]): Promise<unknown> {
  try {
    return await ctx.call({ method: "GET", path: `/firewall/counters/${table}` });
  } catch (thrown) {
    if (table !== "log" || !(isCategory(thrown, "notFound") || isMethodRefused(thrown))) throw thrown;
    const rules = objectsOf(await ctx.call({ method: "GET", path: "/firewall/rules/log" }), "rule");
    if (rules.every((rule) => rule.packets !== undefined)) return rules;
    throw noCounters(thrown as PerimeterError);
  }
}

function isMethodRefused(thrown: unknown): boolean {
  return thrown instanceof PerimeterError && thrown.status === 405;
}

function noCounters(error: PerimeterError): PerimeterError {
  return error.with({
    category: "vendor",
    message: "this appliance has no counters for the log table: neither at their own path nor in its rules",
    advice: undefined,
  });
}
