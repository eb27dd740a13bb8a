import { defineRule } from "./rule";
import { tables } from "./tables";

export const snatRule = defineRule(tables.snat, {
  name: "SnatRule",
  doc: "A rule of the table SNAT: changes the source of packets that go out. The first rule that matches decides.",
  page: "ideco-ngfw-traffic-rules: Файрвол, Управление правилами, SnatRuleObject",
});
