import type { DataFunction, Resource } from "../../../provider/kernel/define";
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
  if (!found) throw new Error(`test/conformance/cases/${vendor.name} has no case for ${name}`);
  return found;
}

export function runsOf({ vendor, name }: DataFunction): FunctionRun[] {
  const found = casesOf(vendor.name).functions[name];
  if (!found) throw new Error(`test/conformance/cases/${vendor.name} has no run of ${name}`);
  return found;
}
