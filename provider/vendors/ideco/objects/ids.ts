import { z } from "zod";
import { canonicalReference, type ReferenceKind, readReference } from "../references/written";

/** The texts that name the appliance's objects: ids, titles and values. */

/** The group that a server belongs to when no Ideco Center manages it. */
export const rootGroup = "f3ffde22-a562-4f43-ac04-c40fcec6a88c";

export const commentLimit = 255;
export const titleLimit = 42;
const objectsInField = 200;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A text that names an object in a field of a kind. */
export function reference(kind: ReferenceKind): z.ZodString {
  return z.string().superRefine((value, context) => {
    const read = readReference(kind, value);
    if ("problem" in read) context.addIssue({ code: "custom", message: read.problem });
  });
}

export const addressId = reference("address");
export const addressIds = anyAlone(z.array(addressId).min(1).max(objectsInField));
export const portIds = anyAlone(z.array(reference("port")).max(objectsInField));
export const timeIds = anyAlone(z.array(reference("time")).min(1));
export const hipIds = z.array(reference("hip"));
export const categoryIds = z.array(reference("category"));
export const interfaceId = reference("interface");
export const serviceNames = z.array(z.string()).min(1).max(objectsInField);

const protocolNames = ["ah", "esp", "gre", "icmp", "tcp", "udp"];
const protocols = ["any", ...protocolNames.map((name) => `protocol.${name}`), ...protocolNames];
export const protocolId = z.enum(protocols as [string, ...string[]]);

/** What NAT puts in place of an address: one, or a range, itself or as an object. */
export const natAddress = reference("natAddress");

/** What NAT puts in place of a port: one, or a range, itself or as an object. */
export const natPort = reference("natPort");

/** A profile; empty where none is used. */
export const dpiProfileId = reference("dpiProfile");
export const ipsProfileId = reference("ipsProfile");
export const groupId = z.string().regex(uuid, { error: "allowed: the UUID of a group of Ideco Center" });
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

/** Lists of references, each in any of its spellings. */
export function sameReferences(kind: ReferenceKind) {
  return (a: unknown, b: unknown): boolean => sameSet(canonical(kind, a), canonical(kind, b));
}

/** As `sameReferences`, where an empty list and `any` both mean: no restriction. */
export function sameReferencesOrAny(kind: ReferenceKind) {
  const free = (list: unknown) => !Array.isArray(list) || list.length === 0 || list.includes("any");
  return (a: unknown, b: unknown): boolean =>
    (free(a) && free(b)) || sameSet(canonical(kind, a), canonical(kind, b));
}

/** One reference in any of its spellings. */
export function sameReference(kind: ReferenceKind) {
  return (a: unknown, b: unknown): boolean =>
    typeof a === "string" &&
    typeof b === "string" &&
    canonicalReference(kind, a) === canonicalReference(kind, b);
}

function canonical(kind: ReferenceKind, list: unknown): unknown {
  return Array.isArray(list) ? list.map((text) => canonicalReference(kind, String(text))) : list;
}
