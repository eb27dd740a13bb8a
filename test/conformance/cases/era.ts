import type { Lab } from "../../../provider/lab/core";
import type { VendorCases } from "./types";

const ip = "212.54.68.68";
const automatic = "198.51.100.66";
const scope = { site: "SITE1" };

function lift(lab: Lab, ...addresses: string[]): void {
  for (const { node } of lab.era.state().instances) for (const each of addresses) lab.era.unban(node, each);
}

function borderRules(lab: Lab) {
  return lab.era.state().borderRules;
}

export const eraCases: VendorCases = {
  /** An automatic ban, which is on one instance alone, and a permanent block. */
  foreignObjects(lab) {
    lab.era.ban("site1_h1@192.168.0.18", automatic, 3600);
    lab.era.putBorderRule({ remoteipmask: "10.9.9.0/24", opts: { title: "Somebody's" } });
  },
  digest(lab) {
    const { instances } = lab.era.state();
    const rules = borderRules(lab).map(({ id, ext, ...rule }) => JSON.stringify(rule));
    return [instances.map(({ node, banned }) => [node, banned.map((ban) => ban.ip).sort()]), rules.sort()];
  },
  resources: {
    BannedAddress: {
      again: "same",
      quiet: ["renew", "renewBelowSeconds"],
      changes: {
        ip: { to: "212.54.68.69" },
        scope: { to: scope },
        renewBelowSeconds: { to: 60, given: { renew: "early", renewBelowSeconds: 30 } },
      },
      remove: (lab) => lift(lab, ip),
      untold: ["expires"],
    },
    BanList: {
      again: "same",
      quiet: ["renew", "renewBelowSeconds", "exclusive"],
      changes: {
        addresses: { to: [ip, "187.13.93.28"] },
        scope: { to: scope },
        renewBelowSeconds: { to: 60, given: { renew: "early", renewBelowSeconds: 30 } },
      },
      alike: [[{}, { addresses: ["187.13.93.27", ip, ip] }]],
      untold: ["expires", "exclusive"],
    },
    BanListClear: {
      again: "another",
      quiet: ["scope", "allServers"],
      isEvent: true,
      changes: {
        triggers: { to: { season: "2026 spring" } },
        scope: { to: scope, along: { allServers: undefined } },
        allServers: { to: false, along: { scope } },
      },
      noImport: "a clearing is an event of the past",
    },
    BorderRule: {
      again: "another",
      untold: ["service"],
      changes: {
        remoteIpMask: { to: "192.168.1.0/24" },
        site: { to: "SITE1" },
        service: { to: "iax" },
        domain: { to: "sip.example" },
        username: { to: "alice" },
        userAgent: { to: "friendly-scanner" },
      },
      alike: [
        [{}, { remoteIpMask: "192.168.0.77/24" }],
        [{}, { site: "*" }],
        [{}, { domain: "" }],
      ],
      remove(lab) {
        for (const { id, opts } of borderRules(lab))
          if (opts.title !== "Somebody's") lab.era.removeBorderRule(id);
      },
    },
  },
  functions: {
    getBannedAddresses: [
      { setup: (lab) => lab.era.ban("site1_h1@192.168.0.18", ip, 600) },
      {
        args: { mask: ["banned", "node"], offset: 1, limit: 1, order: ["node"], filter: { site: "SITE1" } },
        isPart: true,
      },
      { args: { flat: true }, isPart: true },
    ],
  },
};
