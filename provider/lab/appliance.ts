import type { Entry } from "./journal";

/** A request as an appliance sees it. */
export interface Call {
  method: string;
  /** Below the appliance's prefix, without the query. */
  path: string;
  params: Record<string, string>;
  query: Record<string, string>;
  headers: Record<string, string | string[] | undefined>;
  /** Parsed JSON; undefined without a body; the text as it came for a route with `body: "text"`. */
  body: unknown;
  /** Length of the body in bytes. */
  length: number;
}

/** An answer: `json` or `text`, or neither. Default status 200. */
export interface Reply {
  status?: number;
  json?: unknown;
  text?: string;
  headers?: Record<string, string | string[]>;
}

export interface Route {
  method: string;
  /** Below the prefix; `:name` is one segment. */
  path: string;
  /** Does the work, at once and whole. */
  handle(call: Call): Reply;
  /** A login or logout: its body is not kept in the journal and it is no write. */
  session?: boolean;
  /** Whether it can change the appliance; default: every method but GET, unless it is a `session`. */
  write?: boolean;
  /** Whether the appliance knows this call at the moment (dialects); default: always. */
  when?(): boolean;
  /** How the body is read; default JSON, strictly: anything else is answered with 400. */
  body?: "json" | "text";
}

/**
 * A simulated appliance. To add one: implement this in `lab/<vendor>/`, written from the vendor's page and never
 * from a client; then name it in `core.ts` in three places (option, field, list of appliances). The core gives it
 * a path prefix, faults, the journal, the clock and 404/405; it answers to nothing that is not in `routes`.
 */
export interface Appliance {
  /** Also its path prefix and the `vendor` of its connection. */
  readonly vendor: string;
  readonly routes: Route[];
  /** Added to every answer. */
  readonly latencyMs: number;
  /** The vendor's form of an error, for 400, 404, 405 and for faults. */
  refuse(status: number, message: string): Reply;
  /** Asked before anything else, also for unknown paths; an answer (such as 401) ends the request. */
  guard(call: Call, route: Route | undefined): Reply | undefined;
  expireSessions(): void;
  /** Removes credentials that travel in the path or the query from a journal entry. */
  redact?(entry: Entry): void;
  /** Its entry in `PERIMETER_CONNECTIONS`, without `vendor`. */
  connection(endpoint: string): Record<string, unknown>;
}
