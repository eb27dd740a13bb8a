import { defineRule } from "./rule";
import { tables } from "./tables";

export const snatRule = defineRule(tables.snat, {
  name: "SnatRule",
  doc: "A rule of the table SNAT: changes the source of packets that go out. The first rule that matches decides.",
  page: "ideco-ngfw-traffic-rules: Файрвол, Управление правилами, SnatRuleObject",
  example: {
    action: "snat",
    sourceAddresses: ["subnet.id.1"],
    outgoingInterface: "interface.external_any",
    changeSourceAddress: "203.0.113.2",
    comment: "The office goes out by one address",
  },
});
