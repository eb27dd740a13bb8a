import { defineRule } from "./rule";
import { tables } from "./tables";

export const inputRule = defineRule(tables.input, {
  name: "InputRule",
  doc: "A rule of the table INPUT: traffic to the appliance itself. The first rule that matches decides; the table's default is to accept.",
  page: "ideco-ngfw-traffic-rules: Файрвол, Управление правилами, FilterRuleObject",
  example: {
    action: "drop",
    protocol: "protocol.tcp",
    destinationPorts: ["port.id.3"],
    incomingInterface: "interface.external_any",
    comment: "No SSH to the appliance from outside",
  },
});
