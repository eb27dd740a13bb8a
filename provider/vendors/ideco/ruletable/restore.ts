import type { Context } from "../../../kernel/context";
import { invalid, type PerimeterError } from "../../../kernel/errors";
import { explain } from "../../../policy";
import { versionProblems } from "../dialect/dialect";
import type { Item } from "../rules/codec";
import { LiveTable } from "../rules/live-table";
import { tables } from "../rules/tables";
import { applyTable, Interrupted } from "./apply";
import { rulesAgain } from "./forms";
import { type Intent, localItems, ruleText, type Survey, survey } from "./plan";
import { isOf, type Snapshot, takeSnapshot } from "./snapshot";

/** What it takes to put a table back. */
export interface RestorePlan {
  /** One line a call; empty where the table is as the snapshot says. */
  words: string[];
  calls: number;
}

/**
 * What {@link restoreSnapshot} would do to the table as it is now. Sends nothing that changes anything.
 * @throws PerimeterError `invalid`: the snapshot is of another appliance, or says what this one's version can't
 */
export async function planRestore(ctx: Context, snapshot: Snapshot): Promise<RestorePlan> {
  checkAppliance(ctx, snapshot);
  const items = await LiveTable.of(ctx, tables[snapshot.table]).refetch(ctx.signal);
  const intent = intentFor(snapshot, items);
  await checkVersion(ctx, intent);
  return inWords(survey(intent, items));
}

/**
 * Puts a table back to what it was when the snapshot was taken: its local rules exactly, in their order, hitless.
 * Rules that still stand keep their numbers, those that are gone get new ones, those that came later are deleted;
 * rules of a central console stay as they are. The table as it is now gets a snapshot of its own first.
 * @throws PerimeterError as {@link planRestore}; `partial` where the work ended on the way: calling again completes it
 */
export async function restoreSnapshot(ctx: Context, snapshot: Snapshot): Promise<RestorePlan> {
  checkAppliance(ctx, snapshot);
  const table = LiveTable.of(ctx, tables[snapshot.table]);
  return table.turns.run(async () => {
    const intent = intentFor(snapshot, await table.refetch(ctx.signal));
    let words: string[] = [];
    try {
      const applied = await applyTable(ctx, table, intent, async (situation) => {
        await checkVersion(ctx, intent);
        words = inWords(situation).words;
        if (situation.plan.calls.length > 0)
          takeSnapshot(ctx, table.kind.name, situation.items, snapshot.groups ?? []);
      });
      return { words, calls: applied.change.calls };
    } catch (thrown) {
      if (!(thrown instanceof Interrupted)) throw thrown;
      throw incomplete(snapshot, thrown);
    }
  });
}

function checkAppliance(ctx: Context, snapshot: Snapshot): void {
  if (isOf(snapshot, ctx.connection)) return;
  const { appliance, table, taken } = snapshot;
  if (appliance === ctx.connection.id) throw ofNamesake(snapshot);
  throw invalid(
    `the snapshot is of the table ${table} of "${appliance}" (${taken}), and this is "${ctx.connection.id}"`,
    "Name the connection that the snapshot is of.",
  );
}

/** A connection that means another appliance today than it did when the snapshot was taken. */
export function ofNamesake({ appliance, table, taken }: Snapshot): PerimeterError {
  return invalid(
    `the snapshot is of the table ${table} (${taken}) of another appliance, which was called "${appliance}" as well`,
    "With --force `perimeter restore` takes it nevertheless: where the appliance got another address, say.",
  );
}

/** Before the first call: rules that only a newer version can hold. */
async function checkVersion(ctx: Context, { kind, wanted }: Intent): Promise<void> {
  const found = await Promise.all(
    wanted.map(async ({ key, rule }) => {
      const problems = await versionProblems(ctx, kind.path, rule);
      return problems.map(({ path, message }) => `${key}: ${path.join(".")}: ${message}`);
    }),
  );
  if (found.flat().length > 0) throw invalid(found.flat().join("; "));
}

function intentFor({ table, rules, groups }: Snapshot, present: readonly Item[]): Intent {
  const kind = tables[table];
  const own = new Set(groups);
  const again = rulesAgain(kind, localItems(rules, own), present, (id) => ruleText(rules, id));
  const local = new Set(localItems(present, own));
  const foreign = present.filter((item) => !local.has(item)).map((item) => item.id);
  return {
    kind,
    ownership: "exclusive",
    placement: undefined,
    wanted: again.wanted,
    adopt: true,
    state: { keys: again.keys, foreign },
    templates: again.likes,
  };
}

function inWords({ plan, items }: Survey): RestorePlan {
  const titles = new Map(items.map((item) => [item.id, String(item.name || item.comment || "")]));
  const words = explain(plan, (id) => titles.get(id) || undefined);
  return { words, calls: plan.calls.length };
}

function incomplete({ table }: Snapshot, { failure, change }: Interrupted): PerimeterError {
  if (change.calls === 0 && !failure.outcomeUnknown) return failure;
  return failure.with({
    category: "partial",
    message: `${failure.details.message}; ${change.calls} calls of putting the table ${table} back were done, and every packet is judged by the table before or by that of the snapshot`,
    advice: `${failure.advice ?? ""} The same command completes it.`.trim(),
  });
}
