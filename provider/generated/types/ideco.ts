// Generated from the definitions by `npm run generate`. Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/** The arguments of ForwardRule. */
export interface ForwardRuleArgs {
  /** What happens to the packet: `accept` or `drop`. */
  action: pulumi.Input<"accept" | "drop">;
  /**
   * Whether the rule is in force.
   * Default: `true`.
   */
  enabled?: pulumi.Input<boolean>;
  /**
   * Protocol; ports need `protocol.tcp` or `protocol.udp`.
   * Default: `"any"`.
   */
  protocol?: pulumi.Input<"any" | "protocol.ah" | "protocol.esp" | "protocol.gre" | "protocol.icmp" | "protocol.tcp" | "protocol.udp">;
  /**
   * Where packets come from: ids of address objects (`ip.id.5`, `subnet.id.2`, `user.id.3` …) or `any`; 1 to 200, never a literal address.
   * Default: `["any"]`.
   */
  sourceAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everything but `sourceAddresses`.
   * Default: `false`.
   */
  sourceAddressesNegate?: pulumi.Input<boolean>;
  /**
   * Source ports: ids of port objects, at most 200; empty is any port.
   * Default: `[]`.
   */
  sourcePorts?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Where packets go: ids of address objects or `any`; 1 to 200, never a literal address.
   * Default: `["any"]`.
   */
  destinationAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everything but `destinationAddresses`.
   * Default: `false`.
   */
  destinationAddressesNegate?: pulumi.Input<boolean>;
  /**
   * Destination ports: ids of port objects, at most 200; empty is any port.
   * Default: `[]`.
   */
  destinationPorts?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * When the rule is in force: ids of time objects, or `any`.
   * Default: `["any"]`.
   */
  timetable?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /**
   * Group of Ideco Center that the server belongs to; by default the root group.
   * Default: `"f3ffde22-a562-4f43-ac04-c40fcec6a88c"`.
   */
  parentId?: pulumi.Input<string>;
  /** Sources as one or two blocks that are ANDed; instead of `sourceAddresses`. Needs v20. */
  sources?: pulumi.Input<pulumi.Input<AddressBlockArgs>[]>;
  /** Destinations as one or two blocks that are ANDed; instead of `destinationAddresses`. Needs v20. */
  destinations?: pulumi.Input<pulumi.Input<AddressBlockArgs>[]>;
  /** Whether packets of this rule are logged. Needs v20; without it the appliance's value stays. */
  logging?: pulumi.Input<boolean>;
  /**
   * Zone or interface where packets come in.
   * Default: `"any"`.
   */
  incomingInterface?: pulumi.Input<string>;
  /**
   * Zone or interface where packets go out.
   * Default: `"any"`.
   */
  outgoingInterface?: pulumi.Input<string>;
  /**
   * HIP profiles a device must meet: `hip_profile.id.N`.
   * Default: `[]`.
   */
  hipProfiles?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * UUID of the application-control profile; required with `dpiEnabled`.
   * Default: `""`.
   */
  dpiProfile?: pulumi.Input<string>;
  /**
   * Whether application control looks into the packets.
   * Default: `false`.
   */
  dpiEnabled?: pulumi.Input<boolean>;
  /**
   * UUID of the intrusion-prevention profile; required with `ipsEnabled`.
   * Default: `""`.
   */
  ipsProfile?: pulumi.Input<string>;
  /**
   * Whether intrusion prevention looks into the packets.
   * Default: `false`.
   */
  ipsEnabled?: pulumi.Input<boolean>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  position?: pulumi.Input<PositionArgs>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the old one is deleted first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of InputRule. */
export interface InputRuleArgs {
  /** What happens to the packet: `accept` or `drop`. */
  action: pulumi.Input<"accept" | "drop">;
  /**
   * Whether the rule is in force.
   * Default: `true`.
   */
  enabled?: pulumi.Input<boolean>;
  /**
   * Protocol; ports need `protocol.tcp` or `protocol.udp`.
   * Default: `"any"`.
   */
  protocol?: pulumi.Input<"any" | "protocol.ah" | "protocol.esp" | "protocol.gre" | "protocol.icmp" | "protocol.tcp" | "protocol.udp">;
  /**
   * Where packets come from: ids of address objects (`ip.id.5`, `subnet.id.2`, `user.id.3` …) or `any`; 1 to 200, never a literal address.
   * Default: `["any"]`.
   */
  sourceAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everything but `sourceAddresses`.
   * Default: `false`.
   */
  sourceAddressesNegate?: pulumi.Input<boolean>;
  /**
   * Source ports: ids of port objects, at most 200; empty is any port.
   * Default: `[]`.
   */
  sourcePorts?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Where packets go: ids of address objects or `any`; 1 to 200, never a literal address.
   * Default: `["any"]`.
   */
  destinationAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everything but `destinationAddresses`.
   * Default: `false`.
   */
  destinationAddressesNegate?: pulumi.Input<boolean>;
  /**
   * Destination ports: ids of port objects, at most 200; empty is any port.
   * Default: `[]`.
   */
  destinationPorts?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * When the rule is in force: ids of time objects, or `any`.
   * Default: `["any"]`.
   */
  timetable?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /**
   * Group of Ideco Center that the server belongs to; by default the root group.
   * Default: `"f3ffde22-a562-4f43-ac04-c40fcec6a88c"`.
   */
  parentId?: pulumi.Input<string>;
  /** Sources as one or two blocks that are ANDed; instead of `sourceAddresses`. Needs v20. */
  sources?: pulumi.Input<pulumi.Input<AddressBlockArgs>[]>;
  /** Destinations as one or two blocks that are ANDed; instead of `destinationAddresses`. Needs v20. */
  destinations?: pulumi.Input<pulumi.Input<AddressBlockArgs>[]>;
  /** Whether packets of this rule are logged. Needs v20; without it the appliance's value stays. */
  logging?: pulumi.Input<boolean>;
  /**
   * Zone or interface where packets come in.
   * Default: `"any"`.
   */
  incomingInterface?: pulumi.Input<string>;
  /**
   * Zone or interface where packets go out.
   * Default: `"any"`.
   */
  outgoingInterface?: pulumi.Input<string>;
  /**
   * HIP profiles a device must meet: `hip_profile.id.N`.
   * Default: `[]`.
   */
  hipProfiles?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * UUID of the application-control profile; required with `dpiEnabled`.
   * Default: `""`.
   */
  dpiProfile?: pulumi.Input<string>;
  /**
   * Whether application control looks into the packets.
   * Default: `false`.
   */
  dpiEnabled?: pulumi.Input<boolean>;
  /**
   * UUID of the intrusion-prevention profile; required with `ipsEnabled`.
   * Default: `""`.
   */
  ipsProfile?: pulumi.Input<string>;
  /**
   * Whether intrusion prevention looks into the packets.
   * Default: `false`.
   */
  ipsEnabled?: pulumi.Input<boolean>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  position?: pulumi.Input<PositionArgs>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the old one is deleted first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of DnatRule. */
export interface DnatRuleArgs {
  /** What happens to the packet: `dnat` changes its destination, `accept` leaves it as it is. */
  action: pulumi.Input<"accept" | "dnat">;
  /**
   * Whether the rule is in force.
   * Default: `true`.
   */
  enabled?: pulumi.Input<boolean>;
  /**
   * Protocol; ports need `protocol.tcp` or `protocol.udp`.
   * Default: `"any"`.
   */
  protocol?: pulumi.Input<"any" | "protocol.ah" | "protocol.esp" | "protocol.gre" | "protocol.icmp" | "protocol.tcp" | "protocol.udp">;
  /**
   * Where packets come from: ids of address objects (`ip.id.5`, `subnet.id.2`, `user.id.3` …) or `any`; 1 to 200, never a literal address.
   * Default: `["any"]`.
   */
  sourceAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everything but `sourceAddresses`.
   * Default: `false`.
   */
  sourceAddressesNegate?: pulumi.Input<boolean>;
  /**
   * Source ports: ids of port objects, at most 200; empty is any port.
   * Default: `[]`.
   */
  sourcePorts?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Where packets go: ids of address objects or `any`; 1 to 200, never a literal address.
   * Default: `["any"]`.
   */
  destinationAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everything but `destinationAddresses`.
   * Default: `false`.
   */
  destinationAddressesNegate?: pulumi.Input<boolean>;
  /**
   * Destination ports: ids of port objects, at most 200; empty is any port.
   * Default: `[]`.
   */
  destinationPorts?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * When the rule is in force: ids of time objects, or `any`.
   * Default: `["any"]`.
   */
  timetable?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /**
   * Group of Ideco Center that the server belongs to; by default the root group.
   * Default: `"f3ffde22-a562-4f43-ac04-c40fcec6a88c"`.
   */
  parentId?: pulumi.Input<string>;
  /** Sources as one or two blocks that are ANDed; instead of `sourceAddresses`. Needs v20. */
  sources?: pulumi.Input<pulumi.Input<AddressBlockArgs>[]>;
  /** Destinations as one or two blocks that are ANDed; instead of `destinationAddresses`. Needs v20. */
  destinations?: pulumi.Input<pulumi.Input<AddressBlockArgs>[]>;
  /** Whether packets of this rule are logged. Needs v20; without it the appliance's value stays. */
  logging?: pulumi.Input<boolean>;
  /**
   * Zone or interface where packets come in.
   * Default: `"any"`.
   */
  incomingInterface?: pulumi.Input<string>;
  /** New destination: an IP address or a range of them (`192.168.1.10`, `192.168.1.10-192.168.1.20`); only with `dnat`. */
  changeDestinationAddress?: pulumi.Input<string | null>;
  /** New destination port or range of ports (`8080`, `8080-8090`); only with `dnat`. */
  changeDestinationPort?: pulumi.Input<string | null>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  position?: pulumi.Input<PositionArgs>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the old one is deleted first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of SnatRule. */
export interface SnatRuleArgs {
  /** What happens to the packet: `snat` changes its source, `accept` leaves it as it is. */
  action: pulumi.Input<"accept" | "snat">;
  /**
   * Whether the rule is in force.
   * Default: `true`.
   */
  enabled?: pulumi.Input<boolean>;
  /**
   * Protocol; ports need `protocol.tcp` or `protocol.udp`.
   * Default: `"any"`.
   */
  protocol?: pulumi.Input<"any" | "protocol.ah" | "protocol.esp" | "protocol.gre" | "protocol.icmp" | "protocol.tcp" | "protocol.udp">;
  /**
   * Where packets come from: ids of address objects (`ip.id.5`, `subnet.id.2`, `user.id.3` …) or `any`; 1 to 200, never a literal address.
   * Default: `["any"]`.
   */
  sourceAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everything but `sourceAddresses`.
   * Default: `false`.
   */
  sourceAddressesNegate?: pulumi.Input<boolean>;
  /**
   * Source ports: ids of port objects, at most 200; empty is any port.
   * Default: `[]`.
   */
  sourcePorts?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Where packets go: ids of address objects or `any`; 1 to 200, never a literal address.
   * Default: `["any"]`.
   */
  destinationAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everything but `destinationAddresses`.
   * Default: `false`.
   */
  destinationAddressesNegate?: pulumi.Input<boolean>;
  /**
   * Destination ports: ids of port objects, at most 200; empty is any port.
   * Default: `[]`.
   */
  destinationPorts?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * When the rule is in force: ids of time objects, or `any`.
   * Default: `["any"]`.
   */
  timetable?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /**
   * Group of Ideco Center that the server belongs to; by default the root group.
   * Default: `"f3ffde22-a562-4f43-ac04-c40fcec6a88c"`.
   */
  parentId?: pulumi.Input<string>;
  /** Sources as one or two blocks that are ANDed; instead of `sourceAddresses`. Needs v20. */
  sources?: pulumi.Input<pulumi.Input<AddressBlockArgs>[]>;
  /** Destinations as one or two blocks that are ANDed; instead of `destinationAddresses`. Needs v20. */
  destinations?: pulumi.Input<pulumi.Input<AddressBlockArgs>[]>;
  /** Whether packets of this rule are logged. Needs v20; without it the appliance's value stays. */
  logging?: pulumi.Input<boolean>;
  /**
   * Zone or interface where packets go out.
   * Default: `"any"`.
   */
  outgoingInterface?: pulumi.Input<string>;
  /** New source: an IP address; required with `snat` and refused otherwise. */
  changeSourceAddress?: pulumi.Input<string | null>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  position?: pulumi.Input<PositionArgs>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the old one is deleted first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of LogRule. */
export interface LogRuleArgs {
  /** Whether packets are marked for logging; a later rule can undo the mark of an earlier one. */
  action: pulumi.Input<"mark_log" | "mark_not_log">;
  /**
   * Whether the rule is in force.
   * Default: `true`.
   */
  enabled?: pulumi.Input<boolean>;
  /**
   * Protocol; ports need `protocol.tcp` or `protocol.udp`.
   * Default: `"any"`.
   */
  protocol?: pulumi.Input<"any" | "protocol.ah" | "protocol.esp" | "protocol.gre" | "protocol.icmp" | "protocol.tcp" | "protocol.udp">;
  /**
   * Where packets come from: ids of address objects (`ip.id.5`, `subnet.id.2`, `user.id.3` …) or `any`; 1 to 200, never a literal address.
   * Default: `["any"]`.
   */
  sourceAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everything but `sourceAddresses`.
   * Default: `false`.
   */
  sourceAddressesNegate?: pulumi.Input<boolean>;
  /**
   * Source ports: ids of port objects, at most 200; empty is any port.
   * Default: `[]`.
   */
  sourcePorts?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Where packets go: ids of address objects or `any`; 1 to 200, never a literal address.
   * Default: `["any"]`.
   */
  destinationAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everything but `destinationAddresses`.
   * Default: `false`.
   */
  destinationAddressesNegate?: pulumi.Input<boolean>;
  /**
   * Destination ports: ids of port objects, at most 200; empty is any port.
   * Default: `[]`.
   */
  destinationPorts?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * When the rule is in force: ids of time objects, or `any`.
   * Default: `["any"]`.
   */
  timetable?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /**
   * Group of Ideco Center that the server belongs to; by default the root group.
   * Default: `"f3ffde22-a562-4f43-ac04-c40fcec6a88c"`.
   */
  parentId?: pulumi.Input<string>;
  /**
   * Zone or interface where packets come in.
   * Default: `"any"`.
   */
  incomingInterface?: pulumi.Input<string>;
  /**
   * Zone or interface where packets go out.
   * Default: `"any"`.
   */
  outgoingInterface?: pulumi.Input<string>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  position?: pulumi.Input<PositionArgs>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the old one is deleted first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of AppControlRule. */
export interface AppControlRuleArgs {
  /** Name of the rule, not empty. */
  name: pulumi.Input<string>;
  /** What happens to traffic of these applications. */
  action: pulumi.Input<"accept" | "drop">;
  /** Whom the rule applies to: ids of objects, or `any`. */
  aliases: pulumi.Input<pulumi.Input<string>[]>;
  /** Applications (the appliance's list of protocols). */
  protocols: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Whether the rule is in force.
   * Default: `true`.
   */
  enabled?: pulumi.Input<boolean>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /**
   * Group of Ideco Center that the server belongs to; by default the root group.
   * Default: `"f3ffde22-a562-4f43-ac04-c40fcec6a88c"`.
   */
  parentId?: pulumi.Input<string>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  position?: pulumi.Input<PositionArgs>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the old one is deleted first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of ContentFilterRule. */
export interface ContentFilterRuleArgs {
  /** Name of the rule, not empty. */
  name: pulumi.Input<string>;
  /** What happens to the request: `allow`, `deny` (a page says so), `bump` (decrypt it), `redirect` (to `redirectUrl`). */
  access: pulumi.Input<"allow" | "deny" | "bump" | "redirect">;
  /**
   * Whom the rule applies to: ids of objects, or `any`.
   * Default: `["any"]`.
   */
  aliases?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Ids of categories of sites: `users.id.1`, `extended.id.5` …
   * Default: `[]`.
   */
  categories?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * HTTP methods; empty is every method.
   * Default: `[]`.
   */
  httpMethods?: pulumi.Input<pulumi.Input<"GET" | "POST" | "PUT" | "DELETE" | "HEAD" | "OPTIONS" | "PATCH" | "TRACE" | "CONNECT">[]>;
  /**
   * MIME types; empty is every type.
   * Default: `[]`.
   */
  contentTypes?: pulumi.Input<pulumi.Input<string>[]>;
  /** Where `redirect` leads; required with it and refused otherwise. */
  redirectUrl?: pulumi.Input<string | null>;
  /**
   * Whether the rule is in force.
   * Default: `true`.
   */
  enabled?: pulumi.Input<boolean>;
  /**
   * When the rule is in force: ids of time objects, or `any`.
   * Default: `["any"]`.
   */
  timetable?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /**
   * Group of Ideco Center that the server belongs to; by default the root group.
   * Default: `"f3ffde22-a562-4f43-ac04-c40fcec6a88c"`.
   */
  parentId?: pulumi.Input<string>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  position?: pulumi.Input<PositionArgs>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the old one is deleted first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of RuleTable. */
export interface RuleTableArgs {
  /**
   * The table.
   * A change replaces the resource; the old one is deleted first.
   */
  table: pulumi.Input<"forward" | "input" | "dnat" | "snat" | "log" | "appControl" | "contentFilter">;
  /** `exclusive`: the table is exactly `rules`. `shared`: `rules` are one block; all other rules keep their order and are never touched. Rules from a central console are left alone in both. */
  ownership: pulumi.Input<"exclusive" | "shared">;
  /** Where the block stands among the other rules; with `shared` only. Default: `{ last: true }`. */
  placement?: pulumi.Input<PositionArgs>;
  /** The rules, the first one at the top. */
  rules: pulumi.Input<pulumi.Input<TableRuleArgs>[]>;
  /** Packets whose verdict is watched; in the tables forward and input. */
  guard?: pulumi.Input<GuardArgs>;
  /**
   * Makes errors of the warnings: rules that can never match, and a table that somebody else changed since the state saw it.
   * Default: `false`.
   */
  strict?: pulumi.Input<boolean>;
  /** Refuses a change that deletes more rules than that. */
  maxDeletes?: pulumi.Input<number>;
  /**
   * What happens to the rules when the resource goes: they are deleted (hitless), kept, or the table becomes what it was before its creation.
   * Default: `"delete"`.
   */
  onDelete?: pulumi.Input<"delete" | "keep" | "restore">;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the old one is deleted first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
}

/** The arguments of getRules. */
export interface GetRulesArgs {
  /** The table. */
  table: "forward" | "input" | "dnat" | "snat" | "log" | "appControl" | "contentFilter";
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the old one is deleted first.
   */
  connection?: string;
}

/** The arguments of getRulesOutput. */
export interface GetRulesOutputArgs {
  /** The table. */
  table: pulumi.Input<"forward" | "input" | "dnat" | "snat" | "log" | "appControl" | "contentFilter">;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the old one is deleted first.
   */
  connection?: pulumi.Input<string>;
}

/** What getRules gives. */
export interface GetRulesResult {
  /** The rules, the first one at the top. */
  items: FoundRule[];
}

/** Addresses of one side of a rule; the blocks of a side are ANDed (from v20). */
export interface AddressBlock {
  /**
   * Ids of address objects, or `any`; 1 to 200.
   * Default: `["any"]`.
   */
  addresses: string[];
  /**
   * Everything but these addresses.
   * Default: `false`.
   */
  addressesNegate: boolean;
}

/** Addresses of one side of a rule; the blocks of a side are ANDed (from v20). */
export interface AddressBlockArgs {
  /**
   * Ids of address objects, or `any`; 1 to 200.
   * Default: `["any"]`.
   */
  addresses?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everything but these addresses.
   * Default: `false`.
   */
  addressesNegate?: pulumi.Input<boolean>;
}

/** A rule as it stands on the appliance; which fields it has depends on the table. */
export interface FoundRule {
  /** Number of the rule. */
  id: number;
  /** What happens to traffic of these applications. */
  action?: "accept" | "drop";
  /** Whether the rule is in force. */
  enabled?: boolean;
  /** Protocol; ports need `protocol.tcp` or `protocol.udp`. */
  protocol?: "any" | "protocol.ah" | "protocol.esp" | "protocol.gre" | "protocol.icmp" | "protocol.tcp" | "protocol.udp";
  /** Where packets come from: ids of address objects (`ip.id.5`, `subnet.id.2`, `user.id.3` …) or `any`; 1 to 200, never a literal address. */
  sourceAddresses?: string[];
  /** Everything but `sourceAddresses`. */
  sourceAddressesNegate?: boolean;
  /** Source ports: ids of port objects, at most 200; empty is any port. */
  sourcePorts?: string[];
  /** Where packets go: ids of address objects or `any`; 1 to 200, never a literal address. */
  destinationAddresses?: string[];
  /** Everything but `destinationAddresses`. */
  destinationAddressesNegate?: boolean;
  /** Destination ports: ids of port objects, at most 200; empty is any port. */
  destinationPorts?: string[];
  /** When the rule is in force: ids of time objects, or `any`. */
  timetable?: string[];
  /** Free text, at most 255 characters. */
  comment?: string;
  /** Group of Ideco Center that the server belongs to; by default the root group. */
  parentId?: string;
  /** Sources as one or two blocks that are ANDed; instead of `sourceAddresses`. Needs v20. */
  sources?: AddressBlock[];
  /** Destinations as one or two blocks that are ANDed; instead of `destinationAddresses`. Needs v20. */
  destinations?: AddressBlock[];
  /** Whether packets of this rule are logged. Needs v20; without it the appliance's value stays. */
  logging?: boolean;
  /** Zone or interface where packets come in. */
  incomingInterface?: string;
  /** Zone or interface where packets go out. */
  outgoingInterface?: string;
  /** HIP profiles a device must meet: `hip_profile.id.N`. */
  hipProfiles?: string[];
  /** UUID of the application-control profile; required with `dpiEnabled`. */
  dpiProfile?: string;
  /** Whether application control looks into the packets. */
  dpiEnabled?: boolean;
  /** UUID of the intrusion-prevention profile; required with `ipsEnabled`. */
  ipsProfile?: string;
  /** Whether intrusion prevention looks into the packets. */
  ipsEnabled?: boolean;
  /** New destination: an IP address or a range of them (`192.168.1.10`, `192.168.1.10-192.168.1.20`); only with `dnat`. */
  changeDestinationAddress?: string;
  /** New destination port or range of ports (`8080`, `8080-8090`); only with `dnat`. */
  changeDestinationPort?: string;
  /** New source: an IP address; required with `snat` and refused otherwise. */
  changeSourceAddress?: string;
  /** Name of the rule, not empty. */
  name?: string;
  /** Whom the rule applies to: ids of objects, or `any`. */
  aliases?: string[];
  /** Applications (the appliance's list of protocols). */
  protocols?: string[];
  /** What happens to the request: `allow`, `deny` (a page says so), `bump` (decrypt it), `redirect` (to `redirectUrl`). */
  access?: "allow" | "deny" | "bump" | "redirect";
  /** Ids of categories of sites: `users.id.1`, `extended.id.5` … */
  categories?: string[];
  /** HTTP methods; empty is every method. */
  httpMethods?: Array<"GET" | "POST" | "PUT" | "DELETE" | "HEAD" | "OPTIONS" | "PATCH" | "TRACE" | "CONNECT">;
  /** MIME types; empty is every type. */
  contentTypes?: string[];
  /** Where `redirect` leads; required with it and refused otherwise. */
  redirectUrl?: string;
}

/** Packets whose verdict must hold at every step of a change, and in its end. */
export interface Guard {
  /**
   * Packets that must be accepted: the way to the appliance's own administration, say.
   * Default: `[]`.
   */
  keep: GuardPacket[];
  /**
   * Packets that must be dropped.
   * Default: `[]`.
   */
  deny: GuardPacket[];
  /**
   * After a change the appliance is reached over a fresh connection; where that fails and an open connection still answers, the table is put back.
   * Default: `true`.
   */
  rollback: boolean;
}

/** Packets whose verdict must hold at every step of a change, and in its end. */
export interface GuardArgs {
  /**
   * Packets that must be accepted: the way to the appliance's own administration, say.
   * Default: `[]`.
   */
  keep?: pulumi.Input<pulumi.Input<GuardPacketArgs>[]>;
  /**
   * Packets that must be dropped.
   * Default: `[]`.
   */
  deny?: pulumi.Input<pulumi.Input<GuardPacketArgs>[]>;
  /**
   * After a change the appliance is reached over a fresh connection; where that fails and an open connection still answers, the table is put back.
   * Default: `true`.
   */
  rollback?: pulumi.Input<boolean>;
}

/** A packet by literal values, whose verdict is watched. */
export interface GuardPacket {
  /** Protocol; without it a packet of any protocol is meant. */
  protocol?: "tcp" | "udp" | "icmp" | "gre" | "esp" | "ah";
  /** Source address, IPv4. */
  sourceAddress: string;
  /** Source port. */
  sourcePort?: number;
  /** Destination address, IPv4. */
  destinationAddress: string;
  /** Destination port. */
  destinationPort?: number;
  /** Zone or interface where it comes in, as in rules. */
  incomingInterface?: string;
  /** Zone or interface where it goes out, as in rules. */
  outgoingInterface?: string;
}

/** A packet by literal values, whose verdict is watched. */
export interface GuardPacketArgs {
  /** Protocol; without it a packet of any protocol is meant. */
  protocol?: pulumi.Input<"tcp" | "udp" | "icmp" | "gre" | "esp" | "ah">;
  /** Source address, IPv4. */
  sourceAddress: pulumi.Input<string>;
  /** Source port. */
  sourcePort?: pulumi.Input<number>;
  /** Destination address, IPv4. */
  destinationAddress: pulumi.Input<string>;
  /** Destination port. */
  destinationPort?: pulumi.Input<number>;
  /** Zone or interface where it comes in, as in rules. */
  incomingInterface?: pulumi.Input<string>;
  /** Zone or interface where it goes out, as in rules. */
  outgoingInterface?: pulumi.Input<string>;
}

/** Where a rule stands among the rules of its table; exactly one of the four. It is enforced: a rule moved by hand is drift. */
export interface Position {
  /** Above all other rules. Several rules may claim it; their order among each other is free. */
  first?: boolean;
  /** Below all other rules. Several rules may claim it; their order among each other is free. */
  last?: boolean;
  /** Anywhere below the rule with this id. Pass `rule.id`, which stays known in previews. */
  after?: number | string;
  /** Anywhere above the rule with this id. Pass `rule.id`, which stays known in previews. */
  before?: number | string;
}

/** Where a rule stands among the rules of its table; exactly one of the four. It is enforced: a rule moved by hand is drift. */
export interface PositionArgs {
  /** Above all other rules. Several rules may claim it; their order among each other is free. */
  first?: pulumi.Input<boolean>;
  /** Below all other rules. Several rules may claim it; their order among each other is free. */
  last?: pulumi.Input<boolean>;
  /** Anywhere below the rule with this id. Pass `rule.id`, which stays known in previews. */
  after?: pulumi.Input<number | string>;
  /** Anywhere above the rule with this id. Pass `rule.id`, which stays known in previews. */
  before?: pulumi.Input<number | string>;
}

/** What the provider has to remember of a table. */
export interface TableBookkeeping {
  /** What the table was when the state saw it last. */
  digest: string;
  /** Rules that were seen and are not ours. */
  foreign: number[];
  /** Rules of ours that a change which failed on the way has still to delete. */
  stale?: number[];
  /** The rule of a creation whose answer never came. */
  unanswered?: any;
  /** A change was begun and not finished. */
  changeBegun?: boolean;
  /** The table as it was before the creation, for `onDelete: "restore"`. */
  original?: any;
}

/** What a change of a table took. */
export interface TableChange {
  /** Rules inserted. */
  inserted: number;
  /** Rules edited in place. */
  edited: number;
  /** Rules moved. */
  moved: number;
  /** Rules deleted. */
  deleted: number;
  /** Calls sent. */
  calls: number;
  /** The least possible number of calls. */
  leastCalls: number;
}

/** A rule of a table. Which fields it has, which are required and their defaults are those of the table's single-rule resource. */
export interface TableRule {
  /** The rule's name in the program, unique in the table: its identity, whatever its place and content. Renaming a key is no call. */
  key: string;
  /** What happens: `accept` or `drop` (forward, input, appControl), `accept` or `dnat`, `accept` or `snat`, `mark_log` or `mark_not_log`. */
  action?: "accept" | "drop" | "dnat" | "snat" | "mark_log" | "mark_not_log";
  /** Whether the rule is in force. */
  enabled?: boolean;
  /** Protocol; ports need `protocol.tcp` or `protocol.udp`. */
  protocol?: string;
  /** Where packets come from: ids of address objects (`ip.id.5`, `subnet.id.2`, `user.id.3` …) or `any`; 1 to 200, never a literal address. */
  sourceAddresses?: string[];
  /** Everything but `sourceAddresses`. */
  sourceAddressesNegate?: boolean;
  /** Source ports: ids of port objects, at most 200; empty is any port. */
  sourcePorts?: string[];
  /** Where packets go: ids of address objects or `any`; 1 to 200, never a literal address. */
  destinationAddresses?: string[];
  /** Everything but `destinationAddresses`. */
  destinationAddressesNegate?: boolean;
  /** Destination ports: ids of port objects, at most 200; empty is any port. */
  destinationPorts?: string[];
  /** When the rule is in force: ids of time objects, or `any`. */
  timetable?: string[];
  /** Free text, at most 255 characters. */
  comment?: string;
  /** Group of Ideco Center that the server belongs to; by default the root group. */
  parentId?: string;
  /** Sources as one or two blocks that are ANDed; instead of `sourceAddresses`. Needs v20. */
  sources?: AddressBlock[];
  /** Destinations as one or two blocks that are ANDed; instead of `destinationAddresses`. Needs v20. */
  destinations?: AddressBlock[];
  /** Whether packets of this rule are logged. Needs v20; without it the appliance's value stays. */
  logging?: boolean;
  /** Zone or interface where packets come in. */
  incomingInterface?: string;
  /** Zone or interface where packets go out. */
  outgoingInterface?: string;
  /** HIP profiles a device must meet: `hip_profile.id.N`. */
  hipProfiles?: string[];
  /** UUID of the application-control profile; required with `dpiEnabled`. */
  dpiProfile?: string;
  /** Whether application control looks into the packets. */
  dpiEnabled?: boolean;
  /** UUID of the intrusion-prevention profile; required with `ipsEnabled`. */
  ipsProfile?: string;
  /** Whether intrusion prevention looks into the packets. */
  ipsEnabled?: boolean;
  /** New destination: an IP address or a range of them (`192.168.1.10`, `192.168.1.10-192.168.1.20`); only with `dnat`. */
  changeDestinationAddress?: string;
  /** New destination port or range of ports (`8080`, `8080-8090`); only with `dnat`. */
  changeDestinationPort?: string;
  /** New source: an IP address; required with `snat` and refused otherwise. */
  changeSourceAddress?: string;
  /** Name of the rule, not empty. */
  name?: string;
  /** Whom the rule applies to: ids of objects, or `any`. */
  aliases?: string[];
  /** Applications (the appliance's list of protocols). */
  protocols?: string[];
  /** What happens to the request: `allow`, `deny` (a page says so), `bump` (decrypt it), `redirect` (to `redirectUrl`). */
  access?: "allow" | "deny" | "bump" | "redirect";
  /** Ids of categories of sites: `users.id.1`, `extended.id.5` … */
  categories?: string[];
  /** HTTP methods; empty is every method. */
  httpMethods?: Array<"GET" | "POST" | "PUT" | "DELETE" | "HEAD" | "OPTIONS" | "PATCH" | "TRACE" | "CONNECT">;
  /** MIME types; empty is every type. */
  contentTypes?: string[];
  /** Where `redirect` leads; required with it and refused otherwise. */
  redirectUrl?: string;
}

/** A rule of a table. Which fields it has, which are required and their defaults are those of the table's single-rule resource. */
export interface TableRuleArgs {
  /** The rule's name in the program, unique in the table: its identity, whatever its place and content. Renaming a key is no call. */
  key: pulumi.Input<string>;
  /** What happens: `accept` or `drop` (forward, input, appControl), `accept` or `dnat`, `accept` or `snat`, `mark_log` or `mark_not_log`. */
  action?: pulumi.Input<"accept" | "drop" | "dnat" | "snat" | "mark_log" | "mark_not_log">;
  /** Whether the rule is in force. */
  enabled?: pulumi.Input<boolean>;
  /** Protocol; ports need `protocol.tcp` or `protocol.udp`. */
  protocol?: pulumi.Input<string>;
  /** Where packets come from: ids of address objects (`ip.id.5`, `subnet.id.2`, `user.id.3` …) or `any`; 1 to 200, never a literal address. */
  sourceAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /** Everything but `sourceAddresses`. */
  sourceAddressesNegate?: pulumi.Input<boolean>;
  /** Source ports: ids of port objects, at most 200; empty is any port. */
  sourcePorts?: pulumi.Input<pulumi.Input<string>[]>;
  /** Where packets go: ids of address objects or `any`; 1 to 200, never a literal address. */
  destinationAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /** Everything but `destinationAddresses`. */
  destinationAddressesNegate?: pulumi.Input<boolean>;
  /** Destination ports: ids of port objects, at most 200; empty is any port. */
  destinationPorts?: pulumi.Input<pulumi.Input<string>[]>;
  /** When the rule is in force: ids of time objects, or `any`. */
  timetable?: pulumi.Input<pulumi.Input<string>[]>;
  /** Free text, at most 255 characters. */
  comment?: pulumi.Input<string>;
  /** Group of Ideco Center that the server belongs to; by default the root group. */
  parentId?: pulumi.Input<string>;
  /** Sources as one or two blocks that are ANDed; instead of `sourceAddresses`. Needs v20. */
  sources?: pulumi.Input<pulumi.Input<AddressBlockArgs>[]>;
  /** Destinations as one or two blocks that are ANDed; instead of `destinationAddresses`. Needs v20. */
  destinations?: pulumi.Input<pulumi.Input<AddressBlockArgs>[]>;
  /** Whether packets of this rule are logged. Needs v20; without it the appliance's value stays. */
  logging?: pulumi.Input<boolean>;
  /** Zone or interface where packets come in. */
  incomingInterface?: pulumi.Input<string>;
  /** Zone or interface where packets go out. */
  outgoingInterface?: pulumi.Input<string>;
  /** HIP profiles a device must meet: `hip_profile.id.N`. */
  hipProfiles?: pulumi.Input<pulumi.Input<string>[]>;
  /** UUID of the application-control profile; required with `dpiEnabled`. */
  dpiProfile?: pulumi.Input<string>;
  /** Whether application control looks into the packets. */
  dpiEnabled?: pulumi.Input<boolean>;
  /** UUID of the intrusion-prevention profile; required with `ipsEnabled`. */
  ipsProfile?: pulumi.Input<string>;
  /** Whether intrusion prevention looks into the packets. */
  ipsEnabled?: pulumi.Input<boolean>;
  /** New destination: an IP address or a range of them (`192.168.1.10`, `192.168.1.10-192.168.1.20`); only with `dnat`. */
  changeDestinationAddress?: pulumi.Input<string | null>;
  /** New destination port or range of ports (`8080`, `8080-8090`); only with `dnat`. */
  changeDestinationPort?: pulumi.Input<string | null>;
  /** New source: an IP address; required with `snat` and refused otherwise. */
  changeSourceAddress?: pulumi.Input<string | null>;
  /** Name of the rule, not empty. */
  name?: pulumi.Input<string>;
  /** Whom the rule applies to: ids of objects, or `any`. */
  aliases?: pulumi.Input<pulumi.Input<string>[]>;
  /** Applications (the appliance's list of protocols). */
  protocols?: pulumi.Input<pulumi.Input<string>[]>;
  /** What happens to the request: `allow`, `deny` (a page says so), `bump` (decrypt it), `redirect` (to `redirectUrl`). */
  access?: pulumi.Input<"allow" | "deny" | "bump" | "redirect">;
  /** Ids of categories of sites: `users.id.1`, `extended.id.5` … */
  categories?: pulumi.Input<pulumi.Input<string>[]>;
  /** HTTP methods; empty is every method. */
  httpMethods?: pulumi.Input<pulumi.Input<"GET" | "POST" | "PUT" | "DELETE" | "HEAD" | "OPTIONS" | "PATCH" | "TRACE" | "CONNECT">[]>;
  /** MIME types; empty is every type. */
  contentTypes?: pulumi.Input<pulumi.Input<string>[]>;
  /** Where `redirect` leads; required with it and refused otherwise. */
  redirectUrl?: pulumi.Input<string | null>;
}
