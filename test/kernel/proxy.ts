import http, { type IncomingMessage } from "node:http";
import net, { type AddressInfo, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A forward proxy with CONNECT, as in a company's network. Ends with the test. */
export class ForwardProxy {
  /** `CONNECT host:port` and `GET http://…`, as they arrived. */
  readonly seen: string[] = [];
  readonly credentials: Array<string | undefined> = [];
  private readonly sockets = new Set<Socket>();
  private readonly server = http.createServer((request, response) => {
    this.note(request);
    if (this.refuse) {
      const said = `not with ${request.headers["proxy-authorization"]}`;
      return void response.writeHead(this.refuse, { "content-type": "text/plain" }).end(said);
    }
    const onward = http.request(String(request.url), { method: request.method, headers: request.headers });
    onward.on("response", (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.writeHead(502).end());
    request.pipe(onward);
  });

  /** @param refuse the status that every request gets */
  private constructor(private readonly refuse?: number) {}

  static async start(refuse?: number): Promise<ForwardProxy> {
    const proxy = new ForwardProxy(refuse);
    proxy.server.on("connect", (request, socket: Socket) => proxy.tunnel(request, socket));
    proxy.server.on("connection", (socket: Socket) => proxy.keep(socket));
    await new Promise<void>((resolve) => proxy.server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      for (const socket of proxy.sockets) socket.destroy();
      proxy.server.close();
    });
    return proxy;
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  private note(request: IncomingMessage): void {
    this.seen.push(`${request.method} ${request.url}`);
    this.credentials.push(request.headers["proxy-authorization"]);
  }

  private tunnel(request: IncomingMessage, socket: Socket): void {
    this.note(request);
    if (this.refuse) return void socket.end(`HTTP/1.1 ${this.refuse} No\r\n\r\n`);
    const [host = "", port = ""] = String(request.url).split(":");
    const onward = net.connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    this.keep(onward);
    onward.on("error", () => socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n"));
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => this.sockets.delete(socket));
  }
}
