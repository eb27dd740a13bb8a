// @ts-check
import { bootstrap } from "./bootstrap.mjs";
import { writeSettings } from "./generate/settings.mjs";
import { tool } from "./test/check.mjs";

// What is generated is made from the sources, so that a fresh clone needs no build before it.
await bootstrap({ build: false });
writeSettings();
await tool("tsx", "scripts/generate/record.ts");
await tool("tsx", "scripts/generate.ts");
