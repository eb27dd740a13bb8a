import { z } from "zod";
import { type Fields, field } from "../../../kernel/fields";
import { defineSetting } from "../setting";

export const contentFilterSettings = defineSetting({
  id: "content-filter-settings",
  name: "ContentFilterSettings",
  doc: "Settings of the content filter. What is left out keeps the appliance's value.",
  page: "ideco-ngfw-traffic-rules: Контент-фильтр, Настройки",
  example: { quicRejectEnabled: true },
  path: "/content-filter/settings",
  method: "PATCH",
  fields: {
    enabledExtendedCategorizer: field(
      z.boolean().optional(),
      "Whether sites are sorted into the extended categories (SkyDNS).",
    ),
    quicRejectEnabled: field(z.boolean().optional(), "Whether traffic of the protocol QUIC is refused."),
  } satisfies Fields,
});
