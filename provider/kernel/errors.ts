/** What kind of failure it is: decides what the caller may do next, not how the text reads. */
export type ErrorCategory =
  | "auth"
  | "invalid"
  | "notFound"
  | "alreadyExists"
  | "conflict"
  | "throttled"
  | "unavailable"
  | "partial"
  | "vendor"
  | "bug";

/** What an object looks like that exists but is not complete; the engine keeps it in the state. */
export interface Incomplete {
  id: string;
  outputs: Record<string, unknown>;
  reasons: string[];
}

export interface ErrorDetails {
  category: ErrorCategory;
  /** `PERIMETER_…`; by default made from the category. */
  code?: string;
  /** One sentence: what went wrong, in our own words. */
  message: string;
  /** The appliance it happened on, e.g. `ideco connection "hq"`. */
  where?: string;
  /** The call, e.g. `PUT /firewall/rules/forward/7`. */
  call?: string;
  /** The HTTP status of the vendor's answer. */
  status?: number;
  /** The vendor's own words, already free of secrets. */
  vendorMessage?: string;
  /** What to do next. */
  advice?: string;
  /** Whether the same call may succeed later. */
  retryable?: boolean;
  /** True where the call may have been carried out although no good answer came. */
  outcomeUnknown?: boolean;
  /** How long the vendor asks to wait, in milliseconds. */
  retryAfterMs?: number;
  incomplete?: Incomplete;
}

/** Every error of this package: a category to act on, the vendor's own words, and what to do next. */
export class PerimeterError extends Error {
  override readonly name = "PerimeterError";
  readonly code: string;
  readonly category: ErrorCategory;
  readonly retryable: boolean;
  readonly outcomeUnknown: boolean;
  readonly status?: number;
  readonly call?: string;
  readonly vendorMessage?: string;
  readonly advice?: string;
  readonly retryAfterMs?: number;
  // Private, so that nothing that prints an error prints the properties of an incomplete object.
  readonly #details: ErrorDetails;

  constructor(details: ErrorDetails) {
    super(compose(details));
    this.#details = details;
    this.category = details.category;
    this.code = details.code ?? `PERIMETER_${snake(details.category)}`;
    this.retryable =
      details.retryable ?? (details.category === "throttled" || details.category === "unavailable");
    this.outcomeUnknown = details.outcomeUnknown ?? false;
    this.status = details.status;
    this.call = details.call;
    this.vendorMessage = details.vendorMessage;
    this.advice = details.advice;
    this.retryAfterMs = details.retryAfterMs;
  }

  /** What the message is made of. */
  get details(): ErrorDetails {
    return this.#details;
  }

  get incomplete(): Incomplete | undefined {
    return this.#details.incomplete;
  }

  /** The same error with other details on top. */
  with(details: Partial<ErrorDetails>): PerimeterError {
    return new PerimeterError({ ...this.#details, ...details });
  }

  toJSON(): Record<string, unknown> {
    const { name, code, category, message, status, call, retryable, outcomeUnknown } = this;
    return { name, code, category, message, status, call, retryable, outcomeUnknown };
  }
}

/** Bad input: refused before anything is sent. */
export function invalid(message: string, advice?: string): PerimeterError {
  return new PerimeterError({ category: "invalid", message, advice });
}

/** Something that can't happen; the text asks for a report. */
export function bug(message: string): PerimeterError {
  return new PerimeterError({
    category: "bug",
    message,
    advice: "This is a defect of pulumi-perimeter: please report it with the text above.",
  });
}

/** The error as one of ours, whatever was thrown. */
export function asPerimeterError(thrown: unknown): PerimeterError {
  if (thrown instanceof PerimeterError) return thrown;
  return bug(thrown instanceof Error ? `${thrown.message}${placeOf(thrown)}` : String(thrown));
}

/** ` (in rule.js:12)`: what a report needs, without the machine's folders. */
function placeOf(error: Error): string {
  const [, place] = /^ +at .*?([\w.-]+:\d+):\d+\)?$/m.exec(error.stack ?? "") ?? [];
  return place ? ` (in ${place})` : "";
}

export function isCategory(thrown: unknown, ...categories: ErrorCategory[]): thrown is PerimeterError {
  return thrown instanceof PerimeterError && categories.includes(thrown.category);
}

/** Whether the appliance lacks what was asked for, or the account may not see it: other parts may answer well. */
export function isRefusal(thrown: unknown): thrown is PerimeterError {
  return thrown instanceof PerimeterError && (thrown.category === "notFound" || thrown.status === 403);
}

function compose(details: ErrorDetails): string {
  return visible(textOf(details));
}

/** Without what would move a terminal's cursor, colour it or write over what stands there; lines stay. */
function visible(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(/(?![\n\t])[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, "\ufffd");
}

function textOf(details: ErrorDetails): string {
  const place = [details.where, details.call].filter(Boolean).join(", ");
  const head = place ? `${place}: ${details.message}` : details.message;
  const status = details.status ? ` (status ${details.status})` : "";
  const words = details.vendorMessage ? `; the vendor says: ${details.vendorMessage}` : "";
  const text = `${head}${status}${words}`;
  return details.advice ? `${withStop(text)} ${details.advice}` : text;
}

function withStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function snake(category: string): string {
  return category.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
