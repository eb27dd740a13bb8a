/**
 * A plan with many calls under way. A call has to wait for the answer of an earlier one of its phase only where both
 * concern the same rule, or where their rules do different things and may match one packet: in the first phase in
 * their new forms, in the second in their old ones. The second phase begins when all of the first is answered.
 *
 * Why that is enough, in the first phase: let a rule of the wanted table be the first to match a packet, and let
 * another one, further above in the wanted table, be the one that decides there. Both match the packet; did they do
 * different things, the upper one's call would have been answered, and it would match first. If an old form is the
 * first, all of the old table still stands, so it decides there too. The second phase is the mirror image. A crash
 * leaves no other table, as a call under way may have happened or not.
 */

import type { FoundRule, GoalItem, Plan, Ref, RuleId, TableCall, WantedRule } from "./calls";
import { covers, type PolicyRule, type Rule, type TableModel, view } from "./match";
import { Places } from "./order";
import { Overlaps } from "./overlap";
import type { Resolver } from "./region";
import { LinkedRules, type NamedPlace, placeBetween, type Standing } from "./standing";

/** What a plan was made of, and how many calls may be under way. */
export interface ScheduleOptions {
  readonly found: readonly FoundRule[];
  readonly goal: readonly GoalItem[];
  readonly plan: Plan;
  /** How many calls may be under way at a time, at least 1. With 1 the plan's calls come in its order, as they are. */
  readonly lanes: number;
  /** What objects stand for: with it more calls don't depend on each other. */
  readonly resolver?: Resolver | undefined;
}

/**
 * Hands out the calls of a plan as they become ready; see `scheduleOf`. How the applier uses it:
 *
 * ```
 * const schedule = scheduleOf(model, { found, goal, plan, lanes });
 * for each free lane: while ((call = schedule.next())) progress.sending(call), send it
 *   when it is answered: progress.done(call, id), schedule.done(call), and ask `next` again for every free lane
 * ```
 *
 * A place names rules by id, or by the key of a rule whose insertion was answered before. `next` gives undefined while
 * nothing is ready, that is until the next answer, and at the end. When a call fails, ask no more, wait for those
 * `underWay`, and tell {@link Progress} of each: `done` when it succeeded, `refused` when it surely didn't happen,
 * nothing when its answer was lost. Then read the table again and plan anew: each table that can be left is safe, and
 * `recognize` finds what was made.
 */
export interface Schedule {
  /** A call to send now; undefined while none is ready or no lane is free, and once all are done. */
  next(): TableCall | undefined;
  /** A call was answered, and has happened. */
  done(call: TableCall): void;
  /** Calls that were sent and not answered. */
  readonly underWay: readonly TableCall[];
}

/** A rule that stands, or is to. */
interface Seated extends Standing {
  /** Its place in the wanted table; -1 for an old form that goes. */
  readonly seat: number;
  /** Its move or deletion is under way. */
  leaving?: boolean;
  /** Calls under way that name their place by it. */
  named?: number;
}

interface Step {
  readonly call: TableCall;
  readonly rule: Seated;
  readonly form: PolicyRule;
  /** Everything else in its phase waits for it. */
  readonly alone: boolean;
  state: "waiting" | "under way" | "done";
  /** The first earlier step of its phase that it may have to wait for: those before it are settled. */
  next: number;
}

/** What a call that was sent keeps busy until its answer. */
interface Sent {
  readonly step: Step;
  /** The seat of the rule above its gap. */
  readonly gap?: number | undefined;
  readonly anchor?: Seated | undefined;
}

/** Steps further down than that aren't looked at yet: it bounds the work, and is enough to keep all lanes busy. */
const WINDOW = 32;

/**
 * Of two insertions behind one rule nobody knows the order, so one call is under way for each gap between rules that
 * stand in their final place; runs of new rules are opened from the middle.
 */
export class ManyLanes implements Schedule {
  /** Steps looked at and pairs compared, for tests: in proportion to the number of calls. */
  work = 0;
  private readonly sent = new Map<TableCall, Sent>();
  private readonly gaps = new Set<number>();
  private readonly standing: Places;
  private readonly column = new LinkedRules<Seated>();
  private readonly goal: readonly Seated[];
  private readonly overlaps: Overlaps;
  private readonly phases: readonly (readonly Step[])[];
  private readonly reversed: boolean;
  private readonly lanes: number;
  private phase = 0;
  /** The first step of the phase that is not done. */
  private first = 0;

  /** @throws where the plan is not one from `found` to `goal` */
  constructor(model: TableModel, options: ScheduleOptions) {
    const { found, goal, plan, resolver } = options;
    this.reversed = model.order === "last-match";
    this.lanes = options.lanes;
    this.overlaps = new Overlaps(resolver);
    const { rules, seats, final } = seated(found, goal, plan, this.reversed);
    this.goal = seats;
    for (const rule of rules.values()) this.column.link(rule, this.column.tail);
    this.standing = new Places(seats.length);
    for (const rule of final) this.standing.add(rule.seat);
    const steps = stepsOf(model, options, rules, seats);
    this.phases = [steps.slice(0, plan.firstPhase), steps.slice(plan.firstPhase)];
  }

  /** A call to send now; undefined while none is ready or no lane is free, and once all are done. */
  next(): TableCall | undefined {
    if (this.sent.size >= this.lanes) return undefined;
    return this.bestOf(this.steps());
  }

  /** A call was answered, and has happened. */
  done(call: TableCall): void {
    const sent = this.sent.get(call);
    if (!sent) throw new Error("the call is not under way");
    this.sent.delete(call);
    const { step, gap, anchor } = sent;
    step.state = "done";
    if (gap !== undefined) this.gaps.delete(gap);
    if (anchor) anchor.named = (anchor.named ?? 0) - 1;
    this.happened(step.rule, step.call, gap);
    while (this.steps()[this.first]?.state === "done") this.first++;
  }

  /** Calls that were sent and not answered. */
  get underWay(): readonly TableCall[] {
    return [...this.sent.keys()];
  }

  /** The steps of the phase under way; the next phase begins when all are done. */
  private steps(): readonly Step[] {
    if (this.phase === 0 && this.first === this.phases[0]?.length) {
      this.phase = 1;
      this.first = 0;
    }
    return this.phases[this.phase] as readonly Step[];
  }

  /** Changes the table as it is known to stand. */
  private happened(rule: Seated, { kind }: TableCall, gap: number | undefined): void {
    rule.leaving = false;
    if (kind === "move" || kind === "delete") this.column.unlink(rule);
    if (gap === undefined) return;
    this.column.link(rule, this.goal[gap]);
    this.standing.add(rule.seat);
  }

  private send(step: Step, call: TableCall, busy: Omit<Sent, "step">): TableCall {
    step.state = "under way";
    this.sent.set(call, { step, ...busy });
    return call;
  }

  /** The topmost ready step that needs no gap, or else the middle one of those of the topmost free gap. */
  private bestOf(steps: readonly Step[]): TableCall | undefined {
    const end = Math.min(steps.length, this.first + WINDOW * this.lanes);
    const open: Step[] = [];
    let gap: number | undefined;
    for (let at = this.first; at < end; at++) {
      const step = steps[at] as Step;
      this.work++;
      if (!this.isReady(steps, at)) continue;
      if (step.call.kind === "edit" || step.call.kind === "delete") {
        if (open.length > 0) break;
        step.rule.leaving = step.call.kind === "delete";
        return this.send(step, step.call, {});
      }
      const below = this.standing.before(step.rule.seat);
      if (this.gaps.has(below) || (gap !== undefined && gap !== below) || !this.placeOf(step, below))
        continue;
      gap = below;
      open.push(step);
    }
    const middle = open[open.length >> 1];
    return middle && gap !== undefined ? this.sendTo(middle, gap) : undefined;
  }

  private sendTo(step: Step, gap: number): TableCall | undefined {
    const found = this.placeOf(step, gap);
    const { call, rule } = step;
    if (!found || (call.kind !== "insert" && call.kind !== "move")) return undefined;
    const { place, anchor } = found;
    this.gaps.add(gap);
    if (anchor) anchor.named = (anchor.named ?? 0) + 1;
    rule.leaving = call.kind === "move";
    return this.send(step, { ...call, place }, { gap, anchor });
  }

  /** How to name the place below a seat; undefined while the rule that would name it may be on its way elsewhere. */
  private placeOf({ rule, call }: Step, gap: number): NamedPlace<Seated> | undefined {
    const above = this.goal[gap];
    const next = this.column.below(above);
    const below = next === rule ? rule.below : next;
    const named = placeBetween(above, below, this.reversed, call.kind === "insert");
    return named.anchor?.leaving ? undefined : named;
  }

  /** Whether nothing that a step has to wait for is without an answer. */
  private isReady(steps: readonly Step[], at: number): boolean {
    const step = steps[at] as Step;
    if (step.state !== "waiting") return false;
    if (step.call.kind !== "edit" && step.rule.named) return false;
    step.next = Math.max(step.next, this.first);
    for (; step.next < at; step.next++) {
      const other = steps[step.next] as Step;
      this.work++;
      if (other.state !== "done" && this.mustWait(step, other)) return false;
    }
    return true;
  }

  private mustWait(step: Step, earlier: Step): boolean {
    if (earlier.alone || earlier.rule === step.rule) return true;
    const isSame = earlier.form.action === step.form.action && step.form.notUnderstood === undefined;
    return !isSame && this.overlaps.mayOverlap(earlier.form, step.form);
  }
}

/** The rules that stand (from the top, by id), those that are wanted, and which of these stand well already. */
function seated(found: readonly FoundRule[], goal: readonly GoalItem[], plan: Plan, reversed: boolean) {
  const inserted = new Set(plan.calls.flatMap((call) => (call.kind === "insert" ? [call.key] : [])));
  const moved = new Set(plan.calls.flatMap((call) => (call.kind === "move" ? [call.rule.key] : [])));
  const final: Seated[] = [];
  const byId = new Map<RuleId, Seated>();
  const seats = (reversed ? goal.toReversed() : goal).map((item, seat): Seated => {
    const foreign = "foreign" in item;
    if (!foreign && inserted.has(item.key)) return { ref: { key: item.key }, foreign, seat };
    const id = foreign ? item.foreign : (item.id as RuleId);
    const rule = { ref: foreign ? { id } : { id, key: item.key }, foreign, seat };
    byId.set(id, rule);
    if (foreign || !moved.has(item.key)) final.push(rule);
    return rule;
  });
  const rules = new Map(
    (reversed ? found.toReversed() : found).map(({ id, foreign = false }) => [
      id,
      byId.get(id) ?? { ref: { id }, foreign, seat: -1 },
    ]),
  );
  return { rules, seats, final };
}

function stepsOf(
  model: TableModel,
  { found, goal, plan }: ScheduleOptions,
  standing: ReadonlyMap<RuleId, Seated>,
  seats: readonly Seated[],
): Step[] {
  const before = new Map(found.map(({ id, rule }) => [id, rule]));
  const after = new Map(goal.flatMap((item) => ("foreign" in item ? [] : [[item.key, item] as const])));
  const byKey = new Map(seats.flatMap((rule) => (rule.foreign ? [] : [[rule.ref.key, rule] as const])));
  const bridged = new Set<RuleId>();
  return plan.calls.map((call, at): Step => {
    const ref: Ref = call.kind === "move" ? call.rule : call.kind === "insert" ? { key: call.key } : call;
    const rule = (call.kind === "delete" ? standing.get(call.id) : byKey.get(ref.key)) as Seated;
    if (call.kind === "edit" && call.bridge) bridged.add(call.id);
    const [old, wish] = [before.get(ref.id as RuleId), after.get(ref.key as string)];
    const isFirst = at < plan.firstPhase;
    const form = view(model, (isFirst ? (wish as WantedRule).rule : old) as Rule);
    const alone =
      !isFirst && call.kind === "edit" && !bridged.has(call.id) && !isNarrowing(form, view(model, call.rule));
    return { call, rule, form, alone, state: "waiting", next: 0 };
  });
}

/** The lowest difference of a table is one edit, whatever it changes, as long as nothing above it goes meanwhile. */
function isNarrowing(from: PolicyRule, to: PolicyRule): boolean {
  return from.action === to.action && covers(from, to);
}
