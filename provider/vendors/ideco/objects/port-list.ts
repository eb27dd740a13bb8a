import { type Fields, field } from "../../../kernel/fields";
import { type AliasKind, defineAlias } from "./alias";
import { sameSet } from "./ids";
import { memberIds } from "./lists";
import { valuesOf } from "./shapes";

export const portListKind: AliasKind = {
  noun: "list of ports",
  path: "lists/ports",
  prefix: "port_list",
  fields: {
    members: field(
      memberIds(
        ["port", "port_range"],
        "a port itself can't stand in a list; make a PortAlias and give its id",
      ),
      "Ids of port objects (`port.id.1`, `port_range.id.2`); their order means nothing.",
      { equals: sameSet },
    ),
  } satisfies Fields,
  encode: ({ members }) => ({ values: members }),
  decode: (item) => ({ members: valuesOf(item) }),
};

export const portListAlias = defineAlias(portListKind, {
  name: "PortListAlias",
  doc: "A list of port objects as one object.",
  exampleId: "port_list.id.1",
  example: { title: "Mail", members: ["port.id.1", "port.id.2"] },
});
