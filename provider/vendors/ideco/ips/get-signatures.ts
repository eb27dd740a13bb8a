import { z } from "zod";
import { type Call, path } from "../../../kernel/calls";
import { field } from "../../../kernel/fields";
import { defineFunction } from "../../../kernel/function";
import { itemsOf } from "../found";
import { ideco } from "../vendor";
import { signatureLine } from "./signature-line";

export const getSignatures = defineFunction(ideco, {
  name: "getSignatures",
  doc: "The signatures of some groups, of a profile, or all. A profile tells what it does with each of them.",
  page: "ideco-ngfw-traffic-rules: Предотвращение вторжений, Получение списка сигнатур определенной группы; … в определенном профиле",
  example: { classtypes: ["command-and-control"] },
  inputs: {
    classtypes: field(
      z.array(z.string().min(1)).min(1).optional(),
      "Groups of signatures, e.g. `attempted-admin`; without them all groups.",
    ),
    profileId: field(z.string().min(1).optional(), "Id of a profile; without it all signatures."),
  },
  outputs: { items: field(z.array(signatureLine), "The signatures, in the appliance's order.") },
  async call(ctx, { classtypes, profileId }) {
    const items = itemsOf(signatureLine, await ctx.call(listCall(classtypes, profileId)), "signatures");
    // The list of a profile has no filter of its own.
    return { items: items.filter(({ classtype = "" }) => classtypes?.includes(classtype) ?? true) };
  },
});

function listCall(classtypes: string[] | undefined, profileId: string | undefined): Call {
  if (profileId !== undefined) return { method: "GET", path: path`/ips/profiles/${profileId}/signatures` };
  const query = classtypes && { filter: JSON.stringify(filterOf(classtypes)) };
  return { method: "GET", path: "/ips/signatures", query };
}

/** The one filter that the page prints. */
function filterOf(classtypes: string[]) {
  const item = { column_name: "classtype", operator: "equals", value: classtypes };
  return [{ items: [item], link_operator: "or" }];
}
