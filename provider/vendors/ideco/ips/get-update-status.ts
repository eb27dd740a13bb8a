import { z } from "zod";
import { field } from "../../../kernel/fields";
import { defineFunction } from "../../../kernel/function";
import { ideco } from "../vendor";
import { updatePath, updateStatus, updateStatusFields } from "./update-status";

export const getIpsUpdateStatus = defineFunction(ideco, {
  name: "getIpsUpdateStatus",
  doc: "The state of the signature and GeoIP databases.",
  page: "ideco-ngfw-traffic-rules: Предотвращение вторжений, Обновление баз",
  example: { advanced: true },
  inputs: {
    advanced: field(z.boolean(), "The extended databases (of Kaspersky) instead of the standard ones.", {
      default: false,
    }),
  },
  outputs: updateStatusFields,
  call: (ctx, { advanced }) => updateStatus(ctx, advanced ? "/ips/update_advanced" : updatePath),
});
