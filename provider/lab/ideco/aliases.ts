import { z } from "zod";
import type { Call, Route } from "../appliance";
import { numeric } from "./addresses";
import { type Context, update } from "./context";

import { factsOf } from "./facts";
import { addressTypes, type Objects } from "./objects";
import type { Alias } from "./seed";

import { checked, comment, invalid, ipv4, json, network, notFound, ok, port, route, title } from "./validate";

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** `ГГГГММДДЧЧММСС` as an integer. */
const moment = z.int().min(10_000_101_000_000).max(99_991_231_235_959);
const domain = z.string().regex(/^[^\s/]+\.[^\s/.]+$/);

/** Name in the path → type in the id → what the object is made of. */
function kinds(objects: Objects) {
  const named = { title, comment };
  const members = (types: readonly string[]) => z.array(objects.reference(types)).min(1);
  const times = z
    .strictObject({
      ...named,
      weekdays: z.array(z.int().min(1).max(7)).min(1),
      start: clockTime,
      end: clockTime,
      period: z.strictObject({ first: moment, last: moment }).nullable(),
    })
    .refine(({ period }) => period === null || period.first <= period.last, { path: ["period"] });
  return {
    ip_addresses: { type: "ip", schema: z.strictObject({ ...named, value: ipv4 }) },
    ip_ranges: { type: "ip_range", schema: z.strictObject({ ...named, start: ipv4, end: ipv4 }) },
    networks: { type: "subnet", schema: z.strictObject({ ...named, value: network }) },
    domains: { type: "domain", schema: z.strictObject({ ...named, value: domain }) },
    ports: { type: "port", schema: z.strictObject({ ...named, value: port }) },
    port_ranges: { type: "port_range", schema: z.strictObject({ ...named, start: port, end: port }) },
    time_ranges: { type: "time_range", schema: times },
    ip_address_lists: {
      type: "ip_address_list",
      schema: z.strictObject({ ...named, values: z.array(z.union([ipv4, network])).min(1) }),
    },
    "lists/addresses": {
      type: "address_list",
      schema: z.strictObject({ ...named, values: members(addressTypes.slice(0, 4)) }),
    },
    "lists/ports": {
      type: "port_list",
      schema: z.strictObject({ ...named, values: members(["port", "port_range"]) }),
    },
    "lists/times": {
      type: "time_list",
      schema: z.strictObject({ ...named, values: members(["time_range"]) }),
    },
  } satisfies Record<string, { type: string; schema: z.ZodType<Omit<Alias, "id" | "type">> }>;
}

/**
 * Objects and their lists ("Управление объектами"). The page says nothing about an object that is in use: the
 * lab refuses to delete it with 542, so that a wrong order of deletion shows.
 */
export function aliasRoutes(
  context: Context,
  objects: Objects,
  users: (id: string) => string | undefined,
): Route[] {
  const routes: Route[] = [route("GET", "/aliases/all", () => json(everything(context, objects)))];
  for (const [name, { type, schema }] of Object.entries(kinds(objects))) {
    const path = `/aliases/${name}`;
    const known = (call: Call): Alias => {
      const alias = objects.all.get(call.params.id ?? "");
      if (alias?.type !== type) throw notFound(`object ${call.params.id}`);
      return alias;
    };
    const read = (call: Call) => {
      const fields = checked<Omit<Alias, "id" | "type">>(schema, call.body);
      if ((type === "ip_range" || type === "port_range") && !ordered(fields)) {
        throw invalid("end", "before the start");
      }
      return fields;
    };
    routes.push(
      route("GET", path, () => json(objects.list(type))),
      route("POST", path, (call) => json({ id: objects.add(type, read(call)) })),
      ...update(context, `${path}/:id`, (call) => {
        const { id } = known(call);
        objects.all.set(id, { id, type, ...read(call) });
        return ok;
      }),
      route("DELETE", `${path}/:id`, (call) => {
        const { id } = known(call);
        const user = users(id);
        if (user !== undefined) throw invalid("id", `${id} is used by ${user}`);
        objects.all.delete(id);
        return ok;
      }),
    );
  }
  return routes;
}

/** Every object: in one list, or grouped by kind; in some versions without what lists of countries hold. */
function everything(context: Context, objects: Objects): unknown {
  const { countryContents } = factsOf(context);
  const list = objects.list().map((alias) => {
    if (countryContents || alias.type !== "list_of_iplists") return alias;
    const { values: _values, ...rest } = alias;
    return rest;
  });
  if (context.options.allAliases === "list") return list;
  return Object.fromEntries(
    [...new Set(list.map(({ type }) => type))].map((type) => [type, list.filter((one) => one.type === type)]),
  );
}

function ordered({ start, end }: Omit<Alias, "id" | "type">): boolean {
  return typeof start === "string" && typeof end === "string"
    ? numeric(start) <= numeric(end)
    : Number(start) <= Number(end);
}
