import { numberRanges } from "./concrete";

/** `192.168.5.7/255.255.0.0` → `192.168.0.0/16`; undefined where it is no IPv4 network with a mask. */
export function canonicalNetwork(text: string): string | undefined {
  const [range] = /^[\d.]+\/[\d.]+$/.test(text) ? (numberRanges(text) ?? []) : [];
  if (!range) return undefined;
  const [low, high] = range;
  return `${dotted(low)}/${32 - Math.log2(high - low + 1)}`;
}

/** Whether two texts mean the same network. */
export function sameNetwork(a: unknown, b: unknown): boolean {
  const network = canonicalNetwork(String(a));
  return network !== undefined && network === canonicalNetwork(String(b));
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}
