/** IP protocols by their names. */

/** https://www.iana.org/assignments/protocol-numbers */
const numbers: ReadonlyMap<string, number> = new Map([
  ["icmp", 1],
  ["igmp", 2],
  ["tcp", 6],
  ["udp", 17],
  ["gre", 47],
  ["esp", 50],
  ["ah", 51],
  ["icmpv6", 58],
  ["ospf", 89],
  ["sctp", 132],
]);

/** The number of a protocol; a packet has one, so that two of them exclude each other. Undefined for unknown names. */
export function protocolNumber(name: string): number | undefined {
  return numbers.get(name.toLowerCase());
}

/** The name of a protocol, or its number where it has none here. */
export function protocolName(number: number): string {
  return [...numbers].find(([, of]) => of === number)?.[0] ?? `protocol ${number}`;
}
