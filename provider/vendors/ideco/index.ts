import type { VendorPart } from "../../kernel/define";
import { getAliases } from "./aliases/get-aliases";
import { aliasResources } from "./aliases/kinds";
import { appControlRule } from "./app-control-rule";
import { getPacketCheckResults } from "./checks/get-packet-check-results";
import { packetCheck } from "./checks/packet-check";
import { packetCheckRun } from "./checks/packet-check-run";
import { contentFunctions, contentResources } from "./content/all";
import { contentFilterRule } from "./content-filter-rule";
import { dnatRule } from "./dnat-rule";
import { forwardRule } from "./forward-rule";
import { getFirewallState } from "./get-firewall-state";
import { getFirewallStatus } from "./get-firewall-status";
import { getQuotas } from "./get-quotas";
import { getRuleCounters } from "./get-rule-counters";
import { getRules } from "./get-rules";
import { inputRule } from "./input-rule";
import { ipsFunctions, ipsResources } from "./ips/all";
import { lint } from "./lint";
import { logRule } from "./log-rule";
import { probe } from "./probe";
import { quota } from "./quota";
import { ruleTable } from "./ruletable/resource";
import { settingResources } from "./settings/all";
import { snatRule } from "./snat-rule";
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
    quota,
  ],
  functions: [
    getRules,
    getRuleCounters,
    getFirewallStatus,
    getFirewallState,
    getPacketCheckResults,
    getAliases,
    ...contentFunctions,
    ...ipsFunctions,
    getQuotas,
  ],
  probe,
  lint,
};
