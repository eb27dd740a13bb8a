import { bootstrap } from "../../scripts/bootstrap.mjs";
import { ensureEngine } from "../../scripts/engine.mjs";

/** Makes dist/ and the engine before any test runs, so that no test's time limit has to hold a build. */
export default async function setup(): Promise<void> {
  // What does not compile is a failure of its own in `npm test`; here the tests tell what it means.
  await bootstrap().catch((error: Error) => process.stderr.write(`${error.message}\n`));
  const { env } = await ensureEngine();
  Object.assign(process.env, env);
}
