import { defineSetting, enabledField } from "../setting";

export const ips = defineSetting({
  id: "ips",
  name: "Ips",
  doc: "Whether intrusion prevention works at all.",
  page: "ideco-ngfw-traffic-rules: Предотвращение вторжений, Управление статусом работы службы",
  example: { enabled: true },
  path: "/ips/state",
  fields: enabledField("Whether intrusion prevention is on."),
});
