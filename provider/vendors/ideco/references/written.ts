import { addressValue, type Fault, portValue, type Value } from "./values";

/** The fields that name objects, by what may stand in them. */
export type ReferenceKind =
  | "address"
  | "port"
  | "time"
  | "interface"
  | "hip"
  | "category"
  | "dpiProfile"
  | "ipsProfile"
  | "natAddress"
  | "natPort"
  | "protocol"
  /** A protocol with a port, in the short form `services`. */
  | "service"
  /** Members of list objects. */
  | "addressMember"
  | "portMember"
  | "timeMember"
  /** Whom an exemption is for. */
  | "exempt"
  /** One network interface and no zone. */
  | "networkInterface";

/** What a text in such a field means. */
export type Reference =
  /** Taken as it is. */
  | { as: "id"; id: string }
  /** The object that holds exactly this. */
  | { as: "value"; value: Value }
  /** The object with this title. */
  | { as: "title"; title: string };

interface KindRules {
  /** Ids of this kind. */
  id: RegExp;
  /** Ids of other kinds that one may take for one of these. */
  value?: (text: string) => Value | Fault | undefined;
  /** Values that the field takes themselves, with no object. */
  literal?: boolean;
  /** What may be written, for messages. */
  allowed: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const anyId = /^[a-z][a-z_]*\.(id|guid)\.[\w-]+$/;
const placeOrProtocol = /^(protocol|interface)\.\w+$/;
const titled = "or the title of one";

const kinds: Record<ReferenceKind, KindRules> = {
  address: {
    id: /^(any|quota\.exceeded|zero_subnet|iplist\.[a-z]{2})$|^(?!(port|port_range|port_list|time_range|time_list|hip_profile)\.)[a-z][a-z_]*\.(id|guid)\.[\w-]+$/,
    value: addressValue,
    allowed: `an address, a network, a range, a domain, the id of an object such as ip.id.5, ${titled}`,
  },
  port: {
    id: /^any$|^(port|port_range|port_list)\.id\.\d+$/,
    value: portValue,
    allowed: `a port such as 443, a range such as 8000-8080, the id of a port object such as port.id.5, ${titled}`,
  },
  time: {
    id: /^any$|^(time_range|time_list)\.id\.\d+$/,
    value: timeOfDay,
    allowed: `any, the id of a time object such as time_range.id.1, ${titled}`,
  },
  interface: {
    id: /^any$|^(interface|zone)\.[\w.-]+$/,
    allowed: `any, the id of a zone or an interface such as interface.local_any, ${titled}`,
  },
  hip: {
    id: /^hip_profile\.id\.\S+$/,
    allowed: `the id of a HIP profile such as hip_profile.id.1, ${titled}`,
  },
  category: { id: /^[a-z_]+\.(id\.)?[\w-]+$/, allowed: `the id of a category such as users.id.1, ${titled}` },
  dpiProfile: { id: new RegExp(`^$|${uuid.source}`, "i"), allowed: `the UUID of a profile, ${titled}` },
  ipsProfile: {
    id: new RegExp(`^$|${uuid.source}|^__\\w+__$`, "i"),
    allowed: `the UUID of a profile, ${titled}`,
  },
  natAddress: {
    id: /^ip(_range)?\.id\.[\w-]+$/,
    value: addressValue,
    literal: true,
    allowed: `an IPv4 address, a range of them, the id of such an object (ip.id.1, ip_range.id.1), ${titled}`,
  },
  natPort: {
    id: /^port(_range)?\.id\.[\w-]+$/,
    value: portValue,
    literal: true,
    allowed: `a port as text ("8080"), a range of them ("8080-8090"), the id of such an object (port.id.1, port_range.id.1), ${titled}`,
  },
  addressMember: {
    id: /^(ip|ip_range|subnet|domain)\.id\.[\w-]+$/,
    value: addressValue,
    allowed: `an address, a network, a range, a domain, the id of such an object (ip.id.1, ip_range.id.1, subnet.id.1, domain.id.1), ${titled}`,
  },
  portMember: {
    id: /^(port|port_range)\.id\.[\w-]+$/,
    value: portValue,
    allowed: `a port such as 443, a range such as 8000-8080, the id of such an object (port.id.1, port_range.id.1), ${titled}`,
  },
  timeMember: {
    id: /^time_range\.id\.[\w-]+$/,
    value: timeOfDay,
    allowed: `the id of a time object such as time_range.id.1, ${titled}`,
  },
  exempt: {
    id: /^(ip|ip_range|address_list|ip_address_list|subnet|domain|user|group)\.(id|guid)\.[\w-]+$/,
    value: addressValue,
    allowed: `an address, a network, a range, a domain, the id of an address object, a user or a group such as ip.id.5, ${titled}; never \`any\``,
  },
  networkInterface: {
    id: /^interface\.id\.[\w-]+$/,
    allowed: `the id of one network interface, e.g. interface.id.1, ${titled}, and no zone`,
  },
  service: { id: /^$/, allowed: "a protocol, with a port such as tcp/443" },
  protocol: {
    id: /^any$|^protocol\.(ah|esp|gre|icmp|tcp|udp)$/,
    allowed: "any, tcp, udp, icmp, gre, esp, ah",
  },
};

/** Hours are objects of their own, with days of the week. */
function timeOfDay(text: string): Fault | undefined {
  if (!/^\d{1,2}:\d\d/.test(text)) return undefined;
  return { problem: `found "${text}": a time itself can't stand here; make a TimeRangeAlias and name it` };
}

/** A title, whatever it looks like. */
const titlePrefix = "name:";

/** What a text in a field of a kind means, or what is wrong with it. */
export function readReference(kind: ReferenceKind, text: string): Reference | Fault {
  const rules = kinds[kind];
  const fault = (what: string): Fault => ({
    problem: `found "${text}": ${what === "" ? "" : `${what}; `}allowed: ${rules.allowed}`,
  });
  if (kind === "protocol") return readProtocol(text) ?? fault("");
  if (kind === "service") return readService(text);
  if (text.startsWith(titlePrefix)) {
    const title = text.slice(titlePrefix.length);
    return title === "" ? fault("a title of no letters") : { as: "title", title };
  }
  if (rules.id.test(text)) return { as: "id", id: text };
  if (text === "any") return fault("");
  if (text.trim() !== text || text === "") return fault(text === "" ? "" : "it begins or ends with a blank");
  if (anyId.test(text) || placeOrProtocol.test(text)) {
    return fault(kind === "networkInterface" ? "" : "an object of another kind");
  }
  const value = rules.value?.(text);
  if (value && "problem" in value) return rules.literal ? fault("") : value;
  if (value) return rules.literal ? (literal(value, text) ?? fault("")) : { as: "value", value };
  if (/^\d+$/.test(text)) return fault(`a number; a title that is one is written ${titlePrefix}${text}`);
  return { as: "title", title: text };
}

/** The port of a service; none where it is the protocol alone. */
function readService(text: string): Reference | Fault {
  const slash = text.indexOf("/");
  return slash < 0 ? { as: "id", id: "" } : readReference("port", text.slice(slash + 1).trim());
}

/** What NAT puts in place is written as it is. */
function literal({ kind }: Value, text: string): Reference | undefined {
  return kind === "subnet" || kind === "domain" ? undefined : { as: "id", id: text };
}

const protocols = ["ah", "esp", "gre", "icmp", "tcp", "udp"];

function readProtocol(text: string): Reference | undefined {
  const word = text.replace(/^protocol\./, "");
  if (text === "any") return { as: "id", id: "any" };
  return protocols.includes(word) ? { as: "id", id: `protocol.${word}` } : undefined;
}

/** One text for all spellings of what is written: lists are compared by it. */
export function canonicalReference(kind: ReferenceKind, text: string): string {
  const reference = readReference(kind, text);
  if ("problem" in reference) return text;
  if (kind === "service") return text;
  if (reference.as === "id") return reference.id;
  return reference.as === "value" ? reference.value.key : `${titlePrefix}${reference.title}`;
}

/** A title as it must be written, so that it is read as one. */
export function writtenTitle(kind: ReferenceKind, title: string): string {
  const read = readReference(kind, title);
  return "as" in read && read.as === "title" && read.title === title ? title : `${titlePrefix}${title}`;
}
