import type { FieldSpec, TableModel } from "../../../policy";
import type { TableName } from "../rules/tables";

/** What the fields of each table's rules mean to the planner. Rules come to it with addresses as blocks. */

const any = "any";
const most = 200;
const action: FieldSpec = { kind: "action" };
const cosmetic: FieldSpec = { kind: "cosmetic" };
/** Every table has it: what of the rule is not understood. */
const odd: Record<string, FieldSpec> = { notUnderstood: { kind: "notUnderstood" } };
const oneValue = { kind: "value", any } as const;

/** One value, or none: no restriction. */
const whereSaid = { kind: "value", absent: "any" } as const;

function addresses(label: string): FieldSpec {
  return { kind: "blocks", values: "addresses", negate: "addressesNegate", any, max: most, label };
}

/** No port, no profile, no method in the list: no restriction. */
function openList(label: string): FieldSpec {
  return { kind: "set", any, empty: "any", max: most, label };
}

const packet: Record<string, FieldSpec> = {
  ...odd,
  enabled: { kind: "enabled" },
  protocol: { ...oneValue, label: "over" },
  sources: addresses("from"),
  sourcePorts: openList("from ports"),
  destinations: addresses("to"),
  destinationPorts: openList("to ports"),
  timetable: { kind: "set", any, label: "at" },
  comment: cosmetic,
  parentId: cosmetic,
  logging: cosmetic,
};

const incoming: Record<string, FieldSpec> = { incomingInterface: { kind: "value", any, label: "in by" } };
const outgoing: Record<string, FieldSpec> = { outgoingInterface: { kind: "value", any, label: "out by" } };

const filter: TableModel = {
  fields: {
    ...packet,
    ...incoming,
    ...outgoing,
    hipProfiles: { ...openList("with profile"), negate: "hipProfilesNegate" } as FieldSpec,
    action,
    dpiEnabled: action,
    dpiProfile: { kind: "action", when: "dpiEnabled" },
    ipsEnabled: action,
    ipsProfile: { kind: "action", when: "ipsEnabled" },
  },
  verdict: { field: "action", allow: ["accept"], deny: ["drop"], otherwise: { action: "accept" } },
};

export const models: Record<TableName, TableModel> = {
  forward: filter,
  input: filter,
  dnat: {
    fields: {
      ...packet,
      ...incoming,
      action,
      changeDestinationAddress: action,
      changeDestinationPort: action,
    },
  },
  snat: { fields: { ...packet, ...outgoing, action, changeSourceAddress: action } },
  // A later rule can undo the mark of an earlier one.
  log: { fields: { ...packet, ...incoming, ...outgoing, action }, order: "last-match" },
  appControl: {
    fields: {
      ...odd,
      enabled: { kind: "enabled" },
      aliases: { kind: "set", any, label: "for" },
      protocols: { kind: "set", label: "of" },
      action,
      name: cosmetic,
      comment: cosmetic,
      parentId: cosmetic,
    },
    insert: "append-and-move",
    verdict: { field: "action", allow: ["accept"], deny: ["drop"], otherwise: { action: "accept" } },
  },
  // A request meets the first rule that decrypts and the first rule that decides; both stand in one list.
  contentFilter: {
    fields: {
      ...odd,
      enabled: { kind: "enabled" },
      aliases: { kind: "set", any, negate: "aliasesNegate", label: "for" },
      aliasBlocks: {
        kind: "blocks",
        values: "aliases",
        negate: "aliasesNegate",
        any,
        absent: "any",
        label: "for",
      },
      categories: { kind: "set", negate: "categoriesNegate", label: "to" },
      httpMethods: { kind: "set", empty: "any", label: "by" },
      contentTypes: { kind: "set", empty: "any", label: "of type" },
      uriRegex: { ...whereSaid, label: "of URL" },
      trafficDirection: { ...whereSaid, label: "in the direction" },
      contentLength: { ...whereSaid, label: "of MB" },
      contentLengthMode: { ...whereSaid, label: "and" },
      avProfile: action,
      timetable: { kind: "set", any, label: "at" },
      access: action,
      redirectUrl: action,
      name: cosmetic,
      comment: cosmetic,
      parentId: cosmetic,
    },
    chains: { field: "access", apart: ["bump"] },
    verdict: {
      field: "access",
      allow: ["allow", "bump", "redirect"],
      deny: ["deny"],
      otherwise: { access: "allow" },
    },
  },
};
