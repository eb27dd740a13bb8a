import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { found, leftOut } from "./scripts/lib/needs.mjs";
import { root } from "./scripts/lib/paths.mjs";

/** Tests that start the real engine, wherever they are. */
const engine = ["test/engine/**/*.test.ts", "test/**/engine/**/*.test.ts", "test/**/*.engine.test.ts"];

const here = found();
const exclude = ["**/node_modules/**", ...leftOut(process.env, here)];

export default defineConfig({
  test: {
    pool: "forks",
    provide: { needs: here },
    // What the package keeps on a machine is kept here, and not in the home of whoever runs the tests.
    env: { XDG_STATE_HOME: join(root, "node_modules", ".cache", "perimeter", "state") },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [...exclude, ...engine],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // Half of a run is waiting, for pauses and for time limits, which costs no processor.
          maxWorkers: 2 * availableParallelism() + 1,
          sequence: { groupOrder: 0 },
        },
      },
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
