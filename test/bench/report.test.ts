import { describe, expect, test } from "vitest";
import { mixedChanges, someRules, worstReorders } from "../../bench/changes";
import { greedy, planned, planOf } from "../../bench/movers";
import { parseOptions } from "../../bench/options";
import { phases } from "../../bench/phases";
import { median, merged, report } from "../../bench/report";
import type { Run } from "../../bench/stack";

describe("the options", () => {
  test("say which rules, rounds and contenders", () => {
    expect(parseOptions(["--rules", "20,40", "--rounds", "2", "--only", "naive,floor"])).toEqual({
      rules: [20, 40],
      rounds: 2,
      only: ["naive", "floor"],
      minutes: 36,
      json: undefined,
      from: undefined,
      note: undefined,
      out: "bench/RESULTS.md",
    });
    expect(parseOptions(["--quick"])).toMatchObject({ rounds: 1, out: undefined });
  });

  test("that are wrong are told", () => {
    expect(() => parseOptions(["--only", "nive"])).toThrow('there is no contender "nive"');
    expect(() => parseOptions(["--rules", "many"])).toThrow("--rules takes whole numbers above 0");
    expect(() => parseOptions(["--rulez", "1"])).toThrow("--rulez");
  });
});

describe("the movers", () => {
  const change = (to: number[]) => {
    const from = someRules(6);
    return { name: "a reorder", from, to: to.map((at) => from[at] as (typeof from)[number]) };
  };

  test("move one rule, or every rule that it passes", () => {
    const down = change([1, 2, 3, 4, 5, 0]);
    expect(planned(down).calls).toBe(1);
    expect(greedy(down)).toEqual({ calls: 5, unsafe: 0 });
    expect(planOf(down).least).toBe(1);
  });

  test("are judged: a rule that changes before the others have moved is unsafe", () => {
    const rule = { sources: [1], targets: [1] };
    const from = [
      { key: "a", ...rule, action: "drop" as const },
      { key: "b", ...rule, sources: [1, 2], action: "accept" as const },
      { key: "c", sources: [2], targets: [1], action: "drop" as const },
    ];
    const [a, b, c] = from as [(typeof from)[0], (typeof from)[0], (typeof from)[0]];
    // Both tables drop what goes from 1; without the first rule it passes for a while.
    const to = [{ ...c, sources: [1, 2] }, b, { ...a, sources: [3] }];
    expect(greedy({ name: "safe before and after", from, to }).unsafe).toBeGreaterThan(0);
    expect(planned({ name: "safe before and after", from, to }).unsafe).toBe(0);
  });

  test("come to the same table in every change of the bench, the planner safely", () => {
    for (const each of [...worstReorders(40, (one) => planOf(one).least), ...mixedChanges(40)]) {
      expect({ name: each.name, ...planned(each) }).toMatchObject({ name: each.name, unsafe: 0 });
      expect(greedy(each).calls).toBeGreaterThanOrEqual(planOf(each).least);
    }
  });
});

describe("the report", () => {
  const run = (contender: string, seconds: number): Run => ({
    contender,
    rules: 5,
    stateBytes: 1000 * seconds,
    measurements: phases.map(({ name }) => ({
      phase: name,
      seconds,
      cpuSeconds: undefined,
      memoryMb: 100,
      providerMb: 50,
      logins: 1,
      reads: 2,
      writes: 3,
    })),
  });
  const rounds = [
    [run("dynamic", 2), run("naive", 4), run("floor", 1)],
    [run("dynamic", 30), run("naive", 10), run("floor", 10)],
    [run("dynamic", 4), run("naive", 4), run("floor", 2)],
  ];
  const movers = { rules: 5, reorders: [], mixed: [], planning: [{ rules: 5, milliseconds: 1 }] };
  const text = report({ date: "2000-01-01", versions: ["Node v20"], rounds, movers });

  test("takes medians, and the medians of the rounds' own ratios", () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
    expect(text).toContain("| dynamic | 4.0 (1.00, 2.00) | 4.0 (1.00, 2.00) |");
    expect(text).toContain("| 5, dynamic | 1.00 | 1.00 | 2.00 | – | – | 1.00 | 1.00 | 1.00 | 2.00 |");
  });

  test("puts the runs of several calls together, and takes other sizes for the same rounds", () => {
    const more = rounds.slice(0, 2).map((runs) => runs.map((each) => ({ ...each, rules: 50 })));
    const results = { date: "2000-01-01", versions: [], rounds, movers };
    const both = merged([results, { ...results, rounds: more }, { ...results, rounds: more }]);
    expect(both.rounds.map((runs) => runs.map((each) => each.rules).join())).toEqual([
      "5,5,5,50,50,50",
      "5,5,5,50,50,50",
      "5,5,5,50,50,50",
      "50,50,50",
    ]);
  });

  test("tells calls and state, and leaves out what could not be measured", () => {
    expect(text).toContain("| dynamic | 1 + 2 + 3 | 1 + 2 + 3 |");
    expect(text).toContain("| naive | 4 (1.00, 2.00) | 800 (1.00, 2.00) |");
    expect(text.split("### Processor time")[1]).toContain("| dynamic | – | – |");
  });

  test("compares nothing with a contender that did less", () => {
    const half = run("naive", 2);
    half.measurements.pop();
    const short = report({ date: "", versions: [], rounds: [[run("dynamic", 2), half]], movers });
    expect(short).toContain("| 5, dynamic | – | – | – |");
    expect(short).toContain("2.0 (1.00, –) | 2.0 | 14.0 |");
  });
});
