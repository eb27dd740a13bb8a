import { type Lookup, matchesAddress, matchesPacket, matchesTime, type Packet } from "./match";
import type { FirewallTable, Rule } from "./rules";

export type { Lookup, Packet } from "./match";

/** What a table does to a packet: everything, so that two judgements are equal when the traffic is. */
export interface Judgement {
  /** The action of the rule that decided, or the table's default. */
  verdict: string;
  /** Absent where no rule matched. */
  ruleId?: number;
  /** Profiles that an accepting rule hands the packet to. */
  dpiProfile?: string;
  ipsProfile?: string;
  /** What a NAT rule puts in place; null: left as it is. */
  address?: string | null;
  port?: string | null;
  redirectUrl?: string | null;
}

/** "По умолчанию используется политика РАЗРЕШИТЬ"; "По умолчанию метки нет". */
const defaults: Record<FirewallTable, string> = {
  forward: "accept",
  input: "accept",
  dnat: "accept",
  snat: "accept",
  log: "mark_not_log",
};

/**
 * Judges a packet by a firewall table, from top to bottom: the first matching rule decides, in the log table the
 * last one ("Правила отметки трафика могут снять отметку").
 */
export function judge(
  rules: readonly Rule[],
  packet: Packet,
  objects: Lookup,
  table: FirewallTable = "forward",
): Judgement {
  const matching = (rule: Rule) => matchesPacket(rule, packet, objects);
  const rule = table === "log" ? rules.findLast(matching) : rules.find(matching);
  if (rule === undefined) return { verdict: defaults[table] };
  return { verdict: rule.action ?? defaults[table], ruleId: rule.id, ...effects(rule) };
}

/** A judgement without the rule that gave it: what the traffic sees. */
export function effect({ ruleId: _ruleId, ...rest }: Judgement): Omit<Judgement, "ruleId"> {
  return rest;
}

function effects(rule: Rule): Partial<Judgement> {
  if (rule.action === "dnat") {
    return { address: rule.change_destination_address ?? null, port: rule.change_destination_port ?? null };
  }
  if (rule.action === "snat") return { address: rule.change_source_address ?? null };
  if (rule.action !== "accept") return {};
  return {
    ...(rule.dpi_enabled && rule.dpi_profile ? { dpiProfile: rule.dpi_profile } : {}),
    ...(rule.ips_enabled && rule.ips_profile ? { ipsProfile: rule.ips_profile } : {}),
  };
}

/** Judges an application's packet by the table of application control; default accept. */
export function judgeApplication(rules: readonly Rule[], packet: Packet, objects: Lookup): Judgement {
  const rule = rules.find(
    ({ enabled, protocols = [], aliases = [] }) =>
      enabled &&
      packet.application !== undefined &&
      protocols.includes(packet.application) &&
      matchesAddress(aliases, packet.sourceAddress, packet.sourceName, objects),
  );
  return rule === undefined ? { verdict: "accept" } : { verdict: rule.action ?? "accept", ruleId: rule.id };
}

/** A request to a web site, as the content filter sees it. */
export interface WebRequest {
  sourceAddress: string;
  /** Identifiers of the categories that the site is in; `special.id.1`, all requests, holds without being named. */
  categories: readonly string[];
  /** Known only for decrypted traffic. */
  method?: string;
  contentType?: string;
  megabytes?: number;
  direction?: "in" | "out";
  url?: string;
  at?: number;
}

export const allRequests = "special.id.1";

/**
 * Judges a web request. Decryption and access are two chains in one list, each by its first match ("до первого
 * совпадения … Аналогичным образом действуют правила расшифровки HTTPS"); default: not decrypted, allowed.
 */
export function judgeRequest(
  rules: readonly Rule[],
  request: WebRequest,
  objects: Lookup,
): { bump: Judgement; access: Judgement } {
  const matching = rules.filter((rule) => matchesRequest(rule, request, objects));
  const bump = matching.find((rule) => rule.access === "bump");
  const access = matching.find((rule) => rule.access !== "bump");
  const redirect = access?.access === "redirect" ? { redirectUrl: access.redirect_url ?? null } : {};
  return {
    bump: bump ? { verdict: "bump", ruleId: bump.id } : { verdict: "none" },
    access: access
      ? { verdict: access.access ?? "allow", ruleId: access.id, ...redirect }
      : { verdict: "allow" },
  };
}

function matchesRequest(rule: Rule, request: WebRequest, objects: Lookup): boolean {
  const { categories = [], http_methods = [], content_types = [], aliases = [] } = rule;
  const sources = rule.src_aliases ?? [{ aliases, negate: false }];
  const inCategories = [...request.categories, allRequests];
  // "Если поля остаются пустыми, проверка по ним не осуществляется."
  const one = (list: readonly string[], found: readonly (string | undefined)[]) =>
    list.length === 0 || found.some((value) => value !== undefined && list.includes(value));
  return (
    rule.enabled &&
    sources.every(
      (source) => matchesAddress(source.aliases, request.sourceAddress, undefined, objects) !== source.negate,
    ) &&
    one(categories, inCategories) !== (rule.categories_negate ?? false) &&
    inSize(rule, request.megabytes) &&
    (["", "any", undefined].includes(rule.traffic_direction) ||
      rule.traffic_direction === request.direction) &&
    masked(rule.uri_regex, request.url) &&
    one(http_methods, [request.method]) &&
    one(content_types, [request.contentType]) &&
    matchesTime(rule.timetable, request.at ?? Date.now(), objects)
  );
}

function inSize(rule: Rule, megabytes: number | undefined): boolean {
  const { content_length: limit = null, content_length_mode: mode } = rule;
  if (limit === null) return true;
  if (megabytes === undefined) return false;
  return mode === "<=" ? megabytes <= limit : megabytes >= limit;
}

function masked(mask = "", url: string | undefined): boolean {
  return mask === "" || (url !== undefined && new RegExp(mask).test(url));
}
