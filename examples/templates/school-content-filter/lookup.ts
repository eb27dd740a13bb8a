import { RunError } from "@pulumi/pulumi";
import { ideco } from "pulumi-perimeter";

/**
 * Ids of the objects that pupils are: groups, users, networks.
 * @throws an error that names what the appliance doesn't have
 */
export async function findPupils(titles: string[]): Promise<string[]> {
  if (titles.includes("any")) return ["any"];
  const { items } = await ideco.getAliases();
  const people = items.filter(({ kind }) => /^(user|group|security_group|subnet|ip|ip_range)$/.test(kind));
  return idsOf(
    "group, user or network",
    titles,
    people.map(({ id, title }) => ({ id, name: title ?? "" })),
  );
}

/**
 * Ids of categories of sites.
 * @throws an error that names what the appliance doesn't have, and what it has
 */
export async function findCategories(names: string[]): Promise<string[]> {
  const { items } = await ideco.getCategories();
  return idsOf("category", names, items);
}

function idsOf(what: string, names: string[], known: { id: string; name: string }[]): string[] {
  const found = names.map((name) => known.find((each) => each.name === name || each.id === name));
  const missing = names.filter((_, index) => found[index] === undefined);
  if (missing.length > 0) {
    const list = (all: string[]) => all.map((name) => `"${name}"`).join(", ");
    throw new RunError(
      `the appliance has no ${what} ${list(missing)}; it has ${list(known.map(({ name }) => name))}`,
    );
  }
  return found.flatMap((each) => each?.id ?? []);
}
