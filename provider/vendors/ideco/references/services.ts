import { oneOf, type Problem } from "../../../kernel/check";
import { isObject, type Path, type Properties, UNKNOWN } from "../../../kernel/values";
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

/** What is wrong with the `services` of a rule, or of the `rules` of a table. */
export function serviceProblems(inputs: Properties, at: Path = []): Problem[] {
  if (Array.isArray(inputs.rules)) {
    return inputs.rules.flatMap((rule, index) =>
      isObject(rule) ? serviceProblems(rule, [...at, "rules", index]) : [],
    );
  }
  const { services } = inputs;
  if (services === undefined) return [];
  const both = ["protocol", "destinationPorts"].flatMap((name) =>
    inputs[name] === undefined
      ? []
      : [{ path: [...at, name], message: "found together with services, allowed: one of the two forms" }],
  );
  if (!Array.isArray(services) || services.some((text) => typeof text !== "string")) return both;
  const read = readServices(services as string[]);
  if (!("problem" in read)) return both;
  const place = read.index === undefined ? [] : [read.index];
  return [...both, { path: [...at, "services", ...place], message: read.problem }];
}

/**
 * Rules with `services` said in the rules' own fields.
 * @param written inputs that are a rule, or have `rules`
 * @param mapped the same with ids in place of what is written
 */
export function withoutServices<T extends Properties>(written: T, mapped: T): T {
  if (Array.isArray(written.rules)) {
    const rules = mapped.rules as unknown[];
    const flat = rules.map((rule, index) => flattened((written.rules as unknown[])[index], rule));
    return flat.some((rule, index) => rule !== rules[index]) ? { ...mapped, rules: flat } : mapped;
  }
  return flattened(written, mapped) as T;
}

function flattened(written: unknown, mapped: unknown): unknown {
  if (!isObject(written) || !isObject(mapped) || written.services === undefined) return mapped;
  const { services, ...rest } = mapped;
  if (!Array.isArray(written.services)) return { ...rest, protocol: UNKNOWN };
  const said = written.services.filter((text) => typeof text === "string");
  const read = readServices(said);
  if (said.length < written.services.length || "problem" in read) return { ...rest, protocol: UNKNOWN };
  const ids = services === written.services ? read.destinationPorts : (services as string[]);
  const destinationPorts = ids.filter((id) => id !== "");
  return { ...rest, protocol: read.protocol, destinationPorts };
}
