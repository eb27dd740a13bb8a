import { describe, test, vi } from "vitest";
import { catalogue } from "../../provider/catalogue";
import { fronts } from "./driver";
import { onHarness } from "./harness";
import { live } from "./life";

// Seconds on an idle machine, minutes on a crowded one.
vi.setConfig({ testTimeout: 120_000 });

describe.each(fronts)("a resource in the $name front", (front) => {
  test.concurrent.for(catalogue.resources.map(({ token }) => token))("%s", (token) =>
    onHarness(token, front, {}, live),
  );
});
