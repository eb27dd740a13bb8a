import type { Problem } from "../../../kernel/check";
import type { Context } from "../../../kernel/context";
import { asPerimeterError, PerimeterError } from "../../../kernel/errors";
import type { FoundRule, GoalItem, TableState, WantedRule } from "../../../policy";
import { concreteObjects } from "../objects/concrete";
import { namesUnknown } from "../references/coming";
import type { Item } from "../rules/codec";
import type { LiveTable } from "../rules/live-table";
import { type AppliedTable, applyTable, Interrupted } from "./apply";
import { rulesAgain } from "./forms";
import { type Packet, type Verdict, verdicts } from "./judge";
import type { Intent, Survey } from "./plan";

/** Packets whose verdict is watched. */
export interface GuardInput {
  keep: Packet[];
  deny: Packet[];
  rollback: boolean;
}

const guarded = ["forward", "input"];

/** What can be said of a guard without a look at the appliance. */
export function guardProblems(inputs: { table?: string; guard?: GuardInput }): Problem[] {
  if (inputs.guard === undefined || inputs.table === undefined || guarded.includes(inputs.table)) return [];
  return [
    {
      path: ["guard"],
      message: `found with the table ${inputs.table}, allowed: with ${guarded.join(" and ")}`,
    },
  ];
}

export interface GuardFindings {
  /** Packets whose verdict would be wrong, or could no longer be said. */
  broken: string[];
  /** Packets whose verdict can't be decided, before as well as after. */
  open: string[];
}

/**
 * Judges the guard's packets by the table as it shall be. As every step judges as the old table or as the new one,
 * nothing else is needed for the steps between.
 */
export async function guardFindings(
  ctx: Context,
  guard: GuardInput | undefined,
  situation: Survey,
): Promise<GuardFindings> {
  const findings: GuardFindings = { broken: [], open: [] };
  const watched: Array<[Packet, Verdict]> = [
    ...(guard?.keep ?? []).map((packet): [Packet, Verdict] => [packet, "accept"]),
    ...(guard?.deny ?? []).map((packet): [Packet, Verdict] => [packet, "drop"]),
  ];
  if (watched.length === 0) return findings;
  const objects = await concreteObjects(ctx);
  const after = rulesAfter(situation);
  for (const [packet, due] of watched) {
    const now = verdicts(after, packet, objects);
    if (now.size === 1 && now.has(due)) continue;
    const before = verdicts(situation.found, packet, objects);
    const undecided = now.has(due) && (before.size > 1 || after.some(({ rule }) => namesUnknown(rule)));
    const text = `${packetText(packet)} must meet ${due}, but ${now.has(due) ? "could meet" : "would meet"} ${[...now].filter((verdict) => verdict !== due).join()}`;
    findings[undecided ? "open" : "broken"].push(text);
  }
  return findings;
}

/** The rules in the order that the table will have. */
export function rulesAfter({ goal, found }: Survey): Array<FoundRule | WantedRule> {
  const foreign = new Map(found.map((rule) => [rule.id, rule]));
  return goal.flatMap((item: GoalItem) => ("foreign" in item ? (foreign.get(item.foreign) ?? []) : item));
}

function packetText(packet: Packet): string {
  const port = (value: number | undefined) => (value === undefined ? "" : `:${value}`);
  const from = `${packet.sourceAddress}${port(packet.sourcePort)}`;
  const to = `${packet.destinationAddress}${port(packet.destinationPort)}`;
  return `${packet.protocol ?? "a packet"} ${from} → ${to}`;
}

export function guardRefusal(table: string, broken: string[]): PerimeterError {
  return new PerimeterError({
    category: "conflict",
    code: "PERIMETER_GUARD",
    message: `the guard of the table ${table} forbids this change: ${broken.join("; ")}`,
    advice:
      "Nothing was sent. Change the rules, or the guard. To delete a table that its guard holds on to (an emptied one accepts), take these packets out of the guard with `pulumi up` first.",
  });
}

/** A table that was put back after a change, and why. */
export interface PutBack {
  failure: PerimeterError;
  state: TableState;
  items: Item[];
}

/** The guard around an apply. */
export const guarding = {
  async before(
    ctx: Context,
    table: LiveTable,
    guard: GuardInput | undefined,
    situation: Survey,
  ): Promise<void> {
    const { broken } = await guardFindings(ctx, guard, situation);
    if (broken.length > 0) throw guardRefusal(table.kind.name, broken);
  },

  /**
   * Reaches the appliance anew; where only the old connection still gets through, the table is put back. Gives what
   * it is then, under the keys that the state had.
   */
  async after(
    ctx: Context,
    table: LiveTable,
    guard: GuardInput | undefined,
    intent: Intent,
    before: Survey,
    applied: AppliedTable,
  ): Promise<PutBack | undefined> {
    if (!guard?.rollback) return undefined;
    const failure = await freshLook(ctx, table);
    if (!failure) return undefined;
    ctx.log.warn(
      `${ctx.connection.where}: after the change no new connection gets through; the table ${table.kind.name} is put back`,
    );
    const back = await putBack(ctx, table, backTo(before, applied, intent), applied);
    const keyed = Object.entries(back.state.keys);
    const known = (key: string) => Object.hasOwn(intent.state?.keys ?? {}, key);
    const stale = keyed.flatMap(([key, id]) => (known(key) ? [] : [id]));
    const keys = Object.fromEntries(keyed.filter(([key]) => known(key)));
    const { changeBegun } = intent.state ?? {};
    return {
      failure,
      items: back.items,
      state: { ...back.state, keys, ...(changeBegun && { changeBegun, stale }) },
    };
  },
};

/** Where not even the open connection gets through, what was done is all that the state can know. */
async function putBack(
  ctx: Context,
  table: LiveTable,
  intent: Intent,
  applied: AppliedTable,
): Promise<AppliedTable> {
  try {
    return await applyTable(ctx, table, intent, async () => {});
  } catch (thrown) {
    if (thrown instanceof Interrupted && thrown.change.calls > 0) throw thrown;
    const failure = thrown instanceof Interrupted ? thrown.failure : asPerimeterError(thrown);
    throw new Interrupted(
      failure.with({
        outcomeUnknown: true,
        message: `after the change the appliance could not be reached any more: ${failure.details.message}`,
      }),
      applied.state,
      applied.change,
    );
  }
}

async function freshLook(ctx: Context, table: LiveTable): Promise<PerimeterError | undefined> {
  const http = ctx.connection.fresh();
  try {
    await http.call({ method: "GET", path: table.kind.path }, ctx.signal);
    return undefined;
  } catch (thrown) {
    const failure = asPerimeterError(thrown);
    // Whoever answers was reached, but for a gateway in between; and who is called off has not tried.
    const answered = failure.status !== undefined && ![502, 503, 504].includes(failure.status);
    return answered || ctx.signal.aborted ? undefined : failure;
  } finally {
    await http.close();
  }
}

/** The table of before as an intent: what was ours then, in its form and order of then, under the keys of then. */
function backTo(before: Survey, applied: AppliedTable, intent: Intent): Intent {
  const { recognized, items } = before;
  const ours = new Set([
    ...recognized.wanted.map((rule) => rule.id),
    ...recognized.stale,
    ...recognized.unlisted,
  ]);
  const former = items.filter((item) => ours.has(item.id));
  const keys = new Map(Object.entries(intent.state?.keys ?? {}).map(([key, id]) => [id, key]));
  const again = rulesAgain(intent.kind, former, applied.items, (id) => keys.get(id) ?? `id-${id}`);
  const stale = Object.values(applied.state.keys).filter((id) => !ours.has(id));
  return {
    ...intent,
    wanted: again.wanted,
    templates: again.likes,
    adopt: true,
    begun: undefined,
    state: { keys: again.keys, foreign: recognized.foreign, stale },
  };
}
