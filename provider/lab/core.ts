import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Appliance, Call, Reply } from "./appliance";
import { Clock } from "./clock";
import { DeepFinderAppliance, type DeepFinderOptions } from "./deepfinder/appliance";
import { EraAppliance, type EraOptions } from "./era/appliance";
import { describe, type Fault, Faults } from "./faults";
import { IdecoAppliance, type IdecoOptions } from "./ideco/appliance";
import { Journal } from "./journal";
import { NhnAppliance, type NhnOptions } from "./nhn/appliance";
import { Router } from "./router";
import { SelectelAppliance, type SelectelOptions } from "./selectel/appliance";

export interface LabOptions {
  /** Default: a free one. */
  port?: number;
  /** PEM key and certificate; with them the lab speaks HTTPS. */
  tls?: { key: string; cert: string };
  ideco?: IdecoOptions;
  selectel?: SelectelOptions;
  era?: EraOptions;
  nhn?: NhnOptions;
  deepfinder?: DeepFinderOptions;
  /** Further routes on the same port, such as a page that shows the lab; called before it listens. */
  extend?: (app: FastifyInstance, lab: Lab) => void | Promise<void>;
}

const verbs = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] as const;
const bodyLimit = 64 * 1024 * 1024;

/** The appliances simulated on this machine: one HTTP server on 127.0.0.1, each appliance below its own prefix. */
export class Lab {
  /** Such as `http://127.0.0.1:41234`; the endpoint of an appliance is `${url}/${vendor}`. */
  url = "";
  readonly clock = new Clock();
  readonly journal = new Journal();
  readonly faults = new Faults();
  readonly ideco: IdecoAppliance;
  readonly selectel: SelectelAppliance;
  readonly era: EraAppliance;
  readonly nhn: NhnAppliance;
  readonly deepfinder: DeepFinderAppliance;
  readonly appliances: readonly Appliance[];
  private readonly routers = new Map<string, Router>();
  private readonly sockets = new Set<Socket>();
  private readonly stopping = new AbortController();
  private readonly app: FastifyInstance;
  private readonly cert: string | undefined;

  static async start(options: LabOptions = {}): Promise<Lab> {
    const lab = new Lab(options);
    await options.extend?.(lab.app, lab);
    lab.url = await lab.app.listen({ host: "127.0.0.1", port: options.port ?? 0 });
    return lab;
  }

  private constructor(options: LabOptions) {
    this.ideco = new IdecoAppliance(this.clock, options.ideco);
    this.selectel = new SelectelAppliance(this.clock, options.selectel);
    this.era = new EraAppliance(this.clock, options.era);
    this.nhn = new NhnAppliance(this.clock, options.nhn);
    this.deepfinder = new DeepFinderAppliance(this.clock, options.deepfinder);
    this.appliances = [this.ideco, this.selectel, this.era, this.nhn, this.deepfinder];
    this.cert = options.tls?.cert;
    this.app = fastify({
      bodyLimit,
      forceCloseConnections: true,
      exposeHeadRoutes: false,
      ...(options.tls ? { https: options.tls } : {}),
    }) as unknown as FastifyInstance;
    this.app.addHttpMethod("GET", { hasBody: true, overrideExisting: true });
    this.app.removeAllContentTypeParsers();
    this.app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    this.app.server.on("connection", (socket: Socket) => {
      this.sockets.add(socket);
      socket.once("close", () => this.sockets.delete(socket));
    });
    for (const appliance of this.appliances) this.mount(appliance);
  }

  /** A ready `PERIMETER_CONNECTIONS` object: `lab-<vendor>` for every appliance. */
  connections(): Record<string, Record<string, unknown>> {
    const entries = this.appliances.map((appliance) => {
      const rest = appliance.connection(`${this.url}/${appliance.vendor}`);
      const ca = this.cert === undefined ? {} : { ca: this.cert };
      return [`lab-${appliance.vendor}`, { vendor: appliance.vendor, ...rest, ...ca }] as const;
    });
    return Object.fromEntries(entries);
  }

  /**
   * Makes a call past the network, as an administrator would at the appliance's own console: no session, no fault,
   * no entry in the journal. Rejects unless the appliance takes it; answers with the JSON, if any.
   */
  async byHand(vendor: string, method: string, path: string, body?: unknown): Promise<unknown> {
    const [whole, search] = splitOnce(path, "?");
    const match = this.routers.get(vendor)?.find(whole);
    const route = match?.routes.find((one) => one.method === method && (one.when?.() ?? true));
    if (!match || !route) throw new Error(`${vendor} does not know ${method} ${path}`);
    const query = Object.fromEntries(new URLSearchParams(search));
    const length = body === undefined ? 0 : JSON.stringify(body).length;
    const headers = { "content-type": route.body === "text" ? "text/plain" : "application/json" };
    const call = {
      method,
      path: whole,
      params: match.params,
      query,
      headers,
      body: structuredClone(body),
      length,
    };
    const answer = await route.handle(call);
    if ((answer.status ?? 200) >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(answer.json)}`);
    return answer.json ?? answer.text;
  }

  /** Ends at once: open connections are cut, also those that wait for a delayed answer. */
  async stop(): Promise<void> {
    this.stopping.abort();
    for (const socket of this.sockets) socket.destroy();
    await this.app.close();
  }

  private mount(appliance: Appliance): void {
    const router = new Router(appliance.routes);
    this.routers.set(appliance.vendor, router);
    this.app.route({
      method: [...verbs],
      url: `/${appliance.vendor}/*`,
      handler: (request, reply) => this.serve(appliance, router, request, reply),
    });
  }

  private async serve(
    appliance: Appliance,
    router: Router,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { call, known, route, ok, text } = read(appliance, router, request);
    const fault = this.faults.take(appliance.vendor, call.method, call.path);
    const entry = this.journal.open({
      at: this.clock.now(),
      vendor: appliance.vendor,
      method: call.method,
      path: call.path,
      query: call.query,
      body: route?.session ? undefined : ok ? call.body : text,
      write: route?.write ?? (call.method !== "GET" && !route?.session),
    });
    appliance.redact?.(entry);
    if (fault) entry.fault = describe(fault);

    const work = async (): Promise<Reply> => {
      const refused = appliance.guard(call, route);
      if (refused) return refused;
      if (known.length === 0) return appliance.refuse(404, "no such resource");
      if (!route) return appliance.refuse(405, "the resource does not support this method");
      if (!ok) return appliance.refuse(400, "the body is not JSON");
      return route.handle(call);
    };
    const answer = await this.disturb(appliance, fault, work);
    if (answer === "cut" || this.stopping.signal.aborted) {
      reply.hijack();
      request.raw.socket.destroy();
      return reply;
    }
    entry.status = answer.status ?? 200;
    return send(reply, answer, fault?.corrupt ?? false);
  }

  /** Does the work, before, between or instead of what a fault asks for. */
  private async disturb(
    appliance: Appliance,
    fault: Fault | undefined,
    work: () => Promise<Reply>,
  ): Promise<Reply | "cut"> {
    await this.pause(appliance.latencyMs);
    if (!fault) return work();
    if (!fault.afterWork) await this.pause(fault.delayMs ?? 0);
    if (fault.lose === "before") return "cut";
    if (fault.expireSessions) appliance.expireSessions();
    const instead = fault.status === undefined ? undefined : faultReply(appliance, fault, fault.status);
    if (instead && !fault.afterWork && fault.lose !== "after") return instead;
    const done = await work();
    if (fault.afterWork) await this.pause(fault.delayMs ?? 0);
    if (fault.lose === "after") return "cut";
    return instead ?? done;
  }

  private async pause(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return;
    await sleep(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

/** Reads a request: the path as it was sent, the routes that are known there at the moment, the body. */
function read(appliance: Appliance, router: Router, request: FastifyRequest) {
  const [whole = "", search = ""] = splitOnce(request.url, "?");
  const path = whole.slice(appliance.vendor.length + 1);
  const match = router.find(path);
  const known = (match?.routes ?? []).filter((one) => one.when?.() ?? true);
  const route = known.find((one) => one.method === request.method);
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const text = bytes.toString();
  const parsed = parse(text, route?.body ?? "json");
  const call: Call = {
    method: request.method,
    path,
    params: match?.params ?? {},
    query: Object.fromEntries(new URLSearchParams(search)),
    headers: request.headers,
    body: parsed.value,
    length: bytes.length,
  };
  return { call, known, route, ok: parsed.ok, text };
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function parse(text: string, as: "json" | "text"): { ok: boolean; value: unknown } {
  if (text === "") return { ok: true, value: undefined };
  if (as === "text") return { ok: true, value: text };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, value: undefined };
  }
}

function faultReply(appliance: Appliance, fault: Fault, status: number): Reply {
  const headers = fault.headers ?? {};
  if (fault.html) {
    const page = `<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`;
    return { status, text: page, headers: { "content-type": "text/html", ...headers } };
  }
  if (typeof fault.body === "string") return { status, text: fault.body, headers };
  if (fault.body !== undefined) return { status, json: fault.body, headers };
  return { ...appliance.refuse(status, "the lab was asked to fail here"), headers };
}

function send(reply: FastifyReply, answer: Reply, corrupt: boolean): FastifyReply {
  reply.code(answer.status ?? 200);
  for (const [name, value] of Object.entries(answer.headers ?? {})) reply.header(name, value);
  if (answer.json === undefined && !corrupt) return reply.send(answer.text ?? "");
  if (!reply.hasHeader("content-type")) reply.header("content-type", "application/json; charset=utf-8");
  const whole = answer.json === undefined ? (answer.text ?? "") : JSON.stringify(answer.json);
  return reply.send(corrupt ? whole.slice(0, Math.floor(whole.length / 2)) || '{"' : whole);
}
