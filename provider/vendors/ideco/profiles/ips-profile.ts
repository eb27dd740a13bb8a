import { z } from "zod";
import { objectsOf } from "../../../kernel/answers";
import { path } from "../../../kernel/calls";
import { type Collection, collection } from "../../../kernel/collection";
import type { Connection } from "../../../kernel/connections";
import type { Context } from "../../../kernel/context";
import { type Fields, field, type ValuesOf } from "../../../kernel/fields";
import { type Adoption, defineResource } from "../../../kernel/resource";
import { isObject, type Properties } from "../../../kernel/values";
import { ipsProfilesPath } from "../dialect/lists";
import { comment } from "../objects/ids";
import { ideco } from "../vendor";
import {
  arrangeRules,
  decodeIpsRule,
  encodeIpsRule,
  type IpsRule,
  ipsRule,
  rulesPath,
  sameIpsRules,
} from "./ips-rules";

const longestName = 42;

const fields = {
  name: field(
    z.string().min(1).max(longestName),
    "Name of the profile, 1 to 42 characters; rules of the firewall may name it by that.",
  ),
  comment: field(comment, "Free text, at most 255 characters.", { default: "" }),
  rules: field(
    z.array(ipsRule),
    "The rules, the first one at the top: the first that picks a signature decides what becomes of it. A change goes from the top down, one rule at a time.",
    { equals: sameIpsRules },
  ),
} satisfies Fields;

type ProfileInputs = ValuesOf<typeof fields> & Adoption;

/** The template of all profiles, from v19 on: it can be copied and named, never changed. */
const template = "__DEFAULT_IPS_PROFILE_ID__";

const profiles: Collection<ProfileInputs, Properties> = {
  noun: "intrusion-prevention profile",
  path: ipsProfilesPath,
  // Others keep the profiles without their rules in memory.
  listedAt: `${ipsProfilesPath} with rules`,
  fetch,
  fields,
  identity: ({ name }) => name,
  nameOf: ({ name = "" }) => name,
  encode: ({ name, comment, rules }) => ({ name, comment, rules: rules.map(encodeIpsRule) }),
  decode: ({ name, comment, rules }) => ({
    inputs: {
      name,
      comment: comment ?? "",
      rules: (Array.isArray(rules) ? rules : []).filter(isObject).map(decodeIpsRule),
    } as ProfileInputs,
    outputs: {} as Fields,
  }),
  untouchable: ({ id }) => (id === template ? "it is the read-only template of all profiles" : undefined),
  create: async (_, body) => ({ method: "POST", path: `${ipsProfilesPath}-create-with-rules`, body }),
  change,
};

/** The profiles with their rules, which take a call each; those of the template are nobody's to manage. */
async function fetch({ http }: Connection): Promise<unknown> {
  const listed = objectsOf(await http.call({ method: "GET", path: ipsProfilesPath }), "profile");
  const whole: Properties[] = [];
  for (const profile of listed) {
    const isOwn = profile.id !== template;
    const rules = isOwn && (await http.call({ method: "GET", path: rulesPath(String(profile.id)) }));
    whole.push({ ...profile, rules: rules ? objectsOf(rules, "rule") : [] });
  }
  return whole;
}

/** Name and comment go in one call, rules in one each. */
async function change(ctx: Context, id: string, { name, comment, rules }: ProfileInputs): Promise<void> {
  await ctx.call({
    method: "PATCH",
    path: `${ipsProfilesPath}${path`/${id}`}`,
    body: { name, comment },
    repeat: true,
    answer: "none",
  });
  await arrangeRules(ctx, id, rules as IpsRule[]);
}

/** Which signatures of intrusion prevention do what, for rules of FORWARD and INPUT. */
export const ipsProfile = defineResource(ideco, {
  name: "IpsProfile",
  doc: "A profile of intrusion prevention with its rules, for the `ipsProfile` of rules of FORWARD and INPUT. The appliance may refuse to delete one that a rule names.",
  page: "profiles-api: Предотвращение вторжений",
  importId: "the id of the profile",
  example: {
    name: "Office",
    rules: [
      { filters: [{ key: "sid", values: [2100003] }], action: "pass", comment: "Our own scanner" },
      { filters: [{ key: "classtype", values: ["command-and-control"] }], action: "drop" },
    ],
  },
  inputs: fields,
  outputs: {} as Fields,
  adoptable: true,
  check({ rules = [] }, report) {
    (rules as unknown[]).forEach((rule, at) => {
      const filters = isObject(rule) && Array.isArray(rule.filters) ? rule.filters : [];
      filters.forEach((each, index) => {
        if (!isObject(each) || !Array.isArray(each.values)) return;
        const wanted = each.key === "sid" ? "number" : "string";
        const wrong = each.values.find((value) => typeof value !== wanted);
        if (wrong === undefined) return;
        const allowed = wanted === "number" ? "whole numbers" : "texts";
        report(
          ["rules", at, "filters", index, "values"],
          `found ${JSON.stringify(wrong)} for ${each.key}, allowed: ${allowed}`,
        );
      });
    });
  },
  ...collection(profiles),
});
