import { splitHeader } from "./header";
import { keywords } from "./keywords";
import { type FoundOption, splitOptions } from "./options";
import { skipSpace, trimEnd } from "./text";

/** Values in which white space may mean something: expressions and names of files. */
const verbatim = new Set([
  "pcre",
  "lua",
  "luajit",
  "luaxform",
  "dataset",
  "datarep",
  "filestore",
  "filemd5",
  "filesha1",
  "filesha256",
  "filename",
  "fileext",
]);

function plainValue(name: string, value: string): string {
  if (verbatim.has(name) || value.includes('"')) return value;
  return value
    .split(",")
    .map((part) => part.trim().split(/\s+/).join(" "))
    .join(",");
}

function normalValue(name: string, value: string): string {
  const quotes = keywords.get(name)?.quotes ?? "optional";
  const negated = value.startsWith("!") && quotes !== "forbidden";
  const rest = negated ? value.slice(skipSpace(value, 1, value.length)) : value;
  return `${negated ? "!" : ""}${plainValue(name, rest)}`;
}

function normalOption({ name, value }: FoundOption): string {
  return value === undefined ? `${name};` : `${name}:${normalValue(name.toLowerCase(), value)};`;
}

/** Without the white space that brackets and commas may have around them. */
function normalField(field: string): string {
  return field.replaceAll(/[ \t\r\n]/g, "");
}

/**
 * A rule with all insignificant white space made the same: one blank between the parts of the header and between
 * options, none around brackets, colons, commas and semicolons. What stands in quotes stays. A text that has not
 * the shape of a rule comes back trimmed; so does nothing else change, and normalizing again changes nothing.
 */
export function normalizeRule(text: string): string {
  const start = skipSpace(text, 0, text.length);
  const end = trimEnd(text, start, text.length);
  const trimmed = text.slice(start, end);
  const open = text.indexOf("(", start);
  if (open < 0 || text[end - 1] !== ")") return trimmed;
  const fields = splitHeader(text, start, open);
  const { options, rest } = splitOptions(text, open + 1, end - 1);
  if (fields.length !== 7 || rest >= 0) return trimmed;
  const header = fields.map((field) => normalField(field.text)).join(" ");
  return `${header} (${options.map(normalOption).join(" ")})`;
}

/** Whether two rules are equal but for insignificant white space; white space inside quotes counts. */
export function sameRuleText(a: string, b: string): boolean {
  return a === b || normalizeRule(a) === normalizeRule(b);
}
