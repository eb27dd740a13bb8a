import { oneOf } from "../../../kernel/check";
import type { Fault } from "./values";
import { readReference } from "./written";

/** What `services` says in the rule's own fields. */
export interface Services {
  /** `protocol.tcp` */
  protocol: string;
  /** As they are written; empty is every port. */
  destinationPorts: string[];
}

const words = ["any", "tcp", "udp", "icmp", "gre", "esp", "ah"];
const withPorts = ["tcp", "udp"];

/** `["tcp/443", "tcp/8000-8080"]` as a protocol and its ports, or what is wrong with it, at its place in the list. */
export function readServices(services: readonly string[]): Services | (Fault & { index?: number }) {
  const ports: string[] = [];
  const protocols = new Map<string, string>();
  for (const [index, text] of services.entries()) {
    const [word = "", port] = parted(text);
    const fault = faultOf(text, word, port);
    if (fault) return { index, ...fault };
    if (!protocols.has(word)) protocols.set(word, text);
    if (port !== undefined) ports.push(port);
  }
  const [protocol = "any"] = protocols.keys();
  if (protocols.size > 1) {
    const [one, other] = protocols.values();
    return {
      problem: `found "${one}" and "${other}", allowed: services of one protocol, as a rule of the appliance has one; write two rules`,
    };
  }
  if (ports.length > 0 && ports.length < services.length) {
    return {
      problem: `found "${protocol}" beside single ports of it, allowed: ports, or the protocol alone for every port`,
    };
  }
  return { protocol: protocol === "any" ? "any" : `protocol.${protocol}`, destinationPorts: ports };
}

function parted(text: string): string[] {
  const slash = text.indexOf("/");
  return slash < 0 ? [plain(text)] : [plain(text.slice(0, slash)), text.slice(slash + 1).trim()];
}

function plain(protocol: string): string {
  return protocol
    .trim()
    .toLowerCase()
    .replace(/^protocol\./, "");
}

function faultOf(text: string, word: string, port: string | undefined): Fault | undefined {
  if (/^\d/.test(word)) {
    const meant =
      port !== undefined && words.includes(plain(port)) ? `${plain(port)}/${word}` : `tcp/${word}`;
    return { problem: `found "${text}", allowed: a protocol with a port; did you mean "${meant}"?` };
  }
  if (!words.includes(word)) return { problem: `${oneOf(word, words)}, with a port such as tcp/443` };
  if (port === undefined) return undefined;
  if (!withPorts.includes(word)) {
    return {
      problem: `found "${text}", a port with the protocol ${word}; allowed: ports with tcp or udp only`,
    };
  }
  const read = readReference("port", port);
  return "problem" in read ? read : undefined;
}
