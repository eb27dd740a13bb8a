import { z } from "zod";
import { field, objectOf } from "../../kernel/fields";
import { defineFunction } from "../../kernel/function";
import { canonicalIp, ipField } from "./address";
import { LivePorts, notMonitored } from "./live-ports";
import { selectel } from "./vendor";

const listedPort = objectOf("ListedPort", "An open port of a monitored address.", {
  ip: field(z.string(), "The address."),
  port: field(z.int(), "Number of the port."),
  protocol: field(z.string(), "`tcp` or `udp`."),
  known: field(z.boolean(), "Its KNOWN tag: whether it is supposed to be open."),
});

export const getOpenPorts = defineFunction(selectel, {
  name: "getOpenPorts",
  doc: "The open ports that scans have found, of one monitored address or of all.",
  page: "selectel-open-ports: Пример базовой настройки мониторинга, список всех открытых портов",
  example: { ip: "99.99.99.99" },
  inputs: { ip: field(ipField.optional(), "The address; without it all monitored addresses.") },
  outputs: { items: field(z.array(listedPort), "The open ports, in the service's order.") },
  async call(ctx, { ip }) {
    const monitor = LivePorts.of(ctx);
    if (ip === undefined) return { items: await monitor.look() };
    const items = await monitor.ask(ctx, canonicalIp(ip));
    if (!items) throw notMonitored(ip);
    return { items };
  },
});
