import { z } from "zod";
import { tlsSettings } from "../../provider/kernel/connections";
import type { PerimeterError } from "../../provider/kernel/errors";
import { field } from "../../provider/kernel/fields";
import { body, isSuccess, refusal, words } from "../../provider/kernel/response-errors";
import { defineVendor } from "../../provider/kernel/vendor";

/**
 * A vendor that does not exist. With `login` it has sessions (a header `x-session` from `POST /login`), without it
 * a static token in the header `x-token`.
 */
export const acme = defineVendor({
  name: "acme",
  title: "Acme Wall",
  doc: "An appliance of the tests.",
  settings: {
    endpoint: field(z.url({ protocol: /^https?$/ }), "Where it is."),
    token: field(z.string().min(3).optional(), "A static token.", { secret: true }),
    key: field(z.string().optional(), "A key in every URL.", { secret: true }),
    login: field(z.string().optional(), "Who logs in."),
    password: field(z.string().optional(), "Password of the login.", { secret: true }),
    mode: field(z.enum(["auto", "old"]), "How it talks.", { default: "auto" }),
    ...tlsSettings,
  },
  check: (settings) =>
    settings.login !== undefined && settings.password === undefined
      ? "password: is required with login"
      : undefined,
  endpoint: (settings) => settings.endpoint,
  headers: (settings): Record<string, string> =>
    settings.token === undefined ? {} : { "x-token": settings.token },
  query: (settings): Record<string, string> => (settings.key === undefined ? {} : { key: settings.key }),
  session: {
    needed: (settings) => settings.login !== undefined,
    async open(send, { login, password }) {
      const answer = await send({ method: "POST", path: "/login", body: { login, password } });
      if (answer.status === 401 || answer.status === 403) throw refusedLogin(answer);
      if (!isSuccess(answer)) throw refusal(answer, words(answer, ["message"]));
      const { session } = body(answer, { method: "POST", path: "/login" }) as { session: string };
      return { headers: { "x-session": session } };
    },
    async close(send, session) {
      await send({ method: "DELETE", path: "/login" }, session.headers);
    },
    expired: (answer) => answer.status === 401,
  },
  interpret(answer, call) {
    if (isSuccess(answer)) return body(answer, call);
    throw refusal(answer, words(answer, ["message"]));
  },
});

function refusedLogin(answer: Parameters<typeof refusal>[0]): PerimeterError {
  return refusal(answer, words(answer, ["message"]), {
    category: "auth",
    message: "the login was refused",
    advice: "Check the connection's login and password.",
  });
}

/** A second vendor, to see that the two are kept apart. */
export const other = defineVendor({ ...acme, name: "other", title: "Other" });
