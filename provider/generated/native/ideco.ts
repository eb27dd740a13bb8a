// Generated from the definitions by `npm run generate`. Do not edit.
import * as pulumi from "@pulumi/pulumi";
import { callFunction, callFunctionOutput, NativeResource } from "../../program/native-resource";
import type * as types from "../types/ideco";

export * from "../types/ideco";

/**
 * A rule of the table FORWARD: traffic that passes through the appliance. The first rule that matches decides; the table's default is to accept.
 * Import id: the number of the rule, e.g. `7`.
 * Vendor's page: ideco-ngfw-traffic-rules: Файрвол, Управление правилами, FilterRuleObject.
 */
export class ForwardRule extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:ForwardRule";

  /** What happens to the packet: `accept` or `drop`. */
  declare readonly action: pulumi.Output<"accept" | "drop">;
  /** Whether the rule is in force. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** Protocol: `tcp`, `udp`, `icmp`, `gre`, `esp`, `ah` or `any`; ports need `tcp` or `udp`. */
  declare readonly protocol: pulumi.Output<"any" | "protocol.ah" | "protocol.esp" | "protocol.gre" | "protocol.icmp" | "protocol.tcp" | "protocol.udp" | "ah" | "esp" | "gre" | "icmp" | "tcp" | "udp" | undefined>;
  /** Where packets come from: addresses, networks, ranges, domains (`192.168.0.0/24`), titles of objects, users or groups (`Accounting`), ids (`ip.id.5`), or `any`; 1 to 200. */
  declare readonly sourceAddresses: pulumi.Output<string[] | undefined>;
  /** Everything but `sourceAddresses`. */
  declare readonly sourceAddressesNegate: pulumi.Output<boolean | undefined>;
  /** Source ports: ports, ranges (`8000-8080`), titles or ids of port objects, at most 200; empty is any port. */
  declare readonly sourcePorts: pulumi.Output<string[]>;
  /** Where packets go, as in `sourceAddresses`; 1 to 200. */
  declare readonly destinationAddresses: pulumi.Output<string[] | undefined>;
  /** Everything but `destinationAddresses`. */
  declare readonly destinationAddressesNegate: pulumi.Output<boolean | undefined>;
  /** Destination ports, as in `sourcePorts`, at most 200; empty is any port. */
  declare readonly destinationPorts: pulumi.Output<string[] | undefined>;
  /** When the rule is in force: titles or ids of time objects, or `any`. */
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
  /** Zone or interface where packets come in, by title or id. */
  declare readonly incomingInterface: pulumi.Output<string>;
  /** Zone or interface where packets go out, by title or id. */
  declare readonly outgoingInterface: pulumi.Output<string>;
  /** HIP profiles a device must meet: titles or ids (`hip_profile.id.N`). */
  declare readonly hipProfiles: pulumi.Output<string[]>;
  /** Devices that meet none of `hipProfiles`. Needs v22. */
  declare readonly hipProfilesNegate: pulumi.Output<boolean | undefined>;
  /** The application-control profile, by name or UUID; required with `dpiEnabled`. */
  declare readonly dpiProfile: pulumi.Output<string>;
  /** Whether application control looks into the packets. */
  declare readonly dpiEnabled: pulumi.Output<boolean>;
  /** The intrusion-prevention profile, by name or UUID; required with `ipsEnabled`. */
  declare readonly ipsProfile: pulumi.Output<string>;
  /** Whether intrusion prevention looks into the packets. */
  declare readonly ipsEnabled: pulumi.Output<boolean>;
  /** Short form of `protocol` and `destinationPorts`: `tcp/443`, `udp/5000-5010`, `tcp/HTTPS` (a title), `icmp`; all of one protocol. */
  declare readonly services: pulumi.Output<string[] | undefined>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  declare readonly position: pulumi.Output<types.Position | undefined>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;
  /** The appliance's id of the rule, the same as the id: a number, or a text where the appliance has texts (`fwd.ngfw.1`). */
  declare readonly ruleId: pulumi.Output<any>;
  /** What names and values in the inputs stand for: the text → the object's id. Ids stand for themselves and are not in it. */
  declare readonly objects: pulumi.Output<{ [key: string]: string } | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is ForwardRule {
    return Boolean(obj) && obj.__pulumiType === ForwardRule.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): ForwardRule {
    return new ForwardRule(name, state as types.ForwardRuleArgs, { ...opts, id });
  }

  constructor(name: string, args: types.ForwardRuleArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:ForwardRule", ["ruleId","objects"], name, args, opts);
  }
}

/**
 * A rule of the table INPUT: traffic to the appliance itself. The first rule that matches decides; the table's default is to accept.
 * Import id: the number of the rule, e.g. `7`.
 * Vendor's page: ideco-ngfw-traffic-rules: Файрвол, Управление правилами, FilterRuleObject.
 */
export class InputRule extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:InputRule";

  /** What happens to the packet: `accept` or `drop`. */
  declare readonly action: pulumi.Output<"accept" | "drop">;
  /** Whether the rule is in force. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** Protocol: `tcp`, `udp`, `icmp`, `gre`, `esp`, `ah` or `any`; ports need `tcp` or `udp`. */
  declare readonly protocol: pulumi.Output<"any" | "protocol.ah" | "protocol.esp" | "protocol.gre" | "protocol.icmp" | "protocol.tcp" | "protocol.udp" | "ah" | "esp" | "gre" | "icmp" | "tcp" | "udp" | undefined>;
  /** Where packets come from: addresses, networks, ranges, domains (`192.168.0.0/24`), titles of objects, users or groups (`Accounting`), ids (`ip.id.5`), or `any`; 1 to 200. */
  declare readonly sourceAddresses: pulumi.Output<string[] | undefined>;
  /** Everything but `sourceAddresses`. */
  declare readonly sourceAddressesNegate: pulumi.Output<boolean | undefined>;
  /** Source ports: ports, ranges (`8000-8080`), titles or ids of port objects, at most 200; empty is any port. */
  declare readonly sourcePorts: pulumi.Output<string[]>;
  /** Where packets go, as in `sourceAddresses`; 1 to 200. */
  declare readonly destinationAddresses: pulumi.Output<string[] | undefined>;
  /** Everything but `destinationAddresses`. */
  declare readonly destinationAddressesNegate: pulumi.Output<boolean | undefined>;
  /** Destination ports, as in `sourcePorts`, at most 200; empty is any port. */
  declare readonly destinationPorts: pulumi.Output<string[] | undefined>;
  /** When the rule is in force: titles or ids of time objects, or `any`. */
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
  /** Zone or interface where packets come in, by title or id. */
  declare readonly incomingInterface: pulumi.Output<string>;
  /** Zone or interface where packets go out, by title or id. */
  declare readonly outgoingInterface: pulumi.Output<string>;
  /** HIP profiles a device must meet: titles or ids (`hip_profile.id.N`). */
  declare readonly hipProfiles: pulumi.Output<string[]>;
  /** Devices that meet none of `hipProfiles`. Needs v22. */
  declare readonly hipProfilesNegate: pulumi.Output<boolean | undefined>;
  /** The application-control profile, by name or UUID; required with `dpiEnabled`. */
  declare readonly dpiProfile: pulumi.Output<string>;
  /** Whether application control looks into the packets. */
  declare readonly dpiEnabled: pulumi.Output<boolean>;
  /** The intrusion-prevention profile, by name or UUID; required with `ipsEnabled`. */
  declare readonly ipsProfile: pulumi.Output<string>;
  /** Whether intrusion prevention looks into the packets. */
  declare readonly ipsEnabled: pulumi.Output<boolean>;
  /** Short form of `protocol` and `destinationPorts`: `tcp/443`, `udp/5000-5010`, `tcp/HTTPS` (a title), `icmp`; all of one protocol. */
  declare readonly services: pulumi.Output<string[] | undefined>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  declare readonly position: pulumi.Output<types.Position | undefined>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;
  /** The appliance's id of the rule, the same as the id: a number, or a text where the appliance has texts (`fwd.ngfw.1`). */
  declare readonly ruleId: pulumi.Output<any>;
  /** What names and values in the inputs stand for: the text → the object's id. Ids stand for themselves and are not in it. */
  declare readonly objects: pulumi.Output<{ [key: string]: string } | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is InputRule {
    return Boolean(obj) && obj.__pulumiType === InputRule.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): InputRule {
    return new InputRule(name, state as types.InputRuleArgs, { ...opts, id });
  }

  constructor(name: string, args: types.InputRuleArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:InputRule", ["ruleId","objects"], name, args, opts);
  }
}

/**
 * A rule of the table DNAT: changes the destination of packets that come in. The first rule that matches decides.
 * Import id: the number of the rule, e.g. `7`.
 * Vendor's page: ideco-ngfw-traffic-rules: Файрвол, Управление правилами, DnatRuleObject.
 */
export class DnatRule extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:DnatRule";

  /** What happens to the packet: `dnat` changes its destination, `accept` leaves it as it is. */
  declare readonly action: pulumi.Output<"accept" | "dnat">;
  /** Whether the rule is in force. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** Protocol: `tcp`, `udp`, `icmp`, `gre`, `esp`, `ah` or `any`; ports need `tcp` or `udp`. */
  declare readonly protocol: pulumi.Output<"any" | "protocol.ah" | "protocol.esp" | "protocol.gre" | "protocol.icmp" | "protocol.tcp" | "protocol.udp" | "ah" | "esp" | "gre" | "icmp" | "tcp" | "udp" | undefined>;
  /** Where packets come from: addresses, networks, ranges, domains (`192.168.0.0/24`), titles of objects, users or groups (`Accounting`), ids (`ip.id.5`), or `any`; 1 to 200. */
  declare readonly sourceAddresses: pulumi.Output<string[] | undefined>;
  /** Everything but `sourceAddresses`. */
  declare readonly sourceAddressesNegate: pulumi.Output<boolean | undefined>;
  /** Source ports: ports, ranges (`8000-8080`), titles or ids of port objects, at most 200; empty is any port. */
  declare readonly sourcePorts: pulumi.Output<string[]>;
  /** Where packets go, as in `sourceAddresses`; 1 to 200. */
  declare readonly destinationAddresses: pulumi.Output<string[] | undefined>;
  /** Everything but `destinationAddresses`. */
  declare readonly destinationAddressesNegate: pulumi.Output<boolean | undefined>;
  /** Destination ports, as in `sourcePorts`, at most 200; empty is any port. */
  declare readonly destinationPorts: pulumi.Output<string[] | undefined>;
  /** When the rule is in force: titles or ids of time objects, or `any`. */
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
  /** Zone or interface where packets come in, by title or id. */
  declare readonly incomingInterface: pulumi.Output<string>;
  /** New destination: an IPv4 address or a range of them (`192.168.1.10`, `192.168.1.10-192.168.1.20`), or the title or id of such an object; required with `dnat` and refused otherwise. */
  declare readonly changeDestinationAddress: pulumi.Output<string | undefined>;
  /** New destination port or range of ports, as text (`8080`, `8080-8090`), or the title or id of such an object; only with `dnat` and with the protocol `tcp` or `udp`. */
  declare readonly changeDestinationPort: pulumi.Output<string | undefined>;
  /** Short form of `protocol` and `destinationPorts`: `tcp/443`, `udp/5000-5010`, `tcp/HTTPS` (a title), `icmp`; all of one protocol. */
  declare readonly services: pulumi.Output<string[] | undefined>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  declare readonly position: pulumi.Output<types.Position | undefined>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;
  /** The appliance's id of the rule, the same as the id: a number, or a text where the appliance has texts (`fwd.ngfw.1`). */
  declare readonly ruleId: pulumi.Output<any>;
  /** What names and values in the inputs stand for: the text → the object's id. Ids stand for themselves and are not in it. */
  declare readonly objects: pulumi.Output<{ [key: string]: string } | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is DnatRule {
    return Boolean(obj) && obj.__pulumiType === DnatRule.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): DnatRule {
    return new DnatRule(name, state as types.DnatRuleArgs, { ...opts, id });
  }

  constructor(name: string, args: types.DnatRuleArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:DnatRule", ["ruleId","objects"], name, args, opts);
  }
}

/**
 * A rule of the table SNAT: changes the source of packets that go out. The first rule that matches decides.
 * Import id: the number of the rule, e.g. `7`.
 * Vendor's page: ideco-ngfw-traffic-rules: Файрвол, Управление правилами, SnatRuleObject.
 */
export class SnatRule extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:SnatRule";

  /** What happens to the packet: `snat` changes its source, `accept` leaves it as it is. */
  declare readonly action: pulumi.Output<"accept" | "snat">;
  /** Whether the rule is in force. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** Protocol: `tcp`, `udp`, `icmp`, `gre`, `esp`, `ah` or `any`; ports need `tcp` or `udp`. */
  declare readonly protocol: pulumi.Output<"any" | "protocol.ah" | "protocol.esp" | "protocol.gre" | "protocol.icmp" | "protocol.tcp" | "protocol.udp" | "ah" | "esp" | "gre" | "icmp" | "tcp" | "udp" | undefined>;
  /** Where packets come from: addresses, networks, ranges, domains (`192.168.0.0/24`), titles of objects, users or groups (`Accounting`), ids (`ip.id.5`), or `any`; 1 to 200. */
  declare readonly sourceAddresses: pulumi.Output<string[] | undefined>;
  /** Everything but `sourceAddresses`. */
  declare readonly sourceAddressesNegate: pulumi.Output<boolean | undefined>;
  /** Source ports: ports, ranges (`8000-8080`), titles or ids of port objects, at most 200; empty is any port. */
  declare readonly sourcePorts: pulumi.Output<string[]>;
  /** Where packets go, as in `sourceAddresses`; 1 to 200. */
  declare readonly destinationAddresses: pulumi.Output<string[] | undefined>;
  /** Everything but `destinationAddresses`. */
  declare readonly destinationAddressesNegate: pulumi.Output<boolean | undefined>;
  /** Destination ports, as in `sourcePorts`, at most 200; empty is any port. */
  declare readonly destinationPorts: pulumi.Output<string[] | undefined>;
  /** When the rule is in force: titles or ids of time objects, or `any`. */
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
  /** Zone or interface where packets go out, by title or id. */
  declare readonly outgoingInterface: pulumi.Output<string>;
  /** New source: an IPv4 address or a range of them, or the title or id of such an object; only with `snat`. Without it the appliance takes the address of the interface where the packet leaves, which is needed only where that has several. */
  declare readonly changeSourceAddress: pulumi.Output<string | undefined>;
  /** Short form of `protocol` and `destinationPorts`: `tcp/443`, `udp/5000-5010`, `tcp/HTTPS` (a title), `icmp`; all of one protocol. */
  declare readonly services: pulumi.Output<string[] | undefined>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  declare readonly position: pulumi.Output<types.Position | undefined>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;
  /** The appliance's id of the rule, the same as the id: a number, or a text where the appliance has texts (`fwd.ngfw.1`). */
  declare readonly ruleId: pulumi.Output<any>;
  /** What names and values in the inputs stand for: the text → the object's id. Ids stand for themselves and are not in it. */
  declare readonly objects: pulumi.Output<{ [key: string]: string } | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is SnatRule {
    return Boolean(obj) && obj.__pulumiType === SnatRule.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): SnatRule {
    return new SnatRule(name, state as types.SnatRuleArgs, { ...opts, id });
  }

  constructor(name: string, args: types.SnatRuleArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:SnatRule", ["ruleId","objects"], name, args, opts);
  }
}

/**
 * A rule of the section Logging: marks packets to be logged or not. The last rule that matches decides.
 * Import id: the number of the rule, e.g. `7`.
 * Vendor's page: ideco-ngfw-traffic-rules: Файрвол, Управление правилами, раздел Логирование.
 */
export class LogRule extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:LogRule";

  /** Whether packets are marked for logging; a later rule can undo the mark of an earlier one. */
  declare readonly action: pulumi.Output<"mark_log" | "mark_not_log">;
  /** Whether the rule is in force. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** Protocol: `tcp`, `udp`, `icmp`, `gre`, `esp`, `ah` or `any`; ports need `tcp` or `udp`. */
  declare readonly protocol: pulumi.Output<"any" | "protocol.ah" | "protocol.esp" | "protocol.gre" | "protocol.icmp" | "protocol.tcp" | "protocol.udp" | "ah" | "esp" | "gre" | "icmp" | "tcp" | "udp" | undefined>;
  /** Where packets come from: addresses, networks, ranges, domains (`192.168.0.0/24`), titles of objects, users or groups (`Accounting`), ids (`ip.id.5`), or `any`; 1 to 200. */
  declare readonly sourceAddresses: pulumi.Output<string[] | undefined>;
  /** Everything but `sourceAddresses`. */
  declare readonly sourceAddressesNegate: pulumi.Output<boolean | undefined>;
  /** Source ports: ports, ranges (`8000-8080`), titles or ids of port objects, at most 200; empty is any port. */
  declare readonly sourcePorts: pulumi.Output<string[]>;
  /** Where packets go, as in `sourceAddresses`; 1 to 200. */
  declare readonly destinationAddresses: pulumi.Output<string[] | undefined>;
  /** Everything but `destinationAddresses`. */
  declare readonly destinationAddressesNegate: pulumi.Output<boolean | undefined>;
  /** Destination ports, as in `sourcePorts`, at most 200; empty is any port. */
  declare readonly destinationPorts: pulumi.Output<string[] | undefined>;
  /** When the rule is in force: titles or ids of time objects, or `any`. */
  declare readonly timetable: pulumi.Output<string[]>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** Group of Ideco Center that the server belongs to; by default the root group. */
  declare readonly parentId: pulumi.Output<string>;
  /** Zone or interface where packets come in, by title or id. */
  declare readonly incomingInterface: pulumi.Output<string>;
  /** Zone or interface where packets go out, by title or id. */
  declare readonly outgoingInterface: pulumi.Output<string>;
  /** Short form of `protocol` and `destinationPorts`: `tcp/443`, `udp/5000-5010`, `tcp/HTTPS` (a title), `icmp`; all of one protocol. */
  declare readonly services: pulumi.Output<string[] | undefined>;
  /** Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed. */
  declare readonly position: pulumi.Output<types.Position | undefined>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;
  /** The appliance's id of the rule, the same as the id: a number, or a text where the appliance has texts (`fwd.ngfw.1`). */
  declare readonly ruleId: pulumi.Output<any>;
  /** What names and values in the inputs stand for: the text → the object's id. Ids stand for themselves and are not in it. */
  declare readonly objects: pulumi.Output<{ [key: string]: string } | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is LogRule {
    return Boolean(obj) && obj.__pulumiType === LogRule.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): LogRule {
    return new LogRule(name, state as types.LogRuleArgs, { ...opts, id });
  }

  constructor(name: string, args: types.LogRuleArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:LogRule", ["ruleId","objects"], name, args, opts);
  }
}

/**
 * A rule of application control: lets applications pass or stops them. The first rule that matches decides.
 * Import id: the number of the rule, e.g. `7`.
 * Vendor's page: ideco-ngfw-traffic-rules: Контроль приложений.
 * @deprecated Rules of application control do nothing from v18 on. What filters instead is a profile that a rule of the firewall names: `dpiProfile` with `dpiEnabled: true` in FORWARD.
 */
export class AppControlRule extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:AppControlRule";

  /** Name of the rule, not empty. */
  declare readonly name: pulumi.Output<string>;
  /** What happens to traffic of these applications. */
  declare readonly action: pulumi.Output<"accept" | "drop">;
  /** Whom the rule applies to: values, titles or ids of objects, or `any`. */
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
  /** The appliance's id of the rule, the same as the id: a number, or a text where the appliance has texts (`fwd.ngfw.1`). */
  declare readonly ruleId: pulumi.Output<any>;
  /** What names and values in the inputs stand for: the text → the object's id. Ids stand for themselves and are not in it. */
  declare readonly objects: pulumi.Output<{ [key: string]: string } | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is AppControlRule {
    return Boolean(obj) && obj.__pulumiType === AppControlRule.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): AppControlRule {
    return new AppControlRule(name, state as types.AppControlRuleArgs, { ...opts, id });
  }

  constructor(name: string, args: types.AppControlRuleArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:AppControlRule", ["ruleId","objects"], name, args, opts);
  }
}

/**
 * A rule of the content filter. The first rule that matches decides, among `bump` and among the other kinds of access each.
 * Import id: the number of the rule, e.g. `7`.
 * Vendor's page: ideco-ngfw-traffic-rules: Контент-фильтр, Правила Контент-фильтра.
 */
export class ContentFilterRule extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:ContentFilterRule";

  /** Name of the rule, not empty. */
  declare readonly name: pulumi.Output<string>;
  /** What happens to the request: `allow`, `deny` (a page says so), `bump` (decrypt it), `redirect` (to `redirectUrl`). */
  declare readonly access: pulumi.Output<"allow" | "deny" | "bump" | "redirect">;
  /** Whom the rule applies to: values, titles or ids of objects, or `any`. */
  declare readonly aliases: pulumi.Output<string[] | undefined>;
  /** Everybody but `aliases`. Needs v22. */
  declare readonly aliasesNegate: pulumi.Output<boolean | undefined>;
  /** Whom the rule applies to as one or two blocks that are ANDed; instead of `aliases`. Two, or a negated one, need v22. */
  declare readonly aliasBlocks: pulumi.Output<types.AliasBlock[] | undefined>;
  /** Categories of sites: names, or ids (`users.id.1`, `extended.id.5` …). A rule without any never works, says the vendor's page. */
  declare readonly categories: pulumi.Output<string[]>;
  /** Every site but those of `categories`. Needs v22. */
  declare readonly categoriesNegate: pulumi.Output<boolean | undefined>;
  /** HTTP methods; empty is every method. */
  declare readonly httpMethods: pulumi.Output<Array<"GET" | "POST" | "PUT" | "DELETE" | "HEAD" | "OPTIONS" | "PATCH" | "TRACE" | "CONNECT">>;
  /** MIME types; empty is every type. */
  declare readonly contentTypes: pulumi.Output<string[]>;
  /** Only URLs of this pattern. How it is written no page of the vendor says. Needs v22. */
  declare readonly uriRegex: pulumi.Output<string | undefined>;
  /** Only traffic in this direction, in the appliance's own word (no page prints them: see what `getRules` shows of a rule that was clicked). Needs v22. */
  declare readonly trafficDirection: pulumi.Output<string | undefined>;
  /** Only messages of this size in MB, as `contentLengthMode` compares. Needs v22. */
  declare readonly contentLength: pulumi.Output<number | undefined>;
  /** How `contentLength` compares, required with it: `>=` that size and more, `<=` that size and less. These are the words of the appliance's form; whether the interface takes the same, no page says. */
  declare readonly contentLengthMode: pulumi.Output<string | undefined>;
  /** The antivirus profile, by its id. Needs v22. */
  declare readonly avProfile: pulumi.Output<string | undefined>;
  /** Where `redirect` leads; required with it and refused otherwise. */
  declare readonly redirectUrl: pulumi.Output<string | undefined>;
  /** Whether the rule is in force. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** When the rule is in force: titles or ids of time objects, or `any`. */
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
  /** The appliance's id of the rule, the same as the id: a number, or a text where the appliance has texts (`fwd.ngfw.1`). */
  declare readonly ruleId: pulumi.Output<any>;
  /** What names and values in the inputs stand for: the text → the object's id. Ids stand for themselves and are not in it. */
  declare readonly objects: pulumi.Output<{ [key: string]: string } | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is ContentFilterRule {
    return Boolean(obj) && obj.__pulumiType === ContentFilterRule.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): ContentFilterRule {
    return new ContentFilterRule(name, state as types.ContentFilterRuleArgs, { ...opts, id });
  }

  constructor(name: string, args: types.ContentFilterRuleArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:ContentFilterRule", ["ruleId","objects"], name, args, opts);
  }
}

/**
 * A whole ordered rule table, or our block in it, as one resource. Every change is hitless: after every single call each packet is judged as the old table or as the new one judges it, and no fewer calls would do.
 * Import id: the name of the table, e.g. `forward`; its rules get the keys `id-<number>`.
 * Vendor's page: ideco-ngfw-traffic-rules: Файрвол, Управление правилами; Контроль приложений; Контент-фильтр.
 */
export class RuleTable extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:RuleTable";

  /** The table; `appControl` does nothing from v18 on. */
  declare readonly table: pulumi.Output<"forward" | "input" | "dnat" | "snat" | "log" | "appControl" | "contentFilter">;
  /** `exclusive`: the table is exactly `rules`. `shared`: `rules` are one block; all other rules keep their order and are never touched. Rules from a central console are left alone in both. */
  declare readonly ownership: pulumi.Output<"exclusive" | "shared">;
  /** Where the block stands among the other rules; with `shared` only. Default: `{ last: true }`. */
  declare readonly placement: pulumi.Output<types.Position | undefined>;
  /** The rules, the first one at the top; this or `policy`. */
  declare readonly rules: pulumi.Output<types.TableRule[] | undefined>;
  /** The rules as one text, in place of `rules`: comma-separated values with a header line. Columns are `key`, the fields of the table's rules, and the short forms `from`, `to` (a `!` before the cell negates), `service`, `in`, `out`, `when`, `off`; several items in a cell are separated by `;`, a missing column or an empty cell is the default. Lines that begin with `#` and empty lines are kept. For large tables: the engine takes a text far faster than a list and shows changes by line. */
  declare readonly policy: pulumi.Output<string | undefined>;
  /** Packets whose verdict is watched; in the tables forward and input. */
  declare readonly guard: pulumi.Output<types.Guard | undefined>;
  /** Makes errors of the warnings: rules that can never match, and a table that somebody else changed since the state saw it. */
  declare readonly strict: pulumi.Output<boolean>;
  /** Refuses a change that deletes more rules than that. */
  declare readonly maxDeletes: pulumi.Output<number | undefined>;
  /** What happens to the rules when the resource goes: they are deleted (hitless), kept, or the table becomes what it was before its creation (of a shared table: rules that were adopted take their former form again, the others are deleted). */
  declare readonly onDelete: pulumi.Output<"delete" | "keep" | "restore">;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** The ids of the rules on the appliance, by key: numbers, or texts where the appliance has texts; with `policy` it is empty, and `packed` has them. */
  declare readonly ruleIds: pulumi.Output<{ [key: string]: any }>;
  /** What the last change took. */
  declare readonly lastChange: pulumi.Output<types.TableChange>;
  /** What the provider has to remember; of no use to programs. With `policy` it is in `packed`. */
  declare readonly bookkeeping: pulumi.Output<types.TableBookkeeping | undefined>;
  /** With `policy`: `ruleIds` and `bookkeeping` as one JSON text, which costs the engine least. */
  declare readonly packed: pulumi.Output<string | undefined>;
  /** What names and values in the inputs stand for: the text → the object's id. Ids stand for themselves and are not in it. */
  declare readonly objects: pulumi.Output<{ [key: string]: string } | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is RuleTable {
    return Boolean(obj) && obj.__pulumiType === RuleTable.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): RuleTable {
    return new RuleTable(name, state as types.RuleTableArgs, { ...opts, id });
  }

  constructor(name: string, args: types.RuleTableArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:RuleTable", ["ruleIds","lastChange","bookkeeping","packed","objects"], name, args, opts);
  }
}

/**
 * One IPv4 address as an object. Its id, such as `ip.id.5`, goes into rules and lists.
 * Import id: the id of the object, e.g. `ip.id.5`.
 * Vendor's page: description-of-handlers: Управление объектами.
 */
export class IpAlias extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:IpAlias";

  /** The IPv4 address, e.g. `192.168.0.20`. */
  declare readonly ip: pulumi.Output<string>;
  /** Name of the object, 1 to 42 characters; what `adopt` looks for among objects of its kind. */
  declare readonly title: pulumi.Output<string>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is IpAlias {
    return Boolean(obj) && obj.__pulumiType === IpAlias.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): IpAlias {
    return new IpAlias(name, state as types.IpAliasArgs, { ...opts, id });
  }

  constructor(name: string, args: types.IpAliasArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:IpAlias", [], name, args, opts);
  }
}

/**
 * A range of IPv4 addresses as an object. Its id, such as `ip_range.id.1`, goes into rules and lists.
 * Import id: the id of the object, e.g. `ip_range.id.1`.
 * Vendor's page: description-of-handlers: Управление объектами.
 */
export class IpRangeAlias extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:IpRangeAlias";

  /** The first IPv4 address of the range. */
  declare readonly start: pulumi.Output<string>;
  /** The last IPv4 address of the range, not below `start`. */
  declare readonly end: pulumi.Output<string>;
  /** Name of the object, 1 to 42 characters; what `adopt` looks for among objects of its kind. */
  declare readonly title: pulumi.Output<string>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is IpRangeAlias {
    return Boolean(obj) && obj.__pulumiType === IpRangeAlias.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): IpRangeAlias {
    return new IpRangeAlias(name, state as types.IpRangeAliasArgs, { ...opts, id });
  }

  constructor(name: string, args: types.IpRangeAliasArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:IpRangeAlias", [], name, args, opts);
  }
}

/**
 * An IPv4 network as an object. Its id, such as `subnet.id.2`, goes into rules and lists.
 * Import id: the id of the object, e.g. `subnet.id.2`.
 * Vendor's page: description-of-handlers: Управление объектами.
 */
export class SubnetAlias extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:SubnetAlias";

  /** The IPv4 network, e.g. `10.0.0.0/24` or `10.0.0.0/255.255.255.0`; the two are equal. */
  declare readonly address: pulumi.Output<string>;
  /** Name of the object, 1 to 42 characters; what `adopt` looks for among objects of its kind. */
  declare readonly title: pulumi.Output<string>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is SubnetAlias {
    return Boolean(obj) && obj.__pulumiType === SubnetAlias.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): SubnetAlias {
    return new SubnetAlias(name, state as types.SubnetAliasArgs, { ...opts, id });
  }

  constructor(name: string, args: types.SubnetAliasArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:SubnetAlias", [], name, args, opts);
  }
}

/**
 * A domain as an object. Its id, such as `domain.id.3`, goes into rules and lists.
 * Import id: the id of the object, e.g. `domain.id.3`.
 * Vendor's page: description-of-handlers: Управление объектами.
 */
export class DomainAlias extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:DomainAlias";

  /** The domain, e.g. `mydomain.com`; upper and lower case are equal. */
  declare readonly domain: pulumi.Output<string>;
  /** Name of the object, 1 to 42 characters; what `adopt` looks for among objects of its kind. */
  declare readonly title: pulumi.Output<string>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is DomainAlias {
    return Boolean(obj) && obj.__pulumiType === DomainAlias.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): DomainAlias {
    return new DomainAlias(name, state as types.DomainAliasArgs, { ...opts, id });
  }

  constructor(name: string, args: types.DomainAliasArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:DomainAlias", [], name, args, opts);
  }
}

/**
 * One port as an object. Its id, such as `port.id.4`, goes into rules and lists.
 * Import id: the id of the object, e.g. `port.id.4`.
 * Vendor's page: description-of-handlers: Управление объектами.
 */
export class PortAlias extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:PortAlias";

  /** The port, 1 to 65535. */
  declare readonly port: pulumi.Output<number>;
  /** Name of the object, 1 to 42 characters; what `adopt` looks for among objects of its kind. */
  declare readonly title: pulumi.Output<string>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is PortAlias {
    return Boolean(obj) && obj.__pulumiType === PortAlias.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): PortAlias {
    return new PortAlias(name, state as types.PortAliasArgs, { ...opts, id });
  }

  constructor(name: string, args: types.PortAliasArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:PortAlias", [], name, args, opts);
  }
}

/**
 * A range of ports as an object. Its id, such as `port_range.id.1`, goes into rules and lists.
 * Import id: the id of the object, e.g. `port_range.id.1`.
 * Vendor's page: description-of-handlers: Управление объектами.
 */
export class PortRangeAlias extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:PortRangeAlias";

  /** The first port of the range, 1 to 65535. */
  declare readonly start: pulumi.Output<number>;
  /** The last port of the range, not below `start`. */
  declare readonly end: pulumi.Output<number>;
  /** Name of the object, 1 to 42 characters; what `adopt` looks for among objects of its kind. */
  declare readonly title: pulumi.Output<string>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is PortRangeAlias {
    return Boolean(obj) && obj.__pulumiType === PortRangeAlias.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): PortRangeAlias {
    return new PortRangeAlias(name, state as types.PortRangeAliasArgs, { ...opts, id });
  }

  constructor(name: string, args: types.PortRangeAliasArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:PortRangeAlias", [], name, args, opts);
  }
}

/**
 * Hours of certain days of the week as an object, for the timetable of rules. Its id, such as `time_range.id.1`, goes into rules and lists.
 * Import id: the id of the object, e.g. `time_range.id.1`.
 * Vendor's page: description-of-handlers: Управление объектами.
 */
export class TimeRangeAlias extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:TimeRangeAlias";

  /** Days of the week: 1 is Monday, 7 is Sunday. */
  declare readonly weekdays: pulumi.Output<number[]>;
  /** When it begins on such a day, `HH:MM`, by the appliance's clock. */
  declare readonly start: pulumi.Output<string>;
  /** When it ends, `HH:MM`, by the appliance's clock. */
  declare readonly end: pulumi.Output<string>;
  /** From when to when it is in force at all; without it for ever. */
  declare readonly period: pulumi.Output<types.TimePeriod | undefined>;
  /** Name of the object, 1 to 42 characters; what `adopt` looks for among objects of its kind. */
  declare readonly title: pulumi.Output<string>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is TimeRangeAlias {
    return Boolean(obj) && obj.__pulumiType === TimeRangeAlias.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): TimeRangeAlias {
    return new TimeRangeAlias(name, state as types.TimeRangeAliasArgs, { ...opts, id });
  }

  constructor(name: string, args: types.TimeRangeAliasArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:TimeRangeAlias", [], name, args, opts);
  }
}

/**
 * A list of address objects, or of literal IPv4 addresses and networks, as one object. Its id, such as `address_list.id.1` or `ip_address_list.id.1`, goes into rules.
 * Import id: the id of the object, e.g. `address_list.id.1` or `ip_address_list.id.1`.
 * Vendor's page: description-of-handlers: Управление объектами, Список IP-объектов, Список IP-адресов.
 */
export class AddressListAlias extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:AddressListAlias";

  /** IPv4 addresses and networks alone (`10.0.0.1`, `10.0.0.0/24`), which are one list of values; or titles and ids of address objects (`Web server`, `ip.id.1`), ranges and domains, which are a list of objects, and addresses beside them become objects too. Their order means nothing. To the vendor these are two kinds of objects, so a change from one to the other replaces the list. Or one text: an item a line, `#` begins a comment. */
  declare readonly members: pulumi.Output<string | string[]>;
  /** Name of the object, 1 to 42 characters; what `adopt` looks for among objects of its kind. */
  declare readonly title: pulumi.Output<string>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;
  /** What names and values in the inputs stand for: the text → the object's id. Ids stand for themselves and are not in it. */
  declare readonly objects: pulumi.Output<{ [key: string]: string } | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is AddressListAlias {
    return Boolean(obj) && obj.__pulumiType === AddressListAlias.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): AddressListAlias {
    return new AddressListAlias(name, state as types.AddressListAliasArgs, { ...opts, id });
  }

  constructor(name: string, args: types.AddressListAliasArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:AddressListAlias", ["objects"], name, args, opts);
  }
}

/**
 * A list of port objects as one object. Its id, such as `port_list.id.1`, goes into rules and lists.
 * Import id: the id of the object, e.g. `port_list.id.1`.
 * Vendor's page: description-of-handlers: Управление объектами.
 */
export class PortListAlias extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:PortListAlias";

  /** Ports (`443`), ranges (`8000-8080`), titles or ids of port objects (`port.id.1`); their order means nothing. */
  declare readonly members: pulumi.Output<string[]>;
  /** Name of the object, 1 to 42 characters; what `adopt` looks for among objects of its kind. */
  declare readonly title: pulumi.Output<string>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;
  /** What names and values in the inputs stand for: the text → the object's id. Ids stand for themselves and are not in it. */
  declare readonly objects: pulumi.Output<{ [key: string]: string } | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is PortListAlias {
    return Boolean(obj) && obj.__pulumiType === PortListAlias.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): PortListAlias {
    return new PortListAlias(name, state as types.PortListAliasArgs, { ...opts, id });
  }

  constructor(name: string, args: types.PortListAliasArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:PortListAlias", ["objects"], name, args, opts);
  }
}

/**
 * A timetable: a list of time objects as one object. Its id, such as `time_list.id.1`, goes into rules and lists.
 * Import id: the id of the object, e.g. `time_list.id.1`.
 * Vendor's page: description-of-handlers: Управление объектами.
 */
export class TimeListAlias extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:TimeListAlias";

  /** Titles or ids of time objects (`time_range.id.1`); their order means nothing. */
  declare readonly members: pulumi.Output<string[]>;
  /** Name of the object, 1 to 42 characters; what `adopt` looks for among objects of its kind. */
  declare readonly title: pulumi.Output<string>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;
  /** What names and values in the inputs stand for: the text → the object's id. Ids stand for themselves and are not in it. */
  declare readonly objects: pulumi.Output<{ [key: string]: string } | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is TimeListAlias {
    return Boolean(obj) && obj.__pulumiType === TimeListAlias.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): TimeListAlias {
    return new TimeListAlias(name, state as types.TimeListAliasArgs, { ...opts, id });
  }

  constructor(name: string, args: types.TimeListAliasArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:TimeListAlias", ["objects"], name, args, opts);
  }
}

/**
 * Which access lists are looked at, for whom, and in which order: the whole order, lists of others too. Needs v19.
 * Import id: `acl-order`.
 * Vendor's page: firewall (api/access-rules-api): Управление списками ACL, Изменение упорядочного списка ACL правил.
 */
export class AclOrder extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:AclOrder";

  /** The lists, the first one at the top; a list may stand there several times. */
  declare readonly aclOrderedList: pulumi.Output<types.AclPlace[]>;
  /** What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept. */
  declare readonly onDelete: pulumi.Output<"restore" | "keep">;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** The values that were there before, of the fields that the program sets. */
  declare readonly original: pulumi.Output<{ [key: string]: any }>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is AclOrder {
    return Boolean(obj) && obj.__pulumiType === AclOrder.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): AclOrder {
    return new AclOrder(name, state as types.AclOrderArgs, { ...opts, id });
  }

  constructor(name: string, args: types.AclOrderArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:AclOrder", ["original"], name, args, opts);
  }
}

/**
 * Whether access lists are looked at, and what becomes of traffic that none of them decides. What is left out keeps the appliance's value. Needs v19.
 * Import id: `acl-settings`.
 * Vendor's page: firewall (api/access-rules-api): Управление списками ACL, Изменение настроек ACL.
 */
export class AclSettings extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:AclSettings";

  /** Whether traffic is held against the lists; while it is not, all of it passes them. */
  declare readonly enabled: pulumi.Output<boolean | undefined>;
  /** What happens to packets that no entry fits: `deny` stops everything that is not listed. */
  declare readonly defaultAction: pulumi.Output<"deny" | "allow" | undefined>;
  /** Whether what the lists do is logged. */
  declare readonly loggingEnabled: pulumi.Output<boolean | undefined>;
  /** What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept. */
  declare readonly onDelete: pulumi.Output<"restore" | "keep">;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** The values that were there before, of the fields that the program sets. */
  declare readonly original: pulumi.Output<{ [key: string]: any }>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is AclSettings {
    return Boolean(obj) && obj.__pulumiType === AclSettings.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): AclSettings {
    return new AclSettings(name, state as types.AclSettingsArgs, { ...opts, id });
  }

  constructor(name: string, args?: types.AclSettingsArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:AclSettings", ["original"], name, args, opts);
  }
}

/**
 * What a failed packet check does to traffic.
 * Import id: `packet-check-settings`.
 * Vendor's page: ideco-ngfw-traffic-rules: Проверка прохождения трафика, Изменение настроек блокировки трафика в случае неудачных проверок.
 */
export class PacketCheckSettings extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:PacketCheckSettings";

  /** Whether a run of packet checks in which any check fails blocks ALL traffic. Only a run without errors opens it again; switching this off does not. */
  declare readonly blockTraffic: pulumi.Output<boolean>;
  /** What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept. */
  declare readonly onDelete: pulumi.Output<"restore" | "keep">;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** The values that were there before, of the fields that the program sets. */
  declare readonly original: pulumi.Output<{ [key: string]: any }>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is PacketCheckSettings {
    return Boolean(obj) && obj.__pulumiType === PacketCheckSettings.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): PacketCheckSettings {
    return new PacketCheckSettings(name, state as types.PacketCheckSettingsArgs, { ...opts, id });
  }

  constructor(name: string, args: types.PacketCheckSettingsArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:PacketCheckSettings", ["original"], name, args, opts);
  }
}

/**
 * Whether the content filter works at all.
 * Import id: `content-filter`.
 * Vendor's page: ideco-ngfw-traffic-rules: Контент-фильтр, Включение/выключение Контент-фильтра.
 */
export class ContentFilter extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:ContentFilter";

  /** Whether the content filter is on. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept. */
  declare readonly onDelete: pulumi.Output<"restore" | "keep">;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** The values that were there before, of the fields that the program sets. */
  declare readonly original: pulumi.Output<{ [key: string]: any }>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is ContentFilter {
    return Boolean(obj) && obj.__pulumiType === ContentFilter.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): ContentFilter {
    return new ContentFilter(name, state as types.ContentFilterArgs, { ...opts, id });
  }

  constructor(name: string, args: types.ContentFilterArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:ContentFilter", ["original"], name, args, opts);
  }
}

/**
 * Settings of the content filter. What is left out keeps the appliance's value.
 * Import id: `content-filter-settings`.
 * Vendor's page: ideco-ngfw-traffic-rules: Контент-фильтр, Настройки.
 */
export class ContentFilterSettings extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:ContentFilterSettings";

  /** Whether sites are sorted into the extended categories (SkyDNS). */
  declare readonly enabledExtendedCategorizer: pulumi.Output<boolean | undefined>;
  /** Whether traffic of the protocol QUIC is refused. */
  declare readonly quicRejectEnabled: pulumi.Output<boolean | undefined>;
  /** What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept. */
  declare readonly onDelete: pulumi.Output<"restore" | "keep">;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** The values that were there before, of the fields that the program sets. */
  declare readonly original: pulumi.Output<{ [key: string]: any }>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is ContentFilterSettings {
    return Boolean(obj) && obj.__pulumiType === ContentFilterSettings.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): ContentFilterSettings {
    return new ContentFilterSettings(name, state as types.ContentFilterSettingsArgs, { ...opts, id });
  }

  constructor(name: string, args?: types.ContentFilterSettingsArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:ContentFilterSettings", ["original"], name, args, opts);
  }
}

/**
 * Whether pages are analysed by the morphological dictionaries.
 * Import id: `morph-analysis`.
 * Vendor's page: ideco-ngfw-traffic-rules: Морфологический анализ.
 */
export class MorphAnalysis extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:MorphAnalysis";

  /** Whether morphological analysis is on. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept. */
  declare readonly onDelete: pulumi.Output<"restore" | "keep">;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** The values that were there before, of the fields that the program sets. */
  declare readonly original: pulumi.Output<{ [key: string]: any }>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is MorphAnalysis {
    return Boolean(obj) && obj.__pulumiType === MorphAnalysis.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): MorphAnalysis {
    return new MorphAnalysis(name, state as types.MorphAnalysisArgs, { ...opts, id });
  }

  constructor(name: string, args: types.MorphAnalysisArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:MorphAnalysis", ["original"], name, args, opts);
  }
}

/**
 * Whether search engines are held to their safe search.
 * Import id: `safe-search`.
 * Vendor's page: ideco-ngfw-traffic-rules: Контент-фильтр, Настройки.
 */
export class SafeSearch extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:SafeSearch";

  /** Whether safe search is on. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept. */
  declare readonly onDelete: pulumi.Output<"restore" | "keep">;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** The values that were there before, of the fields that the program sets. */
  declare readonly original: pulumi.Output<{ [key: string]: any }>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is SafeSearch {
    return Boolean(obj) && obj.__pulumiType === SafeSearch.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): SafeSearch {
    return new SafeSearch(name, state as types.SafeSearchArgs, { ...opts, id });
  }

  constructor(name: string, args: types.SafeSearchArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:SafeSearch", ["original"], name, args, opts);
  }
}

/**
 * Whether the appliance counts the packets that each rule of the firewall meets; `getRuleCounters` reads the counters.
 * Import id: `firewall-counters`.
 * Vendor's page: ideco-ngfw-traffic-rules: Счетчик срабатывания правил.
 */
export class FirewallCounters extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:FirewallCounters";

  /** Whether packets are counted. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept. */
  declare readonly onDelete: pulumi.Output<"restore" | "keep">;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** The values that were there before, of the fields that the program sets. */
  declare readonly original: pulumi.Output<{ [key: string]: any }>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is FirewallCounters {
    return Boolean(obj) && obj.__pulumiType === FirewallCounters.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): FirewallCounters {
    return new FirewallCounters(name, state as types.FirewallCountersArgs, { ...opts, id });
  }

  constructor(name: string, args: types.FirewallCountersArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:FirewallCounters", ["original"], name, args, opts);
  }
}

/**
 * Settings of the firewall as a whole: automatic SNAT, and what is logged. What is left out keeps the appliance's value.
 * Import id: `firewall-settings`.
 * Vendor's page: ideco-ngfw-traffic-rules: Файрвол, Изменение настроек.
 */
export class FirewallSettings extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:FirewallSettings";

  /** Whether the sources 192.168.0.0/16, 172.16.0.0/12 and 10.0.0.0/8 are translated by themselves; rules of SNAT come first. */
  declare readonly automaticSnatEnabled: pulumi.Output<boolean | undefined>;
  /** What is logged: `nothing`, `all`, or the events of `logActions` (`selected`). */
  declare readonly logMode: pulumi.Output<"nothing" | "all" | "selected" | undefined>;
  /** The events that are logged with `selected`; their order means nothing. */
  declare readonly logActions: pulumi.Output<Array<"accept" | "drop" | "dnat" | "snat" | "mark_log" | "mark_not_log"> | undefined>;
  /** What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept. */
  declare readonly onDelete: pulumi.Output<"restore" | "keep">;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** The values that were there before, of the fields that the program sets. */
  declare readonly original: pulumi.Output<{ [key: string]: any }>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is FirewallSettings {
    return Boolean(obj) && obj.__pulumiType === FirewallSettings.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): FirewallSettings {
    return new FirewallSettings(name, state as types.FirewallSettingsArgs, { ...opts, id });
  }

  constructor(name: string, args?: types.FirewallSettingsArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:FirewallSettings", ["original"], name, args, opts);
  }
}

/**
 * Whether intrusion prevention works at all.
 * Import id: `ips`.
 * Vendor's page: ideco-ngfw-traffic-rules: Предотвращение вторжений, Управление статусом работы службы.
 */
export class Ips extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:Ips";

  /** Whether intrusion prevention is on. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept. */
  declare readonly onDelete: pulumi.Output<"restore" | "keep">;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** The values that were there before, of the fields that the program sets. */
  declare readonly original: pulumi.Output<{ [key: string]: any }>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is Ips {
    return Boolean(obj) && obj.__pulumiType === Ips.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): Ips {
    return new Ips(name, state as types.IpsArgs, { ...opts, id });
  }

  constructor(name: string, args: types.IpsArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:Ips", ["original"], name, args, opts);
  }
}

/**
 * Whether the traffic of users is counted against their quotas. Needs v18: the vendor removed quotas in v19, where this reads as gone.
 * Import id: `quota-accounting`.
 * Vendor's page: ideco-ngfw-traffic-rules: Квоты, Включение/выключение подсчета квот.
 */
export class QuotaAccounting extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:QuotaAccounting";

  /** Whether quotas are counted. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept. */
  declare readonly onDelete: pulumi.Output<"restore" | "keep">;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** The values that were there before, of the fields that the program sets. */
  declare readonly original: pulumi.Output<{ [key: string]: any }>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is QuotaAccounting {
    return Boolean(obj) && obj.__pulumiType === QuotaAccounting.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): QuotaAccounting {
    return new QuotaAccounting(name, state as types.QuotaAccountingArgs, { ...opts, id });
  }

  constructor(name: string, args: types.QuotaAccountingArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:QuotaAccounting", ["original"], name, args, opts);
  }
}

/**
 * A test packet that the appliance sends through its own FORWARD or INPUT rules when a `PacketCheckRun` asks for it, with the result that is expected.
 * Import id: the id of the check.
 * Vendor's page: ideco-ngfw-traffic-rules: Файрвол, Проверка прохождения трафика.
 */
export class PacketCheck extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:PacketCheck";

  /** Protocol of the test packet: `tcp` or `udp`. */
  declare readonly protocol: pulumi.Output<"tcp" | "udp">;
  /** Where the test packet comes from: an IPv4 address. */
  declare readonly srcIp: pulumi.Output<string>;
  /** Its source port, 1 to 65535; the vendor recommends one from 49152 to 65535. */
  declare readonly srcPort: pulumi.Output<number>;
  /** Where the test packet goes: an IPv4 address; one of the appliance's own is judged by INPUT, any other by FORWARD. */
  declare readonly dstIp: pulumi.Output<string>;
  /** Its destination port, 1 to 65535. */
  declare readonly dstPort: pulumi.Output<number>;
  /** The network interface where the test packet comes in, by title or id (`interface.id.N`). */
  declare readonly incomingInterface: pulumi.Output<string>;
  /** What shall happen to it: `drop` or `accept`. */
  declare readonly expectedResult: pulumi.Output<"drop" | "accept">;
  /** Whether the check takes part in runs. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;
  /** What names and values in the inputs stand for: the text → the object's id. Ids stand for themselves and are not in it. */
  declare readonly objects: pulumi.Output<{ [key: string]: string } | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is PacketCheck {
    return Boolean(obj) && obj.__pulumiType === PacketCheck.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): PacketCheck {
    return new PacketCheck(name, state as types.PacketCheckArgs, { ...opts, id });
  }

  constructor(name: string, args: types.PacketCheckArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:PacketCheck", ["objects"], name, args, opts);
  }
}

/**
 * Runs all enabled packet checks of the appliance when it is created and whenever `triggers` change, and waits for the results. Deletion sends nothing.
 * Import id: none: a run can't be imported.
 * Vendor's page: ideco-ngfw-traffic-rules: Проверка прохождения трафика, Запуск проверок.
 */
export class PacketCheckRun extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:PacketCheckRun";

  /** Any values, such as the ids and contents of rules: when one changes, the checks run again. */
  declare readonly triggers: pulumi.Output<any | undefined>;
  /** How long to wait for the results, in seconds. */
  declare readonly timeoutSeconds: pulumi.Output<number>;
  /** Fails where a check doesn't give what it expects; else `passed` and `results` tell. */
  declare readonly failOnMismatch: pulumi.Output<boolean>;
  /** Runs also while the appliance blocks all traffic on a failed check (`PacketCheckSettings.blockTraffic`). */
  declare readonly allowBlock: pulumi.Output<boolean>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Whether every enabled check gave what it expects. */
  declare readonly passed: pulumi.Output<boolean>;
  /** Whether the appliance blocks all traffic because a check failed. */
  declare readonly blockStatus: pulumi.Output<boolean>;
  /** What happened to each test packet. */
  declare readonly results: pulumi.Output<types.PacketCheckResult[]>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is PacketCheckRun {
    return Boolean(obj) && obj.__pulumiType === PacketCheckRun.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): PacketCheckRun {
    return new PacketCheckRun(name, state as types.PacketCheckRunArgs, { ...opts, id });
  }

  constructor(name: string, args?: types.PacketCheckRunArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:PacketCheckRun", ["passed","blockStatus","results"], name, args, opts);
  }
}

/**
 * A category of sites of your own; its id (`users.id.1`) goes into the `categories` of content filter rules.
 * Import id: the id of the category, e.g. `users.id.1`.
 * Vendor's page: ideco-ngfw-traffic-rules: Контент-фильтр, Категории Контент-фильтра.
 */
export class ContentCategory extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:ContentCategory";

  /** Name of the category, not empty. */
  declare readonly name: pulumi.Output<string>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** Addresses of the category: a whole path to a page or a domain name alone (`example.com`, `*.example.com`, `https://example.com:8080/page`). Their order counts for nothing. Or one text: an item a line, `#` begins a comment. */
  declare readonly urls: pulumi.Output<string | string[]>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is ContentCategory {
    return Boolean(obj) && obj.__pulumiType === ContentCategory.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): ContentCategory {
    return new ContentCategory(name, state as types.ContentCategoryArgs, { ...opts, id });
  }

  constructor(name: string, args: types.ContentCategoryArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:ContentCategory", [], name, args, opts);
  }
}

/**
 * A dictionary of the morphological analysis: a page whose words weigh more than the threshold is blocked. A predefined dictionary can be adopted by its title and switched; one from Ideco Center can't be changed.
 * Import id: the id of the dictionary.
 * Vendor's page: ideco-ngfw-traffic-rules: Контент-фильтр, Морфологический анализ.
 */
export class MorphDictionary extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:MorphDictionary";

  /** Name of the dictionary, at most 42 characters. */
  declare readonly title: pulumi.Output<string>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** Whether the dictionary is used. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** Weight from which on a page is blocked; with 0 any word that weighs something blocks it. Required, but for an adopted predefined dictionary. */
  declare readonly threshold: pulumi.Output<number | undefined>;
  /** Words and their weights, at most 1000; their order counts for nothing. Required, but for an adopted predefined dictionary. */
  declare readonly words: pulumi.Output<types.MorphWord[] | undefined>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;
  /** Whether it is one of the appliance's predefined dictionaries. */
  declare readonly readOnly: pulumi.Output<boolean>;
  /** Whether it comes from Ideco Center, where alone it can be changed. */
  declare readonly centralConsole: pulumi.Output<boolean>;
  /** Of an adopted predefined dictionary: whether it was on before. Deletion puts that back. */
  declare readonly originalEnabled: pulumi.Output<boolean | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is MorphDictionary {
    return Boolean(obj) && obj.__pulumiType === MorphDictionary.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): MorphDictionary {
    return new MorphDictionary(name, state as types.MorphDictionaryArgs, { ...opts, id });
  }

  constructor(name: string, args: types.MorphDictionaryArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:MorphDictionary", ["readOnly","centralConsole","originalEnabled"], name, args, opts);
  }
}

/**
 * A signature of your own for intrusion prevention. It works once a profile has it and a firewall rule has the profile. The appliance's own form takes SIDs from 1 to 999999.
 * Import id: the SID of the signature, e.g. `100001`.
 * Vendor's page: ideco-ngfw-traffic-rules: Предотвращение вторжений, Пользовательские сигнатуры.
 */
export class IpsCustomSignature extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:IpsCustomSignature";

  /** The rule in Suricata's language, on one line, at most 8196 characters, with a `sid`. White space that means nothing is no difference; another SID replaces the signature. */
  declare readonly rule: pulumi.Output<string>;
  /** Free text, at most 255 characters. Appliances that list signatures without it never tell it again. */
  declare readonly comment: pulumi.Output<string>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;
  /** The signature's number, the same as the id. */
  declare readonly sid: pulumi.Output<number>;
  /** The group that the signature belongs to; may be empty. */
  declare readonly classtype: pulumi.Output<string>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is IpsCustomSignature {
    return Boolean(obj) && obj.__pulumiType === IpsCustomSignature.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): IpsCustomSignature {
    return new IpsCustomSignature(name, state as types.IpsCustomSignatureArgs, { ...opts, id });
  }

  constructor(name: string, args: types.IpsCustomSignatureArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:IpsCustomSignature", ["sid","classtype"], name, args, opts);
  }
}

/**
 * Whole files of signatures of your own. New SIDs go out in one upload, changed ones are edited, dropped ones deleted; signatures with other SIDs are left alone. One of these an appliance: several files go into one list. Appliances that list signatures without their texts are asked for each text at a refresh.
 * Import id: `custom`: all custom signatures that are there.
 * Vendor's page: ideco-ngfw-traffic-rules: Предотвращение вторжений, Пользовательские сигнатуры, Загрузка пользовательских сигнатур из файла.
 */
export class IpsCustomSignatures extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:IpsCustomSignatures";

  /** One text of rules or several, each like a file: a rule a line, lines that begin with `#` are comments, at most 32 MB each. A SID stands once in all of them. Comments, order and white space are no difference. */
  declare readonly rules: pulumi.Output<string | string[]>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** The numbers of the signatures that are on the appliance, in the order of the texts. */
  declare readonly sids: pulumi.Output<number[]>;
  /** A hash of each signature's text, by SID: what is ours, and what it was when it was last seen. */
  declare readonly hashes: pulumi.Output<{ [key: string]: string }>;
  /** Signatures of others that an upload removed and that could not be made again yet; the next `up` tries. */
  declare readonly toRestore: pulumi.Output<types.LostSignature[] | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is IpsCustomSignatures {
    return Boolean(obj) && obj.__pulumiType === IpsCustomSignatures.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): IpsCustomSignatures {
    return new IpsCustomSignatures(name, state as types.IpsCustomSignaturesArgs, { ...opts, id });
  }

  constructor(name: string, args: types.IpsCustomSignaturesArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:IpsCustomSignatures", ["sids","hashes","toRestore"], name, args, opts);
  }
}

/**
 * A network that intrusion prevention protects: signatures call it `$HOME_NET`. List local networks alone, never those of external interfaces.
 * Import id: the id of the network.
 * Vendor's page: ideco-ngfw-traffic-rules: Предотвращение вторжений, Сети, защищенные от вторжений.
 */
export class IpsProtectedNet extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:IpsProtectedNet";

  /** The network, e.g. `192.168.0.0/16`; the same network in another form is no difference. */
  declare readonly address: pulumi.Output<string>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is IpsProtectedNet {
    return Boolean(obj) && obj.__pulumiType === IpsProtectedNet.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): IpsProtectedNet {
    return new IpsProtectedNet(name, state as types.IpsProtectedNetArgs, { ...opts, id });
  }

  constructor(name: string, args: types.IpsProtectedNetArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:IpsProtectedNet", [], name, args, opts);
  }
}

/**
 * An exemption from intrusion prevention for some objects.
 * Import id: the id of the exemption.
 * Vendor's page: ideco-ngfw-traffic-rules: Предотвращение вторжений, Исключения.
 */
export class IpsBypass extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:IpsBypass";

  /** Whom intrusion prevention leaves alone: addresses, networks, ranges, domains, titles of objects, users or groups, or ids (`ip.id.5`, `user.id.3` …); 1 to 200. */
  declare readonly aliases: pulumi.Output<string[]>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** Whether the exemption is in force. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;
  /** What names and values in the inputs stand for: the text → the object's id. Ids stand for themselves and are not in it. */
  declare readonly objects: pulumi.Output<{ [key: string]: string } | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is IpsBypass {
    return Boolean(obj) && obj.__pulumiType === IpsBypass.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): IpsBypass {
    return new IpsBypass(name, state as types.IpsBypassArgs, { ...opts, id });
  }

  constructor(name: string, args: types.IpsBypassArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:IpsBypass", ["objects"], name, args, opts);
  }
}

/**
 * A forced update of the signature and GeoIP databases: starts it on creation and when `triggers` change, and waits for its end. Deletion sends nothing.
 * Import id: any text: nothing on the appliance has this id.
 * Vendor's page: ideco-ngfw-traffic-rules: Предотвращение вторжений, Обновление баз.
 */
export class IpsDatabaseUpdate extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:IpsDatabaseUpdate";

  /** Anything: the update runs again when it changes, e.g. `{ week: "2025-W14" }`. */
  declare readonly triggers: pulumi.Output<any | undefined>;
  /** How long to wait for the end of the update, in seconds. */
  declare readonly timeoutSeconds: pulumi.Output<number>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** `up_to_date`, `updating`, `failed_to_update` (the last attempt failed) or `disabled` (updates are switched off). */
  declare readonly status: pulumi.Output<string>;
  /** The status in the appliance's words. */
  declare readonly msg: pulumi.Output<string>;
  /** When the databases were last updated with success, as the appliance counts time (seconds since 1970); absent where they never were. */
  declare readonly lastUpdate: pulumi.Output<number | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is IpsDatabaseUpdate {
    return Boolean(obj) && obj.__pulumiType === IpsDatabaseUpdate.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): IpsDatabaseUpdate {
    return new IpsDatabaseUpdate(name, state as types.IpsDatabaseUpdateArgs, { ...opts, id });
  }

  constructor(name: string, args?: types.IpsDatabaseUpdateArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:IpsDatabaseUpdate", ["status","msg","lastUpdate"], name, args, opts);
  }
}

/**
 * A profile of application control: which applications a rule of FORWARD lets pass, where its `dpiProfile` names the profile and `dpiEnabled` is true. The appliance may refuse to delete one that a rule names.
 * Import id: the id of the profile.
 * Vendor's page: profiles-api: Контроль приложений.
 */
export class DpiProfile extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:DpiProfile";

  /** Name of the profile, not empty; rules may name it by that. */
  declare readonly name: pulumi.Output<string>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** The applications, each once. Their order counts for nothing. What happens to an application that is not listed, no page says. */
  declare readonly protocols: pulumi.Output<types.DpiProtocol[]>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is DpiProfile {
    return Boolean(obj) && obj.__pulumiType === DpiProfile.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): DpiProfile {
    return new DpiProfile(name, state as types.DpiProfileArgs, { ...opts, id });
  }

  constructor(name: string, args: types.DpiProfileArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:DpiProfile", [], name, args, opts);
  }
}

/**
 * A profile of intrusion prevention with its rules, for the `ipsProfile` of rules of FORWARD and INPUT. The appliance may refuse to delete one that a rule names.
 * Import id: the id of the profile.
 * Vendor's page: profiles-api: Предотвращение вторжений.
 */
export class IpsProfile extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:IpsProfile";

  /** Name of the profile, 1 to 42 characters; rules of the firewall may name it by that. */
  declare readonly name: pulumi.Output<string>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** The rules, the first one at the top: the first that picks a signature decides what becomes of it. A change goes from the top down, one rule at a time. */
  declare readonly rules: pulumi.Output<types.IpsProfileRule[]>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is IpsProfile {
    return Boolean(obj) && obj.__pulumiType === IpsProfile.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): IpsProfile {
    return new IpsProfile(name, state as types.IpsProfileArgs, { ...opts, id });
  }

  constructor(name: string, args: types.IpsProfileArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:IpsProfile", [], name, args, opts);
  }
}

/**
 * An access list: entries that filter before the rules of the firewall, for those whom `AclOrder` names beside it. A change sends the whole list in one call. Needs v19.
 * Import id: the id of the list.
 * Vendor's page: firewall (api/access-rules-api): Управление списками ACL.
 */
export class AclList extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:AclList";

  /** Name of the list, not empty; no two lists of a program share one. */
  declare readonly name: pulumi.Output<string>;
  /** The entries from top to bottom, at most 100,000: `deny tcp 10.0.0.0/8 8.8.8.8/32:443`, that is `allow` or `deny`; `tcp`, `udp`, `icmp` or `ip`; source; destination, each an IPv4 network, an address or `any`, with a port or a range of ports (`:8000-8080`) for TCP and UDP; without it any port. As a list, or as one text with an entry a line, which the engine takes far faster; `#` begins a comment. */
  declare readonly entries: pulumi.Output<string | string[]>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is AclList {
    return Boolean(obj) && obj.__pulumiType === AclList.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): AclList {
    return new AclList(name, state as types.AclListArgs, { ...opts, id });
  }

  constructor(name: string, args: types.AclListArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:AclList", [], name, args, opts);
  }
}

/**
 * A traffic quota for users and groups. Needs v18: the vendor removed quotas in v19. An upgrade of the appliance is the end of its quotas: they read as gone.
 * Import id: the id of the quota.
 * Vendor's page: ideco-ngfw-traffic-rules: Квоты.
 */
export class Quota extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:ideco:Quota";

  /** Name of the quota, at most 42 characters. */
  declare readonly title: pulumi.Output<string>;
  /** Free text, at most 255 characters. */
  declare readonly comment: pulumi.Output<string>;
  /** How much traffic it allows in one interval, in bytes. */
  declare readonly quota: pulumi.Output<number>;
  /** Whether the quota is applied. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** How long an interval is: `hour`, `day`, `week`, `month` or `quarter`, by the appliance's clock. */
  declare readonly interval: pulumi.Output<"hour" | "day" | "week" | "month" | "quarter">;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is Quota {
    return Boolean(obj) && obj.__pulumiType === Quota.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): Quota {
    return new Quota(name, state as types.QuotaArgs, { ...opts, id });
  }

  constructor(name: string, args: types.QuotaArgs, opts?: pulumi.CustomResourceOptions) {
    super("ideco:Quota", [], name, args, opts);
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

/**
 * How many packets each rule of a firewall table met. The appliance counts only while `FirewallCounters` is on.
 * Vendor's page: ideco-ngfw-traffic-rules: Файрвол, Получение счетчиков по правилам.
 */
export function getRuleCounters(args: types.GetRuleCountersArgs, opts?: pulumi.InvokeOptions): Promise<types.GetRuleCountersResult> {
  return callFunction("ideco:getRuleCounters", args, opts);
}

/**
 * How many packets each rule of a firewall table met. The appliance counts only while `FirewallCounters` is on.
 * Vendor's page: ideco-ngfw-traffic-rules: Файрвол, Получение счетчиков по правилам.
 */
export function getRuleCountersOutput(args: types.GetRuleCountersOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetRuleCountersResult> {
  return callFunctionOutput("ideco:getRuleCounters", args, opts);
}

/**
 * How the services of the firewall are.
 * Vendor's page: ideco-ngfw-traffic-rules: Файрвол, Получение статуса службы.
 */
export function getFirewallStatus(args?: types.GetFirewallStatusArgs, opts?: pulumi.InvokeOptions): Promise<types.GetFirewallStatusResult> {
  return callFunction("ideco:getFirewallStatus", args, opts);
}

/**
 * How the services of the firewall are.
 * Vendor's page: ideco-ngfw-traffic-rules: Файрвол, Получение статуса службы.
 */
export function getFirewallStatusOutput(args?: types.GetFirewallStatusOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetFirewallStatusResult> {
  return callFunctionOutput("ideco:getFirewallStatus", args, opts);
}

/**
 * Whether the firewall's rules are in force at all: while `enabled` is false, none of them does anything.
 * Vendor's page: ideco-ngfw-traffic-rules: Файрвол, Включенность пользовательских правил.
 */
export function getFirewallState(args?: types.GetFirewallStateArgs, opts?: pulumi.InvokeOptions): Promise<types.GetFirewallStateResult> {
  return callFunction("ideco:getFirewallState", args, opts);
}

/**
 * Whether the firewall's rules are in force at all: while `enabled` is false, none of them does anything.
 * Vendor's page: ideco-ngfw-traffic-rules: Файрвол, Включенность пользовательских правил.
 */
export function getFirewallStateOutput(args?: types.GetFirewallStateOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetFirewallStateResult> {
  return callFunctionOutput("ideco:getFirewallState", args, opts);
}

/**
 * The results of the last run of packet checks, and whether it made the appliance block all traffic. Starts nothing.
 * Vendor's page: ideco-ngfw-traffic-rules: Проверка прохождения трафика, Получение результатов проверок.
 */
export function getPacketCheckResults(args?: types.GetPacketCheckResultsArgs, opts?: pulumi.InvokeOptions): Promise<types.GetPacketCheckResultsResult> {
  return callFunction("ideco:getPacketCheckResults", args, opts);
}

/**
 * The results of the last run of packet checks, and whether it made the appliance block all traffic. Starts nothing.
 * Vendor's page: ideco-ngfw-traffic-rules: Проверка прохождения трафика, Получение результатов проверок.
 */
export function getPacketCheckResultsOutput(args?: types.GetPacketCheckResultsOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetPacketCheckResultsResult> {
  return callFunctionOutput("ideco:getPacketCheckResults", args, opts);
}

/**
 * The objects of the appliance that rules can name: addresses, networks, ports, times, lists, interfaces, users and so on.
 * Vendor's page: description-of-handlers: Управление объектами, Получение идентификаторов объектов.
 */
export function getAliases(args?: types.GetAliasesArgs, opts?: pulumi.InvokeOptions): Promise<types.GetAliasesResult> {
  return callFunction("ideco:getAliases", args, opts);
}

/**
 * The objects of the appliance that rules can name: addresses, networks, ports, times, lists, interfaces, users and so on.
 * Vendor's page: description-of-handlers: Управление объектами, Получение идентификаторов объектов.
 */
export function getAliasesOutput(args?: types.GetAliasesOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetAliasesResult> {
  return callFunctionOutput("ideco:getAliases", args, opts);
}

/**
 * The zones, which `incomingInterface` and `outgoingInterface` of rules name: the appliance's own (`interface.external_any` …) and those of users. Single interfaces are among `getAliases`.
 * Vendor's page: description-of-handlers: Управление объектами, Получение идентификаторов объектов.
 */
export function getZones(args?: types.GetZonesArgs, opts?: pulumi.InvokeOptions): Promise<types.GetZonesResult> {
  return callFunction("ideco:getZones", args, opts);
}

/**
 * The zones, which `incomingInterface` and `outgoingInterface` of rules name: the appliance's own (`interface.external_any` …) and those of users. Single interfaces are among `getAliases`.
 * Vendor's page: description-of-handlers: Управление объектами, Получение идентификаторов объектов.
 */
export function getZonesOutput(args?: types.GetZonesOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetZonesResult> {
  return callFunctionOutput("ideco:getZones", args, opts);
}

/**
 * The countries (kind `iplist`) and lists of countries (kind `list_of_iplists`) that addresses of rules name. Which addresses they hold, not every version tells.
 * Vendor's page: description-of-handlers: Управление объектами, Получение идентификаторов объектов.
 */
export function getCountries(args?: types.GetCountriesArgs, opts?: pulumi.InvokeOptions): Promise<types.GetCountriesResult> {
  return callFunction("ideco:getCountries", args, opts);
}

/**
 * The countries (kind `iplist`) and lists of countries (kind `list_of_iplists`) that addresses of rules name. Which addresses they hold, not every version tells.
 * Vendor's page: description-of-handlers: Управление объектами, Получение идентификаторов объектов.
 */
export function getCountriesOutput(args?: types.GetCountriesOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetCountriesResult> {
  return callFunctionOutput("ideco:getCountries", args, opts);
}

/**
 * The users of the appliance, with the ids that rules name them by.
 * Vendor's page: user-management-api: Получение списка пользователей.
 */
export function getUsers(args?: types.GetUsersArgs, opts?: pulumi.InvokeOptions): Promise<types.GetUsersResult> {
  return callFunction("ideco:getUsers", args, opts);
}

/**
 * The users of the appliance, with the ids that rules name them by.
 * Vendor's page: user-management-api: Получение списка пользователей.
 */
export function getUsersOutput(args?: types.GetUsersOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetUsersResult> {
  return callFunctionOutput("ideco:getUsers", args, opts);
}

/**
 * The groups of users, with the ids that rules name them by.
 * Vendor's page: user-management-api: Получение групп пользователей.
 */
export function getGroups(args?: types.GetGroupsArgs, opts?: pulumi.InvokeOptions): Promise<types.GetGroupsResult> {
  return callFunction("ideco:getGroups", args, opts);
}

/**
 * The groups of users, with the ids that rules name them by.
 * Vendor's page: user-management-api: Получение групп пользователей.
 */
export function getGroupsOutput(args?: types.GetGroupsOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetGroupsResult> {
  return callFunctionOutput("ideco:getGroups", args, opts);
}

/**
 * The HIP profiles, which `hipProfiles` of rules name. No page prints a call for what they demand of a device: only ids and names are told.
 * Vendor's page: description-of-handlers: Управление объектами, Получение идентификаторов объектов.
 */
export function getHipProfiles(args?: types.GetHipProfilesArgs, opts?: pulumi.InvokeOptions): Promise<types.GetHipProfilesResult> {
  return callFunction("ideco:getHipProfiles", args, opts);
}

/**
 * The HIP profiles, which `hipProfiles` of rules name. No page prints a call for what they demand of a device: only ids and names are told.
 * Vendor's page: description-of-handlers: Управление объектами, Получение идентификаторов объектов.
 */
export function getHipProfilesOutput(args?: types.GetHipProfilesOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetHipProfilesResult> {
  return callFunctionOutput("ideco:getHipProfiles", args, opts);
}

/**
 * The profiles of application control, which `dpiProfile` of rules names.
 * Vendor's page: profiles-api: Контроль приложений, Получение списка профилей.
 */
export function getDpiProfiles(args?: types.GetDpiProfilesArgs, opts?: pulumi.InvokeOptions): Promise<types.GetDpiProfilesResult> {
  return callFunction("ideco:getDpiProfiles", args, opts);
}

/**
 * The profiles of application control, which `dpiProfile` of rules names.
 * Vendor's page: profiles-api: Контроль приложений, Получение списка профилей.
 */
export function getDpiProfilesOutput(args?: types.GetDpiProfilesOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetDpiProfilesResult> {
  return callFunctionOutput("ideco:getDpiProfiles", args, opts);
}

/**
 * The profiles of intrusion prevention, which `ipsProfile` of rules names; from v19 on with the read-only template of all profiles, `__DEFAULT_IPS_PROFILE_ID__`.
 * Vendor's page: profiles-api: Предотвращение вторжений, Получение списка профилей.
 */
export function getIpsProfiles(args?: types.GetIpsProfilesArgs, opts?: pulumi.InvokeOptions): Promise<types.GetIpsProfilesResult> {
  return callFunction("ideco:getIpsProfiles", args, opts);
}

/**
 * The profiles of intrusion prevention, which `ipsProfile` of rules names; from v19 on with the read-only template of all profiles, `__DEFAULT_IPS_PROFILE_ID__`.
 * Vendor's page: profiles-api: Предотвращение вторжений, Получение списка профилей.
 */
export function getIpsProfilesOutput(args?: types.GetIpsProfilesOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetIpsProfilesResult> {
  return callFunctionOutput("ideco:getIpsProfiles", args, opts);
}

/**
 * All categories of the content filter, predefined ones and those of users.
 * Vendor's page: ideco-ngfw-traffic-rules: Контент-фильтр, Получение списка категорий.
 */
export function getCategories(args?: types.GetCategoriesArgs, opts?: pulumi.InvokeOptions): Promise<types.GetCategoriesResult> {
  return callFunction("ideco:getCategories", args, opts);
}

/**
 * All categories of the content filter, predefined ones and those of users.
 * Vendor's page: ideco-ngfw-traffic-rules: Контент-фильтр, Получение списка категорий.
 */
export function getCategoriesOutput(args?: types.GetCategoriesOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetCategoriesResult> {
  return callFunctionOutput("ideco:getCategories", args, opts);
}

/**
 * All dictionaries of the morphological analysis: predefined ones, one's own, and those of Ideco Center.
 * Vendor's page: ideco-ngfw-traffic-rules: Контент-фильтр, Морфологический анализ, Получение списка словарей.
 */
export function getMorphDictionaries(args?: types.GetMorphDictionariesArgs, opts?: pulumi.InvokeOptions): Promise<types.GetMorphDictionariesResult> {
  return callFunction("ideco:getMorphDictionaries", args, opts);
}

/**
 * All dictionaries of the morphological analysis: predefined ones, one's own, and those of Ideco Center.
 * Vendor's page: ideco-ngfw-traffic-rules: Контент-фильтр, Морфологический анализ, Получение списка словарей.
 */
export function getMorphDictionariesOutput(args?: types.GetMorphDictionariesOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetMorphDictionariesResult> {
  return callFunctionOutput("ideco:getMorphDictionaries", args, opts);
}

/**
 * A dictionary of the morphological analysis as the file that the appliance gives for download, raw and taken apart.
 * Vendor's page: ideco-ngfw-traffic-rules: Контент-фильтр, Морфологический анализ, Скачивание словаря.
 */
export function getMorphDictionaryCsv(args: types.GetMorphDictionaryCsvArgs, opts?: pulumi.InvokeOptions): Promise<types.GetMorphDictionaryCsvResult> {
  return callFunction("ideco:getMorphDictionaryCsv", args, opts);
}

/**
 * A dictionary of the morphological analysis as the file that the appliance gives for download, raw and taken apart.
 * Vendor's page: ideco-ngfw-traffic-rules: Контент-фильтр, Морфологический анализ, Скачивание словаря.
 */
export function getMorphDictionaryCsvOutput(args: types.GetMorphDictionaryCsvOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetMorphDictionaryCsvResult> {
  return callFunctionOutput("ideco:getMorphDictionaryCsv", args, opts);
}

/**
 * How the services of intrusion prevention are; wrong custom signatures show up here.
 * Vendor's page: ideco-ngfw-traffic-rules: Предотвращение вторжений, Получение статуса работы службы.
 */
export function getIpsStatus(args?: types.GetIpsStatusArgs, opts?: pulumi.InvokeOptions): Promise<types.GetIpsStatusResult> {
  return callFunction("ideco:getIpsStatus", args, opts);
}

/**
 * How the services of intrusion prevention are; wrong custom signatures show up here.
 * Vendor's page: ideco-ngfw-traffic-rules: Предотвращение вторжений, Получение статуса работы службы.
 */
export function getIpsStatusOutput(args?: types.GetIpsStatusOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetIpsStatusResult> {
  return callFunctionOutput("ideco:getIpsStatus", args, opts);
}

/**
 * The state of the signature and GeoIP databases.
 * Vendor's page: ideco-ngfw-traffic-rules: Предотвращение вторжений, Обновление баз.
 */
export function getIpsUpdateStatus(args?: types.GetIpsUpdateStatusArgs, opts?: pulumi.InvokeOptions): Promise<types.GetIpsUpdateStatusResult> {
  return callFunction("ideco:getIpsUpdateStatus", args, opts);
}

/**
 * The state of the signature and GeoIP databases.
 * Vendor's page: ideco-ngfw-traffic-rules: Предотвращение вторжений, Обновление баз.
 */
export function getIpsUpdateStatusOutput(args?: types.GetIpsUpdateStatusOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetIpsUpdateStatusResult> {
  return callFunctionOutput("ideco:getIpsUpdateStatus", args, opts);
}

/**
 * The groups of signatures, as a table of groups or as the MITRE ATT&CK matrix of tactics.
 * Vendor's page: ideco-ngfw-traffic-rules: Предотвращение вторжений, Группы сигнатур.
 */
export function getSignatureGroups(args?: types.GetSignatureGroupsArgs, opts?: pulumi.InvokeOptions): Promise<types.GetSignatureGroupsResult> {
  return callFunction("ideco:getSignatureGroups", args, opts);
}

/**
 * The groups of signatures, as a table of groups or as the MITRE ATT&CK matrix of tactics.
 * Vendor's page: ideco-ngfw-traffic-rules: Предотвращение вторжений, Группы сигнатур.
 */
export function getSignatureGroupsOutput(args?: types.GetSignatureGroupsOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetSignatureGroupsResult> {
  return callFunctionOutput("ideco:getSignatureGroups", args, opts);
}

/**
 * The signatures of some groups, of a profile, or all. A profile tells what it does with each of them.
 * Vendor's page: ideco-ngfw-traffic-rules: Предотвращение вторжений, Получение списка сигнатур определенной группы; … в определенном профиле.
 */
export function getSignatures(args?: types.GetSignaturesArgs, opts?: pulumi.InvokeOptions): Promise<types.GetSignaturesResult> {
  return callFunction("ideco:getSignatures", args, opts);
}

/**
 * The signatures of some groups, of a profile, or all. A profile tells what it does with each of them.
 * Vendor's page: ideco-ngfw-traffic-rules: Предотвращение вторжений, Получение списка сигнатур определенной группы; … в определенном профиле.
 */
export function getSignaturesOutput(args?: types.GetSignaturesOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetSignaturesResult> {
  return callFunctionOutput("ideco:getSignatures", args, opts);
}

/**
 * The text of a signature, whether the appliance's own or a custom one, and the profiles that have it.
 * Vendor's page: ideco-ngfw-traffic-rules: Предотвращение вторжений, Получение оригинального содержания сигнатуры; Получение профилей …, которые содержат определенную сигнатуру.
 */
export function getSignature(args: types.GetSignatureArgs, opts?: pulumi.InvokeOptions): Promise<types.GetSignatureResult> {
  return callFunction("ideco:getSignature", args, opts);
}

/**
 * The text of a signature, whether the appliance's own or a custom one, and the profiles that have it.
 * Vendor's page: ideco-ngfw-traffic-rules: Предотвращение вторжений, Получение оригинального содержания сигнатуры; Получение профилей …, которые содержат определенную сигнатуру.
 */
export function getSignatureOutput(args: types.GetSignatureOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetSignatureResult> {
  return callFunctionOutput("ideco:getSignature", args, opts);
}

/**
 * How many signatures of each profile do what: pass, alert, drop, reject. Later versions count those of a single profile by its rules.
 * Vendor's page: ideco-ngfw-traffic-rules: Предотвращение вторжений, Получение количества сигнатур профиля для каждого действия.
 */
export function getProfileActionCounts(args?: types.GetProfileActionCountsArgs, opts?: pulumi.InvokeOptions): Promise<types.GetProfileActionCountsResult> {
  return callFunction("ideco:getProfileActionCounts", args, opts);
}

/**
 * How many signatures of each profile do what: pass, alert, drop, reject. Later versions count those of a single profile by its rules.
 * Vendor's page: ideco-ngfw-traffic-rules: Предотвращение вторжений, Получение количества сигнатур профиля для каждого действия.
 */
export function getProfileActionCountsOutput(args?: types.GetProfileActionCountsOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetProfileActionCountsResult> {
  return callFunctionOutput("ideco:getProfileActionCounts", args, opts);
}

/**
 * All custom signatures with their texts. Versions that list them without fetch each text by a call of its own.
 * Vendor's page: ideco-ngfw-traffic-rules: Предотвращение вторжений, Получение списка пользовательских сигнатур.
 */
export function getCustomSignatures(args?: types.GetCustomSignaturesArgs, opts?: pulumi.InvokeOptions): Promise<types.GetCustomSignaturesResult> {
  return callFunction("ideco:getCustomSignatures", args, opts);
}

/**
 * All custom signatures with their texts. Versions that list them without fetch each text by a call of its own.
 * Vendor's page: ideco-ngfw-traffic-rules: Предотвращение вторжений, Получение списка пользовательских сигнатур.
 */
export function getCustomSignaturesOutput(args?: types.GetCustomSignaturesOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetCustomSignaturesResult> {
  return callFunctionOutput("ideco:getCustomSignatures", args, opts);
}

/**
 * All traffic quotas. Needs v18: the vendor removed quotas in v19.
 * Vendor's page: ideco-ngfw-traffic-rules: Квоты, Получение списка квот.
 */
export function getQuotas(args?: types.GetQuotasArgs, opts?: pulumi.InvokeOptions): Promise<types.GetQuotasResult> {
  return callFunction("ideco:getQuotas", args, opts);
}

/**
 * All traffic quotas. Needs v18: the vendor removed quotas in v19.
 * Vendor's page: ideco-ngfw-traffic-rules: Квоты, Получение списка квот.
 */
export function getQuotasOutput(args?: types.GetQuotasOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetQuotasResult> {
  return callFunctionOutput("ideco:getQuotas", args, opts);
}

/** `restore`, `keep`; a program may as well say the texts. */
export const AclOrderOnDelete = {
  Restore: "restore",
  Keep: "keep",
} as const;

/** `deny`, `allow`; a program may as well say the texts. */
export const AclSettingsDefaultAction = {
  Deny: "deny",
  Allow: "allow",
} as const;

/** `restore`, `keep`; a program may as well say the texts. */
export const AclSettingsOnDelete = {
  Restore: "restore",
  Keep: "keep",
} as const;

/** `accept`, `drop`; a program may as well say the texts. */
export const AppControlRuleAction = {
  Accept: "accept",
  Drop: "drop",
} as const;

/** `restore`, `keep`; a program may as well say the texts. */
export const ContentFilterOnDelete = {
  Restore: "restore",
  Keep: "keep",
} as const;

/** `allow`, `deny`, `bump`, `redirect`; a program may as well say the texts. */
export const ContentFilterRuleAccess = {
  Allow: "allow",
  Deny: "deny",
  Bump: "bump",
  Redirect: "redirect",
} as const;

/** `GET`, `POST`, `PUT`, `DELETE`, `HEAD`, `OPTIONS`, `PATCH`, `TRACE`, `CONNECT`; a program may as well say the texts. */
export const ContentFilterRuleHttpMethods = {
  GET: "GET",
  POST: "POST",
  PUT: "PUT",
  DELETE: "DELETE",
  HEAD: "HEAD",
  OPTIONS: "OPTIONS",
  PATCH: "PATCH",
  TRACE: "TRACE",
  CONNECT: "CONNECT",
} as const;

/** `restore`, `keep`; a program may as well say the texts. */
export const ContentFilterSettingsOnDelete = {
  Restore: "restore",
  Keep: "keep",
} as const;

/** `accept`, `dnat`; a program may as well say the texts. */
export const DnatRuleAction = {
  Accept: "accept",
  Dnat: "dnat",
} as const;

/** `any`, `protocol.ah`, `protocol.esp`, `protocol.gre`, `protocol.icmp`, `protocol.tcp`, `protocol.udp`, `ah`, `esp`, `gre`, `icmp`, `tcp`, `udp`; a program may as well say the texts. */
export const DnatRuleProtocol = {
  Any: "any",
  ProtocolAh: "protocol.ah",
  ProtocolEsp: "protocol.esp",
  ProtocolGre: "protocol.gre",
  ProtocolIcmp: "protocol.icmp",
  ProtocolTcp: "protocol.tcp",
  ProtocolUdp: "protocol.udp",
  Ah: "ah",
  Esp: "esp",
  Gre: "gre",
  Icmp: "icmp",
  Tcp: "tcp",
  Udp: "udp",
} as const;

/** `deny`, `allow`; a program may as well say the texts. */
export const DpiProtocolAction = {
  Deny: "deny",
  Allow: "allow",
} as const;

/** `restore`, `keep`; a program may as well say the texts. */
export const FirewallCountersOnDelete = {
  Restore: "restore",
  Keep: "keep",
} as const;

/** `accept`, `drop`, `dnat`, `snat`, `mark_log`, `mark_not_log`; a program may as well say the texts. */
export const FirewallSettingsLogActions = {
  Accept: "accept",
  Drop: "drop",
  Dnat: "dnat",
  Snat: "snat",
  MarkLog: "mark_log",
  MarkNotLog: "mark_not_log",
} as const;

/** `nothing`, `all`, `selected`; a program may as well say the texts. */
export const FirewallSettingsLogMode = {
  Nothing: "nothing",
  All: "all",
  Selected: "selected",
} as const;

/** `restore`, `keep`; a program may as well say the texts. */
export const FirewallSettingsOnDelete = {
  Restore: "restore",
  Keep: "keep",
} as const;

/** `accept`, `drop`; a program may as well say the texts. */
export const ForwardRuleAction = {
  Accept: "accept",
  Drop: "drop",
} as const;

/** `any`, `protocol.ah`, `protocol.esp`, `protocol.gre`, `protocol.icmp`, `protocol.tcp`, `protocol.udp`, `ah`, `esp`, `gre`, `icmp`, `tcp`, `udp`; a program may as well say the texts. */
export const ForwardRuleProtocol = {
  Any: "any",
  ProtocolAh: "protocol.ah",
  ProtocolEsp: "protocol.esp",
  ProtocolGre: "protocol.gre",
  ProtocolIcmp: "protocol.icmp",
  ProtocolTcp: "protocol.tcp",
  ProtocolUdp: "protocol.udp",
  Ah: "ah",
  Esp: "esp",
  Gre: "gre",
  Icmp: "icmp",
  Tcp: "tcp",
  Udp: "udp",
} as const;

/** `hour`, `day`, `week`, `month`, `quarter`; a program may as well say the texts. */
export const FoundQuotaInterval = {
  Hour: "hour",
  Day: "day",
  Week: "week",
  Month: "month",
  Quarter: "quarter",
} as const;

/** `allow`, `deny`, `bump`, `redirect`; a program may as well say the texts. */
export const FoundRuleAccess = {
  Allow: "allow",
  Deny: "deny",
  Bump: "bump",
  Redirect: "redirect",
} as const;

/** `accept`, `drop`, `dnat`, `snat`, `mark_log`, `mark_not_log`; a program may as well say the texts. */
export const FoundRuleAction = {
  Accept: "accept",
  Drop: "drop",
  Dnat: "dnat",
  Snat: "snat",
  MarkLog: "mark_log",
  MarkNotLog: "mark_not_log",
} as const;

/** `GET`, `POST`, `PUT`, `DELETE`, `HEAD`, `OPTIONS`, `PATCH`, `TRACE`, `CONNECT`; a program may as well say the texts. */
export const FoundRuleHttpMethods = {
  GET: "GET",
  POST: "POST",
  PUT: "PUT",
  DELETE: "DELETE",
  HEAD: "HEAD",
  OPTIONS: "OPTIONS",
  PATCH: "PATCH",
  TRACE: "TRACE",
  CONNECT: "CONNECT",
} as const;

/** `forward`, `input`, `dnat`, `snat`, `log`; a program may as well say the texts. */
export const GetRuleCountersTable = {
  Forward: "forward",
  Input: "input",
  Dnat: "dnat",
  Snat: "snat",
  Log: "log",
} as const;

/** `forward`, `input`, `dnat`, `snat`, `log`, `appControl`, `contentFilter`; a program may as well say the texts. */
export const GetRulesTable = {
  Forward: "forward",
  Input: "input",
  Dnat: "dnat",
  Snat: "snat",
  Log: "log",
  AppControl: "appControl",
  ContentFilter: "contentFilter",
} as const;

/** `table`, `mitre`; a program may as well say the texts. */
export const GetSignatureGroupsView = {
  Table: "table",
  Mitre: "mitre",
} as const;

/** `tcp`, `udp`, `icmp`, `gre`, `esp`, `ah`; a program may as well say the texts. */
export const GuardPacketProtocol = {
  Tcp: "tcp",
  Udp: "udp",
  Icmp: "icmp",
  Gre: "gre",
  Esp: "esp",
  Ah: "ah",
} as const;

/** `accept`, `drop`; a program may as well say the texts. */
export const InputRuleAction = {
  Accept: "accept",
  Drop: "drop",
} as const;

/** `any`, `protocol.ah`, `protocol.esp`, `protocol.gre`, `protocol.icmp`, `protocol.tcp`, `protocol.udp`, `ah`, `esp`, `gre`, `icmp`, `tcp`, `udp`; a program may as well say the texts. */
export const InputRuleProtocol = {
  Any: "any",
  ProtocolAh: "protocol.ah",
  ProtocolEsp: "protocol.esp",
  ProtocolGre: "protocol.gre",
  ProtocolIcmp: "protocol.icmp",
  ProtocolTcp: "protocol.tcp",
  ProtocolUdp: "protocol.udp",
  Ah: "ah",
  Esp: "esp",
  Gre: "gre",
  Icmp: "icmp",
  Tcp: "tcp",
  Udp: "udp",
} as const;

/** `sid`, `mitre_tactic_id`, `protocol`, `signature_severity`, `flow`, `classtype`; a program may as well say the texts. */
export const IpsFilterKey = {
  Sid: "sid",
  MitreTacticId: "mitre_tactic_id",
  Protocol: "protocol",
  SignatureSeverity: "signature_severity",
  Flow: "flow",
  Classtype: "classtype",
} as const;

/** `restore`, `keep`; a program may as well say the texts. */
export const IpsOnDelete = {
  Restore: "restore",
  Keep: "keep",
} as const;

/** `default`, `alert`, `drop`, `pass`; a program may as well say the texts. */
export const IpsProfileRuleAction = {
  Default: "default",
  Alert: "alert",
  Drop: "drop",
  Pass: "pass",
} as const;

/** `mark_log`, `mark_not_log`; a program may as well say the texts. */
export const LogRuleAction = {
  MarkLog: "mark_log",
  MarkNotLog: "mark_not_log",
} as const;

/** `any`, `protocol.ah`, `protocol.esp`, `protocol.gre`, `protocol.icmp`, `protocol.tcp`, `protocol.udp`, `ah`, `esp`, `gre`, `icmp`, `tcp`, `udp`; a program may as well say the texts. */
export const LogRuleProtocol = {
  Any: "any",
  ProtocolAh: "protocol.ah",
  ProtocolEsp: "protocol.esp",
  ProtocolGre: "protocol.gre",
  ProtocolIcmp: "protocol.icmp",
  ProtocolTcp: "protocol.tcp",
  ProtocolUdp: "protocol.udp",
  Ah: "ah",
  Esp: "esp",
  Gre: "gre",
  Icmp: "icmp",
  Tcp: "tcp",
  Udp: "udp",
} as const;

/** `restore`, `keep`; a program may as well say the texts. */
export const MorphAnalysisOnDelete = {
  Restore: "restore",
  Keep: "keep",
} as const;

/** `drop`, `accept`; a program may as well say the texts. */
export const PacketCheckExpectedResult = {
  Drop: "drop",
  Accept: "accept",
} as const;

/** `tcp`, `udp`; a program may as well say the texts. */
export const PacketCheckProtocol = {
  Tcp: "tcp",
  Udp: "udp",
} as const;

/** `restore`, `keep`; a program may as well say the texts. */
export const PacketCheckSettingsOnDelete = {
  Restore: "restore",
  Keep: "keep",
} as const;

/** `restore`, `keep`; a program may as well say the texts. */
export const QuotaAccountingOnDelete = {
  Restore: "restore",
  Keep: "keep",
} as const;

/** `hour`, `day`, `week`, `month`, `quarter`; a program may as well say the texts. */
export const QuotaInterval = {
  Hour: "hour",
  Day: "day",
  Week: "week",
  Month: "month",
  Quarter: "quarter",
} as const;

/** `delete`, `keep`, `restore`; a program may as well say the texts. */
export const RuleTableOnDelete = {
  Delete: "delete",
  Keep: "keep",
  Restore: "restore",
} as const;

/** `exclusive`, `shared`; a program may as well say the texts. */
export const RuleTableOwnership = {
  Exclusive: "exclusive",
  Shared: "shared",
} as const;

/** `forward`, `input`, `dnat`, `snat`, `log`, `appControl`, `contentFilter`; a program may as well say the texts. */
export const RuleTableTable = {
  Forward: "forward",
  Input: "input",
  Dnat: "dnat",
  Snat: "snat",
  Log: "log",
  AppControl: "appControl",
  ContentFilter: "contentFilter",
} as const;

/** `restore`, `keep`; a program may as well say the texts. */
export const SafeSearchOnDelete = {
  Restore: "restore",
  Keep: "keep",
} as const;

/** `accept`, `snat`; a program may as well say the texts. */
export const SnatRuleAction = {
  Accept: "accept",
  Snat: "snat",
} as const;

/** `any`, `protocol.ah`, `protocol.esp`, `protocol.gre`, `protocol.icmp`, `protocol.tcp`, `protocol.udp`, `ah`, `esp`, `gre`, `icmp`, `tcp`, `udp`; a program may as well say the texts. */
export const SnatRuleProtocol = {
  Any: "any",
  ProtocolAh: "protocol.ah",
  ProtocolEsp: "protocol.esp",
  ProtocolGre: "protocol.gre",
  ProtocolIcmp: "protocol.icmp",
  ProtocolTcp: "protocol.tcp",
  ProtocolUdp: "protocol.udp",
  Ah: "ah",
  Esp: "esp",
  Gre: "gre",
  Icmp: "icmp",
  Tcp: "tcp",
  Udp: "udp",
} as const;

/** `allow`, `deny`, `bump`, `redirect`; a program may as well say the texts. */
export const TableRuleAccess = {
  Allow: "allow",
  Deny: "deny",
  Bump: "bump",
  Redirect: "redirect",
} as const;

/** `accept`, `drop`, `dnat`, `snat`, `mark_log`, `mark_not_log`; a program may as well say the texts. */
export const TableRuleAction = {
  Accept: "accept",
  Drop: "drop",
  Dnat: "dnat",
  Snat: "snat",
  MarkLog: "mark_log",
  MarkNotLog: "mark_not_log",
} as const;

/** `GET`, `POST`, `PUT`, `DELETE`, `HEAD`, `OPTIONS`, `PATCH`, `TRACE`, `CONNECT`; a program may as well say the texts. */
export const TableRuleHttpMethods = {
  GET: "GET",
  POST: "POST",
  PUT: "PUT",
  DELETE: "DELETE",
  HEAD: "HEAD",
  OPTIONS: "OPTIONS",
  PATCH: "PATCH",
  TRACE: "TRACE",
  CONNECT: "CONNECT",
} as const;
