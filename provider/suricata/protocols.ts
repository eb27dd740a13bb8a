/** What a rule may begin with. */
export const actions: ReadonlySet<string> = new Set([
  "alert",
  "config",
  "drop",
  "pass",
  "reject",
  "rejectboth",
  "rejectdst",
  "rejectsrc",
]);

/** Suricata 8: what an action's scope may be, e.g. `pass:flow`. */
export const scopedActions: ReadonlyMap<string, string[]> = new Map([
  ["drop", ["packet", "flow"]],
  ["pass", ["packet", "flow"]],
  ["reject", ["packet", "flow"]],
  ["rejectboth", ["packet", "flow"]],
  ["rejectdst", ["packet", "flow"]],
  ["rejectsrc", ["packet", "flow"]],
  ["config", ["packet"]],
]);

const seven = `
  ip ipv4 ip4 ipv6 ip6 pkthdr tcp tcp-pkt tcp-stream udp icmp icmpv4 icmpv6 sctp
  bittorrent-dht dcerpc dhcp dnp3 dns enip ftp ftp-data http http1 http2 ike ikev2 imap krb5 modbus mqtt nfs ntp
  pgsql quic rdp rfb sip smb smtp snmp ssh telnet template tftp tls`;
const eight = "doh2 ldap mdns pop3 websocket";
const nine = "arp ether igmp llmnr";

function since(version: number, names: string): [string, number][] {
  return names
    .trim()
    .split(/\s+/)
    .map((name) => [name, version]);
}

/** Every protocol that a header may name, with the Suricata version that knows it (7 stands for 7 and older). */
export const protocols: ReadonlyMap<string, number> = new Map([
  ...since(7, seven),
  ...since(8, eight),
  ...since(9, nine),
]);

const noApplications = new Set(
  `ip ipv4 ip4 ipv6 ip6 pkthdr tcp tcp-pkt tcp-stream udp icmp icmpv4 icmpv6 sctp arp ether igmp`.split(" "),
);

/** The protocols that `app-layer-protocol` may name. */
export const applications: ReadonlyMap<string, number> = new Map(
  [...protocols].filter(([name]) => !noApplications.has(name)),
);

/** Address variables of the usual suricata.yaml. */
export const addressVariables: ReadonlySet<string> = new Set(
  `HOME_NET EXTERNAL_NET HTTP_SERVERS SMTP_SERVERS SQL_SERVERS DNS_SERVERS TELNET_SERVERS AIM_SERVERS DC_SERVERS
  DNP3_SERVER DNP3_CLIENT MODBUS_CLIENT MODBUS_SERVER ENIP_CLIENT ENIP_SERVER`.split(/\s+/),
);

/** Port variables of the usual suricata.yaml. */
export const portVariables: ReadonlySet<string> = new Set(
  `HTTP_PORTS SHELLCODE_PORTS ORACLE_PORTS SSH_PORTS DNP3_PORTS MODBUS_PORTS FILE_DATA_PORTS FTP_PORTS GENEVE_PORTS
  VXLAN_PORTS TEREDO_PORTS SIP_PORTS`.split(/\s+/),
);
