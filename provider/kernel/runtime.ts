import { setMaxListeners } from "node:events";
import type { Call } from "./calls";
import { Claims } from "./claims";
import { Connections } from "./connections";
import type { Context, DataFunction, Resource } from "./define";
import type { Log } from "./log";
import type { Properties } from "./values";
import type { Vendor } from "./vendor";

/** What one process of a provider has: connections, what it made, and who owns what. */
export class Runtime {
  readonly connections: Connections;
  readonly claims = new Claims();
  private readonly ours = new Set<string>();

  constructor(
    readonly vendors: readonly Vendor[],
    config: Record<string, Properties>,
    readonly log: Log,
  ) {
    this.connections = new Connections(vendors, config);
  }

  /** What a definition gets to work with. */
  context(definition: Resource | DataFunction, connectionId: string, options: ContextOptions = {}): Context {
    const connection = this.connections.byId(definition.vendor, connectionId);
    const signal = options.signal ?? never;
    // One signal ends hundreds of works; Node would warn of a leak at the eleventh.
    setMaxListeners(0, signal);
    return {
      connection,
      log: options.log ?? this.log,
      signal,
      call: <T>(call: Call) => connection.http.call<T>(call, options.signal),
      isOurs: (id) => this.ours.has(ownKey(definition, connectionId, id)),
    };
  }

  /** Remembers that this process made or adopted an object. */
  made(definition: Resource, connectionId: string, id: string): void {
    this.ours.add(ownKey(definition, connectionId, id));
  }

  close(): Promise<void> {
    return this.connections.close();
  }
}

export interface ContextOptions {
  signal?: AbortSignal;
  log?: Log;
}

const never = new AbortController().signal;
function ownKey(definition: Resource | DataFunction, connectionId: string, id: string): string {
  return `${definition.token} ${connectionId} ${id}`;
}
