import { z } from "zod";
import { type Answer, type Call, hasDotSegment } from "../../kernel/calls";
import type { PerimeterError } from "../../kernel/errors";
import { field } from "../../kernel/fields";
import { body, isSuccess, looksLikeHtml, refusal, words } from "../../kernel/response-errors";
import { isObject } from "../../kernel/values";
import { defineVendor } from "../../kernel/vendor";

/**
 * Selectel's monitoring of open ports. A static token in `X-Token`. The page prints neither error bodies nor the form
 * of the port list, nor how one port is tagged. Assumed, beside what each file says of its own unknowns:
 * - a failure has the form of the printed answers, `{"response": {code, text}, "result"}`, or is plain text;
 * - `DELETE /ips` with `{"ip"}` ends the monitoring, as `POST /ips` begins it.
 */
export const selectel = defineVendor({
  name: "selectel",
  title: "Selectel",
  doc: "Selectel's monitoring of open ports: monitored addresses, and the ports that are known to be open.",
  settings: {
    endpoint: field(
      z.url({ protocol: /^https?$/ }),
      "Address of the interface. The vendor's samples say `https://api.selectel.org/eye/v1`, its text the default.",
      { default: "https://api.selectel.ru/eye/v1" },
    ),
    token: field(z.string().min(1), "The account's token, sent as `X-Token`.", { secret: true }),
    portPath: field(
      z.string().superRefine((path, ctx) => {
        const problem = portPathProblem(path);
        if (problem) ctx.addIssue({ code: "custom", message: problem });
      }),
      "Path of the call that changes the tag of one port, below the endpoint, with `{port}` in it and where wanted `{ip}` and `{protocol}`. The vendor's public page does not print it, so the default is assumed.",
      { default: "/ips/ports/{port}" },
    ),
  },
  endpoint: (settings) => settings.endpoint,
  account: (settings) => settings.token,
  headers: ({ token }) => ({ "x-token": token }),
  interpret(answer, call) {
    if (!isSuccess(answer)) throw refusedBy(answer, call);
    const code = codeIn(answer.text);
    if (code !== undefined && code >= 400) throw refusedBy({ ...answer, status: code }, call);
    return body(answer, call);
  },
});

const placeholders = ["{ip}", "{port}", "{protocol}"];

function portPathProblem(path: string): string | undefined {
  if (!path.startsWith("/")) return 'allowed: a path that begins with "/"';
  if (/[?#\s]/.test(path) || hasDotSegment(path)) return 'allowed: a path without "?", "#", blanks and ".."';
  const unknown = (path.match(/\{[^}]*\}/g) ?? []).filter((each) => !placeholders.includes(each));
  if (unknown.length > 0) return `allowed: no other placeholders than ${placeholders.join(", ")}`;
  return path.includes("{port}") ? undefined : "allowed: a path with {port} in it";
}

/** The code in the envelope of an answer, which could differ from the HTTP status. */
function codeIn(text: string): number | undefined {
  if (!text.trimStart().startsWith("{")) return undefined;
  try {
    const { response } = JSON.parse(text) as { response?: unknown };
    return isObject(response) && typeof response.code === "number" ? response.code : undefined;
  } catch {
    return undefined;
  }
}

function refusedBy(answer: Answer, call: Call): PerimeterError {
  const text = wordsIn(answer);
  const { status } = answer;
  if (status === 409 && call.method === "POST") return refusal(answer, text, { category: "alreadyExists" });
  if (status === 401) return refusal(answer, text, { advice: "Check the connection's token." });
  if (status === 403) return refusal(answer, text, { advice: adviceOfForbidden });
  // The service's own 404 is about an address; a web page is no word of the service.
  if (status === 404 && looksLikeHtml(answer.text)) {
    return refusal(answer, text, { category: "vendor", message: "there is no such service here", advice });
  }
  return refusal(answer, text);
}

const advice = "Check the connection's endpoint: host and path (usually /eye/v1).";
const adviceOfForbidden =
  "Check the connection's token, and that the address is the account's own: of a dedicated server, hosted equipment, a firewall, an object of the cloud, or a PI address that is announced through Selectel.";

/** `result` is a text in one printed answer and an object with `message` in another. */
function wordsIn(answer: Answer): string | undefined {
  const found = words(answer, ["result", "message", "error", "detail", "description", "response"]);
  if (!found?.startsWith("{")) return found;
  try {
    const { message, text } = JSON.parse(found) as { message?: unknown; text?: unknown };
    return [message, text].find((each) => typeof each === "string") ?? found;
  } catch {
    return found;
  }
}
