import type { VendorPart } from "../../kernel/parts";
import { getIpControl } from "./get-ip-control";
import { ipEntry } from "./ip-entry";
import { ipList } from "./ip-list";
import { probe } from "./probe";
import { deepfinder } from "./vendor";

export const deepfinderPart: VendorPart = {
  vendor: deepfinder,
  resources: [ipEntry, ipList],
  functions: [getIpControl],
  probe,
};
