/** What a rule says that only v20 can: two blocks of addresses on a side, and `logging`. A single block is as good as flat fields. */
export function v20Uses(rule: Record<string, unknown>): Array<{ field: string; what: string }> {
  const blocks = ["sources", "destinations"].flatMap((field) =>
    Array.isArray(rule[field]) && rule[field].length > 1
      ? [{ field, what: `${rule[field].length} ANDed blocks of addresses` }]
      : [],
  );
  return rule.logging === undefined ? blocks : [...blocks, { field: "logging", what: String(rule.logging) }];
}

export function needs(what: string, version: "v20" | "v22", dialect: string): string {
  return `found ${what}, which needs an appliance with ${version}; this one is ${dialect}`;
}
