import { z } from "zod";
import type { Call, Route } from "../appliance";
import { type Context, isV18, toggle } from "./context";
import { checked, comment, json, notFound, ok, route, title } from "./validate";

const path = "/quotas/quotas";

const quotaForm = z.strictObject({
  title,
  comment,
  /** Bytes. */
  quota: z.int().min(0),
  enabled: z.boolean(),
  interval: z.enum(["hour", "day", "week", "month", "quarter"]),
});

/** Traffic quotas: v18 only, removed in v19. */
export class Quotas {
  readonly state = { enabled: false };
  readonly routes: Route[];
  private readonly quotas = new Map<string, z.infer<typeof quotaForm>>();
  private last: number;

  constructor(context: Context) {
    this.last = context.options.idOffset;
    const routes = [
      ...toggle(context, "/quotas/state", this.state),
      route("GET", path, () => json([...this.quotas].map(([id, quota]) => ({ id, ...quota })))),
      route("POST", path, (call) => {
        const quota = checked(quotaForm, call.body);
        this.last += 1;
        this.quotas.set(String(this.last), quota);
        return json({ id: String(this.last) });
      }),
      route("PATCH", `${path}/:id`, (call) => {
        const id = this.known(call);
        this.quotas.set(id, checked(quotaForm, call.body));
        return ok;
      }),
      route("DELETE", `${path}/:id`, (call) => {
        this.quotas.delete(this.known(call));
        return ok;
      }),
    ];
    this.routes = routes.map((one) => ({ ...one, when: () => isV18(context) && (one.when?.() ?? true) }));
  }

  private known(call: Call): string {
    const id = call.params.id ?? "";
    if (!this.quotas.has(id)) throw notFound(`quota ${id}`);
    return id;
  }
}
