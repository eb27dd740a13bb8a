import { ensureEngine } from "../../scripts/engine.mjs";

/** Makes the engine before any test of it runs, so that no test's time limit has to hold a build. */
export default async function setup(): Promise<void> {
  const { env } = await ensureEngine();
  Object.assign(process.env, env);
}
