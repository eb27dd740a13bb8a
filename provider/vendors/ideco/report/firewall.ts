import type { Context } from "../../../kernel/context";
import { isRefusal } from "../../../kernel/errors";
import type { Finding } from "../../../kernel/report";
import { matchInWords, view } from "../../../policy";
import { type NamedRule, trafficChanges, verdictOf } from "../../../policy/traffic";
import { rulesAreOn } from "../checks/run";
import { lint } from "../lint";
import type { ConcreteObjects } from "../objects/concrete";
import { getRuleCounters } from "../rules/get-rule-counters";
import { LiveTable } from "../rules/live-table";
import { type TableName, tableNames, tables } from "../rules/tables";
import { plannedForm } from "../ruletable/forms";
import { models } from "../ruletable/models";
import { ruleText } from "../ruletable/plan";
import type { Snapshot } from "../ruletable/snapshot";
import { asResolver, concreteObjectsOf, packetIn } from "../ruletable/words";
import { type Matrix, matrixOf } from "./matrix";

/** What a report tells of an Ideco NGFW. */
export interface FirewallReport {
  /** Undefined where the account may not see it. */
  inForce: boolean | undefined;
  tables: TableReport[];
  /** Findings of no table, such as categories that nobody uses. */
  others: Finding[];
}

export interface TableReport {
  name: TableName;
  rules: RuleLine[];
  /** Whether the appliance counts packets; false where it doesn't, or doesn't tell. */
  counted: boolean;
  matrix?: Matrix;
  /** Compared with a snapshot of the table. */
  since?: FirewallComparison;
}

export interface RuleLine {
  line: number;
  name: string;
  does: string;
  matches: string;
  off: boolean;
  packets?: number | undefined;
  findings: Finding[];
}

export interface FirewallComparison {
  taken: string;
  traffic: string[];
  matrix?: Matrix;
}

/** Reads everything; a table that the version lacks or the account may not see is left out, and a finding says so. */
export async function firewallReport(ctx: Context, snapshot?: Snapshot): Promise<FirewallReport> {
  const [findings, inForce, objects] = await Promise.all([
    lint(ctx),
    unlessRefused(() => rulesAreOn(ctx)),
    concreteObjectsOf(ctx),
  ]);
  const counting = await unlessRefused(async () => {
    const answer = await ctx.call<{ enabled?: unknown }>({ method: "GET", path: "/firewall/watch" });
    return answer?.enabled === true;
  });
  const reports: TableReport[] = [];
  for (const name of tableNames) {
    ctx.signal.throwIfAborted();
    const report = await unlessRefused(() =>
      tableReport(ctx, name, findings, objects, counting ?? false, snapshot),
    );
    if (report && (report.rules.length > 0 || report.since)) reports.push(report);
  }
  const told = new Set(reports.map((report) => report.name as string));
  return {
    inForce,
    tables: reports,
    others: findings.filter(({ place }) => !told.has(place.in) || !place.line),
  };
}

async function tableReport(
  ctx: Context,
  name: TableName,
  findings: readonly Finding[],
  objects: ConcreteObjects | undefined,
  counting: boolean,
  snapshot: Snapshot | undefined,
): Promise<TableReport> {
  const items = await LiveTable.of(ctx, tables[name]).items();
  const named = items.map((item) => ({
    name: ruleText(items, item.id),
    rule: plannedForm(tables[name], item),
  }));
  const counters = counting ? await countersOf(ctx, name) : undefined;
  const rules = named.map(({ name: title, rule }, at): RuleLine => {
    const seen = view(models[name], rule);
    return {
      line: at + 1,
      name: title,
      does: verdictOf(models[name], rule),
      matches: matchInWords(models[name], seen, (_, id) => nameIn(objects, id)),
      off: rule.enabled === false,
      packets: counters?.get(String(items[at]?.id)),
      findings: findings.filter(({ place }) => place.in === name && place.line === at + 1),
    };
  });
  const before = snapshot?.table === name ? namedIn(snapshot) : undefined;
  const isJudged = name === "forward" || name === "input";
  const asking = before ? [named, before] : [named];
  return {
    name,
    rules,
    counted: counters !== undefined,
    ...(isJudged && objects && { matrix: matrixOf(name, named, objects, asking) }),
    ...(before &&
      snapshot && {
        since: {
          taken: snapshot.taken,
          traffic: trafficLines(name, before, named, objects),
          ...(isJudged && objects && { matrix: matrixOf(name, before, objects, asking) }),
        },
      }),
  };
}

function namedIn(snapshot: Snapshot): NamedRule[] {
  const kind = tables[snapshot.table];
  return snapshot.rules.map((item) => ({
    name: ruleText(snapshot.rules, item.id),
    rule: plannedForm(kind, item),
  }));
}

function trafficLines(
  name: TableName,
  before: readonly NamedRule[],
  after: readonly NamedRule[],
  objects: ConcreteObjects | undefined,
): string[] {
  return trafficChanges(models[name], before, after, {
    resolver: objects && asResolver(objects),
    names: (_, id) => nameIn(objects, id),
    packet: packetIn(name),
  }).map(({ text }) => text);
}

async function countersOf(ctx: Context, table: TableName): Promise<Map<string, number> | undefined> {
  if (tables[table].countersPath === undefined) return undefined;
  return unlessRefused(async () => {
    const { items } = (await getRuleCounters.call(ctx, { table })) as {
      items: { id: unknown; packets: number }[];
    };
    return new Map(items.map(({ id, packets }) => [String(id), packets]));
  });
}

async function unlessRefused<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    return undefined;
  }
}

function nameIn(objects: ConcreteObjects | undefined, id: string): string {
  return id.startsWith("protocol.") ? id.slice(9) : (objects?.nameOf(id) ?? id);
}
