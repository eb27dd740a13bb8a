import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Name of a need → where it is on this machine; found once, by vitest.config.ts. */
    needs: Record<string, string>;
  }
}

/** What a test may need beyond Node and Go; `scripts/lib/needs.mjs` says how each is found. */
export type Need = "chromium" | "python" | "go" | "postgres";

/**
 * Where a thing is that this test file needs. The file says so in its name as well, `tables.chromium.test.ts`:
 * where the thing is missing such a file is left out and named in the summary of `npm test`, and under
 * PERIMETER_TEST_ALL=1 this call fails it.
 *
 * @returns the path of the executable; for `postgres` of the folder that holds `initdb` and `postgres`. The Python has
 *   the packages of tools/python/requirements.txt: pulumi, and moto (`-m moto.server`), a simulated S3
 * @throws where it is not found
 */
export function need(name: Need): string {
  const path = inject("needs")[name];
  if (path === undefined)
    throw new Error(`This test file needs ${name}, which was not found on this machine.`);
  return path;
}
