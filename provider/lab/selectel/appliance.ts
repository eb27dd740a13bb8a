import { STATUS_CODES } from "node:http";
import { z } from "zod";
import type { Appliance, Call, Reply, Route } from "../appliance";
import type { Clock } from "../clock";
import { answering, checked, noQuery, Refused } from "../strict";
import { type OpenPort, Ports, type Protocol } from "./ports";

export interface SelectelOptions {
  /** Added to every answer; default 0. */
  latencyMs?: number;
  /** What `X-Token` has to be; default `lab-selectel-token`. */
  token?: string;
  /** `client_id` of answers; default 100500. */
  clientId?: number;
  /** Status for a missing or wrong token: unknown; default 401. */
  unauthorized?: 401 | 403;
  /**
   * What `PUT /ips/ports` does with a body `{"ip"}` (unknown): toggles the ports of that address, ignores the body
   * and so toggles every address, or refuses it with 400. Default `ip`.
   */
  toggleBody?: "ip" | "ignored" | "refused";
  /** What it does without a body, as printed: every address of the account, or 400. Default `all`. */
  toggleWithoutBody?: "all" | "refused";
  /** Mixed tags (unknown): each flips, or all become true unless all are true already. Default `flip-each`. */
  mixedTags?: "flip-each" | "uniform";
  /** Path that toggles one port (unknown), with `{port}` and where wanted `{ip}`, `{protocol}`; fixed at the start. */
  portPath?: string;
  /** Form of the port list (unknown): a bare array, or `{"result": […]}`. Default `array`. */
  listShape?: "array" | "result";
  /** Name of the tag in that list (unknown; the page speaks of "поле KNOWN"). Default `known`. */
  tagName?: "known" | "KNOWN";
  /** Type of the tag in that list (unknown). Default `boolean`. */
  tagType?: "boolean" | "string";
  /** How long a scan takes to notice a change, by the lab's clock; the page says 10 minutes. Default 0. */
  scanSeconds?: number;
}

const defaults: Required<SelectelOptions> = {
  latencyMs: 0,
  token: "lab-selectel-token",
  clientId: 100500,
  unauthorized: 401,
  toggleBody: "ip",
  toggleWithoutBody: "all",
  mixedTags: "flip-each",
  portPath: "/ips/ports/{port}",
  listShape: "array",
  tagName: "known",
  tagType: "boolean",
  scanSeconds: 0,
};

const base = "/eye/v1";
/** The page says "IP-адрес" and prints IPv4; nothing rules IPv6 out. */
const address = z.union([z.ipv4(), z.ipv6()]);
const protocols = z.enum(["tcp", "udp"]);
const oneAddress = z.strictObject({ ip: address });
const portNumber = z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(1).max(65535));

/** Monitoring of open ports, written from the vendor's page "API сервиса мониторинга открытых портов". */
export class SelectelAppliance implements Appliance {
  readonly vendor = "selectel";
  readonly routes: Route[];
  private readonly options: Required<SelectelOptions>;
  private readonly ports: Ports;
  private readonly modified = new Map<string, string>();
  private readonly foreign = new Set<string>();

  constructor(
    private readonly clock: Clock,
    options: SelectelOptions = {},
  ) {
    this.options = { ...defaults, ...options };
    this.ports = new Ports(clock, () => this.options.scanSeconds);
    const onePort = base + this.options.portPath.replace(/\{(\w+)\}/g, ":$1");
    const routes: Route[] = [
      { method: "POST", path: `${base}/ips`, handle: (call) => this.add(call) },
      // "The path is not visible in public copies": DELETE with a body.
      { method: "DELETE", path: `${base}/ips`, handle: (call) => this.remove(call) },
      { method: "GET", path: `${base}/ips/ports`, handle: (call) => this.list(call) },
      { method: "PUT", path: `${base}/ips/ports`, handle: (call) => this.toggle(call) },
      { method: "PUT", path: onePort, handle: (call) => this.toggleOne(call) },
    ];
    this.routes = answering(routes, (refused) => this.refuse(refused.status, refused.message));
  }

  get latencyMs(): number {
    return this.options.latencyMs;
  }

  /** Changes how the appliance behaves while it runs; what is left out stays. */
  configure(options: Omit<SelectelOptions, "portPath">): void {
    Object.assign(this.options, options);
  }

  /** A port opens on an address, monitored or not. A scan later it is listed, untagged. */
  openPort(ip: string, port: number, protocol: Protocol = "tcp"): void {
    this.ports.openPort(ip, port, protocol);
  }

  closePort(ip: string, port: number, protocol: Protocol = "tcp"): void {
    this.ports.closePort(ip, port, protocol);
  }

  /** Sets the KNOWN tag of a listed port, as somebody else would. */
  setKnown(ip: string, port: number, known: boolean, protocol: Protocol = "tcp"): void {
    const meant = (one: OpenPort) => one.port === port && one.protocol === protocol;
    if (this.ports.tag(ip, meant, () => known) === 0) {
      throw new Error(`no scan has found ${protocol}/${port} open on ${ip}`);
    }
  }

  monitor(ip: string): void {
    this.ports.watch(ip);
    this.modified.set(ip, new Date(this.clock.now()).toISOString());
  }

  unmonitor(ip: string): void {
    this.ports.unwatch(ip);
    this.modified.delete(ip);
  }

  /** From now on the address is not the account's: 403. */
  disown(ip: string): void {
    this.foreign.add(ip);
    this.unmonitor(ip);
  }

  own(ip: string): void {
    this.foreign.delete(ip);
  }

  /** Monitored addresses with the ports that scans have found; everything that is open; addresses of others. */
  state() {
    return {
      monitored: Object.fromEntries(this.ports.monitored().map((ip) => [ip, this.ports.visible(ip)])),
      open: this.ports.everything(),
      foreign: [...this.foreign],
    };
  }

  /** Error bodies are unknown: this is the form of the printed answers, where `result` can be a string. */
  refuse(status: number, message: string): Reply {
    return envelope(status, message);
  }

  guard(call: Call): Reply | undefined {
    if (call.headers["x-token"] === this.options.token) return undefined;
    return this.refuse(this.options.unauthorized, "X-Token is missing or wrong");
  }

  /** The token is static: there are no sessions. */
  expireSessions(): void {}

  connection(endpoint: string): Record<string, unknown> {
    const { token, portPath } = this.options;
    return { endpoint: endpoint + base, token, ...(portPath === defaults.portPath ? {} : { portPath }) };
  }

  private add(call: Call): Reply {
    const ip = this.requested(call);
    if (this.ports.isMonitored(ip)) throw new Refused(409, `${ip} is monitored already`);
    this.monitor(ip);
    const added = { ip, client_id: this.options.clientId, modified: this.modified.get(ip) };
    return envelope(201, { message: "The IP address was added", addedIP: added });
  }

  private remove(call: Call): Reply {
    const ip = this.known(this.requested(call));
    this.unmonitor(ip);
    return envelope(200, "Successful deletion of the IP address");
  }

  private list(call: Call): Reply {
    checked(noQuery, call.query);
    const ips = call.body === undefined ? this.ports.monitored() : [this.known(this.requested(call))];
    const items = ips.flatMap((ip) => this.ports.visible(ip).map((port) => this.shown(ip, port)));
    return { json: this.options.listShape === "array" ? items : { result: items } };
  }

  private shown(ip: string, { port, protocol, known }: OpenPort) {
    const { tagName, tagType } = this.options;
    return { ip, port, protocol, [tagName]: tagType === "string" ? String(known) : known };
  }

  /** "Первая отправка запроса устанавливает тег со значением true, каждая следующая меняет значение". */
  private toggle(call: Call): Reply {
    checked(noQuery, call.query);
    const { toggleBody, toggleWithoutBody } = this.options;
    const given = call.body !== undefined;
    if (given && toggleBody === "refused") throw new Refused(400, "this call takes no body");
    if (!given && toggleWithoutBody === "refused") throw new Refused(400, "ip is missing");
    const ips = given && toggleBody === "ip" ? [this.known(this.requested(call))] : this.ports.monitored();
    for (const ip of ips) this.flipAll(ip);
    // The answer is unknown.
    return envelope(200, "The ports were updated");
  }

  private flipAll(ip: string): void {
    const uniform = !this.ports.visible(ip).every((port) => port.known);
    const value = (port: OpenPort) => (this.options.mixedTags === "uniform" ? uniform : !port.known);
    this.ports.tag(ip, () => true, value);
  }

  /** Path, body and answer are unknown. Without a protocol every protocol of the number is meant. */
  private toggleOne(call: Call): Reply {
    checked(noQuery, call.query);
    const { port: number, ...path } = call.params;
    const port = checked(portNumber, number);
    const body = checked(
      z.strictObject({ ip: address.optional(), protocol: protocols.optional() }),
      call.body ?? {},
    );
    if (path.ip !== undefined && body.ip !== undefined && path.ip !== body.ip) {
      throw new Refused(400, "ip in the path and in the body differ");
    }
    const ip = this.known(this.owned(checked(address, path.ip ?? body.ip)));
    const protocol = checked(protocols.optional(), path.protocol ?? body.protocol);
    const meant = (one: OpenPort) => one.port === port && one.protocol === (protocol ?? one.protocol);
    const found = this.ports.tag(ip, meant, (one) => !one.known);
    if (found === 0) throw new Refused(404, `port ${port} is not open on ${ip}`);
    return envelope(200, "The port was updated");
  }

  private requested(call: Call): string {
    checked(noQuery, call.query);
    return this.owned(checked(oneAddress, call.body).ip);
  }

  private owned(ip: string): string {
    if (this.foreign.has(ip)) throw new Refused(403, `${ip} is not an address of this account`);
    return ip;
  }

  private known(ip: string): string {
    if (!this.ports.isMonitored(ip)) throw new Refused(404, `${ip} is not monitored`);
    return ip;
  }
}

function envelope(code: number, result: unknown): Reply {
  return { status: code, json: { response: { code, text: STATUS_CODES[code] ?? "" }, result } };
}
