import { defineRule } from "./rule";
import { tables } from "./tables";

export const forwardRule = defineRule(tables.forward, {
  name: "ForwardRule",
  doc: "A rule of the table FORWARD: traffic that passes through the appliance. The first rule that matches decides; the table's default is to accept.",
  page: "ideco-ngfw-traffic-rules: Файрвол, Управление правилами, FilterRuleObject",
  example: {
    action: "accept",
    protocol: "protocol.tcp",
    sourceAddresses: ["subnet.id.1"],
    destinationAddresses: ["ip.id.1"],
    destinationPorts: ["port.id.2"],
    comment: "The office reaches the web server",
  },
});
