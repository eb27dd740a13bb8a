import { z } from "zod";
import { madeId, objectsOf } from "../../../kernel/answers";
import { type Call, path } from "../../../kernel/calls";
import type { Context } from "../../../kernel/context";
import { field, objectOf } from "../../../kernel/fields";
import { createOnce } from "../../../kernel/once";
import { isObject, type Properties, shown } from "../../../kernel/values";
import { editMethodOf } from "../dialect/dialect";
import { ipsProfilesPath } from "../dialect/lists";
import { comment } from "../objects/ids";

/** The rules of a profile of intrusion prevention: each picks signatures, and the first that picks one decides. */

const keys = ["sid", "mitre_tactic_id", "protocol", "signature_severity", "flow", "classtype"] as const;

const filter = objectOf("IpsFilter", "Which signatures a rule picks; the filters of a rule are ANDed.", {
  key: field(z.enum(keys), "By what: number, MITRE tactic, protocol, severity, direction or class."),
  values: field(
    z.array(z.union([z.string(), z.int()])).min(1),
    "Any of these values, 1 at least: whole numbers for `sid`, texts for all others. Their order counts for nothing.",
  ),
});

export const ipsRule = objectOf(
  "IpsProfileRule",
  "A rule of a profile: what becomes of the signatures that it picks.",
  {
    filters: field(z.array(filter).min(1), "Which signatures; 1 filter at least."),
    action: field(
      z.enum(["default", "alert", "drop", "pass"]),
      "What becomes of them: `default` is each signature's own action.",
    ),
    comment: field(comment, "Free text, at most 255 characters.", { default: "" }),
  },
);

export type IpsRule = z.infer<typeof ipsRule>;

/** Equal to the appliance: filters and their values have no order, rules have. */
export function sameIpsRules(a: unknown, b: unknown): boolean {
  const texts = (list: unknown) => (list as IpsRule[]).map(canonical).join("\n");
  return Array.isArray(a) && Array.isArray(b) && texts(a) === texts(b);
}

function canonical({ filters, action, comment = "" }: IpsRule): string {
  const texts = filters.map(({ key, values }) => JSON.stringify([key, ...[...values].map(String).sort()]));
  return JSON.stringify([texts.sort(), action, comment]);
}

export function encodeIpsRule({ filters, action, comment = "" }: IpsRule): Properties {
  return {
    filters: filters.map(({ key, values }) => ({ key, operator: "equals", values })),
    action,
    comment,
  };
}

/**
 * A comparison that this package doesn't know is told in place of the action, so that the rule equals nothing that a
 * program can say. Fields that it doesn't know stay as they are.
 */
export function decodeIpsRule({ filters, ...item }: Properties): IpsRule {
  const list = (Array.isArray(filters) ? filters : []).filter(isObject);
  const odd = list.find(({ operator }) => operator !== "equals");
  const read = list.map(({ key, values }) => ({ key, values: Array.isArray(values) ? values : [] }));
  const action = odd ? `not understood: the operator ${shown(odd.operator)}` : item.action;
  return { filters: read, action, comment: item.comment ?? "" } as IpsRule;
}

export function rulesPath(profile: string): string {
  return `${ipsProfilesPath}${path`/${profile}/rules`}`;
}

interface Standing {
  id: string;
  text: string;
}

/**
 * Makes the rules of a profile those that are wanted, from the top down, one call at a time: a rule that stands further
 * below is moved up, one that is wanted nowhere becomes what is wanted, and what is left over at the end goes.
 */
export async function arrangeRules(ctx: Context, profile: string, wanted: readonly IpsRule[]): Promise<void> {
  const live = await rulesOf(ctx, profile);
  for (const [at, rule] of wanted.entries()) {
    const text = canonical(rule);
    const here = live[at];
    if (here?.text === text) continue;
    const below = live.findIndex((each, index) => index > at && each.text === text);
    const later = new Set(wanted.slice(at + 1).map(canonical));
    if (here && below > at) {
      const [found] = live.splice(below, 1);
      if (!found) continue;
      await ctx.call(await moveCall(ctx, profile, found.id, here.id));
      live.splice(at, 0, found);
    } else if (here && !later.has(here.text)) {
      await ctx.call(writeCall("PATCH", `${rulesPath(profile)}${path`/${here.id}`}`, encodeIpsRule(rule)));
      live[at] = { id: here.id, text };
    } else live.splice(at, 0, { id: await insert(ctx, profile, rule, live, here?.id), text });
  }
  for (const { id } of live.slice(wanted.length)) {
    await ctx.call(writeCall("DELETE", `${rulesPath(profile)}${path`/${id}`}`));
  }
}

async function rulesOf(ctx: Context, profile: string): Promise<Standing[]> {
  const answer = await ctx.call({ method: "GET", path: rulesPath(profile) });
  return objectsOf(answer, "rule").map((item) => ({
    id: String(item.id),
    text: canonical(decodeIpsRule(item)),
  }));
}

function writeCall(method: "PATCH" | "DELETE", path: string, body?: Properties): Call {
  return { method, path, ...(body && { body }), repeat: true, answer: "none" };
}

/** Made once, although an answer may be lost: a rule has no name, so a new one of this content is it. */
function insert(
  ctx: Context,
  profile: string,
  rule: IpsRule,
  live: readonly Standing[],
  before: string | undefined,
): Promise<string> {
  const query = before === undefined ? undefined : { anchor_item_id: before, insert_after: false };
  const call = { method: "POST", path: rulesPath(profile), query, body: encodeIpsRule(rule) } as const;
  return createOnce<Standing>({
    ctx,
    send: async () => madeId(await ctx.call({ ...call, repeat: false })),
    look: () => rulesOf(ctx, profile),
    idOf: ({ id }) => id,
    matches: ({ text }) => text === canonical(rule),
    known: new Set(live.map(({ id }) => id)),
  });
}

/** v18 prints the move below the rule, later versions for all profiles at once. */
async function moveCall(ctx: Context, profile: string, rule: string, before: string): Promise<Call> {
  const isV18 = (await editMethodOf(ctx)) === "PUT";
  if (isV18) {
    const at = `${rulesPath(profile)}${path`/${rule}/move`}`;
    return writeCall("PATCH", at, { anchor_item_id: before, insert_after: false });
  }
  const params = {
    profile_id: profile,
    rule_id: Number(rule),
    anchor_item_id: Number(before),
    insert_after: false,
  };
  return writeCall("PATCH", `${ipsProfilesPath}/rules/move`, { params });
}
