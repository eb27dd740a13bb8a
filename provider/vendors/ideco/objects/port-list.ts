import { z } from "zod";
import { type Fields, field } from "../../../kernel/fields";
import { defineResource } from "../../../kernel/resource";
import { referring } from "../references/refer";
import { ideco } from "../vendor";
import { type AliasKind, aliasSpec } from "./alias";
import { reference, sameReferences } from "./ids";
import { valuesOf } from "./shapes";

export const portListKind: AliasKind = {
  noun: "list of ports",
  path: "lists/ports",
  prefix: "port_list",
  fields: {
    members: field(
      z.array(reference("portMember")).min(1),
      "Ports (`443`), ranges (`8000-8080`), titles or ids of port objects (`port.id.1`); their order means nothing.",
      { equals: sameReferences("portMember"), refers: "portMember" },
    ),
  } satisfies Fields,
  encode: ({ members }) => ({ values: members }),
  decode: (item) => ({ members: valuesOf(item) }),
};

const list = aliasSpec(portListKind, {
  name: "PortListAlias",
  doc: "A list of port objects as one object.",
  exampleId: "port_list.id.1",
  example: { title: "Mail", members: ["25", "465", "587"] },
});

export const portListAlias = defineResource(ideco, referring(list));
