import { z } from "zod";
import { field, objectOf } from "../../kernel/fields";
import { defineFunction } from "../../kernel/function";
import { countField, limitField, pages } from "./paging";
import { numberOf, textOf } from "./text";
import { nhn } from "./vendor";

const historyEntry = objectOf("HistoryEntry", "A change of enrolment.", {
  historyId: field(z.int().optional(), "Number of the entry."),
  regDate: field(z.string(), "When it was noted, e.g. `2021-07-09T15:34:29+09:00`."),
  type: field(z.string(), "Kind of the change, e.g. 신규 (new)."),
  status: field(z.string(), "How far it is, e.g. 접수 (received)."),
  reason: field(z.string(), "Why, e.g. 사용자신청 (a user's order)."),
  contents: field(z.string(), "What was done, in words."),
  vmId: field(z.string(), "What was changed: names of VMs, with ` | ` in between."),
  meter: field(z.string(), "Whether it is charged: `YES` or `NO`."),
});

export const getHistory = defineFunction(nhn, {
  name: "getHistory",
  doc: "Changes of enrolment in the project, the newest first.",
  page: "nhn-security-monitoring: /history",
  example: { limit: 20 },
  inputs: { limit: limitField },
  outputs: { items: field(z.array(historyEntry), "The entries, the newest first."), count: countField },
  async call(ctx, { limit }) {
    const { items, count } = await pages(ctx, "/history", limit, {}, (item) => item.historyId);
    return {
      count,
      items: items.map((item) => ({
        historyId: numberOf(item.historyId),
        regDate: textOf(item.regDate),
        type: textOf(item.type),
        status: textOf(item.status),
        reason: textOf(item.reason),
        contents: textOf(item.contents),
        vmId: textOf(item.vmId),
        meter: textOf(item.meter),
      })),
    };
  },
});
