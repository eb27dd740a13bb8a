import { z } from "zod";
import { type Collection, collection } from "../../../kernel/collection";
import { type Adoption, defineResource } from "../../../kernel/define";
import { type Fields, field, type ValuesOf } from "../../../kernel/fields";
import type { Properties } from "../../../kernel/values";
import { comment, sameSet } from "../objects/ids";
import { ideco } from "../vendor";

const kinds = ["ip", "ip_range", "address_list", "ip_address_list", "subnet", "domain", "user", "group"];
const bypassId = new RegExp(`^(${kinds.join("|")})\\.(id|guid)\\.[\\w-]+$`);
const mostAliases = 200;

const aliasId = z.string().regex(bypassId, {
  error: `allowed: the id of an object of the kinds ${kinds.join(", ")}, such as ip.id.5; never a literal address, never \`any\``,
});

const fields = {
  aliases: field(
    z.array(aliasId).min(1).max(mostAliases),
    "Whom intrusion prevention leaves alone: ids of objects (`ip.id.5`, `subnet.id.2`, `user.id.3` …); 1 to 200.",
    { equals: sameSet },
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
export const ipsBypass = defineResource(ideco, {
  name: "IpsBypass",
  doc: "An exemption from intrusion prevention for some objects.",
  page: "ideco-ngfw-traffic-rules: Предотвращение вторжений, Исключения",
  importId: "the id of the exemption",
  example: { aliases: ["ip.id.1"], comment: "The scanner of our own" },
  inputs: fields,
  outputs: {} as Fields,
  adoptable: true,
  ...collection(bypasses),
});
