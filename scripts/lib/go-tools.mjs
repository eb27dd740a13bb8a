// @ts-check
import { join } from "node:path";
import { goBuild, moduleFiles } from "./engine-build.mjs";
import { once } from "./once.mjs";
import { digest } from "./paths.mjs";

/** @param {string} line */
const toStderr = (line) => process.stderr.write(`tools: ${line}\n`);

/**
 * Builds actionlint as tools/actionlint pins it, once.
 * @returns {Promise<string>} the executable
 * @throws {Error} where there is no Go
 */
export async function ensureActionlint({ log = toStderr } = {}) {
  const module = "actionlint";
  const folder = await once(`${module}-${digest(...moduleFiles(module))}`, log, async (making) => {
    log(`building ${module} from source, once …`);
    const target = "github.com/rhysd/actionlint/cmd/actionlint";
    const failed = await goBuild({ module, target, out: join(making, module), log });
    if (failed) throw new Error(`${module} could not be built: ${failed.reason}`);
  });
  return join(folder, module);
}
