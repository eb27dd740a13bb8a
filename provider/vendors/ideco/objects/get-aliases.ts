import { z } from "zod";
import { field, objectOf } from "../../../kernel/fields";
import { defineFunction } from "../../../kernel/function";
import { isObject, type Properties } from "../../../kernel/values";
import { objectListing } from "../dialect/lists";
import { ideco } from "../vendor";
import { prefixOf } from "./alias";
import { endsOf } from "./concrete";
import { aliasKinds } from "./kinds";
import { numberIn } from "./shapes";

const textOrNumber = z.union([z.string(), z.int()]);

const foundAlias = objectOf(
  "FoundAlias",
  "An object of the appliance; which fields it has depends on its kind.",
  {
    id: field(z.string(), "The id, as it stands in rules: `ip.id.5`, `interface.external_any`, `any`."),
    kind: field(z.string(), "The first part of the id: `ip`, `subnet`, `interface`, `user` …"),
    type: field(z.string().optional(), "The vendor's own word for the kind."),
    title: field(z.string().optional(), "Its name."),
    comment: field(z.string().optional(), "Free text."),
    value: field(textOrNumber.optional(), "An address, a network, a domain or a port."),
    values: field(z.array(textOrNumber).optional(), "The members of a list: ids, or values themselves."),
    start: field(
      textOrNumber.optional(),
      "The first address or port of a range; the time of day where a time begins.",
    ),
    end: field(
      textOrNumber.optional(),
      "The last address or port of a range; the time of day where a time ends.",
    ),
    weekdays: field(z.array(z.int()).optional(), "The days of a time object; 1 is Monday."),
    period: field(
      objectOf("FoundPeriod", "From when to when a time object is in force.", {
        first: field(z.int(), "The first moment, `YYYYMMDDHHMMSS`."),
        last: field(z.int(), "The last moment, `YYYYMMDDHHMMSS`."),
      }).optional(),
      "From when to when a time object is in force; without it for ever.",
    ),
  },
);

export const getAliases = defineFunction(ideco, {
  name: "getAliases",
  doc: "The objects of the appliance that rules can name: addresses, networks, ports, times, lists, interfaces, users and so on.",
  page: "description-of-handlers: Управление объектами, Получение идентификаторов объектов",
  example: { kind: "IpAlias", title: "Web server" },
  inputs: {
    kind: field(
      z.string().min(1).optional(),
      "Only objects of this kind: the first part of their ids (`ip`, `subnet`, `interface`, `user` …), the vendor's name of the collection (`ip_addresses`), or the name of the resource (`IpAlias`).",
    ),
    title: field(z.string().optional(), "Only objects with exactly this title."),
  },
  outputs: { items: field(z.array(foundAlias), "The objects, in the appliance's order.") },
  async call(ctx, { kind, title }) {
    const all = await objectListing(ctx.connection).refetch(ctx.signal);
    const prefixes = kind === undefined ? undefined : prefixesOf(kind);
    const items = all.filter(
      (item) => (prefixes?.includes(prefixOf(item)) ?? true) && (title === undefined || item.title === title),
    );
    return { items: items.map(found) };
  },
});

function prefixesOf(kind: string): string[] {
  const meant = aliasKinds.filter(({ name, path }) => name === kind || path === kind);
  return meant.length > 0 ? meant.map(({ prefix }) => prefix) : [kind];
}

function found(item: Properties): z.infer<typeof foundAlias> {
  const kind = prefixOf(item);
  const ranged = kind === "ip_range" || kind === "port_range";
  const [start, end] = ranged ? endsOf(item).map(numberIn) : [item.start, item.end];
  const { id, type, title, comment, value, values, weekdays, period } = item;
  const said = { type, title, comment, start, end, weekdays, ...(!ranged && { value, values }) };
  const given = Object.entries(said).filter(([, each]) => each !== undefined && each !== null);
  return {
    id: String(id),
    kind,
    ...Object.fromEntries(given),
    ...(isObject(period) && { period: period as { first: number; last: number } }),
  };
}
