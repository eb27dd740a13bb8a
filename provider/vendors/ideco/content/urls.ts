import { domainToASCII } from "node:url";
import { sameSet } from "../objects/ids";

/**
 * Whether two lists of addresses say the same to the appliance: their order counts for nothing, host names have no
 * case, and the appliance writes names with letters beyond ASCII in punycode ("Адрес будет автоматически
 * закодирован в формат punycode").
 */
export function sameUrls(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return false;
  return sameSet(a.map(canonicalUrl), b.map(canonicalUrl));
}

/** One text for all spellings of an address. */
export function canonicalUrl(url: unknown): string {
  const [, scheme = "", host = "", rest = ""] = /^(\w+:\/\/)?([^/:?#]*)(.*)$/s.exec(String(url)) ?? [];
  const ascii = domainToASCII(host) || host.toLowerCase();
  return `${scheme.toLowerCase()}${ascii}${rest}`;
}
