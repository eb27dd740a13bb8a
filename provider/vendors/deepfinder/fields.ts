import { z } from "zod";
import { type Fields, field } from "../../kernel/fields";
import { isUnknown, shown } from "../../kernel/values";
import { hasPassed } from "./entries";
import type { DesiredEntry, Entry, ListName, ListPlace, LiveIpLists } from "./live-ip-lists";
import {
  type AddressRange,
  addressRange,
  cidr,
  formOf,
  ipv4,
  keyOf,
  type RangeForm,
  rangeIn,
} from "./ranges";
import { isTime, momentOf, wallOf } from "./times";

/** What a program says of one entry. */
export interface EntryForm extends RangeForm {
  expiresAt?: string;
}

const domainGroup = z.union([
  z.int().min(0),
  z
    .string()
    .min(1)
    .max(100)
    .regex(/^[^\s/]+$/, 'allowed: an id without blanks and "/"'),
]);

export const placeShapes = { list: z.enum(["black", "white"]), domainGroupId: domainGroup };

/** Which list is meant. */
export const placeInputs = {
  list: field(placeShapes.list, "The list: `black` blocks, `white` lets pass.", { replace: true }),
  domainGroupId: field(placeShapes.domainGroupId, "Id of the domain group, a number or a text.", {
    replace: true,
    equals: (a, b) => String(a) === String(b),
  }),
} satisfies Fields;

export const rangeTexts = {
  startIp: "First address, IPv4. Exactly one of `startIp` and `cidr` is given.",
  endIp: "Last address; without it the range is the one address `startIp`.",
  cidr: "The range as a network, such as `10.0.0.0/24`, instead of `startIp` and `endIp`. Another form of the same range is no difference.",
  expiresAt:
    "When the appliance removes the entry by itself: `2026-08-26T12:38:00` by the clock of the connection's `timeZone`, or with an offset (`Z`, `+09:00`); whole seconds. Without it: never. A time that has passed is refused for a new entry.",
};

export const rangeShapes = { startIp: ipv4.optional(), endIp: ipv4.optional(), cidr: cidr.optional() };

export const timeShape = z
  .string()
  .refine(isTime, "allowed: a time such as 2026-08-26T12:38:00, also with an offset (Z, +09:00)")
  .optional();

/** What the list shall hold for a checked entry of a program. */
export function wishOf(entry: EntryForm, timeZone: string): DesiredEntry {
  // Checked by now, whatever the form.
  const range = addressRange(entry) as AddressRange;
  return { ...range, key: keyOf(range), wall: entry.expiresAt && wallOf(entry.expiresAt, timeZone) };
}

/** Whether two entries of a program mean the same on a connection. Of values not known yet nobody can tell. */
export function meansSame(a: EntryForm, b: EntryForm, timeZone: string): boolean {
  const [left, right] = [addressRange(a), addressRange(b)];
  if (!left || !right || keyOf(left) !== keyOf(right)) return false;
  return sameTime(a.expiresAt, b.expiresAt, timeZone);
}

export function sameTime(a: unknown, b: unknown, timeZone: string): boolean {
  if (a === undefined || b === undefined || isUnknown(a) || isUnknown(b)) return a === b && !isUnknown(a);
  return wallOf(String(a), timeZone) === wallOf(String(b), timeZone);
}

/** An entry of the appliance as a program would write it. */
export function formOfEntry({ startIp, endIp, expiresAt }: Entry): EntryForm {
  return { ...formOf({ startIp, endIp }), ...(expiresAt !== undefined && { expiresAt }) };
}

/** Why a new entry can't have this time, if so. */
export function pastProblem(wish: DesiredEntry, book: LiveIpLists): string | undefined {
  if (!hasPassed(wish.wall, book.timeZone)) return undefined;
  const moment = new Date(momentOf(wish.wall as string, book.timeZone)).toISOString();
  return `found "${wish.wall}" (${book.timeZone}, that is ${moment}), allowed: a time to come; the appliance removes such an entry at once`;
}

/** `black/4` at the beginning of an id, and what follows. */
export function placeInId(id: string): { place: ListPlace; rest: string } | undefined {
  const [list, group, ...rest] = id.split("/");
  if ((list !== "black" && list !== "white") || !group) return undefined;
  const domainGroupId = /^(0|[1-9]\d{0,14})$/.test(group) ? Number(group) : group;
  return { place: { list: list as ListName, domainGroupId }, rest: rest.join("/") };
}

export function placeText({ list, domainGroupId }: { list?: unknown; domainGroupId?: unknown }): string {
  return `the ${list} list of domain group ${domainGroupId}`;
}

/** The range in an id, or what is wrong with it. */
export function rangeOfId(text: string): AddressRange | string {
  return rangeIn(text) ?? `${shown(text)} is no range such as 1.1.1.1-1.1.1.3`;
}
