import type { Lab } from "../../../../provider/lab/core";
import type { ResourceCase } from "../types";
import { deleteAt } from "./objects";

async function deleteSids(lab: Lab, ...sids: number[]): Promise<void> {
  const list = (await lab.byHand("ideco", "GET", "/ips/custom")) as { id: string; sid: number }[];
  for (const { id, sid } of list) {
    if (sids.includes(sid)) await lab.byHand("ideco", "DELETE", `/ips/custom/${id}`);
  }
}

const ssh = (sid: number, more = "") =>
  `alert tcp any any -> $HOME_NET 22 (msg:"SSH from anywhere"; flow:to_server; classtype:attempted-admin;${more} sid:${sid}; rev:1;)`;

const picks = (key: string, ...values: (string | number)[]) => ({
  filters: [{ key, values }],
  action: "drop",
  comment: "",
});

/** The second rule of the example. */
const beacon = picks("classtype", "command-and-control");

export const ipsCases: Record<string, ResourceCase> = {
  IpsCustomSignature: {
    again: "same",
    changes: { rule: { to: ssh(100001, " priority:2;") } },
    alike: [
      [{}, { rule: ssh(100001).replace("msg:", " msg:  ").replace("flow:to_server;", "flow: to_server ;") }],
    ],
    remove: (lab) => deleteSids(lab, 100001),
  },
  IpsCustomSignatures: {
    again: "refused",
    changes: {
      rules: { to: [ssh(100103), 'alert tcp any any -> any 23 (msg:"Telnet"; sid:100101; rev:2;)'] },
    },
    remove: (lab) => deleteSids(lab, 100101, 100102),
    // An import takes all signatures that are there, somebody else's too.
    untold: ["rules", "hashes"],
  },
  DpiProfile: {
    again: "refused",
    changes: { protocols: { to: [{ id: "id.l7.bittorrent", action: "allow" }] } },
    remove: deleteAt("/api/application_control/profiles"),
  },
  IpsProfile: {
    again: "refused",
    // On the way there one rule moves, one becomes another, and one is new; then one is new and two go.
    changes: {
      rules: {
        given: { rules: [beacon, picks("sid", 2100004), picks("flow", "-")] },
        to: [picks("sid", 2100003), beacon],
      },
    },
    alike: [[{ rules: [picks("protocol", "tcp", "dns")] }, { rules: [picks("protocol", "dns", "tcp")] }]],
    remove: deleteAt("/ips/profiles"),
  },
  AclList: {
    again: "refused",
    lab: { ideco: { dialect: "v20" } },
    changes: { entries: { to: ["deny udp 10.0.0.0/8:1000-2000 any:53"] } },
    alike: [
      [
        { entries: ["deny tcp any 198.51.100.0/24:443", "deny icmp 192.0.2.1 any"] },
        { entries: ["deny  tcp 0.0.0.0/0 198.51.100.0/255.255.255.0:443", "deny icmp 192.0.2.1/32 any"] },
      ],
    ],
    remove: deleteAt("/acl/rules"),
  },
  IpsProtectedNet: {
    again: "same",
    changes: { address: { to: "192.168.1.0/24" } },
    alike: [[{}, { address: "192.168.0.9/24" }]],
    remove: deleteAt("/ips/nets"),
  },
  IpsBypass: {
    again: "another",
    changes: { aliases: { to: ["user.id.1", "ip.id.1"] } },
    remove: deleteAt("/ips/bypass"),
  },
  IpsDatabaseUpdate: {
    again: "another",
    isEvent: true,
    changes: { triggers: { to: { week: "2025-W15" } } },
    noImport: "an update is an event of the past",
  },
};
