import type { ResourceCase } from "../types";

/** Every appliance has each setting once: it is taken over, and can't get lost. */
function setting(more: Partial<ResourceCase> = {}): ResourceCase {
  return { again: "same", quiet: ["onDelete"], ...more };
}

export const settingCases: Record<string, ResourceCase> = {
  FirewallSettings: setting({
    changes: { logMode: { to: "all" }, logActions: { to: ["accept", "dnat"] } },
  }),
  FirewallCounters: setting(),
  PacketCheckSettings: setting({ args: { blockTraffic: true } }),
  ContentFilter: setting({ args: { enabled: false } }),
  ContentFilterSettings: setting({
    untold: ["enabledExtendedCategorizer"],
    changes: { enabledExtendedCategorizer: { to: false, given: { enabledExtendedCategorizer: true } } },
  }),
  SafeSearch: setting(),
  MorphAnalysis: setting(),
  Ips: setting({ args: { enabled: false } }),
  QuotaAccounting: setting(),
};
