import { z } from "zod";
import { type Fields, field } from "../../../kernel/fields";
import { defineSetting } from "../setting";

export const packetCheckSettings = defineSetting({
  id: "packet-check-settings",
  name: "PacketCheckSettings",
  doc: "What a failed packet check does to traffic.",
  page: "ideco-ngfw-traffic-rules: Проверка прохождения трафика, Изменение настроек блокировки трафика в случае неудачных проверок",
  example: { blockTraffic: false },
  path: "/firewall/checks_settings",
  fields: {
    blockTraffic: field(
      z.boolean(),
      "Whether a run of packet checks in which any check fails blocks ALL traffic. Only a run without errors opens it again; switching this off does not.",
    ),
  } satisfies Fields,
});
