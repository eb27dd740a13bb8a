// Generated from the definitions by `npm run generate`. Do not edit.
import * as pulumi from "@pulumi/pulumi";
import { DynamicResource } from "../../program/dynamic-resource";
import { callFunction, callFunctionOutput } from "../../program/dynamic-functions";
import type * as types from "../types/era";

export * from "../types/era";

/**
 * An address that is banned for a time on the instances of the role. A ban that is there already, automatic or an administrator's, is prolonged; one that lasts longer keeps its time, also after the deletion.
 * Import id: the address, with its scope if it has one: `1.2.3.4`, `1.2.3.4@site:SITE1`, `1.2.3.4@servers:180,192.168.0.10`.
 * Vendor's page: era-sg-bannedaddrs: Добавление IP-адреса в списки заблокированных, Удаление адреса из списка заблокированных адресов.
 */
export class BannedAddress extends DynamicResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "pulumi-nodejs:dynamic/perimeter/era:BannedAddress";

  /** The address, IPv4. */
  declare readonly ip: pulumi.Output<string>;
  /** How long the ban lasts, in seconds, at least 1. The vendor documents no maximum. The time that remains is never a difference; a changed `expires` sets the ban anew. */
  declare readonly expires: pulumi.Output<number>;
  /** Which instances of the role are meant: one of `site`, `sites`, `server`, `servers`. Default: all of them. The order of names makes no difference, and a list of one is that one. */
  declare readonly scope: pulumi.Output<types.BanScope | undefined>;
  /** When the ban is made again: `when-expired` by the first `up` after its end, `early` by the first `up` that finds less than `renewBelowSeconds` left, `never` not at all; it then stays in the state as expired, with no difference. */
  declare readonly renew: pulumi.Output<"when-expired" | "never" | "early">;
  /** With `renew: early`, and required there: a ban with less time left is made anew. Less than `expires`. */
  declare readonly renewBelowSeconds: pulumi.Output<number | undefined>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** When the ban ends on the online instance where it ends first: an ISO time, by the clock of the machine that Pulumi runs on. Written anew only where it is off by more than 5 seconds. */
  declare readonly expiresAt: pulumi.Output<string>;
  /** Whether no online instance holds the ban any more. */
  declare readonly expired: pulumi.Output<boolean>;
  /** The instances in the scope, by the name of their node. A ban that is missing on one that is online is drift (but with `renew: never`); an instance that is offline is not. */
  declare readonly instances: pulumi.Output<types.BanInstance[]>;
  /** Nodes of instances outside of the scope that still ban it, because a change of the scope broke off. The next `up` lifts the ban there. */
  declare readonly elsewhere: pulumi.Output<string[] | undefined>;
  /** Bans that were there for longer than `expires`: automatic ones, or an administrator's. They keep their time: the instance is sent no shorter ban, and a deletion leaves them alone. Where one has ended, the instance is treated as any other. */
  declare readonly longerBans: pulumi.Output<types.LongerBan[] | undefined>;
  /** The longest time in seconds that the resource's own bans may have, where a change of `expires` broke off. The next `up` settles it. */
  declare readonly attemptedExpires: pulumi.Output<number | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is BannedAddress {
    return Boolean(obj) && obj.__pulumiType === BannedAddress.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): BannedAddress {
    return new BannedAddress(name, state as types.BannedAddressArgs, { ...opts, id });
  }

  constructor(name: string, args: types.BannedAddressArgs, opts?: pulumi.CustomResourceOptions) {
    super("era:BannedAddress", ["expiresAt","expired","instances","elsewhere","longerBans","attemptedExpires"], name, args, opts);
  }
}

/**
 * Many banned addresses as one resource; if wished, the only ones. A ban that lasts longer already keeps its time, also after the deletion. Bans go out in parallel, as many at once as the connection allows.
 * Import id: `banlist`, with the scope if it has one: `banlist@site:SITE1`; it gets the addresses that every online instance bans.
 * Vendor's page: era-sg-bannedaddrs: Добавление IP-адреса в списки заблокированных, Удаление адреса из списка заблокированных адресов.
 */
export class BanList extends DynamicResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "pulumi-nodejs:dynamic/perimeter/era:BanList";

  /** The addresses, IPv4, in any order. Or one text: an item a line, `#` begins a comment. */
  declare readonly addresses: pulumi.Output<string | string[]>;
  /** How long the ban lasts, in seconds, at least 1. The vendor documents no maximum. The time that remains is never a difference; a changed `expires` sets the ban anew. */
  declare readonly expires: pulumi.Output<number>;
  /** Which instances of the role are meant: one of `site`, `sites`, `server`, `servers`. Default: all of them. The order of names makes no difference, and a list of one is that one. */
  declare readonly scope: pulumi.Output<types.BanScope | undefined>;
  /** When the ban is made again: `when-expired` by the first `up` after its end, `early` by the first `up` that finds less than `renewBelowSeconds` left, `never` not at all; it then stays in the state as expired, with no difference. */
  declare readonly renew: pulumi.Output<"when-expired" | "never" | "early">;
  /** With `renew: early`, and required there: a ban with less time left is made anew. Less than `expires`. */
  declare readonly renewBelowSeconds: pulumi.Output<number | undefined>;
  /** Whether addresses that are not listed are lifted in the scope: `none`; `administrators`, those that every online instance bans, as an automatic ban is on one; `all`, automatic ones too. The preview lists them. */
  declare readonly exclusive: pulumi.Output<"none" | "administrators" | "all">;
  /** Lets `exclusive` lift more than half of all addresses that are banned in the scope or listed. A change of this is no difference. */
  declare readonly allowMassRemoval: pulumi.Output<boolean | undefined>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** When the first of the listed bans ends on an online instance: an ISO time, by the clock of the machine that Pulumi runs on. Written anew only where it is off by more than 5 seconds. */
  declare readonly expiresAt: pulumi.Output<string | undefined>;
  /** Whether a listed address is banned on no online instance any more. */
  declare readonly expired: pulumi.Output<boolean>;
  /** Listed addresses that an online instance in the scope does not ban. */
  declare readonly missing: pulumi.Output<string[]>;
  /** Addresses that the next `up` lifts because the list is exclusive. */
  declare readonly unlisted: pulumi.Output<string[]>;
  /** The instances in the scope, by the name of their node. A ban that is missing on one that is online is drift (but with `renew: never`); an instance that is offline is not. */
  declare readonly instances: pulumi.Output<types.BanInstance[]>;
  /** Nodes of instances outside of the scope that still ban it, because a change of the scope broke off. The next `up` lifts the ban there. */
  declare readonly elsewhere: pulumi.Output<string[] | undefined>;
  /** Bans that were there for longer than `expires`: automatic ones, or an administrator's. They keep their time: the instance is sent no shorter ban, and a deletion leaves them alone. Where one has ended, the instance is treated as any other. */
  declare readonly longerBans: pulumi.Output<types.LongerBan[] | undefined>;
  /** The longest time in seconds that the resource's own bans may have, where a change of `expires` broke off. The next `up` settles it. */
  declare readonly attemptedExpires: pulumi.Output<number | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is BanList {
    return Boolean(obj) && obj.__pulumiType === BanList.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): BanList {
    return new BanList(name, state as types.BanListArgs, { ...opts, id });
  }

  constructor(name: string, args: types.BanListArgs, opts?: pulumi.CustomResourceOptions) {
    super("era:BanList", ["expiresAt","expired","missing","unlisted","instances","elsewhere","longerBans","attemptedExpires"], name, args, opts);
  }
}

/**
 * Lifts every ban, automatic ones too, when it is created and whenever `triggers` change. Bans of the same program should depend on it. Deletion sends nothing.
 * Import id: none: a clearing can't be imported.
 * Vendor's page: era-sg-bannedaddrs: Очистка списков заблокированных адресов.
 */
export class BanListClear extends DynamicResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "pulumi-nodejs:dynamic/perimeter/era:BanListClear";

  /** Anything: the lists are cleared again when it changes. */
  declare readonly triggers: pulumi.Output<any | undefined>;
  /** Which instances of the role are meant: one of `site`, `sites`, `server`, `servers`. Default: all of them. The order of names makes no difference, and a list of one is that one. */
  declare readonly scope: pulumi.Output<types.BanScope | undefined>;
  /** Clears the lists of every instance of the role; required where there is no `scope`, and refused beside one. */
  declare readonly allServers: pulumi.Output<boolean>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** When the lists were cleared, an ISO time. */
  declare readonly clearedAt: pulumi.Output<string>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is BanListClear {
    return Boolean(obj) && obj.__pulumiType === BanListClear.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): BanListClear {
    return new BanListClear(name, state as types.BanListClearArgs, { ...opts, id });
  }

  constructor(name: string, args?: types.BanListClearArgs, opts?: pulumi.CustomResourceOptions) {
    super("era:BanListClear", ["clearedAt"], name, args, opts);
  }
}

/**
 * A permanent rule of the border filter, for a network or a single address: drops or accepts what comes from there, before and above all ban lists.
 * Import id: the id of the rule, a uuid.
 * Vendor's page: The vendor's public pages of borderrules (collection and entity); not part of era-sg-bannedaddrs.
 */
export class BorderRule extends DynamicResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "pulumi-nodejs:dynamic/perimeter/era:BorderRule";

  /** Addresses of the senders: an IPv4 address, a network (`192.168.0.0/24`) or a range (`172.25.0.50+10`). Compared as a network: bits of the host make no difference. */
  declare readonly remoteIpMask: pulumi.Output<string>;
  /** What happens to their messages. The platform's own `allow` reads as `accept`, its `deny` as `drop`. */
  declare readonly action: pulumi.Output<"drop" | "accept">;
  /** Which of several fitting rules counts: the one with the lowest number. */
  declare readonly priority: pulumi.Output<number>;
  /** Whether the rule is switched on. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** The site where the rule holds. Default: any. */
  declare readonly site: pulumi.Output<string | undefined>;
  /** The service that the rule is for, e.g. `sip`. Without it the platform chooses, and what it chose is no difference. */
  declare readonly service: pulumi.Output<string | undefined>;
  /** The sender's domain, a name or a regular expression. Default: any. */
  declare readonly domain: pulumi.Output<string | undefined>;
  /** The sender's user name, a name or a regular expression. Default: any. */
  declare readonly username: pulumi.Output<string | undefined>;
  /** The sender's User-Agent, a text or a regular expression. Default: any. */
  declare readonly userAgent: pulumi.Output<string | undefined>;
  /** A title of your own. */
  declare readonly title: pulumi.Output<string>;
  /** A comment of your own. */
  declare readonly comment: pulumi.Output<string>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is BorderRule {
    return Boolean(obj) && obj.__pulumiType === BorderRule.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): BorderRule {
    return new BorderRule(name, state as types.BorderRuleArgs, { ...opts, id });
  }

  constructor(name: string, args: types.BorderRuleArgs, opts?: pulumi.CustomResourceOptions) {
    super("era:BorderRule", [], name, args, opts);
  }
}

/**
 * The instances of the role and what each of them bans, automatic bans and those of administrators alike.
 * Vendor's page: era-sg-bannedaddrs: Получение списка экземпляров ролей sg и заблокированных IP-адресов.
 */
export function getBannedAddresses(args?: types.GetBannedAddressesArgs, opts?: pulumi.InvokeOptions): Promise<types.GetBannedAddressesResult> {
  return callFunction("era:getBannedAddresses", args, opts);
}

/**
 * The instances of the role and what each of them bans, automatic bans and those of administrators alike.
 * Vendor's page: era-sg-bannedaddrs: Получение списка экземпляров ролей sg и заблокированных IP-адресов.
 */
export function getBannedAddressesOutput(args?: types.GetBannedAddressesOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetBannedAddressesResult> {
  return callFunctionOutput("era:getBannedAddresses", args, opts);
}
