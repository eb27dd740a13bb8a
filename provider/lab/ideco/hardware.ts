import { z } from "zod";
import type { Call, Route } from "../appliance";
import { type Context, isV18, setting } from "./context";
import { checked, ipv4, json, notFound, ok, route } from "./validate";

/** "Не длиннее 256 символов" */
const shared = { enabled: z.boolean(), comment: z.string().max(256) };
const mac = z.string().regex(/^([\da-f]{2}:){5}[\da-f]{2}$/i, "not a MAC address such as 11:22:33:aa:bb:cc");
/** "Не указывайте протокол IPv4 (значение 2048)" */
const protocol = z
  .int()
  .min(1)
  .max(65535)
  .refine((number) => number !== 2048, "not IPv4 (2048)");

const forms = {
  hw_rules_mac: z.strictObject({ ...shared, mac, protocol }),
  hw_rules_src_ip: z.strictObject({ ...shared, source_ip: ipv4 }),
  hw_rules_dst_ip: z.strictObject({ ...shared, destination_ip: ipv4 }),
  hw_rules_src_dst_ip: z.strictObject({ ...shared, source_ip: ipv4, destination_ip: ipv4 }),
};

/**
 * The hardware filter, since v19 ("Аппаратная фильтрация"): of its four lists the one of the chosen mode works. The
 * page prints the edit of two lists without an id, and the creation of the fourth at the path of the third: slips.
 */
export class HardwareFilter {
  readonly routes: Route[];
  /** Which list works; what a fresh appliance has is not printed. */
  readonly settings: { mode: "mac" | "src-ip" | "dst-ip" | "src-and-dst-ip" } = { mode: "src-ip" };
  private readonly lists = new Map<string, Map<string, object>>();
  private last: number;

  constructor(context: Context) {
    this.last = context.options.idOffset;
    const mode = z.enum(["mac", "src-ip", "dst-ip", "src-and-dst-ip"]);
    const routes = [
      ...setting(context, "/firewall/hw_settings", z.strictObject({ mode }), this.settings),
      ...Object.entries(forms).flatMap(([name, form]) => this.routesOf(name, form)),
    ];
    this.routes = routes.map((one) => ({ ...one, when: () => !isV18(context) && (one.when?.() ?? true) }));
  }

  private routesOf(name: string, form: z.ZodObject): Route[] {
    const rules = new Map<string, object>();
    this.lists.set(name, rules);
    const path = `/firewall/${name}`;
    const known = (call: Call): string => {
      const { id = "" } = call.params;
      if (!rules.has(id)) throw notFound(`rule ${id}`);
      return id;
    };
    return [
      route("GET", path, () => json([...rules].map(([id, rule]) => ({ id, ...rule })))),
      route("POST", path, (call) => {
        const rule = checked(form, call.body);
        this.last += 1;
        rules.set(String(this.last), rule);
        return json({ id: String(this.last) });
      }),
      // "любые поля"
      route("PATCH", `${path}/:id`, (call) => {
        const id = known(call);
        rules.set(id, { ...rules.get(id), ...checked(form.partial(), call.body) });
        return ok;
      }),
      route("DELETE", `${path}/:id`, (call) => {
        rules.delete(known(call));
        return ok;
      }),
    ];
  }
}
