import { z } from "zod";
import { invalid } from "../../kernel/errors";
import { field, objectOf } from "../../kernel/fields";
import { defineFunction } from "../../kernel/function";
import { isObject, type Properties } from "../../kernel/values";
import { allPages, itemsIn } from "./paging";
import { partOf, queryOf, scopeField, scopeProblem } from "./scope";
import { bannedPath, era } from "./vendor";

const columns = ["banned", "addr", "node", "online", "site", "srvidx"] as const;

const ban = objectOf("Ban", "A banned address.", {
  ip: field(z.string(), "The address, IPv4."),
  expires: field(z.number(), "Seconds that are left of the ban."),
});

const bannedInstance = objectOf(
  "BannedInstance",
  "An instance of the role with its ban list. With `mask` it has just the fields named there; with `flat` it is the vendor's own object.",
  {
    site: field(z.string(), "Name of its site."),
    node: field(z.string(), "Name of the node it runs on."),
    srvidx: field(z.int(), "Number of its server in the configuration."),
    addr: field(z.string(), "Address of its server in the configuration."),
    online: field(z.boolean(), "Whether the platform's web server reached it."),
    banned: field(z.array(ban), "What it bans; empty where it is offline, as nobody can tell then."),
  },
);

/**
 * How an object or a list is written into the URL is not documented; JSON is the assumption. The page's own sample
 * shows a mask as names with commas.
 */
export const getBannedAddresses = defineFunction(era, {
  name: "getBannedAddresses",
  doc: "The instances of the role and what each of them bans, automatic bans and those of administrators alike.",
  page: "era-sg-bannedaddrs: Получение списка экземпляров ролей sg и заблокированных IP-адресов",
  example: { scope: { site: "SITE1" } },
  inputs: {
    ...scopeField,
    filter: field(
      z.record(z.string(), z.any()).optional(),
      'Filter by values of fields, in the vendor\'s form, e.g. `{ site: "SITE1" }`.',
    ),
    mask: field(z.array(z.enum(columns)).min(1).optional(), "The fields to give. Default: all."),
    offset: field(
      z.int().min(0).optional(),
      "How many instances to leave out at the beginning. Default: none.",
    ),
    limit: field(
      z.int().min(0).optional(),
      "How many instances to give at most. Default: all, page by page.",
    ),
    order: field(
      z.array(z.union([z.string(), z.record(z.string(), z.string())])).optional(),
      'The order of instances: names of fields, or objects in the vendor\'s form, e.g. `{ srvidx: "desc" }`.',
    ),
    flat: field(z.boolean().optional(), "Gives the vendor's own objects with composite fields made flat."),
  },
  outputs: {
    items: field(z.array(bannedInstance), "The instances."),
  },
  async call(ctx, { scope, filter, mask, offset, limit, order, flat }) {
    const problem = scopeProblem(scope);
    if (problem) throw invalid(`scope: ${problem}`);
    const query = {
      ...queryOf(partOf(scope)),
      filter: filter && JSON.stringify(filter),
      mask: mask?.join(","),
      order: order && JSON.stringify(order),
      flat,
    };
    const { where } = ctx.connection;
    const path = bannedPath(ctx);
    const items =
      limit === undefined
        ? await allPages(ctx.connection, path, query, offset)
        : itemsIn(await ctx.call({ method: "GET", path, query: { ...query, offset, limit } }), where);
    const asked = new Set<string>(mask ?? columns);
    return { items: items.map((item) => (flat ? item : instanceFrom(item, asked))) as BannedInstance[] };
  },
});

type BannedInstance = z.infer<typeof bannedInstance>;

/** `expires` is an int in the page's table and a string in its samples. */
function instanceFrom(item: Properties, asked: ReadonlySet<string>): Properties {
  const list = Array.isArray(item.banned) ? item.banned.filter(isObject) : [];
  const banned = list.map((ban) => ({ ...ban, expires: Number(ban.expires) }));
  return { ...item, ...(asked.has("banned") && { banned }) };
}
