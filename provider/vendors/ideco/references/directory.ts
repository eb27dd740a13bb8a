import { didYouMean } from "../../../kernel/check";
import type { Properties } from "../../../kernel/values";
import { someOf } from "../../../kernel/wording";
import { objectValue } from "./values";
import type { ReferenceKind } from "./written";

/** What every object that this package makes for a value carries, and nothing else does. */
export const madeComment = "Made for rules by pulumi-perimeter, removed with the last rule that uses it";

/** Kinds of objects that are no addresses, whatever later versions bring. */
const notAddresses = new Set([
  "any",
  "protocol",
  "interface",
  "zone",
  "hip_profile",
  "port",
  "port_range",
  "port_list",
  "time_range",
  "time_list",
]);
const named: Partial<Record<ReferenceKind, readonly string[]>> = {
  port: ["port", "port_range", "port_list"],
  natPort: ["port", "port_range"],
  portMember: ["port", "port_range"],
  service: ["port", "port_range", "port_list"],
  natAddress: ["ip", "ip_range"],
  addressMember: ["ip", "ip_range", "subnet", "domain"],
  exempt: ["ip", "ip_range", "address_list", "ip_address_list", "subnet", "domain", "user", "group"],
  time: ["time_range", "time_list"],
  timeMember: ["time_range"],
  interface: ["interface", "zone"],
  networkInterface: ["interface"],
  hip: ["hip_profile"],
};

/** The objects of an appliance as they are found by id, by value and by title. */
export class Directory {
  private readonly byIds = new Map<string, Properties>();
  private readonly byValues = new Map<string, Properties[]>();
  private readonly byTitles = new Map<string, Properties[]>();

  private constructor(readonly items: readonly Properties[]) {
    for (const item of items) {
      this.byIds.set(String(item.id), item);
      const value = objectValue(item);
      if (value) append(this.byValues, value.key, item);
      const title = titleOf(item);
      if (title !== undefined) append(this.byTitles, title, item);
    }
  }

  /** Lists never change, so that each is read once. */
  static of(items: readonly Properties[]): Directory {
    const known = directories.get(items);
    if (known) return known;
    const made = new Directory(items);
    directories.set(items, made);
    return made;
  }

  byId(id: string): Properties | undefined {
    return this.byIds.get(id);
  }

  /** Objects that hold a value; those that a person made come first. */
  holding(key: string, kind: ReferenceKind): Properties[] {
    const all = (this.byValues.get(key) ?? []).filter((item) => fits(kind, item));
    return [...all.filter((item) => !isMade(item)), ...all.filter(isMade)];
  }

  titled(title: string, kind: ReferenceKind): Properties[] {
    return (this.byTitles.get(title) ?? []).filter((item) => fits(kind, item));
  }

  /** Objects of other kinds with a title, for a message. */
  elsewhere(title: string): Properties[] {
    return this.byTitles.get(title) ?? [];
  }

  /** `; did you mean "Accounting"?`, or which titles there are. */
  candidates(title: string, kind: ReferenceKind): string {
    const titles = [...this.byTitles.keys()].filter((each) => this.titled(each, kind).length > 0);
    return didYouMean(title, titles) || `, there are ${titlesText(titles)}`;
  }
}

/** Categories and profiles call their title `name`. */
export function titleOf({ title, name }: Properties): string | undefined {
  const text = title ?? name;
  return typeof text === "string" ? text : undefined;
}

const directories = new WeakMap<readonly Properties[], Directory>();
const mostTitles = 12;

function titlesText(titles: readonly string[]): string {
  return (
    someOf(
      titles.map((title) => `"${title}"`),
      mostTitles,
    ) || "none"
  );
}

/** `ip` of `ip.id.5`. */
export function kindOf(item: Properties): string {
  return String(item.id).split(".")[0] ?? "";
}

export function isMade(item: Properties | undefined): boolean {
  return item?.comment === madeComment;
}

/** Whether an object can stand in a field. */
export function fits(kind: ReferenceKind, item: Properties): boolean {
  const kinds = named[kind];
  return kinds ? kinds.includes(kindOf(item)) : !notAddresses.has(kindOf(item));
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
