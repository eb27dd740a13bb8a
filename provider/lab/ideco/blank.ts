import { type Context, rootGroup } from "./context";
import { factsOf } from "./facts";
import {
  type Block,
  type FirewallTable,
  hasBlocks,
  type Rule,
  type RuleFields,
  type TableName,
} from "./rules";

/** A rule that matches everything and allows it: what an administrator's form starts from. */
export function blankRule(table: TableName, context: Context): RuleFields {
  const any = ["any"];
  const base = { parent_id: rootGroup, enabled: true, comment: "" };
  if (table === "appControl") return { ...base, name: "Rule", action: "drop", aliases: any, protocols: [] };
  if (table === "contentFilter") {
    const lists = { aliases: any, categories: [], http_methods: [], content_types: [], timetable: any };
    const rule = { ...base, name: "Rule", access: "allow", redirect_url: null, ...lists };
    return convertContent(rule, context);
  }
  const flat = {
    ...base,
    protocol: "any",
    source_addresses: any,
    source_addresses_negate: false,
    destination_addresses: any,
    destination_addresses_negate: false,
    source_ports: [],
    destination_ports: [],
    timetable: any,
    ...(table === "snat" ? {} : { incoming_interface: "any" }),
    ...(table === "dnat" ? {} : { outgoing_interface: "any" }),
    ...ownFields[table],
  };
  return convert(table, flat, context);
}

/** Fields of the content filter as v22 names them, with the values that say nothing. */
const neutral = {
  categories_negate: false,
  uri_regex: "",
  traffic_direction: "any",
  content_length: null,
  content_length_mode: ">=",
  av_profile: "",
};

/** Brings a rule of the content filter into the form of the present version; what the other form can't say is lost. */
export function convertContent<R extends RuleFields>(rule: R, context: Context): R {
  const isV22 = factsOf(context).contentFields === "v22";
  if (isV22 === (rule.src_aliases !== undefined)) return rule;
  if (isV22) {
    const { aliases = ["any"], ...rest } = rule;
    return { ...rest, src_aliases: [{ aliases, negate: false }], ...neutral } as unknown as R;
  }
  const names = new Set(["src_aliases", ...Object.keys(neutral)]);
  const rest = Object.fromEntries(Object.entries(rule).filter(([name]) => !names.has(name)));
  return { ...rest, aliases: rule.src_aliases?.[0]?.aliases ?? ["any"] } as unknown as R;
}

/** Adds or takes away the fields that only some versions have. */
function convertFilter<R extends RuleFields>(rule: R, context: Context): R {
  const { hip_profiles_negate = false, later_negate = false, ...rest } = rule;
  if (rule.hip_profiles === undefined) return rule;
  const { hipNegate, laterField } = factsOf(context);
  return { ...rest, ...(hipNegate && { hip_profiles_negate }), ...(laterField && { later_negate }) } as R;
}

const filter = {
  hip_profiles: [],
  dpi_profile: "",
  dpi_enabled: false,
  ips_profile: "",
  ips_enabled: false,
  action: "accept",
};

const ownFields: Record<FirewallTable, Partial<Rule>> = {
  forward: filter,
  input: filter,
  dnat: { action: "accept", change_destination_address: null, change_destination_port: null },
  snat: { action: "accept", change_source_address: null },
  log: { action: "mark_log" },
};

/** Brings a rule into the form of the present dialect; of several blocks the flat form keeps the first. */
export function convert<R extends RuleFields>(table: FirewallTable, rule: R, context: Context): R {
  return convertAddresses(table, convertFilter(rule, context), context);
}

function convertAddresses<R extends RuleFields>(table: FirewallTable, rule: R, context: Context): R {
  const blocks = rule.sources !== undefined;
  if (hasBlocks(table, context) === blocks) return rule;
  if (blocks) {
    const { logging: _logging, sources, destinations, ...rest } = rule;
    return {
      ...rest,
      ...flatten("source", sources),
      ...flatten("destination", destinations),
    } as unknown as R;
  }
  const {
    source_addresses,
    source_addresses_negate,
    destination_addresses,
    destination_addresses_negate,
    ...rest
  } = rule;
  return {
    ...rest,
    logging: false,
    sources: [block("source", source_addresses, source_addresses_negate, context)],
    destinations: [block("destination", destination_addresses, destination_addresses_negate, context)],
  } as unknown as R;
}

type Side = "source" | "destination";

function block(side: Side, ids: readonly string[] = ["any"], negate = false, context: Context): Block {
  const prefix = context.options.blockNames === "sample" ? `${side}_` : "";
  return { [`${prefix}addresses`]: ids, [`${prefix}addresses_negate`]: negate };
}

function flatten(side: Side, blocks: readonly Block[] = []): Partial<Rule> {
  const first = blocks[0] ?? {};
  return {
    [`${side}_addresses`]: first[`${side}_addresses`] ?? first.addresses ?? ["any"],
    [`${side}_addresses_negate`]: first[`${side}_addresses_negate`] ?? first.addresses_negate ?? false,
  };
}
