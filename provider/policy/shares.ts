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
}

/** More than any question about one flow takes; a table of some thousand rules needs a fraction of it. */
const EFFORT = 2_000_000;

/**
 * Which rules of a table decide the packets that `question`, a rule, matches: a share for each of them, in the order in
 * which they are asked. Only for tables of one chain whose first match decides.
 * @returns undefined where it takes more steps than `effort`
 */
export function sharesOf(
  model: TableModel,
  rules: readonly NamedRule[],
  question: Rule,
  { resolver, effort = EFFORT }: { resolver?: Resolver | undefined; effort?: number } = {},
): Share[] | undefined {
  const asked = view(model, question);
  const seen = rules.map(({ name, rule }) => ({ name, rule, seen: view(model, rule) }));
  const space = new Space([asked, ...seen.map((each) => each.seen)], resolver);
  const whole = space.shape(asked);
  if (!whole) return [];
  return space.within(effort, () => {
    const shares: Share[] = [];
    let left: readonly Cube[] = [whole.cube];
    for (const { name, rule, seen: its } of seen) {
      const shape = space.shape(its);
      if (!shape) continue;
      const taken = left.map((cube) => space.intersect(cube, shape)).filter((cube) => cube !== undefined);
      if (taken.length === 0) continue;
      shares.push({ rule: name, verdict: verdictOf(model, rule), example: exampleOf(space, taken) });
      left = space.subtractAll(left, shape);
    }
    if (left.length === 0) return shares;
    const verdict = verdictOf(model, model.verdict?.otherwise ?? {});
    return [...shares, { rule: undefined, verdict, example: exampleOf(space, left) }];
  });
}

function exampleOf(space: Space, cubes: readonly Cube[]): Share["example"] {
  for (const cube of cubes) {
    const example = space.isSure(cube) ? space.example(cube) : undefined;
    if (example) return example;
  }
  return undefined;
}
