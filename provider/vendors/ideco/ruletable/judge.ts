import { type FoundRule, protocolNumber, type WantedRule } from "../../../policy";
import { addressNumber, type ConcreteObjects } from "../objects/concrete";
import type { IdecoRule } from "../rules/codec";

/** A packet by literal values; what is left out may be anything. */
export interface Packet {
  protocol?: string;
  sourceAddress: string;
  sourcePort?: number;
  destinationAddress: string;
  destinationPort?: number;
  incomingInterface?: string;
  outgoingInterface?: string;
}

export type Verdict = "accept" | "drop";
type Truth = "yes" | "no" | "maybe";

/**
 * The verdicts that a packet can meet: several where a rule names what can't be decided from here (a user, a domain,
 * a zone, a time), or holds what is not understood. The first rule that surely matches ends the search; the table's default is to accept.
 */
export function verdicts(
  rules: ReadonlyArray<FoundRule | WantedRule>,
  packet: Packet,
  objects: ConcreteObjects,
): Set<Verdict> {
  const possible = new Set<Verdict>();
  for (const { rule } of rules) {
    if (rule.notUnderstood !== undefined) {
      if (rule.enabled !== false) possible.add("accept").add("drop");
      continue;
    }
    const match = matches(rule, packet, objects);
    if (match === "no") continue;
    possible.add(rule.action as Verdict);
    if (match === "yes") return possible;
  }
  return possible.add("accept");
}

function matches(rule: IdecoRule, packet: Packet, objects: ConcreteObjects): Truth {
  if (rule.enabled === false) return "no";
  return all([
    protocolMatches(rule.protocol, packet.protocol),
    ...blocksMatch(rule.sources, packet.sourceAddress, objects),
    ...blocksMatch(rule.destinations, packet.destinationAddress, objects),
    portsMatch(rule.sourcePorts, packet.sourcePort, objects),
    portsMatch(rule.destinationPorts, packet.destinationPort, objects),
    interfaceMatches(rule.incomingInterface, packet.incomingInterface),
    interfaceMatches(rule.outgoingInterface, packet.outgoingInterface),
    isFree(rule.hipProfiles) ? "yes" : "maybe",
    isFree(rule.timetable) ? "yes" : "maybe",
  ]);
}

function all(truths: Truth[]): Truth {
  if (truths.includes("no")) return "no";
  return truths.includes("maybe") ? "maybe" : "yes";
}

function isFree(list: unknown): boolean {
  return !Array.isArray(list) || list.length === 0 || list.includes("any");
}

function protocolMatches(wanted: unknown, protocol: string | undefined): Truth {
  if (wanted === undefined || wanted === "any") return "yes";
  if (protocol === undefined) return "maybe";
  if (wanted === `protocol.${protocol}`) return "yes";
  const numbers = [String(wanted).replace("protocol.", ""), protocol].map(protocolNumber);
  return numbers.includes(undefined) ? "maybe" : "no";
}

/** Zones hold interfaces and other zones, which a rule doesn't tell. */
function interfaceMatches(wanted: unknown, given: string | undefined): Truth {
  if (wanted === undefined || wanted === "any" || wanted === given) return "yes";
  return "maybe";
}

interface Block {
  addresses: string[];
  addressesNegate: boolean;
}

function blocksMatch(blocks: unknown, address: string, objects: ConcreteObjects): Truth[] {
  const number = addressNumber(address);
  return ((blocks as Block[] | undefined) ?? []).map(({ addresses, addressesNegate }) => {
    if (addresses.includes("any")) return addressesNegate ? "no" : "yes";
    const found = holds(addresses, number, objects);
    return addressesNegate ? opposite(found) : found;
  });
}

function portsMatch(ports: unknown, port: number | undefined, objects: ConcreteObjects): Truth {
  if (isFree(ports)) return "yes";
  return port === undefined ? "maybe" : holds(ports as string[], port, objects);
}

function holds(ids: string[], value: number | undefined, objects: ConcreteObjects): Truth {
  if (value === undefined) return "maybe";
  const ranges = ids.map((id) => objects.ranges(id));
  if (ranges.some((list) => list?.some(([low, high]) => low <= value && value <= high))) return "yes";
  return ranges.includes(undefined) ? "maybe" : "no";
}

function opposite(truth: Truth): Truth {
  if (truth === "maybe") return "maybe";
  return truth === "yes" ? "no" : "yes";
}
