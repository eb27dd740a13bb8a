import { z } from "zod";
import { type Context, centerGroup, isV18, rootGroup } from "./context";
import { factsOf } from "./facts";
import { templateProfile } from "./ips-data";
import { type Objects, portTypes, ruleAddressTypes, timeTypes } from "./objects";
import { type FirewallTable, hasBlocks, type Rule, type RuleFields, type TableName } from "./rules";
import { comment, name, uuid } from "./validate";

/** What rules may refer to: the objects, and the categories of the content filter. */
export interface References {
  objects: Objects;
  hasCategory(id: string): boolean;
}

type Form = z.ZodType<RuleFields>;
type Report = Pick<z.RefinementCtx, "addIssue">;

const blame = (report: Report, field: string, message: string) =>
  report.addIssue({ code: "custom", path: [field], message });

/** Which fields there are depends on table and dialect, so their types are stated here once and not inferred. */
const strict = (shape: z.ZodRawShape) => z.strictObject(shape) as unknown as Form;

const parent = z.enum([rootGroup, centerGroup]);
const profile = z.string().refine((id) => id === "" || uuid.safeParse(id).success, "not a UUID");
/** The template profile exists since v19. */
const ipsProfile = z.union([z.literal(templateProfile), profile]);

/** The strict form of a rule's body ("без поля id"): the whole object, nothing missing and nothing else. */
export function ruleForm(table: TableName, context: Context, references: References): Form {
  if (table === "appControl") return applicationForm(references.objects);
  if (table === "contentFilter") return contentForm(context, references);
  return firewallForm(table, context, references.objects);
}

function firewallForm(table: FirewallTable, context: Context, objects: Objects): Form {
  const ports = objects.references(portTypes, { any: true, empty: true });
  const place = objects.reference(["interface", "zone"], true);
  const common = {
    parent_id: parent,
    enabled: z.boolean(),
    protocol: objects.reference(["protocol"], true),
    ...addressFields(table, context, objects),
    source_ports: ports,
    destination_ports: ports,
    timetable: objects.references(timeTypes, { any: true, empty: false }),
    comment,
  };
  const incoming = { incoming_interface: place };
  const outgoing = { outgoing_interface: place };
  const checkPorts = (rule: RuleFields, report: Report) => {
    if (rule.protocol === "protocol.tcp" || rule.protocol === "protocol.udp") return;
    for (const field of ["source_ports", "destination_ports"] as const) {
      if (named(rule[field])) blame(report, field, "ports need the protocol TCP or UDP");
    }
  };
  const forms: Record<FirewallTable, () => Form> = {
    forward: () =>
      strict({ ...common, ...incoming, ...outgoing, ...profiles(context, objects) }).superRefine(
        checkProfiles,
      ),
    input: () => forms.forward(),
    dnat: () => strict({ ...common, ...incoming, ...dnatFields(objects) }).superRefine(checkDnat),
    snat: () => strict({ ...common, ...outgoing, ...snatFields(objects) }).superRefine(checkSnat),
    log: () => strict({ ...common, ...incoming, ...outgoing, action: z.enum(["mark_log", "mark_not_log"]) }),
  };
  return forms[table]().superRefine(checkPorts);
}

const named = (ports: readonly string[] | undefined) => (ports ?? []).some((id) => id !== "any");

function addressFields(table: FirewallTable, context: Context, objects: Objects): z.ZodRawShape {
  const addresses = objects.references(ruleAddressTypes, { any: true, empty: false });
  if (!hasBlocks(table, context)) {
    return {
      source_addresses: addresses,
      source_addresses_negate: z.boolean(),
      destination_addresses: addresses,
      destination_addresses_negate: z.boolean(),
    };
  }
  // "список источников, объединенных логическим оператором and (не более двух)"
  const blocks = (side: string) => {
    const prefix = context.options.blockNames === "sample" ? `${side}_` : "";
    const fields = { [`${prefix}addresses`]: addresses, [`${prefix}addresses_negate`]: z.boolean() };
    return z.array(z.strictObject(fields)).min(1).max(2);
  };
  return { logging: z.boolean(), sources: blocks("source"), destinations: blocks("destination") };
}

function profiles(context: Context, objects: Objects): z.ZodRawShape {
  const { hipNegate, laterField, reject } = factsOf(context);
  return {
    hip_profiles: objects.references(["hip_profile"], { any: false, empty: true }),
    ...(hipNegate ? { hip_profiles_negate: z.boolean() } : {}),
    ...(laterField ? { later_negate: z.boolean() } : {}),
    dpi_profile: profile,
    dpi_enabled: z.boolean(),
    ips_profile: isV18(context) ? profile : ipsProfile,
    ips_enabled: z.boolean(),
    action: z.enum(reject ? ["accept", "drop", "reject"] : ["accept", "drop"]),
  };
}

/** "Не может быть пустой строкой, если dpi_enabled = true". */
function checkProfiles(rule: Partial<Rule>, report: Report): void {
  if (rule.dpi_enabled && rule.dpi_profile === "")
    blame(report, "dpi_profile", "empty although dpi_enabled is true");
  if (rule.ips_enabled && rule.ips_profile === "")
    blame(report, "ips_profile", "empty although ips_enabled is true");
}

const literalAddress = /^\d+\.\d+\.\d+\.\d+(-\d+\.\d+\.\d+\.\d+)?$/;
const literalPort = /^\d+(-\d+)?$/;

/**
 * What NAT puts in place. The page says "IP-адрес или диапазон IP-адресов" and "порт или диапазон портов", which
 * are both names of objects and plain words: identifiers and literals are taken.
 */
function target(objects: Objects, types: readonly string[], literal: RegExp) {
  return z.union([z.string().regex(literal), objects.reference(types)]).nullable();
}

function dnatFields(objects: Objects) {
  return {
    action: z.enum(["accept", "dnat"]),
    change_destination_address: target(objects, ["ip", "ip_range"], literalAddress),
    change_destination_port: target(objects, ["port", "port_range"], literalPort),
  };
}

/** "или null, если action = accept"; the port appears in the vendor's form only for TCP and UDP. */
function checkDnat(rule: Partial<Rule>, report: Report): void {
  const { action, protocol, change_destination_address: address, change_destination_port: port } = rule;
  if (action === "dnat" && address === null)
    blame(report, "change_destination_address", "null although action is dnat");
  if (action === "accept" && address !== null) {
    blame(report, "change_destination_address", "must be null when action is accept");
  }
  if (port === null) return;
  if (action === "accept") blame(report, "change_destination_port", "must be null when action is accept");
  else if (protocol !== "protocol.tcp" && protocol !== "protocol.udp") {
    blame(report, "change_destination_port", "ports need the protocol TCP or UDP");
  }
}

function snatFields(objects: Objects) {
  return {
    action: z.enum(["accept", "snat"]),
    change_source_address: target(objects, ["ip", "ip_range"], literalAddress),
  };
}

/** With `snat`, null is taken: the vendor's form fills the field only where an interface has several addresses. */
function checkSnat(rule: Partial<Rule>, report: Report): void {
  if (rule.action === "accept" && rule.change_source_address !== null) {
    blame(report, "change_source_address", "must be null when action is accept");
  }
}

function applicationForm(objects: Objects): Form {
  return z.strictObject({
    parent_id: parent,
    name,
    action: z.enum(["drop", "accept"]),
    comment,
    aliases: objects.references(ruleAddressTypes, { any: true, empty: false }),
    protocols: z.array(z.string().min(1)).min(1),
    enabled: z.boolean(),
  });
}

const methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT"];

/**
 * The fields that only v22 names. Of their values the form of v20 says: at most two sources, joined by AND; masks of up
 * to 255 characters; a size in MB with ">=" or "<="; both directions, in or out. How those are written is unknown.
 */
function contentFieldsOfV22(objects: Objects): z.ZodRawShape {
  const aliases = objects.references(ruleAddressTypes, { any: true, empty: false });
  return {
    src_aliases: z
      .array(z.strictObject({ aliases, negate: z.boolean() }))
      .min(1)
      .max(2),
    categories_negate: z.boolean(),
    uri_regex: z.string().max(255).refine(isPattern, "not a regular expression"),
    traffic_direction: z.enum(["any", "in", "out"]),
    content_length: z.int().min(0).nullable(),
    content_length_mode: z.enum([">=", "<="]),
    av_profile: z.string(),
  };
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) !== undefined;
  } catch {
    return false;
  }
}

function contentForm(context: Context, { objects, hasCategory }: References): Form {
  const category = z.string().refine(hasCategory, "not the identifier of a category");
  const isV22 = factsOf(context).contentFields === "v22";
  const aliases = objects.references(ruleAddressTypes, { any: true, empty: false });
  const form = strict({
    name,
    comment,
    parent_id: parent,
    ...(isV22 ? contentFieldsOfV22(objects) : { aliases }),
    categories: z.array(category),
    http_methods: z.array(z.enum(methods)),
    content_types: z.array(z.string().regex(/^[^\s/]+(\/[^\s/]+)?$/)),
    access: z.enum(["allow", "deny", "bump", "redirect"]),
    redirect_url: z.string().min(1).nullable(),
    enabled: z.boolean(),
    timetable: objects.references(timeTypes, { any: true, empty: false }),
  });
  return form.superRefine(({ access, redirect_url }, report) => {
    // "String при access = redirect и null при остальных вариантах access"
    if ((access === "redirect") === (redirect_url !== null)) return;
    blame(
      report,
      "redirect_url",
      access === "redirect" ? "null although access is redirect" : "must be null",
    );
  });
}
