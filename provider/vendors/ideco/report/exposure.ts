import type { Context } from "../../../kernel/context";
import { sharesOfEach } from "../../../policy";
import type { NamedRule } from "../../../policy/traffic";
import { comingId } from "../references/coming";
import { LiveTable } from "../rules/live-table";
import { tables } from "../rules/tables";
import { plannedForm } from "../ruletable/forms";
import { models } from "../ruletable/models";
import { ruleText } from "../ruletable/plan";
import { asResolver, concreteObjectsOf } from "../ruletable/words";

/** A port of an address that somebody sees open. */
export interface SeenPort {
  ip: string;
  port: number;
  protocol: string;
}

/**
 * For each port the rules of dnat, forward and input that let a packet from anywhere to it pass, or pass it on: `forward:
 * rule 7 (web)`. Those that may, as they depend on a user, a zone or a time, count. That nothing forbids it names none.
 */
export async function openersOf(ctx: Context, ports: readonly SeenPort[]): Promise<string[][]> {
  const objects = await concreteObjectsOf(ctx);
  if (!objects || ports.length === 0) return ports.map(() => []);
  const resolver = asResolver(objects);
  const found = ports.map((): string[] => []);
  for (const table of ["dnat", "forward", "input"] as const) {
    const rules = await rulesOf(ctx, table);
    const shares = sharesOfEach(models.forward, rules, ports.map(questionOf), { resolver });
    for (const [at, each] of shares.entries()) {
      const names = (each ?? []).filter(({ rule, verdict }) => rule !== undefined && verdict === "accept");
      found[at]?.push(...names.map(({ rule }) => `${table}: ${rule}`));
    }
  }
  return found;
}

function questionOf({ ip, port, protocol }: SeenPort) {
  const anywhere = [{ addresses: ["any"], addressesNegate: false }];
  return {
    protocol: `protocol.${protocol.toLowerCase()}`,
    sources: anywhere,
    sourcePorts: [],
    destinations: [{ addresses: [comingId({ text: ip })], addressesNegate: false }],
    destinationPorts: [comingId({ text: String(port) })],
    timetable: ["any"],
    incomingInterface: "any",
    outgoingInterface: "any",
    hipProfiles: [],
  };
}

/** What dnat passes on is as good as accepted; its rules have no outgoing interface and no profiles. */
async function rulesOf(ctx: Context, table: "dnat" | "forward" | "input"): Promise<NamedRule[]> {
  const items = await LiveTable.of(ctx, tables[table]).items();
  return items.map((item) => {
    const rule = plannedForm(tables[table], item);
    const as = { outgoingInterface: "any", hipProfiles: [], ...rule };
    const action = rule.action === "dnat" ? "accept" : "drop";
    return { name: ruleText(items, item.id), rule: table === "dnat" ? { ...as, action } : as };
  });
}
