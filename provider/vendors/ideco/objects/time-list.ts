import { z } from "zod";
import { type Fields, field } from "../../../kernel/fields";
import { defineResource } from "../../../kernel/resource";
import { referring } from "../references/refer";
import { ideco } from "../vendor";
import { type AliasKind, aliasSpec } from "./alias";
import { reference, sameReferences } from "./ids";
import { valuesOf } from "./shapes";

export const timeListKind: AliasKind = {
  noun: "timetable",
  path: "lists/times",
  prefix: "time_list",
  fields: {
    members: field(
      z.array(reference("timeMember")).min(1),
      "Titles or ids of time objects (`time_range.id.1`); their order means nothing.",
      { equals: sameReferences("timeMember"), refers: "timeMember" },
    ),
  } satisfies Fields,
  encode: ({ members }) => ({ values: members }),
  decode: (item) => ({ members: valuesOf(item) }),
};

const list = aliasSpec(timeListKind, {
  name: "TimeListAlias",
  doc: "A timetable: a list of time objects as one object.",
  exampleId: "time_list.id.1",
  example: { title: "Shifts", members: ["Working hours"] },
});

export const timeListAlias = defineResource(ideco, referring(list));
