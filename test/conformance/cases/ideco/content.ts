import type { ResourceCase } from "../types";
import { deleteAt } from "./objects";

export const contentCases: Record<string, ResourceCase> = {
  ContentCategory: {
    again: "refused",
    changes: { urls: { to: ["partner.example"] } },
    alike: [[{}, { urls: ["*.partner.example", "partner.example"] }]],
    remove: deleteAt("/content-filter/users_categories"),
  },
  MorphDictionary: {
    again: "refused",
    changes: { words: { to: [{ value: "confidential", weight: 70 }] } },
    alike: [
      [
        {},
        {
          words: [
            { value: "salary", weight: 40 },
            { value: "confidential", weight: 60 },
          ],
        },
      ],
    ],
    remove: deleteAt("/content-filter/morph_analysis_dicts"),
  },
  PacketCheck: {
    again: "another",
    changes: {
      srcIp: { to: "192.168.0.11" },
      dstIp: { to: "192.168.0.21" },
      incomingInterface: { to: "interface.id.3" },
    },
    remove: (lab, { id }) => lab.byHand("ideco", "PATCH", `/firewall/checks_packets/${id}`),
  },
  PacketCheckRun: {
    again: "another",
    quiet: ["allowBlock", "failOnMismatch", "timeoutSeconds"],
    isEvent: true,
    changes: { triggers: { to: { rules: "2025-05-01" } } },
    noImport: "a run is an event of the past",
  },
  Quota: { again: "refused", remove: deleteAt("/quotas/quotas") },
};
