// Generated from the definitions by `npm run generate`. Do not edit.
import * as pulumi from "@pulumi/pulumi";
import { callFunction, callFunctionOutput, NativeResource } from "../../fronts/plugin/program";
import type * as types from "../types/ideco";

export * from "../types/ideco";

/**
 * A rule of the table FORWARD: traffic that passes through the appliance. The first rule that matches decides; the table's default is to accept.
 * Import id: the number of the rule, e.g. `7`.
 * Vendor's page: ideco-ngfw-traffic-rules: Файрвол, Управление правилами, FilterRuleObject.
 */
export class ForwardRule extends NativeResource {
  /** What happens to the packet: `accept` or `drop`. */
  declare readonly action: pulumi.Output<"accept" | "drop">;
  /** Whether the rule is in force. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** Protocol; ports need `protocol.tcp` or `protocol.udp`. */
  declare readonly protocol: pulumi.Output<"any" | "protocol.ah" | "protocol.esp" | "protocol.gre" | "protocol.icmp" | "protocol.tcp" | "protocol.udp">;
  /** Where packets come from: ids of address objects (`ip.id.5`, `subnet.id.2`, `user.id.3` …) or `any`; 1 to 200, never a literal address. */
  declare readonly sourceAddresses: pulumi.Output<string[] | undefined>;
  /** Everything but `sourceAddresses`. */
  declare readonly sourceAddressesNegate: pulumi.Output<boolean | undefined>;
  /** Source ports: ids of port objects, at most 200; empty is any port. */
  declare readonly sourcePorts: pulumi.Output<string[]>;
  /** Where packets go: ids of address objects or `any`; 1 to 200, never a literal address. */
  declare readonly destinationAddresses: pulumi.Output<string[] | undefined>;
  /** Everything but `destinationAddresses`. */
  declare readonly destinationAddressesNegate: pulumi.Output<boolean | undefined>;
  /** Destination ports: ids of port objects, at most 200; empty is any port. */
  declare readonly destinationPorts: pulumi.Output<string[]>;
  /** When the rule is in force: ids of time objects, or `any`. */
  declare readonly timetable: pulumi.Output<string[]>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** Group of Ideco Center that the server belongs to; by default the root group. */
  declare readonly parentId: pulumi.Output<string>;
  /** Sources as one or two blocks that are ANDed; instead of `sourceAddresses`. Needs v20. */
  declare readonly sources: pulumi.Output<types.AddressBlock[] | undefined>;
  /** Destinations as one or two blocks that are ANDed; instead of `destinationAddresses`. Needs v20. */
  declare readonly destinations: pulumi.Output<types.AddressBlock[] | undefined>;
  /** Whether packets of this rule are logged. Needs v20; without it the appliance's value stays. */
  declare readonly logging: pulumi.Output<boolean | undefined>;
  /** Zone or interface where packets come in. */
  declare readonly incomingInterface: pulumi.Output<string>;
  /** Zone or interface where packets go out. */
  declare readonly outgoingInterface: pulumi.Output<string>;
  /** HIP profiles a device must meet: `hip_profile.id.N`. */
  declare readonly hipProfiles: pulumi.Output<string[]>;
  /** UUID of the application-control profile; required with `dpiEnabled`. */
  declare readonly dpiProfile: pulumi.Output<string>;
  /** Whether application control looks into the packets. */
  declare readonly dpiEnabled: pulumi.Output<boolean>;
  /** UUID of the intrusion-prevention profile; required with `ipsEnabled`. */
  declare readonly ipsProfile: pulumi.Output<string>;
  /** Whether intrusion prevention looks into the packets. */
  declare readonly ipsEnabled: pulumi.Output<boolean>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  declare readonly position: pulumi.Output<types.Position | undefined>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;
  /** Number of the rule on the appliance, the same as the id. */
  declare readonly ruleId: pulumi.Output<number>;

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): ForwardRule {
    return new ForwardRule(name, state as types.ForwardRuleArgs, { ...opts, id });
  }

  constructor(name: string, args: types.ForwardRuleArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:ForwardRule", ["ruleId"], name, args, opts);
  }
}

/**
 * A rule of the table INPUT: traffic to the appliance itself. The first rule that matches decides; the table's default is to accept.
 * Import id: the number of the rule, e.g. `7`.
 * Vendor's page: ideco-ngfw-traffic-rules: Файрвол, Управление правилами, FilterRuleObject.
 */
export class InputRule extends NativeResource {
  /** What happens to the packet: `accept` or `drop`. */
  declare readonly action: pulumi.Output<"accept" | "drop">;
  /** Whether the rule is in force. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** Protocol; ports need `protocol.tcp` or `protocol.udp`. */
  declare readonly protocol: pulumi.Output<"any" | "protocol.ah" | "protocol.esp" | "protocol.gre" | "protocol.icmp" | "protocol.tcp" | "protocol.udp">;
  /** Where packets come from: ids of address objects (`ip.id.5`, `subnet.id.2`, `user.id.3` …) or `any`; 1 to 200, never a literal address. */
  declare readonly sourceAddresses: pulumi.Output<string[] | undefined>;
  /** Everything but `sourceAddresses`. */
  declare readonly sourceAddressesNegate: pulumi.Output<boolean | undefined>;
  /** Source ports: ids of port objects, at most 200; empty is any port. */
  declare readonly sourcePorts: pulumi.Output<string[]>;
  /** Where packets go: ids of address objects or `any`; 1 to 200, never a literal address. */
  declare readonly destinationAddresses: pulumi.Output<string[] | undefined>;
  /** Everything but `destinationAddresses`. */
  declare readonly destinationAddressesNegate: pulumi.Output<boolean | undefined>;
  /** Destination ports: ids of port objects, at most 200; empty is any port. */
  declare readonly destinationPorts: pulumi.Output<string[]>;
  /** When the rule is in force: ids of time objects, or `any`. */
  declare readonly timetable: pulumi.Output<string[]>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** Group of Ideco Center that the server belongs to; by default the root group. */
  declare readonly parentId: pulumi.Output<string>;
  /** Sources as one or two blocks that are ANDed; instead of `sourceAddresses`. Needs v20. */
  declare readonly sources: pulumi.Output<types.AddressBlock[] | undefined>;
  /** Destinations as one or two blocks that are ANDed; instead of `destinationAddresses`. Needs v20. */
  declare readonly destinations: pulumi.Output<types.AddressBlock[] | undefined>;
  /** Whether packets of this rule are logged. Needs v20; without it the appliance's value stays. */
  declare readonly logging: pulumi.Output<boolean | undefined>;
  /** Zone or interface where packets come in. */
  declare readonly incomingInterface: pulumi.Output<string>;
  /** Zone or interface where packets go out. */
  declare readonly outgoingInterface: pulumi.Output<string>;
  /** HIP profiles a device must meet: `hip_profile.id.N`. */
  declare readonly hipProfiles: pulumi.Output<string[]>;
  /** UUID of the application-control profile; required with `dpiEnabled`. */
  declare readonly dpiProfile: pulumi.Output<string>;
  /** Whether application control looks into the packets. */
  declare readonly dpiEnabled: pulumi.Output<boolean>;
  /** UUID of the intrusion-prevention profile; required with `ipsEnabled`. */
  declare readonly ipsProfile: pulumi.Output<string>;
  /** Whether intrusion prevention looks into the packets. */
  declare readonly ipsEnabled: pulumi.Output<boolean>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  declare readonly position: pulumi.Output<types.Position | undefined>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;
  /** Number of the rule on the appliance, the same as the id. */
  declare readonly ruleId: pulumi.Output<number>;

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): InputRule {
    return new InputRule(name, state as types.InputRuleArgs, { ...opts, id });
  }

  constructor(name: string, args: types.InputRuleArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:InputRule", ["ruleId"], name, args, opts);
  }
}

/**
 * A rule of the table DNAT: changes the destination of packets that come in. The first rule that matches decides.
 * Import id: the number of the rule, e.g. `7`.
 * Vendor's page: ideco-ngfw-traffic-rules: Файрвол, Управление правилами, DnatRuleObject.
 */
export class DnatRule extends NativeResource {
  /** What happens to the packet: `dnat` changes its destination, `accept` leaves it as it is. */
  declare readonly action: pulumi.Output<"accept" | "dnat">;
  /** Whether the rule is in force. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** Protocol; ports need `protocol.tcp` or `protocol.udp`. */
  declare readonly protocol: pulumi.Output<"any" | "protocol.ah" | "protocol.esp" | "protocol.gre" | "protocol.icmp" | "protocol.tcp" | "protocol.udp">;
  /** Where packets come from: ids of address objects (`ip.id.5`, `subnet.id.2`, `user.id.3` …) or `any`; 1 to 200, never a literal address. */
  declare readonly sourceAddresses: pulumi.Output<string[] | undefined>;
  /** Everything but `sourceAddresses`. */
  declare readonly sourceAddressesNegate: pulumi.Output<boolean | undefined>;
  /** Source ports: ids of port objects, at most 200; empty is any port. */
  declare readonly sourcePorts: pulumi.Output<string[]>;
  /** Where packets go: ids of address objects or `any`; 1 to 200, never a literal address. */
  declare readonly destinationAddresses: pulumi.Output<string[] | undefined>;
  /** Everything but `destinationAddresses`. */
  declare readonly destinationAddressesNegate: pulumi.Output<boolean | undefined>;
  /** Destination ports: ids of port objects, at most 200; empty is any port. */
  declare readonly destinationPorts: pulumi.Output<string[]>;
  /** When the rule is in force: ids of time objects, or `any`. */
  declare readonly timetable: pulumi.Output<string[]>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** Group of Ideco Center that the server belongs to; by default the root group. */
  declare readonly parentId: pulumi.Output<string>;
  /** Sources as one or two blocks that are ANDed; instead of `sourceAddresses`. Needs v20. */
  declare readonly sources: pulumi.Output<types.AddressBlock[] | undefined>;
  /** Destinations as one or two blocks that are ANDed; instead of `destinationAddresses`. Needs v20. */
  declare readonly destinations: pulumi.Output<types.AddressBlock[] | undefined>;
  /** Whether packets of this rule are logged. Needs v20; without it the appliance's value stays. */
  declare readonly logging: pulumi.Output<boolean | undefined>;
  /** Zone or interface where packets come in. */
  declare readonly incomingInterface: pulumi.Output<string>;
  /** New destination: an IP address or a range of them (`192.168.1.10`, `192.168.1.10-192.168.1.20`); only with `dnat`. */
  declare readonly changeDestinationAddress: pulumi.Output<string | undefined>;
  /** New destination port or range of ports (`8080`, `8080-8090`); only with `dnat`. */
  declare readonly changeDestinationPort: pulumi.Output<string | undefined>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  declare readonly position: pulumi.Output<types.Position | undefined>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;
  /** Number of the rule on the appliance, the same as the id. */
  declare readonly ruleId: pulumi.Output<number>;

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): DnatRule {
    return new DnatRule(name, state as types.DnatRuleArgs, { ...opts, id });
  }

  constructor(name: string, args: types.DnatRuleArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:DnatRule", ["ruleId"], name, args, opts);
  }
}

/**
 * A rule of the table SNAT: changes the source of packets that go out. The first rule that matches decides.
 * Import id: the number of the rule, e.g. `7`.
 * Vendor's page: ideco-ngfw-traffic-rules: Файрвол, Управление правилами, SnatRuleObject.
 */
export class SnatRule extends NativeResource {
  /** What happens to the packet: `snat` changes its source, `accept` leaves it as it is. */
  declare readonly action: pulumi.Output<"accept" | "snat">;
  /** Whether the rule is in force. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** Protocol; ports need `protocol.tcp` or `protocol.udp`. */
  declare readonly protocol: pulumi.Output<"any" | "protocol.ah" | "protocol.esp" | "protocol.gre" | "protocol.icmp" | "protocol.tcp" | "protocol.udp">;
  /** Where packets come from: ids of address objects (`ip.id.5`, `subnet.id.2`, `user.id.3` …) or `any`; 1 to 200, never a literal address. */
  declare readonly sourceAddresses: pulumi.Output<string[] | undefined>;
  /** Everything but `sourceAddresses`. */
  declare readonly sourceAddressesNegate: pulumi.Output<boolean | undefined>;
  /** Source ports: ids of port objects, at most 200; empty is any port. */
  declare readonly sourcePorts: pulumi.Output<string[]>;
  /** Where packets go: ids of address objects or `any`; 1 to 200, never a literal address. */
  declare readonly destinationAddresses: pulumi.Output<string[] | undefined>;
  /** Everything but `destinationAddresses`. */
  declare readonly destinationAddressesNegate: pulumi.Output<boolean | undefined>;
  /** Destination ports: ids of port objects, at most 200; empty is any port. */
  declare readonly destinationPorts: pulumi.Output<string[]>;
  /** When the rule is in force: ids of time objects, or `any`. */
  declare readonly timetable: pulumi.Output<string[]>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** Group of Ideco Center that the server belongs to; by default the root group. */
  declare readonly parentId: pulumi.Output<string>;
  /** Sources as one or two blocks that are ANDed; instead of `sourceAddresses`. Needs v20. */
  declare readonly sources: pulumi.Output<types.AddressBlock[] | undefined>;
  /** Destinations as one or two blocks that are ANDed; instead of `destinationAddresses`. Needs v20. */
  declare readonly destinations: pulumi.Output<types.AddressBlock[] | undefined>;
  /** Whether packets of this rule are logged. Needs v20; without it the appliance's value stays. */
  declare readonly logging: pulumi.Output<boolean | undefined>;
  /** Zone or interface where packets go out. */
  declare readonly outgoingInterface: pulumi.Output<string>;
  /** New source: an IP address; required with `snat` and refused otherwise. */
  declare readonly changeSourceAddress: pulumi.Output<string | undefined>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  declare readonly position: pulumi.Output<types.Position | undefined>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;
  /** Number of the rule on the appliance, the same as the id. */
  declare readonly ruleId: pulumi.Output<number>;

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): SnatRule {
    return new SnatRule(name, state as types.SnatRuleArgs, { ...opts, id });
  }

  constructor(name: string, args: types.SnatRuleArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:SnatRule", ["ruleId"], name, args, opts);
  }
}

/**
 * A rule of the section Logging: marks packets to be logged or not. The last rule that matches decides.
 * Import id: the number of the rule, e.g. `7`.
 * Vendor's page: ideco-ngfw-traffic-rules: Файрвол, Управление правилами, раздел Логирование.
 */
export class LogRule extends NativeResource {
  /** Whether packets are marked for logging; a later rule can undo the mark of an earlier one. */
  declare readonly action: pulumi.Output<"mark_log" | "mark_not_log">;
  /** Whether the rule is in force. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** Protocol; ports need `protocol.tcp` or `protocol.udp`. */
  declare readonly protocol: pulumi.Output<"any" | "protocol.ah" | "protocol.esp" | "protocol.gre" | "protocol.icmp" | "protocol.tcp" | "protocol.udp">;
  /** Where packets come from: ids of address objects (`ip.id.5`, `subnet.id.2`, `user.id.3` …) or `any`; 1 to 200, never a literal address. */
  declare readonly sourceAddresses: pulumi.Output<string[] | undefined>;
  /** Everything but `sourceAddresses`. */
  declare readonly sourceAddressesNegate: pulumi.Output<boolean | undefined>;
  /** Source ports: ids of port objects, at most 200; empty is any port. */
  declare readonly sourcePorts: pulumi.Output<string[]>;
  /** Where packets go: ids of address objects or `any`; 1 to 200, never a literal address. */
  declare readonly destinationAddresses: pulumi.Output<string[] | undefined>;
  /** Everything but `destinationAddresses`. */
  declare readonly destinationAddressesNegate: pulumi.Output<boolean | undefined>;
  /** Destination ports: ids of port objects, at most 200; empty is any port. */
  declare readonly destinationPorts: pulumi.Output<string[]>;
  /** When the rule is in force: ids of time objects, or `any`. */
  declare readonly timetable: pulumi.Output<string[]>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** Group of Ideco Center that the server belongs to; by default the root group. */
  declare readonly parentId: pulumi.Output<string>;
  /** Zone or interface where packets come in. */
  declare readonly incomingInterface: pulumi.Output<string>;
  /** Zone or interface where packets go out. */
  declare readonly outgoingInterface: pulumi.Output<string>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  declare readonly position: pulumi.Output<types.Position | undefined>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;
  /** Number of the rule on the appliance, the same as the id. */
  declare readonly ruleId: pulumi.Output<number>;

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): LogRule {
    return new LogRule(name, state as types.LogRuleArgs, { ...opts, id });
  }

  constructor(name: string, args: types.LogRuleArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:LogRule", ["ruleId"], name, args, opts);
  }
}

/**
 * A rule of application control: lets applications pass or stops them. The first rule that matches decides.
 * Import id: the number of the rule, e.g. `7`.
 * Vendor's page: ideco-ngfw-traffic-rules: Контроль приложений.
 */
export class AppControlRule extends NativeResource {
  /** Name of the rule, not empty. */
  declare readonly name: pulumi.Output<string>;
  /** What happens to traffic of these applications. */
  declare readonly action: pulumi.Output<"accept" | "drop">;
  /** Whom the rule applies to: ids of objects, or `any`. */
  declare readonly aliases: pulumi.Output<string[]>;
  /** Applications (the appliance's list of protocols). */
  declare readonly protocols: pulumi.Output<string[]>;
  /** Whether the rule is in force. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** Group of Ideco Center that the server belongs to; by default the root group. */
  declare readonly parentId: pulumi.Output<string>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  declare readonly position: pulumi.Output<types.Position | undefined>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;
  /** Number of the rule on the appliance, the same as the id. */
  declare readonly ruleId: pulumi.Output<number>;

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): AppControlRule {
    return new AppControlRule(name, state as types.AppControlRuleArgs, { ...opts, id });
  }

  constructor(name: string, args: types.AppControlRuleArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:AppControlRule", ["ruleId"], name, args, opts);
  }
}

/**
 * A rule of the content filter. The first rule that matches decides, among `bump` and among the other kinds of access each.
 * Import id: the number of the rule, e.g. `7`.
 * Vendor's page: ideco-ngfw-traffic-rules: Контент-фильтр, Правила Контент-фильтра.
 */
export class ContentFilterRule extends NativeResource {
  /** Name of the rule, not empty. */
  declare readonly name: pulumi.Output<string>;
  /** What happens to the request: `allow`, `deny` (a page says so), `bump` (decrypt it), `redirect` (to `redirectUrl`). */
  declare readonly access: pulumi.Output<"allow" | "deny" | "bump" | "redirect">;
  /** Whom the rule applies to: ids of objects, or `any`. */
  declare readonly aliases: pulumi.Output<string[]>;
  /** Ids of categories of sites: `users.id.1`, `extended.id.5` … */
  declare readonly categories: pulumi.Output<string[]>;
  /** HTTP methods; empty is every method. */
  declare readonly httpMethods: pulumi.Output<Array<"GET" | "POST" | "PUT" | "DELETE" | "HEAD" | "OPTIONS" | "PATCH" | "TRACE" | "CONNECT">>;
  /** MIME types; empty is every type. */
  declare readonly contentTypes: pulumi.Output<string[]>;
  /** Where `redirect` leads; required with it and refused otherwise. */
  declare readonly redirectUrl: pulumi.Output<string | undefined>;
  /** Whether the rule is in force. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** When the rule is in force: ids of time objects, or `any`. */
  declare readonly timetable: pulumi.Output<string[]>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** Group of Ideco Center that the server belongs to; by default the root group. */
  declare readonly parentId: pulumi.Output<string>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  declare readonly position: pulumi.Output<types.Position | undefined>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;
  /** Number of the rule on the appliance, the same as the id. */
  declare readonly ruleId: pulumi.Output<number>;

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): ContentFilterRule {
    return new ContentFilterRule(name, state as types.ContentFilterRuleArgs, { ...opts, id });
  }

  constructor(name: string, args: types.ContentFilterRuleArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:ContentFilterRule", ["ruleId"], name, args, opts);
  }
}

/**
 * A whole ordered rule table, or our block in it, as one resource. Every change is hitless: after every single call each packet is judged as the old table or as the new one judges it, and no fewer calls would do.
 * Import id: the name of the table, e.g. `forward`; its rules get the keys `id-<number>`.
 * Vendor's page: ideco-ngfw-traffic-rules: Файрвол, Управление правилами; Контроль приложений; Контент-фильтр.
 */
export class RuleTable extends NativeResource {
  /** The table. */
  declare readonly table: pulumi.Output<"forward" | "input" | "dnat" | "snat" | "log" | "appControl" | "contentFilter">;
  /** `exclusive`: the table is exactly `rules`. `shared`: `rules` are one block; all other rules keep their order and are never touched. Rules from a central console are left alone in both. */
  declare readonly ownership: pulumi.Output<"exclusive" | "shared">;
  /** Where the block stands among the other rules; with `shared` only. Default: `{ last: true }`. */
  declare readonly placement: pulumi.Output<types.Position | undefined>;
  /** The rules, the first one at the top. */
  declare readonly rules: pulumi.Output<types.TableRule[]>;
  /** Packets whose verdict is watched; in the tables forward and input. */
  declare readonly guard: pulumi.Output<types.Guard | undefined>;
  /** Makes errors of the warnings: rules that can never match, and a table that somebody else changed since the state saw it. */
  declare readonly strict: pulumi.Output<boolean>;
  /** Refuses a change that deletes more rules than that. */
  declare readonly maxDeletes: pulumi.Output<number | undefined>;
  /** What happens to the rules when the resource goes: they are deleted (hitless), kept, or the table becomes what it was before its creation. */
  declare readonly onDelete: pulumi.Output<"delete" | "keep" | "restore">;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** The numbers of the rules on the appliance, by key. */
  declare readonly ruleIds: pulumi.Output<{ [key: string]: number }>;
  /** What the last change took. */
  declare readonly lastChange: pulumi.Output<types.TableChange>;
  /** What the provider has to remember; of no use to programs. */
  declare readonly bookkeeping: pulumi.Output<types.TableBookkeeping>;

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): RuleTable {
    return new RuleTable(name, state as types.RuleTableArgs, { ...opts, id });
  }

  constructor(name: string, args: types.RuleTableArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:RuleTable", ["ruleIds","lastChange","bookkeeping"], name, args, opts);
  }
}

/**
 * The rules of a table, from top to bottom.
 * Vendor's page: ideco-ngfw-traffic-rules: Файрвол, Получение списка правил.
 */
export function getRules(args: types.GetRulesArgs, opts?: pulumi.InvokeOptions): Promise<types.GetRulesResult> {
  return callFunction("ideco:getRules", args, opts);
}

/**
 * The rules of a table, from top to bottom.
 * Vendor's page: ideco-ngfw-traffic-rules: Файрвол, Получение списка правил.
 */
export function getRulesOutput(args: types.GetRulesOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetRulesResult> {
  return callFunctionOutput("ideco:getRules", args, opts);
}
