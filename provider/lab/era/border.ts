import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Call, Reply, Route } from "../appliance";
import { checked, noQuery, Refused } from "../strict";
import { look, viewParameters } from "./collection";
import type { Context } from "./options";

/** A static rule of the border filter, as the vendor's public page of the entity `borderrule` prints it. */
export interface BorderRule {
  id: string;
  enabled: 0 | 1;
  priority: number;
  site: string;
  service: string;
  domain: string;
  username: string;
  useragent: string;
  remoteipmask: string;
  action: string;
  opts: { title: string; comment: string };
  ext: { ct: string; lwt: string };
}

interface Opts {
  opts?: { title?: string; comment?: string };
}

/** A rule as a hand gives it: what is left out has the vendor's default. */
export type BorderRuleFields = Partial<Omit<BorderRule, "ext" | "opts">> & Opts;

/** The vendor's public page of `borderrules`: "Доступные поля для выдачи". */
const listForm = z.strictObject(
  viewParameters([
    "id",
    "priority",
    "site",
    "domain",
    "username",
    "useragent",
    "remoteipmask",
    "opts.title",
    "ext.lwt",
    "ext.ct",
  ]),
);

/** An address (`192.168.0.10`), a network (`192.168.0.0/24`) or a range (`172.25.0.50+10`). */
const ipMask = z.union([z.ipv4(), z.cidrv4(), z.string().regex(/^(\d{1,3}\.){3}\d{1,3}\+\d+$/)]);

/**
 * Permanent and CIDR blocks. Not on the page of `bannedaddrs`; calls, fields and defaults are those of the vendor's
 * public pages of the collection and its entity. Its verb LOOKUP is left out: HTTP servers for Node cannot read it.
 */
export class BorderRules {
  readonly routes: Route[];
  private readonly rules = new Map<string, BorderRule>();

  constructor(private readonly context: Context) {
    const path = "/rest/v1/master/borderrules";
    const one = `${path}/:id`;
    const takes = (verb: "patch" | "put") => () => {
      const { borderUpdate } = this.context.options;
      return borderUpdate === verb || borderUpdate === "both";
    };
    this.routes = [
      { method: "POST", path, handle: (call) => this.create(call) },
      { method: "GET", path, handle: (call) => this.list(call) },
      { method: "GET", path: one, handle: (call) => ({ json: this.known(call) }) },
      { method: "PATCH", path: one, handle: (call) => this.change(call, true), when: takes("patch") },
      { method: "PUT", path: one, handle: (call) => this.change(call, false), when: takes("put") },
      { method: "DELETE", path: one, handle: (call) => this.remove(call) },
    ];
  }

  state(): BorderRule[] {
    return structuredClone([...this.rules.values()]);
  }

  /** For hands: adds a rule, or replaces the one with the same id. */
  put({ id = randomUUID(), opts, ...fields }: BorderRuleFields): BorderRule {
    const now = this.now();
    const rule: BorderRule = {
      id,
      enabled: 1,
      priority: 100,
      site: "*",
      service: "sip",
      domain: "",
      username: "",
      useragent: "",
      remoteipmask: "0.0.0.0/0",
      action: "drop",
      ...fields,
      opts: { title: "", comment: "", ...opts },
      ext: { ct: this.rules.get(id)?.ext.ct ?? now, lwt: now },
    };
    this.rules.set(id, rule);
    return rule;
  }

  /** For hands. */
  drop(id: string): void {
    if (!this.rules.delete(id)) throw new Error(`there is no border rule ${id}`);
  }

  private create(call: Call): Reply {
    checked(noQuery, call.query);
    const rule = checked(this.fields().extend({ id: z.guid().optional() }), call.body);
    if (rule.id !== undefined && this.rules.has(rule.id)) {
      throw new Refused(409, `there is a border rule ${rule.id} already`);
    }
    return { json: this.put(rule) };
  }

  private list(call: Call): Reply {
    return { json: look([...this.rules.values()], checked(listForm, call.query)) };
  }

  private change(call: Call, partly: boolean): Reply {
    checked(noQuery, call.query);
    const { ext: _ext, ...present } = this.known(call);
    if (!partly) return { json: this.put({ ...checked(this.fields(), call.body), id: present.id }) };
    const { opts, ...fields } = checked(this.fields().partial(), call.body);
    return { json: this.put({ ...present, ...fields, opts: { ...present.opts, ...opts } }) };
  }

  private remove(call: Call): Reply {
    checked(noQuery, call.query);
    this.rules.delete(this.known(call).id);
    return { status: 204 };
  }

  private known(call: Call): BorderRule {
    const rule = this.rules.get(call.params.id ?? "");
    if (!rule) throw new Refused(404, `there is no border rule ${call.params.id}`);
    return rule;
  }

  /** `priority` is required on the public page; that `remoteipmask` and `action` are is the lab's choice. */
  private fields() {
    return z.strictObject({
      enabled: z.union([z.literal(0), z.literal(1)]).optional(),
      priority: z.int(),
      site: z.string().min(1).optional(),
      service: z.string().min(1).optional(),
      domain: z.string().optional(),
      username: z.string().optional(),
      useragent: z.string().optional(),
      remoteipmask: ipMask,
      action: z.enum([...this.context.options.borderActions]),
      opts: z.strictObject({ title: z.string().optional(), comment: z.string().optional() }).optional(),
    });
  }

  /** Two digits of a second, as printed: `2019-08-26T08:35:13.70Z`. */
  private now(): string {
    return new Date(this.context.clock.now()).toISOString().replace(/\dZ$/, "Z");
  }
}
