import { defineRule } from "./rule";
import { tables } from "./tables";

export const forwardRule = defineRule(tables.forward, {
  name: "ForwardRule",
  doc: "A rule of the table FORWARD: traffic that passes through the appliance. The first rule that matches decides; the table's default is to accept.",
  page: "ideco-ngfw-traffic-rules: Файрвол, Управление правилами, FilterRuleObject",
});
