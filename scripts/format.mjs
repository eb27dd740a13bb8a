// @ts-check
import { bootstrap } from "./bootstrap.mjs";
import { tool } from "./test/check.mjs";

await bootstrap({ build: false });
await tool("biome", "check", "--write");
