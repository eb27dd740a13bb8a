import * as pulumi from "@pulumi/pulumi";
import { ideco } from "pulumi-perimeter";
import type { Site } from "./site";

/** A network that the appliance knows already. */
export interface Network {
  id: string;
  /** `192.168.0.0/24`. */
  address: string;
}

/**
 * Finds networks on the appliance by the titles of their objects.
 * @throws an error that names those that are missing, and what there is
 */
export async function findNetworks(titles: string[]): Promise<Network[]> {
  const { items } = await ideco.getAliases({ kind: "SubnetAlias" });
  const missing = titles.filter((title) => !items.some((item) => item.title === title));
  if (missing.length > 0) {
    const quoted = (names: unknown[]) => names.map((name) => `"${name}"`).join(", ");
    const there = quoted(items.map(({ title }) => title)) || "none";
    throw new pulumi.RunError(`the appliance has no network called ${quoted(missing)}; it has ${there}`);
  }
  return items
    .filter(({ title }) => title !== undefined && titles.includes(title))
    .map(({ id, value }) => ({ id, address: String(value) }));
}

/** What rules name and the appliance doesn't have yet; each object is made once, however many rules name it. */
export class Objects {
  private readonly made = new Map<string, pulumi.Output<string>>();

  constructor(private readonly site: Site) {}

  get admins(): pulumi.Output<string> {
    return this.one(
      "admins",
      (args) => new ideco.SubnetAlias("admins", { ...args, address: this.site.admins }),
    );
  }

  get vpnPeers(): pulumi.Output<string> {
    return this.list("vpn-peers", this.site.vpnPeers);
  }

  get vpnNetworks(): pulumi.Output<string> {
    return this.list("vpn-networks", this.site.vpnNetworks);
  }

  port(port: number): pulumi.Output<string> {
    return this.one(`port-${port}`, (args) => new ideco.PortAlias(`port-${port}`, { ...args, port }));
  }

  host(address: string): pulumi.Output<string> {
    return this.one(
      `host-${address}`,
      (args) => new ideco.IpAlias(`host-${address}`, { ...args, ip: address }),
    );
  }

  private list(name: string, members: string[]): pulumi.Output<string> {
    return this.one(name, (args) => new ideco.AddressListAlias(name, { ...args, members }));
  }

  private one(name: string, make: (args: { title: string }) => pulumi.CustomResource): pulumi.Output<string> {
    const id = this.made.get(name) ?? make({ title: `${this.site.name} ${name}` }).id;
    this.made.set(name, id);
    return id;
  }
}
