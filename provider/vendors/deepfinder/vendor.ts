import { z } from "zod";
import type { Answer, Call } from "../../kernel/calls";
import { tlsSettings } from "../../kernel/connections";
import { PerimeterError } from "../../kernel/errors";
import { field } from "../../kernel/fields";
import { body, isSuccess, refusal, words } from "../../kernel/response-errors";
import { defineVendor } from "../../kernel/vendor";
import { isTimeZone } from "./times";

/**
 * DeepFinder's IP Control API. Every call is a GET with the key in its query, also those that write; what fails is
 * answered with HTTP 200 and a text that is not documented, so that such a failure has no finer category than `vendor`.
 */
export const deepfinder = defineVendor({
  name: "deepfinder",
  title: "DeepFinder",
  doc: "Black and white IP lists of the domain groups of a DeepFinder manager.",
  settings: {
    endpoint: field(
      z.url({ protocol: /^https?$/ }),
      "Address of the manager, e.g. `http://10.0.0.9`. The key stands in the URL of every call: over http anyone in between can read it.",
    ),
    key: field(
      z.string().min(1),
      "API key of an account; one of an ordinary user needs the rights 정책관리 > 정책조회 and 정책관리 > 정책설정.",
      { secret: true },
    ),
    timeZone: field(
      z
        .string()
        .refine(
          isTimeZone,
          'allowed: the name of a time zone, such as "Asia/Seoul", "Europe/Moscow" or "UTC"',
        ),
      "Time zone of `expired_date`, which the vendor's page does not tell: the manager's own.",
      { default: "Asia/Seoul" },
    ),
    ...tlsSettings,
  },
  endpoint: (settings) => settings.endpoint,
  account: (settings) => settings.key,
  // No cache in between may answer a GET that writes, or one that reads back.
  headers: () => ({ "cache-control": "no-store" }),
  query: ({ key }) => ({ key }),
  interpret(answer, call) {
    if (!isSuccess(answer)) throw refusal(answer, words(answer, ["message", "error", "detail", "msg"]));
    if (call.path === versionPath) return versioned(answer);
    return call.answer === "text" ? completed(answer, call) : listed(answer, call);
  },
});

/** Changes nothing and needs a valid key. */
export const versionPath = "/api/getversion";

/** The answer of getversion: `"DeepFinder_API_v1_0_0"`, with its quotes. */
function versioned(answer: Answer): string {
  const [, version] = /^"?(DeepFinder[\w.-]*)"?$/.exec(answer.text.trim()) ?? [];
  if (version === undefined) throw failed(answer, answer.text.trim());
  return version;
}

const done = "Completed";

/** The answer of a write: one word, or the vendor's words of a failure. */
function completed(answer: Answer, call: Call): void {
  const text = String(body(answer, call)).trim();
  if (text === done) return;
  throw done.startsWith(text) ? cutOff(answer) : failed(answer, text);
}

/** The answer of a read: JSON; any other text is a failure. */
function listed(answer: Answer, call: Call): unknown {
  const text = answer.text.trim();
  if (text === "" || /^[[{<]/.test(text)) return body(answer, call);
  throw failed(answer, text);
}

function failed({ status }: Answer, text: string): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    message: "the appliance refused",
    status,
    vendorMessage: text,
    advice:
      "Check the connection's key and its rights (정책관리 > 정책조회, 정책설정), and that the domain group exists.",
  });
}

/** Nothing, or the beginning of the word: the work may have been done. */
function cutOff({ status }: Answer): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    code: "PERIMETER_NO_ANSWER",
    message: `the answer is empty or cut off where "${done}" is due`,
    status,
    outcomeUnknown: true,
    retryable: true,
  });
}
