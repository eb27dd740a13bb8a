import type { Call } from "../../kernel/calls";
import type { Context } from "../../kernel/context";
import { someOf } from "../../kernel/wording";
import { type OpenPort, placeOfPort, portName } from "./ports";

/**
 * A call that turns KNOWN tags into their opposite. Assumed, as the page prints only the path `PUT /ips/ports`:
 * - with `{"ip"}` it is about the ports of that address, without a body about every address of the account;
 * - one port is toggled by `PUT` on the connection's `portPath` with `{"ip"}`, and `protocol` beside it where the
 *   address has the number open with another protocol too.
 */
export interface Toggle {
  kind: "whole" | "one" | "bare";
  call: Call;
  /** Whether it is meant to change this port. */
  means(port: OpenPort): boolean;
  /** Whether it could change this port, if the service takes it for more than it says. */
  mayReach(port: OpenPort): boolean;
}

// Sent once only, whatever happens: before it goes out again the tags are read.
const unrepeated = { method: "PUT", repeat: "never", answer: "none" } as const;
const path = "/ips/ports";

/** All ports of an address. */
export function wholeAddress(ip: string): Toggle {
  return {
    kind: "whole",
    call: { ...unrepeated, path, body: { ip } },
    means: (port) => port.ip === ip,
    mayReach: () => true,
  };
}

/** All ports of the account, as the page prints it. */
export function wholeAccount(): Toggle {
  return { kind: "bare", call: { ...unrepeated, path }, means: () => true, mayReach: () => true };
}

export function onePort(ctx: Context, target: OpenPort, all: Iterable<OpenPort>): Toggle {
  const { ip, port, protocol } = target;
  const template = String(ctx.connection.settings.portPath);
  const values: Record<string, string> = { ip, port: String(port), protocol };
  const isAmbiguous = [...all].some((other) => other.ip === ip && other.port === port && other !== target);
  const tellsProtocol = isAmbiguous && !template.includes("{protocol}");
  return {
    kind: "one",
    call: {
      ...unrepeated,
      path: template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name] ?? "")),
      body: { ip, ...(tellsProtocol && { protocol }) },
    },
    means: (each) => placeOfPort(each) === placeOfPort(target),
    mayReach: (each) => each.port === port,
  };
}

/** `203.0.113.7 (tcp/22, tcp/80), 203.0.113.8 (tcp/443)` */
export function portList(ports: OpenPort[]): string {
  const ips = [...new Set(ports.map(({ ip }) => ip))];
  const namesAt = (ip: string) => ports.filter((port) => port.ip === ip).map(portName);
  const texts = ips.map((ip) => `${ip} (${namesAt(ip).join(", ")})`);
  return someOf(texts, most);
}

const most = 20;
