import { z } from "zod";
import type { Context } from "../../kernel/context";
import { invalid } from "../../kernel/errors";
import { type Fields, field } from "../../kernel/fields";
import { defineResource, type ReadResult } from "../../kernel/resource";
import { bansOf, foreseeScope, noteWish } from "./claims";
import { banInputs, bannedIp, checkBan, elsewhereField, instancesField } from "./fields";
import type { Instance } from "./instances";
import { liftAll } from "./lift";
import { LiveBans } from "./live-bans";
import { attemptedField, foreignTo, type LongerBan, longerBansField } from "./longer";
import { bannedEverywhere, endsWithin, longestLeft, seenBans } from "./observed";
import { requireWhole } from "./partial";
import { beyondScope, placeOfState } from "./places";
import type { Before, Desired, InstanceState, Renew } from "./plan";
import { leftIn, reconcile, stillKnown } from "./reconcile";
import { claimsWithin, listClaims, partOf, type Scope, splitId, withScope } from "./scope";
import { era } from "./vendor";

interface BannedAddressInputs {
  ip: string;
  expires: number;
  scope?: Scope;
  renew: Renew;
  renewBelowSeconds?: number;
}

interface BannedAddressOutputs {
  expiresAt: string;
  expired: boolean;
  instances: InstanceState[];
  elsewhere?: string[];
  longerBans?: LongerBan[];
  attemptedExpires?: number;
}

const outputs = {
  expiresAt: field(
    z.string(),
    "When the ban ends on the online instance where it ends first: an ISO time, by the clock of the machine that Pulumi runs on. Written anew only where it is off by more than 5 seconds.",
  ),
  expired: field(z.boolean(), "Whether no online instance holds the ban any more."),
  instances: instancesField,
  elsewhere: elsewhereField,
  longerBans: longerBansField,
  attemptedExpires: attemptedField,
} satisfies Fields;

export const bannedAddress = defineResource(era, {
  name: "BannedAddress",
  doc: "An address that is banned for a time on the instances of the role. A ban that is there already, automatic or an administrator's, is prolonged; one that lasts longer keeps its time, also after the deletion.",
  page: "era-sg-bannedaddrs: Добавление IP-адреса в списки заблокированных, Удаление адреса из списка заблокированных адресов",
  importId:
    "the address, with its scope if it has one: `1.2.3.4`, `1.2.3.4@site:SITE1`, `1.2.3.4@servers:180,192.168.0.10`",
  example: { ip: "212.54.68.68", expires: 600 },
  inputs: { ip: field(bannedIp, "The address, IPv4.", { replace: true }), ...banInputs },
  outputs,
  holds: (_, { ip, instances }) => bansOf(ip === undefined ? [] : [ip], instances),
  check: checkBan,
  claims: ({ ip, scope }) => [
    ...(typeof ip === "string" ? claimsWithin(`the ban of ${ip}`, scope) : []),
    ...listClaims(scope, false),
  ],
  register: (ctx, id, inputs) => noteWish(LiveBans.of(ctx), id, wishOf(inputs as BannedAddressInputs)),
  async preview(ctx, inputs) {
    // Without a scope there is nothing that a look could tell.
    return partOf(inputs.scope) ? { problems: await foreseeScope(ctx, idOf(inputs), wishOf(inputs)) } : {};
  },
  async create(ctx, inputs) {
    const id = idOf(inputs);
    return { id, outputs: await ensure(ctx, id, inputs) };
  },
  async read(ctx, id, state) {
    if (!state) return importBan(ctx, id);
    const lists = LiveBans.of(ctx);
    const now = await lists.instances(partOf(state.scope), ctx.signal);
    if (now.length === 0) {
      ctx.log.warn(`${ctx.connection.where}: the ban ${id} has no instance in its scope any more`);
    }
    const { ip, expires, scope, renew, renewBelowSeconds } = state;
    const beyond = await beyondScope(ctx, lists, state, now);
    return {
      inputs: { ip, expires, scope, renew, renewBelowSeconds },
      outputs: seen(state, now, state, beyond),
    };
  },
  update: (ctx, id, state, inputs) => ensure(ctx, id, inputs, state),
  async delete(ctx, _, state) {
    const lists = LiveBans.of(ctx);
    const place = await placeOfState(ctx, lists, state);
    const isOver = endsWithin(state.expiresAt, 0);
    const at = place.at.filter((instance) => instance.online || !isOver);
    await liftAll(ctx, lists, [state.ip], { ...place, at }, foreignTo({ ...state, addresses: [state.ip] }));
  },
  needsUpdate(state, { expires, renew, renewBelowSeconds = 0 }) {
    if (state.elsewhere) return ["elsewhere"];
    if (state.attemptedExpires && state.expires === expires) return ["attemptedExpires"];
    if (renew === "never") return [];
    if (state.expired || endsWithin(state.expiresAt, 0)) return ["expired"];
    if (state.instances.some((instance) => instance.online && instance.result === false))
      return ["instances"];
    return renew === "early" && endsWithin(state.expiresAt, renewBelowSeconds) ? ["expiresAt"] : [];
  },
  // What passes by itself is no program.
  exported: { write: () => undefined },
  async list(ctx) {
    const now = await LiveBans.of(ctx).instances(undefined, ctx.signal);
    return bannedEverywhere(now).map((ip) => ({ id: ip, name: ip }));
  },
});

function idOf({ ip, scope }: BannedAddressInputs): string {
  return withScope(ip, scope);
}

function wishOf({ ip, ...inputs }: BannedAddressInputs): Desired {
  return { ...inputs, addresses: [ip] };
}

/** Brings the ban about and tells what is there; what is not whole is an error that the state survives. */
async function ensure(
  ctx: Context,
  id: string,
  inputs: BannedAddressInputs,
  state?: BannedAddressInputs & BannedAddressOutputs,
): Promise<BannedAddressOutputs> {
  const wish = wishOf(inputs);
  const before: Before | undefined = state && { ...state, addresses: [state.ip] };
  const settled = await reconcile(ctx, id, wish, before);
  const known = state && stillKnown(state, wish, settled);
  const outputs = seen(inputs, settled.now, known, leftIn(settled));
  requireWhole(ctx, wish, before, settled, { id, outputs });
  return outputs;
}

function seen(
  inputs: BannedAddressInputs,
  now: Instance[],
  known?: BannedAddressOutputs,
  beyond?: Instance[],
): BannedAddressOutputs {
  const { missing, unlisted, expiresAt, ...rest } = seenBans(wishOf(inputs), now, known, beyond);
  // A ban that nobody took ends with its beginning.
  return { expiresAt: expiresAt ?? new Date().toISOString(), ...rest };
}

/** The time that is left stands for the time of the ban, which the platform doesn't tell. */
async function importBan(
  ctx: Context,
  id: string,
): Promise<ReadResult<BannedAddressInputs, BannedAddressOutputs> | undefined> {
  const { what, scope } = splitId(id);
  const ip = bannedIp.safeParse(what);
  if (!ip.success) throw invalid(`the id "${id}" is not right: it begins with an IPv4 address`);
  const now = await LiveBans.of(ctx).instances(partOf(scope), ctx.signal);
  const expires = longestLeft([ip.data], now);
  if (expires === undefined) return undefined;
  const inputs: BannedAddressInputs = { ip: ip.data, expires, scope, renew: "when-expired" };
  return { id: idOf(inputs), inputs, outputs: seen(inputs, now) };
}
