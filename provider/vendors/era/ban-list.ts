import { z } from "zod";
import type { Context } from "../../kernel/context";
import { invalid } from "../../kernel/errors";
import { type Fields, field } from "../../kernel/fields";
import { defineResource, type Preview, type ReadResult, type ResourceSpec } from "../../kernel/resource";
import { withTextList } from "../../kernel/text-form";
import { bansOf, foreseeScope, noteWish } from "./claims";
import { previewLifting, surplusAddresses } from "./exclusive";
import { banInputs, bannedIp, checkBan, elsewhereField, instancesField } from "./fields";
import type { Instance } from "./instances";
import { liftAll } from "./lift";
import { LiveBans } from "./live-bans";
import { attemptedField, foreignTo, longerBansField } from "./longer";
import { bannedEverywhere, endsWithin, longestLeft, type SeenBans, seenBans } from "./observed";
import { requireWhole } from "./partial";
import { beyondScope, placeOfState } from "./places";
import type { Before, Desired, Exclusive, InstanceState } from "./plan";
import { leftIn, reconcile, stillKnown } from "./reconcile";
import { claimsWithin, listClaims, partOf, splitId, withScope } from "./scope";
import { era } from "./vendor";

interface BanListInputs extends Desired {
  exclusive: Exclusive;
}

interface BanListOutputs extends SeenBans {
  instances: InstanceState[];
}

const inputs = {
  addresses: field(z.array(bannedIp), "The addresses, IPv4, in any order.", { equals: sameAddresses }),
  ...banInputs,
  exclusive: field(
    z.enum(["none", "administrators", "all"]),
    "Whether addresses that are not listed are lifted in the scope: `none`; `administrators`, those that every online instance bans, as an automatic ban is on one; `all`, automatic ones too. The preview lists them.",
    { default: "none" },
  ),
  allowMassRemoval: field(
    z.boolean().optional(),
    "Lets `exclusive` lift more than half of all addresses that are banned in the scope or listed. A change of this is no difference.",
    { providerOnly: true },
  ),
} satisfies Fields;

const outputs = {
  expiresAt: field(
    z.string().optional(),
    "When the first of the listed bans ends on an online instance: an ISO time, by the clock of the machine that Pulumi runs on. Written anew only where it is off by more than 5 seconds.",
  ),
  expired: field(z.boolean(), "Whether a listed address is banned on no online instance any more."),
  missing: field(z.array(z.string()), "Listed addresses that an online instance in the scope does not ban."),
  unlisted: field(z.array(z.string()), "Addresses that the next `up` lifts because the list is exclusive."),
  instances: instancesField,
  elsewhere: elsewhereField,
  longerBans: longerBansField,
  attemptedExpires: attemptedField,
} satisfies Fields;

const banListSpec: ResourceSpec<typeof inputs, typeof outputs> = {
  name: "BanList",
  doc: "Many banned addresses as one resource; if wished, the only ones. A ban that lasts longer already keeps its time, also after the deletion. Bans go out in parallel, as many at once as the connection allows.",
  page: "era-sg-bannedaddrs: Добавление IP-адреса в списки заблокированных, Удаление адреса из списка заблокированных адресов",
  importId:
    "`banlist`, with the scope if it has one: `banlist@site:SITE1`; it gets the addresses that every online instance bans",
  example: { addresses: ["212.54.68.68", "187.13.93.27"], expires: 86_400, exclusive: "administrators" },
  inputs,
  outputs,
  holds: (_, { addresses, instances }) => bansOf(stringsIn(addresses), instances),
  check: checkBan,
  claims: ({ addresses, scope, exclusive = "none" }) => [
    ...stringsIn(addresses).flatMap((ip) => claimsWithin(`the ban of ${ip}`, scope)),
    ...listClaims(scope, exclusive !== "none"),
  ],
  register: (ctx, id, list) =>
    noteWish(LiveBans.of(ctx), id, { ...list, addresses: stringsIn(list.addresses) }),
  preview: (ctx, list) => foreseeList(ctx, list as BanListInputs),
  async create(ctx, list) {
    const id = withScope("banlist", list.scope);
    return { id, outputs: await reconcileList(ctx, id, list as BanListInputs) };
  },
  async read(ctx, id, state) {
    if (!state) return importList(ctx, id);
    const lists = LiveBans.of(ctx);
    const now = await lists.instances(partOf(state.scope), ctx.signal);
    const beyond = await beyondScope(ctx, lists, state, now);
    return { inputs: state, outputs: seenBans(state as BanListInputs, now, state, beyond) };
  },
  update: (ctx, id, state, list) =>
    reconcileList(ctx, id, list as BanListInputs, state as BanListInputs & BanListOutputs),
  async delete(ctx, _, state) {
    const lists = LiveBans.of(ctx);
    await liftAll(ctx, lists, state.addresses, await placeOfState(ctx, lists, state), foreignTo(state));
  },
  needsUpdate(state, { expires, renew, renewBelowSeconds = 0 }) {
    const surplus = [
      ...(state.unlisted.length > 0 ? ["unlisted"] : []),
      ...(state.elsewhere ? ["elsewhere"] : []),
      ...(state.attemptedExpires && state.expires === expires ? ["attemptedExpires"] : []),
    ];
    if (renew === "never") return surplus;
    const isLate = endsWithin(state.expiresAt, renew === "early" ? renewBelowSeconds : 0);
    return [...(state.missing.length > 0 ? ["missing"] : []), ...(isLate ? ["expiresAt"] : []), ...surplus];
  },
  list: async () => [{ id: "banlist", name: "banlist" }],
  // What passes by itself is no program.
  exported: { write: () => undefined },
};

export const banList = defineResource(era, withTextList(banListSpec, "addresses"));

async function reconcileList(
  ctx: Context,
  id: string,
  list: BanListInputs,
  state?: BanListInputs & BanListOutputs,
): Promise<BanListOutputs> {
  const before: Before | undefined = state;
  const settled = await reconcile(ctx, id, list, before);
  const known = state && stillKnown(state, list, settled);
  const outputs = seenBans(list, settled.now, known, leftIn(settled));
  requireWhole(ctx, list, before, settled, { id, outputs, isList: true });
  return outputs;
}

async function foreseeList(ctx: Context, list: BanListInputs): Promise<Preview> {
  const scope = partOf(list.scope);
  if (!scope && list.exclusive === "none") return {};
  const id = withScope("banlist", list.scope);
  const problems = await foreseeScope(ctx, id, list);
  if (problems.length > 0 || list.exclusive === "none") return { problems };
  const lists = LiveBans.of(ctx);
  const now = await lists.instances(scope, ctx.signal);
  return previewLifting(list, now, surplusAddresses(lists, id, list, now));
}

async function importList(
  ctx: Context,
  id: string,
): Promise<ReadResult<BanListInputs, BanListOutputs> | undefined> {
  const { what, scope } = splitId(id);
  if (what !== "banlist") throw invalid(`the id "${id}" is not right: it begins with banlist`);
  const now: Instance[] = await LiveBans.of(ctx).instances(partOf(scope), ctx.signal);
  const addresses = bannedEverywhere(now);
  // The time that is left stands for the time of the bans, which the platform doesn't tell.
  const expires = longestLeft(addresses, now);
  if (expires === undefined) return undefined;
  const list: BanListInputs = { addresses, expires, scope, renew: "when-expired", exclusive: "none" };
  return { id: withScope("banlist", scope), inputs: list, outputs: seenBans(list, now) };
}

function sameAddresses(a: unknown, b: unknown): boolean {
  const [left, right] = [new Set(stringsIn(a)), new Set(stringsIn(b))];
  return (
    Array.isArray(a) && Array.isArray(b) && left.size === right.size && [...left].every((ip) => right.has(ip))
  );
}

function stringsIn(addresses: unknown): string[] {
  return Array.isArray(addresses) ? addresses.filter((ip) => typeof ip === "string") : [];
}
