import type { FunctionRun } from "../types";

/** "Balanced" of the lab. */
const profile = "1f6f0ad4-7a55-4a6e-8f19-2f3c8d0a7b01";

export const functionCases: Record<string, FunctionRun[]> = {
  getRules: [
    ...["forward", "input", "dnat", "snat", "log", "appControl", "contentFilter"].map((table) => ({
      args: { table },
    })),
    { lab: { ideco: { dialect: "v20" } } },
  ],
  getRuleCounters: ["forward", "input", "dnat", "snat", "log"].map((table) => ({ args: { table } })),
  getFirewallStatus: [{}],
  getFirewallState: [{}],
  getPacketCheckResults: [{ setup: (lab) => lab.byHand("ideco", "POST", "/firewall/checks_start") }],
  getAliases: [{}, { args: {} }],
  getZones: [{}, { args: {} }],
  getCountries: [{}, { args: {} }, { lab: { ideco: { dialect: "v22", allAliases: "grouped" } } }],
  getUsers: [{}, { args: {} }, { lab: { ideco: { dialect: "v20" } } }],
  getGroups: [{}, { args: {} }],
  getHipProfiles: [{}],
  getDpiProfiles: [{}, { args: {} }],
  getIpsProfiles: [{}, { args: {}, lab: { ideco: { dialect: "v20" } } }],
  getCategories: [{}],
  getMorphDictionaries: [{}],
  getMorphDictionaryCsv: [{ isText: true }],
  getIpsStatus: [{}],
  getIpsUpdateStatus: [{ setup: (lab) => lab.byHand("ideco", "POST", "/ips/update") }, { args: {} }],
  getSignatureGroups: [{}, { args: { view: "table" } }],
  getSignatures: [{}, { args: {} }, { args: { profileId: profile } }],
  getSignature: [{}],
  getProfileActionCounts: [{}, { args: { profileId: profile } }],
  getCustomSignatures: [{}],
  getQuotas: [{}],
};
