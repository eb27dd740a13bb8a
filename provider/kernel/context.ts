import type { Call } from "./calls";
import type { Connection } from "./connections";
import type { Log } from "./log";
import type { Properties } from "./values";

/** Handed down to everything that a definition does. Never kept. */
export interface Context {
  readonly connection: Connection;
  readonly log: Log;
  /** `project/stack` that it is done for, as far as that is known: the engine doesn't tell every provider. */
  readonly stack?: string;
  /** In a creation: the state of the resource that it replaces, where both are after the same thing of the appliance. */
  readonly predecessor?: Properties;
  /** Ends when the user or the engine cancels, or the time limit is over. */
  readonly signal: AbortSignal;
  /** Sends one call on the connection. */
  call<T = unknown>(call: Call): Promise<T>;
  /**
   * Whether another resource of the same update made, took over or keeps this object (a name that `holds` gives),
   * whichever process it is in: then a deletion of it comes from a renaming, a replacement or a change of the front.
   */
  isHeld(name: string): boolean;
}
