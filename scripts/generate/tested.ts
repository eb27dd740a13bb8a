import { settingResources } from "../../provider/vendors/ideco/settings";

/** The test file that looks at a definition most closely, below test/vendors; the conformance tests try all of them. */
const files: Record<string, string[]> = {
  "ideco/rules.test.ts": ["DnatRule", "SnatRule", "LogRule", "ContentFilterRule"],
  "ideco/app-control.test.ts": ["AppControlRule"],
  "ideco/versions.test.ts": ["ForwardRule", "InputRule", "RuleTable"],
  "ideco/aliases.test.ts": [
    "IpAlias",
    "IpRangeAlias",
    "SubnetAlias",
    "DomainAlias",
    "PortAlias",
    "PortRangeAlias",
    "TimeRangeAlias",
    "AddressListAlias",
    "PortListAlias",
    "TimeListAlias",
    "getAliases",
  ],
  "ideco/settings.test.ts": settingResources.map(({ name }) => name),
  "ideco/checks.test.ts": ["PacketCheck", "PacketCheckRun", "getPacketCheckResults"],
  "ideco/categories.test.ts": ["ContentCategory", "getCategories"],
  "ideco/dictionaries.test.ts": ["MorphDictionary", "getMorphDictionaries", "getMorphDictionaryCsv"],
  "ideco/signature.test.ts": ["IpsCustomSignature", "getCustomSignatures"],
  "ideco/signatures.test.ts": ["IpsCustomSignatures"],
  "ideco/ips.test.ts": [
    "IpsProtectedNet",
    "IpsBypass",
    "getIpsStatus",
    "getIpsUpdateStatus",
    "getSignatureGroups",
    "getSignatures",
    "getSignature",
    "getProfileActionCounts",
  ],
  "ideco/profiles.test.ts": ["DpiProfile", "IpsProfile"],
  "ideco/acl.test.ts": ["AclList"],
  "ideco/lookups.test.ts": [
    "getZones",
    "getCountries",
    "getUsers",
    "getGroups",
    "getHipProfiles",
    "getDpiProfiles",
    "getIpsProfiles",
  ],
  "ideco/database-update.test.ts": ["IpsDatabaseUpdate"],
  "ideco/quotas.test.ts": ["Quota", "getQuotas"],
  "ideco/firewall.test.ts": ["getRules", "getRuleCounters", "getFirewallStatus", "getFirewallState"],
  "era/banned-address.test.ts": ["BannedAddress"],
  "era/ban-list.test.ts": ["BanList"],
  "era/clear.test.ts": ["BanListClear"],
  "era/border-rule.test.ts": ["BorderRule"],
  "era/get-banned-addresses.test.ts": ["getBannedAddresses"],
  "selectel/monitored-ip.test.ts": ["MonitoredIp", "getOpenPorts", "getPort"],
  "selectel/known-ports.test.ts": ["KnownPorts"],
  "nhn/enrollment.test.ts": ["Enrollment"],
  "nhn/functions.test.ts": ["getVms", "getHistory", "getTickets", "getTicket", "getEvents"],
  "deepfinder/ip-entry.test.ts": ["IpEntry"],
  "deepfinder/ip-list.test.ts": ["IpList"],
  "deepfinder/connection.test.ts": ["getIpControl"],
};

/** `test/vendors/ideco/quotas.test.ts` of `ideco:Quota`. */
export function testOf(token: string): string {
  const [vendor, name = ""] = token.split(":");
  const found = Object.entries(files).find(
    ([file, names]) => file.startsWith(`${vendor}/`) && names.includes(name),
  );
  if (!found) throw new Error(`scripts/generate/tested.ts names no test of ${token}`);
  return `test/vendors/${found[0]}`;
}
