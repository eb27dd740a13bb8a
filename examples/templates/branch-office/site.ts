import { isIPv4 } from "node:net";
import { Configuration } from "./configuration";

/** A server that the Internet may reach, under the same port as inside. */
export interface Server {
  name: string;
  address: string;
  port: number;
  protocol: "tcp" | "udp";
}

/** What the stack's configuration says of a site. */
export interface Site {
  name: string;
  /** Titles of objects on the appliance. */
  networks: string[];
  guests: string[];
  /** `192.168.0.0/28`. */
  admins: string;
  appliance: string;
  vpnPeers: string[];
  vpnNetworks: string[];
  publish: Server[];
  /** Our own vulnerability scanner, which intrusion prevention leaves alone. */
  scanner: string | undefined;
  /** Id of a profile of intrusion prevention for the traffic with the Internet. */
  ipsProfile: string | undefined;
  /** Of tables that have rules already, those that the program doesn't list are deleted. */
  takeOver: boolean;
  /** Whether the tables can't be deleted, nor what must not pass be opened. */
  protect: boolean;
}

/** @throws an error that lists everything that is wrong with the configuration */
export function readSite(): Site {
  const config = new Configuration();
  const site: Site = {
    name: config.text("site", /^[a-z][a-z0-9-]{0,19}$/, "up to 20 small letters, digits and dashes"),
    networks: config.list("networks"),
    guests: config.list("guests"),
    admins: config.text("admins", isNetwork, "a network such as 192.168.0.0/28"),
    appliance: config.text("appliance", isIPv4, "an IPv4 address"),
    vpnPeers: config.list("vpnPeers", isIPv4, "IPv4 addresses"),
    vpnNetworks: config.list("vpnNetworks", isNetwork, "networks such as 10.0.0.0/8"),
    publish: config.list("publish", isServer, serverForms).map(asServer),
    scanner: config.optional("scanner", isIPv4, "an IPv4 address"),
    ipsProfile: config.optional("ipsProfile"),
    takeOver: config.flag("takeOver", false),
    protect: config.flag("protect", true),
  };
  if (site.networks.length === 0) config.tell("networks", "is missing; name at least one network");
  if (site.vpnPeers.length > 0 && site.vpnNetworks.length === 0)
    config.tell("vpnNetworks", "is missing; what is behind the vpnPeers?");
  const names = site.publish.map(({ name }) => name);
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) config.tell("publish", `has "${twin}" twice`);
  config.finish();
  return site;
}

const serverForm = /^([a-z][a-z0-9-]{0,19})=([\d.]+):(\d{1,5})(?:\/(tcp|udp))?$/;
const serverForms = "name=address:port, such as web=192.168.0.20:443 or dns=192.168.0.5:53/udp";

function isServer(text: string): boolean {
  const [, , address = "", port] = serverForm.exec(text) ?? [];
  return isIPv4(address) && Number(port) >= 1 && Number(port) <= 65535;
}

function asServer(text: string): Server {
  const [, name = "", address = "", port, protocol] = serverForm.exec(text) ?? [];
  return { name, address, port: Number(port), protocol: protocol === "udp" ? "udp" : "tcp" };
}

function isNetwork(text: string): boolean {
  const [address = "", bits = "", ...more] = text.split("/");
  return isIPv4(address) && /^([89]|[12]\d|3[0-2])$/.test(bits) && more.length === 0;
}

/** The first and the last address of a network that a machine can have. */
export function hostsOf(network: string): string[] {
  const [address = "", bits] = network.split("/");
  const size = 2 ** (32 - Number(bits));
  const number = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const first = number - (number % size);
  const ends = size > 2 ? [first + 1, first + size - 2] : [first, first + size - 1];
  return [...new Set(ends)].map((end) => [24, 16, 8, 0].map((shift) => (end >>> shift) & 255).join("."));
}
