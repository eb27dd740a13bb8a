import type { VendorPart } from "../../kernel/parts";
import { banList } from "./ban-list";
import { banListClear } from "./ban-list-clear";
import { bannedAddress } from "./banned-address";
import { borderRule } from "./border-rule";
import { getBannedAddresses } from "./get-banned-addresses";
import { probe } from "./probe";
import { era } from "./vendor";

export const eraPart: VendorPart = {
  vendor: era,
  resources: [bannedAddress, banList, banListClear, borderRule],
  functions: [getBannedAddresses],
  probe,
};
