import { z } from "zod";
import { type Fields, field, objectOf } from "../../../kernel/fields";
import type { Properties } from "../../../kernel/values";
import { sameLater } from "../dialect/v22";
import {
  addressId,
  addressIds,
  categoryIds,
  comment,
  dpiProfileId,
  groupId,
  hipIds,
  interfaceId,
  ipsProfileId,
  natAddress,
  natPort,
  portIds,
  protocolId,
  rootGroup,
  sameReference,
  sameReferences,
  sameReferencesOrAny,
  sameSet,
  serviceNames,
  timeIds,
} from "../objects/ids";
import { positionType, samePosition } from "./position";
import { ruleIdOutput } from "./rule-id";

/** The fields of rules, each written once; a table is a selection of them. */

const addressBlock = objectOf(
  "AddressBlock",
  "Addresses of one side of a rule; the blocks of a side are ANDed (from v20).",
  {
    addresses: field(
      addressIds,
      "Addresses, networks, ranges, domains, titles or ids of objects, or `any`; 1 to 200.",
      {
        default: ["any"],
        equals: sameReferences("address"),
        refers: "address",
      },
    ),
    addressesNegate: field(z.boolean(), "Everything but these addresses.", { default: false }),
  },
);

const blocks = z.array(addressBlock).min(1).max(2);

const sameAddresses = sameReferences("address");

/** Blocks are ANDed, so their order means nothing, as little as that of the addresses in one. */
function sameBlocksOf(list: "addresses" | "aliases") {
  const isNegated = (block: Properties) => block[`${list}Negate`] === true;
  const sameBlock = (a: Properties, b: Properties) =>
    isNegated(a) === isNegated(b) && sameAddresses(a[list] ?? ["any"], b[list] ?? ["any"]);
  const areIn = (some: Properties[], all: Properties[]) =>
    some.every((one) => all.some((other) => sameBlock(one, other)));
  return (a: unknown, b: unknown): boolean =>
    Array.isArray(a) && Array.isArray(b) && a.length === b.length && areIn(a, b) && areIn(b, a);
}

const sameBlocks = sameBlocksOf("addresses");
const sameAliasBlocks = sameBlocksOf("aliases");

/** What every rule of the firewall has. */
export const commonRuleFields = {
  enabled: field(z.boolean(), "Whether the rule is in force.", { default: true }),
  protocol: field(
    protocolId.optional(),
    "Protocol: `tcp`, `udp`, `icmp`, `gre`, `esp`, `ah` or `any`; ports need `tcp` or `udp`.",
    {
      default: "any",
      defaultUnless: "services",
      equals: sameReference("protocol"),
      refers: "protocol",
    },
  ),
  sourceAddresses: field(
    addressIds.optional(),
    "Where packets come from: addresses, networks, ranges, domains (`192.168.0.0/24`), titles of objects, users or groups (`Accounting`), ids (`ip.id.5`), or `any`; 1 to 200.",
    { default: ["any"], defaultUnless: "sources", equals: sameReferences("address"), refers: "address" },
  ),
  sourceAddressesNegate: field(z.boolean().optional(), "Everything but `sourceAddresses`.", {
    default: false,
    defaultUnless: "sources",
  }),
  sourcePorts: field(
    portIds,
    "Source ports: ports, ranges (`8000-8080`), titles or ids of port objects, at most 200; empty is any port.",
    { default: [], equals: sameReferencesOrAny("port"), refers: "port" },
  ),
  destinationAddresses: field(addressIds.optional(), "Where packets go, as in `sourceAddresses`; 1 to 200.", {
    default: ["any"],
    defaultUnless: "destinations",
    equals: sameReferences("address"),
    refers: "address",
  }),
  destinationAddressesNegate: field(z.boolean().optional(), "Everything but `destinationAddresses`.", {
    default: false,
    defaultUnless: "destinations",
  }),
  destinationPorts: field(
    portIds.optional(),
    "Destination ports, as in `sourcePorts`, at most 200; empty is any port.",
    { default: [], defaultUnless: "services", equals: sameReferencesOrAny("port"), refers: "port" },
  ),
  timetable: field(timeIds, "When the rule is in force: titles or ids of time objects, or `any`.", {
    default: ["any"],
    equals: sameReferencesOrAny("time"),
    refers: "time",
  }),
  comment: field(comment, "Free text, at most 255 characters.", { default: "" }),
  parentId: field(groupId, "Group of Ideco Center that the server belongs to; by default the root group.", {
    default: rootGroup,
  }),
} satisfies Fields;

/** A short form that programs may write; the appliance has no such field. */
export const serviceFields = {
  services: field(
    serviceNames.optional(),
    "Short form of `protocol` and `destinationPorts`: `tcp/443`, `udp/5000-5010`, `tcp/HTTPS` (a title), `icmp`; all of one protocol.",
    { equals: sameReferences("service"), refers: "service" },
  ),
} satisfies Fields;

/** What the rules of all tables but the log table have from v20 on. */
export const v20Fields = {
  sources: field(
    blocks.optional(),
    "Sources as one or two blocks that are ANDed; instead of `sourceAddresses`. Needs v20.",
    { equals: sameBlocks },
  ),
  destinations: field(
    blocks.optional(),
    "Destinations as one or two blocks that are ANDed; instead of `destinationAddresses`. Needs v20.",
    { equals: sameBlocks },
  ),
  logging: field(
    z.boolean().optional(),
    "Whether packets of this rule are logged. Needs v20; without it the appliance's value stays.",
  ),
} satisfies Fields;

export const incomingInterface = {
  incomingInterface: field(interfaceId, "Zone or interface where packets come in, by title or id.", {
    default: "any",
    equals: sameReference("interface"),
    refers: "interface",
  }),
} satisfies Fields;

export const outgoingInterface = {
  outgoingInterface: field(interfaceId, "Zone or interface where packets go out, by title or id.", {
    default: "any",
    equals: sameReference("interface"),
    refers: "interface",
  }),
} satisfies Fields;

/** Inspection of accepted packets; not in the log table. */
const inspectionFields = {
  hipProfiles: field(hipIds, "HIP profiles a device must meet: titles or ids (`hip_profile.id.N`).", {
    default: [],
    equals: sameReferences("hip"),
    refers: "hip",
  }),
  hipProfilesNegate: field(z.boolean().optional(), "Devices that meet none of `hipProfiles`. Needs v22.", {
    equals: sameLater("hipProfilesNegate"),
  }),
  dpiProfile: field(
    dpiProfileId,
    "The application-control profile, by name or UUID; required with `dpiEnabled`.",
    { default: "", refers: "dpiProfile" },
  ),
  dpiEnabled: field(z.boolean(), "Whether application control looks into the packets.", { default: false }),
  ipsProfile: field(
    ipsProfileId,
    "The intrusion-prevention profile, by name or UUID; required with `ipsEnabled`.",
    { default: "", refers: "ipsProfile" },
  ),
  ipsEnabled: field(z.boolean(), "Whether intrusion prevention looks into the packets.", { default: false }),
} satisfies Fields;

/** FilterRuleObject: FORWARD and INPUT. */
export const filterFields = {
  action: field(z.enum(["accept", "drop"]), "What happens to the packet: `accept` or `drop`."),
  ...commonRuleFields,
  ...v20Fields,
  ...incomingInterface,
  ...outgoingInterface,
  ...inspectionFields,
} satisfies Fields;

/** `position`, for the resources that are one rule each. */
export const positionField = {
  position: field(
    positionType.optional(),
    "Where the rule stands in its table. Without it the rule is appended in the order in which the engine creates, and its place is not managed.",
    { equals: samePosition },
  ),
} satisfies Fields;

export const ruleOutputs = {
  ruleId: field(
    ruleIdOutput,
    "The appliance's id of the rule, the same as the id: a number, or a text where the appliance has texts (`fwd.ngfw.1`).",
    { stable: true },
  ),
} satisfies Fields;

/** DnatRuleObject. */
export const dnatFields = {
  action: field(
    z.enum(["accept", "dnat"]),
    "What happens to the packet: `dnat` changes its destination, `accept` leaves it as it is.",
  ),
  ...commonRuleFields,
  ...v20Fields,
  ...incomingInterface,
  changeDestinationAddress: field(
    natAddress.nullable().optional(),
    "New destination: an IPv4 address or a range of them (`192.168.1.10`, `192.168.1.10-192.168.1.20`), or the title or id of such an object; required with `dnat` and refused otherwise.",
    { refers: "natAddress" },
  ),
  changeDestinationPort: field(
    natPort.nullable().optional(),
    "New destination port or range of ports, as text (`8080`, `8080-8090`), or the title or id of such an object; only with `dnat` and with the protocol `tcp` or `udp`.",
    { refers: "natPort" },
  ),
} satisfies Fields;

/** SnatRuleObject. */
export const snatFields = {
  action: field(
    z.enum(["accept", "snat"]),
    "What happens to the packet: `snat` changes its source, `accept` leaves it as it is.",
  ),
  ...commonRuleFields,
  ...v20Fields,
  ...outgoingInterface,
  changeSourceAddress: field(
    natAddress.nullable().optional(),
    "New source: an IPv4 address or a range of them, or the title or id of such an object; only with `snat`. Without it the appliance takes the address of the interface where the packet leaves, which is needed only where that has several.",
    { refers: "natAddress" },
  ),
} satisfies Fields;

/** Rules of the section Logging: the filter object without inspection; flat addresses in every version. */
export const logFields = {
  action: field(
    z.enum(["mark_log", "mark_not_log"]),
    "Whether packets are marked for logging; a later rule can undo the mark of an earlier one.",
  ),
  ...commonRuleFields,
  ...incomingInterface,
  ...outgoingInterface,
} satisfies Fields;

const nonEmpty = z.string().min(1);
const aliasIds = z.array(addressId).min(1);

/** Rules of application control. */
export const appControlFields = {
  name: field(nonEmpty, "Name of the rule, not empty."),
  action: field(z.enum(["accept", "drop"]), "What happens to traffic of these applications."),
  aliases: field(aliasIds, "Whom the rule applies to: values, titles or ids of objects, or `any`.", {
    equals: sameReferences("address"),
    refers: "address",
  }),
  protocols: field(z.array(nonEmpty).min(1), "Applications (the appliance's list of protocols).", {
    equals: sameSet,
  }),
  enabled: field(z.boolean(), "Whether the rule is in force.", { default: true }),
  comment: field(comment, "Free text, at most 255 characters.", { default: "" }),
  parentId: commonRuleFields.parentId,
} satisfies Fields;

const aliasBlock = objectOf("AliasBlock", "Whom a rule applies to; the blocks are ANDed.", {
  aliases: field(aliasIds, "Values, titles or ids of objects, users or groups, or `any`.", {
    equals: sameReferences("address"),
    refers: "address",
  }),
  aliasesNegate: field(z.boolean(), "Everybody but these. Needs v22.", { default: false }),
});

const httpMethods = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT"] as const;

/** Rules of the content filter. */
export const contentFilterFields = {
  name: field(nonEmpty, "Name of the rule, not empty."),
  access: field(
    z.enum(["allow", "deny", "bump", "redirect"]),
    "What happens to the request: `allow`, `deny` (a page says so), `bump` (decrypt it), `redirect` (to `redirectUrl`).",
  ),
  aliases: field(
    aliasIds.optional(),
    "Whom the rule applies to: values, titles or ids of objects, or `any`.",
    {
      default: ["any"],
      defaultUnless: "aliasBlocks",
      equals: sameReferences("address"),
      refers: "address",
    },
  ),
  aliasesNegate: field(z.boolean().optional(), "Everybody but `aliases`. Needs v22.", {
    equals: sameLater("aliasesNegate"),
  }),
  aliasBlocks: field(
    z.array(aliasBlock).min(1).max(2).optional(),
    "Whom the rule applies to as one or two blocks that are ANDed; instead of `aliases`. Two, or a negated one, need v22.",
    { equals: sameAliasBlocks },
  ),
  categories: field(
    categoryIds,
    "Categories of sites: names, or ids (`users.id.1`, `extended.id.5` …). A rule without any never works, says the vendor's page.",
    {
      default: [],
      equals: sameReferences("category"),
      refers: "category",
    },
  ),
  categoriesNegate: field(z.boolean().optional(), "Every site but those of `categories`. Needs v22.", {
    equals: sameLater("categoriesNegate"),
  }),
  httpMethods: field(z.array(z.enum(httpMethods)), "HTTP methods; empty is every method.", {
    default: [],
    equals: sameSet,
  }),
  contentTypes: field(z.array(nonEmpty), "MIME types; empty is every type.", {
    default: [],
    equals: sameSet,
  }),
  uriRegex: field(
    z.string().max(255).optional(),
    "Only URLs of this pattern. How it is written no page of the vendor says. Needs v22.",
    { equals: sameLater("uriRegex") },
  ),
  trafficDirection: field(
    z.string().min(1).optional(),
    "Only traffic in this direction, in the appliance's own word (no page prints them: see what `getRules` shows of a rule that was clicked). Needs v22.",
    { equals: sameLater("trafficDirection") },
  ),
  contentLength: field(
    z.int().min(0).optional(),
    "Only messages of this size in MB, as `contentLengthMode` compares. Needs v22.",
    { equals: sameLater("contentLength") },
  ),
  contentLengthMode: field(
    z.string().min(1).optional(),
    "How `contentLength` compares, required with it: `>=` that size and more, `<=` that size and less. These are the words of the appliance's form; whether the interface takes the same, no page says.",
    { equals: sameLater("contentLengthMode") },
  ),
  avProfile: field(z.string().optional(), "The antivirus profile, by its id. Needs v22.", {
    equals: sameLater("avProfile"),
  }),
  redirectUrl: field(
    z.string().min(1).nullable().optional(),
    "Where `redirect` leads; required with it and refused otherwise.",
  ),
  enabled: commonRuleFields.enabled,
  timetable: commonRuleFields.timetable,
  comment: commonRuleFields.comment,
  parentId: commonRuleFields.parentId,
} satisfies Fields;
