import { randomUUID } from "node:crypto";
import type { Call, Reply, Route } from "../appliance";
import type { Context } from "./options";

export const tokenPath = "/oauth2/token/create";
export const revokePath = "/oauth2/token/revoke";

/** Access tokens of the account, by the vendor's authentication server. */
export class Tokens {
  /** Token → its end. */
  private readonly open = new Map<string, number>();
  readonly routes: Route[] = [
    { method: "POST", path: tokenPath, handle: (call) => this.create(call), session: true, body: "text" },
    { method: "POST", path: revokePath, handle: (call) => this.revoke(call), session: true, body: "text" },
  ];

  constructor(private readonly context: Context) {}

  allows(call: Call): boolean {
    const { tokens, tokenPrefix } = this.context.options;
    if (!tokens) return true;
    const given = String(call.headers["x-nhn-authorization"] ?? "");
    if (!given.startsWith(tokenPrefix)) return false;
    return (this.open.get(given.slice(tokenPrefix.length)) ?? 0) > this.context.clock.now();
  }

  expireAll(): void {
    this.open.clear();
  }

  /** Tokens that have not ended. */
  get count(): number {
    return [...this.open.values()].filter((until) => until > this.context.clock.now()).length;
  }

  /** Error answers are not in the documents at hand; these are the usual ones of OAuth 2. */
  private create(call: Call): Reply {
    const { tokenSeconds } = this.context.options;
    const form = this.form(call);
    if (!Array.isArray(form)) return form;
    if (form.length !== 1 || form[0]?.join("=") !== "grant_type=client_credentials") {
      return { status: 400, json: { error: "unsupported_grant_type" } };
    }
    const token = randomUUID().replaceAll("-", "");
    this.open.set(token, this.context.clock.now() + tokenSeconds * 1000);
    return { json: { access_token: token, token_type: "Bearer", expires_in: tokenSeconds } };
  }

  /** Ends a token ("form `token=`, Basic"); an unknown one is none the less answered with 200, as OAuth 2 has it. */
  private revoke(call: Call): Reply {
    const form = this.form(call);
    if (!Array.isArray(form)) return form;
    const [[name, token] = []] = form;
    if (form.length !== 1 || name !== "token" || !token) {
      return { status: 400, json: { error: "invalid_request" } };
    }
    this.open.delete(token);
    return {};
  }

  /** The form of a call with the right keys, or the answer to one without. */
  private form(call: Call): [string, string][] | Reply {
    const { accessKeyId, secretAccessKey } = this.context.options;
    const basic = Buffer.from(`${accessKeyId}:${secretAccessKey}`).toString("base64");
    if (call.headers.authorization !== `Basic ${basic}`)
      return { status: 401, json: { error: "invalid_client" } };
    const type = String(call.headers["content-type"] ?? "");
    if (!type.startsWith("application/x-www-form-urlencoded") || typeof call.body !== "string") {
      return { status: 400, json: { error: "invalid_request" } };
    }
    return [...new URLSearchParams(call.body)];
  }
}
