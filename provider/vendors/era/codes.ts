import type { Answer } from "../../kernel/calls";
import type { ErrorDetails, PerimeterError } from "../../kernel/errors";
import { refusal, words } from "../../kernel/response-errors";
import { isObject } from "../../kernel/values";

/** The platform's own envelope of a failure. */
interface Failure {
  code: number;
  message?: string;
  /** `error_details`; a validation names the field there. */
  details?: unknown;
}

/** What a code means for the caller. The HTTP status that comes with a code is not documented, so the code decides. */
const meanings: Record<number, Partial<ErrorDetails>> = {
  1401: {
    category: "auth",
    advice: "The user may not do this: it must be an administrator of the master domain.",
  },
  1402: { category: "alreadyExists" },
  1403: { category: "vendor", code: "PERIMETER_NOT_IMPLEMENTED" },
  1404: { category: "notFound" },
  1405: { category: "invalid" },
  1406: { category: "conflict" },
  1407: {
    category: "auth",
    advice:
      "A connection without a login needs domain, login and password here; with one, check that nothing in between removes cookies or headers.",
  },
  1408: { category: "unavailable", outcomeUnknown: false },
  1409: { category: "vendor", outcomeUnknown: true },
  1410: { category: "throttled", outcomeUnknown: false },
  1411: { category: "vendor", advice: "The platform's licence does not allow this." },
  1412: { category: "vendor", advice: "The platform's configuration does not allow this." },
  1413: { category: "invalid" },
  1414: { category: "unavailable", outcomeUnknown: true },
};

/** 1501 to 1506 are failures inside of the platform, and none of them says that trying again would help. */
const internal: Partial<ErrorDetails> = { category: "vendor", outcomeUnknown: true, retryable: false };

/** The failure that an answer tells, whatever its status; undefined where it has no envelope. */
export function failureIn(answer: Answer): Failure | undefined {
  const parsed = json(answer.text);
  if (!isObject(parsed)) return undefined;
  const code = Number(parsed.error_code ?? Number.NaN);
  if (!Number.isInteger(code)) return undefined;
  const message = typeof parsed.error_message === "string" ? parsed.error_message : undefined;
  return { code, message, details: parsed.error_details ?? undefined };
}

function json(text: string): unknown {
  if (!text.includes("error_code")) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An answer that is a failure, as our error. */
export function refusedBy(answer: Answer): PerimeterError {
  const failure = failureIn(answer);
  if (!failure)
    return refusal(answer, words(answer, ["error_message", "message", "error"]), unsupported(answer));
  return refusal(answer, wordsOf(failure), { outcomeUnknown: false, ...meaningOf(failure) });
}

function meaningOf(failure: Failure): Partial<ErrorDetails> {
  // A validation error can come as 1501: then it names the field, and nothing was done.
  if (failure.code > 1500) return isValidation(failure) ? { category: "invalid" } : internal;
  return meanings[failure.code] ?? { category: "vendor" };
}

function isValidation({ details }: Failure): boolean {
  return isObject(details) && details.field !== undefined;
}

function wordsOf({ code, message, details }: Failure): string {
  const rest = details === undefined ? "" : `, error_details ${JSON.stringify(details)}`;
  return `${message ?? "no words"} (error_code ${code}${rest})`;
}

/** Without an envelope the web server itself may refuse a method. */
function unsupported({ status }: Answer): Partial<ErrorDetails> {
  return status === 405 || status === 501 ? { code: "PERIMETER_NOT_IMPLEMENTED", outcomeUnknown: false } : {};
}
