import type { Answer, Call } from "../../kernel/calls";
import { type ErrorCategory, PerimeterError } from "../../kernel/errors";
import { body, categoryOf, isSuccess, refusal, words } from "../../kernel/response-errors";
import { isObject } from "../../kernel/values";
import { notFrom } from "../../kernel/wording";

/** What every answer begins with. */
interface Header {
  isSuccessful?: unknown;
  resultCode?: unknown;
  resultMessage?: unknown;
}

/** The body of a good answer: HTTP 200 alone doesn't make one, `isSuccessful` does. */
export function openedEnvelope(answer: Answer, call: Call): unknown {
  if (isFailure(answer)) throw refusedBy(answer);
  const found = body(answer, call);
  if (headerIn(answer)?.isSuccessful !== true) throw noEnvelope(answer);
  return found;
}

/** Whether an answer refuses the app key or the access token, so that a new token may help. */
export function isRefusalOfAccess(answer: Answer): boolean {
  return isFailure(answer) && kindOf(answer) === "auth";
}

/** The service's words with its code: `Request fail (resultCode -1)`. */
export function wordsIn(answer: Answer): string | undefined {
  const header = headerIn(answer);
  if (!header) return words(answer, ["error_description", "error", "message"]);
  const { resultMessage, resultCode } = header;
  return `${String(resultMessage ?? "")} (resultCode ${String(resultCode ?? "none")})`.trimStart();
}

function isFailure(answer: Answer): boolean {
  // Lists are long, and most answers are good: the header is only read where it may say otherwise.
  return !isSuccess(answer) || (/"isSuccessful"\s*:\s*false/.test(answer.text) && headerSaysNo(answer));
}

function headerSaysNo(answer: Answer): boolean {
  return headerIn(answer)?.isSuccessful === false;
}

function headerIn({ text }: Answer): Header | undefined {
  try {
    const found: unknown = JSON.parse(text);
    return isObject(found) && isObject(found.header) ? found.header : undefined;
  } catch {
    return undefined;
  }
}

/** Codes other than 1 are not on the page; NHN's API gateway begins its own with the HTTP status: 4011008. */
function statusOf(answer: Answer): number {
  if (!isSuccess(answer)) return answer.status;
  const [, status] = /^([45]\d\d)(\d{4})?$/.exec(String(headerIn(answer)?.resultCode)) ?? [];
  return status === undefined ? answer.status : Number(status);
}

/** Refusals that come as HTTP 200 tell in words alone what they are about; which words is not on the page. */
const aboutAccess =
  /app[ -]?key|access[ -]?token|access[ -]?key|unauthori[sz]ed|authenticat|authori[sz]ation|앱 ?키|토큰|인증|アプリ?キー|トークン|認証/i;

function kindOf(answer: Answer): ErrorCategory {
  const status = statusOf(answer);
  if (status >= 300) return categoryOf(status);
  return aboutAccess.test(String(headerIn(answer)?.resultMessage)) ? "auth" : "vendor";
}

function refusedBy(answer: Answer): PerimeterError {
  const category = kindOf(answer);
  const said = wordsIn(answer);
  if (category === "auth") return refusal(answer, said, { category, advice: adviceOnAccess });
  if (category === "notFound" && !headerIn(answer)) {
    return refusal(answer, said, {
      category: "vendor",
      message: "this is not the security monitoring of NHN Cloud",
      advice: "Check the connection's region or endpoint.",
    });
  }
  if (isSuccess(answer)) {
    return refusal(answer, said, {
      category,
      message: "the service refused",
      outcomeUnknown: category === "unavailable",
    });
  }
  return refusal(answer, said);
}

const adviceOnAccess =
  "Check the connection's appKey and region, and accessKeyId with secretAccessKey, which accounts of the newer guide need (role Security Monitoring Admin).";

function noEnvelope(answer: Answer): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    code: "PERIMETER_NO_ENVELOPE",
    message: "the answer has no header that says whether the call succeeded",
    status: answer.status,
    outcomeUnknown: true,
    retryable: true,
    advice: notFrom("NHN Cloud", "region or endpoint"),
  });
}
