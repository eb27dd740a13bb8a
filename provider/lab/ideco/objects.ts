import { z } from "zod";
import { type Alias, seed } from "./seed";
export const addressTypes = [
  "ip",
  "ip_range",
  "subnet",
  "domain",
  "address_list",
  "ip_address_list",
] as const;
export const peopleTypes = ["user", "group", "security_group"] as const;
export const ruleAddressTypes = [
  ...addressTypes,
  "list_of_iplists",
  "iplist",
  "zero_subnet",
  ...peopleTypes,
  "quota",
] as const;
export const portTypes = ["port", "port_range", "port_list"] as const;
export const timeTypes = ["time_range", "time_list"] as const;

/** The objects of the appliance. */
export class Objects {
  /** By id. */
  readonly all: Map<string, Alias>;
  private readonly last = new Map<string, number>();

  /** `offset` is added to the numbers in the ids. */
  constructor(private readonly offset = 0) {
    this.all = new Map(seed(offset).map((alias) => [alias.id, alias]));
  }

  /** Adds an object; its id is the next of its type. */
  add(type: string, fields: Omit<Alias, "id" | "type">): string {
    const id = `${type}.id.${this.nextNumber(type)}`;
    this.all.set(id, { id, type, ...fields });
    return id;
  }

  /** The list object that an object is a member of, in words. */
  listOf(id: string): string | undefined {
    return [...this.all.values()].find((alias) => alias.values?.includes(id))?.id;
  }

  private nextNumber(type: string): number {
    let n = (this.last.get(type) ?? this.offset) + 1;
    while (this.all.has(`${type}.id.${n}`)) n += 1;
    this.last.set(type, n);
    return n;
  }

  ofType(type: string): Alias[] {
    return [...this.all.values()].filter((alias) => alias.type === type);
  }

  list(type?: string): Omit<Alias, "lab">[] {
    const meant = [...this.all.values()].filter((alias) => type === undefined || alias.type === type);
    return meant.map(({ lab: _lab, ...alias }) => alias);
  }

  /** The id of an existing object of one of these types, or `any` where allowed. */
  reference(types: readonly string[], any = false) {
    return z.string().superRefine((id, context) => {
      if (id === "any" && any) return;
      const type = this.all.get(id)?.type;
      if (type !== undefined && type !== "any" && types.includes(type)) return;
      const found = type === undefined ? "is not the identifier of an object" : `is of the type ${type}`;
      context.addIssue({ code: "custom", message: `"${id}" ${found}; allowed: ${types.join(", ")}` });
    });
  }

  /** Identifiers of existing objects; `any` stands alone. At most 200 ("Максимальное количество объектов в поле"). */
  references(types: readonly string[], options: { any: boolean; empty: boolean }) {
    const list = z.array(this.reference(types, options.any)).max(200, "more than 200 objects");
    const alone = list.refine((ids) => ids.length < 2 || !ids.includes("any"), "any stands alone");
    return options.empty ? alone : alone.refine((ids) => ids.length > 0, "empty");
  }
}
