import type { Context } from "../../../kernel/define";
import { asPerimeterError, bug, isCategory, PerimeterError } from "../../../kernel/errors";
import { type Call, type Place, Progress, type Ref, type TableState } from "../../../policy";
import type { Item } from "../rules/codec";
import type { LiveTable } from "../rules/live-table";
import type { Anchor } from "../rules/position";
import { type Intent, recalling, type Survey, survey } from "./plan";

/** What an apply did, as the program can read it. */
export interface LastChange {
  inserted: number;
  edited: number;
  moved: number;
  deleted: number;
  calls: number;
  leastCalls: number;
}

export interface Applied {
  state: TableState;
  items: Item[];
  change: LastChange;
}

/** A change that ended on the way: what the table and the state are now. */
export class Interrupted extends Error {
  constructor(
    readonly failure: PerimeterError,
    readonly state: TableState,
    readonly change: LastChange,
  ) {
    super(failure.message);
  }
}

/**
 * Takes the table from what it is to what it shall be, one call at a time in the plan's order. After a lost answer,
 * or where somebody else changed the table meanwhile, it reads the table and plans again. At the end it reads back.
 * @param before called with the situation before the first call of all; may refuse by throwing
 */
export async function applyTable(
  ctx: Context,
  table: LiveTable,
  intent: Intent,
  before: (situation: Survey) => Promise<void>,
): Promise<Applied> {
  const total: LastChange = { inserted: 0, edited: 0, moved: 0, deleted: 0, calls: 0, leastCalls: 0 };
  const first = await table.refetch();
  let { state } = recalling(intent, first).intent;
  let situation = survey({ ...intent, state }, first);
  await before(situation);
  total.leastCalls = situation.plan.leastCalls;
  for (let round = 1; ; round++) {
    const progress = new Progress(situation.recognized);
    if (situation.plan.calls.length === 0) {
      return { state: progress.state(true), items: situation.items, change: total };
    }
    const failure = await run(ctx, table, situation, progress, total, intent.templates);
    state = progress.state(failure === undefined);
    if (failure && (!isCurable(failure) || ctx.signal.aborted || round === mostRounds)) {
      throw new Interrupted(failure, state, total);
    }
    if (round === mostRounds) throw new Interrupted(restless(), state, total);
    if (failure)
      ctx.log.info(
        `${table.kind.name}: ${failure.message} The table is read again and the rest planned anew.`,
      );
    situation = await surveyAgain(table, { ...intent, state }, total);
  }
}

/** What was done is not forgotten where the table can't be read again. */
async function surveyAgain(table: LiveTable, intent: Intent, total: LastChange): Promise<Survey> {
  try {
    return survey(intent, await table.refetch());
  } catch (thrown) {
    const failure = asPerimeterError(thrown).with({ outcomeUnknown: true });
    throw new Interrupted(failure, { foreign: [], keys: {}, ...intent.state, changeBegun: true }, total);
  }
}

/** Each round reads the table and plans; the last finds nothing left to do. */
const mostRounds = 10;

/** Whether reading the table and planning again can help: an answer was lost, or the table was not as expected. */
function isCurable(failure: PerimeterError): boolean {
  return failure.outcomeUnknown || isCategory(failure, "notFound", "conflict");
}

function restless(): PerimeterError {
  return new PerimeterError({
    category: "conflict",
    message: "the table kept changing under our hands, or the appliance doesn't keep what it takes",
    advice: "Look who else changes it, then run `pulumi up` again.",
  });
}

/** Sends the calls of a plan; the failure, if one ends it early. */
async function run(
  ctx: Context,
  table: LiveTable,
  situation: Survey,
  progress: Progress,
  total: LastChange,
  likes: ReadonlyMap<string, Item> | undefined,
): Promise<PerimeterError | undefined> {
  const sender = new Sender(ctx, table, situation.items, likes);
  table.forget();
  const { calls } = situation.plan;
  for (const [index, call] of calls.entries()) {
    progress.sending(call);
    try {
      const id = await sender.send(call);
      progress.done(call, id);
    } catch (thrown) {
      return asPerimeterError(thrown);
    }
    total.calls += 1;
    total[counted[call.kind]] += 1;
    if ((index + 1) % 100 === 0)
      ctx.log.progress(`${table.kind.name}: ${index + 1} of ${calls.length} calls`);
  }
  return undefined;
}

const counted = { insert: "inserted", edit: "edited", move: "moved", delete: "deleted" } as const;

/** Turns the plan's calls into the appliance's: keys into ids, places into anchors that stand there now. */
class Sender {
  private readonly live: Map<string, Item>;
  private readonly made = new Map<string, string>();

  constructor(
    private readonly ctx: Context,
    private readonly table: LiveTable,
    items: readonly Item[],
    private readonly likes: ReadonlyMap<string, Item> = new Map(),
  ) {
    this.live = new Map(items.map((item) => [String(item.id), item]));
  }

  /** The id of an inserted rule. */
  async send(call: Call): Promise<number | undefined> {
    switch (call.kind) {
      case "insert":
        return this.insert(call);
      case "edit":
        await this.table.edit(this.ctx, String(call.id), call.rule, this.live.get(String(call.id)), false);
        return undefined;
      case "move":
        await this.table.move(this.ctx, this.idOf(call.rule), this.moveAnchor(call.place), false);
        return undefined;
      case "delete":
        await this.table.remove(this.ctx, String(call.id), false);
        return undefined;
    }
  }

  /** A new form gets what the old one has besides our fields. */
  private async insert({ key, rule, place, replaces }: Extract<Call, { kind: "insert" }>): Promise<number> {
    const anchor = this.anchorOf(place);
    const like = replaces === undefined ? this.likes.get(key) : this.live.get(String(replaces));
    const id = await this.table.post(this.ctx, rule, anchor, like);
    if (id === undefined) throw withoutId();
    this.made.set(key, id);
    return Number(id);
  }

  private idOf(ref: Ref): string {
    return String(ref.id ?? (ref.key === undefined ? undefined : this.made.get(ref.key)));
  }

  private anchorOf(place: Place): Anchor | undefined {
    if ("end" in place) return undefined;
    return "after" in place
      ? { id: this.idOf(place.after), below: true }
      : { id: this.idOf(place.before), below: false };
  }

  /** Who moves, moves in sight of another rule. */
  private moveAnchor(place: Place): Anchor {
    const anchor = this.anchorOf(place);
    if (!anchor) throw bug("a rule is to be moved in a table that has no other");
    return anchor;
  }
}

function withoutId(): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    message: "the creation was answered without an id",
    outcomeUnknown: true,
  });
}
