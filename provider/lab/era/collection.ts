import { z } from "zod";

/** What the parameters of a collection ask for: filter, order, page, fields, in this sequence. */
export interface View {
  filter?: Partial<Record<string, string | number | boolean>>;
  order?: { field: string; down: boolean }[];
  offset?: number;
  limit?: number;
  mask?: string[];
  flat?: boolean;
}

const count = z.string().regex(/^\d+$/, "not a whole number").transform(Number);
const flag = z.enum(["true", "false", "1", "0"]).transform((word) => word === "true" || word === "1");
const commas = z.string().transform((text) => text.split(","));
const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "not JSON" });
    return z.NEVER;
  }
});

/**
 * The parameters of a collection, as the page lists them. How an object or an array is written into the URL is not
 * on the page: `filter` is a JSON object of field → value, `order` a JSON array or names with commas in between.
 */
export function viewParameters(fields: readonly string[]) {
  const field = z.enum(fields);
  const value = z.union([z.string(), z.number(), z.boolean()]);
  const directions = z
    .partialRecord(field, z.enum(["asc", "desc"]))
    .transform((one) => Object.entries(one).map(([name, way]) => ({ field: name, down: way === "desc" })));
  const step = z.union([field.transform((name) => [{ field: name as string, down: false }]), directions]);
  const order = z
    .union([z.string().startsWith("[").pipe(json), commas])
    .pipe(z.array(step))
    .transform((steps) => steps.flat());
  return {
    filter: json.pipe(z.partialRecord(field, value)).optional(),
    mask: commas.pipe(z.array(field)).optional(),
    offset: count.optional(),
    limit: count.optional(),
    order: order.optional(),
    flat: flag.optional(),
  };
}

/** The part of a collection that a view shows. */
export function look(items: readonly object[], view: View): object[] {
  const { filter = {}, order = [], offset = 0, limit = items.length, mask, flat } = view;
  const fits = (item: object) => Object.entries(filter).every(([name, value]) => at(item, name) === value);
  return items
    .filter(fits)
    .sort((a, b) => compare(a, b, order))
    .slice(offset, offset + limit)
    .map((item) => (mask ? pick(item, mask) : item))
    .map((item) => (flat ? flatten(item) : item));
}

function at(item: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce((value, name) => (value as Record<string, unknown> | undefined)?.[name], item);
}

function compare(a: object, b: object, order: { field: string; down: boolean }[]): number {
  for (const { field, down } of order) {
    const [left, right] = [at(a, field), at(b, field)];
    const less = typeof left === "number" ? left - Number(right) : String(left).localeCompare(String(right));
    if (less !== 0) return down ? -less : less;
  }
  return 0;
}

/** The named fields, in the object's own sequence; `opts.title` is the title within `opts`. */
function pick(item: object, names: readonly string[]): object {
  const entries = Object.entries(item).flatMap(([key, value]): [string, unknown][] => {
    if (names.includes(key)) return [[key, value]];
    const inner = names
      .filter((name) => name.startsWith(`${key}.`))
      .map((name) => name.slice(key.length + 1));
    return inner.length > 0 ? [[key, pick(value as object, inner)]] : [];
  });
  return Object.fromEntries(entries);
}

/** "Преобразование в плоский вид составных полей": the form is not on the page; masks write `opts.title`. */
function flatten(item: object, prefix = ""): object {
  const entries = Object.entries(item).flatMap(([key, value]) =>
    value !== null && typeof value === "object"
      ? Object.entries(flatten(value, `${prefix}${key}.`))
      : [[`${prefix}${key}`, value] as const],
  );
  return Object.fromEntries(entries);
}
