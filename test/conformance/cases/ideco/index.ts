import type { VendorCases } from "../types";
import { contentCases } from "./content";
import { functionCases } from "./functions";
import { digest, foreignObjects } from "./inventory";
import { ipsCases } from "./ips";
import { objectCases } from "./objects";
import { ruleCases } from "./rules";
import { settingCases } from "./settings";

export const idecoCases: VendorCases = {
  foreignObjects,
  digest,
  resources: { ...ruleCases, ...objectCases, ...settingCases, ...contentCases, ...ipsCases },
  functions: functionCases,
};
