import { expect, onTestFinished } from "vitest";
import { z } from "zod";
import { path } from "../../provider/kernel/calls";
import type { Context } from "../../provider/kernel/context";
import { isCategory, PerimeterError } from "../../provider/kernel/errors";
import { field } from "../../provider/kernel/fields";
import * as lifecycle from "../../provider/kernel/lifecycle";
import type { Log } from "../../provider/kernel/log";
import { defineResource, type Resource } from "../../provider/kernel/resource";
import { Runtime } from "../../provider/kernel/runtime";
import type { Properties } from "../../provider/kernel/values";
import { acme, other } from "./acme-vendor";
import { type Handler, json, Site } from "./site";

/** A small appliance with one collection, `/things`, over real HTTP. */
export class Wall {
  readonly things = new Map<string, Properties>();
  /** Answers instead of the appliance, where it gives anything but undefined. */
  instead?: (call: string) => Handler | undefined;
  private next = 1;
  private constructor(readonly site: Site) {}

  static async start(): Promise<Wall> {
    let wall: Wall | undefined;
    const site = await Site.start((request, response, raw) => {
      const handler = wall?.instead?.(`${request.method} ${request.url}`);
      if (handler) return handler(request, response, raw);
      return wall?.serve(request, response, raw);
    });
    wall = new Wall(site);
    return wall;
  }

  add(thing: Properties): string {
    const id = String(this.next);
    this.next += 1;
    this.things.set(id, thing);
    return id;
  }

  get writes(): string[] {
    return this.site.calls.filter((call) => !call.startsWith("GET"));
  }

  private readonly serve: Handler = (request, response) => {
    const id = decodeURIComponent(request.url.split("/")[2] ?? "");
    const body = request.text === "" ? {} : (JSON.parse(request.text) as Properties);
    if (request.method === "POST") return json(response, { id: this.add(body) });
    if (request.url === "/things") {
      return json(
        response,
        [...this.things].map(([each, thing]) => ({ id: each, ...thing })),
      );
    }
    const thing = this.things.get(id);
    if (!thing) return json(response, { message: "no such thing" }, 404);
    if (request.method === "DELETE") this.things.delete(id);
    if (request.method === "PATCH") this.things.set(id, { ...thing, ...body });
    json(response, { id, ...this.things.get(id) });
  };
}

const inputs = {
  name: field(z.string().min(1), "Name."),
  size: field(z.int().min(1), "Size.", { default: 1 }),
  tags: field(z.array(z.string()), "Tags, a set.", { default: [], equals: (a, b) => set(a) === set(b) }),
  zone: field(z.string().optional(), "Zone.", { replace: true }),
  kind: field(z.string().optional(), "Kind.", { immutable: true }),
  pin: field(z.string().optional(), "Pin, which the appliance never tells.", {
    secret: true,
    writeOnly: true,
  }),
  partner: field(z.string().optional(), "Another thing."),
};
const outputs = {
  number: field(z.int(), "Number.", { stable: true }),
  state: field(z.string().optional(), "How it is."),
};

function set(value: unknown): string {
  return JSON.stringify([...((value as string[] | undefined) ?? [])].sort());
}

type Inputs = Properties & { name?: string; adopt?: boolean; adoptId?: string };

interface Item {
  name: string;
  size: number;
  tags: string[];
  zone?: string;
  kind?: string;
  partner?: string;
}

const item = ({ name, size, tags, zone, kind, partner }: Item): Item => ({
  name,
  size,
  tags,
  zone,
  kind,
  partner,
});

async function look(ctx: Context, id: string): Promise<(Item & { state?: string }) | undefined> {
  try {
    return await ctx.call<Item>({ method: "GET", path: path`/things/${id}` });
  } catch (thrown) {
    if (isCategory(thrown, "notFound")) return undefined;
    throw thrown;
  }
}

/** A resource as most are. */
export const thing = defineResource(acme, {
  name: "Thing",
  doc: "A thing.",
  page: "none",
  importId: "its number",
  example: { name: "thing" },
  inputs,
  outputs,
  adoptable: true,
  check(given: Inputs, report) {
    if (given.name === given.partner) report(["partner"], "is the thing itself");
    if (String(given.name).startsWith("-")) report(["name"], "begins with a -");
  },
  claims: (given: Inputs) => [{ key: `the thing ${given.name}`, mode: "sole" as const }],
  async preview(ctx, given) {
    const all = await ctx.call<Properties[]>({ method: "GET", path: "/things" });
    const same = all.filter((each) => each.name === given.name);
    if (same.length > 0 && !(given as Inputs).adopt) {
      return { problems: [{ path: ["name"], message: `exists already, with the id ${same[0]?.id}` }] };
    }
    return { notes: [`there are ${all.length} things`], warnings: all.length > 2 ? ["that is a lot"] : [] };
  },
  async create(ctx, given) {
    const { adoptId } = given as Inputs;
    if (adoptId) return { id: adoptId, outputs: { number: Number(adoptId) } };
    const made = await ctx.call<{ id: string }>({
      method: "POST",
      path: "/things",
      body: { ...item(given), pin: given.pin },
    });
    if (given.name === "half") {
      throw new PerimeterError({
        category: "partial",
        message: "only half of it",
        incomplete: { id: made.id, outputs: { number: Number(made.id) }, reasons: ["the rest is missing"] },
      });
    }
    return { id: made.id, outputs: { number: Number(made.id) } };
  },
  async read(ctx, id) {
    const found = await look(ctx, id);
    if (!found) return undefined;
    return { inputs: item(found), outputs: { number: Number(id), state: found.state ?? "fine" } };
  },
  async update(ctx, id, _, given) {
    await ctx.call({ method: "PATCH", path: path`/things/${id}`, body: item(given), repeat: true });
    if (given.name === "half") {
      throw new PerimeterError({
        category: "partial",
        message: "only half of it",
        incomplete: { id, outputs: { number: Number(id) }, reasons: ["the rest is missing"] },
      });
    }
    return { number: Number(id) };
  },
  async delete(ctx, id) {
    await ctx.call({ method: "DELETE", path: path`/things/${id}`, repeat: true }).catch((thrown) => {
      if (!isCategory(thrown, "notFound")) throw thrown;
    });
  },
  needsUpdate: (state) => (state.state === "broken" ? ["state"] : []),
  list: async (ctx) => {
    const all = await ctx.call<Properties[]>({ method: "GET", path: "/things" });
    return all.map((each) => ({ id: String(each.id), name: String(each.name) }));
  },
});

/** A log that keeps what it is told. */
export class Kept implements Log {
  readonly lines: string[] = [];
  debug = (message: string) => void this.lines.push(`debug: ${message}`);
  info = (message: string) => void this.lines.push(`info: ${message}`);
  warn = (message: string) => void this.lines.push(`warn: ${message}`);
  progress = (message: string) => void this.lines.push(`progress: ${message}`);
}

/** A process of a provider: its memory of what it made begins empty. */
export function process(
  wall: Wall,
  more: Record<string, Properties> = {},
  settings: Properties = {},
  engine?: string,
) {
  const log = new Kept();
  const hq = { vendor: "acme", endpoint: wall.site.url, retries: 0, ...settings };
  const runtime = new Runtime([acme, other], { hq, ...more }, log, engine);
  onTestFinished(() => runtime.close());
  return { runtime, log };
}

export const checkedInputs = { name: "a", size: 1, tags: [], connection: "hq" };

/** An appliance, one process of a provider for it, and a way to make things. */
export async function setup(definition: Resource = thing) {
  const wall = await Wall.start();
  const { runtime, log } = process(wall);
  const make = async (given: Properties) => {
    const { inputs, problems } = await lifecycle.check(runtime, definition, undefined, given);
    expect(problems).toEqual([]);
    return lifecycle.create(runtime, definition, inputs);
  };
  return { wall, runtime, log, make };
}
