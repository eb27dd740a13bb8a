import type { VendorPart } from "../../kernel/parts";
import { aclList } from "./acl/acl-list";
import { getPacketCheckResults } from "./checks/get-packet-check-results";
import { packetCheck } from "./checks/packet-check";
import { packetCheckRun } from "./checks/packet-check-run";
import { contentFunctions, contentResources } from "./content/all";
import { getFirewallState } from "./firewall/get-firewall-state";
import { getFirewallStatus } from "./firewall/get-firewall-status";
import { ipsFunctions, ipsResources } from "./ips/all";
import { lint } from "./lint";
import { getCountries, getHipProfiles, getZones } from "./lookups/objects";
import { getGroups, getUsers } from "./lookups/people";
import { getDpiProfiles, getIpsProfiles } from "./lookups/profiles";
import { getAliases } from "./objects/get-aliases";
import { aliasResources } from "./objects/kinds";
import { probe } from "./probe";
import { dpiProfile } from "./profiles/dpi-profile";
import { ipsProfile } from "./profiles/ips-profile";
import { getQuotas } from "./quotas/get-quotas";
import { quota } from "./quotas/quota";
import { listObjects } from "./references/list-objects";
import { appControlRule } from "./rules/app-control-rule";
import { contentFilterRule } from "./rules/content-filter-rule";
import { dnatRule } from "./rules/dnat-rule";
import { forwardRule } from "./rules/forward-rule";
import { getRuleCounters } from "./rules/get-rule-counters";
import { getRules } from "./rules/get-rules";
import { inputRule } from "./rules/input-rule";
import { logRule } from "./rules/log-rule";
import { snatRule } from "./rules/snat-rule";
import { ruleTable } from "./ruletable/resource";
import { settingResources } from "./settings";
import { ideco } from "./vendor";

export const idecoPart: VendorPart = {
  vendor: ideco,
  resources: [
    forwardRule,
    inputRule,
    dnatRule,
    snatRule,
    logRule,
    appControlRule,
    contentFilterRule,
    ruleTable,
    ...aliasResources,
    ...settingResources,
    packetCheck,
    packetCheckRun,
    ...contentResources,
    ...ipsResources,
    dpiProfile,
    ipsProfile,
    aclList,
    quota,
  ],
  functions: [
    getRules,
    getRuleCounters,
    getFirewallStatus,
    getFirewallState,
    getPacketCheckResults,
    getAliases,
    getZones,
    getCountries,
    getUsers,
    getGroups,
    getHipProfiles,
    getDpiProfiles,
    getIpsProfiles,
    ...contentFunctions,
    ...ipsFunctions,
    getQuotas,
  ],
  probe,
  lint,
  objects: listObjects,
};
