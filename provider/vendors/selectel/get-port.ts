import { z } from "zod";
import { field } from "../../kernel/fields";
import { defineFunction } from "../../kernel/function";
import { canonicalIp, ipField } from "./address";
import { LivePorts, notMonitored } from "./live-ports";
import { selectel } from "./vendor";

export const getPort = defineFunction(selectel, {
  name: "getPort",
  doc: "The state of one port of a monitored address.",
  page: "selectel-open-ports: проверить состояние конкретного порта на IP-адресе",
  example: { ip: "99.99.99.99", port: 443 },
  inputs: {
    ip: field(ipField, "The address."),
    port: field(z.int().min(1).max(65535), "Number of the port, 1 to 65535."),
    protocol: field(
      z.enum(["tcp", "udp"]).optional(),
      "`tcp` or `udp`; without it the one that is open, and `tcp` if both are.",
    ),
  },
  outputs: {
    ip: field(z.string(), "The address."),
    port: field(z.int(), "Number of the port."),
    protocol: field(z.string(), "`tcp` or `udp`."),
    open: field(z.boolean(), "Whether the last scan found it open."),
    known: field(z.boolean(), "Its KNOWN tag; false where it is not open."),
  },
  async call(ctx, { ip, port, protocol }) {
    const all = await LivePorts.of(ctx).ask(ctx, canonicalIp(ip));
    if (!all) throw notMonitored(ip);
    const fitting = all.filter((each) => each.port === port && (protocol ?? each.protocol) === each.protocol);
    const found = fitting.find((each) => each.protocol === "tcp") ?? fitting[0];
    return {
      ip: canonicalIp(ip),
      port,
      protocol: found?.protocol ?? protocol ?? "tcp",
      open: found !== undefined,
      known: found?.known ?? false,
    };
  },
});
