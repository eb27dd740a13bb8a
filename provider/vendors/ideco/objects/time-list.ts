import { type Fields, field } from "../../../kernel/fields";
import { type AliasKind, defineAlias } from "./alias";
import { sameSet } from "./ids";
import { memberIds } from "./lists";
import { valuesOf } from "./shapes";

export const timeListKind: AliasKind = {
  noun: "timetable",
  path: "lists/times",
  prefix: "time_list",
  fields: {
    members: field(
      memberIds(["time_range"], "a time itself can't stand in a list; make a TimeRangeAlias and give its id"),
      "Ids of time objects (`time_range.id.1`); their order means nothing.",
      { equals: sameSet },
    ),
  } satisfies Fields,
  encode: ({ members }) => ({ values: members }),
  decode: (item) => ({ members: valuesOf(item) }),
};

export const timeListAlias = defineAlias(timeListKind, {
  name: "TimeListAlias",
  doc: "A timetable: a list of time objects as one object.",
  exampleId: "time_list.id.1",
  example: { title: "Shifts", members: ["time_range.id.1"] },
});
