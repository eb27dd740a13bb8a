/** A named object ("alias") that rules refer to by its id. */
export interface Alias {
  id: string;
  /** The first part of the id: `ip`, `subnet`, `port_list`, `interface`, … */
  type: string;
  title: string;
  comment: string;
  value?: string | number;
  values?: string[];
  start?: string | number;
  end?: string | number;
  weekdays?: number[];
  period?: { first: number; last: number } | null;
  /** What the lab knows beyond the interface: never part of an answer. */
  lab?: { zones?: string[]; address?: string; net?: string; addresses?: string[] };
}

/**
 * What a fresh appliance has: the constants that the vendor's documentation lists, and a small network.
 * Local 192.168.0.0/24 and guests 10.20.0.0/16 behind it, the provider before it, a GRE tunnel to a branch.
 */
const constants: readonly [id: string, title: string][] = [
  ["any", "Any"],
  ["protocol.ah", "AH"],
  ["protocol.esp", "ESP"],
  ["protocol.gre", "GRE"],
  ["protocol.icmp", "ICMP"],
  ["protocol.tcp", "TCP"],
  ["protocol.udp", "UDP"],
  ["quota.exceeded", "Quota exceeded"],
  ["zero_subnet", "0.0.0.0/0"],
  ["interface.external_any", "External interfaces"],
  ["interface.external_eth", "External Ethernet interfaces"],
  ["interface.external_vpn", "External VPN interfaces"],
  ["interface.ipsec_any", "IPsec interfaces"],
  ["interface.local_any", "Local interfaces"],
  ["interface.tunnel_any", "Tunnel interfaces"],
  ["interface.utm_outgoing", "Outgoing traffic of the appliance"],
  ["interface.vpn_traffic", "Client VPN traffic"],
  ["interface.wccp_gre_any", "WCCP GRE interfaces"],
];

const external = ["interface.external_any"];

const network: readonly Alias[] = [
  nic(1, "Local network", ["interface.local_any", "zone.id.1"], "192.168.0.1", "192.168.0.0/24"),
  nic(2, "Provider", [...external, "interface.external_eth"], "203.0.113.2", "0.0.0.0/0"),
  nic(3, "Guests", ["interface.local_any"], "10.20.0.1", "10.20.0.0/16"),
  nic(4, "Branch", ["interface.tunnel_any"], "172.16.0.1", "172.16.0.0/24"),
  person("user.id.1", "Ivanov", ["192.168.0.10"]),
  person("user.id.2", "Petrova", ["192.168.0.11"]),
  person("group.id.1", "Everybody", ["192.168.0.10", "192.168.0.11"]),
  person("group.id.2", "Accounting", ["192.168.0.11"]),
  person("security_group.guid.7d9c1c5e-8f0b-4c7e-9d43-1f1f5e0b6a10", "Domain Admins", ["192.168.0.10"]),
  { id: "hip_profile.id.1", type: "hip_profile", title: "Without profile", comment: "" },
  { id: "hip_profile.id.2", type: "hip_profile", title: "Managed laptop", comment: "" },
  // The spelling of a user zone's id is printed nowhere.
  { id: "zone.id.1", type: "zone", title: "Office", comment: "" },
  country("iplist.de", "Germany", "203.0.113.64/26"),
  country("iplist.jp", "Japan", "203.0.113.128/26"),
  {
    id: "list_of_iplists.id.1",
    type: "list_of_iplists",
    title: "Testland",
    comment: "",
    values: ["198.51.100.0/24"],
  },
  { id: "ip.id.1", type: "ip", title: "Web server", comment: "", value: "192.168.0.20" },
  { id: "subnet.id.1", type: "subnet", title: "Local network", comment: "", value: "192.168.0.0/24" },
  { id: "port.id.1", type: "port", title: "HTTP", comment: "", value: 80 },
  { id: "port.id.2", type: "port", title: "HTTPS", comment: "", value: 443 },
  { id: "port.id.3", type: "port", title: "SSH", comment: "", value: 22 },
  { id: "port_list.id.1", type: "port_list", title: "Web", comment: "", values: ["port.id.1", "port.id.2"] },
  {
    id: "time_range.id.1",
    type: "time_range",
    title: "Working hours",
    comment: "",
    weekdays: [1, 2, 3, 4, 5],
    start: "09:00",
    end: "18:00",
    period: null,
  },
];

function nic(n: number, title: string, zones: string[], address: string, net: string): Alias {
  return { id: `interface.id.${n}`, type: "interface", title, comment: "", lab: { zones, address, net } };
}

function country(id: string, title: string, net: string): Alias {
  return { id, type: "iplist", title, comment: "", lab: { addresses: [net] } };
}

function person(id: string, title: string, addresses: string[]): Alias {
  return { id, type: id.split(".")[0] ?? "", title, comment: "", lab: { addresses } };
}

/** What a fresh appliance has; `offset` is added to the numbers in the ids. */
export function seed(offset = 0): Alias[] {
  const fixed = constants.map(([id, title]) => ({ id, type: id.split(".")[0] ?? id, title, comment: "" }));
  const shifted = (id: string) => id.replace(/(?<=\.id\.)\d+$/, (n) => String(Number(n) + offset));
  const own = structuredClone(network).map(({ id, values, lab, ...rest }) => ({
    id: shifted(id),
    ...rest,
    ...(values ? { values: values.map(shifted) } : {}),
    ...(lab ? { lab: { ...lab, ...(lab.zones ? { zones: lab.zones.map(shifted) } : {}) } } : {}),
  }));
  return [...fixed, ...own];
}
