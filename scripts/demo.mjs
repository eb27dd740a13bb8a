// @ts-check
import { bootstrap } from "./bootstrap.mjs";
import { firewall } from "./demo/firewall.mjs";
import { hitless } from "./demo/hitless.mjs";
import { heading, say } from "./demo/say.mjs";
import { Stage } from "./demo/stage.mjs";
import { vendors } from "./demo/vendors.mjs";
import { isMain } from "./lib/paths.mjs";
import { duration } from "./lib/run.mjs";

/** The chapters of the demo, in this order; each leaves the appliances as it found them. */
const chapters = [firewall, hitless, vendors];

async function main() {
  await bootstrap({ log: say });
  const stage = await Stage.open();
  const started = Date.now();
  try {
    for (const chapter of chapters) await chapter(stage);
  } finally {
    await stage.close();
  }
  heading("The end");
  say(`${duration(Date.now() - started)}; nothing is left: no process, no folder, no rule.`);
}

if (isMain(import.meta.url)) {
  let interrupted = false;
  process.once("SIGINT", () => {
    interrupted = true;
    say("\nInterrupted; cleaning up …");
  });
  main().catch((error) => {
    // What was under way when the user stopped it fails, which is no news.
    if (!interrupted) process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  });
}
