import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { invalid } from "../../kernel/errors";
import { field } from "../../kernel/fields";
import { shown } from "../../kernel/values";

/** The page speaks of addresses and prints IPv4; nothing in it rules IPv6 out. */
const address = z.string().refine((text) => isIP(text) !== 0, "allowed: an IP address, such as 203.0.113.7");

export const ipField = field(address, "The address: the account's own, IPv4 or IPv6.", { replace: true });

/** The one spelling of an address; anything else stays as it is. */
export function canonicalIp(ip: string): string {
  return isIP(ip) === 6 ? ipaddr.parse(ip).toString() : ip;
}

/** For ids that a person writes. */
export function addressOf(id: string): string {
  if (isIP(id) === 0) throw invalid(`the id ${shown(id)} is not right: it is an IP address`);
  return canonicalIp(id);
}

/** Inputs with their address in the one spelling. */
export function withCanonicalIp<I extends { ip?: unknown }>(inputs: I): I {
  return typeof inputs.ip === "string" ? { ...inputs, ip: canonicalIp(inputs.ip) } : inputs;
}
