/** Makes the engine before any test of it runs, so that no test's time limit has to hold a build. */
export default async function setup(): Promise<void> {
  const { ensureEngine } = await import("../../scripts/engine.mjs");
  await ensureEngine();
}
