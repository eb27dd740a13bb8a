import { randomUUID } from "node:crypto";
import type { Call, Reply, Route } from "../appliance";
import type { Context } from "./options";

export const tokenPath = "/oauth2/token/create";

/** Access tokens of the account, by the vendor's authentication server. */
export class Tokens {
  /** Token → its end. */
  private readonly open = new Map<string, number>();
  readonly routes: Route[] = [
    { method: "POST", path: tokenPath, handle: (call) => this.create(call), session: true, body: "text" },
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

  /** Error answers are not in the documents at hand; these are the usual ones of OAuth 2. */
  private create(call: Call): Reply {
    const { accessKeyId, secretAccessKey, tokenSeconds } = this.context.options;
    const basic = Buffer.from(`${accessKeyId}:${secretAccessKey}`).toString("base64");
    if (call.headers.authorization !== `Basic ${basic}`)
      return { status: 401, json: { error: "invalid_client" } };
    const type = String(call.headers["content-type"] ?? "");
    if (!type.startsWith("application/x-www-form-urlencoded") || typeof call.body !== "string") {
      return { status: 400, json: { error: "invalid_request" } };
    }
    const form = [...new URLSearchParams(call.body)];
    if (form.length !== 1 || form[0]?.join("=") !== "grant_type=client_credentials") {
      return { status: 400, json: { error: "unsupported_grant_type" } };
    }
    const token = randomUUID().replaceAll("-", "");
    this.open.set(token, this.context.clock.now() + tokenSeconds * 1000);
    return { json: { access_token: token, token_type: "Bearer", expires_in: tokenSeconds } };
  }
}
