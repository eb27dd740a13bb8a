import { invalid } from "./errors";
import { shown } from "./values";

/** One HTTP call of a vendor's interface, as a definition declares it. */
export interface Call {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the connection's endpoint; made with `path` so that no value can change the path. */
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  raw?: { type: string; text: string };
  /**
   * Whether it may be sent again when the outcome of the first sending is unknown. Declared for each call and
   * never derived from the method: a PUT may toggle, a POST may be a search. Reads (GET) repeat by default.
   * `never`: not even after a failure that did nothing, as whoever sends it has to look first.
   */
  repeat?: boolean | "never";
  /** What the answer holds: JSON (the default), text, or nothing of interest. */
  answer?: "json" | "text" | "none";
  /** Whether it changes the appliance. By default everything but GET does. */
  writes?: boolean;
  /** What stands there before it, in the appliance's own form, where the caller has just seen it: for the audit alone. */
  before?: unknown;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/**
 * A path with its values encoded, each inside of its segment: path`/firewall/rules/${table}/${id}`. No value can leave
 * its segment or end the path, whatever it holds.
 * @throws an `invalid` error where a value is empty or makes a segment `.` or `..`, which a URL would swallow
 */
export function path(parts: TemplateStringsArray, ...values: Array<string | number>): string {
  const path = parts.reduce((text, part, index) => text + encoded(values[index - 1]) + part);
  if (hasDotSegment(path)) {
    throw invalid(`${values.map(shown).join(", ")} can't be a part of the path ${parts.join("…")}`);
  }
  return path;
}

/** Whether a URL made of the path would lose a segment: `..`, also written as `%2e%2e` or behind a `\`. */
export function hasDotSegment(path: string): boolean {
  return /(^|[/\\])(\.|%2e){1,2}([/\\?#]|$)/i.test(path);
}

function encoded(value: string | number | undefined): string {
  const text = typeof value === "string" || Number.isFinite(value) ? String(value) : "";
  if (text === "") throw invalid(`${shown(value)} can't be a part of a path`);
  try {
    return encodeURIComponent(text);
  } catch {
    throw invalid(`${shown(value)} can't be a part of a path: it is no well-formed text`);
  }
}

export function isWrite(call: Call): boolean {
  return call.writes ?? call.method !== "GET";
}

/** Whether a call that failed may be sent again without a look at what it did. */
export function mayRepeat(call: Call, outcomeUnknown: boolean): boolean {
  const repeat = call.repeat ?? call.method === "GET";
  return repeat === "never" ? false : repeat || !outcomeUnknown;
}

/** `PUT /firewall/rules/forward/7`, for messages; the query stays out, as it may hold a key. */
export function callText(call: Call): string {
  const [path = ""] = call.path.split("?");
  return `${call.method} ${readable(path)}`;
}

function readable(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
