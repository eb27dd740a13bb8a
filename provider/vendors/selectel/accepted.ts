import type { OpenPort, Port } from "./ports";
import { inOrder, portName } from "./ports";

/** What a program says of the ports of an address. */
export interface DesiredTags {
  ip: string;
  known: boolean;
  ports?: Array<Port & { protocol: "tcp" | "udp" }>;
  acceptNew: boolean;
}

/** What the state knows of them. */
export interface Tracked {
  acceptedPorts: Port[];
  unexpectedPorts: Port[];
  pendingPorts: Port[];
  /** What each accepted port's tag was before it was first set. */
  original: Record<string, boolean>;
  /** The tag that was set last, which `known` no longer says after somebody else changed one. */
  applied: boolean;
}

/** The ports whose tags are the resource's: those listed, or those that creation finds; new ones only where that is said. */
export function acceptedOf(
  wish: DesiredTags,
  state: (DesiredTags & Tracked) | undefined,
  open: Port[],
): Port[] {
  const before = state?.acceptedPorts ?? [];
  const listed = wish.ports ?? (state ? before : open);
  if (!wish.acceptNew) return inOrder(listed);
  // A port that the program listed and lists no longer is gone from the list; one that was accepted as new stays.
  const dropped = names(wish.ports ? (state?.ports ?? []) : []);
  const earlier = before.filter((port) => !dropped.has(portName(port)));
  return inOrder([...listed, ...earlier, ...open]);
}

export function trackedOf(
  acceptedPorts: Port[],
  open: OpenPort[],
  { original, applied }: Pick<Tracked, "original" | "applied">,
): Tracked {
  const [accepted, found] = [names(acceptedPorts), names(open)];
  return {
    acceptedPorts,
    unexpectedPorts: inOrder(open.filter((port) => !accepted.has(portName(port)))),
    pendingPorts: acceptedPorts.filter((port) => !found.has(portName(port))),
    original,
    applied,
  };
}

/** What each tag was before: as remembered, else as it is now. */
export function originalOf(
  accepted: Port[],
  open: OpenPort[],
  remembered: Record<string, boolean> = {},
): Record<string, boolean> {
  const now = new Map(open.map((port) => [portName(port), port.known]));
  const entries = accepted.map((port) => {
    const name = portName(port);
    return [name, remembered[name] ?? now.get(name)] as const;
  });
  return Object.fromEntries(entries.filter((entry): entry is [string, boolean] => entry[1] !== undefined));
}

/** The tags to put back of ports that are given up: what they were before, where the tag is still what was set. */
export function restored(
  given: Port[],
  open: OpenPort[],
  { original, applied }: Pick<Tracked, "original" | "applied">,
): Map<string, boolean> {
  const leaving = names(given);
  const entries = open.map((port) => {
    const name = portName(port);
    const before = leaving.has(name) && port.known === applied ? original[name] : undefined;
    return [name, before] as const;
  });
  return new Map(entries.filter((entry): entry is [string, boolean] => entry[1] !== undefined));
}

/** Open ports that nobody accepted, neither the resource nor, by their tag, anybody else. */
export function intruders(accepted: Port[], open: OpenPort[]): Port[] {
  const ours = names(accepted);
  return inOrder(open.filter((port) => !port.known && !ours.has(portName(port))));
}

export function names(ports: Iterable<Port>): Set<string> {
  return new Set([...ports].map(portName));
}
