import type { PlainValue } from "./options";
import { quote, type RuleReport } from "./report";

/** How the number of a keyword is read. */
interface NumberForm {
  bits: 8 | 16 | 32 | 64;
  /** What Suricata 7 takes: a number alone, or the conditions `>10`, `10-20`, `!10` too. */
  seven: "alone" | "conditions";
  /** The ends of a range are in it, so that neighbours make one. */
  inclusive?: boolean;
}

function forms(
  bits: NumberForm["bits"],
  names: string,
  more: Partial<NumberForm> = {},
): [string, NumberForm][] {
  return names.split(/\s+/).map((name) => [name, { bits, seven: "conditions", ...more }]);
}

const numbers: ReadonlyMap<string, NumberForm> = new Map([
  ...forms(8, "ttl itype icode http2.priority ike.exchtype mqtt.protocol_version template2"),
  ...forms(16, "dsize tcp.mss"),
  ...forms(32, "icmpv6.mtu flow.age snmp.version http2.window tls.cert_chain_len rfb.sectype"),
  ...forms(32, "ike.key_exchange_payload_length ike.nonce_payload_length"),
  ...forms(32, "snmp.pdu_type", { seven: "alone" }),
  ...forms(32, "nfs_procedure nfs_version nfs.version", { inclusive: true }),
  ...forms(64, "filesize bsize dhcp.leasetime dhcp.rebinding_time dhcp.renewal_time http2.size_update"),
  ...forms(8, "ntp.stratum ntp.version tcp.wscale"),
  ...forms(16, "enip.cip_extendedstatus ftp.dynamic_port"),
  ...forms(32, "flow.pkts_toclient flow.pkts_toserver ldap.responses.count websocket.mask"),
  ...forms(32, "enip.capabilities enip.cip_attribute enip.cip_class enip.cip_instance enip.identity_status"),
  ...forms(32, "enip.product_code enip.protocol_version enip.revision enip.serial"),
  ...forms(64, "flow.bytes_toclient flow.bytes_toserver"),
]);

const units: Record<string, bigint> = {
  kb: 2n ** 10n,
  kib: 2n ** 10n,
  mb: 2n ** 20n,
  mib: 2n ** 20n,
  gb: 2n ** 30n,
  gib: 2n ** 30n,
};

const number = "(0x[\\da-f]+|\\d+(?:[kmg]i?b)?)";
const range = new RegExp(`^(!?)${number} *(?:-|<>) *${number} *$`, "i");
const single = new RegExp(`^(>=|<=|!=|>|<|!|=)? *${number} *$`, "i");
const mask = new RegExp(`^& *${number} *!?= *${number} *$`, "i");
/** What both Suricatas take: decimal, no negated range, a unit only without a condition. */
const plain = /^(?:(?:>=|<=|!=|>|<|!|=)? *\d+|=? *\d+(?:[kmg]b)?|\d+ *(?:-|<>) *\d+) *$/i;

/** Undefined for a hexadecimal number with a capital X. */
function numberIn(text: string): bigint | undefined {
  if (/^0X/.test(text)) return undefined;
  const [, digits = text, unit = ""] = /^(\d+)([kmg]i?b)$/i.exec(text) ?? [];
  return BigInt(digits) * (units[unit.toLowerCase()] ?? 1n);
}

/** Whether a keyword's value is a number or a condition on one. */
export function isNumber(name: string): boolean {
  return numbers.has(name);
}

/** Checks a number or a condition on one: `10`, `>10`, `10-20`, `10<>20`, `!10`, since Suricata 8 `&0x40=0x40`. */
export function checkNumber(report: RuleReport, name: string, { text, at }: PlainValue): void {
  const form = numbers.get(name);
  if (!form) return;
  const directed = name === "filesize" ? /^(to_server|to_client) *, */.exec(text)?.[0] : undefined;
  const from = directed?.length ?? 0;
  const fault = numberFault(name, text.slice(from).trimStart(), form);
  if (fault !== undefined) report.error(at, fault);
  else if (from > 0) report.since(at, `the direction in ${quote(`${name}:${text}`)}`, 8);
  else if (!isPlain(text, form)) report.since(at, `the form of ${quote(`${name}:${text}`)}`, 8);
}

function isPlain(text: string, { seven }: NumberForm): boolean {
  return seven === "alone" ? /^\d+ *$/.test(text) : plain.test(text);
}

function numberFault(
  name: string,
  text: string,
  { bits, inclusive = false }: NumberForm,
): string | undefined {
  const between = range.exec(text);
  const one = single.exec(text);
  const bit = inclusive ? null : mask.exec(text);
  const found = between?.slice(2, 4) ?? one?.slice(2, 3) ?? bit?.slice(1, 3) ?? [];
  const values = found.map(numberIn);
  const [first, second] = values;
  if (first === undefined || values.includes(undefined)) {
    const [, from, to] = /^(\d+)<=>(\d+)$/.exec(text) ?? [];
    if (from !== undefined) {
      return `${quote(text)} is Snort's; in Suricata the ends are not in a range: ${Number(from) - 1}<>${Number(to) + 1}`;
    }
    return `${quote(name)} must be a number or a condition such as >10, <10, 10-20, !10; found ${quote(text)}`;
  }
  const most = 2n ** BigInt(bits) - 1n;
  if (values.some((value) => value !== undefined && value > most)) {
    return `${quote(name)} goes to ${most}; found ${quote(text)}`;
  }
  if (between) return rangeFault(name, text, first, second ?? 0n, inclusive ? most : undefined);
  if (bit && second !== undefined && (first & second) !== second) {
    return `${quote(text)} of ${quote(name)} never matches: the mask lacks bits of the number`;
  }
  const limit = { "<": 0n, ">=": 0n, ">": most, "<=": most }[one?.[1] ?? ""];
  if (limit !== first) return undefined;
  const always = one?.[1] === ">=" || one?.[1] === "<=";
  return `${quote(text)} of ${quote(name)} ${always ? "always" : "never"} matches, which Suricata refuses`;
}

function rangeFault(
  name: string,
  text: string,
  first: bigint,
  last: bigint,
  inclusiveTo: bigint | undefined,
): string | undefined {
  const isEmpty = inclusiveTo === undefined ? last <= first + 1n : last <= first;
  if (isEmpty) {
    const hint = last > first ? "; its ends are not in it" : "";
    return `the range of ${quote(name)} is reversed or empty: ${quote(text)}${hint}`;
  }
  if (inclusiveTo !== undefined && (first === 0n || last === inclusiveTo)) {
    return `the range ${quote(text)} of ${quote(name)} must begin above 0 and end below ${inclusiveTo}`;
  }
  return undefined;
}
