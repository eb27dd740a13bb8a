/** Access lists as routers have them, read as rules of a table; and lists of that kind, made up. */

import type { Properties } from "../../provider/kernel/values";
import type { Alias } from "../../provider/lab/ideco/seed";
import type { Random } from "../policy/random";

export interface Translated {
  rules: (Properties & { key: string })[];
  /** The objects that the rules name. */
  objects: Map<string, Alias>;
}

const services: Record<string, number> = {
  www: 80,
  domain: 53,
  smtp: 25,
  ftp: 21,
  telnet: 23,
  ssh: 22,
  bootps: 67,
  bootpc: 68,
  ntp: 123,
  snmp: 161,
  syslog: 514,
  tftp: 69,
  pop3: 110,
};

/** Lines of extended lists: `permit tcp 10.0.0.0 0.0.0.255 host 10.1.1.1 eq 443`. Others are left out. */
export function translated(text: string): Translated {
  const objects = new Map<string, Alias>();
  const rules = text.split("\n").flatMap((line, index) => {
    const words = line
      .trim()
      .replace(/^access-list \S+ +(extended +)?/, "")
      .split(/ +/);
    const rule = ruleOf(words, objects);
    return rule ? [{ key: `line-${index + 1}`, comment: line.trim().slice(0, 200), ...rule }] : [];
  });
  return { rules, objects };
}

function ruleOf(
  [verdict, protocol = "", ...rest]: string[],
  objects: Map<string, Alias>,
): Properties | undefined {
  if ((verdict !== "permit" && verdict !== "deny") || !/^(ip|tcp|udp|icmp)$/.test(protocol)) return undefined;
  const words = [...rest];
  const source = addressIn(words, objects);
  const sourcePorts = portsIn(words, objects);
  const destination = addressIn(words, objects);
  const destinationPorts = portsIn(words, objects);
  if (!source || !destination || !sourcePorts || !destinationPorts) return undefined;
  return {
    action: verdict === "permit" ? "accept" : "drop",
    protocol: protocol === "ip" ? "any" : `protocol.${protocol}`,
    sourceAddresses: [source],
    destinationAddresses: [destination],
    ...(sourcePorts.length > 0 && { sourcePorts }),
    ...(destinationPorts.length > 0 && { destinationPorts }),
  };
}

/** Takes an address off the words and gives its object. Wildcards that are no network are left out. */
function addressIn(words: string[], objects: Map<string, Alias>): string | undefined {
  const first = words.shift();
  if (first === "any") return "any";
  const [address, wildcard] = first === "host" ? [words.shift(), "0.0.0.0"] : [first, words.shift()];
  const others = wildcard?.split(".").reduce((sum, part) => sum * 256 + Number(part), 0) ?? Number.NaN;
  const size = Math.log2(others + 1);
  if (!address || !/^[\d.]+$/.test(address) || !Number.isInteger(size)) return undefined;
  const [type, value] = size === 0 ? ["ip", address] : ["subnet", `${address}/${32 - size}`];
  return objectOf(objects, type as string, value as string);
}

function portsIn(words: string[], objects: Map<string, Alias>): string[] | undefined {
  const number = (text = "") => (/^\d+$/.test(text) ? Number(text) : services[text]);
  if (words[0] === "eq") {
    const port = number(words[1]);
    words.splice(0, 2);
    return port === undefined ? undefined : [objectOf(objects, "port", port)];
  }
  if (words[0] === "range" || words[0] === "gt") {
    const [start, end] =
      words[0] === "range"
        ? [number(words[1]), number(words[2])]
        : [(number(words[1]) ?? Number.NaN) + 1, 65535];
    words.splice(0, words[0] === "range" ? 3 : 2);
    return start === undefined || end === undefined
      ? undefined
      : [objectOf(objects, "port_range", `${start}-${end}`)];
  }
  return ["any", "host"].includes(words[0] ?? "any") ||
    /^\d/.test(words[0] ?? "") ||
    /^(log|established|echo)/.test(words[0] ?? "")
    ? []
    : undefined;
}

/** Numbers from a thousand on, which a fresh appliance has not given away. */
function objectOf(objects: Map<string, Alias>, type: string, value: string | number): string {
  for (const [id, alias] of objects) if (alias.type === type && alias.title === String(value)) return id;
  const id = `${type}.id.${1000 + objects.size}`;
  const [start, end] = String(value).split("-").map(Number);
  const content = type === "port_range" ? { start: start ?? 0, end: end ?? 0 } : { value };
  objects.set(id, { id, type, title: String(value), comment: "", ...content });
  return id;
}

/** A list as long as those of backbones: networks of departments, their servers, a deny in between, all denied below. */
export function madeUp(random: Random, lines: number): string {
  const net = () => `10.${random.below(16)}.${random.below(8)}.0 0.0.0.255`;
  const host = () => `host 10.${random.below(16)}.${random.below(8)}.${1 + random.below(250)}`;
  const side = () => (random.chance(0.3) ? "any" : random.chance(0.5) ? net() : host());
  const list = Array.from({ length: lines - 1 }, () => {
    const protocol = random.pick(["tcp", "tcp", "udp", "ip", "icmp"]);
    const port = protocol === "tcp" || protocol === "udp" ? ` eq ${random.pick(Object.keys(services))}` : "";
    return `${random.chance(0.7) ? "permit" : "deny"} ${protocol} ${side()} ${side()}${port}`;
  });
  return [...list, "deny ip any any"].join("\n");
}
