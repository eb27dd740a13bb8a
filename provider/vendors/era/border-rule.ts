import ipaddr from "ipaddr.js";
import { z } from "zod";
import { path } from "../../kernel/calls";
import { type Collection, collection } from "../../kernel/collection";
import type { Context } from "../../kernel/context";
import { isCategory, PerimeterError } from "../../kernel/errors";
import { type Fields, field, type ValuesOf } from "../../kernel/fields";
import { type Adoption, defineResource } from "../../kernel/resource";
import { isObject, type Properties, pruned } from "../../kernel/values";
import { allPages } from "./paging";
import { era } from "./vendor";

/** In a filter of a rule, nothing, "" and "*" all mean "any"; which of them the platform gives back differs. */
const anyOf = (text: unknown) => (text === undefined || text === "*" ? "" : text);
const filter = (doc: string) =>
  field(z.string().optional(), `${doc} Default: any.`, { equals: (a, b) => anyOf(a) === anyOf(b) });
const note = (doc: string) => field(z.string(), doc, { default: "" });

const fields = {
  remoteIpMask: field(
    z.string().refine((text) => networkOf(text) !== undefined, {
      error: "allowed: an IPv4 address, a network such as 192.168.0.0/24, or a range such as 172.25.0.50+10",
    }),
    "Addresses of the senders: an IPv4 address, a network (`192.168.0.0/24`) or a range (`172.25.0.50+10`). Compared as a network: bits of the host make no difference.",
    { equals: (a, b) => networkOf(String(a)) === networkOf(String(b)) },
  ),
  action: field(
    z.enum(["drop", "accept"]),
    "What happens to their messages. The platform's own `allow` reads as `accept`, its `deny` as `drop`.",
  ),
  priority: field(z.int(), "Which of several fitting rules counts: the one with the lowest number."),
  enabled: field(z.boolean(), "Whether the rule is switched on.", { default: true }),
  site: filter("The site where the rule holds."),
  service: field(
    z.string().optional(),
    "The service that the rule is for, e.g. `sip`. Without it the platform chooses, and what it chose is no difference.",
  ),
  domain: filter("The sender's domain, a name or a regular expression."),
  username: filter("The sender's user name, a name or a regular expression."),
  userAgent: filter("The sender's User-Agent, a text or a regular expression."),
  title: note("A title of your own."),
  comment: note("A comment of your own."),
} satisfies Fields;

type Rule = ValuesOf<typeof fields>;
type BorderRuleInputs = Rule & Adoption;

const listPath = "/rest/v1/master/borderrules";

/**
 * Not on the page of the ban lists. Assumptions: the calls are those of the vendor's public pages of `borderrules`
 * (POST, GET in pages, PATCH and DELETE by id; where PATCH is not implemented, PUT); a field that an answer leaves out
 * is as it was. The public pages print the actions `allow`, `deny` and `drop`, and elsewhere `accept` is heard of:
 * `accept` is sent, and where the platform finds that invalid, `allow`.
 */
const rules: Collection<BorderRuleInputs, Record<string, never>> = {
  noun: "border rule",
  path: listPath,
  fields,
  fetch: (connection) => allPages(connection, listPath),
  encode,
  decode: (item, known) => ({ inputs: decode(item, known), outputs: {} }),
  create: async (ctx, body) => ({ method: "POST", path: listPath, body: inWords(ctx, body) }),
  update: async (ctx, id, body) => ({
    method: understandingOf(ctx).update,
    path: `${listPath}${path`/${id}`}`,
    body: inWords(ctx, body),
    // The whole rule: sent twice it is the same rule.
    repeat: true,
    answer: "none",
  }),
  nameOf: ({ remoteIpMask = "", action = "" }) => `${action} ${remoteIpMask}`.trim(),
};

const behaviour = collection(rules);

export const borderRule = defineResource<typeof fields, Record<string, never>>(era, {
  name: "BorderRule",
  doc: "A permanent rule of the border filter, for a network or a single address: drops or accepts what comes from there, before and above all ban lists.",
  page: "The vendor's public pages of borderrules (collection and entity); not part of era-sg-bannedaddrs",
  importId: "the id of the rule, a uuid",
  example: { remoteIpMask: "192.168.0.0/24", action: "drop", priority: 100 },
  inputs: fields,
  outputs: {},
  adoptable: true,
  ...behaviour,
  create: (ctx, rule) => asUnderstood(ctx, rule, () => behaviour.create(ctx, rule)),
  update: (ctx, id, state, rule) =>
    asUnderstood(ctx, rule, async () => behaviour.update?.(ctx, id, state, rule) ?? {}),
});

/** What a platform was found to understand, for the life of the process. */
interface Understanding {
  update: "PATCH" | "PUT";
  accept: "accept" | "allow";
}

function understandingOf({ connection }: Context): Understanding {
  return connection.singleton("border rules", (): Understanding => ({ update: "PATCH", accept: "accept" }));
}

function inWords(ctx: Context, body: Properties): Properties {
  return body.action === "accept" ? { ...body, action: understandingOf(ctx).accept } : body;
}

/** Does a work that the platform may know by another method or word: a refusal of these did nothing. */
async function asUnderstood<T>(ctx: Context, rule: Rule, work: () => Promise<T>): Promise<T> {
  const known = understandingOf(ctx);
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof PerimeterError)) throw thrown;
    if (thrown.code === "PERIMETER_NOT_IMPLEMENTED" && known.update === "PATCH") {
      known.update = "PUT";
      return asUnderstood(ctx, rule, work);
    }
    const isRefused = thrown.category === "invalid" && thrown.status !== undefined;
    if (!isRefused || rule.action !== "accept" || known.accept !== "accept") throw thrown;
    return await otherWord(ctx, rule, work, thrown);
  }
}

async function otherWord<T>(
  ctx: Context,
  rule: Rule,
  work: () => Promise<T>,
  refused: PerimeterError,
): Promise<T> {
  const known = understandingOf(ctx);
  known.accept = "allow";
  try {
    return await asUnderstood(ctx, rule, work);
  } catch (thrown) {
    if (!isCategory(thrown, "invalid")) throw thrown;
    known.accept = "accept";
    throw refused.with({
      advice:
        'The rule was refused with the action "accept" and with "allow" alike, so the reason may be another field.',
    });
  }
}

/** The rule as the platform takes it: what is as the platform would have it by itself is left out. */
function encode(rule: Rule, live: Properties = {}): Properties {
  const reset = (wanted: string | undefined, found: unknown, any: string) =>
    anyOf(wanted) === "" && anyOf(found ?? undefined) === "" ? undefined : (wanted ?? any);
  const { opts } = live;
  const old = isObject(opts) ? opts : {};
  const notes = {
    title: reset(rule.title, old.title, ""),
    comment: reset(rule.comment, old.comment, ""),
  };
  return pruned({
    priority: rule.priority,
    remoteipmask: rule.remoteIpMask,
    action: actionOf(live.action) === rule.action ? live.action : rule.action,
    enabled: rule.enabled ? (live.enabled === undefined ? undefined : 1) : 0,
    site: reset(rule.site, live.site, "*"),
    service: rule.service ?? live.service,
    domain: reset(rule.domain, live.domain, ""),
    username: reset(rule.username, live.username, ""),
    useragent: reset(rule.userAgent, live.useragent, ""),
    opts: notes.title === undefined && notes.comment === undefined ? undefined : notes,
  }) as Properties;
}

function decode(item: Properties, known: Rule | undefined): Partial<Rule> {
  const opts = isObject(item.opts) ? item.opts : {};
  const told = <T>(value: unknown, read: (value: unknown) => T, before: T): T =>
    value === undefined || value === null ? before : read(value);
  const text = (value: unknown) => (anyOf(value) === "" ? undefined : String(value));
  return {
    remoteIpMask: told(item.remoteipmask, String, known?.remoteIpMask),
    action: told(item.action, actionOf, known?.action),
    priority: told(item.priority, Number, known?.priority),
    enabled: told(item.enabled, (value) => Number(value) !== 0, known?.enabled ?? true),
    site: told(item.site, text, known?.site),
    service: known && known.service === undefined ? undefined : told(item.service, String, known?.service),
    domain: told(item.domain, text, known?.domain),
    username: told(item.username, text, known?.username),
    userAgent: told(item.useragent, text, known?.userAgent),
    title: told(opts.title, String, known?.title ?? ""),
    comment: told(opts.comment, String, known?.comment ?? ""),
  };
}

function actionOf(word: unknown): Rule["action"] | undefined {
  if (word === "allow" || word === "accept") return "accept";
  return word === "deny" || word === "drop" ? "drop" : undefined;
}

/** `192.168.0.0/24` for every way to write it; undefined where it is none. */
function networkOf(text: string): string | undefined {
  const [, range, more] = /^([^+]+)\+(\d{1,9})$/.exec(text) ?? [];
  const [address = "", prefix = "32"] = (range ?? text).split("/");
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) || (range !== undefined && text.includes("/")))
    return undefined;
  if (range !== undefined) return `${address}+${Number(more)}`;
  if (!/^\d{1,2}$/.test(prefix) || Number(prefix) > 32 || text.split("/").length > 2) return undefined;
  return `${ipaddr.IPv4.networkAddressFromCIDR(`${address}/${Number(prefix)}`)}/${Number(prefix)}`;
}
