import { z } from "zod";
import { field, objectOf } from "../../../../kernel/fields";
import { defineFunction } from "../../../../kernel/function";
import { inParallel } from "../../../../kernel/parallel";
import { foundOf } from "../../found";
import { ideco } from "../../vendor";
import { signatureLineFields } from "../signature-line";
import { LiveSignatures } from "./live";
import { concurrencyOf } from "./upload";

const customSignature = objectOf(
  "FoundCustomSignature",
  "A custom signature. The appliance's versions show different parts of it beside the text.",
  {
    rule: field(
      z.string().optional(),
      "The rule; absent where the appliance doesn't tell it, as it may not for a wrong one.",
    ),
    id: field(z.string().optional(), "What the first form of the interface knows it by."),
    comment: field(z.string().optional(), "Free text; absent where the appliance doesn't tell it."),
    ...signatureLineFields,
  },
);

export const getCustomSignatures = defineFunction(ideco, {
  name: "getCustomSignatures",
  doc: "All custom signatures with their texts. Versions that list them without fetch each text by a call of its own.",
  page: "ideco-ngfw-traffic-rules: Предотвращение вторжений, Получение списка пользовательских сигнатур",
  example: {},
  inputs: {},
  outputs: { items: field(z.array(customSignature), "The signatures, in the appliance's order.") },
  async call(ctx) {
    const live = LiveSignatures.of(ctx);
    const items = await live.refetch(ctx.signal);
    const texts = new Map<number, string | undefined>();
    await inParallel(items, concurrencyOf(ctx), async (item) => {
      texts.set(item.sid, await live.textOf(item));
    });
    return {
      items: items.map(({ sid, id, comment, line }) => ({
        ...foundOf(customSignature, line),
        ...(id !== undefined && { id, comment }),
        rule: texts.get(sid),
      })),
    };
  },
});
