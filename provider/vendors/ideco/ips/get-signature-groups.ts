import { z } from "zod";
import { path } from "../../../kernel/calls";
import { field, objectOf } from "../../../kernel/fields";
import { defineFunction } from "../../../kernel/function";
import { itemsOf } from "../found";
import { ideco } from "../vendor";

const tactic = objectOf("MitreTactic", "A tactic of the MITRE ATT&CK matrix.", {
  mitreTacticId: field(z.string(), "Id of the tactic, e.g. `TA0001`."),
  mitreTacticName: field(z.string().optional(), "Name of the tactic."),
});

const classtype = objectOf("SignatureClass", "A group of signatures.", {
  classtype: field(z.string(), "The group, e.g. `attempted-admin`."),
  classtypeName: field(z.string().optional(), "What the appliance's web interface calls it."),
  count: field(z.int(), "How many signatures it has."),
});

const group = objectOf("SignatureGroup", "A row of the table, or a column of the matrix.", {
  classtype: field(z.string().optional(), "Table: the group, e.g. `attempted-admin`."),
  classtypeName: field(z.string().optional(), "Table: what the appliance's web interface calls the group."),
  mitreTactics: field(z.array(tactic).optional(), "Table: the tactics that the group belongs to."),
  count: field(z.int().optional(), "Table: how many signatures the group has."),
  mitreTacticId: field(z.string().optional(), "Matrix: id of the tactic, e.g. `TA0001`."),
  mitreTacticName: field(z.string().optional(), "Matrix: name of the tactic."),
  classtypes: field(z.array(classtype).optional(), "Matrix: the groups that belong to the tactic."),
});

export const getSignatureGroups = defineFunction(ideco, {
  name: "getSignatureGroups",
  doc: "The groups of signatures, as a table of groups or as the MITRE ATT&CK matrix of tactics.",
  page: "ideco-ngfw-traffic-rules: Предотвращение вторжений, Группы сигнатур",
  example: { view: "mitre" },
  inputs: {
    view: field(z.enum(["table", "mitre"]), "`table`: by group. `mitre`: by tactic of MITRE ATT&CK.", {
      default: "table",
    }),
  },
  outputs: { items: field(z.array(group), "The groups, or the tactics with their groups.") },
  async call(ctx, { view }) {
    const answer = await ctx.call({ method: "GET", path: path`/ips/signature_groups/${view}` });
    return { items: itemsOf(group, answer, "signature_groups") };
  },
});
