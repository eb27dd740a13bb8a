import { createHash } from "node:crypto";
import { setMaxListeners } from "node:events";
import type { Call } from "./calls";
import { Claims } from "./claims";
import { Connections } from "./connections";
import type { Context, DataFunction, Resource } from "./define";
import type { Log } from "./log";
import { canonicalText, type Properties } from "./values";
import type { Vendor } from "./vendor";

/** What one process of a provider has: connections, what it made, and who owns what. */
export class Runtime {
  readonly connections: Connections;
  readonly claims = new Claims();
  private readonly ours = new Set<string>();
  private readonly checked = new Set<string>();

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

  /** Remembers inputs that the program gives in this process. */
  noteChecked(definition: Resource, inputs: Properties): void {
    this.checked.add(inputsKey(definition, inputs));
  }

  /** Whether the program gives these inputs now; a refresh compares with those of the last `up`, whatever it says today. */
  wasChecked(definition: Resource, inputs: Properties): boolean {
    return this.checked.has(inputsKey(definition, inputs));
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

function inputsKey(definition: Resource, inputs: Properties): string {
  return createHash("sha256")
    .update(`${definition.token} ${canonicalText(inputs)}`)
    .digest("base64");
}

function ownKey(definition: Resource | DataFunction, connectionId: string, id: string): string {
  return `${definition.token} ${connectionId} ${id}`;
}
