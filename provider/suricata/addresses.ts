import { isIPv4, isIPv6 } from "node:net";
import { checkList, type ListSyntax, type Span } from "./lists";
import { addressVariables, portVariables } from "./protocols";
import { quote, type RuleReport } from "./report";
import { isDigits, type Piece } from "./text";

const last4 = 2n ** 32n - 1n;
const last6 = 2n ** 128n - 1n;
/** Masks that are ones followed by zeros. */
const masks = new Set(Array.from({ length: 33 }, (_, bits) => (last4 << BigInt(32 - bits)) & last4));

function number4(address: string): bigint {
  return address.split(".").reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
}

function number6(address: string): bigint {
  const tail = /[\d.]+$/.exec(address)?.[0] ?? "";
  const ending = tail.includes(".") ? number4(tail) : undefined;
  const plain =
    ending === undefined
      ? address
      : `${address.slice(0, -tail.length)}${(ending >> 16n).toString(16)}:${(ending & 0xffffn).toString(16)}`;
  const [head = "", rest] = plain.split("::", 2);
  const groups = (part: string): string[] => (part === "" ? [] : part.split(":"));
  const after = groups(rest ?? "");
  const before = groups(head);
  const gap = rest === undefined ? 0 : 8 - before.length - after.length;
  const all = [...before, ...new Array<string>(gap).fill("0"), ...after];
  return all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

/** An address as a span of one; undefined after reporting a fault. */
function single(report: RuleReport, text: string, at: number): Span | undefined {
  if (isIPv4(text)) return { kind: "IPv4", from: number4(text), to: number4(text) };
  if (isIPv6(text) && !text.includes("%")) return { kind: "IPv6", from: number6(text), to: number6(text) };
  const name = /^[A-Z][A-Z0-9_]*$/.test(text) ? `; a variable begins with "$": $${text}` : "";
  const hint = name || '; allowed: an IPv4 or IPv6 address, address/bits, first-last, a $VARIABLE, "any"';
  report.error(at, `${quote(text)} is no address${hint}`);
  return undefined;
}

function network(report: RuleReport, text: string, at: number, slash: number): Span | undefined {
  const base = single(report, text.slice(0, slash), at);
  if (!base) return undefined;
  const mask = text.slice(slash + 1);
  const width = base.kind === "IPv4" ? 32 : 128;
  const bits = BigInt(width);
  let size: bigint | undefined;
  if (isDigits(mask) && Number(mask) <= width) size = 2n ** (bits - BigInt(Number(mask)));
  if (width === 32 && isIPv4(mask) && masks.has(number4(mask))) size = 2n ** bits - number4(mask);
  if (size === undefined) {
    const dotted = width === 32 ? " or a mask such as 255.255.255.0" : "";
    report.error(at + slash + 1, `${quote(mask)} is no network length; allowed: 0 to ${width}${dotted}`);
    return undefined;
  }
  const from = (base.from / size) * size;
  return { kind: base.kind, from, to: from + size - 1n };
}

function range(report: RuleReport, text: string, at: number, dash: number): Span | undefined {
  const first = single(report, text.slice(0, dash), at);
  const last = first && single(report, text.slice(dash + 1), at + dash + 1);
  if (!first || !last) return undefined;
  if (first.kind !== last.kind) {
    report.error(at, `the range ${quote(text)} mixes IPv4 and IPv6`);
  } else if (first.from > last.to) {
    report.error(at, `the range ${quote(text)} is reversed: its first address must not be above its last`);
  } else {
    return { kind: first.kind, from: first.from, to: last.to };
  }
  return undefined;
}

const syntax: ListSyntax = {
  noun: "address",
  limits: new Map([
    ["IPv4", last4],
    ["IPv6", last6],
  ]),
  principal: "IPv4",
  variables: addressVariables,
  otherVariables: portVariables,
  literal(report, { text, at }) {
    if (text.toLowerCase() === "any") {
      return [...syntax.limits].map(([kind, to]) => ({ kind, from: 0n, to }));
    }
    const slash = text.indexOf("/");
    const dash = text.indexOf("-");
    const span =
      slash >= 0
        ? network(report, text, at, slash)
        : dash >= 0
          ? range(report, text, at, dash)
          : single(report, text, at);
    return span && [span];
  },
};

/** Checks the source or destination addresses of a header. */
export function checkAddresses(report: RuleReport, field: Piece): void {
  if (field.text.toLowerCase() !== "any") checkList(report, field, syntax);
}
