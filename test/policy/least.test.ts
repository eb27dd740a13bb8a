import { expect, test } from "vitest";
import type { FoundRule, GoalItem } from "../../provider/policy/calls";
import type { Rule, TableModel } from "../../provider/policy/match";
import { plan } from "../../provider/policy/plan";
import { MODEL } from "./model";
import { Random, setting } from "./random";

const SEED = setting("POLICY_SEED", 1);
const CASES = setting("POLICY_LEAST", 80);

const rule = (comment: string): Rule => ({
  enabled: true,
  source: ["any"],
  sourceNot: false,
  target: [{ of: ["any"], not: false }],
  ports: [],
  protocol: "any",
  zone: ["any"],
  posture: ["any"],
  action: "drop",
  comment,
});

/**
 * A table as a text of one character a rule: digits are foreign; lower case is a kept rule in its old form, upper
 * case in its new one; `+` and its key's place is a rule that was inserted; `-` and a number one to be deleted.
 */
type Table = readonly string[];

interface Puzzle {
  readonly start: Table;
  readonly found: readonly FoundRule[];
  readonly goal: readonly GoalItem[];
  /** What may stand in each place of the wanted table. */
  readonly wanted: readonly (readonly string[])[];
}

/** How many rules are foreign, kept, to be deleted, and new: small enough for trying all ways. */
const SHAPES = [
  [0, 3, 0, 0],
  [0, 3, 0, 1],
  [0, 3, 1, 0],
  [1, 2, 0, 1],
  [1, 2, 1, 0],
  [2, 2, 0, 0],
  [1, 3, 0, 0],
  [0, 2, 0, 2],
  [0, 1, 0, 2],
  [2, 1, 1, 1],
  [0, 4, 0, 0],
] as const;

function puzzle(random: Random): Puzzle {
  const shape = random.pick(SHAPES);
  const [foreign, kept, stale] = [100, 0, 50].map((first, kind) =>
    Array.from({ length: shape[kind] as number }, (_, index) => first + index),
  ) as [number[], number[], number[]];
  const fresh = Array.from({ length: shape[3] }, (_, index) => `new${index}`);
  const between = <T, U>(fixed: readonly T[], others: readonly U[]): (T | U)[] => {
    const out: (T | U)[] = [...fixed];
    for (const other of others) out.splice(random.below(out.length + 1), 0, other);
    return out;
  };
  const ids = between(foreign, random.shuffle([...kept, ...stale]));
  const found = ids.map((id): FoundRule => ({ id, rule: rule("old"), foreign: id >= 100 }));
  const edited = new Set(kept.filter(() => random.chance(0.3)));
  const goal = between<number, number | string>(foreign, random.shuffle([...kept, ...fresh])).map(
    (item): GoalItem => {
      if (typeof item === "string") return { key: item, rule: rule("old") };
      if (item >= 100) return { foreign: item };
      return { key: `k${item}`, id: item, rule: rule(edited.has(item) ? "new" : "old") };
    },
  );
  const wanted = goal.map((item, place) => {
    if ("foreign" in item) return [`f${item.foreign}`];
    if (item.id === undefined) return [`+${place}`];
    return [edited.has(item.id as number) ? `new ${item.id}` : `old ${item.id}`, `+${place}`];
  });
  const start = found.map(({ id, foreign: isForeign }) => (isForeign ? `f${id}` : `old ${id}`));
  return { start, found, goal, wanted };
}

/** Every table that one call makes of this one. */
function* neighbours(table: Table, of: Puzzle, appendOnly: boolean): Generator<Table> {
  const places = appendOnly ? [table.length] : [...table.keys(), table.length];
  for (const place of of.wanted.keys()) {
    const made = `+${place}`;
    if (!of.wanted[place]?.includes(made) || table.includes(made)) continue;
    for (const at of places) yield table.toSpliced(at, 0, made);
  }
  for (const [at, held] of table.entries()) {
    if (held.startsWith("f")) continue;
    const rest = table.toSpliced(at, 1);
    if (!held.startsWith("+")) yield rest;
    const edited = held.replace("old", "new");
    if (edited !== held && of.wanted.some((choices) => choices.includes(edited)))
      yield table.with(at, edited);
    for (const to of [...rest.keys(), rest.length]) if (to !== at) yield rest.toSpliced(to, 0, held);
  }
}

const isThere = (table: Table, of: Puzzle) =>
  table.length === of.wanted.length && table.every((held, at) => of.wanted[at]?.includes(held));

/** The number of calls of the shortest way, by trying them all. */
function shortest(of: Puzzle, appendOnly: boolean): number {
  let ring: Table[] = [of.start];
  const met = new Set([of.start.join()]);
  for (let calls = 0; ; calls++) {
    if (ring.some((table) => isThere(table, of))) return calls;
    const next: Table[] = [];
    for (const table of ring) {
      for (const other of neighbours(table, of, appendOnly)) {
        const name = other.join();
        if (met.has(name)) continue;
        met.add(name);
        next.push(other);
      }
    }
    ring = next;
  }
}

const MODELS: readonly { name: string; model: TableModel }[] = [
  { name: "with anchors", model: MODEL },
  { name: "where the last match decides", model: { ...MODEL, order: "last-match" } },
  { name: "where inserting is appending and moving", model: { ...MODEL, insert: "append-and-move" } },
];

test.each(MODELS)(
  "the least possible number of calls is that of the shortest way, $name",
  { timeout: 600_000 },
  ({ model }) => {
    const random = new Random(SEED);
    for (let at = 0; at < CASES; at++) {
      const one = puzzle(random);
      const { leastCalls, calls } = plan(model, one.found, one.goal);
      const least = shortest(one, model.insert === "append-and-move");
      expect({ seed: SEED, case: at, start: one.start, goal: one.goal, leastCalls }).toMatchObject({
        leastCalls: least,
      });
      // Edits of a comment change no traffic, so no call more is needed.
      if (model.insert !== "append-and-move") expect(calls.length).toBe(least);
    }
  },
);
