import type { VendorCases } from "../types";
import { contentCases } from "./content";
import { digest, strangers } from "./estate";
import { functionCases } from "./functions";
import { ipsCases } from "./ips";
import { objectCases } from "./objects";
import { ruleCases } from "./rules";
import { settingCases } from "./settings";

export const idecoCases: VendorCases = {
  strangers,
  digest,
  resources: { ...ruleCases, ...objectCases, ...settingCases, ...contentCases, ...ipsCases },
  functions: functionCases,
};
