import { z } from "zod";
import { type Fields, field } from "../../../kernel/fields";
import { type AliasKind, defineAlias } from "./alias";
import { addressNumber, endsOf } from "./concrete";

export const ipRangeKind: AliasKind = {
  noun: "range of IP addresses",
  path: "ip_ranges",
  prefix: "ip_range",
  fields: {
    start: field(z.ipv4(), "The first IPv4 address of the range."),
    end: field(z.ipv4(), "The last IPv4 address of the range, not below `start`."),
  } satisfies Fields,
  encode: ({ start, end }) => ({ start, end }),
  decode(item) {
    const [start, end] = endsOf(item);
    return { start, end };
  },
};

export const ipRangeAlias = defineAlias(
  ipRangeKind,
  {
    name: "IpRangeAlias",
    doc: "A range of IPv4 addresses as an object.",
    exampleId: "ip_range.id.1",
    example: { title: "Printers", start: "192.168.0.200", end: "192.168.0.219" },
  },
  ({ start, end }, report) => {
    const [low, high] = [addressNumber(String(start)), addressNumber(String(end))];
    if (low !== undefined && high !== undefined && low > high) {
      report(["end"], `found "${end}", allowed: an address not below start, which is "${start}"`);
    }
  },
);
