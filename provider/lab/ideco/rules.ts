import type { Context } from "./context";
import { factsOf } from "./facts";
import type { Row } from "./table";

/** The seven ordered tables, by the names that the library uses too. */
export const firewallTables = ["forward", "input", "dnat", "snat", "log"] as const;
export type FirewallTable = (typeof firewallTables)[number];
export type TableName = FirewallTable | "appControl" | "contentFilter";

/** A block of addresses in v20; blocks of one rule are joined by AND. */
export interface Block {
  readonly source_addresses?: readonly string[];
  readonly source_addresses_negate?: boolean;
  readonly destination_addresses?: readonly string[];
  readonly destination_addresses_negate?: boolean;
  readonly addresses?: readonly string[];
  readonly addresses_negate?: boolean;
}

/** A rule of any table in the vendor's own fields; which of them are there depends on table and dialect. */
export interface Rule extends Row {
  readonly parent_id: string;
  readonly enabled: boolean;
  readonly comment: string;
  readonly action?: string;
  readonly name?: string;
  readonly logging?: boolean;
  readonly protocol?: string;
  readonly source_addresses?: readonly string[];
  readonly source_addresses_negate?: boolean;
  readonly sources?: readonly Block[];
  readonly source_ports?: readonly string[];
  readonly incoming_interface?: string;
  readonly destination_addresses?: readonly string[];
  readonly destination_addresses_negate?: boolean;
  readonly destinations?: readonly Block[];
  readonly destination_ports?: readonly string[];
  readonly outgoing_interface?: string;
  readonly hip_profiles?: readonly string[];
  readonly hip_profiles_negate?: boolean;
  readonly later_negate?: boolean;
  readonly dpi_profile?: string;
  readonly dpi_enabled?: boolean;
  readonly ips_profile?: string;
  readonly ips_enabled?: boolean;
  readonly timetable?: readonly string[];
  readonly change_destination_address?: string | null;
  readonly change_destination_port?: string | null;
  readonly change_source_address?: string | null;
  readonly aliases?: readonly string[];
  readonly protocols?: readonly string[];
  readonly categories?: readonly string[];
  readonly http_methods?: readonly string[];
  readonly content_types?: readonly string[];
  readonly access?: string;
  readonly redirect_url?: string | null;
  readonly src_aliases?: readonly { readonly aliases: readonly string[]; readonly negate: boolean }[];
  readonly categories_negate?: boolean;
  readonly uri_regex?: string;
  readonly traffic_direction?: string;
  readonly content_length?: number | null;
  readonly content_length_mode?: string;
  readonly av_profile?: string;
}

export type RuleFields = Omit<Rule, "id">;

/** Whether a table has blocks of addresses and `logging`: v20 prints the log table still with flat fields. */
export function hasBlocks(table: FirewallTable, context: Context): boolean {
  return factsOf(context).addresses === "blocks" && table !== "log";
}
