import { RunError } from "@pulumi/pulumi";
import { ideco } from "pulumi-perimeter";

/** A network that the appliance knows already. */
export interface Network {
  title: string;
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
    throw new RunError(`the appliance has no network called ${quoted(missing)}; it has ${there}`);
  }
  return items.flatMap(({ title = "", value }) =>
    titles.includes(title) ? [{ title, address: String(value) }] : [],
  );
}
