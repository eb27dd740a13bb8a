import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { DataFunction } from "../../../provider/kernel/function";
import type { Resource } from "../../../provider/kernel/resource";
import { root } from "../../../scripts/lib/paths.mjs";
import { deepfinderCases } from "./deepfinder";
import { eraCases } from "./era";
import { idecoCases } from "./ideco";
import { nhnCases } from "./nhn";
import { selectelCases } from "./selectel";
import type { FunctionRun, ResourceCase, VendorCases } from "./types";

/** How every vendor's definitions are tried. */
export const cases: Record<string, VendorCases> = {
  ideco: idecoCases,
  era: eraCases,
  nhn: nhnCases,
  selectel: selectelCases,
  deepfinder: deepfinderCases,
};

export function casesOf(vendor: string): VendorCases {
  const found = cases[vendor];
  if (!found) throw new Error(`test/conformance/cases has nothing for the vendor ${vendor}`);
  return found;
}

export function caseOf({ vendor, name }: Resource): ResourceCase {
  const found = casesOf(vendor.name).resources[name];
  if (!found)
    throw new Error(`${vendor.name}:${name} has no case: add one to test/conformance/cases/${vendor.name}`);
  return found;
}

export function runsOf({ vendor, name }: DataFunction): FunctionRun[] {
  const found = casesOf(vendor.name).functions[name];
  if (!found) throw new Error(`test/conformance/cases/${vendor.name} has no run of ${name}`);
  return found;
}

/** The files to open for a definition: its own, and that of its case; the folder where there is none yet. */
export function filesOf({ vendor, name }: Resource): { definitionFile: string; caseFile: string } {
  return {
    definitionFile: fileWith(join("provider", "vendors", vendor.name), `name: "${name}"`),
    caseFile: fileWith(join("test", "conformance", "cases"), `    ${name}: `, `  ${name}: `),
  };
}

const sources = new Map<string, { file: string; text: string }[]>();

function fileWith(folder: string, ...texts: string[]): string {
  const found = sourcesIn(folder).find(({ text }) => texts.some((each) => text.includes(each)));
  return found === undefined ? `${folder}/` : relative(root, found.file);
}

function sourcesIn(folder: string): { file: string; text: string }[] {
  const known = sources.get(folder);
  if (known) return known;
  const read = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .map((file) => ({ file, text: readFileSync(file, "utf8") }));
  sources.set(folder, read);
  return read;
}
