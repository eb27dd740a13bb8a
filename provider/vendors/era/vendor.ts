import { parseCookie } from "undici/index.js";
import { z } from "zod";
import { type Answer, type Call, callText, path } from "../../kernel/calls";
import { tlsSettings } from "../../kernel/connections";
import type { Context } from "../../kernel/context";
import { PerimeterError } from "../../kernel/errors";
import { field } from "../../kernel/fields";
import { body, isSuccess } from "../../kernel/response-errors";
import { defineVendor, type RawSend, type Session } from "../../kernel/vendor";
import { notFrom } from "../../kernel/wording";
import { failureIn, refusedBy } from "./codes";

const sessions = "/rest/v1/iam/sessions";

/**
 * Era platform. Login with `POST /rest/v1/iam/sessions`, which sets a cookie whose name differs by build, or gives a
 * `session_token`. Five failed logins within three minutes ban the client, and requests with an unknown session count
 * like failed logins: so nothing is ever tried twice at the login, and at most four calls are under way at once.
 */
export const era = defineVendor({
  name: "era",
  title: "Era platform",
  doc: "Ban lists of the border filter on every `sg` instance of an Era platform, and its permanent border rules.",
  settings: {
    endpoint: field(
      z.url({ protocol: /^https?$/ }),
      "Address of the web server, e.g. `https://era.example`.",
    ),
    domain: field(
      z.string().min(1).optional(),
      "Domain of the user; it must be the master domain. `domain`, `login` and `password` stand together, or none of them does where the interface needs no login. With a login at most 4 calls are under way at once, whatever `concurrency` says: when a session expires the platform counts each of them as a failed login, and the fifth bans this machine.",
    ),
    login: field(z.string().min(1).optional(), "The user."),
    password: field(z.string().min(1).optional(), "Password of the user.", { secret: true }),
    role: field(
      z.string().regex(/^[a-z][a-z0-9_]*$/, 'allowed: the name of a role, such as "sg", "esg", "ws" or "ap"'),
      "The role whose ban lists are meant, as it stands in the path: `sg`, in older builds `esg`; `ws` and `ap` have the same interface.",
      { default: "sg" },
    ),
    ...tlsSettings,
  },
  check: incompleteLogin,
  endpoint: (settings) => settings.endpoint,
  account: ({ domain, role }) => [domain, role],
  session: {
    needed: (settings) => settings.login !== undefined,
    // One less than the number of failed logins that bans the client, should all of them meet an expired session.
    mostAtOnce: 4,
    open: logIn,
    async close(send, session) {
      await send({ method: "DELETE", path: `${sessions}/current`, answer: "none" }, session.headers);
    },
    // Which status belongs to which code is not documented: where there is a code, it decides.
    expired: (answer) =>
      (failureIn(answer)?.code ?? (answer.status === 401 ? unauthorized : 0)) === unauthorized,
  },
  interpret(answer, call) {
    if (!isSuccess(answer) || failureIn(answer)) throw refusedBy(answer);
    return body(answer, call);
  },
});

const unauthorized = 1407;

/** The path of the ban lists, with the connection's role in it. */
export function bannedPath(ctx: Context): string {
  return path`/rest/v1/master/logicalroles/${String(ctx.connection.settings.role)}/bannedaddrs`;
}

interface Login {
  domain?: string;
  login?: string;
  password?: string;
}

function incompleteLogin({ domain, login, password }: Login): string | undefined {
  const parts = { domain, login, password };
  const missing = Object.entries(parts).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length === 0 || missing.length === 3) return undefined;
  return `${missing[0]}: is required, as domain, login and password stand together or not at all (missing: ${missing.join(", ")})`;
}

async function logIn(send: RawSend, { domain, login, password }: Login): Promise<Session> {
  const call: Call = { method: "POST", path: sessions, body: { domain, login, pwd: password } };
  const answer = await send(call);
  if (!isSuccess(answer) || failureIn(answer)) throw loginRefused(answer).with({ call: callText(call) });
  const token = tokenIn(body(answer, call));
  if (token !== undefined) return { headers: { authorization: `Bearer ${token}` }, secrets: [token] };
  const cookies = [answer.headers["set-cookie"] ?? []].flat().flatMap((line) => parseCookie(line) ?? []);
  if (cookies.length === 0) throw noSession();
  return {
    headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") },
    secrets: cookies.map(({ value }) => value),
  };
}

function tokenIn(answer: unknown): string | undefined {
  const token = (answer as { session_token?: unknown } | undefined)?.session_token;
  return typeof token === "string" && token !== "" ? token : undefined;
}

/** Whatever the platform says to a login, it is not asked again: it counts. A gateway's words are not the platform's. */
function loginRefused(answer: Answer): PerimeterError {
  const error = refusedBy(answer);
  if (error.category === "unavailable" && !failureIn(answer)) return error;
  const known = error.with({ retryable: false });
  if (error.category === "throttled") {
    return known.with({
      message: "the login was refused: the platform limits logins or the sessions of a user (10 by default)",
      advice: "End sessions of this user that nobody needs, or give the connection a user of its own.",
    });
  }
  if (error.category === "notFound") {
    return known.with({
      message: "there is no login here",
      advice: notFrom("an Era platform"),
    });
  }
  if (error.category !== "auth" && error.category !== "invalid") return known;
  return known.with({
    category: "auth",
    message: "the login was refused",
    advice:
      "Check the connection's domain, login and password. Five failed logins within three minutes ban this machine for a while.",
  });
}

function noSession(): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    message: "the login was answered without a cookie and without a session_token",
    retryable: false,
    advice: notFrom("an Era platform"),
  });
}
