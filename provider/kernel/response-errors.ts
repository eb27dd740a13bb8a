import { failureFields, tellsOfFailure } from "./answers";
import { type Answer, type Call, isWrite } from "./calls";
import { type ErrorCategory, type ErrorDetails, PerimeterError } from "./errors";
import { parseJson } from "./json";
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
  423: "conflict",
  429: "throttled",
  501: "vendor",
};

/** What a status means where the vendor says nothing else. */
export function categoryOf(status: number): ErrorCategory {
  return byStatus[status] ?? (status >= 500 ? "unavailable" : "vendor");
}

/** Statuses that also mean "busy just now": nothing was done, and the call may go out again after a pause. */
const busy = new Set([409, 423]);

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
    ...(busy.has(answer.status) && details.category === undefined && { retryable: true }),
    status: answer.status,
    vendorMessage: words,
    // An answer of the 5xx kind may come from a gateway after the work was done.
    outcomeUnknown: answer.status >= 500 && answer.status !== 501,
    retryAfterMs: retryAfter(answer),
    ...(isPageOfNobody(answer) && pageOfNobody),
    ...details,
    advice: details.advice ?? adviceOf(answer, category),
  });
}

const lookThere = "Run the command again; if that doesn't help, look at the appliance's own console or log.";
const advices: Partial<Record<ErrorCategory, string>> = {
  conflict: lookThere,
  vendor: lookThere,
  throttled:
    "Run the command again later; the connection's `requestsPerSecond` and `concurrency` send less at a time.",
  unavailable:
    "Run the command again; if that doesn't help, check the appliance, and the proxies and gateways on the way to it.",
};

/** What to do where the vendor's definition says nothing of its own. */
function adviceOf(answer: Answer, category: ErrorCategory): string | undefined {
  if (isPageOfNobody(answer)) return pageOfNobody.advice;
  return isRedirect(answer) ? redirected(answer).advice : advices[category];
}

/** That something isn't there only the vendor itself can say: the page may be a gateway's, or another server's. */
function isPageOfNobody({ status, text }: Answer): boolean {
  return (status === 404 || status === 410) && looksLikeHtml(text);
}

const pageOfNobody: Partial<ErrorDetails> = {
  category: "vendor",
  code: "PERIMETER_GATEWAY_PAGE",
  message: "the answer is a web page (HTML) that something else than the appliance's interface gave",
  outcomeUnknown: true,
  retryable: true,
  advice:
    "Check the connection's endpoint (host, port and path), and whether a gateway in between reaches the appliance; then run the command again.",
};

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

/**
 * The body of a good answer as the call expects it; a web page (of a login, of a proxy) is never one, and where JSON
 * is due nothing is none either: an empty answer is no empty list.
 */
export function body(answer: Answer, call: Call): unknown {
  const expected = call.answer ?? "json";
  if (expected === "json") return json(answer, call);
  if (looksLikeHtml(answer.text)) throw notJson(answer);
  if (expected === "text") return answer.text;
  refuseFailure(answer);
  return undefined;
}

/** Of an answer that holds nothing of interest it is known at least that it must not tell of a failure. */
function refuseFailure(answer: Answer): void {
  const text = answer.text.trim();
  if (!text.startsWith("{") || !tellsOfFailure(parsed(text))) return;
  throw new PerimeterError({
    category: "vendor",
    code: "PERIMETER_NOT_UNDERSTOOD",
    message: "the answer has a good status, but its body tells of a failure",
    status: answer.status,
    vendorMessage: words(answer, failureFields),
    outcomeUnknown: true,
    advice: "Look on the appliance what came of it, then run the command again.",
  });
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function json(answer: Answer, call: Call): unknown {
  if (answer.text.trim() === "") throw emptyAnswer(answer, call);
  try {
    return parseJson(answer.text);
  } catch {
    throw notJson(answer);
  }
}

function emptyAnswer({ status }: Answer, call: Call): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    code: "PERIMETER_NO_ANSWER",
    message: "the answer is empty where JSON is due",
    status,
    outcomeUnknown: true,
    // The status says that a write was done: whoever sent it looks before anything else.
    retryable: !isWrite(call),
    advice:
      "Something in between may have swallowed the answer: check the connection's endpoint and the proxies and gateways on the way, then run the command again.",
  });
}

/** The vendor's words of a failure: the first known field of a JSON body, else the text itself. */
export function words(answer: Answer, fields: string[]): string | undefined {
  const text = answer.text.trim();
  if (text === "" || looksLikeHtml(text)) return undefined;
  const body = parsed(text);
  const field = isObject(body) ? fields.map((name) => body[name]).find((value) => value) : undefined;
  return field === undefined ? text : typeof field === "string" ? field : JSON.stringify(field);
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
