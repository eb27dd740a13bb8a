import { defineRule } from "./rule";
import { tables } from "./tables";

export const contentFilterRule = defineRule(tables.contentFilter, {
  name: "ContentFilterRule",
  doc: "A rule of the content filter. The first rule that matches decides, among `bump` and among the other kinds of access each.",
  page: "ideco-ngfw-traffic-rules: Контент-фильтр, Правила Контент-фильтра",
  example: { name: "No gambling", access: "deny", aliases: ["group.id.1"], categories: ["extended.id.3"] },
});
