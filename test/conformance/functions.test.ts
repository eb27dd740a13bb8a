import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { catalogue } from "../../provider/catalogue";
import type { DataFunction } from "../../provider/kernel/function";
import type { Properties } from "../../provider/kernel/values";
import { runsOf } from "./cases";
import type { FunctionRun } from "./cases/types";
import { type Front, fronts, ProviderError } from "./driver";
import { FaultInjector, type Trouble, troubles } from "./fault-injector";
import { FunctionHarness } from "./harness";

// They mostly wait.
vi.setConfig({ maxConcurrency: 16, testTimeout: 120_000 });

const [dynamic, plugin] = fronts as [Front, Front];

describe.each(catalogue.functions)("$token", (definition) => {
  const runs = runsOf(definition).map((run, n) => ({ run, n }));
  test.concurrent.for(runs)("gives what it declares, the same in both fronts: $run.args", async ({ run }) => {
    const results = await Promise.all([
      resultOf(definition, run, dynamic),
      resultOf(definition, run, plugin),
    ]);
    expect(results[1]).toEqual(results[0]);
    if (run.isPart) return;
    expect(z.strictObject(definition.outputs).safeParse(results[0]).error?.issues).toBeUndefined();
  });

  test("shows every property that it declares", async () => {
    const results = await Promise.all(runs.map(({ run }) => resultOf(definition, run, dynamic)));
    const shown = results.flatMap((result) => Object.keys(result));
    expect([...new Set(shown)].sort()).toEqual(Object.keys(definition.outputs).sort());
    if ("items" in definition.outputs) expect(results.flatMap(({ items }) => items)).not.toEqual([]);
  });
});

/** Every function in each front, in one go: the tests mostly wait. */
const both = fronts.flatMap((front) =>
  catalogue.functions.map((definition) => ({
    front,
    definition,
    where: `${definition.token} in the ${front.name} front`,
  })),
);

describe("functions when something goes wrong", () => {
  test.concurrent.for(both)("$where refuses what it doesn't know, and asks nobody", ({ front, definition }) =>
    FunctionHarness.during(definition, {}, async (bed) => {
      await expect(bed.invoke(front, { nonsense: true })).rejects.toThrow(/nonsense/);
      expect(bed.lab.journal.list()).toEqual([]);
    }),
  );

  const noticed = both.flatMap((one) => troubles.map((trouble) => ({ ...one, trouble }))).filter(isNoticed);
  test.concurrent.for(noticed)("$where bears $trouble.name", ({ front, definition, trouble }) =>
    FunctionHarness.during(definition, runsOf(definition)[0] ?? {}, async (bed) => {
      const calm = await bed.invoke(front);
      const storm = new FaultInjector(bed.lab, trouble);
      bed.timeoutSeconds = trouble.timeoutSeconds;
      expect(still(await bed.invoke(front))).toEqual(still(calm));
      storm.end();
      expect(bed.lab.journal.writes()).toEqual([]);
    }),
  );

  test.concurrent.for(both)("$where says plainly what is wrong for good", ({ front, definition }) =>
    FunctionHarness.during(definition, runsOf(definition)[0] ?? {}, async (bed) => {
      bed.lab.faults.take = () => ({ status: 502, html: true });
      const failure = await bed.invoke(front).catch((thrown: unknown) => thrown);
      expect(failure).toBeInstanceOf(ProviderError);
      expect(String(failure)).toMatch(/connection "lab-.*502/);
    }),
  );
});

function isNoticed({ definition, trouble }: { definition: DataFunction; trouble: Trouble }): boolean {
  return !(trouble.corrupt && runsOf(definition)[0]?.isText);
}

function resultOf(definition: DataFunction, run: FunctionRun, front: Front): Promise<Properties> {
  return FunctionHarness.during(definition, run, async (bed) => still(await bed.invoke(front)));
}

/** What tells the time is another one with each call. */
function still(value: Properties): Properties {
  const text = JSON.stringify(value, (name, each) => {
    if (/^(expires|checkDatetime|lastUpdate)$/.test(name)) return typeof each === "number" ? 0 : each;
    return typeof each === "string"
      ? each.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/, "2025-01-01T00:00:00")
      : each;
  });
  return JSON.parse(text);
}
