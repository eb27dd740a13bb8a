const longest = 60;

/** Names of resources: readable, each once. */
export class ResourceNames {
  private readonly taken = new Set<string>();

  /** @param otherwise where nothing of the wish can stand in a name */
  unique(wish: string, otherwise: string): string {
    const base = slug(wish) || slug(otherwise);
    let name = base;
    for (let count = 2; this.taken.has(name); count++) name = `${base}-${count}`;
    this.taken.add(name);
    return name;
  }
}

/** `RuleTable forward` → `rule-table-forward`; letters of every language stay. */
export function slug(text: string): string {
  return text
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1-$2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .slice(0, longest)
    .replace(/^-+|-+$/g, "");
}
