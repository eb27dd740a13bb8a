import http, { type IncomingMessage, type ServerResponse } from "node:http";
import https from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A request as it arrived, byte for byte where it matters. */
export interface Arrived {
  method: string;
  /** Path and query as they were sent. */
  url: string;
  headers: IncomingMessage["headers"];
  text: string;
}

export type Handler = (
  request: Arrived,
  response: ServerResponse,
  raw: IncomingMessage,
) => void | Promise<void>;

/** A web server of a test: what it answers is up to the test, what arrived is kept. Ends with the test. */
export class Site {
  readonly arrived: Arrived[] = [];
  /** How many connections were ever made. */
  connections = 0;
  /** The most requests that were ever under way at the same time. */
  busiest = 0;
  private busy = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: http.Server | https.Server,
    private readonly scheme: string,
  ) {}

  static async start(handler: Handler, tls?: { key: string; cert: string }): Promise<Site> {
    const server = tls ? https.createServer(tls) : http.createServer();
    const site = new Site(server, tls ? "https" : "http");
    server.on("connection", (socket: Socket) => {
      site.connections += 1;
      site.sockets.add(socket);
      socket.on("error", () => {});
      socket.once("close", () => site.sockets.delete(socket));
    });
    server.on("tlsClientError", () => {});
    server.on("request", (request, response) => void site.serve(handler, request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => site.stop());
    return site;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `${this.scheme}://127.0.0.1:${this.port}`;
  }

  /** Method and path of everything that arrived. */
  get calls(): string[] {
    return this.arrived.map(({ method, url }) => `${method} ${url}`);
  }

  count(call: string): number {
    return this.calls.filter((each) => each === call).length;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async serve(handler: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.busy += 1;
    this.busiest = Math.max(this.busiest, this.busy);
    response.once("close", () => {
      this.busy -= 1;
    });
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const { method = "", url = "", headers } = request;
    const arrived = { method, url, headers, text: Buffer.concat(chunks).toString() };
    this.arrived.push(arrived);
    await handler(arrived, response, request);
  }
}

export function json(response: ServerResponse, body: unknown, status = 200, headers = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

/** Cuts the connection in the middle of everything. */
export function cut(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

/** Every answer is an empty object. */
export const fine: Handler = (_, response) => json(response, {});

/** Does one thing for each request in turn, and the last one for all that follow. */
export function inTurn(...handlers: Handler[]): Handler {
  let next = 0;
  return (...request) => {
    const handler = handlers[Math.min(next, handlers.length - 1)];
    next += 1;
    return handler?.(...request);
  };
}
