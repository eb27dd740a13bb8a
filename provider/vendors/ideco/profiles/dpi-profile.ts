import { z } from "zod";
import { type Call, path } from "../../../kernel/calls";
import { type Collection, collection } from "../../../kernel/collection";
import type { Context } from "../../../kernel/context";
import { asPerimeterError } from "../../../kernel/errors";
import { type Fields, field, objectOf, type ValuesOf } from "../../../kernel/fields";
import { type Adoption, defineResource } from "../../../kernel/resource";
import { isObject, type Properties } from "../../../kernel/values";
import { dpiProfilesPath } from "../dialect/lists";
import { comment } from "../objects/ids";
import { ideco } from "../vendor";

const protocol = objectOf("DpiProtocol", "What a profile does to an application.", {
  id: field(
    z
      .string()
      .regex(/^id\.l7\.\S+$/, { error: "allowed: the id of an application such as id.l7.ftp_protocol" }),
    "The application, such as `id.l7.ftp_protocol`. No page lists the ids: `getDpiProfiles` shows those of a profile that was clicked.",
  ),
  action: field(z.enum(["deny", "allow"]), "What happens to its traffic: `deny` or `allow`."),
});

const fields = {
  name: field(z.string().min(1), "Name of the profile, not empty; rules may name it by that."),
  comment: field(comment, "Free text, at most 255 characters.", { default: "" }),
  protocols: field(
    z.array(protocol),
    "The applications, each once. Their order counts for nothing. What happens to an application that is not listed, no page says.",
    { equals: sameProtocols },
  ),
} satisfies Fields;

type ProfileInputs = ValuesOf<typeof fields> & Adoption;
type Protocol = z.infer<typeof protocol>;

function sameProtocols(a: unknown, b: unknown): boolean {
  const text = (list: unknown) =>
    JSON.stringify((list as Protocol[]).map(({ id, action }) => `${id} ${action}`).sort());
  return Array.isArray(a) && Array.isArray(b) && text(a) === text(b);
}

const profiles: Collection<ProfileInputs, Properties> = {
  noun: "application-control profile",
  path: dpiProfilesPath,
  fields,
  identity: ({ name }) => name,
  nameOf: ({ name = "" }) => name,
  encode: ({ name, comment, protocols }) => ({ name, comment, protocols }),
  decode: ({ name, comment, protocols }) => ({
    inputs: { name, comment: comment ?? "", protocols: protocols ?? [] } as ProfileInputs,
    outputs: {} as Fields,
  }),
  // Printed as a list of the one profile.
  made: (answer) => (Array.isArray(answer) && answer.length === 1 ? answer[0] : answer),
  change: async (ctx, id, { name, comment, protocols }) => edit(ctx, id, { name, comment, protocols }),
};

/**
 * The page prints the body of an edit as a list of the one profile, where a profile alone would be due: that is sent
 * where the list is refused, which changed nothing.
 */
async function edit(ctx: Context, id: string, profile: Properties): Promise<void> {
  const itemPath = `${dpiProfilesPath}${path`/${id}`}`;
  const call = (body: unknown): Call => ({
    method: "PATCH",
    path: itemPath,
    body,
    repeat: true,
    answer: "none",
  });
  try {
    await ctx.call(call([profile]));
  } catch (thrown) {
    const refusal = asPerimeterError(thrown);
    if (refusal.category !== "invalid" || refusal.status === undefined) throw refusal;
    await ctx.call(call(profile)).catch((again: unknown) => {
      throw asPerimeterError(again).category === "invalid" ? refusal : again;
    });
  }
}

/** What filters applications from v18 on: a profile that a rule of FORWARD names. */
export const dpiProfile = defineResource(ideco, {
  name: "DpiProfile",
  doc: "A profile of application control: which applications a rule of FORWARD lets pass, where its `dpiProfile` names the profile and `dpiEnabled` is true. The appliance may refuse to delete one that a rule names.",
  page: "profiles-api: Контроль приложений",
  importId: "the id of the profile",
  example: { name: "No file sharing", protocols: [{ id: "id.l7.bittorrent", action: "deny" }] },
  inputs: fields,
  outputs: {} as Fields,
  adoptable: true,
  check({ protocols = [] }, report) {
    const seen = new Set<unknown>();
    protocols.forEach((each, index) => {
      if (!isObject(each) || typeof each.id !== "string") return;
      if (seen.has(each.id))
        report(["protocols", index, "id"], `found "${each.id}" twice, allowed: each application once`);
      seen.add(each.id);
    });
  },
  ...collection(profiles),
});
