import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Call, Route } from "../appliance";
import { type Context, isV18, setting } from "./context";
import { shiftedUuid } from "./ips-data";
import type { Objects } from "./objects";
import { checked, invalid, json, name, network, notFound, ok, route } from "./validate";

const port = z.int().min(0).max(65535);
const entry = z
  .strictObject({
    saddr: network,
    daddr: network,
    proto: z.enum(["tcp", "udp", "ip", "icmp"]),
    sport_min: port,
    sport_max: port,
    dport_min: port,
    dport_max: port,
    action: z.enum(["allow", "deny"]),
  })
  // "для протоколов без порта - оставить 0"
  .refine(({ proto, sport_max, dport_max }) => hasPorts(proto) || sport_max + dport_max === 0, {
    path: ["proto"],
    error: "has no ports: they are 0",
  })
  .refine(({ sport_min, sport_max }) => sport_min <= sport_max, {
    path: ["sport_min"],
    error: "above its end",
  })
  .refine(({ dport_min, dport_max }) => dport_min <= dport_max, {
    path: ["dport_min"],
    error: "above its end",
  });
/** "up to 100,000 entries" */
const listForm = z.strictObject({ name, value: z.array(entry).max(100_000) });
const stateForm = z.strictObject({
  enabled: z.boolean(),
  default_action: z.enum(["deny", "allow"]),
  logging_enabled: z.boolean(),
});

/** The list that the lab's appliance starts with. */
const seeded = "3d0e7a21-6f0b-4d0e-8a44-5b0f1c2d3e01";

const hasPorts = (proto: string) => proto === "tcp" || proto === "udp";

interface Place {
  src: string[];
  hip: string[];
  acl: string;
}

/**
 * Access lists, since v19 ("Управление списками ACL"): lists of entries, for whom they hold and in which order. A list
 * that stands in the order is not deleted (unknown).
 */
export class AccessLists {
  readonly routes: Route[];
  readonly state: z.infer<typeof stateForm> = {
    enabled: false,
    default_action: "allow",
    logging_enabled: false,
  };
  private readonly lists = new Map<string, z.infer<typeof listForm>>();
  private readonly order: { acl_ordered_list: Place[] } = { acl_ordered_list: [] };

  constructor(context: Context, objects: Objects) {
    const { idOffset } = context.options;
    const acl = shiftedUuid(seeded, idOffset);
    this.lists.set(acl, { name: "Quarantine", value: [] });
    this.order.acl_ordered_list.push({ src: [`group.id.${1 + idOffset}`], hip: [], acl });
    const path = "/acl/rules";
    const routes = [
      route("GET", path, () => json([...this.lists].map(([id, list]) => ({ ...list, id })))),
      route("POST", path, (call) => {
        const list = checked(listForm, call.body);
        const id = randomUUID();
        this.lists.set(id, list);
        return json({ id });
      }),
      route("PATCH", `${path}/:id`, (call) => {
        const id = this.known(call);
        this.lists.set(id, checked(listForm, call.body));
        return ok;
      }),
      route("DELETE", `${path}/:id`, (call) => {
        const id = this.known(call);
        if (this.order.acl_ordered_list.some(({ acl }) => acl === id)) {
          throw invalid("id", `${id} stands in the order`);
        }
        this.lists.delete(id);
        return ok;
      }),
      route("GET", "/acl/acl-order", () => json(this.order)),
      route("PATCH", "/acl/acl-order", (call) => {
        const place = z.strictObject({
          src: objects.references(["group", "security_group"], { any: true, empty: true }),
          hip: objects.references(["hip_profile"], { any: false, empty: true }),
          acl: z.string().refine((id) => this.lists.has(id), "not the identifier of a list"),
        });
        Object.assign(this.order, checked(z.strictObject({ acl_ordered_list: z.array(place) }), call.body));
        return ok;
      }),
      ...setting(context, "/acl/acl-state", stateForm, this.state),
    ];
    this.routes = routes.map((one) => ({ ...one, when: () => !isV18(context) && (one.when?.() ?? true) }));
  }

  private known(call: Call): string {
    const { id = "" } = call.params;
    if (!this.lists.has(id)) throw notFound(`list ${id}`);
    return id;
  }
}
