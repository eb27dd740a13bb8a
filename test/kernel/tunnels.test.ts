import net, { type AddressInfo, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { connect, failure } from "./acme";

/** Every way in which a proxy can fail to give a tunnel; each gets the socket and what came first. */
const ways: Record<string, (socket: Socket) => void> = {
  "closes at once": (socket) => socket.destroy(),
  "resets at once": (socket) => socket.resetAndDestroy(),
  "closes after the request": (socket) => void socket.once("data", () => socket.end()),
  "resets after the request": (socket) => void socket.once("data", () => socket.resetAndDestroy()),
  "answers no HTTP": (socket) => void socket.once("data", () => socket.end("nonsense\r\n\r\n")),
  "answers half a header": (socket) => void socket.once("data", () => socket.end("HTTP/1.1 200 O")),
  "opens and closes": (socket) => void socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\n\r\n")),
  "opens and speaks no TLS": (socket) =>
    void socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 400 Bad\r\n\r\n")),
  "refuses with 502": (socket) => void socket.once("data", () => socket.end("HTTP/1.1 502 Bad\r\n\r\n")),
  redirects: (socket) =>
    void socket.once("data", () => socket.end("HTTP/1.1 302 Found\r\nlocation: /\r\n\r\n")),
  "says nothing": () => {},
  "opens and says nothing": (socket) =>
    void socket.once("data", () => socket.write("HTTP/1.1 200 OK\r\n\r\n")),
};

async function proxyThat(way: (socket: Socket) => void): Promise<{ url: string; count: () => number }> {
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = net.createServer((socket) => {
    connections += 1;
    sockets.add(socket.on("error", () => {}));
    way(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, count: () => connections };
}

const write = { method: "POST", path: "/things", body: {}, repeat: false } as const;

test.concurrent.each(Object.entries(ways))(
  "a proxy that %s: few connections, an end in time",
  async (_, way) => {
    const proxy = await proxyThat(way);
    const { http } = connect({
      endpoint: "https://wall.example",
      proxy: proxy.url,
      retries: 2,
      timeoutSeconds: 2,
    });
    const error = await failure(http.call(write));
    expect(error.category).toBe("unavailable");
    expect(proxy.count()).toBeLessThanOrEqual(3);
    await http.close();
  },
);

test.concurrent.each(Object.entries(ways))(
  "a proxy that %s: whoever is called off waits no longer",
  async (_, way) => {
    const proxy = await proxyThat(way);
    const { http } = connect({
      endpoint: "https://wall.example",
      proxy: proxy.url,
      retries: 20,
      timeoutSeconds: 600,
    });
    const stop = new AbortController();
    const call = failure(http.call({ method: "GET", path: "/things" }, stop.signal));
    await sleep(100);
    stop.abort();
    expect((await call).code).toMatch(/^PERIMETER_(CANCELLED|PROTOCOL)$/);
    await http.close();
  },
);
