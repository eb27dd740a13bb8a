import { defineRule } from "./rule";
import { noApplicationControl, tables } from "./tables";

export const appControlRule = defineRule(tables.appControl, {
  name: "AppControlRule",
  doc: "A rule of application control: lets applications pass or stops them. The first rule that matches decides.",
  deprecated: noApplicationControl,
  page: "ideco-ngfw-traffic-rules: Контроль приложений",
  example: { name: "No torrents", action: "drop", aliases: ["any"], protocols: ["bittorrent"] },
});
