import { numeric, type Span, span, within } from "./addresses";
import type { Block, Rule } from "./rules";
import type { Alias } from "./seed";

export type Lookup = ReadonlyMap<string, Alias>;

/** What travels: addresses are literal IPv4, interfaces and people are identifiers of objects. */
export interface Packet {
  protocol: "tcp" | "udp" | "icmp" | "gre" | "esp" | "ah";
  sourceAddress: string;
  sourcePort?: number;
  destinationAddress: string;
  destinationPort?: number;
  incomingInterface?: string;
  outgoingInterface?: string;
  /** Names that the addresses are known by; without one no domain object matches. */
  sourceName?: string;
  destinationName?: string;
  hipProfile?: string;
  /** Name of the application, for application control. */
  application?: string;
  /** Milliseconds since 1970; timetables are read in UTC. Default: now. */
  at?: number;
}

/** Whether a rule of a firewall table matches a packet. A disabled rule matches nothing. */
export function matchesPacket(rule: Rule, packet: Packet, objects: Lookup): boolean {
  return (
    rule.enabled &&
    matchesProtocol(rule.protocol, packet) &&
    sides(rule.sources, rule.source_addresses, rule.source_addresses_negate).every((block) =>
      inBlock(block, packet.sourceAddress, packet.sourceName, objects),
    ) &&
    sides(rule.destinations, rule.destination_addresses, rule.destination_addresses_negate).every((block) =>
      inBlock(block, packet.destinationAddress, packet.destinationName, objects),
    ) &&
    matchesPorts(rule.source_ports, packet.sourcePort, objects) &&
    matchesPorts(rule.destination_ports, packet.destinationPort, objects) &&
    matchesInterface(rule.incoming_interface, packet.incomingInterface, objects) &&
    matchesInterface(rule.outgoing_interface, packet.outgoingInterface, objects) &&
    matchesHip(rule.hip_profiles, packet.hipProfile) !== (rule.hip_profiles_negate ?? false) &&
    matchesTime(rule.timetable, packet.at ?? Date.now(), objects)
  );
}

function matchesProtocol(protocol: string | undefined, packet: Packet): boolean {
  return protocol === undefined || protocol === "any" || protocol === `protocol.${packet.protocol}`;
}

interface Side {
  ids: readonly string[];
  negate: boolean;
}

/** One side of a rule in either form: blocks (v20), or the one flat list as a block. */
function sides(blocks: readonly Block[] | undefined, flat?: readonly string[], negate?: boolean): Side[] {
  if (blocks === undefined) return [{ ids: flat ?? ["any"], negate: negate ?? false }];
  return blocks.map((block) => ({
    ids: block.source_addresses ?? block.destination_addresses ?? block.addresses ?? ["any"],
    negate:
      block.source_addresses_negate ?? block.destination_addresses_negate ?? block.addresses_negate ?? false,
  }));
}

function inBlock(side: Side, address: string, name: string | undefined, objects: Lookup): boolean {
  return matchesAddress(side.ids, address, name, objects) !== side.negate;
}

/** Whether an address is in one of the objects. An empty list holds nothing. */
export function matchesAddress(
  ids: readonly string[],
  address: string,
  name: string | undefined,
  objects: Lookup,
): boolean {
  const value = numeric(address);
  return ids.some((id) => {
    if (id === "any") return true;
    const alias = objects.get(id);
    if (alias === undefined) return false;
    if (alias.type === "address_list") return matchesAddress(alias.values ?? [], address, name, objects);
    if (alias.type === "domain") return name !== undefined && alias.value === name;
    return spansOf(alias).some((one) => within(value, one));
  });
}

const spans = new WeakMap<Alias, Span[]>();

/** Spans of an object, computed once: an object is replaced when it changes, never edited in place. */
function spansOf(alias: Alias): Span[] {
  const known = spans.get(alias);
  if (known) return known;
  const found = addressesOf(alias).map(span);
  spans.set(alias, found);
  return found;
}

function addressesOf(alias: Alias): string[] {
  if (alias.type === "zero_subnet") return ["0.0.0.0/0"];
  if (alias.type === "ip" || alias.type === "subnet") return [String(alias.value)];
  if (alias.type === "ip_range") return [`${alias.start}-${alias.end}`];
  if (alias.type === "ip_address_list" || alias.type === "list_of_iplists") return alias.values ?? [];
  return alias.lab?.addresses ?? [];
}

/** An empty list of ports means any. */
function matchesPorts(
  ids: readonly string[] | undefined,
  port: number | undefined,
  objects: Lookup,
): boolean {
  if (ids === undefined || ids.length === 0) return true;
  return ids.some((id) => {
    if (id === "any") return true;
    const alias = objects.get(id);
    if (alias === undefined || port === undefined) return false;
    if (alias.type === "port_list") return matchesPorts(alias.values ?? [], port, objects);
    if (alias.type === "port_range") return within(port, [Number(alias.start), Number(alias.end)]);
    return alias.value === port;
  });
}

function matchesInterface(wanted: string | undefined, found: string | undefined, objects: Lookup): boolean {
  if (wanted === undefined || wanted === "any") return true;
  if (found === undefined) return false;
  return wanted === found || (objects.get(found)?.lab?.zones ?? []).includes(wanted);
}

function matchesHip(wanted: readonly string[] | undefined, found: string | undefined): boolean {
  return wanted === undefined || wanted.length === 0 || (found !== undefined && wanted.includes(found));
}

/** Whether a moment is in one of the time objects, in UTC; the last minute belongs to the range. */
export function matchesTime(ids: readonly string[] | undefined, at: number, objects: Lookup): boolean {
  if (ids === undefined) return true;
  return ids.some((id) => {
    if (id === "any") return true;
    const alias = objects.get(id);
    if (alias === undefined) return false;
    if (alias.type === "time_list") return matchesTime(alias.values ?? [], at, objects);
    return inTimeRange(alias, new Date(at));
  });
}

function inTimeRange(alias: Alias, moment: Date): boolean {
  const iso = moment.toISOString();
  const time = iso.slice(11, 16);
  const stamp = Number(iso.slice(0, 19).replace(/\D/g, ""));
  const { start = "00:00", end = "23:59", period } = alias;
  if (!(alias.weekdays ?? []).includes(((moment.getUTCDay() + 6) % 7) + 1)) return false;
  if (period && (stamp < period.first || stamp > period.last)) return false;
  return start <= end ? start <= time && time <= end : start <= time || time <= end;
}
