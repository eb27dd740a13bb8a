import type { VendorPart } from "../../kernel/parts";
import { getOpenPorts } from "./get-open-ports";
import { getPort } from "./get-port";
import { knownPorts } from "./known-ports";
import { monitoredIp } from "./monitored-ip";
import { probe } from "./probe";
import { selectel } from "./vendor";

export const selectelPart: VendorPart = {
  vendor: selectel,
  resources: [monitoredIp, knownPorts],
  functions: [getOpenPorts, getPort],
  probe,
};
