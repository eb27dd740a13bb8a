/** Which rule on the appliance is which of the program's, which are not ours, and which are left over. */

import type { FoundRule, RuleId, RuleNames, TableCall, WantedRule } from "./calls";
import { type Rule, type TableModel, view } from "./match";

/** What the state keeps of a rule table. */
export interface TableState {
  readonly keys: Readonly<Record<string, RuleId>>;
  /** Rules that were seen and are not ours: never taken for ours. */
  readonly foreign: readonly RuleId[];
  /** Only after a change that failed on the way: rules of ours that were to be deleted and may still stand. */
  readonly stale?: readonly RuleId[];
  /** Only after a change that failed on the way: the rules of inserts whose answers never came; one alone in older states. */
  readonly unanswered?: Rule | readonly Rule[];
  /** A change was begun and is not known to have been finished. */
  readonly changeBegun?: boolean;
  /** When the last answer was lost whose work was not seen (milliseconds since 1970): it may be done yet. */
  readonly doubtSince?: number;
}

/**
 * - `unlisted`: an exclusive table holds rules that nobody listed, and nobody allowed to delete them.
 * - `ambiguous`: more rules than keys have the same content, so it can't be said which to adopt.
 */
export type Conflict =
  | { readonly kind: "unlisted"; readonly ids: readonly RuleId[] }
  | { readonly kind: "ambiguous"; readonly keys: readonly string[]; readonly ids: readonly RuleId[] };

export interface Recognized {
  /** The found rules, with those that are not ours marked: what `target` and `plan` take. */
  readonly found: readonly FoundRule[];
  /** The wanted rules, with the ids of those that stand on the appliance. */
  readonly wanted: readonly WantedRule[];
  readonly foreign: readonly RuleId[];
  /** Rules of ours that are wanted no more: to be deleted. */
  readonly stale: readonly RuleId[];
  /** Exclusive tables only: rules that we did not make and that are to be deleted. */
  readonly unlisted: readonly RuleId[];
  /** Not empty: nothing may be changed. */
  readonly conflicts: readonly Conflict[];
}

export interface IdentityQuestion {
  /** Undefined at the first creation. */
  readonly state?: TableState | undefined;
  /** `foreign` marks rules that are never ours, such as those from a central console. */
  readonly found: readonly FoundRule[];
  readonly wanted: readonly WantedRule[];
  readonly ownership: "exclusive" | "shared";
  /** Take over rules of equal content that we did not make, and delete what an exclusive table doesn't list. */
  readonly adopt?: boolean;
}

type Pool = Map<string, RuleId[]>;

/** The assignment of ids to keys as it grows. */
class Assignment {
  readonly ids = new Map<string, RuleId>();
  private readonly contents = new Map<RuleId, string>();
  private readonly goals = new Map<string, string>();

  constructor(
    model: TableModel,
    found: readonly FoundRule[],
    readonly wanted: readonly WantedRule[],
  ) {
    for (const { id, rule } of found) this.contents.set(id, view(model, rule).content);
    for (const { key, rule } of wanted) this.goals.set(key, view(model, rule).content);
  }

  pool(ids: readonly RuleId[]): Pool {
    const pool: Pool = new Map();
    for (const id of ids) {
      const content = this.contents.get(id) ?? "";
      const same = pool.get(content);
      if (same) same.push(id);
      else pool.set(content, [id]);
    }
    return pool;
  }

  goal(key: string): string {
    return this.goals.get(key) ?? "";
  }

  lacking(): string[] {
    return this.wanted.map(({ key }) => key).filter((key) => !this.ids.has(key));
  }

  /** Keys whose rule stands in another form than the wanted one. */
  outdated(): string[] {
    return [...this.ids]
      .filter(([key, id]) => this.contents.get(id) !== this.goals.get(key))
      .map(([key]) => key);
  }

  /** Gives the keys rules of their wanted content, in the order of the program and of the table. */
  claim(keys: readonly string[], pool: Pool): void {
    for (const key of keys) {
      const id = pool.get(this.goal(key))?.shift();
      if (id !== undefined) this.ids.set(key, id);
    }
  }
}

const isList = (value: Rule | readonly Rule[]): value is readonly Rule[] => Array.isArray(value);

/** The rules of inserts whose answers never came. */
export function unansweredOf(state: Pick<TableState, "unanswered"> | undefined): readonly Rule[] {
  const unanswered = state?.unanswered ?? [];
  return isList(unanswered) ? unanswered : [unanswered];
}

/** Rules that stand and that the state knows as ours, and those whose inserts were never answered. */
function oursOf(
  model: TableModel,
  { state, found }: IdentityQuestion,
): { keyed: Set<RuleId>; loose: RuleId[] } {
  const keyed = new Set(Object.values(state?.keys ?? {}));
  const loose = (state?.stale ?? []).filter((id) => !keyed.has(id));
  const unanswered = unansweredOf(state);
  if (state && unanswered.length > 0)
    loose.push(...cameSince(model, found, [...keyed, ...loose, ...state.foreign], unanswered));
  return { keyed, loose };
}

/** Rules that are not among the known ones and have the content of a planned one; of each content as many as planned. */
export function cameSince(
  model: TableModel,
  found: readonly FoundRule[],
  known: Iterable<RuleId>,
  planned: readonly Rule[],
): RuleId[] {
  const awaited = new Map<string, number>();
  for (const rule of planned) {
    const { content } = view(model, rule);
    awaited.set(content, (awaited.get(content) ?? 0) + 1);
  }
  const old = new Set(known);
  return found.flatMap(({ id, rule, foreign }) => {
    if (foreign || old.has(id)) return [];
    const { content } = view(model, rule);
    const left = awaited.get(content) ?? 0;
    awaited.set(content, left - 1);
    return left > 0 ? [id] : [];
  });
}

/** Adoption has to be unmistakable where rules that are not ours stand beside ours. */
function ambiguities(assignment: Assignment, pool: Pool): Conflict[] {
  const byContent = new Map<string, string[]>();
  for (const key of [...assignment.lacking(), ...assignment.outdated()]) {
    const content = assignment.goal(key);
    byContent.set(content, [...(byContent.get(content) ?? []), key]);
  }
  return [...byContent].flatMap(([content, keys]) => {
    const ids = pool.get(content) ?? [];
    return ids.length > keys.length ? [{ kind: "ambiguous" as const, keys, ids: [...ids] }] : [];
  });
}

/**
 * Recognizes the rules of a table. Ids of the state come first; then a renamed key takes the rule of a key that is
 * gone, where the content is the wanted one; then rules of ours that were left over; then, where a change was begun
 * and not finished, `adopt` is set or the table is ours alone, any unknown rule with a key's wanted content, in
 * preference to its old form, which is then stale. Otherwise an equal rule that we did not make stays foreign.
 */
export function recognize(model: TableModel, question: IdentityQuestion): Recognized {
  const { state, found, wanted, ownership, adopt = false } = question;
  const begun = state?.changeBegun === true;
  const exclusive = ownership === "exclusive";
  const ours = oursOf(model, question);
  const local = found.filter((rule) => !rule.foreign).map((rule) => rule.id);
  const there = new Set(local);
  const assignment = new Assignment(model, found, wanted);
  const named = new Set<RuleId>();
  for (const { key } of wanted) {
    const id = state && Object.hasOwn(state.keys, key) ? state.keys[key] : undefined;
    if (id === undefined || !there.has(id) || named.has(id)) continue;
    assignment.ids.set(key, id);
    named.add(id);
  }
  const loose = new Set(ours.loose);
  assignment.claim(
    assignment.lacking(),
    assignment.pool(local.filter((id) => ours.keyed.has(id) && !named.has(id))),
  );
  const left = assignment.pool(local.filter((id) => loose.has(id)));
  assignment.claim(assignment.lacking(), left);
  assignment.claim(assignment.outdated(), left);

  const seen = new Set(exclusive ? [] : state?.foreign);
  const isOurs = (id: RuleId) => ours.keyed.has(id) || loose.has(id);
  const unknown = assignment.pool(local.filter((id) => !isOurs(id) && !seen.has(id)));
  const conflicts = adopt && !begun && !exclusive ? ambiguities(assignment, unknown) : [];
  if (begun || adopt || exclusive) {
    assignment.claim(assignment.lacking(), unknown);
    assignment.claim(assignment.outdated(), unknown);
  }

  const taken = new Set(assignment.ids.values());
  const others = local.filter((id) => !isOurs(id) && !taken.has(id));
  if (exclusive && !adopt) conflicts.push(...unallowed(state, others));
  const foreign = new Set(found.filter((rule) => rule.foreign).map((rule) => rule.id));
  if (!exclusive) for (const id of others) foreign.add(id);
  return {
    found: found.map(({ id, rule, apart }) =>
      foreign.has(id) ? { id, rule, foreign: true, ...(apart && { apart }) } : { id, rule },
    ),
    wanted: wanted.map(({ key, rule }) => {
      const id = assignment.ids.get(key);
      return id === undefined ? { key, rule } : { key, rule, id };
    }),
    foreign: [...foreign],
    stale: local.filter((id) => isOurs(id) && !taken.has(id)),
    unlisted: exclusive ? others : [],
    conflicts,
  };
}

/** Rules that were there before us, or that the state knows as not ours, are not deleted unasked. */
function unallowed(state: TableState | undefined, others: readonly RuleId[]): Conflict[] {
  const known = new Set(state?.foreign);
  const ids = state === undefined ? others : others.filter((id) => known.has(id));
  return ids.length > 0 ? [{ kind: "unlisted", ids }] : [];
}

/** What to save of a change, with any number of calls under way: exact at any moment, so that one that fails is found again. */
export class ApplyProgress {
  private readonly keys = new Map<string, RuleId>();
  private readonly stale: Set<RuleId>;
  private readonly foreign: readonly RuleId[];
  private readonly sent = new Set<TableCall>();

  constructor(recognized: Recognized) {
    for (const { key, id } of recognized.wanted) if (id !== undefined) this.keys.set(key, id);
    this.stale = new Set(recognized.stale);
    this.foreign = recognized.foreign;
  }

  /** Right before a call goes out. */
  sending(call: TableCall): void {
    this.sent.add(call);
  }

  /** The call was done; `id` is that of an inserted rule. */
  done(call: TableCall, id?: RuleId): void {
    this.sent.delete(call);
    if (call.kind === "delete") this.stale.delete(call.id);
    if (call.kind !== "insert" || id === undefined) return;
    if (call.replaces !== undefined) this.stale.add(call.replaces);
    this.keys.set(call.key, id);
  }

  /** The call surely did not happen. */
  refused(call: TableCall): void {
    this.sent.delete(call);
  }

  /** The state to save after a failure, or, once every call is done, for good. */
  state(finished: boolean): TableState {
    const state = { keys: Object.fromEntries(this.keys), foreign: this.foreign };
    if (finished) return state;
    const begun = { ...state, stale: [...this.stale], changeBegun: true };
    const unanswered = [...this.sent].flatMap((call) => (call.kind === "insert" ? [call.rule] : []));
    return unanswered.length > 0 ? { ...begun, unanswered } : begun;
  }
}

/** Names for `explain`: the keys of the state. */
export function keyNames(state: TableState | undefined): RuleNames {
  const names = new Map(Object.entries(state?.keys ?? {}).map(([key, id]) => [id, key]));
  return (id) => names.get(id);
}
