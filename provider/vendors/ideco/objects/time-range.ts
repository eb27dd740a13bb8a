import { z } from "zod";
import { type Fields, field, objectOf } from "../../../kernel/fields";
import { isObject, type Properties } from "../../../kernel/values";
import { type AliasKind, defineAlias } from "./alias";
import { sameSet } from "./ids";
import { numberIn, valuesOf } from "./shapes";

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, {
  error: "allowed: a time of day as HH:MM, from 00:00 to 23:59",
});

/** `20240215000000`: the vendor's own form of a moment, a number of 14 digits. */
const moment = z.int().refine(isMoment, {
  error: "allowed: a moment as YYYYMMDDHHMMSS, e.g. 20240215000000",
});

function isMoment(value: number): boolean {
  const [, year = "", month = "", day = "", hour = "", minute = "", second = ""] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(String(value)) ?? [];
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const time = new Date(`${text}Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}

const period = objectOf(
  "TimePeriod",
  "From when to when a time object is in force, by the appliance's clock.",
  {
    first: field(moment, "The first moment, as a number `YYYYMMDDHHMMSS`, e.g. `20240215000000`."),
    last: field(moment, "The last moment, as a number `YYYYMMDDHHMMSS`, not before `first`."),
  },
);

/** An answer may have seconds, or an hour of one digit. */
function sameClock(a: unknown, b: unknown): boolean {
  return minutes(a) !== undefined && minutes(a) === minutes(b);
}

function minutes(text: unknown): number | undefined {
  const [, hour, minute] = /^(\d{1,2}):(\d\d)(?::00)?$/.exec(String(text)) ?? [];
  return hour === undefined ? undefined : Number(hour) * 60 + Number(minute);
}

export const timeRangeKind: AliasKind = {
  noun: "time",
  path: "time_ranges",
  prefix: "time_range",
  fields: {
    weekdays: field(
      z
        .array(z.int().min(1).max(7))
        .min(1)
        .refine((days) => new Set(days).size === days.length, { error: "allowed: each day once" }),
      "Days of the week: 1 is Monday, 7 is Sunday.",
      { equals: sameSet },
    ),
    start: field(clock, "When it begins on such a day, `HH:MM`, by the appliance's clock.", {
      equals: sameClock,
    }),
    end: field(clock, "When it ends, `HH:MM`, by the appliance's clock.", { equals: sameClock }),
    period: field(period.optional(), "From when to when it is in force at all; without it for ever."),
  } satisfies Fields,
  encode: ({ weekdays, start, end, period }) => ({ weekdays, start, end, period: period ?? null }),
  decode: (item) => ({
    weekdays: (Array.isArray(item.weekdays) ? item.weekdays : valuesOf(item)).map(numberIn),
    start: item.start,
    end: item.end,
    period: periodIn(item.period),
  }),
};

function periodIn(value: unknown): Properties | undefined {
  return isObject(value) ? { first: numberIn(value.first), last: numberIn(value.last) } : undefined;
}

export const timeRangeAlias = defineAlias(
  timeRangeKind,
  {
    name: "TimeRangeAlias",
    doc: "Hours of certain days of the week as an object, for the timetable of rules.",
    exampleId: "time_range.id.1",
    example: { title: "Nights", weekdays: [1, 2, 3, 4, 5], start: "20:00", end: "23:59" },
  },
  ({ period }, report) => {
    const { first, last } = (period ?? {}) as { first?: unknown; last?: unknown };
    if (typeof first === "number" && typeof last === "number" && first > last) {
      report(["period", "last"], `found ${last}, allowed: a moment not before first, which is ${first}`);
    }
  },
);
