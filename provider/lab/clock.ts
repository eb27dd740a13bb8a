/**
 * The time of the simulated appliances: the machine's own, until a test moves or stops it.
 * Sessions, bans, database updates and packet checks all end by this clock.
 */
export class Clock {
  private offset = 0;
  private frozen: number | undefined;

  /** Milliseconds since 1970, like `Date.now()`. */
  now(): number {
    return this.frozen ?? Date.now() + this.offset;
  }

  /** Moves the clock forward (or back, with a negative number). */
  advance(seconds: number): void {
    if (this.frozen === undefined) this.offset += seconds * 1000;
    else this.frozen += seconds * 1000;
  }

  /** Stops the clock at a moment; it then moves by `advance` alone. */
  freeze(at: number | Date = this.now()): void {
    this.frozen = Number(at);
  }
}
