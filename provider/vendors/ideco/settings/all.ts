import type { Resource } from "../../../kernel/define";
import { contentFilter } from "./content-filter";
import { contentFilterSettings } from "./content-filter-settings";
import { firewallCounters } from "./firewall-counters";
import { firewallSettings } from "./firewall-settings";
import { ips } from "./ips";
import { morphAnalysis } from "./morph-analysis";
import { packetCheckSettings } from "./packet-check-settings";
import { quotaAccounting } from "./quota-accounting";
import { safeSearch } from "./safe-search";

/** Settings that an appliance has once each. */
export const settingResources: Resource[] = [
  firewallSettings,
  firewallCounters,
  packetCheckSettings,
  contentFilter,
  contentFilterSettings,
  safeSearch,
  morphAnalysis,
  ips,
  quotaAccounting,
];
