import type { Clock } from "../clock";

export type Protocol = "tcp" | "udp";

/** An open port as the service shows it, with its KNOWN tag. */
export interface OpenPort {
  port: number;
  protocol: Protocol;
  known: boolean;
}

interface Seen {
  port: number;
  protocol: Protocol;
  opened: number;
  closed?: number;
  known: boolean;
}

const keyOf = (port: number, protocol: Protocol) => `${protocol}/${port}`;

/** What is open on the addresses, and what the scans of the service have seen of it. */
export class Ports {
  private readonly open = new Map<string, Map<string, Seen>>();
  /** Monitored address → since when. */
  private readonly watched = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly scanSeconds: () => number,
  ) {}

  monitored(): string[] {
    return [...this.watched.keys()];
  }

  isMonitored(ip: string): boolean {
    return this.watched.has(ip);
  }

  watch(ip: string): void {
    this.watched.set(ip, this.clock.now());
  }

  /** With the monitoring its tags go: unknown; nothing on the page says that they survive. */
  unwatch(ip: string): void {
    this.watched.delete(ip);
    for (const seen of this.portsOf(ip).values()) seen.known = false;
  }

  /** A port opens; a scan later the service shows it, untagged. */
  openPort(ip: string, port: number, protocol: Protocol): void {
    this.forget(ip);
    const ports = this.portsOf(ip);
    const seen = ports.get(keyOf(port, protocol));
    if (seen) delete seen.closed;
    else ports.set(keyOf(port, protocol), { port, protocol, opened: this.clock.now(), known: false });
  }

  /** A port closes; a scan later it is gone, and its tag with it (unknown). */
  closePort(ip: string, port: number, protocol: Protocol): void {
    const seen = this.portsOf(ip).get(keyOf(port, protocol));
    if (seen) seen.closed ??= this.clock.now();
  }

  /** The ports of a monitored address that scans have found, by number. */
  visible(ip: string): OpenPort[] {
    return this.found(ip).map(({ port, protocol, known }) => ({ port, protocol, known }));
  }

  /** Sets the tags of the ports that are meant, from what they are now. */
  tag(ip: string, meant: (port: OpenPort) => boolean, value: (port: OpenPort) => boolean): number {
    const ports = this.found(ip).filter(meant);
    for (const port of ports) port.known = value(port);
    return ports.length;
  }

  /** What is open, seen or not. */
  everything(): Record<string, { port: number; protocol: Protocol }[]> {
    const entries = [...this.open].map(([ip, ports]) => {
      const still = [...ports.values()].filter((seen) => seen.closed === undefined);
      return [ip, still.map(({ port, protocol }) => ({ port, protocol }))] as const;
    });
    return Object.fromEntries(entries.filter(([, ports]) => ports.length > 0));
  }

  private found(ip: string): Seen[] {
    const since = this.watched.get(ip);
    if (since === undefined) return [];
    this.forget(ip);
    const scanned = this.clock.now() - this.scanSeconds() * 1000;
    return [...this.portsOf(ip).values()]
      .filter((seen) => Math.max(seen.opened, since) <= scanned)
      .sort((a, b) => a.port - b.port || a.protocol.localeCompare(b.protocol));
  }

  /** Drops closed ports once a scan has noticed. */
  private forget(ip: string): void {
    const scanned = this.clock.now() - this.scanSeconds() * 1000;
    const ports = this.portsOf(ip);
    for (const [key, seen] of ports) {
      if (seen.closed !== undefined && seen.closed <= scanned) ports.delete(key);
    }
  }

  private portsOf(ip: string): Map<string, Seen> {
    const ports = this.open.get(ip) ?? new Map<string, Seen>();
    this.open.set(ip, ports);
    return ports;
  }
}
