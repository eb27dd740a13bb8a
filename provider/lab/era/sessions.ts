import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Call, Reply, Route } from "../appliance";
import { checked, noQuery, Refused } from "../strict";
import type { Context } from "./options";

const path = "/rest/v1/iam/sessions";
const current = `${path}/current`;
const credentials = z.strictObject({
  domain: z.string(),
  login: z.string(),
  pwd: z.string(),
  // Its values are not in the documents at hand; with it the answer carries a token instead of a cookie.
  session_type: z.string().min(1).optional(),
});

const allowedFailures = 5;
const failureSeconds = 180;

/** Sessions of the only user. All callers share one address, so a ban of the client is a ban of everybody. */
export class Sessions {
  /** Session id → its end. */
  private readonly open = new Map<string, number>();
  private failures: number[] = [];

  readonly routes: Route[] = [
    { method: "POST", path, handle: (call) => this.login(call), session: true },
    { method: "GET", path: current, handle: () => ({ json: this.owner() }) },
    { method: "DELETE", path: current, handle: (call) => this.logout(call), session: true },
  ];

  constructor(private readonly context: Context) {}

  /** Sessions that have not ended. */
  get count(): number {
    this.forget();
    return this.open.size;
  }

  /** Whether logins are refused at the moment. */
  get banned(): boolean {
    const since = this.context.clock.now() - failureSeconds * 1000;
    this.failures = this.failures.filter((at) => at > since);
    return this.failures.length >= allowedFailures;
  }

  allows(call: Call): boolean {
    if (this.context.options.authentication === "none" && call.path !== current) return true;
    if (call.path === path && call.method === "POST") return true;
    this.forget();
    const id = this.idOf(call);
    if (id !== undefined && this.open.has(id)) return true;
    if (id !== undefined && this.context.options.banUnknownSessions) this.fail();
    return false;
  }

  expireAll(): void {
    this.open.clear();
  }

  /** "5 failed logins within 3 minutes ban the client": refused without a look at the password. */
  private login(call: Call): Reply {
    checked(noQuery, call.query);
    if (this.banned) throw new Refused(403, "too many failed logins");
    const { domain, login, pwd, session_type } = checked(credentials, call.body);
    const { options, clock } = this.context;
    if (domain !== options.domain || login !== options.login || pwd !== options.password) {
      this.fail();
      throw new Refused(403, "wrong domain, login or password");
    }
    this.makeRoom();
    const id = randomUUID();
    this.open.set(id, clock.now() + options.sessionSeconds * 1000);
    // The rest of the answer is not in the documents at hand.
    if (session_type !== undefined) return { json: { ...this.owner(), session_token: id } };
    return { json: this.owner(), headers: { "set-cookie": `${options.cookie}=${id}; Path=/; HttpOnly` } };
  }

  private logout(call: Call): Reply {
    this.open.delete(this.idOf(call) ?? "");
    return { status: 204 };
  }

  private owner() {
    const { domain, login } = this.context.options;
    return { domain, login };
  }

  private makeRoom(): void {
    this.forget();
    const { maxSessions, whenFull } = this.context.options;
    if (this.open.size < maxSessions) return;
    if (whenFull === "refuse") throw new Refused(429, `the user has ${maxSessions} sessions already`);
    const [oldest] = this.open.keys();
    if (oldest !== undefined) this.open.delete(oldest);
  }

  private fail(): void {
    this.failures.push(this.context.clock.now());
  }

  private forget(): void {
    for (const [id, until] of this.open) if (until <= this.context.clock.now()) this.open.delete(id);
  }

  private idOf(call: Call): string | undefined {
    const bearer = /^Bearer (.+)$/.exec(String(call.headers.authorization ?? ""))?.[1];
    if (bearer !== undefined) return bearer;
    const pairs = String(call.headers.cookie ?? "").split(/;\s*/);
    const mine = `${this.context.options.cookie}=`;
    return pairs.find((pair) => pair.startsWith(mine))?.slice(mine.length);
  }
}
