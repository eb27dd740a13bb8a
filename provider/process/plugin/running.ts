import { EventEmitter, once } from "node:events";

/** The calls under way, so that all of them can be called off. */
export class Running {
  private readonly events = new EventEmitter();
  private readonly stops = new Set<AbortController>();
  private isCancelled = false;

  /** Does work with a switch that `cancel` throws as well. */
  async run<T>(work: (stop: AbortController) => Promise<T>): Promise<T> {
    const stop = new AbortController();
    if (this.isCancelled) stop.abort();
    this.stops.add(stop);
    try {
      return await work(stop);
    } finally {
      this.stops.delete(stop);
      if (this.stops.size === 0) this.events.emit("idle");
    }
  }

  /** Waits until nothing is under way. */
  async idle(): Promise<void> {
    if (this.stops.size > 0) await once(this.events, "idle");
  }

  /** Interrupts everything under way, and what comes until `renew`. */
  cancel(): void {
    this.isCancelled = true;
    for (const stop of this.stops) stop.abort();
  }

  renew(): void {
    this.isCancelled = false;
  }
}
