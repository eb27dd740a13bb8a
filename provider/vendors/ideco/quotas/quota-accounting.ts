import { editMethodOf } from "../dialect/dialect";
import { defineSetting, enabledField } from "../setting";
import { needQuotas } from "./quota";

const setting = defineSetting({
  id: "quota-accounting",
  name: "QuotaAccounting",
  doc: "Whether the traffic of users is counted against their quotas. Needs v18: the vendor removed quotas in v19, where this reads as gone.",
  page: "ideco-ngfw-traffic-rules: Квоты, Включение/выключение подсчета квот",
  example: { enabled: true },
  path: "/quotas/state",
  fields: enabledField("Whether quotas are counted."),
});

export const quotaAccounting: typeof setting = {
  ...setting,
  async preview(ctx) {
    if ((await editMethodOf(ctx)) === "PUT") return {};
    const message =
      "found on an appliance without quotas, allowed: v18 only; the vendor removed quotas in v19, so take this resource out";
    return { problems: [{ path: ["enabled"], message }] };
  },
  async create(ctx, inputs) {
    await needQuotas(ctx);
    return setting.create(ctx, inputs);
  },
};
