import { z } from "zod";
import { PerimeterError } from "../../kernel/errors";
import { field, objectOf } from "../../kernel/fields";
import { defineFunction } from "../../kernel/function";
import { countField, limitField, pages } from "./paging";
import { numberOf, textOf } from "./text";
import { koreanTime } from "./time";
import { nhn } from "./vendor";

const event = objectOf("SecurityEvent", "Something that the monitoring detected.", {
  detectTime: field(z.string(), "When it was detected, e.g. `2021-07-11T23:36:13+09:00`."),
  detectDate: field(z.string(), "The same as `detectTime`, under the name that the vendor's table has."),
  severityLevel: field(z.string(), "How grave it is, e.g. `Low`."),
  attackName: field(z.string(), "Name of the event."),
  inOut: field(z.string(), "Direction: `Inbound` or `Outbound`."),
  srcIp: field(z.string(), "Where it came from."),
  srcPort: field(z.int().optional(), "The port there."),
  dstIp: field(z.string(), "Where it went to."),
  dstPort: field(z.int().optional(), "The port there."),
  dstCountryCode: field(z.string(), "Country of the destination, e.g. `JP`."),
});

const time = z.string().refine((text) => koreanTime(text) !== undefined, {
  error: "allowed: a time such as 2021-07-01T20:00:00 (Korean time) or 2021-07-01T11:00:00Z",
});

export const getEvents = defineFunction(nhn, {
  name: "getEvents",
  doc: "Events that were detected in a span of time, the newest first. The service keeps them for three months.",
  page: "nhn-security-monitoring: /events",
  example: { limit: 50 },
  inputs: {
    startDate: field(
      time.optional(),
      "Begin of the span, e.g. `2021-07-01T20:00:00`; without an offset it is Korean time. By default a day ago.",
    ),
    endDate: field(time.optional(), "End of the span, written like `startDate`. By default now."),
    limit: limitField,
  },
  outputs: { items: field(z.array(event), "The events, the newest first."), count: countField },
  async call(ctx, { startDate, endDate, limit }) {
    const span = { startDate: startDate && koreanTime(startDate), endDate: endDate && koreanTime(endDate) };
    if (span.startDate && span.endDate && span.startDate > span.endDate) {
      throw new PerimeterError({
        category: "invalid",
        message: `nhn:getEvents: startDate: found "${startDate}", allowed: a time before endDate ("${endDate}")`,
      });
    }
    const { items, count } = await pages(ctx, "/events", limit, span);
    return {
      count,
      items: items.map((item) => {
        // The page's sample has the first name, its table the second.
        const detected = textOf(item.detectTime ?? item.detectDate);
        return {
          detectTime: detected,
          detectDate: detected,
          severityLevel: textOf(item.severityLevel),
          attackName: textOf(item.attackName),
          inOut: textOf(item.inOut),
          srcIp: textOf(item.srcIp),
          srcPort: numberOf(item.srcPort),
          dstIp: textOf(item.dstIp),
          dstPort: numberOf(item.dstPort),
          dstCountryCode: textOf(item.dstCountryCode),
        };
      }),
    };
  },
});
