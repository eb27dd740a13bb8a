/** A small seeded generator: the same seed gives the same pair of tables. */
export class Random {
  constructor(private state: number) {
    this.state = Math.imul(state, 0x9e3779b1) >>> 0;
  }
  /** From 0 to below 1. */
  real(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  below(limit: number): number {
    return Math.floor(this.real() * limit);
  }
  chance(of: number): boolean {
    return this.real() < of;
  }
  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }
  shuffle<T>(items: readonly T[]): T[] {
    const out = [...items];
    for (let at = out.length - 1; at > 0; at--) {
      const other = this.below(at + 1);
      [out[at], out[other]] = [out[other] as T, out[at] as T];
    }
    return out;
  }
}

/** A number from the environment, for a longer run or to repeat one. */
export function setting(name: string, otherwise: number): number {
  const text = process.env[name];
  const value = text === undefined || text === "" ? otherwise : Number(text);
  if (!Number.isInteger(value)) throw new Error(`${name} is not a whole number: ${text}`);
  return value;
}
