import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { catalogue } from "../../provider/catalogue";
import type { Lab } from "../../provider/lab/core";
import { endpointOf, endpoints, type Reached } from "../../scripts/generate/endpoints";
import { testOf } from "../../scripts/generate/tested";
import { root } from "../../scripts/lib/paths.mjs";
import { runsOf } from "./cases";
import { trialsOf } from "./changes";
import { type Front, fronts } from "./driver";
import { FunctionHarness, type Harness, onHarness } from "./harness";

/** What is called is the same in both fronts. */
const [front] = fronts as [Front, Front];
/**
 * Which definitions reach an endpoint; PERIMETER_RECORD=1 writes it anew, PERIMETER_RECORD=new adds those that it lacks,
 * which `npm run generate` does by itself.
 */
const file = join(root, "test/conformance/reached.json");
/** The key of those that reach no endpoint that a page prints, so that the record names every definition. */
const elsewhere = "none of the pages' endpoints";
const onlyNew = process.env.PERIMETER_RECORD === "new";
const tokens = [...catalogue.resources, ...catalogue.functions].map(({ token }) => token);

test("every endpoint of the vendors' pages is reached by the definitions that docs/endpoints.md names", async () => {
  vi.setConfig({ testTimeout: 600_000 });
  const reached: Reached = Object.fromEntries(endpoints.map((endpoint) => [endpoint, []]));
  const known = onlyNew ? recorded() : {};
  const isFresh = ({ token }: { token: string }) => !Object.values(known).flat().includes(token);
  for (const { token } of catalogue.resources.filter(isFresh)) {
    await onHarness(token, front, {}, async (bed) => {
      await liveWith(bed);
      note(reached, token, bed.lab);
    });
  }
  for (const definition of catalogue.functions.filter(isFresh)) {
    for (const run of runsOf(definition)) {
      await FunctionHarness.during(definition, run, async (bed) => {
        await bed.invoke(front);
        note(reached, definition.token, bed.lab);
      });
    }
  }
  for (const endpoint of endpoints) {
    const all = [...(known[endpoint] ?? []), ...(reached[endpoint] ?? [])];
    reached[endpoint] = tokens.filter((token) => all.includes(token));
  }
  expect(Object.entries(reached).filter(([, tokens]) => tokens.length === 0)).toEqual([]);
  reached[elsewhere] = tokens.filter((token) => !Object.values(reached).flat().includes(token));
  if (process.env.PERIMETER_RECORD) writeFileSync(file, JSON.stringify(reached, null, 2));
  expect(reached).toEqual(recorded());
}, 600_000);

function recorded(): Reached {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Everything that a resource can do: all its changes, one after the other, and its end. */
async function liveWith(bed: Harness): Promise<void> {
  await bed.up(bed.args());
  const trials = trialsOf(bed.definition).filter(
    ({ change, operation }) => !change.lab && operation !== "same",
  );
  for (const { before, after } of trials) {
    await bed.up(before);
    await bed.up(after);
  }
  await bed.refresh();
  await bed.destroy();
}

function note(reached: Reached, token: string, lab: Lab): void {
  const [vendor = ""] = token.split(":");
  for (const { method, path, status } of lab.journal.list({ vendor })) {
    const endpoint = endpointOf(vendor, method, path);
    if (endpoint === undefined || status >= 400) continue;
    const tokens = reached[endpoint] as string[];
    if (!tokens.includes(token)) tokens.push(token);
  }
}

describe("the tests that the table names", () => {
  test.each([...catalogue.resources, ...catalogue.functions])("of $token", ({ token, name }) => {
    const path = join(root, testOf(token));
    expect(existsSync(path)).toBe(true);
    const own = readFileSync(path, "utf8");
    // The table of a test may be a file beside the conformance tests.
    const imported = [...own.matchAll(/from "(\.[^"]+)"/g)].map(
      ([, file]) => `${join(dirname(path), `${file}`)}.ts`,
    );
    const texts = imported.filter(existsSync).map((each) => readFileSync(each, "utf8"));
    expect([own, ...texts].join("\n")).toContain(name);
  });
});
