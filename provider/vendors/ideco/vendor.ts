import { parseCookie } from "undici/index.js";
import { z } from "zod";
import { type Answer, type Call, callText } from "../../kernel/calls";
import { tlsSettings } from "../../kernel/connections";
import type { Context } from "../../kernel/context";
import { PerimeterError } from "../../kernel/errors";
import { field } from "../../kernel/fields";
import { body, isSuccess, refusal, words } from "../../kernel/response-errors";
import { defineVendor, type RawSend, type Session } from "../../kernel/vendor";
import { notFrom } from "../../kernel/wording";
import type { SuricataVersion } from "../../suricata";
import { dialects } from "./dialect/knowledge";

/**
 * Ideco NGFW. Login with `POST /web/auth/login`, two cookies for a session, statuses 200, 302, 400, 401, 404, 405,
 * 502 and 542 (the body failed the appliance's validation). Error bodies are not documented.
 *
 * What the page leaves open is assumed where it is used:
 * - the version is found out by evidence, and where there is none, by trying (dialect.ts);
 * - the names inside of v20's address blocks are those of the printed sample, unless a rule or a refusal tells (knowledge.ts);
 * - ranges are listed in one of three shapes (concrete.ts); ids of lists of literal addresses begin with
 *   `ip_address_list` (aliases/address-list.ts); an object that can't be deleted is in use (aliases/alias.ts);
 * - a packet check is deleted by DELETE, else as printed (checks/packet-check.ts); a new run of checks shows in one of
 *   three signs (checks/run.ts);
 * - counters of the log table are where those of the others are (get-rule-counters.ts).
 */
export const ideco = defineVendor({
  name: "ideco",
  title: "Ideco NGFW",
  doc: "Firewall tables, content filter, intrusion prevention, quotas and packet checks of an Ideco NGFW.",
  settings: {
    endpoint: field(
      z.url({ protocol: /^https?$/ }),
      "Address of the web interface, e.g. `https://ngfw.example:8443`.",
    ),
    login: field(z.string().min(1), "Administrator; a directory follows after `@`, e.g. `admin@radius`."),
    password: field(z.string().min(1), "Password of the administrator.", { secret: true }),
    dialect: field(
      z.enum(["auto", ...dialects]),
      "Version of the interface; `auto` finds it out with read-only calls, and where nothing tells (an appliance without rules), the first rule is tried in each form. What `v22` means is known from a third party alone.",
      { default: "auto" },
    ),
    suricata: field(
      z.enum(["7", "8"]).optional(),
      "Version of the appliance's Suricata: a signature that this one does not take is refused. Without it both are thought of, and what only one takes is a warning.",
    ),
    ...tlsSettings,
  },
  endpoint: (settings) => settings.endpoint,
  session: {
    open: (send, { login, password }) => logIn(send, login, password),
    async close(send, session) {
      await send({ method: "DELETE", path: "/web/auth/login" }, session.headers);
    },
    // The appliance sends a browser without a session to its login page.
    expired: (answer) => answer.status === 401 || answer.status === 302,
  },
  interpret(answer, call) {
    if (isSuccess(answer)) return body(answer, call);
    throw refusedBy(answer);
  },
});

/** Which Suricata the appliance has, where the connection says so. */
export function suricataOf({ connection }: Context): SuricataVersion | undefined {
  return connection.settings.suricata as SuricataVersion | undefined;
}

async function logIn(send: RawSend, login: string, password: string): Promise<Session> {
  const call: Call = {
    method: "POST",
    path: "/web/auth/login",
    body: { login, password, rest_path: "/" },
    repeat: true,
  };
  const answer = await send(call);
  if (!isSuccess(answer)) throw loginRefused(answer).with({ call: callText(call) });
  const cookies = cookiesOf(answer);
  if (cookies.length === 0) throw noCookies(answer);
  return {
    headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") },
    secrets: cookies.map(({ value }) => value),
  };
}

function cookiesOf(answer: Answer): Array<{ name: string; value: string }> {
  const header = answer.headers["set-cookie"] ?? [];
  return [header].flat().flatMap((line) => parseCookie(line) ?? []);
}

/** 542 is the appliance's own status for a body that failed its validation. */
function refusedBy(answer: Answer): PerimeterError {
  const text = words(answer, ["message", "detail", "error", "msg", "description"]);
  if (answer.status === 542) return refusal(answer, text, { category: "invalid", outcomeUnknown: false });
  if (answer.status === 405) {
    return refusal(answer, text, {
      advice: "Check the connection's `dialect`: the versions use different methods.",
    });
  }
  return refusal(answer, text);
}

function loginRefused(answer: Answer): PerimeterError {
  const error = refusedBy(answer);
  if (answer.status === 401 || answer.status === 403 || answer.status === 400) {
    return error.with({
      category: "auth",
      message: "the login was refused",
      advice: "Check the connection's login and password, and that the account may administer the appliance.",
      retryable: false,
    });
  }
  if (answer.status === 404 || answer.status === 302 || answer.status === 405) {
    return error.with({
      message: "this is not the web interface of an Ideco NGFW: there is no login here",
      advice: "Check the connection's endpoint: scheme, host, port (usually 8443) and path.",
      retryable: false,
    });
  }
  return error;
}

function noCookies(answer: Answer): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    message: "the login was answered without session cookies",
    status: answer.status,
    retryable: false,
    advice: notFrom("an Ideco NGFW"),
  });
}
