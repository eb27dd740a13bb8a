import { type Call, callText } from "../../kernel/calls";
import { PerimeterError } from "../../kernel/errors";
import { body, isSuccess, refusal } from "../../kernel/response-errors";
import { isObject } from "../../kernel/values";
import type { RawSend, Session } from "../../kernel/vendor";
import { wordsIn } from "./envelope";

interface Keys {
  accessKeyId?: string;
  secretAccessKey?: string;
  tokenEndpoint: string;
  tokenPrefix: string;
}

/** Makes an access token. It lives for the time that the answer tells, or until `closeSession`. */
export async function openSession(send: RawSend, keys: Keys): Promise<Session> {
  const { tokenEndpoint, tokenPrefix } = keys;
  const call: Call = {
    method: "POST",
    path: tokenUrl(tokenEndpoint),
    raw: { type: "application/x-www-form-urlencoded", text: "grant_type=client_credentials" },
    // A second token harms nobody.
    repeat: true,
  };
  const answer = await send(call, basicOf(keys));
  if (!isSuccess(answer)) throw refused(refusal(answer, wordsIn(answer))).with({ call: callText(call) });
  const given = body(answer, call);
  const token = isObject(given) ? given.access_token : undefined;
  if (typeof token !== "string" || token === "") {
    throw noToken(answer.status, wordsIn(answer)).with({ call: callText(call) });
  }
  return {
    headers: { "x-nhn-authorization": withPrefix(tokenPrefix, token) },
    secrets: [token],
    // The guide's table calls it a text, its sample shows a number.
    expiresInSeconds: Number((given as { expires_in?: unknown }).expires_in),
  };
}

/** Ends the token (`POST /oauth2/token/revoke` of the API guide on authentication), so that nobody can use it later. */
export async function closeSession(send: RawSend, { secrets = [] }: Session, keys: Keys): Promise<void> {
  const [token = ""] = secrets;
  await send(
    {
      method: "POST",
      path: revokeUrl(keys.tokenEndpoint),
      raw: {
        type: "application/x-www-form-urlencoded",
        text: new URLSearchParams({ token }).toString(),
      },
      // Ended twice, it is ended.
      repeat: true,
      answer: "none",
    },
    basicOf(keys),
  );
}

function basicOf({ accessKeyId, secretAccessKey }: Keys): Record<string, string> {
  const basic = Buffer.from(`${accessKeyId}:${secretAccessKey}`).toString("base64");
  return { authorization: `Basic ${basic}` };
}

/** `Bearer` is a word and gets its space; `token=` goes as it is. */
function withPrefix(prefix: string, token: string): string {
  const word = prefix.trim();
  return /\w$/.test(word) ? `${word} ${token}` : `${word}${token}`;
}

const tokenPath = "/oauth2/token/create";

/** The whole URL: as given where `token` is a segment of its path, else what is printed is added to the address. */
export function tokenUrl(given: string): string {
  const url = new URL(given);
  const path = url.pathname.replace(/\/+$/, "");
  if (/\/token(\/|$)/.test(path)) return given;
  url.pathname = path.endsWith("/oauth2") ? `${path}/token/create` : `${path}${tokenPath}`;
  return url.href;
}

/** Beside the place where tokens are made. */
function revokeUrl(given: string): string {
  const url = new URL(tokenUrl(given));
  url.pathname = url.pathname.replace(/\/create\/?$/, "/revoke");
  return url.href;
}

function refused(error: PerimeterError): PerimeterError {
  if (error.category === "auth" || error.category === "invalid") {
    return error.with({
      category: "auth",
      message: "no access token was given",
      advice: "Check the connection's accessKeyId and secretAccessKey.",
      retryable: false,
    });
  }
  // A gateway's page with 404 is no sign that it passes.
  if (error.retryable && error.status !== 404) return error;
  return error.with({
    message: "this is not where access tokens are made",
    retryable: false,
    advice: "Check the connection's tokenEndpoint.",
  });
}

function noToken(status: number, vendorMessage: string | undefined): PerimeterError {
  return new PerimeterError({
    category: "auth",
    message: "the answer to the request for an access token holds none",
    status,
    vendorMessage,
    advice: "Check the connection's tokenEndpoint, accessKeyId and secretAccessKey.",
  });
}
