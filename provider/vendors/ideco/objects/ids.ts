import { z } from "zod";
import { rangeOf } from "./concrete";

/**
 * Ids of the appliance's objects as they stand in rules: `any`, `ip.id.5`, `security_group.guid.…`. An address, a
 * network or a name itself is none of them.
 */

/** The group that a server belongs to when no Ideco Center manages it. */
export const rootGroup = "f3ffde22-a562-4f43-ac04-c40fcec6a88c";

export const commentLimit = 255;
export const titleLimit = 42;
const objectsInField = 200;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const objectId = /^[a-z][a-z_]*\.(id|guid)\.[\w-]+$/;

function oneOfKinds(pattern: RegExp, allowed: string): z.ZodString {
  return z.string().regex(pattern, { error: `allowed: ${allowed}` });
}

/** An object of an address field. */
export const addressId = z.string().superRefine((value, context) => {
  if (value === "any" || value === "quota.exceeded" || objectId.test(value)) return;
  const literal = /[\d:]/.test(value) || value.includes(".");
  const advice = literal
    ? "a literal address can't stand in a rule; make an alias for it (IpAlias, SubnetAlias, IpRangeAlias, DomainAlias) and give its id"
    : "allowed: `any` or the id of an object, such as ip.id.5, subnet.id.2, address_list.id.1, user.id.3";
  context.addIssue({ code: "custom", message: advice });
});

export const portId = z.string().superRefine((value, context) => {
  if (value === "any" || /^(port|port_range|port_list)\.id\.\d+$/.test(value)) return;
  const advice = /^\d+(-\d+)?$/.test(value)
    ? "a literal port can't stand in a rule; make an alias for it (PortAlias, PortRangeAlias) and give its id"
    : "allowed: the id of a port object: port.id.5, port_range.id.1, port_list.id.2";
  context.addIssue({ code: "custom", message: advice });
});

export const addressIds = anyAlone(z.array(addressId).min(1).max(objectsInField));
export const portIds = anyAlone(z.array(portId).max(objectsInField));
export const timeIds = anyAlone(
  z
    .array(oneOfKinds(/^any$|^(time_range|time_list)\.id\.\d+$/, "any, time_range.id.N, time_list.id.N"))
    .min(1),
);
export const hipIds = z.array(oneOfKinds(/^hip_profile\.id\.\S+$/, "hip_profile.id.N"));
export const interfaceId = oneOfKinds(
  /^any$|^interface\.[\w.-]+$/,
  "any, interface.external_any, interface.local_any, interface.id.N …",
);

const protocols = [
  "any",
  "protocol.ah",
  "protocol.esp",
  "protocol.gre",
  "protocol.icmp",
  "protocol.tcp",
  "protocol.udp",
];
export const protocolId = z.enum(protocols as [string, ...string[]]);

/** What NAT puts in place of an address: one, or a range, itself or as an object. */
export const natAddress = z.string().refine(isNatAddress, {
  error:
    "allowed: an IPv4 address (192.168.1.10), a range of them (192.168.1.10-192.168.1.20), or the id of such an object (ip.id.1, ip_range.id.1)",
});

/** What NAT puts in place of a port: one, or a range, itself or as an object. */
export const natPort = z.string().refine(isNatPort, {
  error:
    'allowed: a port as text ("8080"), a range of them ("8080-8090"), or the id of such an object (port.id.1, port_range.id.1)',
});

function isNatAddress(text: string): boolean {
  if (/^ip(_range)?\.id\.[\w-]+$/.test(text)) return true;
  return /^[\d.]+(-[\d.]+)?$/.test(text) && text.includes(".") && isRange(text);
}

function isNatPort(text: string): boolean {
  if (/^port(_range)?\.id\.[\w-]+$/.test(text)) return true;
  const [range] = /^\d+(-\d+)?$/.test(text) ? (rangeOf(text) ?? []) : [];
  return range !== undefined && range[0] >= 1 && range[1] <= 65535 && isRange(text);
}

function isRange(text: string): boolean {
  const [range] = rangeOf(text) ?? [];
  return range !== undefined && range[0] <= range[1];
}

/** A profile's id; empty where the profile isn't used. */
export const profileId = oneOfKinds(new RegExp(`^$|${uuid.source}`, "i"), "the UUID of a profile");
export const groupId = oneOfKinds(uuid, "the UUID of a group of Ideco Center");
export const comment = z.string().max(commentLimit);

/** `any` says everything; beside it nothing else makes sense, and the appliance refuses it. */
function anyAlone<S extends z.ZodArray<z.ZodString>>(list: S): S {
  return list.refine((items) => items.length < 2 || !items.includes("any"), {
    error: "`any` stands together with other objects, allowed: `any` alone",
  });
}

/** Lists of objects are sets to the appliance. */
export function sameSet(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return false;
  const [left, right] = [new Set(a), new Set(b)];
  return left.size === right.size && [...left].every((item) => right.has(item));
}

/** As `sameSet`, where an empty list and `any` both mean: no restriction. */
export function sameSetOrAny(a: unknown, b: unknown): boolean {
  const free = (list: unknown) => !Array.isArray(list) || list.length === 0 || list.includes("any");
  return (free(a) && free(b)) || sameSet(a, b);
}
