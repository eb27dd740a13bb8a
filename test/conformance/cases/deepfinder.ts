import type { Lab } from "../../../provider/lab/core";
import type { VendorCases } from "./types";

const in2099 = "2099-01-01T00:00:00";

/** Removes every entry of the interface's own groups that is not somebody else's. */
function removeOurs(lab: Lab): void {
  for (const { entries } of lab.deepfinder.state().groups) {
    for (const { ipid, startIp } of entries) {
      if (startIp !== strange && startIp !== "203.0.113.7") lab.deepfinder.removeEntry(ipid);
    }
  }
}

const strange = "10.9.9.9";

export const deepfinderCases: VendorCases = {
  foreignObjects: (lab) => lab.deepfinder.add("white", 4, { startIp: strange }),
  digest: (lab) =>
    lab.deepfinder
      .state()
      .groups.filter((group) => group.entries.length > 0)
      .map(({ groupName, entries }) => [
        groupName,
        entries.map(({ startIp, endIp, expiredDate }) => `${startIp}-${endIp} ${expiredDate}`).sort(),
      ])
      .sort(),
  resources: {
    IpEntry: {
      again: "same",
      changes: {
        domainGroupId: { to: 5 },
        startIp: { to: "1.1.1.2" },
        endIp: { to: "1.1.1.4" },
        cidr: { to: "10.0.0.0/24", along: { startIp: undefined, endIp: undefined } },
        expiresAt: { to: in2099 },
      },
      alike: [
        [{}, { domainGroupId: "4" }],
        [{ endIp: undefined }, { startIp: undefined, endIp: undefined, cidr: "1.1.1.1/32" }],
        [{ expiresAt: in2099 }, { expiresAt: "2099-01-01T00:00:00+09:00" }],
      ],
      remove: removeOurs,
    },
    IpList: {
      again: "same",
      quiet: ["exclusive"],
      changes: {
        domainGroupId: { to: 5 },
        entries: { to: [{ startIp: "1.1.1.1", expiresAt: in2099 }, { cidr: "198.51.100.0/24" }] },
        exclusive: { to: true, given: { allowMassRemoval: true } },
      },
      alike: [
        [{}, { entries: [{ cidr: "203.0.113.0/24" }, { startIp: "1.1.1.1", endIp: "1.1.1.1" }] }],
        [{}, { entries: [{ cidr: "1.1.1.1/32" }, { startIp: "203.0.113.0", endIp: "203.0.113.255" }] }],
        [{}, { domainGroupId: "4" }],
      ],
      remove: removeOurs,
    },
  },
  functions: {
    getIpControl: [
      {
        setup(lab) {
          lab.deepfinder.add("black", 4, { startIp: "198.51.100.9", expiredDate: in2099 });
        },
      },
    ],
  },
};
