// @ts-check
import { ensurePython } from "./lib/python.mjs";

const python = await ensurePython((line) => process.stderr.write(`python: ${line}\n`));
process.stdout.write(`${python}\n`);
