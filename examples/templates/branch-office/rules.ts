import type { ideco } from "pulumi-perimeter";
import type { Network } from "./networks";
import type { Site } from "./site";

/** What the rules are made of. Addresses and ports stand in them as they are; the appliance gets objects for them. */
export interface Parts {
  site: Site;
  networks: Network[];
  guests: Network[];
}

type Rules = ideco.TableRuleArgs[];

const outside = "interface.external_any";
const inside = "interface.local_any";
const tunnels = "interface.ipsec_any";

/** The appliance's own pages and interface, and its console. */
const management = { services: ["tcp/8443", "tcp/22"] };

/** What may reach the appliance itself. */
export function inputRules({ site }: Parts): Rules {
  return [
    { key: "admins", action: "accept", ...management, sourceAddresses: [site.admins] },
    { key: "admins-only", action: "drop", ...management },
    ...(site.vpnPeers.length > 0 ? vpnInput(site) : []),
    // By interface, not by address: a machine that asks for its first address has none yet.
    { key: "inside", action: "accept", incomingInterface: inside },
    { key: "rest", action: "drop" },
  ];
}

/** IKE, with and without NAT on the way, and what it agrees on. */
function vpnInput({ vpnPeers }: Site): Rules {
  const fromPeers = { action: "accept" as const, sourceAddresses: vpnPeers, incomingInterface: outside };
  return [
    { key: "vpn-ike", ...fromPeers, services: ["udp/500", "udp/4500"] },
    { key: "vpn-esp", ...fromPeers, services: ["esp"] },
  ];
}

/** What may pass through it. */
export function forwardRules({ site, networks, guests }: Parts): Rules {
  const ours = titles(networks);
  const inspected = site.ipsProfile === undefined ? {} : { ipsEnabled: true, ipsProfile: site.ipsProfile };
  return [
    // Our own addresses can't come from outside.
    {
      key: "spoofed",
      action: "drop",
      incomingInterface: outside,
      sourceAddresses: titles([...networks, ...guests]),
    },
    ...site.publish.map(({ name, address, port, protocol }): ideco.TableRuleArgs => {
      const service = { destinationAddresses: [address], services: [`${protocol}/${port}`], ...inspected };
      return { key: `publish-${name}`, action: "accept", incomingInterface: outside, ...service };
    }),
    ...(site.vpnNetworks.length > 0 ? vpnForward(site, ours) : []),
    { key: "inside", action: "accept", sourceAddresses: ours, destinationAddresses: ours },
    {
      key: "internet",
      action: "accept",
      sourceAddresses: titles([...networks, ...guests]),
      outgoingInterface: outside,
      ...inspected,
    },
    // The table's own default is to accept.
    { key: "rest", action: "drop" },
  ];
}

function vpnForward({ vpnNetworks }: Site, ours: string[]): Rules {
  const to = { destinationAddresses: vpnNetworks, outgoingInterface: tunnels };
  const from = { sourceAddresses: vpnNetworks, incomingInterface: tunnels };
  return [
    { key: "vpn-out", action: "accept", sourceAddresses: ours, ...to },
    { key: "vpn-in", action: "accept", ...from, destinationAddresses: ours },
  ];
}

/** Where packets from outside are led; the table forward decides whether they pass. */
export function dnatRules({ site }: Parts): Rules {
  return site.publish.map(({ name, address, port, protocol }) => ({
    key: `publish-${name}`,
    action: "dnat",
    incomingInterface: outside,
    services: [`${protocol}/${port}`],
    changeDestinationAddress: address,
    changeDestinationPort: String(port),
  }));
}

/** Whose addresses are hidden behind the appliance's. */
export function snatRules({ site, networks, guests }: Parts): Rules {
  const vpn: Rules =
    site.vpnNetworks.length > 0
      ? [{ key: "vpn-as-it-is", action: "accept", destinationAddresses: site.vpnNetworks }]
      : [];
  const all = titles([...networks, ...guests]);
  return [...vpn, { key: "internet", action: "snat", sourceAddresses: all, outgoingInterface: outside }];
}

function titles(networks: Network[]): string[] {
  return networks.map(({ title }) => title);
}
