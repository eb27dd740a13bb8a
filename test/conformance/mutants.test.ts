import { describe, expect, test, vi } from "vitest";
import { catalogue } from "../../provider/catalogue";
import type { Resource } from "../../provider/kernel/resource";
import type { Properties } from "../../provider/kernel/values";
import { caseOf, filesOf } from "./cases";
import { type Trial, trialsOf } from "./changes";
import { fronts } from "./driver";
import { changed } from "./fields";
import { onHarness } from "./harness";
import { live } from "./life";

// Seconds on an idle machine, minutes on a crowded one.
vi.setConfig({ testTimeout: 120_000 });

/** The suite itself under test: definitions that are wrong on purpose fail it, and are told which file to open. */

const [front] = fronts as [(typeof fronts)[number]];
const definitions = catalogue.resources.filter((definition) => !caseOf(definition).isEvent);

/** Each mutant stands in the catalogue in the place of its original for the length of one test. */
async function withMutant(original: Resource, mutant: Partial<Resource>, work: () => Promise<void>) {
  const resources = catalogue.resources as Resource[];
  const place = resources.indexOf(original);
  resources[place] = { ...original, ...mutant };
  try {
    await work();
  } finally {
    resources[place] = original;
  }
}

describe("a resource fails its own tests", () => {
  test.each(definitions)("where delete does nothing: $token", async (definition) => {
    await withMutant(definition, { delete: async () => {} }, async () => {
      const failing = onHarness(definition.token, front, {}, live);
      await expect(failing).rejects.toThrow(filesOf(definition).definitionFile);
    });
  });

  test.each(definitions)("where create does nothing: $token", async (definition) => {
    const create = async () => ({ id: "7", outputs: {} });
    await withMutant(definition, { create }, async () => {
      const failing = onHarness(definition.token, front, {}, live);
      await expect(failing).rejects.toThrow(filesOf(definition).definitionFile);
    });
  });

  const forgetful = definitions.flatMap((definition) => {
    const trial = trialsOf(definition).find(
      ({ operation, field }) => operation === "update" && !caseOf(definition).quiet?.includes(field),
    );
    return definition.update && trial ? [{ token: definition.token, definition, trial }] : [];
  });

  test.each(forgetful)("where update forgets a field: $token", async ({ token, definition, trial }) => {
    const update = forgetting(definition, trial);
    await withMutant(definition, { update }, async () => {
      const failing = onHarness(token, front, { lab: trial.change.lab }, (bed) => changed(bed, trial));
      await expect(failing).rejects.toThrow(filesOf(definition).definitionFile);
    });
  });
});

/** The update with the old value of the fields that the trial changes. */
function forgetting(definition: Resource, { shown }: Trial): Resource["update"] {
  return (ctx, id, state: Properties, inputs: Properties) => {
    const old = Object.fromEntries(shown.map((name) => [name, state[name]]));
    return definition.update?.(ctx, id, state, { ...inputs, ...old }) as Promise<Properties>;
  };
}
