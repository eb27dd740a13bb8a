import { defineSetting, enabledField } from "../setting";

export const safeSearch = defineSetting({
  id: "safe-search",
  name: "SafeSearch",
  doc: "Whether search engines are held to their safe search.",
  page: "ideco-ngfw-traffic-rules: Контент-фильтр, Настройки",
  example: { enabled: true },
  path: "/proxy_backend/safe_search",
  fields: enabledField("Whether safe search is on."),
});
