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
export class ProtectedNets {
  readonly routes: Route[];
  private readonly known = new Map<string, string>();
  private last: number;

  constructor(context: Context) {
    this.last = context.options.idOffset;
    for (const address of ["192.168.0.0/16", "172.16.0.0/12", "10.0.0.0/8"]) this.add(address);
    const path = "/ips/nets";
    this.routes = [
      route("GET", path, () => json([...this.known].map(([id, address]) => ({ id, address })))),
      route("POST", path, (call) => {
        this.add(checked(z.strictObject({ address: network }), call.body).address);
        return ok;
      }),
      route("DELETE", `${path}/:id`, (call) => {
        if (!this.known.delete(call.params.id ?? "")) throw notFound(`network ${call.params.id}`);
        return ok;
      }),
    ];
  }

  private add(address: string): void {
    this.last += 1;
    this.known.set(String(this.last), address);
  }
}

/** Exemptions: "Допустимые типы: IP-адрес, Диапазон …, Подсеть, Домен, Пользователь, Группа"; `any` is not one. */
export class Bypass {
  readonly routes: Route[];
  private readonly known = new Map<string, { aliases: string[]; comment: string; enabled: boolean }>();
  private last: number;

  constructor(context: Context, objects: Objects) {
    this.last = context.options.idOffset;
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
