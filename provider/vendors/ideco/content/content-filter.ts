import { defineSetting, enabledField } from "../setting";

export const contentFilter = defineSetting({
  id: "content-filter",
  name: "ContentFilter",
  doc: "Whether the content filter works at all.",
  page: "ideco-ngfw-traffic-rules: Контент-фильтр, Включение/выключение Контент-фильтра",
  example: { enabled: true },
  path: "/content-filter/state",
  fields: enabledField("Whether the content filter is on."),
});
