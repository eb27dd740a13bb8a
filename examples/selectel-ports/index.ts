import { selectel } from "pulumi-perimeter";

/** What may be open, address by address. Anything else that a scan finds open is an alarm. */
const servers = {
  web: { ip: "203.0.113.10", ports: [{ port: 80 }, { port: 443 }] },
  dns: { ip: "203.0.113.53", ports: [{ port: 53 }, { port: 53, protocol: "udp" as const }] },
};

const known = Object.entries(servers).map(([name, { ip, ports }]) => {
  const monitored = new selectel.MonitoredIp(name, { ip });
  return new selectel.KnownPorts(name, { ip: monitored.ip, ports });
});

/** Open ports that nobody has accepted; Selectel sends a mail about each as well. */
export const alarms = known.map(({ ip, unexpectedPorts }) => ({ ip, ports: unexpectedPorts }));
