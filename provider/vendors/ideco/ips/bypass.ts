import { z } from "zod";
import { type Collection, collection } from "../../../kernel/collection";
import { type Fields, field, type ValuesOf } from "../../../kernel/fields";
import { type Adoption, defineResource, type ResourceSpec } from "../../../kernel/resource";
import type { Properties } from "../../../kernel/values";
import { comment, reference, sameReferences } from "../objects/ids";
import { referring } from "../references/refer";
import { ideco } from "../vendor";

const mostAliases = 200;

const fields = {
  aliases: field(
    z.array(reference("exempt")).min(1).max(mostAliases),
    "Whom intrusion prevention leaves alone: addresses, networks, ranges, domains, titles of objects, users or groups, or ids (`ip.id.5`, `user.id.3` …); 1 to 200.",
    { equals: sameReferences("exempt"), refers: "exempt" },
  ),
  comment: field(comment, "Free text, at most 255 characters.", { default: "" }),
  enabled: field(z.boolean(), "Whether the exemption is in force.", { default: true }),
} satisfies Fields;

type BypassInputs = ValuesOf<typeof fields> & Adoption;

/** Equal exemptions live side by side: there is nothing that two of them may not share. */
const bypasses: Collection<BypassInputs, Properties> = {
  noun: "exemption",
  path: "/ips/bypass",
  fields,
  nameOf: ({ comment, aliases = [] }) => comment || aliases.join(", "),
  encode: ({ aliases, comment, enabled }) => ({ aliases, comment, enabled }),
  decode: ({ aliases, comment, enabled }) => ({
    inputs: { aliases, comment: comment ?? "", enabled } as BypassInputs,
    outputs: {} as Fields,
  }),
};

/** Objects that intrusion prevention doesn't look at. */
const exemption: ResourceSpec<typeof fields, Fields> = {
  name: "IpsBypass",
  doc: "An exemption from intrusion prevention for some objects.",
  page: "ideco-ngfw-traffic-rules: Предотвращение вторжений, Исключения",
  importId: "the id of the exemption",
  example: { aliases: ["ip.id.1"], comment: "The scanner of our own" },
  inputs: fields,
  outputs: {} as Fields,
  adoptable: true,
  ...collection(bypasses),
};

export const ipsBypass = defineResource(ideco, referring(exemption));
