// Generated from the files that call `defineSetting` by `npm run generate`. Do not edit.
import type { Resource } from "../../kernel/resource";
import { aclOrder } from "./acl/acl-order";
import { aclSettings } from "./acl/acl-settings";
import { packetCheckSettings } from "./checks/packet-check-settings";
import { contentFilter } from "./content/content-filter";
import { contentFilterSettings } from "./content/content-filter-settings";
import { morphAnalysis } from "./content/morph-analysis";
import { safeSearch } from "./content/safe-search";
import { firewallCounters } from "./firewall/firewall-counters";
import { firewallSettings } from "./firewall/firewall-settings";
import { ips } from "./ips/ips";
import { quotaAccounting } from "./quotas/quota-accounting";

/** Settings that an appliance has once each. */
export const settingResources: Resource[] = [
  aclOrder,
  aclSettings,
  packetCheckSettings,
  contentFilter,
  contentFilterSettings,
  morphAnalysis,
  safeSearch,
  firewallCounters,
  firewallSettings,
  ips,
  quotaAccounting,
];
