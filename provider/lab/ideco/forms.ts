import { z } from "zod";
import { type Context, centerGroup, rootGroup } from "./context";
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

/** The strict form of a rule's body ("без поля id"): the whole object, nothing missing and nothing else. */
export function ruleForm(table: TableName, context: Context, references: References): Form {
  if (table === "appControl") return applicationForm(references.objects);
  if (table === "contentFilter") return contentForm(references);
  return firewallForm(table, context, references.objects);
}

function firewallForm(table: FirewallTable, context: Context, objects: Objects): Form {
  const ports = objects.references(portTypes, { any: true, empty: true });
  const place = objects.reference(["interface"], true);
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
      strict({ ...common, ...incoming, ...outgoing, ...profiles(objects) }).superRefine(checkProfiles),
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
  if (!hasBlocks(table, context.dialect)) {
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

function profiles(objects: Objects) {
  return {
    hip_profiles: objects.references(["hip_profile"], { any: false, empty: true }),
    dpi_profile: profile,
    dpi_enabled: z.boolean(),
    ips_profile: profile,
    ips_enabled: z.boolean(),
    action: z.enum(["accept", "drop"]),
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

function contentForm({ objects, hasCategory }: References): Form {
  const category = z.string().refine(hasCategory, "not the identifier of a category");
  const form = z.strictObject({
    name,
    comment,
    parent_id: parent,
    aliases: objects.references(ruleAddressTypes, { any: true, empty: false }),
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
