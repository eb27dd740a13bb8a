import type { Context } from "../../kernel/context";
import { isRefusal, PerimeterError } from "../../kernel/errors";
import type { Fact } from "../../kernel/report";
import { dialectsOf } from "./dialect/dialect";
import { getFirewallState } from "./firewall/get-firewall-state";
import { getFirewallStatus } from "./firewall/get-firewall-status";
import { LiveTable } from "./rules/live-table";
import { type TableName, tableNames, tables } from "./rules/tables";

/**
 * What `perimeter check` tells of an Ideco NGFW. An account that may not even see whether the rules are in force is of
 * no use and a failure; what else it may not see becomes a warning.
 */
export async function probe(ctx: Context): Promise<Fact[]> {
  const inForce = await userRules(ctx);
  const version: Fact = { name: "version", value: (await dialectsOf(ctx)).join(" or ") };
  return [version, inForce, ...(await Promise.all([services(ctx), rules(ctx)]))];
}

async function userRules(ctx: Context): Promise<Fact> {
  const { enabled } = await getFirewallState.call(ctx, {});
  const off = "the firewall's user rules are switched off: no rule of any table does anything";
  return { name: "userRules", value: enabled ? "in force" : "off", ...(!enabled && { warning: off }) };
}

function services(ctx: Context): Promise<Fact> {
  return seen("services", async () => {
    const { items } = (await getFirewallStatus.call(ctx, {})) as { items: Service[] };
    const ill = items.filter(({ status }) => status !== "active");
    const words = ill.map(({ name, status, msg }) => `${name} is ${[status, ...msg].join(": ")}`);
    const value = Object.fromEntries(items.map(({ name, status }) => [name, status]));
    return { name: "services", value, ...(ill.length > 0 && { warning: words.join("; ") }) };
  });
}

interface Service {
  name: string;
  status: string;
  msg: string[];
}

function rules(ctx: Context): Promise<Fact> {
  return seen("rules", async () => {
    const counted = await Promise.all(tableNames.map((name) => countOf(ctx, name)));
    const value = Object.fromEntries(counted.map(({ count }, index) => [tableNames[index], count]));
    const warnings = counted.flatMap(({ warning }) => warning ?? []);
    return { name: "rules", value, ...(warnings.length > 0 && { warning: warnings.join("; ") }) };
  });
}

/** A version may lack a table, and an account may not see one: the others are counted nevertheless. */
async function countOf(ctx: Context, name: TableName): Promise<{ count: string | number; warning?: string }> {
  try {
    return { count: (await LiveTable.of(ctx, tables[name]).items(ctx.signal)).length };
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    return thrown.category === "notFound"
      ? { count: "not there" }
      : { count: "unknown", warning: thrown.message };
  }
}

/** An account may lack the right to see a part; an appliance that can't be reached is a failure. */
async function seen(name: string, look: () => Promise<Fact>): Promise<Fact> {
  try {
    return await look();
  } catch (thrown) {
    if (!(thrown instanceof PerimeterError) || thrown.status === undefined) throw thrown;
    return { name, value: "unknown", warning: thrown.message };
  }
}
