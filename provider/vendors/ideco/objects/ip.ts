import { z } from "zod";
import { type Fields, field } from "../../../kernel/fields";
import { type AliasKind, defineAlias } from "./alias";

export const ipKind: AliasKind = {
  noun: "IP object",
  path: "ip_addresses",
  prefix: "ip",
  fields: { ip: field(z.ipv4(), "The IPv4 address, e.g. `192.168.0.20`.") } satisfies Fields,
  encode: ({ ip }) => ({ value: ip }),
  decode: ({ value }) => ({ ip: value }),
};

export const ipAlias = defineAlias(ipKind, {
  name: "IpAlias",
  doc: "One IPv4 address as an object.",
  exampleId: "ip.id.5",
  example: { title: "Mail server", ip: "192.168.0.25" },
});
