import { z } from "zod";
import { type Fields, field } from "../../../kernel/fields";
import { type AliasKind, defineAlias } from "./alias";
import { canonicalNetwork, sameNetwork } from "./networks";

export const networkText = z.string().refine((text) => canonicalNetwork(text) !== undefined, {
  error: "allowed: an IPv4 network such as 10.0.0.0/24 or 10.0.0.0/255.255.255.0",
});

export const subnetKind: AliasKind = {
  noun: "subnet",
  path: "networks",
  prefix: "subnet",
  fields: {
    address: field(
      networkText,
      "The IPv4 network, e.g. `10.0.0.0/24` or `10.0.0.0/255.255.255.0`; the two are equal.",
      { equals: sameNetwork },
    ),
  } satisfies Fields,
  encode: ({ address }) => ({ value: address }),
  decode: ({ value }) => ({ address: value }),
};

export const subnetAlias = defineAlias(subnetKind, {
  name: "SubnetAlias",
  doc: "An IPv4 network as an object.",
  exampleId: "subnet.id.2",
  example: { title: "Branch office", address: "172.16.0.0/24" },
});
