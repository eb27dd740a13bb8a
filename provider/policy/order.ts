/** Orders: what may stay where it is, and who stands right above. */

/** An element of a sequence: where it is to stand (`to`, all different) and what it is worth to leave it alone. */
export interface Seat {
  readonly to: number;
  readonly weight: number;
  /** May not move at all. The fixed ones come in the same order in the sequence and in `to`. */
  readonly fixed: boolean;
}

/** Best of all values set at or below a place, each set and each question in O(log n). */
class PrefixBest {
  private readonly best: number[];
  constructor(
    size: number,
    private readonly score: readonly number[],
  ) {
    this.best = new Array<number>(size + 1).fill(-1);
  }
  private better(a: number, b: number): number {
    if (a < 0 || b < 0) return Math.max(a, b);
    return (this.score[b] as number) > (this.score[a] as number) ? b : a;
  }
  set(place: number, index: number): void {
    for (let at = place + 1; at < this.best.length; at += at & -at) {
      this.best[at] = this.better(this.best[at] as number, index);
    }
  }
  before(place: number): number {
    let found = -1;
    for (let at = place; at > 0; at -= at & -at) found = this.better(found, this.best[at] as number);
    return found;
  }
}

/** Those that stand on the same side of every fixed element now and in the end, and the fixed ones. */
function compatible(seats: readonly Seat[]): boolean[] {
  const fixed = seats.filter((seat) => seat.fixed).map((seat) => seat.to);
  let above = 0;
  return seats.map((seat) => {
    if (seat.fixed) return ++above > 0;
    return (
      (above === 0 || (fixed[above - 1] as number) < seat.to) &&
      (above === fixed.length || seat.to < (fixed[above] as number))
    );
  });
}

/**
 * Which elements stay: an increasing subsequence that contains every fixed element and has the greatest weight.
 * Elements that don't fit between the same fixed ones can be in none, and in what is left the greatest one has
 * all fixed elements by itself. O(n log n).
 */
export function staying(seats: readonly Seat[]): boolean[] {
  const size = seats.reduce((most, seat) => Math.max(most, seat.to + 1), 0);
  const score = new Array<number>(seats.length).fill(0);
  const previous = new Array<number>(seats.length).fill(-1);
  const best = new PrefixBest(size, score);
  const fits = compatible(seats);
  seats.forEach((seat, index) => {
    if (!fits[index]) return;
    const above = best.before(seat.to);
    previous[index] = above;
    score[index] = seat.weight + (above < 0 ? 0 : (score[above] as number));
    best.set(seat.to, index);
  });
  const stays = new Array<boolean>(seats.length).fill(false);
  for (let at = best.before(size); at >= 0; at = previous[at] as number) stays[at] = true;
  return stays;
}

/** A set of places that answers which of its members comes next before a place, in O(log n). */
export class Places {
  private readonly width: number;
  private readonly held: Uint8Array;
  constructor(size: number) {
    this.width = 2 ** Math.ceil(Math.log2(Math.max(2, size)));
    this.held = new Uint8Array(2 * this.width);
  }
  add(place: number): void {
    for (let at = this.width + place; at > 0 && !this.held[at]; at >>= 1) this.held[at] = 1;
  }
  /** The greatest member below `place`, or -1. */
  before(place: number): number {
    let at = this.width + place;
    while (at > 1 && (at % 2 === 0 || !this.held[at - 1])) at >>= 1;
    if (at <= 1) return -1;
    at--;
    while (at < this.width) at = this.held[2 * at + 1] ? 2 * at + 1 : 2 * at;
    return at - this.width;
  }
}
