import type { Lab } from "./core";
import type { Alias } from "./ideco/seed";

/** What an example of the package needs to find on the appliances, beside what is there from the start. */
export const examples: Record<string, (lab: Lab) => void> = {
  "all-vendors": (lab) => openPorts(lab),
  "deepfinder-lists": () => {},
  "era-bans": () => {},
  gitops: () => {},
  "ideco-content-filter": () => {},
  "ideco-firewall": (lab) => addOffice(lab),
  "ideco-ips": () => {},
  "ideco-rule-table": (lab) => {
    add(lab, { id: "ip.id.101", title: "Shop", value: "192.168.0.30" });
    add(lab, { id: "ip.id.102", title: "Shop database", value: "192.168.0.31" });
  },
  "nhn-enrollment": () => {},
  quickstart: () => {},
  "selectel-ports": (lab) => openPorts(lab),
  "templates/branch-office": () => {},
  "templates/school-content-filter": () => {},
};

/** What runs on the servers of `selectel-ports`, and one port that nobody has accepted. */
function openPorts(lab: Lab): void {
  for (const port of [80, 443, 8080]) lab.selectel.openPort("203.0.113.10", port);
  for (const protocol of ["tcp", "udp"] as const) lab.selectel.openPort("203.0.113.53", 53, protocol);
}

function add(lab: Lab, object: Omit<Alias, "type" | "comment">): void {
  const type = object.id.split(".")[0] ?? "";
  lab.ideco.objects.set(object.id, { type, comment: "", ...object });
}

function addOffice(lab: Lab): void {
  add(lab, { id: "list_of_iplists.id.10", title: "Blocked countries", values: ["192.0.2.0/24"] });
  for (const [title, id, text] of office) {
    const type = id.split(".")[0];
    const [start = "", end = ""] = text.split("-");
    if (type === "port") add(lab, { id, title, value: Number(text) });
    else if (type === "port_range") add(lab, { id, title, start: Number(start), end: Number(end) });
    else if (type === "ip_range") add(lab, { id, title, start, end });
    else if (type === "time_range") {
      add(lab, { id, title, weekdays: [1, 2, 3, 4, 5, 6, 7], start: "01:00", end: "05:00", period: null });
    } else add(lab, { id, title, value: text });
  }
}

/** The objects of the office of `ideco-firewall`. */
const office: readonly [title: string, id: string, value: string][] = [
  ["staff", "subnet.id.10", "192.168.10.0/24"],
  ["accounting", "subnet.id.11", "192.168.11.0/24"],
  ["developers", "subnet.id.12", "192.168.12.0/24"],
  ["managers", "subnet.id.13", "192.168.13.0/24"],
  ["guests", "subnet.id.14", "192.168.14.0/24"],
  ["phones", "subnet.id.15", "192.168.15.0/24"],
  ["cameras", "subnet.id.16", "192.168.16.0/24"],
  ["printers", "subnet.id.17", "192.168.17.0/24"],
  ["servers", "subnet.id.20", "192.168.20.0/24"],
  ["dmz", "subnet.id.21", "192.168.21.0/24"],
  ["lab", "subnet.id.22", "192.168.22.0/24"],
  ["management", "subnet.id.23", "192.168.23.0/24"],
  ["branch-north", "subnet.id.30", "10.30.0.0/16"],
  ["branch-south", "subnet.id.31", "10.31.0.0/16"],
  ["vpn-clients", "subnet.id.40", "10.40.0.0/20"],
  ["dc1", "ip.id.10", "192.168.20.10"],
  ["dc2", "ip.id.11", "192.168.20.11"],
  ["file-server", "ip.id.12", "192.168.20.12"],
  ["print-server", "ip.id.13", "192.168.20.13"],
  ["erp", "ip.id.14", "192.168.20.14"],
  ["git", "ip.id.15", "192.168.20.15"],
  ["backup", "ip.id.16", "192.168.20.16"],
  ["monitoring", "ip.id.17", "192.168.20.17"],
  ["updates", "ip.id.18", "192.168.20.18"],
  ["intranet", "ip.id.19", "192.168.20.19"],
  ["pbx", "ip.id.20", "192.168.20.20"],
  ["video-recorder", "ip.id.21", "192.168.20.21"],
  ["web-site", "ip.id.30", "192.168.21.30"],
  ["mail-relay", "ip.id.31", "192.168.21.31"],
  ["jump-host", "ip.id.32", "192.168.23.32"],
  ["finance-director", "ip.id.40", "192.168.13.40"],
  ["provider-dns-1", "ip.id.50", "203.0.113.53"],
  ["provider-dns-2", "ip.id.51", "203.0.113.54"],
  ["time-server", "ip.id.52", "203.0.113.123"],
  ["sip-trunk", "ip.id.53", "198.51.100.60"],
  ["bank", "ip_range.id.10", "198.51.100.10-198.51.100.20"],
  ["tax-office", "ip.id.54", "198.51.100.30"],
  ["partner-edi", "ip.id.55", "198.51.100.40"],
  ["off-site-backup", "ip.id.56", "198.51.100.50"],
  ["scanner-of-the-auditor", "ip.id.57", "198.51.100.70"],
  ["vendor-downloads", "domain.id.10", "downloads.vendor.example"],
  ["code-hosting", "domain.id.11", "code.example"],
  ["night", "time_range.id.10", "every day from 1 to 5"],
  ["port-dns", "port.id.10", "53"],
  ["port-ntp", "port.id.11", "123"],
  ["port-smtp", "port.id.12", "25"],
  ["port-submission", "port.id.13", "587"],
  ["port-imaps", "port.id.14", "993"],
  ["port-kerberos", "port.id.15", "88"],
  ["port-ldap", "port.id.16", "389"],
  ["port-ldaps", "port.id.17", "636"],
  ["port-smb", "port.id.18", "445"],
  ["port-rdp", "port.id.19", "3389"],
  ["port-sip", "port.id.20", "5060"],
  ["port-sip-tls", "port.id.21", "5061"],
  ["port-ipp", "port.id.22", "631"],
  ["port-jetdirect", "port.id.23", "9100"],
  ["port-syslog", "port.id.24", "514"],
  ["port-snmp", "port.id.25", "161"],
  ["port-rtsp", "port.id.26", "554"],
  ["port-erp", "port.id.27", "1541"],
  ["port-git", "port.id.28", "7999"],
  ["port-backup", "port.id.29", "9392"],
  ["port-metrics", "port.id.30", "9090"],
  ["port-updates", "port.id.31", "8530"],
  ["ports-rtp", "port_range.id.10", "10000-20000"],
  ["ports-edi", "port_range.id.11", "3305-3310"],
  ["ports-rpc", "port_range.id.12", "49152-65535"],
];
