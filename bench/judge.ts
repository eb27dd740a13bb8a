/** Rules as rectangles in a plane of packets, judged exactly. */

/** A rule of the bench. */
export interface BenchRule {
  key: string;
  sources: readonly number[];
  targets: readonly number[];
  action: "accept" | "drop";
}

/** Addresses on each side; each pair of them is a packet. */
export const side = 32;
const everything = (1n << BigInt(side * side)) - 1n;

const masks = new WeakMap<BenchRule, bigint>();

/** The packets that a rule matches, a bit each. */
function maskOf(rule: BenchRule): bigint {
  const known = masks.get(rule);
  if (known !== undefined) return known;
  const packets = rule.sources.flatMap((source) => rule.targets.map((target) => source * side + target));
  const mask = packets.reduce((bits, packet) => bits | (1n << BigInt(packet)), 0n);
  masks.set(rule, mask);
  return mask;
}

/** The packets that pass a table: the first matching rule decides, and what none matches passes. */
function passing(rules: readonly BenchRule[]): bigint {
  let passes = 0n;
  let left = everything;
  for (const rule of rules) {
    const hits = maskOf(rule) & left;
    left ^= hits;
    if (rule.action === "accept") passes |= hits;
  }
  return passes | left;
}

/** Tells of a table on the way whether it judges some packet as neither the old nor the new table does. */
export function judge(
  from: readonly BenchRule[],
  to: readonly BenchRule[],
): (now: readonly BenchRule[]) => boolean {
  const [before, after] = [passing(from), passing(to)];
  return (rules) => {
    const now = passing(rules);
    return ((now ^ before) & (now ^ after)) !== 0n;
  };
}
