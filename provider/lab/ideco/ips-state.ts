import { z } from "zod";
import type { Call, Route } from "../appliance";
import type { Context } from "./context";
import { addressTypes, type Objects } from "./objects";
import { checked, comment, json, network, notFound, ok, route } from "./validate";

/** The signature and GeoIP databases; an update takes `updateSeconds` and ends as `updateEnds` says. */
export class Updates {
  readonly routes: Route[];
  private started: number | undefined;
  private lastUpdate: number | null = null;

  constructor(private readonly context: Context) {
    this.routes = [
      route("GET", "/ips/update", () => json(this.status())),
      route("GET", "/ips/update_advanced", () => json(this.status())),
      route("POST", "/ips/update", () => {
        this.status();
        if (context.options.updateEnds !== "disabled") this.started = context.clock.now();
        return ok;
      }),
    ];
  }

  private status() {
    const { updateEnds, updateSeconds } = this.context.options;
    if (updateEnds === "disabled") return this.answer("disabled", "Updates are switched off");
    const ends = (this.started ?? 0) + updateSeconds * 1000;
    if (this.started === undefined) return this.answer("up_to_date", "The databases are up to date");
    if (this.context.clock.now() < ends) return this.answer("updating", "Downloading the databases");
    if (updateEnds === "failed_to_update") return this.answer(updateEnds, "The last update failed");
    this.lastUpdate = ends / 1000;
    return this.answer("up_to_date", "The databases are up to date");
  }

  private answer(status: string, msg: string) {
    return { status, msg, last_update: this.lastUpdate };
  }
}

/** Protected networks. POST answers without a body, so a caller finds the id by listing. */
export function protectedNets(): Route[] {
  const known = new Map<string, string>([
    ["1", "192.168.0.0/16"],
    ["2", "172.16.0.0/12"],
    ["3", "10.0.0.0/8"],
  ]);
  let last = known.size;
  return [
    route("GET", "/ips/nets", () => json([...known].map(([id, address]) => ({ id, address })))),
    route("POST", "/ips/nets", (call) => {
      const { address } = checked(z.strictObject({ address: network }), call.body);
      last += 1;
      known.set(String(last), address);
      return ok;
    }),
    route("DELETE", "/ips/nets/:id", (call) => {
      if (!known.delete(call.params.id ?? "")) throw notFound(`network ${call.params.id}`);
      return ok;
    }),
  ];
}

/** Exemptions: "Допустимые типы: IP-адрес, Диапазон …, Подсеть, Домен, Пользователь, Группа"; `any` is not one. */
export class Bypass {
  readonly routes: Route[];
  private readonly known = new Map<string, { aliases: string[]; comment: string; enabled: boolean }>();
  private last = 0;

  constructor(objects: Objects) {
    const path = "/ips/bypass";
    const aliases = objects.references([...addressTypes, "user", "group"], { any: false, empty: false });
    const form = z.strictObject({ aliases, comment, enabled: z.boolean() });
    this.routes = [
      route("GET", path, () => json([...this.known].map(([id, one]) => ({ id, ...one })))),
      route("POST", path, (call) => {
        const one = checked(form, call.body);
        this.last += 1;
        this.known.set(String(this.last), one);
        return json({ id: String(this.last) });
      }),
      route("PATCH", `${path}/:id`, (call) => {
        const id = this.find(call);
        this.known.set(id, checked(form, call.body));
        return ok;
      }),
      route("DELETE", `${path}/:id`, (call) => {
        this.known.delete(this.find(call));
        return ok;
      }),
    ];
  }

  /** The exemption that refers to an object, in words. */
  userOf(object: string): string | undefined {
    const found = [...this.known].find(([, one]) => one.aliases.includes(object));
    return found && `exemption ${found[0]}`;
  }

  private find(call: Call): string {
    const id = call.params.id ?? "";
    if (!this.known.has(id)) throw notFound(`exemption ${id}`);
    return id;
  }
}
