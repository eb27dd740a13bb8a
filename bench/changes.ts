import { type BenchRule, side } from "./judge";
import type { Change } from "./movers";

/** A source of chance that gives the same numbers in every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Rules that overlap: three sources by three targets each, anywhere. */
export function someRules(count: number, seed = 1): BenchRule[] {
  const next = random(seed);
  const three = () => [...new Set([next(side), next(side), next(side)])].sort((a, b) => a - b);
  return Array.from({ length: count }, (_, index) => ({
    key: `rule ${index}`,
    sources: three(),
    targets: three(),
    action: next(2) === 0 ? "accept" : "drop",
  }));
}

type Rules = readonly BenchRule[];
type Reorder = (rules: Rules, size: number) => BenchRule[];

const toEnd = (rules: Rules, isMoved: (index: number) => boolean) => [
  ...rules.filter((_, index) => !isMoved(index)),
  ...rules.filter((_, index) => isMoved(index)),
];
const inBlocks = (rules: Rules, size: number, change: (block: Rules) => Rules) =>
  Array.from({ length: Math.ceil(rules.length / size) }, (_, at) =>
    change(rules.slice(at * size, (at + 1) * size)),
  ).flat();
const half = (rules: Rules) => Math.floor(rules.length / 2);

/** Ten kinds of reorders, each with a size. */
const kinds: Record<string, Reorder> = {
  "the first rules to the end": (rules, size) => toEnd(rules, (index) => index < size),
  "rules from anywhere to the end": (rules, size) =>
    toEnd(rules, (index) => index % Math.ceil(rules.length / size) === 0),
  "the first rules to the middle": (rules, size) => [
    ...rules.slice(size, half(rules)),
    ...rules.slice(0, size),
    ...rules.slice(Math.max(size, half(rules))),
  ],
  "the last rules to the top": (rules, size) => toEnd(rules, (index) => index < rules.length - size),
  "first rules and last rules exchanged": (rules, size) => [
    ...rules.slice(rules.length - size),
    ...rules.slice(size, rules.length - size),
    ...rules.slice(0, size),
  ],
  "the first rule of each block to its end": (rules, size) =>
    inBlocks(rules, Math.ceil(rules.length / size), (block) => [...block.slice(1), ...block.slice(0, 1)]),
  "the last rule of each block to its top": (rules, size) =>
    inBlocks(rules, Math.ceil(rules.length / size), (block) => [...block.slice(-1), ...block.slice(0, -1)]),
  "each block turned round": (rules, size) =>
    inBlocks(rules, Math.max(2, size), (block) => block.toReversed()),
  "dealt out by turns": (rules, size) =>
    Array.from({ length: size + 1 }, (_, turn) => rules.filter((__, at) => at % (size + 1) === turn)).flat(),
  shuffled: (rules, size) => shuffled(rules, size),
};

function shuffled(rules: Rules, seed: number): BenchRule[] {
  const next = random(seed);
  const out = [...rules];
  for (let at = out.length - 1; at > 0; at--) {
    const other = next(at + 1);
    [out[at], out[other]] = [out[other] as BenchRule, out[at] as BenchRule];
  }
  return out;
}

/** Moves that a greedy mover needs: one for each rule that does not stand in its place when it is that place's turn. */
function greedyMoves({ from, to }: Change): number {
  const rest = [...from];
  let moves = 0;
  for (const rule of to) {
    const at = rest.indexOf(rule);
    if (at > 0) moves += 1;
    rest.splice(at, 1);
  }
  return moves;
}

/** Of many reorders the ten on which the greedy mover does worst, for its calls over the least possible ones. */
export function worstReorders(count: number, least: (change: Change) => number): Change[] {
  const from = someRules(count);
  const sizes = [1, 2, 5, 10, 20, 50, 100, 200].filter((size) => size <= count / 4);
  const tries = Object.entries(kinds).flatMap(([kind, reorder]) =>
    sizes.map((size) => ({ name: `${kind} (${size})`, from, to: reorder(from, size) })),
  );
  const different = new Map(
    tries.toReversed().map((change) => [change.to.map((rule) => rule.key).join(), change]),
  );
  const rated = [...different.values()].map((change) => {
    const fewest = least(change);
    return { change, ratio: fewest === 0 ? 0 : greedyMoves(change) / fewest };
  });
  return rated
    .sort((a, b) => b.ratio - a.ratio)
    .slice(0, 10)
    .map(({ change }) => change);
}

/** The rules in any order. */
export function shuffle(count: number): Change {
  const from = someRules(count);
  return { name: "shuffled", from, to: shuffled(from, 1) };
}

/** Changes of all kinds at once: each rule may go, change what it matches or does, or move; new ones come. */
export function mixedChanges(count: number): Change[] {
  return [1, 5, 20].map((percent) => {
    const from = someRules(count);
    const next = random(percent);
    const happens = () => next(100) < percent;
    const fresh = someRules(count, 7);
    const kept = from.filter(() => !happens());
    const edited = kept.map((rule, at) => {
      if (!happens()) return rule;
      const other = fresh[at] as BenchRule;
      return next(2) === 0 ? { ...rule, action: other.action } : { ...rule, sources: other.sources };
    });
    const to = edited.filter(() => !happens());
    const moved = edited.filter((rule) => !to.includes(rule));
    const added = fresh.filter(() => happens()).map((rule) => ({ ...rule, key: `new ${rule.key}` }));
    for (const rule of [...moved, ...added]) to.splice(next(to.length + 1), 0, rule);
    return { name: `${percent} % each deleted, edited, moved and added`, from, to };
  });
}
