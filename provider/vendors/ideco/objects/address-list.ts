import { z } from "zod";
import type { Context } from "../../../kernel/context";
import { type Fields, field } from "../../../kernel/fields";
import type { Behaviour } from "../../../kernel/resource";
import { defineResource, type ResourceSpec } from "../../../kernel/resource";
import { withTextList } from "../../../kernel/text-form";
import type { Properties } from "../../../kernel/values";
import { referring } from "../references/refer";
import { ideco } from "../vendor";
import { type AliasKind, aliases, titleFields } from "./alias";
import { addressNumber } from "./concrete";
import { reference, sameReferences } from "./ids";
import { canonicalNetwork } from "./networks";
import { sameAddresses, valuesOf } from "./shapes";

/**
 * The vendor has two kinds of lists: of objects, by their ids, and of literal addresses (for long lists, which would
 * otherwise need an object for every address). They are one resource: what the members are tells which it is.
 */
const fields = {
  members: field(
    z.array(reference("addressMember")).min(1),
    "IPv4 addresses and networks alone (`10.0.0.1`, `10.0.0.0/24`), which are one list of values; or titles and ids of address objects (`Web server`, `ip.id.1`), ranges and domains, which are a list of objects, and addresses beside them become objects too. Their order means nothing. " +
      "To the vendor these are two kinds of objects, so a change from one to the other replaces the list.",
    {
      equals: (a, b) =>
        isOfLiterals(a) && isOfLiterals(b) ? sameAddresses(a, b) : sameReferences("addressMember")(a, b),
      replace: (before, after) => isOfLiterals(before) !== isOfLiterals(after),
      refers: "addressMember",
    },
  ),
} satisfies Fields;

function isOfLiterals(members: unknown): boolean {
  return Array.isArray(members) && members.length > 0 && members.every(isLiteral);
}

/** An address or a network itself. */
function isLiteral(member: unknown): boolean {
  if (typeof member !== "string") return false;
  return addressNumber(member) !== undefined || canonicalNetwork(member) !== undefined;
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

const list: ResourceSpec<Fields, Fields> = {
  name: "AddressListAlias",
  doc: "A list of address objects, or of literal IPv4 addresses and networks, as one object. Its id, such as `address_list.id.1` or `ip_address_list.id.1`, goes into rules.",
  page: "description-of-handlers: Управление объектами, Список IP-объектов, Список IP-адресов",
  importId: "the id of the object, e.g. `address_list.id.1` or `ip_address_list.id.1`",
  example: { title: "Servers", members: ["ip.id.1", "subnet.id.1"] },
  inputs: { ...fields, ...titleFields },
  outputs: {},
  adoptable: true,
  exported: { isNamed: true },
  claims: (inputs) => meant(inputs).claims?.(inputs) ?? [],
  preview: async (ctx, inputs, state) => (await meant(inputs).preview?.(ctx, inputs, state)) ?? {},
  create: (ctx, inputs) => meant(inputs).create(ctx, inputs),
  read: async (ctx, id, state) =>
    state
      ? meant(state).read(ctx, id, state)
      : ((await ofObjects.read(ctx, id, state)) ?? ofLiterals.read(ctx, id, state)),
  update: async (ctx, id, state, inputs) => (await meant(inputs).update?.(ctx, id, state, inputs)) ?? {},
  delete: (ctx, id, state) => meant(state).delete(ctx, id, state),
  list: async (ctx) => [...(await listed(ofObjects, ctx)), ...(await listed(ofLiterals, ctx))],
};

/** A list of literals needs no objects. */
const named = referring(list, ({ members }) => isOfLiterals(members));

const objectsOrValues: ResourceSpec<Fields, Fields> = {
  ...named,
  async read(ctx, id, state) {
    const seen = await named.read(ctx, id, state);
    if (!seen || !state || isOfLiterals(state.members) || !isOfLiterals(seen.inputs.members)) return seen;
    // A list of objects of which addresses alone are left is no list of literals: their ids say so.
    const byId = await ofObjects.read(ctx, id, undefined);
    return { ...seen, inputs: { ...seen.inputs, members: byId?.inputs.members } };
  },
};

export const addressListAlias = defineResource(ideco, withTextList(objectsOrValues, "members"));

async function listed(kind: Pick<Behaviour<Properties, Properties>, "list">, ctx: Context) {
  return (await kind.list?.(ctx)) ?? [];
}
