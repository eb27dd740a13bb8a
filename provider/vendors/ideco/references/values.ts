import { domainToASCII } from "node:url";
import type { Properties } from "../../../kernel/values";
import { addressNumber, endsOf, type NumberRange, numberRanges } from "../objects/concrete";

/** The kinds of objects that hold one value, and can be made for it. */
export type ValueKind = "ip" | "ip_range" | "subnet" | "domain" | "port" | "port_range";

/** What an object holds, in a form in which equal values are equal texts. */
export interface Value {
  /** The kind of object that is made for it; one of another kind that holds the same is as good. */
  kind: ValueKind;
  /** As a person writes it: `192.168.0.0/24`, `8000-8080`. */
  text: string;
  /** One text for all spellings: `a 3232235520-3232235775`. */
  key: string;
  /** The fields of the object's resource. */
  fields: Properties;
}

/** `192.168.0.300` and the like: meant as an address, and none. */
export interface Fault {
  problem: string;
}

/** The address, network, range or domain that a text is; what is wrong with it where it is nearly one; else undefined. */
export function addressValue(text: string): Value | Fault | undefined {
  if (text.includes("://")) {
    return { problem: `found "${text}", a URL; allowed: the domain alone, or an address` };
  }
  if (/^[\d.]+:\d+$/.test(text)) {
    return {
      problem: `found "${text}", an address with a port; allowed: the address alone, ports have fields of their own`,
    };
  }
  if (/^[0-9a-f]*:[0-9a-f:]*(\/\d+)?$/i.test(text) && text.split(":").length > 2) {
    return { problem: `found "${text}"; allowed: IPv4, as the appliance has no objects of IPv6` };
  }
  if (/^\d+$/.test(text)) return undefined;
  if (/^[\d.]+$/.test(text)) return oneAddress(text);
  if (/^\d[\d.]*\/[\d.]*$/.test(text)) return network(text);
  if (/^\d[\d.]*\s*-\s*[\d.]+$/.test(text)) return addressRange(text);
  return domain(text);
}

function oneAddress(text: string): Value | Fault {
  const number = addressNumber(text);
  if (number === undefined) return { problem: `found "${text}", which is no IPv4 address` };
  return ofAddresses([number, number], "ip");
}

function network(text: string): Value | Fault {
  const [range] = numberRanges(text) ?? [];
  if (!range)
    return { problem: `found "${text}", which is no IPv4 network; allowed: such as 192.168.0.0/24` };
  const whole = ofAddresses(range, "subnet");
  const address = text.split("/")[0] ?? "";
  if (addressNumber(address) !== range[0]) {
    return {
      problem: `found "${text}", an address within a network; did you mean "${whole.text}" or "${address}"?`,
    };
  }
  return whole;
}

function addressRange(text: string): Value | Fault {
  const [first = "", last = ""] = text.split("-").map((part) => part.trim());
  const [low, high] = [addressNumber(first), addressNumber(last)];
  if (low === undefined || high === undefined) {
    return {
      problem: `found "${text}", which is no range of IPv4 addresses; allowed: such as 10.0.0.1-10.0.0.9`,
    };
  }
  if (low > high) return { problem: `found "${text}", a range that ends before it begins` };
  return ofAddresses([low, high], "ip_range");
}

function ofAddresses([low, high]: NumberRange, written: "ip" | "ip_range" | "subnet"): Value {
  const key = `a ${low}-${high}`;
  if (low === high) return { kind: "ip", text: dotted(low), key, fields: { ip: dotted(low) } };
  if (written === "subnet") {
    const address = `${dotted(low)}/${32 - Math.log2(high - low + 1)}`;
    return { kind: "subnet", text: address, key, fields: { address } };
  }
  const [start, end] = [dotted(low), dotted(high)];
  return { kind: "ip_range", text: `${start}-${end}`, key, fields: { start, end } };
}

const domainName = /^(\*\.)?([\p{L}\p{N}_-]+\.)+\p{L}[\p{L}\p{N}-]*\.?$/u;

function domain(text: string): Value | undefined {
  if (!domainName.test(text)) return undefined;
  const plain = text.toLowerCase().replace(/\.$/, "");
  return {
    kind: "domain",
    text: plain,
    key: `d ${domainToASCII(plain) || plain}`,
    fields: { domain: plain },
  };
}

const mostPort = 65535;

/** The port or range of ports that a text is. */
export function portValue(text: string): Value | Fault | undefined {
  if (!/^[\d\s:,-]+$/.test(text)) return undefined;
  const [, first, last] = /^(\d+)(?:\s*-\s*(\d+))?$/.exec(text) ?? [];
  if (first === undefined)
    return { problem: `found "${text}"; allowed: a port such as 443, or a range such as 8000-8080` };
  const [low, high] = [Number(first), Number(last ?? first)];
  if (low < 1 || high > mostPort) return { problem: `found "${text}", allowed: ports from 1 to ${mostPort}` };
  if (low > high) return { problem: `found "${text}", a range that ends before it begins` };
  return ofPorts([low, high]);
}

function ofPorts([low, high]: NumberRange): Value {
  const key = `p ${low}-${high}`;
  if (low === high) return { kind: "port", text: String(low), key, fields: { port: low } };
  return { kind: "port_range", text: `${low}-${high}`, key, fields: { start: low, end: high } };
}

/** The value that an object of the appliance holds; undefined for lists, users and all else. */
export function objectValue(item: Properties): Value | undefined {
  switch (String(item.id).split(".")[0]) {
    case "ip":
    case "subnet":
      return addressesIn(item.value);
    case "ip_range":
      return addressesIn(endsOf(item).join("-"));
    case "domain":
      return typeof item.value === "string" ? domain(item.value) : undefined;
    case "port":
      return portsIn(item.value);
    case "port_range":
      return portsIn(endsOf(item).join("-"));
    default:
      return undefined;
  }
}

function addressesIn(value: unknown): Value | undefined {
  const text = String(value);
  const [range] = text.includes(".") ? (numberRanges(text) ?? []) : [];
  return range && ofAddresses(range, text.includes("/") ? "subnet" : "ip_range");
}

function portsIn(value: unknown): Value | undefined {
  const [range] = /^\d+(-\d+)?$/.test(String(value)) ? (numberRanges(String(value)) ?? []) : [];
  return range && ofPorts(range);
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}
