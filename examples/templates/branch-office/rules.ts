import type { ideco } from "pulumi-perimeter";
import type { Network, Objects } from "./objects";
import type { Site } from "./site";

/** What the rules are made of. */
export interface Parts {
  site: Site;
  objects: Objects;
  networks: Network[];
  guests: Network[];
}

type Rules = ideco.TableRuleArgs[];

const outside = "interface.external_any";
const inside = "interface.local_any";
const tunnels = "interface.ipsec_any";

/** The appliance's own pages and interface, and its console. */
const management = [8443, 22];

/** What may reach the appliance itself. */
export function inputRules({ site, objects }: Parts): Rules {
  const managed = {
    protocol: "protocol.tcp",
    destinationPorts: management.map((port) => objects.port(port)),
  };
  return [
    { key: "admins", action: "accept", ...managed, sourceAddresses: [objects.admins] },
    { key: "admins-only", action: "drop", ...managed },
    ...(site.vpnPeers.length > 0 ? vpnInput(objects) : []),
    // By interface, not by address: a machine that asks for its first address has none yet.
    { key: "inside", action: "accept", incomingInterface: inside },
    { key: "rest", action: "drop" },
  ];
}

/** IKE, with and without NAT on the way, and what it agrees on. */
function vpnInput(objects: Objects): Rules {
  const fromPeers = {
    action: "accept" as const,
    sourceAddresses: [objects.vpnPeers],
    incomingInterface: outside,
  };
  const ike = [objects.port(500), objects.port(4500)];
  return [
    { key: "vpn-ike", ...fromPeers, protocol: "protocol.udp", destinationPorts: ike },
    { key: "vpn-esp", ...fromPeers, protocol: "protocol.esp" },
  ];
}

/** What may pass through it. */
export function forwardRules({ site, objects, networks, guests }: Parts): Rules {
  const ours = ids(networks);
  const inspected = site.ipsProfile === undefined ? {} : { ipsEnabled: true, ipsProfile: site.ipsProfile };
  return [
    // Our own addresses can't come from outside.
    {
      key: "spoofed",
      action: "drop",
      incomingInterface: outside,
      sourceAddresses: ids([...networks, ...guests]),
    },
    ...site.publish.map(({ name, address, port, protocol }): ideco.TableRuleArgs => {
      const to = { destinationAddresses: [objects.host(address)], destinationPorts: [objects.port(port)] };
      const service = { protocol: `protocol.${protocol}`, ...to, ...inspected };
      return { key: `publish-${name}`, action: "accept", incomingInterface: outside, ...service };
    }),
    ...(site.vpnNetworks.length > 0 ? vpnForward(objects, ours) : []),
    { key: "inside", action: "accept", sourceAddresses: ours, destinationAddresses: ours },
    {
      key: "internet",
      action: "accept",
      sourceAddresses: ids([...networks, ...guests]),
      outgoingInterface: outside,
      ...inspected,
    },
    // The table's own default is to accept.
    { key: "rest", action: "drop" },
  ];
}

function vpnForward({ vpnNetworks }: Objects, ours: string[]): Rules {
  const to = { destinationAddresses: [vpnNetworks], outgoingInterface: tunnels };
  const from = { sourceAddresses: [vpnNetworks], incomingInterface: tunnels };
  return [
    { key: "vpn-out", action: "accept", sourceAddresses: ours, ...to },
    { key: "vpn-in", action: "accept", ...from, destinationAddresses: ours },
  ];
}

/** Where packets from outside are led; the table forward decides whether they pass. */
export function dnatRules({ site, objects }: Parts): Rules {
  return site.publish.map(({ name, address, port, protocol }) => ({
    key: `publish-${name}`,
    action: "dnat",
    protocol: `protocol.${protocol}`,
    incomingInterface: outside,
    destinationPorts: [objects.port(port)],
    changeDestinationAddress: address,
    changeDestinationPort: String(port),
  }));
}

/** Whose addresses are hidden behind the appliance's. */
export function snatRules({ site, objects, networks, guests }: Parts): Rules {
  const vpn: Rules =
    site.vpnNetworks.length > 0
      ? [{ key: "vpn-as-it-is", action: "accept", destinationAddresses: [objects.vpnNetworks] }]
      : [];
  const all = ids([...networks, ...guests]);
  return [...vpn, { key: "internet", action: "snat", sourceAddresses: all, outgoingInterface: outside }];
}

function ids(networks: Network[]): string[] {
  return networks.map(({ id }) => id);
}
