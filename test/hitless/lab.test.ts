import { afterEach, expect, test, vi } from "vitest";
import type { TableName } from "../../provider/lab/ideco/rules";
import type { Planner } from "../policy/property";
import { setting } from "../policy/random";
import { firstViolation, newTally } from "./property";

/** Repeat a run with HITLESS_SEED, lengthen it with HITLESS_PAIRS: 100,000 take two and a half minutes more. */
const SEED = setting("HITLESS_SEED", Math.floor(Math.random() * 1e9));
const PAIRS = setting("HITLESS_PAIRS", 40_000);

const planner = vi.hoisted(() => ({ wrong: undefined as Planner | undefined }));

/** Every plan of the product is made here; a wrong planner may stand in, which itself may use the right one. */
vi.mock("../../provider/policy/plan", async (original) => {
  const right = await original<typeof import("../../provider/policy/plan")>();
  const plan: Planner = (...task) => {
    const { wrong } = planner;
    if (!wrong) return right.plan(...task);
    planner.wrong = undefined;
    try {
      return wrong(...task);
    } finally {
      planner.wrong = wrong;
    }
  };
  return { ...right, plan };
});

afterEach(() => {
  planner.wrong = undefined;
});

/** Forward and input are of one kind. */
const TABLES: [TableName, number][] = [
  ["forward", 0.36],
  ["input", 0.04],
  ["dnat", 0.12],
  ["snat", 0.1],
  ["log", 0.12],
  ["appControl", 0.12],
  ["contentFilter", 0.14],
];

test.each(TABLES)(
  "no packet meets a third verdict in the table %s of the lab",
  { timeout: 3_600_000 },
  async (table, share) => {
    const tally = newTally();
    const pairs = Math.ceil(PAIRS * share);
    const violation = await firstViolation(table, SEED, pairs, tally);
    console.log(`${table}: seed ${SEED}, ${JSON.stringify(tally)}`);
    expect(violation).toBeUndefined();
    expect(tally.pairs).toBe(pairs);
  },
);

test("the shares are the whole", () => {
  expect(TABLES.reduce((sum, [, share]) => sum + share, 0)).toBeCloseTo(1);
});

const { MUTANTS } = await import("../policy/mutants");

/** A planner that takes an inverted list for a plain one needs a model of its own; see the policy's own test. */
const mutants = MUTANTS.filter(({ name }) => name !== "ignores that a list is inverted");

test.each(mutants)(
  "the lab catches a planner that $name",
  { timeout: 600_000 },
  async ({ name, planner: wrong }) => {
    planner.wrong = wrong;
    const tally = newTally();
    const violation = await firstViolation("forward", 1, 20_000, tally, /^a third verdict/);
    console.log(`${name}: caught after ${tally.pairs} pairs: ${violation?.what}`);
    expect(violation).toBeDefined();
  },
);
