import type { Lab } from "../../../provider/lab/core";
import type { VendorCases } from "./types";

const ip = "99.99.99.99";

function monitored(lab: Lab): void {
  lab.selectel.monitor(ip);
  lab.selectel.openPort(ip, 443);
  lab.selectel.openPort(ip, 53, "udp");
  lab.selectel.openPort(ip, 22);
  lab.selectel.monitor("203.0.113.10");
  lab.selectel.openPort("203.0.113.10", 443);
}

export const selectelCases: VendorCases = {
  foreignObjects(lab) {
    lab.selectel.monitor("198.51.100.1");
    lab.selectel.openPort("198.51.100.1", 443);
    lab.selectel.openPort("198.51.100.1", 8080);
    lab.selectel.setKnown("198.51.100.1", 443, true);
  },
  digest: (lab) => lab.selectel.state(),
  resources: {
    MonitoredIp: {
      again: "same",
      changes: { ip: { to: "99.99.99.98" } },
      remove: (lab) => lab.selectel.unmonitor(ip),
    },
    KnownPorts: {
      again: "same",
      quiet: ["onDelete"],
      setup: monitored,
      changes: {
        ip: { to: "203.0.113.10" },
        ports: { to: [{ port: 22 }, { port: 443 }] },
      },
      alike: [
        [
          {},
          {
            ports: [
              { port: 53, protocol: "udp" },
              { port: 443, protocol: "tcp" },
            ],
          },
        ],
      ],
      // The object is the tag, which somebody takes away.
      remove: (lab) => lab.selectel.setKnown(ip, 443, false),
      untold: ["ports"],
    },
  },
  functions: {
    getOpenPorts: [{ setup: monitored }, { setup: monitored, args: {} }],
    getPort: [{ setup: monitored }],
  },
};
