import { expect, test } from "vitest";
import type { TableModel } from "../../provider/policy/match";
import { plan } from "../../provider/policy/plan";
import { MODEL } from "./model";
import { MUTANTS, serial, WRONG_SCHEDULES } from "./mutants";
import { firstViolation, newTally } from "./property";
import { setting } from "./random";

/** Repeat a run with POLICY_SEED, lengthen it with POLICY_PAIRS. The lab's own tables are in test/hitless. */
const SEED = setting("POLICY_SEED", Math.floor(Math.random() * 1e9));
const PAIRS = setting("POLICY_PAIRS", 20_000);

const TABLES: readonly { name: string; model: TableModel; share: number }[] = [
  { name: "first match decides", model: MODEL, share: 0.55 },
  { name: "last match decides (log)", model: { ...MODEL, order: "last-match" }, share: 0.15 },
  {
    name: "two chains in one list (content filter)",
    model: { ...MODEL, chains: { field: "action", apart: ["bump"] } },
    share: 0.15,
  },
  {
    name: "inserting is appending and moving (application control)",
    model: { ...MODEL, insert: "append-and-move" },
    share: 0.15,
  },
];

test.each(TABLES)(
  "no packet meets a third verdict: $name",
  { timeout: 3_600_000 },
  ({ name, model, share }) => {
    const tally = newTally();
    const pairs = Math.ceil(PAIRS * share);
    const violation = firstViolation(model, plan, SEED, pairs, tally);
    console.log(`${name}: seed ${SEED}, ${JSON.stringify(tally)}`);
    expect(violation).toBeUndefined();
    expect(tally.pairs).toBe(pairs);
  },
);

/** A planner that ignores one thing is rarely unsafe: it takes many pairs to see it. */
test.each(MUTANTS)("the property catches a planner that $name", { timeout: 600_000 }, ({ name, planner }) => {
  const tally = newTally();
  const violation = firstViolation(MODEL, planner, 1, 20_000, tally, /^a third verdict/, serial);
  console.log(`${name}: caught after ${tally.pairs} pairs: ${violation?.what.slice(0, 60)}`);
  expect(violation).toBeDefined();
});

test.each(WRONG_SCHEDULES)(
  "the property catches a schedule that $name",
  { timeout: 600_000 },
  ({ name, scheduler }) => {
    const tally = newTally();
    const violation = firstViolation(MODEL, plan, 1, 20_000, tally, /^a third verdict/, scheduler);
    console.log(`${name}: caught after ${tally.pairs} pairs: ${violation?.what.slice(0, 60)}`);
    expect(violation).toBeDefined();
  },
);
