import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Call, Reply, Route } from "../appliance";
import type { Context } from "./context";
import { dpiProfile, shiftedUuid } from "./ips-data";
import { checked, comment, invalid, json, name, notFound, ok, route } from "./validate";

/** "строковый идентификатор алиаса протокола с префиксом id.l7" */
const protocol = z.strictObject({
  id: z.string().regex(/^id\.l7\..+/, "not an id such as id.l7.ftp_protocol"),
  action: z.enum(["deny", "allow"]),
});
const profileForm = z.strictObject({ name, comment, protocols: z.array(protocol) });

const path = "/api/application_control/profiles";

/**
 * Profiles of application control, written from the vendor's `profiles-api.md` (v18 to v20 alike). Their ids are
 * printed as strings, that of a copy as an integer: rules name a profile by a UUID, so that is what all of them are.
 */
export class DpiProfiles {
  readonly routes: Route[];
  private readonly known = new Map<string, z.infer<typeof profileForm>>();

  /** `userOf` tells which rule refers to a profile: like an object, one in use is not deleted (unknown). */
  constructor(
    private readonly context: Context,
    private readonly userOf: (id: string) => string | undefined,
  ) {
    const protocols = [{ id: "id.l7.bittorrent", action: "deny" } as const];
    const id = shiftedUuid(dpiProfile, context.options.idOffset);
    this.known.set(id, { name: "Office", comment: "", protocols });
    this.routes = [
      route("GET", path, () => json([...this.known].map(([each, profile]) => ({ id: each, ...profile })))),
      route("POST", path, (call) => {
        const profile = checked(profileForm, call.body);
        const made = { id: this.add(profile), ...profile };
        return json(this.printsLists ? [made] : made);
      }),
      route("POST", `${path}/:id/copy`, (call) => json({ id: this.add(this.one(call).profile) })),
      route("PATCH", `${path}/:id`, (call) => this.edit(call)),
      route("DELETE", `${path}/:id`, (call) => this.remove(this.one(call).id)),
    ];
  }

  private get printsLists(): boolean {
    return this.context.options.dpiProfiles === "list";
  }

  private add(profile: z.infer<typeof profileForm>): string {
    const id = randomUUID();
    this.known.set(id, structuredClone(profile));
    return id;
  }

  private edit(call: Call): Reply {
    const { id } = this.one(call);
    const profile = this.printsLists
      ? checked(z.tuple([profileForm]), call.body)[0]
      : checked(profileForm, call.body);
    this.known.set(id, profile);
    return ok;
  }

  private remove(id: string): Reply {
    const user = this.userOf(id);
    if (user !== undefined) throw invalid("id", `${id} is used by ${user}`);
    this.known.delete(id);
    return ok;
  }

  private one(call: Call) {
    const { id = "" } = call.params;
    const profile = this.known.get(id);
    if (profile === undefined) throw notFound(`profile ${id}`);
    return { id, profile };
  }
}
