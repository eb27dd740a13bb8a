import { z } from "zod";
import { field } from "../../../kernel/fields";
import { defineSetting } from "../setting";
import { needsV19 } from "./since-v19";

export const aclSettings = defineSetting(
  {
    id: "acl-settings",
    name: "AclSettings",
    doc: "Whether access lists are looked at, and what becomes of traffic that none of them decides. What is left out keeps the appliance's value. Needs v19.",
    page: "firewall (api/access-rules-api): Управление списками ACL, Изменение настроек ACL",
    example: { enabled: true, defaultAction: "allow" },
    path: "/acl/acl-state",
    method: "PATCH",
    fields: {
      enabled: field(
        z.boolean().optional(),
        "Whether traffic is held against the lists; while it is not, all of it passes them.",
      ),
      defaultAction: field(
        z.enum(["deny", "allow"]).optional(),
        "What happens to packets that no entry fits: `deny` stops everything that is not listed.",
      ),
      loggingEnabled: field(z.boolean().optional(), "Whether what the lists do is logged."),
    },
  },
  { preview: needsV19 },
);
