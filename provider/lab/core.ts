import type { Socket } from "node:net";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Appliance } from "./appliance";
import { Clock } from "./clock";
import { DeepFinderAppliance, type DeepFinderOptions } from "./deepfinder/appliance";
import { Desk, splitOnce } from "./desk";
import { EraAppliance, type EraOptions } from "./era/appliance";
import { Faults } from "./faults";
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
  /** Added to the ids that the appliances give, so that those of two labs differ; default 0. */
  idOffset?: number;
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
  private readonly desks = new Map<string, Desk>();
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
    const ids = options.idOffset === undefined ? {} : { idOffset: options.idOffset };
    this.ideco = new IdecoAppliance(this.clock, { ...ids, ...options.ideco });
    this.selectel = new SelectelAppliance(this.clock, options.selectel);
    this.era = new EraAppliance(this.clock, options.era);
    this.nhn = new NhnAppliance(this.clock, { ...ids, ...options.nhn });
    this.deepfinder = new DeepFinderAppliance(this.clock, { ...ids, ...options.deepfinder });
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
    this.app.addHook("onRequest", refuseStrangers);
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
    if (method !== "GET") this.desks.get(vendor)?.remember();
    const answer = route.handle(call);
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
    const desk = new Desk(appliance, router, this.faults, this.journal, this.clock, this.stopping.signal);
    this.desks.set(appliance.vendor, desk);
    this.app.route({
      method: [...verbs],
      url: `/${appliance.vendor}/*`,
      handler: (request, reply) => desk.serve(request, reply),
    });
  }
}

const own = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/**
 * Only callers of this machine are answered: a page of another site, which a browser here has open, could otherwise
 * read and change what the lab holds, by another name for this address or by a plain form.
 */
function refuseStrangers(request: FastifyRequest, reply: FastifyReply, next: () => void): void {
  const { host = "", origin, "sec-fetch-site": site } = request.headers;
  if (!own.test(host)) {
    reply.code(421).send({ message: "The lab answers at 127.0.0.1 and localhost only." });
  } else if (
    (origin !== undefined && origin !== `${request.protocol}://${host}`) ||
    site === "cross-site" ||
    site === "same-site"
  ) {
    reply.code(403).send({ message: "The lab answers no pages of other origins." });
  } else next();
}
