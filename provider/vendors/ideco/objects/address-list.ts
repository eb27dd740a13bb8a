import { z } from "zod";
import type { Behaviour, Context } from "../../../kernel/define";
import { defineResource } from "../../../kernel/define";
import { type Fields, field } from "../../../kernel/fields";
import type { Properties } from "../../../kernel/values";
import { ideco } from "../vendor";
import { type AliasKind, aliases, titleFields } from "./alias";
import { addressNumber } from "./concrete";
import { sameSet } from "./ids";
import { canonicalNetwork } from "./networks";
import { isLiteral, sameAddresses, valuesOf } from "./shapes";

/**
 * The vendor has two kinds of lists: of objects, by their ids, and of literal addresses (for long lists, which would
 * otherwise need an object for every address). They are one resource: what the members are tells which it is.
 */
const objectId = /^(ip|ip_range|subnet|domain)\.id\.[\w-]+$/;

const member = z.string().superRefine((value, context) => {
  if (objectId.test(value) || addressNumber(value) !== undefined || canonicalNetwork(value) !== undefined)
    return;
  const message =
    "allowed: ids of address objects (ip.id.1, ip_range.id.1, subnet.id.1, domain.id.1), or addresses and networks themselves (10.0.0.1, 10.0.0.0/24, 10.0.0.0/255.255.255.0)";
  context.addIssue({ code: "custom", message });
});

const fields = {
  members: field(
    z.array(member).min(1),
    "Either ids of address objects (`ip.id.1`, `ip_range.id.2`, `subnet.id.3`, `domain.id.4`), or IPv4 addresses and networks themselves (`10.0.0.1`, `10.0.0.0/24`); not both. Their order means nothing. " +
      "To the vendor these are two kinds of objects, so a change from one to the other replaces the list.",
    {
      equals: (a, b) => sameSet(a, b) || (isOfLiterals(a) && isOfLiterals(b) && sameAddresses(a, b)),
      replace: (before, after) => isOfLiterals(before) !== isOfLiterals(after),
    },
  ),
} satisfies Fields;

function isOfLiterals(members: unknown): boolean {
  return Array.isArray(members) && members.length > 0 && members.every(isLiteral);
}

const shape = {
  fields,
  encode: ({ members }: Properties) => ({ values: members }),
  decode: (item: Properties) => ({ members: valuesOf(item) }),
};

export const addressListKind: AliasKind = {
  noun: "list of IP objects",
  path: "lists/addresses",
  prefix: "address_list",
  ...shape,
};

/** The first part of its ids is printed nowhere; it is assumed here, for imports and `adopt` alone. */
export const addressTextKind: AliasKind = {
  noun: "list of IP addresses",
  path: "ip_address_lists",
  prefix: "ip_address_list",
  ...shape,
};

const ofObjects = aliases(addressListKind);
const ofLiterals = aliases(addressTextKind);

function meant(inputs: Partial<Properties>) {
  return isOfLiterals(inputs.members) ? ofLiterals : ofObjects;
}

export const addressListAlias = defineResource<Fields, Fields>(ideco, {
  name: "AddressListAlias",
  doc: "A list of address objects, or of literal IPv4 addresses and networks, as one object. Its id, such as `address_list.id.1` or `ip_address_list.id.1`, goes into rules.",
  page: "description-of-handlers: Управление объектами, Список IP-объектов, Список IP-адресов",
  importId: "the id of the object, e.g. `address_list.id.1` or `ip_address_list.id.1`",
  example: { title: "Servers", members: ["ip.id.1", "subnet.id.1"] },
  inputs: { ...fields, ...titleFields },
  outputs: {},
  adoptable: true,
  check({ members }, report) {
    if (!Array.isArray(members)) return;
    const literal = members.findIndex(isLiteral);
    const id = members.findIndex((each) => typeof each === "string" && objectId.test(each));
    if (literal < 0 || id < 0) return;
    report(
      ["members"],
      `found both addresses themselves (members[${literal}]) and ids of objects (members[${id}]), allowed: one of the two; make aliases of the addresses (IpAlias, SubnetAlias)`,
    );
  },
  claims: (inputs) => meant(inputs).claims?.(inputs) ?? [],
  create: (ctx, inputs) => meant(inputs).create(ctx, inputs),
  read: async (ctx, id, state) =>
    state
      ? meant(state).read(ctx, id, state)
      : ((await ofObjects.read(ctx, id, state)) ?? ofLiterals.read(ctx, id, state)),
  update: async (ctx, id, state, inputs) => (await meant(inputs).update?.(ctx, id, state, inputs)) ?? {},
  delete: (ctx, id, state) => meant(state).delete(ctx, id, state),
  list: async (ctx) => [...(await listed(ofObjects, ctx)), ...(await listed(ofLiterals, ctx))],
});

async function listed(kind: Pick<Behaviour<Properties, Properties>, "list">, ctx: Context) {
  return (await kind.list?.(ctx)) ?? [];
}
