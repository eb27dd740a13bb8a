import { z } from "zod";
import { type Collection, collection } from "../../../kernel/collection";
import type { Context } from "../../../kernel/context";
import { invalid } from "../../../kernel/errors";
import { type Fields, field, type ValuesOf } from "../../../kernel/fields";
import { type Adoption, defineResource } from "../../../kernel/resource";
import type { Properties } from "../../../kernel/values";
import { editMethodOf } from "../dialect/dialect";
import { comment, titleLimit } from "../objects/ids";
import { ideco } from "../vendor";

export const quotaFields = {
  title: field(z.string().min(1).max(titleLimit), "Name of the quota, at most 42 characters."),
  comment: field(comment, "Free text, at most 255 characters.", { default: "" }),
  quota: field(z.int().min(0), "How much traffic it allows in one interval, in bytes."),
  enabled: field(z.boolean(), "Whether the quota is applied.", { default: true }),
  interval: field(
    z.enum(["hour", "day", "week", "month", "quarter"]),
    "How long an interval is: `hour`, `day`, `week`, `month` or `quarter`, by the appliance's clock.",
  ),
} satisfies Fields;

type QuotaInputs = ValuesOf<typeof quotaFields> & Adoption;

export const quotas: Collection<QuotaInputs, Properties> = {
  noun: "quota",
  path: "/quotas/quotas",
  fields: quotaFields,
  identifiedBy: "title",
  identity: ({ title }) => title,
  nameOf: ({ title = "" }) => title,
  encode: ({ title, comment, quota, enabled, interval }) => ({ title, comment, quota, enabled, interval }),
  decode: ({ title, comment, quota, enabled, interval }) => ({
    inputs: { title, comment: comment ?? "", quota, enabled, interval } as QuotaInputs,
    outputs: {} as Fields,
  }),
};

const whole = collection(quotas);

const removed = "the appliance has no quotas: the vendor removed them in v19";

/** Whether the appliance still has quotas: v18 is also what changes objects by PUT, and no more has to be found out. */
async function hasQuotas(ctx: Context): Promise<boolean> {
  return (await editMethodOf(ctx)) === "PUT";
}

/** @throws an `invalid` error where the appliance has no quotas any more */
export async function needQuotas(ctx: Context): Promise<void> {
  if (!(await hasQuotas(ctx))) throw invalid(`${ctx.connection.where}: ${removed}`, "Quotas need v18.");
}

/** A traffic quota; v18 only. */
export const quota = defineResource(ideco, {
  name: "Quota",
  doc: "A traffic quota for users and groups. Needs v18: the vendor removed quotas in v19. An upgrade of the appliance is the end of its quotas: they read as gone.",
  page: "ideco-ngfw-traffic-rules: Квоты",
  importId: "the id of the quota",
  example: { title: "Guests", quota: 10_737_418_240, interval: "month" },
  inputs: quotaFields,
  outputs: {} as Fields,
  adoptable: true,
  ...whole,
  async preview(ctx, inputs, state) {
    if (!(await hasQuotas(ctx))) return { problems: [{ path: [], message: removed }] };
    return (await whole.preview?.(ctx, inputs, state)) ?? {};
  },
  async create(ctx, inputs) {
    await needQuotas(ctx);
    return whole.create(ctx, inputs);
  },
  read: async (ctx, id, state) => ((await hasQuotas(ctx)) ? whole.read(ctx, id, state) : undefined),
  async delete(ctx, id, state) {
    if (await hasQuotas(ctx)) await whole.delete(ctx, id, state);
  },
  list: async (ctx) => ((await hasQuotas(ctx)) ? ((await whole.list?.(ctx)) ?? []) : []),
});
