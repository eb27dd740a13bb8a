import { z } from "zod";
import type { Report } from "../../kernel/resource";
import { isUnknown, type Path } from "../../kernel/values";

/** A range of addresses, both ends included, in the one spelling. */
export interface AddressRange {
  startIp: string;
  endIp: string;
}

/** The forms in which a program says a range: by its ends, one address alone, or a network. */
export interface RangeForm {
  startIp?: string;
  endIp?: string;
  cidr?: string;
}

export const ipv4 = z.ipv4("allowed: an IPv4 address; whether the vendor takes IPv6 is not documented");
export const cidr = z.cidrv4(
  "allowed: an IPv4 network such as 10.0.0.0/24; whether the vendor takes IPv6 is not documented",
);

/** The range that is meant, of inputs that nobody may have checked yet; undefined where they tell none. */
export function addressRange({
  startIp,
  endIp,
  cidr: network,
}: { [K in keyof RangeForm]?: unknown }): AddressRange | undefined {
  if (typeof network === "string")
    return cidr.safeParse(network).success ? rangeOfNetwork(network) : undefined;
  const end = endIp ?? startIp;
  if (!ipv4.safeParse(startIp).success || !ipv4.safeParse(end).success) return undefined;
  return { startIp: startIp as string, endIp: end as string };
}

/** `1.1.1.1-1.1.1.3`, and `1.1.1.1-1.1.1.1` of one address: equal for equal ranges. */
export function keyOf({ startIp, endIp }: AddressRange): string {
  return `${startIp}-${endIp}`;
}

/** A range in the form that a program would write. */
export function formOf({ startIp, endIp }: AddressRange): RangeForm {
  return startIp === endIp ? { startIp } : { startIp, endIp };
}

/** The range in a text of a person: `1.1.1.1-1.1.1.3`, `1.1.1.1` or `10.0.0.0/24`. */
export function rangeIn(text: string): AddressRange | undefined {
  if (text.includes("/")) return addressRange({ cidr: text });
  const [startIp, endIp, ...rest] = text.split("-");
  const range = rest.length === 0 ? addressRange({ startIp, endIp }) : undefined;
  return range && isOrdered(range) ? range : undefined;
}

/** Exactly one form, and that one right. */
export function checkRange(
  { startIp, endIp, cidr: network }: RangeForm,
  report: Report,
  at: Path = [],
): void {
  if (network === undefined) {
    if (startIp === undefined) report([...at, "startIp"], "is required, or cidr instead of it");
    else if (isUnknown(startIp) || endIp === undefined || isUnknown(endIp)) return;
    else if (!isOrdered({ startIp, endIp })) {
      report([...at, "endIp"], `found "${endIp}", allowed: startIp ("${startIp}") or an address after it`);
    }
    return;
  }
  const beside = startIp !== undefined ? "startIp" : endIp !== undefined ? "endIp" : undefined;
  if (beside) report([...at, "cidr"], `found beside ${beside}, allowed: one of the two forms`);
  else if (!isUnknown(network) && rangeOfNetwork(network).startIp !== network.split("/")[0]) {
    const proper = `${rangeOfNetwork(network).startIp}/${network.split("/")[1]}`;
    report([...at, "cidr"], `found "${network}", allowed: the network's first address, "${proper}"`);
  }
}

function isOrdered({ startIp, endIp }: AddressRange): boolean {
  return numberOf(startIp) <= numberOf(endIp);
}

function rangeOfNetwork(network: string): AddressRange {
  const [ip = "", bits] = network.split("/");
  const size = 2 ** (32 - Number(bits));
  const start = Math.floor(numberOf(ip) / size) * size;
  return { startIp: textOf(start), endIp: textOf(start + size - 1) };
}

function numberOf(ip: string): number {
  return ip.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function textOf(number: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join(".");
}
