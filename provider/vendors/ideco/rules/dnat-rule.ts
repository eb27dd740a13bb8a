import { defineRule } from "./rule";
import { tables } from "./tables";

export const dnatRule = defineRule(tables.dnat, {
  name: "DnatRule",
  doc: "A rule of the table DNAT: changes the destination of packets that come in. The first rule that matches decides.",
  page: "ideco-ngfw-traffic-rules: Файрвол, Управление правилами, DnatRuleObject",
  example: {
    action: "dnat",
    protocol: "protocol.tcp",
    destinationPorts: ["port.id.1"],
    incomingInterface: "interface.external_any",
    changeDestinationAddress: "192.168.0.20",
    changeDestinationPort: "8080",
    comment: "Publishes the web server",
  },
});
