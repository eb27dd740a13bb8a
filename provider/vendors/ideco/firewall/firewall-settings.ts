import { z } from "zod";
import { type Fields, field } from "../../../kernel/fields";
import { sameSet } from "../objects/ids";
import { defineSetting } from "../setting";

const logActions = z.array(z.enum(["accept", "drop", "dnat", "snat", "mark_log", "mark_not_log"]));

export const firewallSettings = defineSetting({
  id: "firewall-settings",
  name: "FirewallSettings",
  doc: "Settings of the firewall as a whole: automatic SNAT, and what is logged. What is left out keeps the appliance's value.",
  page: "ideco-ngfw-traffic-rules: Файрвол, Изменение настроек",
  example: { automaticSnatEnabled: true, logMode: "selected", logActions: ["drop"] },
  path: "/firewall/settings",
  fields: {
    automaticSnatEnabled: field(
      z.boolean().optional(),
      "Whether the sources 192.168.0.0/16, 172.16.0.0/12 and 10.0.0.0/8 are translated by themselves; rules of SNAT come first.",
    ),
    logMode: field(
      z.enum(["nothing", "all", "selected"]).optional(),
      "What is logged: `nothing`, `all`, or the events of `logActions` (`selected`).",
    ),
    logActions: field(
      logActions.optional(),
      "The events that are logged with `selected`; their order means nothing.",
      { equals: sameSet },
    ),
  } satisfies Fields,
});
