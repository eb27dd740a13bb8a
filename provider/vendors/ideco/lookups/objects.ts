import { z } from "zod";
import { field, objectOf } from "../../../kernel/fields";
import { type DataFunction, defineFunction } from "../../../kernel/function";
import type { Properties } from "../../../kernel/values";
import { objectListing } from "../dialect/lists";
import { kindOf, titleOf } from "../references/directory";
import { ideco } from "../vendor";

/** Look-ups of what has no call of its own: objects of some kinds in the one list that the page prints. */

const page = "description-of-handlers: Управление объектами, Получение идентификаторов объектов";

const nameField = field(z.string().min(1).optional(), "Only what has exactly this name.");

interface LookUp {
  name: string;
  doc: string;
  /** The type of what is found, and its text. */
  type: string;
  typeDoc: string;
  /** Which names there are, by an example: the argument of the reference. */
  example: string;
  holds(item: Properties): boolean;
}

function defineLookUp({ name, doc, type, typeDoc, example, holds }: LookUp): DataFunction {
  const found = objectOf(type, typeDoc, {
    id: field(z.string(), "The id, as it stands in rules."),
    kind: field(z.string(), "The first part of the id."),
    name: field(z.string(), "Its name, by which rules may name it as well."),
    comment: field(z.string().optional(), "Free text."),
  });
  return defineFunction(ideco, {
    name,
    doc,
    page,
    example: { name: example },
    inputs: { name: nameField },
    outputs: { items: field(z.array(found), "What was found, in the appliance's order.") },
    async call(ctx, { name: wanted }) {
      const all = await objectListing(ctx.connection).refetch();
      const items = all.filter((item) => holds(item) && (wanted === undefined || titleOf(item) === wanted));
      return {
        items: items.map((item) => ({
          id: String(item.id),
          kind: kindOf(item),
          name: titleOf(item) ?? "",
          ...(typeof item.comment === "string" && { comment: item.comment }),
        })),
      };
    },
  });
}

export const getHipProfiles = defineLookUp({
  name: "getHipProfiles",
  doc: "The HIP profiles, which `hipProfiles` of rules name. No page prints a call for what they demand of a device: only ids and names are told.",
  type: "FoundHipProfile",
  typeDoc: "A HIP profile.",
  example: "Managed laptop",
  holds: (item) => kindOf(item) === "hip_profile",
});

export const getZones = defineLookUp({
  name: "getZones",
  doc: "The zones, which `incomingInterface` and `outgoingInterface` of rules name: the appliance's own (`interface.external_any` …) and those of users. Single interfaces are among `getAliases`.",
  type: "FoundZone",
  typeDoc:
    "A zone: a group of interfaces. How the id of a user's zone is spelled is printed nowhere, so take it from here.",
  example: "Office",
  holds: (item) => kindOf(item) === "zone" || /^interface\.(?!id\.)/.test(String(item.id)),
});

export const getCountries = defineLookUp({
  name: "getCountries",
  doc: "The countries (kind `iplist`) and lists of countries (kind `list_of_iplists`) that addresses of rules name. Which addresses they hold, not every version tells.",
  type: "FoundCountry",
  typeDoc: "A country, or a list of them.",
  example: "Germany",
  holds: (item) => ["iplist", "list_of_iplists"].includes(kindOf(item)),
});
