import { z } from "zod";
import { field, objectOf } from "../../../kernel/fields";
import { defineFunction } from "../../../kernel/function";
import { dpiProfilesPath, ipsProfilesPath } from "../dialect/lists";
import { itemsOf } from "../found";
import { ideco } from "../vendor";

/** Profiles that rules of FORWARD and INPUT name. */

const nameField = field(z.string().min(1).optional(), "Only the profile with exactly this name.");

const profileFields = {
  id: field(z.string(), "The id, as it stands in rules."),
  name: field(z.string(), "The name, by which rules may name it as well."),
  comment: field(z.string().optional(), "Free text."),
};

const foundDpiProfile = objectOf("FoundDpiProfile", "A profile of application control.", {
  ...profileFields,
  protocols: field(
    z.array(
      objectOf("FoundDpiProtocol", "What a profile does to an application.", {
        id: field(z.string(), "The application, such as `id.l7.ftp_protocol`."),
        action: field(z.string(), "`deny` or `allow`."),
      }),
    ),
    "The applications of the profile.",
  ),
});

const foundIpsProfile = objectOf("FoundIpsProfile", "A profile of intrusion prevention.", profileFields);

export const getDpiProfiles = defineFunction(ideco, {
  name: "getDpiProfiles",
  doc: "The profiles of application control, which `dpiProfile` of rules names.",
  page: "profiles-api: Контроль приложений, Получение списка профилей",
  example: { name: "Office" },
  inputs: { name: nameField },
  outputs: { items: field(z.array(foundDpiProfile), "The profiles, in the appliance's order.") },
  async call(ctx, { name }) {
    const all = itemsOf(foundDpiProfile, await ctx.call({ method: "GET", path: dpiProfilesPath }));
    return { items: all.filter((each) => name === undefined || each.name === name) };
  },
});

export const getIpsProfiles = defineFunction(ideco, {
  name: "getIpsProfiles",
  doc: "The profiles of intrusion prevention, which `ipsProfile` of rules names; from v19 on with the read-only template of all profiles, `__DEFAULT_IPS_PROFILE_ID__`.",
  page: "profiles-api: Предотвращение вторжений, Получение списка профилей",
  example: { name: "Balanced" },
  inputs: { name: nameField },
  outputs: { items: field(z.array(foundIpsProfile), "The profiles, in the appliance's order.") },
  async call(ctx, { name }) {
    const all = itemsOf(foundIpsProfile, await ctx.call({ method: "GET", path: ipsProfilesPath }));
    return { items: all.filter((each) => name === undefined || each.name === name) };
  },
});
