import { createHash } from "node:crypto";
import type { Properties } from "./values";

/** What a definition knows of a vendor's object, in the vendor's spelling. */
export interface Known {
  /** The fields that the definition reads and writes; the id is one of them. */
  fields: Iterable<string>;
  /** What the vendor tells besides and nobody writes, as it changes nothing: a counter, the mark of a central console. */
  told?: Iterable<string> | undefined;
  /** Fields where 0 says nothing. Anywhere else it is a value like another: a limit of 0 forbids everything. */
  zeros?: Iterable<string> | undefined;
}

/**
 * The fields of a live object that a definition doesn't know and that say something, with their values. Where there are
 * any, the object is not understood: an unknown negation turns a rule into its opposite. What it is equal to, and what
 * it does, can't be said then.
 * @returns undefined where everything is understood
 */
export function unknownFields(
  item: Properties,
  { fields, told = [], zeros = [] }: Known,
): Properties | undefined {
  const known = new Set([...fields, ...told]);
  const silent = new Set(zeros);
  const unknown = Object.entries(item).filter(
    ([name, value]) => !known.has(name) && !isNeutral(value) && !(value === 0 && silent.has(name)),
  );
  return unknown.length > 0 ? Object.fromEntries(unknown) : undefined;
}

/** Whether a value says nothing, whatever its field means: false, nothing, empty, or `any` alone. */
export function isNeutral(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === "" || value === "any")
    return true;
  if (Array.isArray(value)) return value.length === 0 || (value.length === 1 && value[0] === "any");
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** Longer values are cut where they are shown; a digest then tells different ones apart. */
const longest = 200;

/** What is not understood, for a sentence: `categories_negate: true, uri_regex: "^/a"`. Equal for equal values alone. */
export function unknownText(unknown: Properties): string {
  const sorted = Object.entries(unknown).sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted
    .map(([name, value]) => `${name}: ${shortened(JSON.stringify(value) ?? "nothing")}`)
    .join(", ");
}

function shortened(text: string): string {
  if (text.length <= longest) return text;
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 16);
  return `${text.slice(0, longest)}… (${digest})`;
}
