import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Call, Route } from "../appliance";
import type { Context } from "./context";
import { factsOf } from "./facts";
import { checked, json, Refusal, route } from "./validate";

const loginPath = "/web/auth/login";
const whoamiPath = "/web/whoami";
const plain = "insecure-ideco-session";
const credentials = z.strictObject({ login: z.string(), password: z.string(), rest_path: z.string() });

/** Logins by two cookies, both of which belong to every later request. */
export class Sessions {
  private readonly secure = `__Secure-ideco-${randomUUID()}`;
  /** Value of the plain cookie → value of the secure one and the end of the session. */
  private readonly open = new Map<string, { secure: string; until: number }>();

  readonly routes: Route[] = [
    route("POST", loginPath, (call) => this.login(call), { session: true }),
    route("DELETE", loginPath, (call) => this.logout(call), { session: true }),
    route("GET", whoamiPath, () => json(this.whoami()), {
      when: () => factsOf(this.context).whoami,
    }),
  ];

  constructor(private readonly context: Context) {}

  /** Of its fields only those two are known: the role is empty, and flags tell why, as long as a code is missing. */
  private whoami() {
    const { secondFactor, role } = this.context.options;
    const role_id = role === "read" ? "predefined_admin_read" : "predefined_admin_write";
    return secondFactor ? { role_id: "", blocked_flags: ["second_factor"] } : { role_id, blocked_flags: [] };
  }

  /** Sessions that have not ended. */
  get count(): number {
    return [...this.open.values()].filter((session) => session.until > this.context.clock.now()).length;
  }

  allows(call: Call): boolean {
    if (call.path === loginPath && call.method === "POST") return true;
    if (this.context.options.secondFactor && call.path !== whoamiPath && call.path !== loginPath)
      return false;
    const cookies = cookiesOf(call);
    const session = this.open.get(cookies.get(plain) ?? "");
    return session?.secure === cookies.get(this.secure) && (session?.until ?? 0) > this.context.clock.now();
  }

  expireAll(): void {
    this.open.clear();
  }

  private login(call: Call) {
    const { login, password, rest_path } = checked(credentials, call.body);
    const { options, clock } = this.context;
    if (login !== options.login || password !== options.password) {
      throw new Refusal(401, "wrong login or password");
    }
    const now = clock.now();
    const id = randomUUID();
    const secure = `${randomUUID()}:${Math.floor(now / 1000)}`;
    this.open.set(id, { secure, until: now + options.sessionSeconds * 1000 });
    const path = `; Path=${rest_path}`;
    return { headers: { "set-cookie": [`${plain}=${id}${path}`, `${this.secure}=${secure}${path}`] } };
  }

  private logout(call: Call) {
    this.open.delete(cookiesOf(call).get(plain) ?? "");
    const gone = "Max-Age=0; Path=/; SameSite=Strict";
    return {
      headers: {
        "set-cookie": [
          `${plain}=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/`,
          `${this.secure}=""; HttpOnly; ${gone}; Secure`,
        ],
      },
    };
  }
}

function cookiesOf(call: Call): Map<string, string> {
  const header = String(call.headers.cookie ?? "");
  return new Map(
    header.split(/;\s*/).map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at), pair.slice(at + 1)] as const;
    }),
  );
}
