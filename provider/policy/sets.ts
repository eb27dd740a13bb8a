/** Sets of small numbers: dense ones as bits, sparse ones as sorted lists. */

export type Bits = Uint32Array;

export const bitsFor = (size: number): Bits => new Uint32Array(Math.ceil(size / 32));
export const isEmpty = (bits: Bits) => bits.every((word) => word === 0);
export const common = (a: Bits, b: Bits): Bits => a.map((word, at) => word & (b[at] as number));
export const without = (a: Bits, b: Bits): Bits => a.map((word, at) => word & ~(b[at] as number));
export const has = (bits: Bits, at: number) => ((bits[at >> 5] as number) & (1 << (at & 31))) !== 0;

export function add(bits: Bits, at: number): void {
  bits[at >> 5] = (bits[at >> 5] as number) | (1 << (at & 31));
}

/** @param from the first word to look at, and `to` the last one */
export function overlaps(a: Bits, b: Bits, from = 0, to = a.length - 1): boolean {
  for (let at = from; at <= to; at++) if (((a[at] as number) & (b[at] as number)) !== 0) return true;
  return false;
}

export function isPart(part: Bits, whole: Bits): boolean {
  for (let at = 0; at < part.length; at++)
    if (((part[at] as number) & ~(whole[at] as number)) !== 0) return false;
  return true;
}

/** The first member at or after a place, or else from the start; -1 of an empty set. */
export function nextFrom(bits: Bits, place: number): number {
  const size = bits.length * 32;
  for (let step = 0; step < size; step++) {
    const at = (place + step) % size;
    if (at % 32 === 0 && bits[at >> 5] === 0) step += 31;
    else if (has(bits, at)) return at;
  }
  return -1;
}

/** Numbers in ascending order, each once. */
export type Sorted = readonly number[];

/** How two sorted lists differ: what is in the first only, and in both. */
function compared(a: Sorted, b: Sorted): { only: number[]; shared: number[] } {
  const only: number[] = [];
  const shared: number[] = [];
  let at = 0;
  for (const member of a) {
    while (at < b.length && (b[at] as number) < member) at++;
    if (b[at] === member) shared.push(member);
    else only.push(member);
  }
  return { only, shared };
}

export const minus = (a: Sorted, b: Sorted): Sorted =>
  a.length === 0 || b.length === 0 ? a : compared(a, b).only;
export const shared = (a: Sorted, b: Sorted): Sorted => (b.length === 0 ? b : compared(a, b).shared);
export const isWithin = (part: Sorted, whole: Sorted) => minus(part, whole).length === 0;

export function union(a: Sorted, b: Sorted): Sorted {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
  return [...new Set([...a, ...b])].sort((one, other) => one - other);
}
