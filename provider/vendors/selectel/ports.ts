import { z } from "zod";
import { PerimeterError } from "../../kernel/errors";
import { field, objectOf } from "../../kernel/fields";
import { isObject, shown } from "../../kernel/values";
import { canonicalIp } from "./address";

/** A port by its number and its protocol. */
export interface Port {
  port: number;
  protocol: string;
}

/** An open port as the service lists it, with its KNOWN tag. */
export interface OpenPort extends Port {
  ip: string;
  known: boolean;
}

export const foundPort = objectOf("FoundPort", "A port of the address.", {
  port: field(z.int(), "Number of the port."),
  protocol: field(z.string(), "`tcp` or `udp`."),
});

export const openPort = objectOf("OpenPort", "An open port of the address.", {
  port: field(z.int(), "Number of the port."),
  protocol: field(z.string(), "`tcp` or `udp`."),
  known: field(z.boolean(), "Its KNOWN tag: whether it is supposed to be open."),
});

/** `tcp/22` */
export function portName({ port, protocol }: Port): string {
  return `${protocol}/${port}`;
}

/** Which of all listed ports it is. */
export function placeOfPort({ ip, ...port }: Port & { ip: string }): string {
  return `${ip} ${portName(port)}`;
}

export function portNames(ports: Iterable<Port>): string {
  return [...ports].map(portName).join(", ");
}

/** In the order of numbers, each once. */
export function inOrder(ports: Iterable<Port>): Port[] {
  const all = new Map(
    [...ports].map(({ port, protocol }) => [portName({ port, protocol }), { port, protocol }]),
  );
  return [...all.values()].sort((a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : 1));
}

export function withoutIp({ port, protocol, known }: OpenPort): Port & { known: boolean } {
  return { port, protocol, known };
}

/**
 * The ports in an answer of `GET /ips/ports`. Its form is not printed: a bare array or `{"result": […]}`, with `ip`,
 * `port`, `protocol` (tcp where it is missing) and `known` or `KNOWN`, numbers and tags also as texts.
 * @param asked the address that was asked for, of items that don't say theirs
 */
export function portsIn(answer: unknown, asked?: string): OpenPort[] {
  const list = isObject(answer) && "result" in answer ? answer.result : answer;
  if (!Array.isArray(list)) throw notUnderstood(`it is no list but ${kindOf(list)}`);
  return list.map((item) => portIn(item, asked));
}

function portIn(item: unknown, asked: string | undefined): OpenPort {
  if (!isObject(item)) throw notUnderstood(`an item of it is ${kindOf(item)}`);
  const ip = item.ip ?? asked;
  const port = Number(item.port);
  const known = tagIn(item.known ?? item.KNOWN);
  if (typeof ip !== "string") throw notUnderstood(`an item has no ip, only ${fieldsOf(item)}`);
  if (!Number.isInteger(port) || port <= 0) throw notUnderstood(`the port of an item is ${shown(item.port)}`);
  if (known === undefined) {
    throw notUnderstood(
      `an item has no tag "known" or "KNOWN" that is true or false, only ${fieldsOf(item)}`,
    );
  }
  return { ip: canonicalIp(ip), port, protocol: String(item.protocol ?? "tcp").toLowerCase(), known };
}

function tagIn(tag: unknown): boolean | undefined {
  const text = String(tag).toLowerCase();
  if (text === "true" || text === "1") return true;
  return text === "false" || text === "0" ? false : undefined;
}

function fieldsOf(item: object): string {
  return Object.keys(item).join(", ") || "nothing";
}

function kindOf(value: unknown): string {
  return isObject(value) ? `an object with ${fieldsOf(value)}` : shown(value);
}

/** A tag that was misread would be toggled the wrong way: what isn't understood is refused. */
function notUnderstood(what: string): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    message: `the list of ports can't be understood: ${what}`,
    advice: "The vendor's page does not print its form. Please report the answer of GET /ips/ports.",
  });
}
