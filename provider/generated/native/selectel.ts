// Generated from the definitions by `npm run generate`. Do not edit.
import * as pulumi from "@pulumi/pulumi";
import { callFunction, callFunctionOutput, NativeResource } from "../../program/native-resource";
import type * as types from "../types/selectel";

export * from "../types/selectel";

/**
 * An address whose open ports are monitored: of a dedicated server, hosted equipment, a firewall, an object of the cloud, or a PI address that is announced through Selectel.
 * Import id: the address.
 * Vendor's page: selectel-open-ports: Пример базовой настройки мониторинга.
 */
export class MonitoredIp extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:selectel:MonitoredIp";

  /** The address: the account's own, IPv4 or IPv6. */
  declare readonly ip: pulumi.Output<string>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** The open ports that scans have found. A scan takes about 10 minutes, so there is none right after creation. A change of them is no difference. */
  declare readonly openPorts: pulumi.Output<types.OpenPort[]>;
  /** Number of the account, as the creation told it; absent where the address was taken over or imported. */
  declare readonly clientId: pulumi.Output<number | undefined>;
  /** When the address was added, as the creation told it; absent like `clientId`. */
  declare readonly modified: pulumi.Output<string | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is MonitoredIp {
    return Boolean(obj) && obj.__pulumiType === MonitoredIp.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): MonitoredIp {
    return new MonitoredIp(name, state as types.MonitoredIpArgs, { ...opts, id });
  }

  constructor(name: string, args: types.MonitoredIpArgs, opts?: pulumi.CustomResourceOptions) {
    super("selectel:MonitoredIp", ["openPorts","clientId","modified"], name, args, opts);
  }
}

/**
 * The KNOWN tags of the open ports of a monitored address. The vendor reports an open port without the tag by mail. A tag can only be toggled, so it is read before and after every toggle, with those of all other ports.
 * Import id: the address; the ports that have the tag are accepted, and if none has it all of them, as not known.
 * Vendor's page: selectel-open-ports: Пример базовой настройки мониторинга, KNOWN.
 */
export class KnownPorts extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:selectel:KnownPorts";

  /** The address: the account's own, IPv4 or IPv6. */
  declare readonly ip: pulumi.Output<string>;
  /** The KNOWN tag that the accepted ports shall have. */
  declare readonly known: pulumi.Output<boolean>;
  /** The ports that are accepted, in any order; they need not be open yet. Without it: those that creation finds open. */
  declare readonly ports: pulumi.Output<types.Port[] | undefined>;
  /** Whether a port that opens later is accepted and tagged by the next `up`. Without it such a port is reported only. */
  declare readonly acceptNew: pulumi.Output<boolean>;
  /** What happens when the resource goes: the values that were there before are put back, where they are still ours, or everything is kept. */
  declare readonly onDelete: pulumi.Output<"restore" | "keep">;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** The ports whose tags this resource sets. */
  declare readonly acceptedPorts: pulumi.Output<types.FoundPort[]>;
  /** Ports that are open and not accepted. Their tags stay as they are; untagged ones are a warning at preview. */
  declare readonly unexpectedPorts: pulumi.Output<types.FoundPort[]>;
  /** Accepted ports that are not open, not yet or not any more. The first `up` after one has opened tags it. */
  declare readonly pendingPorts: pulumi.Output<types.FoundPort[]>;
  /** The tag that each accepted port had before, by `tcp/22`; deletion puts it back. */
  declare readonly original: pulumi.Output<{ [key: string]: boolean }>;
  /** The tag that the last `up` set. */
  declare readonly applied: pulumi.Output<boolean>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is KnownPorts {
    return Boolean(obj) && obj.__pulumiType === KnownPorts.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): KnownPorts {
    return new KnownPorts(name, state as types.KnownPortsArgs, { ...opts, id });
  }

  constructor(name: string, args: types.KnownPortsArgs, opts?: pulumi.CustomResourceOptions) {
    super("selectel:KnownPorts", ["acceptedPorts","unexpectedPorts","pendingPorts","original","applied"], name, args, opts);
  }
}

/**
 * The open ports that scans have found, of one monitored address or of all.
 * Vendor's page: selectel-open-ports: Пример базовой настройки мониторинга, список всех открытых портов.
 */
export function getOpenPorts(args?: types.GetOpenPortsArgs, opts?: pulumi.InvokeOptions): Promise<types.GetOpenPortsResult> {
  return callFunction("selectel:getOpenPorts", args, opts);
}

/**
 * The open ports that scans have found, of one monitored address or of all.
 * Vendor's page: selectel-open-ports: Пример базовой настройки мониторинга, список всех открытых портов.
 */
export function getOpenPortsOutput(args?: types.GetOpenPortsOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetOpenPortsResult> {
  return callFunctionOutput("selectel:getOpenPorts", args, opts);
}

/**
 * The state of one port of a monitored address.
 * Vendor's page: selectel-open-ports: проверить состояние конкретного порта на IP-адресе.
 */
export function getPort(args: types.GetPortArgs, opts?: pulumi.InvokeOptions): Promise<types.GetPortResult> {
  return callFunction("selectel:getPort", args, opts);
}

/**
 * The state of one port of a monitored address.
 * Vendor's page: selectel-open-ports: проверить состояние конкретного порта на IP-адресе.
 */
export function getPortOutput(args: types.GetPortOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetPortResult> {
  return callFunctionOutput("selectel:getPort", args, opts);
}

/** `tcp`, `udp`; a program may as well say the texts. */
export const GetPortProtocol = {
  Tcp: "tcp",
  Udp: "udp",
} as const;

/** `restore`, `keep`; a program may as well say the texts. */
export const KnownPortsOnDelete = {
  Restore: "restore",
  Keep: "keep",
} as const;

/** `tcp`, `udp`; a program may as well say the texts. */
export const PortProtocol = {
  Tcp: "tcp",
  Udp: "udp",
} as const;
