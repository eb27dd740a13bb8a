// Generated from the definitions by `npm run generate`. Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/** The arguments of BannedAddress. */
export interface BannedAddressArgs {
  /**
   * The address, IPv4.
   * A change replaces the resource; the new one is made first.
   */
  ip: pulumi.Input<string>;
  /** How long the ban lasts, in seconds, at least 1. The vendor documents no maximum. The time that remains is never a difference; a changed `expires` sets the ban anew. */
  expires: pulumi.Input<number>;
  /** Which instances of the role are meant: one of `site`, `sites`, `server`, `servers`. Default: all of them. The order of names makes no difference, and a list of one is that one. */
  scope?: pulumi.Input<BanScopeArgs>;
  /**
   * When the ban is made again: `when-expired` by the first `up` after its end, `early` by the first `up` that finds less than `renewBelowSeconds` left, `never` not at all; it then stays in the state as expired, with no difference.
   * Default: `"when-expired"`.
   */
  renew?: pulumi.Input<"when-expired" | "never" | "early">;
  /** With `renew: early`, and required there: a ban with less time left is made anew. Less than `expires`. */
  renewBelowSeconds?: pulumi.Input<number>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** The arguments of BanList. */
export interface BanListArgs {
  /** The addresses, IPv4, in any order. Or one text: an item a line, `#` begins a comment. */
  addresses: pulumi.Input<string | pulumi.Input<string>[]>;
  /** How long the ban lasts, in seconds, at least 1. The vendor documents no maximum. The time that remains is never a difference; a changed `expires` sets the ban anew. */
  expires: pulumi.Input<number>;
  /** Which instances of the role are meant: one of `site`, `sites`, `server`, `servers`. Default: all of them. The order of names makes no difference, and a list of one is that one. */
  scope?: pulumi.Input<BanScopeArgs>;
  /**
   * When the ban is made again: `when-expired` by the first `up` after its end, `early` by the first `up` that finds less than `renewBelowSeconds` left, `never` not at all; it then stays in the state as expired, with no difference.
   * Default: `"when-expired"`.
   */
  renew?: pulumi.Input<"when-expired" | "never" | "early">;
  /** With `renew: early`, and required there: a ban with less time left is made anew. Less than `expires`. */
  renewBelowSeconds?: pulumi.Input<number>;
  /**
   * Whether addresses that are not listed are lifted in the scope: `none`; `administrators`, those that every online instance bans, as an automatic ban is on one; `all`, automatic ones too. The preview lists them.
   * Default: `"none"`.
   */
  exclusive?: pulumi.Input<"none" | "administrators" | "all">;
  /** Lets `exclusive` lift more than half of all addresses that are banned in the scope or listed. A change of this is no difference. */
  allowMassRemoval?: pulumi.Input<boolean>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** The arguments of BanListClear. */
export interface BanListClearArgs {
  /** Anything: the lists are cleared again when it changes. */
  triggers?: pulumi.Input<any>;
  /** Which instances of the role are meant: one of `site`, `sites`, `server`, `servers`. Default: all of them. The order of names makes no difference, and a list of one is that one. */
  scope?: pulumi.Input<BanScopeArgs>;
  /**
   * Clears the lists of every instance of the role; required where there is no `scope`, and refused beside one.
   * Default: `false`.
   */
  allServers?: pulumi.Input<boolean>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** The arguments of BorderRule. */
export interface BorderRuleArgs {
  /** Addresses of the senders: an IPv4 address, a network (`192.168.0.0/24`) or a range (`172.25.0.50+10`). Compared as a network: bits of the host make no difference. */
  remoteIpMask: pulumi.Input<string>;
  /** What happens to their messages. The platform's own `allow` reads as `accept`, its `deny` as `drop`. */
  action: pulumi.Input<"drop" | "accept">;
  /** Which of several fitting rules counts: the one with the lowest number. */
  priority: pulumi.Input<number>;
  /**
   * Whether the rule is switched on.
   * Default: `true`.
   */
  enabled?: pulumi.Input<boolean>;
  /** The site where the rule holds. Default: any. */
  site?: pulumi.Input<string>;
  /** The service that the rule is for, e.g. `sip`. Without it the platform chooses, and what it chose is no difference. */
  service?: pulumi.Input<string>;
  /** The sender's domain, a name or a regular expression. Default: any. */
  domain?: pulumi.Input<string>;
  /** The sender's user name, a name or a regular expression. Default: any. */
  username?: pulumi.Input<string>;
  /** The sender's User-Agent, a text or a regular expression. Default: any. */
  userAgent?: pulumi.Input<string>;
  /**
   * A title of your own.
   * Default: `""`.
   */
  title?: pulumi.Input<string>;
  /**
   * A comment of your own.
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

/** The arguments of getBannedAddresses. */
export interface GetBannedAddressesArgs {
  /** Which instances of the role are meant: one of `site`, `sites`, `server`, `servers`. Default: all of them. The order of names makes no difference, and a list of one is that one. */
  scope?: BanScopeQuery;
  /** Filter by values of fields, in the vendor's form, e.g. `{ site: "SITE1" }`. */
  filter?: { [key: string]: any };
  /** The fields to give. Default: all. */
  mask?: Array<"banned" | "addr" | "node" | "online" | "site" | "srvidx">;
  /** How many instances to leave out at the beginning. Default: none. */
  offset?: number;
  /** How many instances to give at most. Default: all, page by page. */
  limit?: number;
  /** The order of instances: names of fields, or objects in the vendor's form, e.g. `{ srvidx: "desc" }`. */
  order?: Array<string | { [key: string]: string }>;
  /** Gives the vendor's own objects with composite fields made flat. */
  flat?: boolean;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getBannedAddressesOutput. */
export interface GetBannedAddressesOutputArgs {
  /** Which instances of the role are meant: one of `site`, `sites`, `server`, `servers`. Default: all of them. The order of names makes no difference, and a list of one is that one. */
  scope?: pulumi.Input<BanScopeArgs>;
  /** Filter by values of fields, in the vendor's form, e.g. `{ site: "SITE1" }`. */
  filter?: pulumi.Input<{ [key: string]: pulumi.Input<any> }>;
  /** The fields to give. Default: all. */
  mask?: pulumi.Input<pulumi.Input<"banned" | "addr" | "node" | "online" | "site" | "srvidx">[]>;
  /** How many instances to leave out at the beginning. Default: none. */
  offset?: pulumi.Input<number>;
  /** How many instances to give at most. Default: all, page by page. */
  limit?: pulumi.Input<number>;
  /** The order of instances: names of fields, or objects in the vendor's form, e.g. `{ srvidx: "desc" }`. */
  order?: pulumi.Input<pulumi.Input<string | { [key: string]: pulumi.Input<string> }>[]>;
  /** Gives the vendor's own objects with composite fields made flat. */
  flat?: pulumi.Input<boolean>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getBannedAddresses gives. */
export interface GetBannedAddressesResult {
  /** The instances. */
  items: BannedInstance[];
}

/** A banned address. */
export interface Ban {
  /** The address, IPv4. */
  ip: string;
  /** Seconds that are left of the ban. */
  expires: number;
}

/** An instance of the role in the scope. */
export interface BanInstance {
  /** Name of its site. */
  site: string;
  /** Name of the node it runs on. */
  node: string;
  /** Number of its server in the configuration. */
  srvidx: number;
  /** Address of its server in the configuration. */
  addr: string;
  /** Whether the platform's web server reached it. */
  online: boolean;
  /** Whether it holds the ban. Of an instance that is offline: true where it held it when last seen, else absent. */
  result?: boolean;
}

/** Which instances of the role are meant. Exactly one of the four; without a scope it is every instance. */
export interface BanScope {
  /** Name of a site of the configuration, e.g. `SITE8`. */
  site?: string;
  /** Names of sites, in any order. */
  sites?: string[];
  /** A server by its IP address, its number or its full name in the configuration, e.g. `192.168.0.12`, `372`. */
  server?: string | number;
  /** Servers, in any order. */
  servers?: Array<string | number>;
}

/** Which instances of the role are meant. Exactly one of the four; without a scope it is every instance. */
export interface BanScopeArgs {
  /** Name of a site of the configuration, e.g. `SITE8`. */
  site?: pulumi.Input<string>;
  /** Names of sites, in any order. */
  sites?: pulumi.Input<pulumi.Input<string>[]>;
  /** A server by its IP address, its number or its full name in the configuration, e.g. `192.168.0.12`, `372`. */
  server?: pulumi.Input<string | number>;
  /** Servers, in any order. */
  servers?: pulumi.Input<pulumi.Input<string | number>[]>;
}

/** Which instances of the role are meant. Exactly one of the four; without a scope it is every instance. */
export interface BanScopeQuery {
  /** Name of a site of the configuration, e.g. `SITE8`. */
  site?: string;
  /** Names of sites, in any order. */
  sites?: string[];
  /** A server by its IP address, its number or its full name in the configuration, e.g. `192.168.0.12`, `372`. */
  server?: string | number;
  /** Servers, in any order. */
  servers?: Array<string | number>;
}

/** An instance of the role with its ban list. With `mask` it has just the fields named there; with `flat` it is the vendor's own object. */
export interface BannedInstance {
  /** Name of its site. */
  site: string;
  /** Name of the node it runs on. */
  node: string;
  /** Number of its server in the configuration. */
  srvidx: number;
  /** Address of its server in the configuration. */
  addr: string;
  /** Whether the platform's web server reached it. */
  online: boolean;
  /** What it bans; empty where it is offline, as nobody can tell then. */
  banned: Ban[];
}

/** A ban that lasts longer than the resource wishes and isn't its own. */
export interface LongerBan {
  /** The address. */
  ip: string;
  /** Name of the node whose instance bans it for longer. */
  node: string;
}
