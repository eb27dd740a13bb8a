import type { Lab } from "../../../../provider/lab/core";
import type { TableName } from "../../../../provider/lab/ideco/rules";
import type { Change, ResourceCase } from "../types";

const profile = "7b7c9b3e-6f0c-4d4a-9e55-0d1c7f0a1b2c";
const v20 = { ideco: { dialect: "v20" } } as const;
const v22 = { ideco: { dialect: "v22" } } as const;
/** A group of Ideco Center that the lab's appliance belongs to. */
const centerGroup = "5b1f0a52-3c0e-4d5e-9a51-7d0c3d2f6e11";

const flat: Record<string, Change> = {
  protocol: { to: "protocol.udp", given: { protocol: "protocol.tcp" } },
  sourceAddresses: { to: ["user.id.1", "subnet.id.1"], given: { sourceAddresses: ["ip.id.1"] } },
  sourceAddressesNegate: { to: true, given: { sourceAddresses: ["ip.id.1"] } },
  sourcePorts: { to: ["port.id.3"], given: { protocol: "protocol.tcp" } },
  destinationAddresses: { to: ["subnet.id.1"], given: { destinationAddresses: ["ip.id.1"] } },
  destinationAddressesNegate: { to: true, given: { destinationAddresses: ["ip.id.1"] } },
  destinationPorts: { to: ["port.id.3", "port_list.id.1"], given: { protocol: "protocol.tcp" } },
  timetable: { to: ["time_range.id.1"] },
  parentId: { to: centerGroup },
  services: {
    to: ["tcp/HTTPS", "tcp/8443"],
    given: {
      protocol: undefined,
      destinationPorts: undefined,
      changeDestinationPort: undefined,
      services: ["tcp/22"],
    },
  },
};

const blocks: Record<string, Change> = {
  sources: {
    to: [{ addresses: ["ip.id.1"], addressesNegate: true }, { addresses: ["subnet.id.1"] }],
    given: { sourceAddresses: undefined, sources: [{ addresses: ["ip.id.1"] }] },
    lab: v20,
  },
  destinations: {
    to: [{ addresses: ["ip.id.1"] }, { addresses: ["subnet.id.1"] }],
    given: { destinationAddresses: undefined, destinations: [{ addresses: ["ip.id.1"] }] },
    lab: v20,
  },
  logging: { to: true, given: { logging: false }, lab: v20 },
};

const zones = {
  incomingInterface: { to: "interface.id.1" },
  outgoingInterface: { to: "interface.id.2" },
};

const inspection: Record<string, Change> = {
  hipProfiles: { to: ["hip_profile.id.2"] },
  hipProfilesNegate: { to: true, given: { hipProfiles: ["hip_profile.id.2"] }, lab: v22 },
  dpiProfile: { to: profile },
  dpiEnabled: { to: true, given: { dpiProfile: profile } },
  ipsProfile: { to: profile },
  ipsEnabled: { to: true, given: { ipsProfile: profile } },
};

const position: Record<string, Change> = {
  position: { to: { first: true }, given: { position: { last: true } } },
};

/** Lists of a rule are sets, and `any` is any port as none is. */
const sets: ResourceCase["alike"] = [
  [{ sourceAddresses: ["ip.id.1", "subnet.id.1"] }, { sourceAddresses: ["subnet.id.1", "ip.id.1"] }],
  [{}, { sourcePorts: ["any"] }],
];

function ruleCase(
  table: TableName,
  changes: Record<string, Change>,
  more: Partial<ResourceCase> = {},
): ResourceCase {
  return {
    again: "another",
    changes: { ...changes, ...position },
    remove: (lab, { id }) => lab.ideco.table(table).delete(Number(id)),
    ...more,
  };
}

/** For an exclusive table: it is empty. */
function emptied(lab: Lab): void {
  const table = lab.ideco.table("forward");
  for (const { id } of table.rules) table.delete(id);
}

export const ruleCases: Record<string, ResourceCase> = {
  ForwardRule: ruleCase("forward", { ...flat, ...blocks, ...zones, ...inspection }, { alike: sets }),
  InputRule: ruleCase("input", { ...flat, ...blocks, ...zones, ...inspection }, { alike: sets }),
  DnatRule: ruleCase("dnat", {
    ...flat,
    ...blocks,
    incomingInterface: { to: "interface.id.2" },
    action: {
      to: "accept",
      along: { changeDestinationAddress: undefined, changeDestinationPort: undefined },
    },
    changeDestinationAddress: { to: "ip.id.1" },
    changeDestinationPort: { to: "8081" },
  }),
  SnatRule: ruleCase("snat", {
    ...flat,
    ...blocks,
    outgoingInterface: { to: "interface.id.2" },
    action: { to: "accept", along: { changeSourceAddress: undefined } },
    changeSourceAddress: { to: "203.0.113.3" },
  }),
  LogRule: ruleCase("log", { ...flat, ...zones }),
  AppControlRule: ruleCase("appControl", {
    aliases: { to: ["user.id.1"] },
    protocols: { to: ["telegram", "bittorrent"] },
    parentId: { to: centerGroup },
  }),
  ContentFilterRule: ruleCase("contentFilter", {
    access: { to: "redirect", along: { redirectUrl: "https://example.com" } },
    aliases: { to: ["user.id.1", "group.id.1"] },
    aliasesNegate: { to: true, lab: v22 },
    aliasBlocks: {
      to: [{ aliases: ["user.id.1"], aliasesNegate: true }, { aliases: ["group.id.1"] }],
      given: { aliases: undefined, aliasBlocks: [{ aliases: ["group.id.1"] }] },
      lab: v22,
    },
    categories: { to: ["extended.id.1"] },
    categoriesNegate: { to: true, lab: v22 },
    uriRegex: { to: "^https://games", lab: v22 },
    trafficDirection: { to: "in", lab: v22 },
    contentLength: { to: 7, given: { contentLength: 5, contentLengthMode: ">=" }, lab: v22 },
    contentLengthMode: { to: "<=", given: { contentLength: 5, contentLengthMode: ">=" }, lab: v22 },
    avProfile: { to: "av.id.1", lab: v22 },
    httpMethods: { to: ["POST"] },
    contentTypes: { to: ["video/mp4"] },
    redirectUrl: {
      to: "https://example.org",
      given: { access: "redirect", redirectUrl: "https://example.com" },
    },
    timetable: { to: ["time_range.id.1"] },
    parentId: { to: centerGroup },
  }),
  RuleTable: {
    again: "same",
    quiet: ["guard", "maxDeletes", "onDelete", "ownership", "placement", "strict"],
    setup: emptied,
    changes: {
      table: { to: "input", along: { ownership: "shared" }, given: { guard: undefined } },
      ownership: { to: "shared" },
      placement: { to: { first: true }, given: { ownership: "shared" } },
      rules: {
        to: [
          { key: "web", action: "accept", destinationAddresses: ["ip.id.1"], comment: "Web" },
          { key: "office", action: "accept", sourceAddresses: ["subnet.id.1"] },
          { key: "rest", action: "drop" },
        ],
        given: { guard: undefined },
      },
      guard: {
        to: { deny: [{ protocol: "tcp", sourceAddress: "192.168.0.10", destinationAddress: "192.0.2.1" }] },
      },
      maxDeletes: { to: 5 },
      policy: {
        to: "key,action,from,service\nweb,accept,10.5.0.0/16,tcp/443\nrest,drop,,\n",
        given: { guard: undefined, rules: undefined, policy: "key,action\nrest,drop\n" },
      },
    },
    remove: emptied,
    // An import is exclusive, and its keys are numbers.
    untold: ["rules", "guard"],
  },
};
