import { defineRule } from "./rule";
import { tables } from "./tables";

export const logRule = defineRule(tables.log, {
  name: "LogRule",
  doc: "A rule of the section Logging: marks packets to be logged or not. The last rule that matches decides.",
  page: "ideco-ngfw-traffic-rules: Файрвол, Управление правилами, раздел Логирование",
  example: {
    action: "mark_log",
    protocol: "protocol.tcp",
    destinationAddresses: ["ip.id.1"],
    destinationPorts: ["port.id.3"],
    comment: "Who tries SSH on the web server",
  },
});
