import type { Answer, Call } from "./calls";
import { type ErrorCategory, type ErrorDetails, PerimeterError } from "./errors";
import { isObject } from "./values";

const byStatus: Record<number, ErrorCategory> = {
  400: "invalid",
  401: "auth",
  403: "auth",
  404: "notFound",
  405: "vendor",
  408: "unavailable",
  409: "conflict",
  413: "invalid",
  422: "invalid",
  429: "throttled",
  501: "vendor",
};

/** What a status means where the vendor says nothing else. */
export function categoryOf(status: number): ErrorCategory {
  return byStatus[status] ?? (status >= 500 ? "unavailable" : "vendor");
}

/** An answer that refuses: status, category and the vendor's own words. */
export function refusal(
  answer: Answer,
  words: string | undefined,
  details: Partial<ErrorDetails> = {},
): PerimeterError {
  const category = details.category ?? categoryOf(answer.status);
  return new PerimeterError({
    category,
    message: messages[category],
    ...(isRedirect(answer) && redirected(answer)),
    status: answer.status,
    vendorMessage: words,
    // An answer of the 5xx kind may come from a gateway after the work was done.
    outcomeUnknown: answer.status >= 500 && answer.status !== 501,
    retryAfterMs: retryAfter(answer),
    ...details,
  });
}

function isRedirect(answer: Answer): boolean {
  return answer.status >= 300 && answer.status < 400;
}

/** Redirects are never followed: credentials would go wherever an answer says. */
function redirected(answer: Answer): Partial<ErrorDetails> {
  const [to] = (header(answer, "location") ?? "").split(/[?#]/);
  return {
    code: "PERIMETER_REDIRECT",
    message: `the answer is a redirect${to ? ` to ${to}` : ""}, which is not followed`,
    advice: "Check the connection's endpoint: scheme, host, port and path.",
  };
}

const messages: Record<ErrorCategory, string> = {
  auth: "access was refused",
  invalid: "the appliance found the request invalid",
  notFound: "there is no such object",
  alreadyExists: "it exists already",
  conflict: "it conflicts with what is there",
  throttled: "too many requests",
  unavailable: "the service is not available",
  partial: "it was done in part only",
  vendor: "the appliance refused",
  bug: "something impossible happened",
};

/** The body of a good answer as the call expects it; a web page (of a login, of a proxy) is never one. */
export function body(answer: Answer, call: Call): unknown {
  const expected = call.answer ?? "json";
  if (expected === "json") return json(answer);
  if (looksLikeHtml(answer.text)) throw notJson(answer);
  return expected === "text" ? answer.text : undefined;
}

function json(answer: Answer): unknown {
  if (answer.text.trim() === "") return undefined;
  try {
    return JSON.parse(answer.text);
  } catch {
    throw notJson(answer);
  }
}

/** The vendor's words of a failure: the first known field of a JSON body, else the text itself. */
export function words(answer: Answer, fields: string[]): string | undefined {
  const text = answer.text.trim();
  if (text === "" || looksLikeHtml(text)) return undefined;
  try {
    const body: unknown = JSON.parse(text);
    const field = isObject(body) ? fields.map((name) => body[name]).find((value) => value) : undefined;
    return field === undefined ? text : typeof field === "string" ? field : JSON.stringify(field);
  } catch {
    return text;
  }
}

export function looksLikeHtml(text: string): boolean {
  return /^\s*<(!doctype|!--|html|head|body|title|\?xml)/i.test(text);
}

function notJson(answer: Answer): PerimeterError {
  const html = looksLikeHtml(answer.text);
  return new PerimeterError({
    category: "vendor",
    code: "PERIMETER_NOT_JSON",
    message: html ? "the answer is a web page (HTML) instead of JSON" : "the answer is not valid JSON",
    status: answer.status,
    vendorMessage: html ? undefined : answer.text.trim(),
    // A page or a cut-off body can stand in front of work that was done.
    outcomeUnknown: true,
    retryable: true,
    advice:
      "Check the connection's endpoint (host, port and path), and whether a proxy or a login page stands in between.",
  });
}

/** What the vendor asks to wait: a number of seconds, or a date. */
function retryAfter(answer: Answer): number | undefined {
  const text = header(answer, "retry-after")?.trim();
  if (!text) return undefined;
  const seconds = Number(text);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

function header(answer: Answer, name: string): string | undefined {
  return [answer.headers[name]].flat()[0];
}

/** Whether a call was answered well. */
export function isSuccess(answer: Answer): boolean {
  return answer.status >= 200 && answer.status < 300;
}
