// Generated from the definitions by `npm run generate`. Do not edit.
import * as pulumi from "@pulumi/pulumi";
import { callFunction, callFunctionOutput, NativeResource } from "../../program/native-resource";
import type * as types from "../types/deepfinder";

export * from "../types/deepfinder";

/**
 * An address or a range in the black or the white list of a domain group. Only the IP group that the interface itself fills is touched: an equal entry in a group of the administrators is another one.
 * Import id: `list/group/start-end`, such as `black/4/1.1.1.1-1.1.1.3`; also `black/4/1.1.1.1` and `black/4/10.0.0.0/24`.
 * Vendor's page: deepfinder-ip-control: WhiteIP/BlackIP 추가, IP 삭제.
 */
export class IpEntry extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:deepfinder:IpEntry";

  /** The list: `black` blocks, `white` lets pass. */
  declare readonly list: pulumi.Output<"black" | "white">;
  /** Id of the domain group, a number or a text. */
  declare readonly domainGroupId: pulumi.Output<number | string>;
  /** First address, IPv4. Exactly one of `startIp` and `cidr` is given. */
  declare readonly startIp: pulumi.Output<string | undefined>;
  /** Last address; without it the range is the one address `startIp`. */
  declare readonly endIp: pulumi.Output<string | undefined>;
  /** The range as a network, such as `10.0.0.0/24`, instead of `startIp` and `endIp`. Another form of the same range is no difference. */
  declare readonly cidr: pulumi.Output<string | undefined>;
  /** When the appliance removes the entry by itself: `2026-08-26T12:38:00` by the clock of the connection's `timeZone`, or with an offset (`Z`, `+09:00`); whole seconds. Without it: never. A time that has passed is refused for a new entry. A change adds the entry again; only if that does not do, it is deleted first. */
  declare readonly expiresAt: pulumi.Output<string | undefined>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;
  /** The vendor's id of the entry; it is another one after the entry was added again. */
  declare readonly ipId: pulumi.Output<string | undefined>;
  /** The vendor's id of the IP group. */
  declare readonly igid: pulumi.Output<string | undefined>;
  /** Name of the IP group: `[API]_BLACK_LIST [ 4 ]`. */
  declare readonly groupName: pulumi.Output<string | undefined>;
  /** Whether its time has passed and the appliance has removed it. It then stays in the state and is never added again. */
  declare readonly expired: pulumi.Output<boolean>;
  /** True where its time has passed and somebody else has made it last longer. The next `up` removes it. */
  declare readonly prolonged: pulumi.Output<boolean | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is IpEntry {
    return Boolean(obj) && obj.__pulumiType === IpEntry.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): IpEntry {
    return new IpEntry(name, state as types.IpEntryArgs, { ...opts, id });
  }

  constructor(name: string, args: types.IpEntryArgs, opts?: pulumi.CustomResourceOptions) {
    super("deepfinder:IpEntry", ["ipId","igid","groupName","expired","prolonged"], name, args, opts);
  }
}

/**
 * Many addresses and ranges of the black or the white list of a domain group as one resource; if wished, the only ones that came through the interface.
 * Import id: `list/group`, such as `black/4`; it gets all entries of the interface's own IP group.
 * Vendor's page: deepfinder-ip-control: WhiteIP/BlackIP 추가, IP 삭제.
 */
export class IpList extends NativeResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "perimeter:deepfinder:IpList";

  /** The list: `black` blocks, `white` lets pass. */
  declare readonly list: pulumi.Output<"black" | "white">;
  /** Id of the domain group, a number or a text. */
  declare readonly domainGroupId: pulumi.Output<number | string>;
  /** The addresses and ranges, in any order, none twice. Or one text: an item a line, an expiry after a blank, `#` begins a comment. */
  declare readonly entries: pulumi.Output<string | types.IpRange[]>;
  /** Whether entries that are not listed are removed from the interface's own IP group; those in groups of the administrators stay. The preview lists them. */
  declare readonly exclusive: pulumi.Output<boolean>;
  /** Lets `exclusive` remove more than half of all entries that are in the group or listed. A change of this is no difference. */
  declare readonly allowMassRemoval: pulumi.Output<boolean | undefined>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** The vendor's ids of the entries, by `1.1.1.1-1.1.1.3`. */
  declare readonly ipIds: pulumi.Output<{ [key: string]: string }>;
  /** Listed ranges whose time has passed and which the appliance has removed: `1.1.1.1-1.1.1.3`. They are never added again. */
  declare readonly expired: pulumi.Output<string[]>;
  /** Listed ranges whose time has passed and which somebody else has made last longer. The next `up` removes them. */
  declare readonly prolonged: pulumi.Output<string[] | undefined>;
  /** The vendor's id of the IP group. */
  declare readonly igid: pulumi.Output<string | undefined>;
  /** Name of the IP group: `[API]_BLACK_LIST [ 4 ]`. */
  declare readonly groupName: pulumi.Output<string | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is IpList {
    return Boolean(obj) && obj.__pulumiType === IpList.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): IpList {
    return new IpList(name, state as types.IpListArgs, { ...opts, id });
  }

  constructor(name: string, args: types.IpListArgs, opts?: pulumi.CustomResourceOptions) {
    super("deepfinder:IpList", ["ipIds","expired","prolonged","igid","groupName"], name, args, opts);
  }
}

/**
 * The IP groups that are set in a domain group as its black or white list, with their entries; groups of the administrators as well.
 * Vendor's page: deepfinder-ip-control: IP 및 정책 조회.
 */
export function getIpControl(args: types.GetIpControlArgs, opts?: pulumi.InvokeOptions): Promise<types.GetIpControlResult> {
  return callFunction("deepfinder:getIpControl", args, opts);
}

/**
 * The IP groups that are set in a domain group as its black or white list, with their entries; groups of the administrators as well.
 * Vendor's page: deepfinder-ip-control: IP 및 정책 조회.
 */
export function getIpControlOutput(args: types.GetIpControlOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetIpControlResult> {
  return callFunctionOutput("deepfinder:getIpControl", args, opts);
}

/** `black`, `white`; a program may as well say the texts. */
export const GetIpControlList = {
  Black: "black",
  White: "white",
} as const;

/** `black`, `white`; a program may as well say the texts. */
export const IpEntryList = {
  Black: "black",
  White: "white",
} as const;

/** `black`, `white`; a program may as well say the texts. */
export const IpListList = {
  Black: "black",
  White: "white",
} as const;
