import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Tests that start the real engine, wherever they are. */
const engine = ["test/engine/**/*.test.ts", "test/**/engine/**/*.test.ts", "test/**/*.engine.test.ts"];

export default defineConfig(async () => {
  const { found, leftOut } = await import("./scripts/lib/needs.mjs");
  const here = found();
  const exclude = ["**/node_modules/**", ...leftOut(process.env, here)];
  return {
    test: {
      pool: "forks",
      provide: { needs: here },
      projects: [
        {
          extends: true as const,
          test: {
            name: "unit",
            include: ["test/**/*.test.ts"],
            exclude: [...exclude, ...engine],
            testTimeout: 30_000,
            hookTimeout: 60_000,
            maxWorkers: availableParallelism(),
            sequence: { groupOrder: 0 },
          },
        },
        {
          extends: true as const,
          test: {
            name: "engine",
            include: engine,
            exclude,
            globalSetup: ["test/engine/setup.ts"],
            testTimeout: 120_000,
            hookTimeout: 120_000,
            // Each file runs engines, language hosts and providers, that is processes of its own.
            maxWorkers: 2,
            sequence: { groupOrder: 1 },
          },
        },
      ],
    },
  };
});
