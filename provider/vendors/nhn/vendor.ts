import { z } from "zod";
import { field } from "../../kernel/fields";
import { defineVendor } from "../../kernel/vendor";
import { isRefusalOfAccess, openedEnvelope } from "./envelope";
import { closeSession, openSession, tokenUrl } from "./tokens";

/**
 * NHN Cloud security monitoring, API guide v1.1: the app key stands in every path. The newer guide adds an access
 * token in `x-nhn-authorization`, made from a user's access key; where the connection has none, no header is sent.
 *
 * What the page leaves open, and what is taken for true until the service says otherwise:
 * - Refusals have any status, also 200; codes but 1 are not printed. Seven digits are taken for a code of NHN's API
 *   gateway, which begins with the HTTP status; else words about keys and tokens make an `auth` error, all others a
 *   `vendor` error.
 * - Each element's own status word says whether it is enrolled; a word that isn't known leaves it to the list.
 * - VMs that joined an enrolled load balancer are sent by themselves below it, and if that is refused, with all others.
 * - A release that is under way can't be seen, and a second one is refused.
 * - A call may name 100 targets. A batch is refused as a whole, but what it did all the same is looked for.
 * - History and events come with the newest first; tickets are asked for in that order, as their default is the
 *   opposite. Times without an offset are Korean.
 */
export const nhn = defineVendor({
  name: "nhn",
  title: "NHN Cloud",
  doc: "Security monitoring of NHN Cloud: enrolment of VMs and load balancers, its history, tickets and events.",
  settings: {
    appKey: field(
      // It is a part of every URL: a `/` would change the path.
      z
        .string()
        .regex(
          /^(?!\.+$)[\w.~-]+$/,
          "allowed: the app key of the service as the console shows it, letters and digits",
        ),
      "App key of the service Security Monitoring in the project, from the console's `URL & Appkey`.",
      { secret: true },
    ),
    region: field(
      z.enum(["kr1", "kr2", "kr3"]).optional(),
      "Region of the VMs: `kr1` (Pangyo), `kr2` (Pyeongchon) or `kr3` (Gwangju). For another one give `endpoint`.",
    ),
    endpoint: field(
      z.url({ protocol: /^https?$/ }).optional(),
      "Address of the service without `/v1.0`, e.g. `https://kr1-secmon.api.nhncloudservice.com`; it wins over `region`.",
    ),
    accessKeyId: field(
      z.string().min(1).optional(),
      "User Access Key ID of an account with the role Security Monitoring Admin, where the service asks for an access token. It stands together with `secretAccessKey`, or neither does.",
    ),
    secretAccessKey: field(z.string().min(1).optional(), "The Secret Access Key of `accessKeyId`.", {
      secret: true,
    }),
    tokenEndpoint: field(
      z.url({ protocol: /^https?$/ }),
      "Where access tokens are made: the whole URL, or the server's address, to which `/oauth2/token/create` is added.",
      { default: "https://oauth.api.nhncloudservice.com/oauth2/token/create" },
    ),
    tokenPrefix: field(
      z.string(),
      "What stands before the token in `x-nhn-authorization`, such as `Bearer`; the guide shows nothing there.",
      { default: "" },
    ),
  },
  check: (settings) => noPlace(settings) ?? halfKey(settings) ?? loginInUrl(settings.tokenEndpoint),
  account: (settings) => settings.appKey,
  endpoint: ({ endpoint, region }) => endpoint ?? `https://${region}-secmon.api.nhncloudservice.com`,
  prefix: ({ appKey }) => `/v1.0/appkeys/${encodeURIComponent(appKey)}`,
  session: {
    needed: ({ accessKeyId }) => accessKeyId !== undefined,
    open: openSession,
    close: closeSession,
    expired: isRefusalOfAccess,
  },
  interpret: openedEnvelope,
});

function noPlace({ region, endpoint }: { region?: string; endpoint?: string }): string | undefined {
  return region === undefined && endpoint === undefined
    ? "region: is required, or endpoint, for a region that has no name here"
    : undefined;
}

function halfKey(keys: { accessKeyId?: string; secretAccessKey?: string }): string | undefined {
  const { accessKeyId, secretAccessKey } = keys;
  if ((accessKeyId === undefined) === (secretAccessKey === undefined)) return undefined;
  const missing = accessKeyId === undefined ? "accessKeyId" : "secretAccessKey";
  return `${missing}: is required, as accessKeyId and secretAccessKey stand together or not at all`;
}

function loginInUrl(tokenEndpoint: string): string | undefined {
  const { username, password, hash } = new URL(tokenUrl(tokenEndpoint));
  if (username || password) return "tokenEndpoint: holds a login; credentials have fields of their own";
  return hash ? 'tokenEndpoint: ends with its path, allowed: no "#"' : undefined;
}
