// Generated from the definitions by `npm run generate`. Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/** The arguments of IpEntry. */
export interface IpEntryArgs {
  /**
   * The list: `black` blocks, `white` lets pass.
   * A change replaces the resource; the new one is made first.
   */
  list: pulumi.Input<"black" | "white">;
  /**
   * Id of the domain group, a number or a text.
   * A change replaces the resource; the new one is made first.
   */
  domainGroupId: pulumi.Input<number | string>;
  /**
   * First address, IPv4. Exactly one of `startIp` and `cidr` is given.
   * A change replaces the resource; the new one is made first.
   */
  startIp?: pulumi.Input<string>;
  /**
   * Last address; without it the range is the one address `startIp`.
   * A change replaces the resource; the new one is made first.
   */
  endIp?: pulumi.Input<string>;
  /**
   * The range as a network, such as `10.0.0.0/24`, instead of `startIp` and `endIp`. Another form of the same range is no difference.
   * A change replaces the resource; the new one is made first.
   */
  cidr?: pulumi.Input<string>;
  /** When the appliance removes the entry by itself: `2026-08-26T12:38:00` by the clock of the connection's `timeZone`, or with an offset (`Z`, `+09:00`); whole seconds. Without it: never. A time that has passed is refused for a new entry. A change adds the entry again; only if that does not do, it is deleted first. */
  expiresAt?: pulumi.Input<string>;
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

/** The arguments of IpList. */
export interface IpListArgs {
  /**
   * The list: `black` blocks, `white` lets pass.
   * A change replaces the resource; the new one is made first.
   */
  list: pulumi.Input<"black" | "white">;
  /**
   * Id of the domain group, a number or a text.
   * A change replaces the resource; the new one is made first.
   */
  domainGroupId: pulumi.Input<number | string>;
  /** The addresses and ranges, in any order, none twice. Or one text: an item a line, an expiry after a blank, `#` begins a comment. */
  entries: pulumi.Input<string | pulumi.Input<IpRangeArgs>[]>;
  /**
   * Whether entries that are not listed are removed from the interface's own IP group; those in groups of the administrators stay. The preview lists them.
   * Default: `false`.
   */
  exclusive?: pulumi.Input<boolean>;
  /** Lets `exclusive` remove more than half of all entries that are in the group or listed. A change of this is no difference. */
  allowMassRemoval?: pulumi.Input<boolean>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
}

/** The arguments of getIpControl. */
export interface GetIpControlArgs {
  /** The list: `black` or `white`. */
  list: "black" | "white";
  /** Id of the domain group, a number or a text. */
  domainGroupId: number | string;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getIpControlOutput. */
export interface GetIpControlOutputArgs {
  /** The list: `black` or `white`. */
  list: pulumi.Input<"black" | "white">;
  /** Id of the domain group, a number or a text. */
  domainGroupId: pulumi.Input<number | string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getIpControl gives. */
export interface GetIpControlResult {
  /** The groups, in the appliance's order. */
  items: FoundIpGroup[];
}

/** An entry of an IP group. */
export interface FoundIpEntry {
  /** The vendor's id of the entry. */
  ipId: string;
  /** The vendor's id of the IP group. */
  igid: string;
  /** First address. */
  startIp: string;
  /** Last address. */
  endIp: string;
  /** When the appliance removes it, in the vendor's own words, by the clock of the connection's `timeZone`. Absent: never. */
  expiresAt?: string;
}

/** An IP group that is set in the domain group. */
export interface FoundIpGroup {
  /** Its name; `[API]_BLACK_LIST [ 4 ]` is the one that the interface fills. */
  groupName: string;
  /** The vendor's id of the group. */
  igid: string;
  /** The vendor's kind of group, such as `user`. */
  type: string;
  /** `black` or `white`. */
  atype: string;
  /** What is logged, such as `FULL`. */
  log: string;
  /** Id of the domain group. */
  domainGroupId: string;
  /** Its entries. */
  ipList: FoundIpEntry[];
}

/** An address or a range of a list. */
export interface IpRange {
  /** First address, IPv4. Exactly one of `startIp` and `cidr` is given. */
  startIp?: string;
  /** Last address; without it the range is the one address `startIp`. */
  endIp?: string;
  /** The range as a network, such as `10.0.0.0/24`, instead of `startIp` and `endIp`. Another form of the same range is no difference. */
  cidr?: string;
  /** When the appliance removes the entry by itself: `2026-08-26T12:38:00` by the clock of the connection's `timeZone`, or with an offset (`Z`, `+09:00`); whole seconds. Without it: never. A time that has passed is refused for a new entry. */
  expiresAt?: string;
}

/** An address or a range of a list. */
export interface IpRangeArgs {
  /** First address, IPv4. Exactly one of `startIp` and `cidr` is given. */
  startIp?: pulumi.Input<string>;
  /** Last address; without it the range is the one address `startIp`. */
  endIp?: pulumi.Input<string>;
  /** The range as a network, such as `10.0.0.0/24`, instead of `startIp` and `endIp`. Another form of the same range is no difference. */
  cidr?: pulumi.Input<string>;
  /** When the appliance removes the entry by itself: `2026-08-26T12:38:00` by the clock of the connection's `timeZone`, or with an offset (`Z`, `+09:00`); whole seconds. Without it: never. A time that has passed is refused for a new entry. */
  expiresAt?: pulumi.Input<string>;
}
