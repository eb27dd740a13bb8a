import type { Properties } from "../../../../provider/kernel/values";
import type { ResourceCase } from "../types";

/** How a setting is tried: test/vendors/ideco/settings.test.ts and the conformance tests read it. */
export interface SettingCase {
  path: string;
  /** What the appliance has at first. */
  first: Properties;
  /** Another value for each field, and the same in the vendor's names. */
  other: Properties;
  body: Properties;
  /** The method of a change, where it doesn't depend on the version. */
  method?: string;
  /** Where only v18 has it. */
  onlyV18?: boolean;
  /** Where v18 lacks it. */
  sinceV19?: boolean;
  /** What the conformance tests shall know besides. */
  more?: Partial<ResourceCase>;
}

function toggle(path: string, more: Partial<SettingCase> = {}): SettingCase {
  const [first, other] = [{ enabled: false }, { enabled: true }];
  return { path, first, other, body: other, ...more };
}

/** The access list that the lab's appliance starts with. */
const place = { src: ["group.id.1"], hip: [], acl: "3d0e7a21-6f0b-4d0e-8a44-5b0f1c2d3e01" };

/** By the name of the resource. */
export const settings: Record<string, SettingCase> = {
  FirewallSettings: {
    path: "/firewall/settings",
    first: { automaticSnatEnabled: true, logMode: "nothing", logActions: [] },
    other: { automaticSnatEnabled: false, logMode: "selected", logActions: ["drop", "dnat"] },
    body: { automatic_snat_enabled: false, log_mode: "selected", log_actions: ["drop", "dnat"] },
    more: { changes: { logMode: { to: "all" }, logActions: { to: ["accept", "dnat"] } } },
  },
  FirewallCounters: toggle("/firewall/watch"),
  PacketCheckSettings: {
    path: "/firewall/checks_settings",
    first: { blockTraffic: false },
    other: { blockTraffic: true },
    body: { block_traffic: true },
    more: { args: { blockTraffic: true } },
  },
  ContentFilter: toggle("/content-filter/state", { more: { args: { enabled: false } } }),
  ContentFilterSettings: {
    path: "/content-filter/settings",
    first: { enabledExtendedCategorizer: false, quicRejectEnabled: false },
    other: { enabledExtendedCategorizer: true, quicRejectEnabled: true },
    body: { enabled_extended_categorizer: true, quic_reject_enabled: true },
    method: "PATCH",
    more: {
      untold: ["enabledExtendedCategorizer"],
      changes: { enabledExtendedCategorizer: { to: false, given: { enabledExtendedCategorizer: true } } },
    },
  },
  SafeSearch: toggle("/proxy_backend/safe_search"),
  MorphAnalysis: toggle("/content-filter/morph_analysis/state"),
  Ips: toggle("/ips/state", { more: { args: { enabled: false } } }),
  AclSettings: {
    path: "/acl/acl-state",
    sinceV19: true,
    first: { enabled: false, defaultAction: "allow", loggingEnabled: false },
    other: { enabled: true, defaultAction: "deny", loggingEnabled: true },
    body: { enabled: true, default_action: "deny", logging_enabled: true },
    method: "PATCH",
    more: { untold: ["loggingEnabled"] },
  },
  AclOrder: {
    path: "/acl/acl-order",
    sinceV19: true,
    first: { aclOrderedList: [place] },
    other: { aclOrderedList: [{ ...place, src: [] }, place] },
    body: { acl_ordered_list: [{ ...place, src: [] }, place] },
    method: "PATCH",
    more: { changes: { aclOrderedList: { to: [{ ...place, hip: ["hip_profile.id.2"] }, place] } } },
  },
  QuotaAccounting: toggle("/quotas/state", { onlyV18: true }),
};

/** Every appliance has each setting once: it is taken over, and can't get lost. */
export const settingCases: Record<string, ResourceCase> = Object.fromEntries(
  Object.entries(settings).map(([name, { more, sinceV19 }]) => [
    name,
    {
      again: "same",
      quiet: ["onDelete"],
      ...(sinceV19 && { lab: { ideco: { dialect: "v20" as const } } }),
      ...more,
    },
  ]),
);
