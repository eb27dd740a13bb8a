import { defineSetting, enabledField } from "../setting";

export const firewallCounters = defineSetting({
  id: "firewall-counters",
  name: "FirewallCounters",
  doc: "Whether the appliance counts the packets that each rule of the firewall meets; `getRuleCounters` reads the counters.",
  page: "ideco-ngfw-traffic-rules: Счетчик срабатывания правил",
  example: { enabled: true },
  path: "/firewall/watch",
  fields: enabledField("Whether packets are counted."),
});
