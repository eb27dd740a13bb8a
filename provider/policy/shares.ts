/** Who decides what of some packets: a question to a table, answered share by share. */

import { type Rule, type TableModel, view } from "./match";
import { type Cube, type Resolver, Space } from "./region";
import { type NamedRule, verdictOf } from "./traffic";

/** Packets of a question that one rule decides. */
export interface Share {
  /** The rule's name; undefined where no rule decides and the table's last word counts. */
  readonly rule: string | undefined;
  /** What happens to them: the table's own word, or `not understood`. */
  readonly verdict: string;
  /** One such packet: a value for each field that matters. Undefined: whether there is one can't be told from here. */
  readonly example: Readonly<Record<string, bigint>> | undefined;
  /** Whether there is one, supposing that an object which can't be resolved holds some values and not all. */
  readonly certain: boolean;
}

/** More than any question about one flow takes; a table of some thousand rules needs a fraction of it. */
const EFFORT = 2_000_000;

export interface SharesOptions {
  readonly resolver?: Resolver | undefined;
  /** How many steps one question may take. */
  readonly effort?: number | undefined;
}

/**
 * Which rules of a table decide the packets that `question`, a rule, matches: a share for each of them, in the order in
 * which they are asked. Only for tables of one chain whose first match decides.
 * @returns undefined where it takes more steps than `effort`
 */
export function sharesOf(
  model: TableModel,
  rules: readonly NamedRule[],
  question: Rule,
  options: SharesOptions = {},
): Share[] | undefined {
  return sharesOfEach(model, rules, [question], options)[0];
}

/** The same for many questions to one table, which is read once. */
export function sharesOfEach(
  model: TableModel,
  rules: readonly NamedRule[],
  questions: readonly Rule[],
  { resolver, effort = EFFORT }: SharesOptions = {},
): (Share[] | undefined)[] {
  const asked = questions.map((question) => view(model, question));
  const seen = rules.map(({ name, rule }) => ({ name, rule, seen: view(model, rule) }));
  const space = new Space([...asked, ...seen.map((each) => each.seen)], resolver);
  const deciders = seen.flatMap(({ name, rule, seen: its }) => {
    const shape = space.shape(its);
    return shape ? [{ name, shape, verdict: verdictOf(model, rule) }] : [];
  });
  const otherwise = verdictOf(model, model.verdict?.otherwise ?? {});
  return asked.map((question) => {
    const whole = space.shape(question);
    if (!whole) return [];
    return space.within(effort, () => {
      const shares: Share[] = [];
      let left: readonly Cube[] = [whole.cube];
      for (const { name, shape, verdict } of deciders) {
        if (left.length === 0) return shares;
        if (!space.mayMeet(whole, shape)) continue;
        const taken = left.map((cube) => space.intersect(cube, shape)).filter((cube) => cube !== undefined);
        if (taken.length === 0) continue;
        shares.push({ rule: name, verdict, ...knownOf(space, taken) });
        left = space.subtractAll(left, shape);
      }
      if (left.length === 0) return shares;
      return [...shares, { rule: undefined, verdict: otherwise, ...knownOf(space, left) }];
    });
  });
}

function knownOf(space: Space, cubes: readonly Cube[]): Pick<Share, "example" | "certain"> {
  const sure = cubes.filter((cube) => space.isSure(cube));
  for (const cube of sure) {
    const example = space.example(cube);
    if (example) return { example, certain: true };
  }
  return { example: undefined, certain: sure.length > 0 };
}
