import { z } from "zod";
import { listedObjects } from "../../../kernel/collection";
import { asFound, field, objectOf } from "../../../kernel/fields";
import { defineFunction } from "../../../kernel/function";
import { ideco } from "../vendor";
import { needQuotas, quotaFields, quotas } from "./quota";

const foundQuota = objectOf("FoundQuota", "A quota as it stands on the appliance.", {
  id: field(z.string(), "Id of the quota."),
  ...asFound(quotaFields),
});

export const getQuotas = defineFunction(ideco, {
  name: "getQuotas",
  doc: "All traffic quotas. Needs v18: the vendor removed quotas in v19.",
  page: "ideco-ngfw-traffic-rules: Квоты, Получение списка квот",
  example: {},
  inputs: {},
  outputs: { items: field(z.array(foundQuota), "The quotas, in the appliance's order.") },
  async call(ctx) {
    await needQuotas(ctx);
    const items = await listedObjects(ctx, quotas);
    return {
      items: items.map((item) => ({ id: String(item.id), ...quotas.decode(item, undefined).inputs })),
    };
  },
});
