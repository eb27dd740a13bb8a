/**
 * The two phases of a hitless change. In the first everything new comes in while all that was there still stands;
 * in the second everything old goes while all that is wanted stands already.
 */

import type { RuleId, TableCall, TablePlace } from "./calls";
import type { Rule } from "./match";
import { Places } from "./order";
import { LinkedRules, placeBetween, type Standing } from "./standing";

/**
 * A rule on its way. `stay`: its place is final from the start. `append`: it comes in at the end and stays there.
 * `early` is an edit of the first phase, `late` one of the second.
 */
export interface MovingRule extends Standing {
  readonly way: "stay" | "up" | "down" | "in" | "append" | "out";
  readonly rule?: Rule;
  /** Of a new form: the id of the old one. */
  readonly replaces?: RuleId;
  /** Of an old form: the key of the new one. */
  readonly replacedBy?: string;
  readonly early?: Rule;
  readonly late?: Rule;
}

/** The pieces that stand now, from the top, and those that stand in the end; the same objects where both. */
export interface Draft {
  readonly found: readonly MovingRule[];
  readonly goal: readonly MovingRule[];
  /** The appliance's order is the reverse of ours. */
  readonly reversed: boolean;
  readonly appendOnly: boolean;
}

/** What a draft always holds: ids of rules that stand, keys of ours, seats of the wanted. */
function sure<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("a rule of the plan has no id, key or place");
  return value;
}

/** The table as it stands between two calls, and the calls so far. */
export class TableRun {
  readonly calls: TableCall[] = [];
  /** How many of the calls are of the first phase. */
  firstPhase = 0;
  private readonly standing: Places;
  private readonly seat = new Map<MovingRule, number>();
  private readonly column = new LinkedRules<MovingRule>();

  constructor(readonly draft: Draft) {
    this.standing = new Places(draft.goal.length);
    for (const piece of draft.found) this.column.link(piece, this.column.tail);
    draft.goal.forEach((piece, place) => {
      this.seat.set(piece, place);
      if (piece.way === "stay") this.standing.add(place);
    });
  }

  insert(piece: MovingRule): void {
    const appended = piece.way === "append" || this.draft.appendOnly;
    this.column.link(piece, appended ? this.column.tail : this.predecessor(piece));
    const { rule = {}, replaces, ref } = piece;
    const place = appended ? { end: true as const } : this.place(piece, true);
    const call = { kind: "insert" as const, key: sure(ref.key), rule, place };
    this.calls.push(replaces === undefined ? call : { ...call, replaces });
    if (appended && piece.way !== "append" && piece.above !== this.predecessor(piece)) this.move(piece);
    this.settle(piece);
  }

  move(piece: MovingRule): void {
    this.column.unlink(piece);
    this.column.link(piece, this.predecessor(piece));
    this.calls.push({ kind: "move", rule: piece.ref, place: this.place(piece, false) });
    this.settle(piece);
  }

  edit(piece: MovingRule, rule: Rule, bridge: boolean): void {
    const { id, key } = piece.ref;
    const call = { kind: "edit" as const, id: sure(id), key: sure(key), rule };
    this.calls.push(bridge ? { ...call, bridge } : call);
  }

  remove(piece: MovingRule): void {
    this.column.unlink(piece);
    const call = { kind: "delete" as const, id: sure(piece.ref.id) };
    this.calls.push(piece.replacedBy === undefined ? call : { ...call, key: piece.replacedBy });
  }

  /** The nearest rule above in the wanted table that stands in its final place. */
  private predecessor(piece: MovingRule): MovingRule | undefined {
    return this.draft.goal[this.standing.before(sure(this.seat.get(piece)))];
  }

  private settle(piece: MovingRule): void {
    this.standing.add(sure(this.seat.get(piece)));
  }

  private place(piece: MovingRule, canAppend: boolean): TablePlace {
    return placeBetween(piece.above, piece.below, this.draft.reversed, canAppend).place;
  }
}

/**
 * Phase 1, from the top of the wanted table to its bottom: inserts, edits that widen, moves up. If the first match is
 * an old rule, the old table decides so too, as all of it stands; if it is a rule of the wanted table, every wanted
 * rule above it is in place or covered by its own wider old form.
 */
export function bringIn(run: TableRun): void {
  for (const piece of run.draft.goal) {
    if (piece.early) run.edit(piece, piece.early, piece.late !== undefined);
    if (piece.way === "in" || piece.way === "append") run.insert(piece);
    else if (piece.way === "up") run.move(piece);
  }
  run.firstPhase = run.calls.length;
}

/**
 * Phase 2, from the bottom of the old table to its top: deletes, edits that narrow, moves down. If the first match
 * is a rule of the wanted table, that table decides so too; if it is a stale one, every old rule above it is there.
 */
export function takeOut(run: TableRun): void {
  for (const piece of [...run.draft.found].reverse()) {
    if (piece.way === "out") run.remove(piece);
    else if (piece.way === "down") run.move(piece);
    if (piece.late) run.edit(piece, piece.late, false);
  }
}
