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
   * Protocol: `tcp`, `udp`, `icmp`, `gre`, `esp`, `ah` or `any`; ports need `tcp` or `udp`.
   * Default: `"any"`.
   */
  protocol?: pulumi.Input<"any" | "protocol.ah" | "protocol.esp" | "protocol.gre" | "protocol.icmp" | "protocol.tcp" | "protocol.udp" | "ah" | "esp" | "gre" | "icmp" | "tcp" | "udp">;
  /**
   * Where packets come from: addresses, networks, ranges, domains (`192.168.0.0/24`), titles of objects, users or groups (`Accounting`), ids (`ip.id.5`), or `any`; 1 to 200.
   * Default: `["any"]`.
   */
  sourceAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everything but `sourceAddresses`.
   * Default: `false`.
   */
  sourceAddressesNegate?: pulumi.Input<boolean>;
  /**
   * Source ports: ports, ranges (`8000-8080`), titles or ids of port objects, at most 200; empty is any port.
   * Default: `[]`.
   */
  sourcePorts?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Where packets go, as in `sourceAddresses`; 1 to 200.
   * Default: `["any"]`.
   */
  destinationAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everything but `destinationAddresses`.
   * Default: `false`.
   */
  destinationAddressesNegate?: pulumi.Input<boolean>;
  /**
   * Destination ports, as in `sourcePorts`, at most 200; empty is any port.
   * Default: `[]`.
   */
  destinationPorts?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * When the rule is in force: titles or ids of time objects, or `any`.
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
   * Zone or interface where packets come in, by title or id.
   * Default: `"any"`.
   */
  incomingInterface?: pulumi.Input<string>;
  /**
   * Zone or interface where packets go out, by title or id.
   * Default: `"any"`.
   */
  outgoingInterface?: pulumi.Input<string>;
  /**
   * HIP profiles a device must meet: titles or ids (`hip_profile.id.N`).
   * Default: `[]`.
   */
  hipProfiles?: pulumi.Input<pulumi.Input<string>[]>;
  /** Devices that meet none of `hipProfiles`. Needs v22. */
  hipProfilesNegate?: pulumi.Input<boolean>;
  /**
   * The application-control profile, by name or UUID; required with `dpiEnabled`.
   * Default: `""`.
   */
  dpiProfile?: pulumi.Input<string>;
  /**
   * Whether application control looks into the packets.
   * Default: `false`.
   */
  dpiEnabled?: pulumi.Input<boolean>;
  /**
   * The intrusion-prevention profile, by name or UUID; required with `ipsEnabled`.
   * Default: `""`.
   */
  ipsProfile?: pulumi.Input<string>;
  /**
   * Whether intrusion prevention looks into the packets.
   * Default: `false`.
   */
  ipsEnabled?: pulumi.Input<boolean>;
  /** Short form of `protocol` and `destinationPorts`: `tcp/443`, `udp/5000-5010`, `tcp/HTTPS` (a title), `icmp`; all of one protocol. */
  services?: pulumi.Input<pulumi.Input<string>[]>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  position?: pulumi.Input<PositionArgs>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
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
   * Protocol: `tcp`, `udp`, `icmp`, `gre`, `esp`, `ah` or `any`; ports need `tcp` or `udp`.
   * Default: `"any"`.
   */
  protocol?: pulumi.Input<"any" | "protocol.ah" | "protocol.esp" | "protocol.gre" | "protocol.icmp" | "protocol.tcp" | "protocol.udp" | "ah" | "esp" | "gre" | "icmp" | "tcp" | "udp">;
  /**
   * Where packets come from: addresses, networks, ranges, domains (`192.168.0.0/24`), titles of objects, users or groups (`Accounting`), ids (`ip.id.5`), or `any`; 1 to 200.
   * Default: `["any"]`.
   */
  sourceAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everything but `sourceAddresses`.
   * Default: `false`.
   */
  sourceAddressesNegate?: pulumi.Input<boolean>;
  /**
   * Source ports: ports, ranges (`8000-8080`), titles or ids of port objects, at most 200; empty is any port.
   * Default: `[]`.
   */
  sourcePorts?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Where packets go, as in `sourceAddresses`; 1 to 200.
   * Default: `["any"]`.
   */
  destinationAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everything but `destinationAddresses`.
   * Default: `false`.
   */
  destinationAddressesNegate?: pulumi.Input<boolean>;
  /**
   * Destination ports, as in `sourcePorts`, at most 200; empty is any port.
   * Default: `[]`.
   */
  destinationPorts?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * When the rule is in force: titles or ids of time objects, or `any`.
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
   * Zone or interface where packets come in, by title or id.
   * Default: `"any"`.
   */
  incomingInterface?: pulumi.Input<string>;
  /**
   * Zone or interface where packets go out, by title or id.
   * Default: `"any"`.
   */
  outgoingInterface?: pulumi.Input<string>;
  /**
   * HIP profiles a device must meet: titles or ids (`hip_profile.id.N`).
   * Default: `[]`.
   */
  hipProfiles?: pulumi.Input<pulumi.Input<string>[]>;
  /** Devices that meet none of `hipProfiles`. Needs v22. */
  hipProfilesNegate?: pulumi.Input<boolean>;
  /**
   * The application-control profile, by name or UUID; required with `dpiEnabled`.
   * Default: `""`.
   */
  dpiProfile?: pulumi.Input<string>;
  /**
   * Whether application control looks into the packets.
   * Default: `false`.
   */
  dpiEnabled?: pulumi.Input<boolean>;
  /**
   * The intrusion-prevention profile, by name or UUID; required with `ipsEnabled`.
   * Default: `""`.
   */
  ipsProfile?: pulumi.Input<string>;
  /**
   * Whether intrusion prevention looks into the packets.
   * Default: `false`.
   */
  ipsEnabled?: pulumi.Input<boolean>;
  /** Short form of `protocol` and `destinationPorts`: `tcp/443`, `udp/5000-5010`, `tcp/HTTPS` (a title), `icmp`; all of one protocol. */
  services?: pulumi.Input<pulumi.Input<string>[]>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  position?: pulumi.Input<PositionArgs>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
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
   * Protocol: `tcp`, `udp`, `icmp`, `gre`, `esp`, `ah` or `any`; ports need `tcp` or `udp`.
   * Default: `"any"`.
   */
  protocol?: pulumi.Input<"any" | "protocol.ah" | "protocol.esp" | "protocol.gre" | "protocol.icmp" | "protocol.tcp" | "protocol.udp" | "ah" | "esp" | "gre" | "icmp" | "tcp" | "udp">;
  /**
   * Where packets come from: addresses, networks, ranges, domains (`192.168.0.0/24`), titles of objects, users or groups (`Accounting`), ids (`ip.id.5`), or `any`; 1 to 200.
   * Default: `["any"]`.
   */
  sourceAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everything but `sourceAddresses`.
   * Default: `false`.
   */
  sourceAddressesNegate?: pulumi.Input<boolean>;
  /**
   * Source ports: ports, ranges (`8000-8080`), titles or ids of port objects, at most 200; empty is any port.
   * Default: `[]`.
   */
  sourcePorts?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Where packets go, as in `sourceAddresses`; 1 to 200.
   * Default: `["any"]`.
   */
  destinationAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everything but `destinationAddresses`.
   * Default: `false`.
   */
  destinationAddressesNegate?: pulumi.Input<boolean>;
  /**
   * Destination ports, as in `sourcePorts`, at most 200; empty is any port.
   * Default: `[]`.
   */
  destinationPorts?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * When the rule is in force: titles or ids of time objects, or `any`.
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
   * Zone or interface where packets come in, by title or id.
   * Default: `"any"`.
   */
  incomingInterface?: pulumi.Input<string>;
  /** New destination: an IPv4 address or a range of them (`192.168.1.10`, `192.168.1.10-192.168.1.20`), or the title or id of such an object; required with `dnat` and refused otherwise. */
  changeDestinationAddress?: pulumi.Input<string | null>;
  /** New destination port or range of ports, as text (`8080`, `8080-8090`), or the title or id of such an object; only with `dnat` and with the protocol `tcp` or `udp`. */
  changeDestinationPort?: pulumi.Input<string | null>;
  /** Short form of `protocol` and `destinationPorts`: `tcp/443`, `udp/5000-5010`, `tcp/HTTPS` (a title), `icmp`; all of one protocol. */
  services?: pulumi.Input<pulumi.Input<string>[]>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  position?: pulumi.Input<PositionArgs>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
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
   * Protocol: `tcp`, `udp`, `icmp`, `gre`, `esp`, `ah` or `any`; ports need `tcp` or `udp`.
   * Default: `"any"`.
   */
  protocol?: pulumi.Input<"any" | "protocol.ah" | "protocol.esp" | "protocol.gre" | "protocol.icmp" | "protocol.tcp" | "protocol.udp" | "ah" | "esp" | "gre" | "icmp" | "tcp" | "udp">;
  /**
   * Where packets come from: addresses, networks, ranges, domains (`192.168.0.0/24`), titles of objects, users or groups (`Accounting`), ids (`ip.id.5`), or `any`; 1 to 200.
   * Default: `["any"]`.
   */
  sourceAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everything but `sourceAddresses`.
   * Default: `false`.
   */
  sourceAddressesNegate?: pulumi.Input<boolean>;
  /**
   * Source ports: ports, ranges (`8000-8080`), titles or ids of port objects, at most 200; empty is any port.
   * Default: `[]`.
   */
  sourcePorts?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Where packets go, as in `sourceAddresses`; 1 to 200.
   * Default: `["any"]`.
   */
  destinationAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everything but `destinationAddresses`.
   * Default: `false`.
   */
  destinationAddressesNegate?: pulumi.Input<boolean>;
  /**
   * Destination ports, as in `sourcePorts`, at most 200; empty is any port.
   * Default: `[]`.
   */
  destinationPorts?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * When the rule is in force: titles or ids of time objects, or `any`.
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
   * Zone or interface where packets go out, by title or id.
   * Default: `"any"`.
   */
  outgoingInterface?: pulumi.Input<string>;
  /** New source: an IPv4 address or a range of them, or the title or id of such an object; only with `snat`. Without it the appliance takes the address of the interface where the packet leaves, which is needed only where that has several. */
  changeSourceAddress?: pulumi.Input<string | null>;
  /** Short form of `protocol` and `destinationPorts`: `tcp/443`, `udp/5000-5010`, `tcp/HTTPS` (a title), `icmp`; all of one protocol. */
  services?: pulumi.Input<pulumi.Input<string>[]>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  position?: pulumi.Input<PositionArgs>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
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
   * Protocol: `tcp`, `udp`, `icmp`, `gre`, `esp`, `ah` or `any`; ports need `tcp` or `udp`.
   * Default: `"any"`.
   */
  protocol?: pulumi.Input<"any" | "protocol.ah" | "protocol.esp" | "protocol.gre" | "protocol.icmp" | "protocol.tcp" | "protocol.udp" | "ah" | "esp" | "gre" | "icmp" | "tcp" | "udp">;
  /**
   * Where packets come from: addresses, networks, ranges, domains (`192.168.0.0/24`), titles of objects, users or groups (`Accounting`), ids (`ip.id.5`), or `any`; 1 to 200.
   * Default: `["any"]`.
   */
  sourceAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everything but `sourceAddresses`.
   * Default: `false`.
   */
  sourceAddressesNegate?: pulumi.Input<boolean>;
  /**
   * Source ports: ports, ranges (`8000-8080`), titles or ids of port objects, at most 200; empty is any port.
   * Default: `[]`.
   */
  sourcePorts?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Where packets go, as in `sourceAddresses`; 1 to 200.
   * Default: `["any"]`.
   */
  destinationAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everything but `destinationAddresses`.
   * Default: `false`.
   */
  destinationAddressesNegate?: pulumi.Input<boolean>;
  /**
   * Destination ports, as in `sourcePorts`, at most 200; empty is any port.
   * Default: `[]`.
   */
  destinationPorts?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * When the rule is in force: titles or ids of time objects, or `any`.
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
   * Zone or interface where packets come in, by title or id.
   * Default: `"any"`.
   */
  incomingInterface?: pulumi.Input<string>;
  /**
   * Zone or interface where packets go out, by title or id.
   * Default: `"any"`.
   */
  outgoingInterface?: pulumi.Input<string>;
  /** Short form of `protocol` and `destinationPorts`: `tcp/443`, `udp/5000-5010`, `tcp/HTTPS` (a title), `icmp`; all of one protocol. */
  services?: pulumi.Input<pulumi.Input<string>[]>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  position?: pulumi.Input<PositionArgs>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
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
  /** Whom the rule applies to: values, titles or ids of objects, or `any`. */
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
   * A change replaces the resource; the new one is made first.
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
   * Whom the rule applies to: values, titles or ids of objects, or `any`.
   * Default: `["any"]`.
   */
  aliases?: pulumi.Input<pulumi.Input<string>[]>;
  /** Everybody but `aliases`. Needs v22. */
  aliasesNegate?: pulumi.Input<boolean>;
  /** Whom the rule applies to as one or two blocks that are ANDed; instead of `aliases`. Two, or a negated one, need v22. */
  aliasBlocks?: pulumi.Input<pulumi.Input<AliasBlockArgs>[]>;
  /**
   * Categories of sites: names, or ids (`users.id.1`, `extended.id.5` …). A rule without any never works, says the vendor's page.
   * Default: `[]`.
   */
  categories?: pulumi.Input<pulumi.Input<string>[]>;
  /** Every site but those of `categories`. Needs v22. */
  categoriesNegate?: pulumi.Input<boolean>;
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
  /** Only URLs of this pattern. How it is written no page of the vendor says. Needs v22. */
  uriRegex?: pulumi.Input<string>;
  /** Only traffic in this direction, in the appliance's own word (no page prints them: see what `getRules` shows of a rule that was clicked). Needs v22. */
  trafficDirection?: pulumi.Input<string>;
  /** Only messages of this size in MB, as `contentLengthMode` compares. Needs v22. */
  contentLength?: pulumi.Input<number>;
  /** How `contentLength` compares, required with it: `>=` that size and more, `<=` that size and less. These are the words of the appliance's form; whether the interface takes the same, no page says. */
  contentLengthMode?: pulumi.Input<string>;
  /** The antivirus profile, by its id. Needs v22. */
  avProfile?: pulumi.Input<string>;
  /** Where `redirect` leads; required with it and refused otherwise. */
  redirectUrl?: pulumi.Input<string | null>;
  /**
   * Whether the rule is in force.
   * Default: `true`.
   */
  enabled?: pulumi.Input<boolean>;
  /**
   * When the rule is in force: titles or ids of time objects, or `any`.
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
   * A change replaces the resource; the new one is made first.
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
   * The table; `appControl` does nothing from v18 on.
   * A change replaces the resource; the new one is made first.
   */
  table: pulumi.Input<"forward" | "input" | "dnat" | "snat" | "log" | "appControl" | "contentFilter">;
  /** `exclusive`: the table is exactly `rules`. `shared`: `rules` are one block; all other rules keep their order and are never touched. Rules from a central console are left alone in both. */
  ownership: pulumi.Input<"exclusive" | "shared">;
  /** Where the block stands among the other rules; with `shared` only. Default: `{ last: true }`. */
  placement?: pulumi.Input<PositionArgs>;
  /** The rules, the first one at the top; this or `policy`. */
  rules?: pulumi.Input<pulumi.Input<TableRuleArgs>[]>;
  /** The rules as one text, in place of `rules`: comma-separated values with a header line. Columns are `key`, the fields of the table's rules, and the short forms `from`, `to` (a `!` before the cell negates), `service`, `in`, `out`, `when`, `off`; several items in a cell are separated by `;`, a missing column or an empty cell is the default. Lines that begin with `#` and empty lines are kept. For large tables: the engine takes a text far faster than a list and shows changes by line. */
  policy?: pulumi.Input<string>;
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
   * What happens to the rules when the resource goes: they are deleted (hitless), kept, or the table becomes what it was before its creation (of a shared table: rules that were adopted take their former form again, the others are deleted).
   * Default: `"delete"`.
   */
  onDelete?: pulumi.Input<"delete" | "keep" | "restore">;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
}

/** The arguments of IpAlias. */
export interface IpAliasArgs {
  /** The IPv4 address, e.g. `192.168.0.20`. */
  ip: pulumi.Input<string>;
  /** Name of the object, 1 to 42 characters; what `adopt` looks for among objects of its kind. */
  title: pulumi.Input<string>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of IpRangeAlias. */
export interface IpRangeAliasArgs {
  /** The first IPv4 address of the range. */
  start: pulumi.Input<string>;
  /** The last IPv4 address of the range, not below `start`. */
  end: pulumi.Input<string>;
  /** Name of the object, 1 to 42 characters; what `adopt` looks for among objects of its kind. */
  title: pulumi.Input<string>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of SubnetAlias. */
export interface SubnetAliasArgs {
  /** The IPv4 network, e.g. `10.0.0.0/24` or `10.0.0.0/255.255.255.0`; the two are equal. */
  address: pulumi.Input<string>;
  /** Name of the object, 1 to 42 characters; what `adopt` looks for among objects of its kind. */
  title: pulumi.Input<string>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of DomainAlias. */
export interface DomainAliasArgs {
  /** The domain, e.g. `mydomain.com`; upper and lower case are equal. */
  domain: pulumi.Input<string>;
  /** Name of the object, 1 to 42 characters; what `adopt` looks for among objects of its kind. */
  title: pulumi.Input<string>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of PortAlias. */
export interface PortAliasArgs {
  /** The port, 1 to 65535. */
  port: pulumi.Input<number>;
  /** Name of the object, 1 to 42 characters; what `adopt` looks for among objects of its kind. */
  title: pulumi.Input<string>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of PortRangeAlias. */
export interface PortRangeAliasArgs {
  /** The first port of the range, 1 to 65535. */
  start: pulumi.Input<number>;
  /** The last port of the range, not below `start`. */
  end: pulumi.Input<number>;
  /** Name of the object, 1 to 42 characters; what `adopt` looks for among objects of its kind. */
  title: pulumi.Input<string>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of TimeRangeAlias. */
export interface TimeRangeAliasArgs {
  /** Days of the week: 1 is Monday, 7 is Sunday. */
  weekdays: pulumi.Input<pulumi.Input<number>[]>;
  /** When it begins on such a day, `HH:MM`, by the appliance's clock. */
  start: pulumi.Input<string>;
  /** When it ends, `HH:MM`, by the appliance's clock. */
  end: pulumi.Input<string>;
  /** From when to when it is in force at all; without it for ever. */
  period?: pulumi.Input<TimePeriodArgs>;
  /** Name of the object, 1 to 42 characters; what `adopt` looks for among objects of its kind. */
  title: pulumi.Input<string>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of AddressListAlias. */
export interface AddressListAliasArgs {
  /** IPv4 addresses and networks alone (`10.0.0.1`, `10.0.0.0/24`), which are one list of values; or titles and ids of address objects (`Web server`, `ip.id.1`), ranges and domains, which are a list of objects, and addresses beside them become objects too. Their order means nothing. To the vendor these are two kinds of objects, so a change from one to the other replaces the list. Or one text: an item a line, `#` begins a comment. */
  members: pulumi.Input<string | pulumi.Input<string>[]>;
  /** Name of the object, 1 to 42 characters; what `adopt` looks for among objects of its kind. */
  title: pulumi.Input<string>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of PortListAlias. */
export interface PortListAliasArgs {
  /** Ports (`443`), ranges (`8000-8080`), titles or ids of port objects (`port.id.1`); their order means nothing. */
  members: pulumi.Input<pulumi.Input<string>[]>;
  /** Name of the object, 1 to 42 characters; what `adopt` looks for among objects of its kind. */
  title: pulumi.Input<string>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of TimeListAlias. */
export interface TimeListAliasArgs {
  /** Titles or ids of time objects (`time_range.id.1`); their order means nothing. */
  members: pulumi.Input<pulumi.Input<string>[]>;
  /** Name of the object, 1 to 42 characters; what `adopt` looks for among objects of its kind. */
  title: pulumi.Input<string>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of AclOrder. */
export interface AclOrderArgs {
  /** The lists, the first one at the top; a list may stand there several times. */
  aclOrderedList: pulumi.Input<pulumi.Input<AclPlaceArgs>[]>;
  /**
   * What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept.
   * Default: `"restore"`.
   */
  onDelete?: pulumi.Input<"restore" | "keep">;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** The arguments of AclSettings. */
export interface AclSettingsArgs {
  /** Whether traffic is held against the lists; while it is not, all of it passes them. */
  enabled?: pulumi.Input<boolean>;
  /** What happens to packets that no entry fits: `deny` stops everything that is not listed. */
  defaultAction?: pulumi.Input<"deny" | "allow">;
  /** Whether what the lists do is logged. */
  loggingEnabled?: pulumi.Input<boolean>;
  /**
   * What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept.
   * Default: `"restore"`.
   */
  onDelete?: pulumi.Input<"restore" | "keep">;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** The arguments of PacketCheckSettings. */
export interface PacketCheckSettingsArgs {
  /** Whether a run of packet checks in which any check fails blocks ALL traffic. Only a run without errors opens it again; switching this off does not. */
  blockTraffic: pulumi.Input<boolean>;
  /**
   * What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept.
   * Default: `"restore"`.
   */
  onDelete?: pulumi.Input<"restore" | "keep">;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** The arguments of ContentFilter. */
export interface ContentFilterArgs {
  /** Whether the content filter is on. */
  enabled: pulumi.Input<boolean>;
  /**
   * What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept.
   * Default: `"restore"`.
   */
  onDelete?: pulumi.Input<"restore" | "keep">;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** The arguments of ContentFilterSettings. */
export interface ContentFilterSettingsArgs {
  /** Whether sites are sorted into the extended categories (SkyDNS). */
  enabledExtendedCategorizer?: pulumi.Input<boolean>;
  /** Whether traffic of the protocol QUIC is refused. */
  quicRejectEnabled?: pulumi.Input<boolean>;
  /**
   * What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept.
   * Default: `"restore"`.
   */
  onDelete?: pulumi.Input<"restore" | "keep">;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** The arguments of MorphAnalysis. */
export interface MorphAnalysisArgs {
  /** Whether morphological analysis is on. */
  enabled: pulumi.Input<boolean>;
  /**
   * What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept.
   * Default: `"restore"`.
   */
  onDelete?: pulumi.Input<"restore" | "keep">;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** The arguments of SafeSearch. */
export interface SafeSearchArgs {
  /** Whether safe search is on. */
  enabled: pulumi.Input<boolean>;
  /**
   * What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept.
   * Default: `"restore"`.
   */
  onDelete?: pulumi.Input<"restore" | "keep">;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** The arguments of FirewallCounters. */
export interface FirewallCountersArgs {
  /** Whether packets are counted. */
  enabled: pulumi.Input<boolean>;
  /**
   * What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept.
   * Default: `"restore"`.
   */
  onDelete?: pulumi.Input<"restore" | "keep">;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** The arguments of FirewallSettings. */
export interface FirewallSettingsArgs {
  /** Whether the sources 192.168.0.0/16, 172.16.0.0/12 and 10.0.0.0/8 are translated by themselves; rules of SNAT come first. */
  automaticSnatEnabled?: pulumi.Input<boolean>;
  /** What is logged: `nothing`, `all`, or the events of `logActions` (`selected`). */
  logMode?: pulumi.Input<"nothing" | "all" | "selected">;
  /** The events that are logged with `selected`; their order means nothing. */
  logActions?: pulumi.Input<pulumi.Input<"accept" | "drop" | "dnat" | "snat" | "mark_log" | "mark_not_log">[]>;
  /**
   * What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept.
   * Default: `"restore"`.
   */
  onDelete?: pulumi.Input<"restore" | "keep">;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** The arguments of Ips. */
export interface IpsArgs {
  /** Whether intrusion prevention is on. */
  enabled: pulumi.Input<boolean>;
  /**
   * What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept.
   * Default: `"restore"`.
   */
  onDelete?: pulumi.Input<"restore" | "keep">;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** The arguments of QuotaAccounting. */
export interface QuotaAccountingArgs {
  /** Whether quotas are counted. */
  enabled: pulumi.Input<boolean>;
  /**
   * What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept.
   * Default: `"restore"`.
   */
  onDelete?: pulumi.Input<"restore" | "keep">;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** The arguments of PacketCheck. */
export interface PacketCheckArgs {
  /** Protocol of the test packet: `tcp` or `udp`. */
  protocol: pulumi.Input<"tcp" | "udp">;
  /** Where the test packet comes from: an IPv4 address. */
  srcIp: pulumi.Input<string>;
  /** Its source port, 1 to 65535; the vendor recommends one from 49152 to 65535. */
  srcPort: pulumi.Input<number>;
  /** Where the test packet goes: an IPv4 address; one of the appliance's own is judged by INPUT, any other by FORWARD. */
  dstIp: pulumi.Input<string>;
  /** Its destination port, 1 to 65535. */
  dstPort: pulumi.Input<number>;
  /** The network interface where the test packet comes in, by title or id (`interface.id.N`). */
  incomingInterface: pulumi.Input<string>;
  /** What shall happen to it: `drop` or `accept`. */
  expectedResult: pulumi.Input<"drop" | "accept">;
  /**
   * Whether the check takes part in runs.
   * Default: `true`.
   */
  enabled?: pulumi.Input<boolean>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of PacketCheckRun. */
export interface PacketCheckRunArgs {
  /** Any values, such as the ids and contents of rules: when one changes, the checks run again. */
  triggers?: pulumi.Input<any>;
  /**
   * How long to wait for the results, in seconds.
   * Default: `120`.
   */
  timeoutSeconds?: pulumi.Input<number>;
  /**
   * Fails where a check doesn't give what it expects; else `passed` and `results` tell.
   * Default: `true`.
   */
  failOnMismatch?: pulumi.Input<boolean>;
  /**
   * Runs also while the appliance blocks all traffic on a failed check (`PacketCheckSettings.blockTraffic`).
   * Default: `false`.
   */
  allowBlock?: pulumi.Input<boolean>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** The arguments of ContentCategory. */
export interface ContentCategoryArgs {
  /** Name of the category, not empty. */
  name: pulumi.Input<string>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /** Addresses of the category: a whole path to a page or a domain name alone (`example.com`, `*.example.com`, `https://example.com:8080/page`). Their order counts for nothing. Or one text: an item a line, `#` begins a comment. */
  urls: pulumi.Input<string | pulumi.Input<string>[]>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of MorphDictionary. */
export interface MorphDictionaryArgs {
  /** Name of the dictionary, at most 42 characters. */
  title: pulumi.Input<string>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /**
   * Whether the dictionary is used.
   * Default: `true`.
   */
  enabled?: pulumi.Input<boolean>;
  /** Weight from which on a page is blocked; with 0 any word that weighs something blocks it. Required, but for an adopted predefined dictionary. */
  threshold?: pulumi.Input<number>;
  /** Words and their weights, at most 1000; their order counts for nothing. Required, but for an adopted predefined dictionary. */
  words?: pulumi.Input<pulumi.Input<MorphWordArgs>[]>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of IpsCustomSignature. */
export interface IpsCustomSignatureArgs {
  /** The rule in Suricata's language, on one line, at most 8196 characters, with a `sid`. White space that means nothing is no difference; another SID replaces the signature. */
  rule: pulumi.Input<string>;
  /**
   * Free text, at most 255 characters. Appliances that list signatures without it never tell it again.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of IpsCustomSignatures. */
export interface IpsCustomSignaturesArgs {
  /** One text of rules or several, each like a file: a rule a line, lines that begin with `#` are comments, at most 32 MB each. A SID stands once in all of them. Comments, order and white space are no difference. */
  rules: pulumi.Input<string | pulumi.Input<string>[]>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
}

/** The arguments of IpsProtectedNet. */
export interface IpsProtectedNetArgs {
  /**
   * The network, e.g. `192.168.0.0/16`; the same network in another form is no difference.
   * A change replaces the resource; the new one is made first.
   */
  address: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of IpsBypass. */
export interface IpsBypassArgs {
  /** Whom intrusion prevention leaves alone: addresses, networks, ranges, domains, titles of objects, users or groups, or ids (`ip.id.5`, `user.id.3` …); 1 to 200. */
  aliases: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /**
   * Whether the exemption is in force.
   * Default: `true`.
   */
  enabled?: pulumi.Input<boolean>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of IpsDatabaseUpdate. */
export interface IpsDatabaseUpdateArgs {
  /** Anything: the update runs again when it changes, e.g. `{ week: "2025-W14" }`. */
  triggers?: pulumi.Input<any>;
  /**
   * How long to wait for the end of the update, in seconds.
   * Default: `600`.
   */
  timeoutSeconds?: pulumi.Input<number>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** The arguments of DpiProfile. */
export interface DpiProfileArgs {
  /** Name of the profile, not empty; rules may name it by that. */
  name: pulumi.Input<string>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /** The applications, each once. Their order counts for nothing. What happens to an application that is not listed, no page says. */
  protocols: pulumi.Input<pulumi.Input<DpiProtocolArgs>[]>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of IpsProfile. */
export interface IpsProfileArgs {
  /** Name of the profile, 1 to 42 characters; rules of the firewall may name it by that. */
  name: pulumi.Input<string>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /** The rules, the first one at the top: the first that picks a signature decides what becomes of it. A change goes from the top down, one rule at a time. */
  rules: pulumi.Input<pulumi.Input<IpsProfileRuleArgs>[]>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of AclList. */
export interface AclListArgs {
  /** Name of the list, not empty; no two lists of a program share one. */
  name: pulumi.Input<string>;
  /** The entries from top to bottom, at most 100,000: `deny tcp 10.0.0.0/8 8.8.8.8/32:443`, that is `allow` or `deny`; `tcp`, `udp`, `icmp` or `ip`; source; destination, each an IPv4 network, an address or `any`, with a port or a range of ports (`:8000-8080`) for TCP and UDP; without it any port. As a list, or as one text with an entry a line, which the engine takes far faster; `#` begins a comment. */
  entries: pulumi.Input<string | pulumi.Input<string>[]>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of Quota. */
export interface QuotaArgs {
  /** Name of the quota, at most 42 characters. */
  title: pulumi.Input<string>;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
  /** How much traffic it allows in one interval, in bytes. */
  quota: pulumi.Input<number>;
  /**
   * Whether the quota is applied.
   * Default: `true`.
   */
  enabled?: pulumi.Input<boolean>;
  /** How long an interval is: `hour`, `day`, `week`, `month` or `quarter`, by the appliance's clock. */
  interval: pulumi.Input<"hour" | "day" | "week" | "month" | "quarter">;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of getRules. */
export interface GetRulesArgs {
  /** The table. */
  table: "forward" | "input" | "dnat" | "snat" | "log" | "appControl" | "contentFilter";
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getRulesOutput. */
export interface GetRulesOutputArgs {
  /** The table. */
  table: pulumi.Input<"forward" | "input" | "dnat" | "snat" | "log" | "appControl" | "contentFilter">;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getRules gives. */
export interface GetRulesResult {
  /** The rules, the first one at the top. */
  items: FoundRule[];
}

/** The arguments of getRuleCounters. */
export interface GetRuleCountersArgs {
  /** The table; only those of the firewall are counted. */
  table: "forward" | "input" | "dnat" | "snat" | "log";
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getRuleCountersOutput. */
export interface GetRuleCountersOutputArgs {
  /** The table; only those of the firewall are counted. */
  table: pulumi.Input<"forward" | "input" | "dnat" | "snat" | "log">;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getRuleCounters gives. */
export interface GetRuleCountersResult {
  /** The counters, one for each rule. */
  items: RuleCounter[];
}

/** The arguments of getFirewallStatus. */
export interface GetFirewallStatusArgs {
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getFirewallStatusOutput. */
export interface GetFirewallStatusOutputArgs {
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getFirewallStatus gives. */
export interface GetFirewallStatusResult {
  /** The services. */
  items: ServiceStatus[];
}

/** The arguments of getFirewallState. */
export interface GetFirewallStateArgs {
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getFirewallStateOutput. */
export interface GetFirewallStateOutputArgs {
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getFirewallState gives. */
export interface GetFirewallStateResult {
  /** Whether the rules that administrators made are in force at all. The interface only reads this: it is switched on the appliance itself. */
  enabled: boolean;
}

/** The arguments of getPacketCheckResults. */
export interface GetPacketCheckResultsArgs {
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getPacketCheckResultsOutput. */
export interface GetPacketCheckResultsOutputArgs {
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getPacketCheckResults gives. */
export interface GetPacketCheckResultsResult {
  /** Whether all traffic is blocked because a check failed. */
  blockStatus: boolean;
  /** Whether checks are running just now. */
  inProgress: boolean;
  /** When the last run was, in the vendor's form `YYYYMMDDHMS`: hours, minutes and seconds are not padded, so it can't be read back for sure. 0 where there was none. */
  checkDatetime: number;
  /** The results by check; checks that are off have none. */
  items: PacketCheckResult[];
}

/** The arguments of getAliases. */
export interface GetAliasesArgs {
  /** Only objects of this kind: the first part of their ids (`ip`, `subnet`, `interface`, `user` …), the vendor's name of the collection (`ip_addresses`), or the name of the resource (`IpAlias`). */
  kind?: string;
  /** Only objects with exactly this title. */
  title?: string;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getAliasesOutput. */
export interface GetAliasesOutputArgs {
  /** Only objects of this kind: the first part of their ids (`ip`, `subnet`, `interface`, `user` …), the vendor's name of the collection (`ip_addresses`), or the name of the resource (`IpAlias`). */
  kind?: pulumi.Input<string>;
  /** Only objects with exactly this title. */
  title?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getAliases gives. */
export interface GetAliasesResult {
  /** The objects, in the appliance's order. */
  items: FoundAlias[];
}

/** The arguments of getZones. */
export interface GetZonesArgs {
  /** Only what has exactly this name. */
  name?: string;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getZonesOutput. */
export interface GetZonesOutputArgs {
  /** Only what has exactly this name. */
  name?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getZones gives. */
export interface GetZonesResult {
  /** What was found, in the appliance's order. */
  items: FoundZone[];
}

/** The arguments of getCountries. */
export interface GetCountriesArgs {
  /** Only what has exactly this name. */
  name?: string;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getCountriesOutput. */
export interface GetCountriesOutputArgs {
  /** Only what has exactly this name. */
  name?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getCountries gives. */
export interface GetCountriesResult {
  /** What was found, in the appliance's order. */
  items: FoundCountry[];
}

/** The arguments of getUsers. */
export interface GetUsersArgs {
  /** Only those with exactly this name. */
  name?: string;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getUsersOutput. */
export interface GetUsersOutputArgs {
  /** Only those with exactly this name. */
  name?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getUsers gives. */
export interface GetUsersResult {
  /** Those that were found, in the appliance's order. */
  items: FoundUser[];
}

/** The arguments of getGroups. */
export interface GetGroupsArgs {
  /** Only those with exactly this name. */
  name?: string;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getGroupsOutput. */
export interface GetGroupsOutputArgs {
  /** Only those with exactly this name. */
  name?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getGroups gives. */
export interface GetGroupsResult {
  /** Those that were found, in the appliance's order. */
  items: FoundGroup[];
}

/** The arguments of getHipProfiles. */
export interface GetHipProfilesArgs {
  /** Only what has exactly this name. */
  name?: string;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getHipProfilesOutput. */
export interface GetHipProfilesOutputArgs {
  /** Only what has exactly this name. */
  name?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getHipProfiles gives. */
export interface GetHipProfilesResult {
  /** What was found, in the appliance's order. */
  items: FoundHipProfile[];
}

/** The arguments of getDpiProfiles. */
export interface GetDpiProfilesArgs {
  /** Only the profile with exactly this name. */
  name?: string;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getDpiProfilesOutput. */
export interface GetDpiProfilesOutputArgs {
  /** Only the profile with exactly this name. */
  name?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getDpiProfiles gives. */
export interface GetDpiProfilesResult {
  /** The profiles, in the appliance's order. */
  items: FoundDpiProfile[];
}

/** The arguments of getIpsProfiles. */
export interface GetIpsProfilesArgs {
  /** Only the profile with exactly this name. */
  name?: string;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getIpsProfilesOutput. */
export interface GetIpsProfilesOutputArgs {
  /** Only the profile with exactly this name. */
  name?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getIpsProfiles gives. */
export interface GetIpsProfilesResult {
  /** The profiles, in the appliance's order. */
  items: FoundIpsProfile[];
}

/** The arguments of getCategories. */
export interface GetCategoriesArgs {
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getCategoriesOutput. */
export interface GetCategoriesOutputArgs {
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getCategories gives. */
export interface GetCategoriesResult {
  /** The categories, in the appliance's order. */
  items: FoundCategory[];
}

/** The arguments of getMorphDictionaries. */
export interface GetMorphDictionariesArgs {
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getMorphDictionariesOutput. */
export interface GetMorphDictionariesOutputArgs {
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getMorphDictionaries gives. */
export interface GetMorphDictionariesResult {
  /** The dictionaries, in the appliance's order. */
  items: FoundMorphDictionary[];
}

/** The arguments of getMorphDictionaryCsv. */
export interface GetMorphDictionaryCsvArgs {
  /** Id of the dictionary. */
  id: string;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getMorphDictionaryCsvOutput. */
export interface GetMorphDictionaryCsvOutputArgs {
  /** Id of the dictionary. */
  id: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getMorphDictionaryCsv gives. */
export interface GetMorphDictionaryCsvResult {
  /** The file as it came: `threshold;title;comment`, then `word;weight` a line. */
  csv: string;
  /** Weight from which on a page is blocked. */
  threshold: number;
  /** Name of the dictionary. */
  title: string;
  /** Free text. The file quotes nothing: after a title with a semicolon, the rest of the title is here too. */
  comment: string;
  /** Words and their weights. */
  words: MorphWord[];
}

/** The arguments of getIpsStatus. */
export interface GetIpsStatusArgs {
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getIpsStatusOutput. */
export interface GetIpsStatusOutputArgs {
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getIpsStatus gives. */
export interface GetIpsStatusResult {
  /** The services. */
  items: IpsService[];
}

/** The arguments of getIpsUpdateStatus. */
export interface GetIpsUpdateStatusArgs {
  /**
   * The extended databases (of Kaspersky) instead of the standard ones.
   * Default: `false`.
   */
  advanced?: boolean;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getIpsUpdateStatusOutput. */
export interface GetIpsUpdateStatusOutputArgs {
  /**
   * The extended databases (of Kaspersky) instead of the standard ones.
   * Default: `false`.
   */
  advanced?: pulumi.Input<boolean>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getIpsUpdateStatus gives. */
export interface GetIpsUpdateStatusResult {
  /** `up_to_date`, `updating`, `failed_to_update` (the last attempt failed) or `disabled` (updates are switched off). */
  status: string;
  /** The status in the appliance's words. */
  msg: string;
  /** When the databases were last updated with success, as the appliance counts time (seconds since 1970); absent where they never were. */
  lastUpdate?: number;
}

/** The arguments of getSignatureGroups. */
export interface GetSignatureGroupsArgs {
  /**
   * `table`: by group. `mitre`: by tactic of MITRE ATT&CK.
   * Default: `"table"`.
   */
  view?: "table" | "mitre";
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getSignatureGroupsOutput. */
export interface GetSignatureGroupsOutputArgs {
  /**
   * `table`: by group. `mitre`: by tactic of MITRE ATT&CK.
   * Default: `"table"`.
   */
  view?: pulumi.Input<"table" | "mitre">;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getSignatureGroups gives. */
export interface GetSignatureGroupsResult {
  /** The groups, or the tactics with their groups. */
  items: SignatureGroup[];
}

/** The arguments of getSignatures. */
export interface GetSignaturesArgs {
  /** Groups of signatures, e.g. `attempted-admin`; without them all groups. */
  classtypes?: string[];
  /** Id of a profile; without it all signatures. */
  profileId?: string;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getSignaturesOutput. */
export interface GetSignaturesOutputArgs {
  /** Groups of signatures, e.g. `attempted-admin`; without them all groups. */
  classtypes?: pulumi.Input<pulumi.Input<string>[]>;
  /** Id of a profile; without it all signatures. */
  profileId?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getSignatures gives. */
export interface GetSignaturesResult {
  /** The signatures, in the appliance's order. */
  items: SignatureLine[];
}

/** The arguments of getSignature. */
export interface GetSignatureArgs {
  /** The signature's number. */
  sid: number;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getSignatureOutput. */
export interface GetSignatureOutputArgs {
  /** The signature's number. */
  sid: pulumi.Input<number>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getSignature gives. */
export interface GetSignatureResult {
  /** The signature's number. */
  sid: number;
  /** The text of the rule. */
  signature: string;
  /** The profiles that have the signature. */
  profiles: SignatureProfile[];
}

/** The arguments of getProfileActionCounts. */
export interface GetProfileActionCountsArgs {
  /** Id of a profile; without it all profiles. */
  profileId?: string;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getProfileActionCountsOutput. */
export interface GetProfileActionCountsOutputArgs {
  /** Id of a profile; without it all profiles. */
  profileId?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getProfileActionCounts gives. */
export interface GetProfileActionCountsResult {
  /** The counts, by profile (or rule). */
  items: ActionCounts[];
}

/** The arguments of getCustomSignatures. */
export interface GetCustomSignaturesArgs {
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getCustomSignaturesOutput. */
export interface GetCustomSignaturesOutputArgs {
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getCustomSignatures gives. */
export interface GetCustomSignaturesResult {
  /** The signatures, in the appliance's order. */
  items: FoundCustomSignature[];
}

/** The arguments of getQuotas. */
export interface GetQuotasArgs {
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getQuotasOutput. */
export interface GetQuotasOutputArgs {
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getQuotas gives. */
export interface GetQuotasResult {
  /** The quotas, in the appliance's order. */
  items: FoundQuota[];
}

/** A list in the order, and for whom it is. */
export interface AclPlace {
  /** Groups of users or security groups, by the ids that rules have (`group.id.2`; `getGroups` tells them). What none means, no page says. */
  src: string[];
  /** HIP profiles by id (`hip_profile.id.2`; `getHipProfiles` tells them). */
  hip: string[];
  /** The list: the id of an `AclList`. */
  acl: string;
}

/** A list in the order, and for whom it is. */
export interface AclPlaceArgs {
  /** Groups of users or security groups, by the ids that rules have (`group.id.2`; `getGroups` tells them). What none means, no page says. */
  src: pulumi.Input<pulumi.Input<string>[]>;
  /** HIP profiles by id (`hip_profile.id.2`; `getHipProfiles` tells them). */
  hip: pulumi.Input<pulumi.Input<string>[]>;
  /** The list: the id of an `AclList`. */
  acl: pulumi.Input<string>;
}

/** How many signatures of a profile do what. */
export interface ActionCounts {
  /** Id of the profile; `__DEFAULT_IPS_PROFILE_ID__` is the template of profiles. */
  profileId?: string;
  /** Number of the profile's rule, where the appliance counts by rule. */
  ruleId?: string;
  /** Signatures that `pass`. */
  pass?: number;
  /** Signatures that `alert`. */
  alert?: number;
  /** Signatures that `drop`. */
  drop?: number;
  /** Signatures that `rejectsrc`. */
  rejectsrc?: number;
  /** Signatures that `rejectdst`. */
  rejectdst?: number;
  /** Signatures that `rejectboth`. */
  rejectboth?: number;
}

/** Addresses of one side of a rule; the blocks of a side are ANDed (from v20). */
export interface AddressBlock {
  /**
   * Addresses, networks, ranges, domains, titles or ids of objects, or `any`; 1 to 200.
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
   * Addresses, networks, ranges, domains, titles or ids of objects, or `any`; 1 to 200.
   * Default: `["any"]`.
   */
  addresses?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everything but these addresses.
   * Default: `false`.
   */
  addressesNegate?: pulumi.Input<boolean>;
}

/** Whom a rule applies to; the blocks are ANDed. */
export interface AliasBlock {
  /** Values, titles or ids of objects, users or groups, or `any`. */
  aliases: string[];
  /**
   * Everybody but these. Needs v22.
   * Default: `false`.
   */
  aliasesNegate: boolean;
}

/** Whom a rule applies to; the blocks are ANDed. */
export interface AliasBlockArgs {
  /** Values, titles or ids of objects, users or groups, or `any`. */
  aliases: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Everybody but these. Needs v22.
   * Default: `false`.
   */
  aliasesNegate?: pulumi.Input<boolean>;
}

/** What a profile does to an application. */
export interface DpiProtocol {
  /** The application, such as `id.l7.ftp_protocol`. No page lists the ids: `getDpiProfiles` shows those of a profile that was clicked. */
  id: string;
  /** What happens to its traffic: `deny` or `allow`. */
  action: "deny" | "allow";
}

/** What a profile does to an application. */
export interface DpiProtocolArgs {
  /** The application, such as `id.l7.ftp_protocol`. No page lists the ids: `getDpiProfiles` shows those of a profile that was clicked. */
  id: pulumi.Input<string>;
  /** What happens to its traffic: `deny` or `allow`. */
  action: pulumi.Input<"deny" | "allow">;
}

/** An object of the appliance; which fields it has depends on its kind. */
export interface FoundAlias {
  /** The id, as it stands in rules: `ip.id.5`, `interface.external_any`, `any`. */
  id: string;
  /** The first part of the id: `ip`, `subnet`, `interface`, `user` … */
  kind: string;
  /** The vendor's own word for the kind. */
  type?: string;
  /** Its name. */
  title?: string;
  /** Free text. */
  comment?: string;
  /** An address, a network, a domain or a port. */
  value?: string | number;
  /** The members of a list: ids, or values themselves. */
  values?: Array<string | number>;
  /** The first address or port of a range; the time of day where a time begins. */
  start?: string | number;
  /** The last address or port of a range; the time of day where a time ends. */
  end?: string | number;
  /** The days of a time object; 1 is Monday. */
  weekdays?: number[];
  /** From when to when a time object is in force; without it for ever. */
  period?: FoundPeriod;
}

/** A category of sites, the appliance's own or a user's. */
export interface FoundCategory {
  /** Id of the category: `users.id.1`, `extended.id.1` … */
  id: string;
  /** `users` (made by users), `extended` (SkyDNS), `files` (kinds of files), `special` (all requests, categorized ones, requests to bare IPs …) or `other`. */
  type: string;
  /** Name of the category. */
  name: string;
  /** Free text. */
  comment?: string;
}

/** A country, or a list of them. */
export interface FoundCountry {
  /** The id, as it stands in rules. */
  id: string;
  /** The first part of the id. */
  kind: string;
  /** Its name, by which rules may name it as well. */
  name: string;
  /** Free text. */
  comment?: string;
}

/** A custom signature. The appliance's versions show different parts of it beside the text. */
export interface FoundCustomSignature {
  /** The rule; absent where the appliance doesn't tell it, as it may not for a wrong one. */
  rule?: string;
  /** What the first form of the interface knows it by. */
  id?: string;
  /** Free text; absent where the appliance doesn't tell it. */
  comment?: string;
  /** What happens to matching traffic: `pass`, `alert`, `drop`, `rejectsrc`, `rejectdst` or `rejectboth`. */
  action?: string;
  /** Protocol: `tcp`, `udp`, `icmp`, `ip`, `http` … */
  protocol?: string;
  /** Direction of the traffic, or `-`. */
  flow?: string;
  /** The group that the signature belongs to; may be empty. */
  classtype?: string;
  /** The signature's number. */
  sid: number;
  /** How severe a match is. */
  signatureSeverity?: string;
  /** Tactic of MITRE ATT&CK, e.g. `TA0001`. */
  mitreTacticId?: string;
  /** Where it comes from: `standard`, `advanced` (of Kaspersky) or `custom`. */
  signatureSource?: string;
  /** What the signature is about. */
  msg?: string;
  /** Source addresses. */
  source?: string;
  /** Source ports. */
  sourcePorts?: string;
  /** Destination addresses. */
  destination?: string;
  /** Destination ports. */
  destinationPorts?: string;
  /** When it was last changed, as `YYYY-MM-DD`, or `-`. */
  updatedAt?: string;
}

/** A profile of application control. */
export interface FoundDpiProfile {
  /** The id, as it stands in rules. */
  id: string;
  /** The name, by which rules may name it as well. */
  name: string;
  /** Free text. */
  comment?: string;
  /** The applications of the profile. */
  protocols: FoundDpiProtocol[];
}

/** What a profile does to an application. */
export interface FoundDpiProtocol {
  /** The application, such as `id.l7.ftp_protocol`. */
  id: string;
  /** `deny` or `allow`. */
  action: string;
}

/** A group of users. */
export interface FoundGroup {
  /** The id among users or groups. Rules have other ids: `ruleIds`. */
  id: string;
  /** The name, by which rules may name it as well. */
  name: string;
  /** Id of the group that it is in. */
  parentId?: string;
  /** Where it comes from: `local`, `ad`, `ald`, `radius`, `device`. */
  domainType?: string;
  /** The domain that it was imported from. */
  domainName?: string;
  /** Id of the object in that domain. */
  ldapGuid?: string;
  /** Ids of the objects with this name that rules can name (`user.id.1`, `security_group.guid.…`). Which of several is which, no page says. */
  ruleIds: string[];
}

/** A HIP profile. */
export interface FoundHipProfile {
  /** The id, as it stands in rules. */
  id: string;
  /** The first part of the id. */
  kind: string;
  /** Its name, by which rules may name it as well. */
  name: string;
  /** Free text. */
  comment?: string;
}

/** A profile of intrusion prevention. */
export interface FoundIpsProfile {
  /** The id, as it stands in rules. */
  id: string;
  /** The name, by which rules may name it as well. */
  name: string;
  /** Free text. */
  comment?: string;
}

/** A dictionary as it stands on the appliance. */
export interface FoundMorphDictionary {
  /** Id of the dictionary. */
  id: string;
  /** Name of the dictionary. */
  title: string;
  /** Free text. */
  comment?: string;
  /** Whether the dictionary is used. */
  enabled: boolean;
  /** Whether it is one of the appliance's predefined dictionaries. */
  readOnly: boolean;
  /** Weight from which on a page is blocked. */
  threshold: number;
  /** Words and their weights. */
  words: MorphWord[];
  /** Whether it comes from Ideco Center, where alone it can be changed. */
  centralConsole: boolean;
}

/** From when to when a time object is in force. */
export interface FoundPeriod {
  /** The first moment, `YYYYMMDDHHMMSS`. */
  first: number;
  /** The last moment, `YYYYMMDDHHMMSS`. */
  last: number;
}

/** A quota as it stands on the appliance. */
export interface FoundQuota {
  /** Id of the quota. */
  id: string;
  /** Name of the quota, at most 42 characters. */
  title?: string;
  /** Free text, at most 255 characters. */
  comment?: string;
  /** How much traffic it allows in one interval, in bytes. */
  quota?: number;
  /** Whether the quota is applied. */
  enabled?: boolean;
  /** How long an interval is: `hour`, `day`, `week`, `month` or `quarter`, by the appliance's clock. */
  interval?: "hour" | "day" | "week" | "month" | "quarter";
}

/** A rule as it stands on the appliance; which fields it has depends on the table. */
export interface FoundRule {
  /** Id of the rule: a number, or a text such as `fwd.ngfw.1` where the appliance has such ids. */
  id: any;
  /** What happens: `accept` or `drop` (forward, input, appControl), `accept` or `dnat`, `accept` or `snat`, `mark_log` or `mark_not_log`. */
  action?: "accept" | "drop" | "dnat" | "snat" | "mark_log" | "mark_not_log";
  /** Whether the rule is in force. */
  enabled?: boolean;
  /** Protocol: `tcp`, `udp`, `icmp`, `gre`, `esp`, `ah` or `any`; ports need `tcp` or `udp`. */
  protocol?: string;
  /** Where packets come from: addresses, networks, ranges, domains (`192.168.0.0/24`), titles of objects, users or groups (`Accounting`), ids (`ip.id.5`), or `any`; 1 to 200. */
  sourceAddresses?: string[];
  /** Everything but `sourceAddresses`. */
  sourceAddressesNegate?: boolean;
  /** Source ports: ports, ranges (`8000-8080`), titles or ids of port objects, at most 200; empty is any port. */
  sourcePorts?: string[];
  /** Where packets go, as in `sourceAddresses`; 1 to 200. */
  destinationAddresses?: string[];
  /** Everything but `destinationAddresses`. */
  destinationAddressesNegate?: boolean;
  /** Destination ports, as in `sourcePorts`, at most 200; empty is any port. */
  destinationPorts?: string[];
  /** When the rule is in force: titles or ids of time objects, or `any`. */
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
  /** Zone or interface where packets come in, by title or id. */
  incomingInterface?: string;
  /** Zone or interface where packets go out, by title or id. */
  outgoingInterface?: string;
  /** HIP profiles a device must meet: titles or ids (`hip_profile.id.N`). */
  hipProfiles?: string[];
  /** Devices that meet none of `hipProfiles`. Needs v22. */
  hipProfilesNegate?: boolean;
  /** The application-control profile, by name or UUID; required with `dpiEnabled`. */
  dpiProfile?: string;
  /** Whether application control looks into the packets. */
  dpiEnabled?: boolean;
  /** The intrusion-prevention profile, by name or UUID; required with `ipsEnabled`. */
  ipsProfile?: string;
  /** Whether intrusion prevention looks into the packets. */
  ipsEnabled?: boolean;
  /** New destination: an IPv4 address or a range of them (`192.168.1.10`, `192.168.1.10-192.168.1.20`), or the title or id of such an object; required with `dnat` and refused otherwise. */
  changeDestinationAddress?: string;
  /** New destination port or range of ports, as text (`8080`, `8080-8090`), or the title or id of such an object; only with `dnat` and with the protocol `tcp` or `udp`. */
  changeDestinationPort?: string;
  /** New source: an IPv4 address or a range of them, or the title or id of such an object; only with `snat`. Without it the appliance takes the address of the interface where the packet leaves, which is needed only where that has several. */
  changeSourceAddress?: string;
  /** Name of the rule, not empty. */
  name?: string;
  /** Whom the rule applies to: values, titles or ids of objects, or `any`. */
  aliases?: string[];
  /** Applications (the appliance's list of protocols). */
  protocols?: string[];
  /** What happens to the request: `allow`, `deny` (a page says so), `bump` (decrypt it), `redirect` (to `redirectUrl`). */
  access?: "allow" | "deny" | "bump" | "redirect";
  /** Everybody but `aliases`. Needs v22. */
  aliasesNegate?: boolean;
  /** Whom the rule applies to as one or two blocks that are ANDed; instead of `aliases`. Two, or a negated one, need v22. */
  aliasBlocks?: AliasBlock[];
  /** Categories of sites: names, or ids (`users.id.1`, `extended.id.5` …). A rule without any never works, says the vendor's page. */
  categories?: string[];
  /** Every site but those of `categories`. Needs v22. */
  categoriesNegate?: boolean;
  /** HTTP methods; empty is every method. */
  httpMethods?: Array<"GET" | "POST" | "PUT" | "DELETE" | "HEAD" | "OPTIONS" | "PATCH" | "TRACE" | "CONNECT">;
  /** MIME types; empty is every type. */
  contentTypes?: string[];
  /** Only URLs of this pattern. How it is written no page of the vendor says. Needs v22. */
  uriRegex?: string;
  /** Only traffic in this direction, in the appliance's own word (no page prints them: see what `getRules` shows of a rule that was clicked). Needs v22. */
  trafficDirection?: string;
  /** Only messages of this size in MB, as `contentLengthMode` compares. Needs v22. */
  contentLength?: number;
  /** How `contentLength` compares, required with it: `>=` that size and more, `<=` that size and less. These are the words of the appliance's form; whether the interface takes the same, no page says. */
  contentLengthMode?: string;
  /** The antivirus profile, by its id. Needs v22. */
  avProfile?: string;
  /** Where `redirect` leads; required with it and refused otherwise. */
  redirectUrl?: string;
  /** What of the rule this version doesn't understand, by the appliance's names: unknown fields that say something, and unknown words. What such a rule matches and does is not known. Absent where everything is understood. */
  notUnderstood?: { [key: string]: any };
}

/** A user of the appliance. */
export interface FoundUser {
  /** The id among users or groups. Rules have other ids: `ruleIds`. */
  id: string;
  /** The name, by which rules may name it as well. */
  name: string;
  /** Id of the group that it is in. */
  parentId?: string;
  /** Where it comes from: `local`, `ad`, `ald`, `radius`, `device`. */
  domainType?: string;
  /** The domain that it was imported from. */
  domainName?: string;
  /** Id of the object in that domain. */
  ldapGuid?: string;
  /** Ids of the objects with this name that rules can name (`user.id.1`, `security_group.guid.…`). Which of several is which, no page says. */
  ruleIds: string[];
  /** The login. */
  login?: string;
  /** As the appliance tells it; its page calls it the option that forbids access. */
  enabled?: boolean;
  /** Phone number. */
  phoneNumber?: string;
  /** Free text. */
  comment?: string;
}

/** A zone: a group of interfaces. How the id of a user's zone is spelled is printed nowhere, so take it from here. */
export interface FoundZone {
  /** The id, as it stands in rules. */
  id: string;
  /** The first part of the id. */
  kind: string;
  /** Its name, by which rules may name it as well. */
  name: string;
  /** Free text. */
  comment?: string;
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

/** Which signatures a rule picks; the filters of a rule are ANDed. */
export interface IpsFilter {
  /** By what: number, MITRE tactic, protocol, severity, direction or class. */
  key: "sid" | "mitre_tactic_id" | "protocol" | "signature_severity" | "flow" | "classtype";
  /** Any of these values, 1 at least: whole numbers for `sid`, texts for all others. Their order counts for nothing. */
  values: Array<string | number>;
}

/** Which signatures a rule picks; the filters of a rule are ANDed. */
export interface IpsFilterArgs {
  /** By what: number, MITRE tactic, protocol, severity, direction or class. */
  key: pulumi.Input<"sid" | "mitre_tactic_id" | "protocol" | "signature_severity" | "flow" | "classtype">;
  /** Any of these values, 1 at least: whole numbers for `sid`, texts for all others. Their order counts for nothing. */
  values: pulumi.Input<pulumi.Input<string | number>[]>;
}

/** A rule of a profile: what becomes of the signatures that it picks. */
export interface IpsProfileRule {
  /** Which signatures; 1 filter at least. */
  filters: IpsFilter[];
  /** What becomes of them: `default` is each signature's own action. */
  action: "default" | "alert" | "drop" | "pass";
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment: string;
}

/** A rule of a profile: what becomes of the signatures that it picks. */
export interface IpsProfileRuleArgs {
  /** Which signatures; 1 filter at least. */
  filters: pulumi.Input<pulumi.Input<IpsFilterArgs>[]>;
  /** What becomes of them: `default` is each signature's own action. */
  action: pulumi.Input<"default" | "alert" | "drop" | "pass">;
  /**
   * Free text, at most 255 characters.
   * Default: `""`.
   */
  comment?: pulumi.Input<string>;
}

/** A service of intrusion prevention and how it is. */
export interface IpsService {
  /** Name of the service. */
  name: string;
  /** `active`, `activating`, `deactivating`, `failed`, `inactive` or `reloading`. */
  status: string;
  /** What explains the status, such as signatures that are wrong. */
  msg: string[];
}

/** A signature of somebody else that is to be made again. */
export interface LostSignature {
  /** Its number. */
  sid: number;
  /** Its text. */
  text: string;
  /** Its group. */
  classtype?: string;
  /** Its comment. */
  comment: string;
}

/** A tactic of the MITRE ATT&CK matrix. */
export interface MitreTactic {
  /** Id of the tactic, e.g. `TA0001`. */
  mitreTacticId: string;
  /** Name of the tactic. */
  mitreTacticName?: string;
}

/** A word of a dictionary and what it weighs. */
export interface MorphWord {
  /** A word or a phrase, at most 50 characters. */
  value: string;
  /** What the word adds to the weight of a page; a whole number from 0 on. */
  weight: number;
}

/** A word of a dictionary and what it weighs. */
export interface MorphWordArgs {
  /** A word or a phrase, at most 50 characters. */
  value: pulumi.Input<string>;
  /** What the word adds to the weight of a page; a whole number from 0 on. */
  weight: pulumi.Input<number>;
}

/** What happened to one test packet. */
export interface PacketCheckResult {
  /** The id of the check. */
  checkId: string;
  /** What happened: `drop` or `accept`. */
  result: string;
  /** The rule that decided: `fwd.ngfw.2` is rule 2 of FORWARD, `inp.ngfw` a rule of INPUT, `fwd.sys.…` one of the appliance's own; empty where it says none. */
  matchedRule: string;
  /** Whether that is what the check expects. */
  verdict: boolean;
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

/** How often a rule was met. */
export interface RuleCounter {
  /** Id of the rule: a number, or a text such as `fwd.ngfw.1` where the appliance has such ids. */
  id: any;
  /** Packets that met it. */
  packets: number;
}

/** A service of the appliance and how it is. */
export interface ServiceStatus {
  /** Name of the service, such as `rules-in-kernel`. */
  name: string;
  /** `active`, `activating`, `deactivating`, `failed`, `inactive` or `reloading`. */
  status: string;
  /** What explains that state. */
  msg: string[];
}

/** A group of signatures. */
export interface SignatureClass {
  /** The group, e.g. `attempted-admin`. */
  classtype: string;
  /** What the appliance's web interface calls it. */
  classtypeName?: string;
  /** How many signatures it has. */
  count: number;
}

/** A row of the table, or a column of the matrix. */
export interface SignatureGroup {
  /** Table: the group, e.g. `attempted-admin`. */
  classtype?: string;
  /** Table: what the appliance's web interface calls the group. */
  classtypeName?: string;
  /** Table: the tactics that the group belongs to. */
  mitreTactics?: MitreTactic[];
  /** Table: how many signatures the group has. */
  count?: number;
  /** Matrix: id of the tactic, e.g. `TA0001`. */
  mitreTacticId?: string;
  /** Matrix: name of the tactic. */
  mitreTacticName?: string;
  /** Matrix: the groups that belong to the tactic. */
  classtypes?: SignatureClass[];
}

/** A signature as the appliance's lists show it; its text is had with `getSignature`. */
export interface SignatureLine {
  /** What happens to matching traffic: `pass`, `alert`, `drop`, `rejectsrc`, `rejectdst` or `rejectboth`. */
  action?: string;
  /** Protocol: `tcp`, `udp`, `icmp`, `ip`, `http` … */
  protocol?: string;
  /** Direction of the traffic, or `-`. */
  flow?: string;
  /** The group that the signature belongs to; may be empty. */
  classtype?: string;
  /** The signature's number. */
  sid: number;
  /** How severe a match is. */
  signatureSeverity?: string;
  /** Tactic of MITRE ATT&CK, e.g. `TA0001`. */
  mitreTacticId?: string;
  /** Where it comes from: `standard`, `advanced` (of Kaspersky) or `custom`. */
  signatureSource?: string;
  /** What the signature is about. */
  msg?: string;
  /** Source addresses. */
  source?: string;
  /** Source ports. */
  sourcePorts?: string;
  /** Destination addresses. */
  destination?: string;
  /** Destination ports. */
  destinationPorts?: string;
  /** When it was last changed, as `YYYY-MM-DD`, or `-`. */
  updatedAt?: string;
}

/** A profile of intrusion prevention that has the signature. */
export interface SignatureProfile {
  /** Id of the profile. */
  id: string;
  /** Name of the profile. */
  name?: string;
}

/** What the provider has to remember of a table. */
export interface TableBookkeeping {
  /** What the table was when the state saw it last. */
  digest: string;
  /** Rules that were seen and are not ours. */
  foreign: Array<number | string>;
  /** The name of the change that led to this state. */
  change?: string;
  /** Rules of ours that a change which failed on the way has still to delete. */
  stale?: Array<number | string>;
  /** The rules of creations whose answers never came. */
  unanswered?: any;
  /** A change was begun and not finished. */
  changeBegun?: boolean;
  /** When the last answer was lost whose work was not seen, in milliseconds since 1970: the next `up` looks for it. */
  doubtSince?: number;
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
  /** Protocol: `tcp`, `udp`, `icmp`, `gre`, `esp`, `ah` or `any`; ports need `tcp` or `udp`. */
  protocol?: string;
  /** Where packets come from: addresses, networks, ranges, domains (`192.168.0.0/24`), titles of objects, users or groups (`Accounting`), ids (`ip.id.5`), or `any`; 1 to 200. */
  sourceAddresses?: string[];
  /** Everything but `sourceAddresses`. */
  sourceAddressesNegate?: boolean;
  /** Source ports: ports, ranges (`8000-8080`), titles or ids of port objects, at most 200; empty is any port. */
  sourcePorts?: string[];
  /** Where packets go, as in `sourceAddresses`; 1 to 200. */
  destinationAddresses?: string[];
  /** Everything but `destinationAddresses`. */
  destinationAddressesNegate?: boolean;
  /** Destination ports, as in `sourcePorts`, at most 200; empty is any port. */
  destinationPorts?: string[];
  /** When the rule is in force: titles or ids of time objects, or `any`. */
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
  /** Zone or interface where packets come in, by title or id. */
  incomingInterface?: string;
  /** Zone or interface where packets go out, by title or id. */
  outgoingInterface?: string;
  /** HIP profiles a device must meet: titles or ids (`hip_profile.id.N`). */
  hipProfiles?: string[];
  /** Devices that meet none of `hipProfiles`. Needs v22. */
  hipProfilesNegate?: boolean;
  /** The application-control profile, by name or UUID; required with `dpiEnabled`. */
  dpiProfile?: string;
  /** Whether application control looks into the packets. */
  dpiEnabled?: boolean;
  /** The intrusion-prevention profile, by name or UUID; required with `ipsEnabled`. */
  ipsProfile?: string;
  /** Whether intrusion prevention looks into the packets. */
  ipsEnabled?: boolean;
  /** New destination: an IPv4 address or a range of them (`192.168.1.10`, `192.168.1.10-192.168.1.20`), or the title or id of such an object; required with `dnat` and refused otherwise. */
  changeDestinationAddress?: string;
  /** New destination port or range of ports, as text (`8080`, `8080-8090`), or the title or id of such an object; only with `dnat` and with the protocol `tcp` or `udp`. */
  changeDestinationPort?: string;
  /** New source: an IPv4 address or a range of them, or the title or id of such an object; only with `snat`. Without it the appliance takes the address of the interface where the packet leaves, which is needed only where that has several. */
  changeSourceAddress?: string;
  /** Name of the rule, not empty. */
  name?: string;
  /** Whom the rule applies to: values, titles or ids of objects, or `any`. */
  aliases?: string[];
  /** Applications (the appliance's list of protocols). */
  protocols?: string[];
  /** What happens to the request: `allow`, `deny` (a page says so), `bump` (decrypt it), `redirect` (to `redirectUrl`). */
  access?: "allow" | "deny" | "bump" | "redirect";
  /** Everybody but `aliases`. Needs v22. */
  aliasesNegate?: boolean;
  /** Whom the rule applies to as one or two blocks that are ANDed; instead of `aliases`. Two, or a negated one, need v22. */
  aliasBlocks?: AliasBlock[];
  /** Categories of sites: names, or ids (`users.id.1`, `extended.id.5` …). A rule without any never works, says the vendor's page. */
  categories?: string[];
  /** Every site but those of `categories`. Needs v22. */
  categoriesNegate?: boolean;
  /** HTTP methods; empty is every method. */
  httpMethods?: Array<"GET" | "POST" | "PUT" | "DELETE" | "HEAD" | "OPTIONS" | "PATCH" | "TRACE" | "CONNECT">;
  /** MIME types; empty is every type. */
  contentTypes?: string[];
  /** Only URLs of this pattern. How it is written no page of the vendor says. Needs v22. */
  uriRegex?: string;
  /** Only traffic in this direction, in the appliance's own word (no page prints them: see what `getRules` shows of a rule that was clicked). Needs v22. */
  trafficDirection?: string;
  /** Only messages of this size in MB, as `contentLengthMode` compares. Needs v22. */
  contentLength?: number;
  /** How `contentLength` compares, required with it: `>=` that size and more, `<=` that size and less. These are the words of the appliance's form; whether the interface takes the same, no page says. */
  contentLengthMode?: string;
  /** The antivirus profile, by its id. Needs v22. */
  avProfile?: string;
  /** Where `redirect` leads; required with it and refused otherwise. */
  redirectUrl?: string;
  /** Short form of `protocol` and `destinationPorts`: `tcp/443`, `udp/5000-5010`, `tcp/HTTPS` (a title), `icmp`; all of one protocol. */
  services?: string[];
}

/** A rule of a table. Which fields it has, which are required and their defaults are those of the table's single-rule resource. */
export interface TableRuleArgs {
  /** The rule's name in the program, unique in the table: its identity, whatever its place and content. Renaming a key is no call. */
  key: pulumi.Input<string>;
  /** What happens: `accept` or `drop` (forward, input, appControl), `accept` or `dnat`, `accept` or `snat`, `mark_log` or `mark_not_log`. */
  action?: pulumi.Input<"accept" | "drop" | "dnat" | "snat" | "mark_log" | "mark_not_log">;
  /** Whether the rule is in force. */
  enabled?: pulumi.Input<boolean>;
  /** Protocol: `tcp`, `udp`, `icmp`, `gre`, `esp`, `ah` or `any`; ports need `tcp` or `udp`. */
  protocol?: pulumi.Input<string>;
  /** Where packets come from: addresses, networks, ranges, domains (`192.168.0.0/24`), titles of objects, users or groups (`Accounting`), ids (`ip.id.5`), or `any`; 1 to 200. */
  sourceAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /** Everything but `sourceAddresses`. */
  sourceAddressesNegate?: pulumi.Input<boolean>;
  /** Source ports: ports, ranges (`8000-8080`), titles or ids of port objects, at most 200; empty is any port. */
  sourcePorts?: pulumi.Input<pulumi.Input<string>[]>;
  /** Where packets go, as in `sourceAddresses`; 1 to 200. */
  destinationAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /** Everything but `destinationAddresses`. */
  destinationAddressesNegate?: pulumi.Input<boolean>;
  /** Destination ports, as in `sourcePorts`, at most 200; empty is any port. */
  destinationPorts?: pulumi.Input<pulumi.Input<string>[]>;
  /** When the rule is in force: titles or ids of time objects, or `any`. */
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
  /** Zone or interface where packets come in, by title or id. */
  incomingInterface?: pulumi.Input<string>;
  /** Zone or interface where packets go out, by title or id. */
  outgoingInterface?: pulumi.Input<string>;
  /** HIP profiles a device must meet: titles or ids (`hip_profile.id.N`). */
  hipProfiles?: pulumi.Input<pulumi.Input<string>[]>;
  /** Devices that meet none of `hipProfiles`. Needs v22. */
  hipProfilesNegate?: pulumi.Input<boolean>;
  /** The application-control profile, by name or UUID; required with `dpiEnabled`. */
  dpiProfile?: pulumi.Input<string>;
  /** Whether application control looks into the packets. */
  dpiEnabled?: pulumi.Input<boolean>;
  /** The intrusion-prevention profile, by name or UUID; required with `ipsEnabled`. */
  ipsProfile?: pulumi.Input<string>;
  /** Whether intrusion prevention looks into the packets. */
  ipsEnabled?: pulumi.Input<boolean>;
  /** New destination: an IPv4 address or a range of them (`192.168.1.10`, `192.168.1.10-192.168.1.20`), or the title or id of such an object; required with `dnat` and refused otherwise. */
  changeDestinationAddress?: pulumi.Input<string | null>;
  /** New destination port or range of ports, as text (`8080`, `8080-8090`), or the title or id of such an object; only with `dnat` and with the protocol `tcp` or `udp`. */
  changeDestinationPort?: pulumi.Input<string | null>;
  /** New source: an IPv4 address or a range of them, or the title or id of such an object; only with `snat`. Without it the appliance takes the address of the interface where the packet leaves, which is needed only where that has several. */
  changeSourceAddress?: pulumi.Input<string | null>;
  /** Name of the rule, not empty. */
  name?: pulumi.Input<string>;
  /** Whom the rule applies to: values, titles or ids of objects, or `any`. */
  aliases?: pulumi.Input<pulumi.Input<string>[]>;
  /** Applications (the appliance's list of protocols). */
  protocols?: pulumi.Input<pulumi.Input<string>[]>;
  /** What happens to the request: `allow`, `deny` (a page says so), `bump` (decrypt it), `redirect` (to `redirectUrl`). */
  access?: pulumi.Input<"allow" | "deny" | "bump" | "redirect">;
  /** Everybody but `aliases`. Needs v22. */
  aliasesNegate?: pulumi.Input<boolean>;
  /** Whom the rule applies to as one or two blocks that are ANDed; instead of `aliases`. Two, or a negated one, need v22. */
  aliasBlocks?: pulumi.Input<pulumi.Input<AliasBlockArgs>[]>;
  /** Categories of sites: names, or ids (`users.id.1`, `extended.id.5` …). A rule without any never works, says the vendor's page. */
  categories?: pulumi.Input<pulumi.Input<string>[]>;
  /** Every site but those of `categories`. Needs v22. */
  categoriesNegate?: pulumi.Input<boolean>;
  /** HTTP methods; empty is every method. */
  httpMethods?: pulumi.Input<pulumi.Input<"GET" | "POST" | "PUT" | "DELETE" | "HEAD" | "OPTIONS" | "PATCH" | "TRACE" | "CONNECT">[]>;
  /** MIME types; empty is every type. */
  contentTypes?: pulumi.Input<pulumi.Input<string>[]>;
  /** Only URLs of this pattern. How it is written no page of the vendor says. Needs v22. */
  uriRegex?: pulumi.Input<string>;
  /** Only traffic in this direction, in the appliance's own word (no page prints them: see what `getRules` shows of a rule that was clicked). Needs v22. */
  trafficDirection?: pulumi.Input<string>;
  /** Only messages of this size in MB, as `contentLengthMode` compares. Needs v22. */
  contentLength?: pulumi.Input<number>;
  /** How `contentLength` compares, required with it: `>=` that size and more, `<=` that size and less. These are the words of the appliance's form; whether the interface takes the same, no page says. */
  contentLengthMode?: pulumi.Input<string>;
  /** The antivirus profile, by its id. Needs v22. */
  avProfile?: pulumi.Input<string>;
  /** Where `redirect` leads; required with it and refused otherwise. */
  redirectUrl?: pulumi.Input<string | null>;
  /** Short form of `protocol` and `destinationPorts`: `tcp/443`, `udp/5000-5010`, `tcp/HTTPS` (a title), `icmp`; all of one protocol. */
  services?: pulumi.Input<pulumi.Input<string>[]>;
}

/** From when to when a time object is in force, by the appliance's clock. */
export interface TimePeriod {
  /** The first moment, as a number `YYYYMMDDHHMMSS`, e.g. `20240215000000`. */
  first: number;
  /** The last moment, as a number `YYYYMMDDHHMMSS`, not before `first`. */
  last: number;
}

/** From when to when a time object is in force, by the appliance's clock. */
export interface TimePeriodArgs {
  /** The first moment, as a number `YYYYMMDDHHMMSS`, e.g. `20240215000000`. */
  first: pulumi.Input<number>;
  /** The last moment, as a number `YYYYMMDDHHMMSS`, not before `first`. */
  last: pulumi.Input<number>;
}
