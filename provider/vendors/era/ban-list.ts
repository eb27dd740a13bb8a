import { z } from "zod";
import { type Context, defineResource, type Preview, type ReadResult } from "../../kernel/define";
import { invalid } from "../../kernel/errors";
import { type Fields, field } from "../../kernel/fields";
import { BanLists, type Instance } from "./banlists";
import { foreseeRemoval, surplusOf } from "./exclusive";
import { banInputs, bannedIp, checkBan, elsewhereField, instancesField } from "./fields";
import { liftAll } from "./lift";
import { requireWhole } from "./partial";
import { beyondScope, placeOfState } from "./places";
import type { Before, Exclusive, SeenInstance, Wish } from "./plan";
import { claimsWithin, listClaims, partOf, splitId, withScope } from "./scope";
import { leftIn, settle, stillKnown } from "./settle";
import { era } from "./vendor";
import { bannedEverywhere, endsWithin, longestLeft, type SeenBans, seenBans } from "./view";
import { foreseeScope, noteWish } from "./wishes";

interface Inputs extends Wish {
  exclusive: Exclusive;
}

interface Outputs extends SeenBans {
  instances: SeenInstance[];
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
} satisfies Fields;

export const banList = defineResource(era, {
  name: "BanList",
  doc: "Many banned addresses as one resource; if wished, the only ones. Bans go out in parallel, as many at once as the connection allows.",
  page: "era-sg-bannedaddrs: Добавление IP-адреса в списки заблокированных, Удаление адреса из списка заблокированных адресов",
  importId:
    "`banlist`, with the scope if it has one: `banlist@site:SITE1`; it gets the addresses that every online instance bans",
  example: { addresses: ["212.54.68.68", "187.13.93.27"], expires: 86_400, exclusive: "administrators" },
  inputs,
  outputs,
  sparesItsOwn: true,
  check: checkBan,
  claims: ({ addresses, scope, exclusive = "none" }) => [
    ...stringsIn(addresses).flatMap((ip) => claimsWithin(`the ban of ${ip}`, scope)),
    ...listClaims(scope, exclusive !== "none"),
  ],
  register: (ctx, id, list) =>
    noteWish(BanLists.of(ctx), id, { ...list, addresses: stringsIn(list.addresses) }),
  preview: (ctx, list) => foreseeList(ctx, list as Inputs),
  async create(ctx, list) {
    const id = withScope("banlist", list.scope);
    return { id, outputs: await bring(ctx, id, list as Inputs) };
  },
  async read(ctx, id, state) {
    if (!state) return importList(ctx, id);
    const lists = BanLists.of(ctx);
    const now = await lists.instances(partOf(state.scope));
    const beyond = await beyondScope(lists, state, now);
    return { inputs: state, outputs: seenBans(state as Inputs, now, state, beyond) };
  },
  update: (ctx, id, state, list) => bring(ctx, id, list as Inputs, state as Inputs & Outputs),
  async delete(ctx, _, state) {
    const lists = BanLists.of(ctx);
    await liftAll(ctx, lists, state.addresses, await placeOfState(lists, state));
  },
  needsUpdate(state, { renew, renewBelowSeconds = 0 }) {
    const surplus = [
      ...(state.unlisted.length > 0 ? ["unlisted"] : []),
      ...(state.elsewhere ? ["elsewhere"] : []),
    ];
    if (renew === "never") return surplus;
    const isLate = endsWithin(state.expiresAt, renew === "early" ? renewBelowSeconds : 0);
    return [...(state.missing.length > 0 ? ["missing"] : []), ...(isLate ? ["expiresAt"] : []), ...surplus];
  },
  list: async () => [{ id: "banlist", name: "banlist" }],
  // What passes by itself is no program.
  exported: { write: () => undefined },
});

async function bring(ctx: Context, id: string, list: Inputs, state?: Inputs & Outputs): Promise<Outputs> {
  const before: Before | undefined = state;
  const settled = await settle(ctx, id, list, before);
  const known = state && stillKnown(state, settled);
  const outputs = seenBans(list, settled.now, known, leftIn(settled));
  requireWhole(ctx, list, before, settled, { id, outputs, isList: true });
  return outputs;
}

async function foreseeList(ctx: Context, list: Inputs): Promise<Preview> {
  const scope = partOf(list.scope);
  if (!scope && list.exclusive === "none") return {};
  const id = withScope("banlist", list.scope);
  const problems = await foreseeScope(ctx, id, list);
  if (problems.length > 0 || list.exclusive === "none") return { problems };
  const lists = BanLists.of(ctx);
  const now = await lists.instances(scope);
  return foreseeRemoval(list, now, surplusOf(lists, id, list, now));
}

async function importList(ctx: Context, id: string): Promise<ReadResult<Inputs, Outputs> | undefined> {
  const { what, scope } = splitId(id);
  if (what !== "banlist") throw invalid(`the id "${id}" is not right: it begins with banlist`);
  const now: Instance[] = await BanLists.of(ctx).instances(partOf(scope));
  const addresses = bannedEverywhere(now);
  // The time that is left stands for the time of the bans, which the platform doesn't tell.
  const expires = longestLeft(addresses, now);
  if (expires === undefined) return undefined;
  const list: Inputs = { addresses, expires, scope, renew: "when-expired", exclusive: "none" };
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
