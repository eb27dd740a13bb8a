import type { Properties } from "../../../kernel/values";
import { numberRanges } from "./concrete";

/** A number that may come as text. */
export function numberIn(value: unknown): unknown {
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
}

/** The members of a list object. */
export function valuesOf(item: Properties): unknown[] {
  return Array.isArray(item.values) ? item.values : item.value === undefined ? [] : [item.value].flat();
}

/** Whether a member is an address or a network itself, and not the id of an object. */
export function isLiteral(member: unknown): boolean {
  return typeof member === "string" && /^\d/.test(member);
}

/** Lists of literal addresses are sets; `10.0.0.1` is `10.0.0.1/32`, and masks have two forms. */
export function sameAddresses(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return false;
  const [left, right] = [new Set(a.map(span)), new Set(b.map(span))];
  return left.size === right.size && [...left].every((each) => right.has(each));
}

function span(address: unknown): string {
  const [range] = numberRanges(String(address)) ?? [];
  return range ? range.join("-") : String(address);
}
