import type { DataFunction } from "../../../kernel/function";
import type { Resource } from "../../../kernel/resource";
import { ipsBypass } from "./bypass";
import { getCustomSignatures } from "./custom/get-custom-signatures";
import { ipsCustomSignature } from "./custom/signature";
import { ipsCustomSignatures } from "./custom/signatures";
import { ipsDatabaseUpdate } from "./database-update";
import { getProfileActionCounts } from "./get-profile-action-counts";
import { getSignature } from "./get-signature";
import { getSignatureGroups } from "./get-signature-groups";
import { getSignatures } from "./get-signatures";
import { getIpsUpdateStatus } from "./get-update-status";
import { ipsProtectedNet } from "./protected-net";
import { getIpsStatus } from "./status";

/** Intrusion prevention but for its settings. */
export const ipsResources: readonly Resource[] = [
  ipsCustomSignature,
  ipsCustomSignatures,
  ipsProtectedNet,
  ipsBypass,
  ipsDatabaseUpdate,
];

export const ipsFunctions: readonly DataFunction[] = [
  getIpsStatus,
  getIpsUpdateStatus,
  getSignatureGroups,
  getSignatures,
  getSignature,
  getProfileActionCounts,
  getCustomSignatures,
];
