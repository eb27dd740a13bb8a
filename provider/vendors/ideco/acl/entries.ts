import { linesOf } from "../../../kernel/text-list";
import { isObject, type Properties } from "../../../kernel/values";
import { addressNumber } from "../objects/concrete";
import { canonicalNetwork } from "../objects/networks";

/** Entries of an access list: lines in a program, objects on the appliance. */

export const mostEntries = 100_000;
const highestPort = 65535;
const everywhere = "0.0.0.0/0";

const actions = /^(allow|deny)$/;
const protocols = /^(tcp|udp|icmp|ip)$/;
const form =
  "`deny tcp 10.0.0.0/8 8.8.8.8/32:443`: `allow` or `deny`; `tcp`, `udp`, `icmp` or `ip`; source; destination";
const pattern = /^(allow|deny)\s+(tcp|udp|icmp|ip)\s+(\S+)\s+(\S+)$/;

/** The appliance's object of a line, or what is wrong with the line. */
export function readEntry(line: string): Properties | { problem: string } {
  const [, action, proto = "", from = "", to = ""] = pattern.exec(line.trim()) ?? [];
  if (action === undefined) return { problem: `found "${line}", allowed: ${form}` };
  const [source, destination] = [readEnd(from, proto), readEnd(to, proto)];
  if (typeof source === "string") return { problem: source };
  if (typeof destination === "string") return { problem: destination };
  return {
    saddr: source.network,
    daddr: destination.network,
    proto,
    sport_min: source.low,
    sport_max: source.high,
    dport_min: destination.low,
    dport_max: destination.high,
    action,
  };
}

interface End {
  network: string;
  low: number;
  high: number;
}

/** One side of an entry; a text is what is wrong with it. "для протоколов без порта - оставить 0" */
function readEnd(text: string, proto: string): End | string {
  const [place = "", ports, ...more] = text.split(":");
  const network = networkOf(place);
  if (network === undefined || more.length > 0)
    return `found "${text}", allowed: any, an IPv4 address or a network, with ports such as :443 or :8000-8080`;
  if (proto !== "tcp" && proto !== "udp")
    return ports === undefined
      ? { network, low: 0, high: 0 }
      : `found ports with ${proto}, allowed: with tcp and udp only`;
  if (ports === undefined) return { network, low: 0, high: highestPort };
  const [, first = "", last = first] = /^(\d+)(?:-(\d+))?$/.exec(ports) ?? [];
  const [low, high] = [Number(first), Number(last)];
  const isRange = first !== "" && low <= high && high <= highestPort;
  return isRange
    ? { network, low, high }
    : `found the ports "${ports}", allowed: 0 to ${highestPort}, a range as 8000-8080`;
}

function networkOf(place: string): string | undefined {
  if (place === "any") return everywhere;
  return addressNumber(place) === undefined ? canonicalNetwork(place) : `${place}/32`;
}

/** The line of an entry; what no line can say is told as it is, and equals no line of a program. */
function writeEntry(entry: Properties): string {
  const [source, destination] = [entry.saddr, entry.daddr].map((network) =>
    canonicalNetwork(String(network)),
  );
  const isKnown = actions.test(String(entry.action)) && protocols.test(String(entry.proto));
  if (!isKnown || source === undefined || destination === undefined)
    return `not understood: ${JSON.stringify(entry)}`;
  return lineOf({ ...entry, saddr: source, daddr: destination });
}

/** The one line for an entry whose networks are in their one form. */
function lineOf(entry: Properties): string {
  const { action, proto, saddr, daddr, sport_min, sport_max, dport_min, dport_max } = entry;
  return `${action} ${proto} ${endText(saddr, sport_min, sport_max)} ${endText(daddr, dport_min, dport_max)}`;
}

function endText(network: unknown, low: unknown, high: unknown): string {
  const place = network === everywhere ? "any" : network;
  if (low === 0 && (high === highestPort || high === 0)) return String(place);
  return low === high ? `${place}:${low}` : `${place}:${low}-${high}`;
}

/** One text for all spellings of a line. */
export function canonicalEntry(line: string): string {
  const entry = readEntry(line);
  return "problem" in entry ? line : lineOf(entry);
}

/** The lines that entries as one text hold, with their numbers; `#` begins a comment. */
export function entryLines(text: string): { line: number; entry: string }[] {
  return linesOf(text).flatMap(({ content }, index) => {
    const entry = content.replace(/(^|\s)#.*$/s, "").trim();
    return entry === "" ? [] : [{ line: index + 1, entry }];
  });
}

export function aclEntries(value: unknown): string[] {
  if (typeof value === "string") return entryLines(value).map(({ entry }) => entry);
  return Array.isArray(value) ? value.map(String) : [];
}

/** Their order counts: the first that fits decides, as far as the page tells. */
export function sameEntries(a: unknown, b: unknown): boolean {
  const [one, other] = [aclEntries(a), aclEntries(b)];
  const isSame = (line: string, second = "") =>
    line === second || canonicalEntry(line) === canonicalEntry(second);
  return one.length === other.length && one.every((line, at) => isSame(line, other[at]));
}

/** What an appliance lists never changes, so each list is read once: it may be long. */
const read = new WeakMap<object, string[]>();

export function entriesIn({ value }: Properties): string[] {
  if (!Array.isArray(value)) return [];
  const known = read.get(value);
  if (known) return known;
  const lines = value.filter(isObject).map(writeEntry);
  read.set(value, lines);
  return lines;
}
