import { z } from "zod";
import { notUnderstoodAnswer } from "../../../kernel/answers";
import { path } from "../../../kernel/calls";
import { field, objectOf } from "../../../kernel/fields";
import { defineFunction } from "../../../kernel/function";
import { isObject, shown } from "../../../kernel/values";
import { foundOf } from "../found";
import { ideco } from "../vendor";

const actions = ["pass", "alert", "drop", "rejectsrc", "rejectdst", "rejectboth"] as const;

const counts = objectOf("ActionCounts", "How many signatures of a profile do what.", {
  profileId: field(
    z.string().optional(),
    "Id of the profile; `__DEFAULT_IPS_PROFILE_ID__` is the template of profiles.",
  ),
  ruleId: field(z.string().optional(), "Number of the profile's rule, where the appliance counts by rule."),
  ...Object.fromEntries(
    actions.map((action) => [action, field(z.int().optional(), `Signatures that \`${action}\`.`)]),
  ),
});

export const getProfileActionCounts = defineFunction(ideco, {
  name: "getProfileActionCounts",
  doc: "How many signatures of each profile do what: pass, alert, drop, reject. Later versions count those of a single profile by its rules.",
  page: "ideco-ngfw-traffic-rules: Предотвращение вторжений, Получение количества сигнатур профиля для каждого действия",
  example: {},
  inputs: { profileId: field(z.string().min(1).optional(), "Id of a profile; without it all profiles.") },
  outputs: { items: field(z.array(counts), "The counts, by profile (or rule).") },
  async call(ctx, { profileId }) {
    const countsPath =
      profileId === undefined
        ? "/ips/profiles/actions-counts"
        : path`/ips/profiles/${profileId}/actions-counts`;
    const answer = await ctx.call({ method: "GET", path: countsPath });
    if (!isObject(answer)) throw notUnderstoodAnswer(`the answer holds no counts: ${shown(answer)}`);
    const entries = Object.entries(answer);
    return {
      items: entries.map(([key, value]) => ({ ...foundOf(counts, value), ...ownerOf(key, profileId) })),
    };
  },
});

/** The page keys the counts of a single profile by the profile, the documentation of v18 and later by its rules. */
function ownerOf(key: string, profileId: string | undefined) {
  return profileId === undefined || key === profileId ? { profileId: key } : { profileId, ruleId: key };
}
