import { z } from "zod";
import { field, objectOf } from "../../../kernel/fields";
import { isObject, type Properties } from "../../../kernel/values";
import { defineSetting } from "../setting";
import { needsV19 } from "./since-v19";

const place = objectOf("AclPlace", "A list in the order, and for whom it is.", {
  src: field(
    z.array(z.string()),
    "Groups of users or security groups, by the ids that rules have (`group.id.2`; `getGroups` tells them). What none means, no page says.",
  ),
  hip: field(z.array(z.string()), "HIP profiles by id (`hip_profile.id.2`; `getHipProfiles` tells them)."),
  acl: field(z.string().min(1), "The list: the id of an `AclList`."),
});

/** The order counts; groups and profiles beside a list have none, and some versions may leave out what is empty. */
function samePlaces(a: unknown, b: unknown): boolean {
  const set = (list: unknown) => (Array.isArray(list) ? list : []).map(String).sort();
  const text = (each: Properties) => JSON.stringify([each.acl, set(each.src), set(each.hip)]);
  const texts = (list: unknown) => (Array.isArray(list) ? list : []).filter(isObject).map(text).join("\n");
  return texts(a) === texts(b);
}

export const aclOrder = defineSetting(
  {
    id: "acl-order",
    name: "AclOrder",
    doc: "Which access lists are looked at, for whom, and in which order: the whole order, lists of others too. Needs v19.",
    page: "firewall (api/access-rules-api): Управление списками ACL, Изменение упорядочного списка ACL правил",
    example: {
      aclOrderedList: [{ src: ["group.id.2"], hip: [], acl: "3d0e7a21-6f0b-4d0e-8a44-5b0f1c2d3e01" }],
    },
    path: "/acl/acl-order",
    method: "PATCH",
    fields: {
      aclOrderedList: field(
        z.array(place),
        "The lists, the first one at the top; a list may stand there several times.",
        { equals: samePlaces },
      ),
    },
  },
  { preview: needsV19 },
);
