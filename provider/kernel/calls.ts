/** One HTTP call of a vendor's interface, as a definition declares it. */
export interface Call {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the connection's endpoint; made with `at` so that no value can change the path. */
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  raw?: { type: string; text: string };
  /**
   * Whether it may be sent again when the outcome of the first sending is unknown. Declared for each call and
   * never derived from the method: a PUT may toggle, a POST may be a search. Reads (GET) repeat by default.
   */
  repeat?: boolean;
  /** What the answer holds: JSON (the default), text, or nothing of interest. */
  answer?: "json" | "text" | "none";
  /** Whether it changes the appliance. By default everything but GET does. */
  writes?: boolean;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/**
 * A path with its values encoded, each as one segment: at`/firewall/rules/${table}/${id}`. A value can't leave its
 * segment, whatever it holds.
 */
export function at(parts: TemplateStringsArray, ...values: Array<string | number>): string {
  return parts.reduce((path, part, index) => path + segment(values[index - 1]) + part);
}

function segment(value: string | number | undefined): string {
  const text = String(value);
  if (text === "." || text === ".." || text === "") {
    throw new RangeError(`"${text}" can't be a part of a path`);
  }
  return encodeURIComponent(text);
}

export function isWrite(call: Call): boolean {
  return call.writes ?? call.method !== "GET";
}

export function mayRepeat(call: Call): boolean {
  return call.repeat ?? call.method === "GET";
}

/** `PUT /firewall/rules/forward/7`, for messages; the query stays out, as it may hold a key. */
export function callText(call: Call): string {
  return `${call.method} ${decodeURI(call.path)}`;
}
