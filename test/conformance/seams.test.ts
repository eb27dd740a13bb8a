import { describe, test, vi } from "vitest";
import { catalogue } from "../../provider/catalogue";
import { fronts } from "./driver";
import { definitionOf, onHarness } from "./harness";
import { seams } from "./seams";

vi.setConfig({ maxConcurrency: 16, testTimeout: 120_000 });

const tokens = catalogue.resources.map(({ token }) => token);

describe.each(fronts)("the $name front", (front) => {
  describe.each(seams)("$name", ({ appliesTo = () => true, run }) => {
    test.concurrent.for(tokens.filter((token) => appliesTo(definitionOf(token))))("%s", (token) =>
      onHarness(token, front, {}, run),
    );
  });
});
