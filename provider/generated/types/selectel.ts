// Generated from the definitions by `npm run generate`. Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/** The arguments of MonitoredIp. */
export interface MonitoredIpArgs {
  /**
   * The address: the account's own, IPv4 or IPv6.
   * A change replaces the resource; the new one is made first.
   */
  ip: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
}

/** The arguments of KnownPorts. */
export interface KnownPortsArgs {
  /**
   * The address: the account's own, IPv4 or IPv6.
   * A change replaces the resource; the new one is made first.
   */
  ip: pulumi.Input<string>;
  /**
   * The KNOWN tag that the accepted ports shall have.
   * Default: `true`.
   */
  known?: pulumi.Input<boolean>;
  /** The ports that are accepted, in any order; they need not be open yet. Without it: those that creation finds open. */
  ports?: pulumi.Input<pulumi.Input<PortArgs>[]>;
  /**
   * Whether a port that opens later is accepted and tagged by the next `up`. Without it such a port is reported only.
   * Default: `false`.
   */
  acceptNew?: pulumi.Input<boolean>;
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

/** The arguments of getOpenPorts. */
export interface GetOpenPortsArgs {
  /** The address; without it all monitored addresses. */
  ip?: string;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getOpenPortsOutput. */
export interface GetOpenPortsOutputArgs {
  /** The address; without it all monitored addresses. */
  ip?: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getOpenPorts gives. */
export interface GetOpenPortsResult {
  /** The open ports, in the service's order. */
  items: ListedPort[];
}

/** The arguments of getPort. */
export interface GetPortArgs {
  /**
   * The address.
   * A change replaces the resource; the new one is made first.
   */
  ip: string;
  /** Number of the port, 1 to 65535. */
  port: number;
  /** `tcp` or `udp`; without it the one that is open, and `tcp` if both are. */
  protocol?: "tcp" | "udp";
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getPortOutput. */
export interface GetPortOutputArgs {
  /**
   * The address.
   * A change replaces the resource; the new one is made first.
   */
  ip: pulumi.Input<string>;
  /** Number of the port, 1 to 65535. */
  port: pulumi.Input<number>;
  /** `tcp` or `udp`; without it the one that is open, and `tcp` if both are. */
  protocol?: pulumi.Input<"tcp" | "udp">;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getPort gives. */
export interface GetPortResult {
  /** The address. */
  ip: string;
  /** Number of the port. */
  port: number;
  /** `tcp` or `udp`. */
  protocol: string;
  /** Whether the last scan found it open. */
  open: boolean;
  /** Its KNOWN tag; false where it is not open. */
  known: boolean;
}

/** A port of the address. */
export interface FoundPort {
  /** Number of the port. */
  port: number;
  /** `tcp` or `udp`. */
  protocol: string;
}

/** An open port of a monitored address. */
export interface ListedPort {
  /** The address. */
  ip: string;
  /** Number of the port. */
  port: number;
  /** `tcp` or `udp`. */
  protocol: string;
  /** Its KNOWN tag: whether it is supposed to be open. */
  known: boolean;
}

/** An open port of the address. */
export interface OpenPort {
  /** Number of the port. */
  port: number;
  /** `tcp` or `udp`. */
  protocol: string;
  /** Its KNOWN tag: whether it is supposed to be open. */
  known: boolean;
}

/** A port that is accepted. */
export interface Port {
  /** Number of the port, 1 to 65535. */
  port: number;
  /**
   * `tcp` or `udp`.
   * Default: `"tcp"`.
   */
  protocol: "tcp" | "udp";
}

/** A port that is accepted. */
export interface PortArgs {
  /** Number of the port, 1 to 65535. */
  port: pulumi.Input<number>;
  /**
   * `tcp` or `udp`.
   * Default: `"tcp"`.
   */
  protocol?: pulumi.Input<"tcp" | "udp">;
}
