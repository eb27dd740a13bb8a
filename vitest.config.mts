import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { found, leftOut } from "./scripts/lib/needs.mjs";
import { root } from "./scripts/lib/paths.mjs";

/** Tests that start the real engine, wherever they are. */
const engine = ["test/engine/**/*.test.ts", "test/**/engine/**/*.test.ts", "test/**/*.engine.test.ts"];

/**
 * Tests that leave nothing behind in the process that they run in: their files share processes, and the package is
 * loaded once in each. A test that replaces a module, the environment or the clock for good is not among them.
 */
const shared = ["test/vendors/**/*.test.ts", "test/policy/**/*.test.ts", "test/suricata/**/*.test.ts"];
/** They replace what the package imports. */
const alone = ["test/vendors/deepfinder/*.test.ts"];

const here = found();
const exclude = ["**/node_modules/**", ...leftOut(process.env, here)];

function unit(name: string, include: string[], exclude: string[], isolate = true) {
  return {
    extends: true as const,
    test: {
      name,
      include,
      exclude,
      isolate,
      testTimeout: 30_000,
      hookTimeout: 60_000,
      // Half of a run is waiting, for pauses and for time limits, which costs no processor.
      maxWorkers: 2 * availableParallelism() + 1,
      sequence: { groupOrder: 0 },
    },
  };
}

export default defineConfig({
  test: {
    pool: "forks",
    provide: { needs: here },
    // What the package keeps on a machine is kept here, and not in the home of whoever runs the tests.
    env: { XDG_STATE_HOME: join(root, "node_modules", ".cache", "perimeter", "state") },
    projects: [
      unit("unit-shared", shared, [...exclude, ...engine, ...alone], false),
      unit("unit", ["test/!(vendors|policy|suricata)/**/*.test.ts", ...alone], [...exclude, ...engine]),
      {
        extends: true,
        test: {
          name: "engine",
          include: engine,
          exclude,
          globalSetup: ["test/engine/setup.ts"],
          // Seconds on an idle machine, minutes on a crowded one: the limit is there for what hangs.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // Each file runs engines, language hosts and providers, that is processes of its own.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
