import type { Part } from "./scope";

/** An instance of the role. */
export interface Instance {
  site: string;
  node: string;
  srvidx: number;
  addr: string;
  online: boolean;
  /**
   * Address → the end of its ban in milliseconds since 1970, by the clock of this machine: only the remaining seconds
   * that the platform tells count, as the two clocks may differ. Empty where the instance is offline.
   */
  bans: Map<string, number>;
}

/** Some instances, and the scope that means just these. */
export interface Place {
  at: Instance[];
  scope: Part | undefined;
}

/** Whether an instance bans an address, still for longer than `slackMs`. */
export function bans(instance: Instance, ip: string, slackMs = 0): boolean {
  return instance.online && (instance.bans.get(ip) ?? 0) > Date.now() + slackMs;
}
