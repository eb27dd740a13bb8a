import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import net, { type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { connect, failure } from "./acme";
import { ForwardProxy } from "./proxy";
import { cut, fine, Site } from "./site";

const get = { method: "GET", path: "/things" } as const;
const write = { method: "POST", path: "/things", body: {} } as const;

function pem(folder: string, name: string): { key: string; cert: string } {
  const read = (part: string) => readFileSync(join(__dirname, folder, `${name}-${part}.pem`), "utf8");
  return { key: read("key"), cert: read("cert") };
}

const self = pem("../lab/fixtures", "lab");

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("certificates", () => {
  test("a self-signed one is refused, with what to do; nothing is repeated", async () => {
    const site = await Site.start(fine, self);
    const error = await failure(connect({ endpoint: site.url }).http.call(get));
    expect(error).toMatchObject({
      category: "unavailable",
      code: "PERIMETER_CERTIFICATE",
      retryable: false,
      outcomeUnknown: false,
    });
    expect(error.message).toBe(
      'acme connection "hq", GET /things: the appliance\'s certificate is self-signed (DEPTH_ZERO_SELF_SIGNED_CERT). ' +
        "Put the appliance's CA certificate (PEM) into the connection's `ca`; `insecure: true` switches the check off altogether.",
    );
    expect(site.connections).toBe(1);
  });

  test("is accepted with ca, and with insecure", async () => {
    const site = await Site.start(fine, self);
    expect(await connect({ endpoint: site.url, ca: self.cert }).http.call(get)).toEqual({});
    expect(await connect({ endpoint: site.url, insecure: true }).http.call(get)).toEqual({});
  });

  test("another ca does not help", async () => {
    const site = await Site.start(fine, self);
    const { cert } = pem("fixtures", "other-name");
    const error = await failure(connect({ endpoint: site.url, ca: cert }).http.call(get));
    expect(error.code).toBe("PERIMETER_CERTIFICATE");
  });

  test("one for another name says which names it is for", async () => {
    const wall = pem("fixtures", "other-name");
    const site = await Site.start(fine, wall);
    const error = await failure(connect({ endpoint: site.url, ca: wall.cert }).http.call(get));
    expect(error).toMatchObject({ code: "PERIMETER_CERTIFICATE", retryable: false });
    expect(error.message).toContain("IP: 127.0.0.1 is not in the cert's list");
    expect(error.message).toContain(
      "Write the endpoint with a name or an address that stands in the certificate",
    );
  });

  test("one that has expired needs another one, not a ca", async () => {
    const old = pem("fixtures", "expired");
    const site = await Site.start(fine, old);
    const error = await failure(connect({ endpoint: site.url, ca: old.cert }).http.call(get));
    expect(error).toMatchObject({ code: "PERIMETER_CERTIFICATE", retryable: false });
    expect(error.message).toContain("certificate has expired (CERT_HAS_EXPIRED)");
    expect(error.message).not.toContain("`ca`");
  });

  test("a file name in place of a ca is refused before anything is sent", async () => {
    const error = await failure(() => connect({ endpoint: "https://127.0.0.1:1", ca: "/etc/wall.pem" }));
    expect(error.category).toBe("invalid");
    expect(error.message).toContain("connections.hq.ca: ");
    expect(error.message).toContain("-----BEGIN CERTIFICATE-----");
  });
});

describe("wrong addresses", () => {
  test("http:// to a port that speaks TLS", async () => {
    const site = await Site.start(fine, self);
    const { http } = connect({ endpoint: site.url.replace("https", "http"), retries: 0 });
    const error = await failure(http.call(get));
    expect(error.category).toBe("unavailable");
    expect(error.message).toContain(
      "Check whether the connection's endpoint should begin with http:// or https://",
    );
  });

  test("https:// to a port that doesn't speak TLS", async () => {
    const site = await Site.start(fine);
    const { http } = connect({ endpoint: site.url.replace("http", "https"), retries: 0 });
    const error = await failure(http.call(get));
    expect(error).toMatchObject({ code: "PERIMETER_PROTOCOL", retryable: false, outcomeUnknown: false });
    expect(error.message).toContain("begin with http:// or https://");
  });

  test("a port that speaks something else", async () => {
    const server = net.createServer((socket) => {
      socket.once("data", () => socket.end("220 mail ready\r\n"));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const error = await failure(connect({ endpoint: `http://127.0.0.1:${port}`, retries: 0 }).http.call(get));
    expect(error).toMatchObject({ code: "PERIMETER_PROTOCOL", retryable: false, outcomeUnknown: true });
  });

  test("an unknown host", async () => {
    const { http } = connect({ endpoint: "http://wall.invalid", retries: 0 });
    const error = await failure(http.call(write));
    expect(error).toMatchObject({
      category: "unavailable",
      code: "PERIMETER_UNREACHABLE",
      retryable: true,
      outcomeUnknown: false,
    });
    expect(error.message).toMatch(/the host name (is not known|could not be looked up) \(E\w+\)/);
  });

  test("a closed port", async () => {
    const site = await Site.start(fine);
    const { url } = site;
    await site.stop();
    const error = await failure(connect({ endpoint: url, retries: 0 }).http.call(write));
    expect(error).toMatchObject({ code: "PERIMETER_UNREACHABLE", outcomeUnknown: false });
    expect(error.message).toBe(
      'acme connection "hq", POST /things: the connection was refused (ECONNREFUSED). ' +
        "Check the connection's endpoint and that this machine may reach it.",
    );
  });

  test("a host that never answers to the connection is told apart from one that never answers", async () => {
    const port = await deaf();
    const { http } = connect({ endpoint: `http://127.0.0.1:${port}`, timeoutSeconds: 1, retries: 0 });
    const error = await failure(http.call(write));
    expect(error).toMatchObject({ code: "PERIMETER_UNREACHABLE", outcomeUnknown: false, retryable: true });
  });

  test("a connection that breaks when the request has gone may have done it", async () => {
    const site = await Site.start((_, response) => cut(response));
    const error = await failure(connect({ endpoint: site.url, retries: 0 }).http.call(write));
    expect(error).toMatchObject({ code: "PERIMETER_CONNECTION_LOST", outcomeUnknown: true });
    expect(error.message).toContain("the connection broke before the answer came");
  });
});

/** The port of a process that stands still and whose queue of connections is full: what comes next is dropped. */
async function deaf(): Promise<number> {
  const code =
    "const s = require('net').createServer().listen(0, '127.0.0.1', 1, () => { console.log(s.address().port); process.kill(process.pid, 'SIGSTOP'); })";
  const child = spawn(process.execPath, ["-e", code], { stdio: ["ignore", "pipe", "ignore"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const port = Number(await new Promise<Buffer>((resolve) => child.stdout.once("data", resolve)));
  for (let n = 0; n < 4; n++) {
    const filler = net.connect(port, "127.0.0.1").on("error", () => {});
    onTestFinished(() => void filler.destroy());
  }
  await sleep(100);
  return port;
}

describe("proxies", () => {
  test("`proxy` is used for https by CONNECT, with the certificate checked behind it", async () => {
    const [site, proxy] = [await Site.start(fine, self), await ForwardProxy.start()];
    const { http } = connect({ endpoint: site.url, ca: self.cert, proxy: proxy.url });
    expect(await http.call(get)).toEqual({});
    expect(proxy.seen).toEqual([`CONNECT 127.0.0.1:${site.port}`]);

    const unknown = connect({ endpoint: site.url, proxy: proxy.url, retries: 0 });
    expect(await failure(unknown.http.call(get))).toMatchObject({ code: "PERIMETER_CERTIFICATE" });
  });

  test("`proxy` is used for http by asking it for the whole address", async () => {
    const [site, proxy] = [await Site.start(fine), await ForwardProxy.start()];
    const { http } = connect({ endpoint: `${site.url}/base`, proxy: proxy.url });
    expect(await http.call({ ...write, query: { a: "b c" } })).toEqual({});
    expect(proxy.seen).toEqual([`POST ${site.url}/base/things?a=b+c`]);
    expect(site.calls).toEqual(["POST /base/things?a=b+c"]);
  });

  test("credentials of the proxy go to the proxy alone, and never into an error", async () => {
    const [site, proxy] = [await Site.start(fine, self), await ForwardProxy.start()];
    const withLogin = `http://user:pr0xy%2Fpass@${proxy.host}`;
    await connect({ endpoint: site.url, ca: self.cert, proxy: withLogin }).http.call(get);
    const basic = `Basic ${Buffer.from("user:pr0xy/pass").toString("base64")}`;
    expect(proxy.credentials).toEqual([basic]);
    expect(JSON.stringify(site.arrived)).not.toContain("authorization");

    const closed = await ForwardProxy.start(407);
    const refusing = `http://user:pr0xy%2Fpass@${closed.host}`;
    const error = await failure(connect({ endpoint: site.url, proxy: refusing, retries: 0 }).http.call(get));
    expect(error.message).not.toContain("pr0xy");

    const telling = await ForwardProxy.start(502);
    const toHttp = {
      endpoint: "http://wall.example",
      proxy: `http://user:pr0xy%2Fpass@${telling.host}`,
      retries: 0,
    };
    const told = await failure(connect(toHttp).http.call(get));
    expect(told.message).toContain("; the vendor says: not with Basic ");
    expect(told.message).not.toContain(basic.slice(-12));
  });

  test("one that wants a login for http gets it, or says so", async () => {
    const [site, proxy] = [await Site.start(fine), await ForwardProxy.start()];
    const withLogin = `http://user:pr0xy@${proxy.host}`;
    await connect({ endpoint: site.url, proxy: withLogin }).http.call(get);
    expect(proxy.credentials).toEqual([`Basic ${Buffer.from("user:pr0xy").toString("base64")}`]);
    const closed = await ForwardProxy.start(407);
    const error = await failure(
      connect({ endpoint: site.url, proxy: closed.url, retries: 0 }).http.call(get),
    );
    expect(error).toMatchObject({ code: "PERIMETER_PROXY", retryable: false, outcomeUnknown: false });
  });

  test("one that refuses says so: nothing was sent", async () => {
    for (const status of [403, 407, 502]) {
      const [site, proxy] = [await Site.start(fine, self), await ForwardProxy.start(status)];
      const error = await failure(
        connect({ endpoint: site.url, proxy: proxy.url, retries: 0 }).http.call(write),
      );
      expect(error).toMatchObject({
        code: "PERIMETER_PROXY",
        outcomeUnknown: false,
        retryable: status === 502,
      });
      expect(error.message).toContain(
        `the proxy did not open a way to the appliance (status ${status} of the proxy)`,
      );
      expect(site.connections).toBe(0);
    }
  });

  test("one that can't be reached is named, without its login", async () => {
    const site = await Site.start(fine);
    const { port } = site;
    await site.stop();
    const proxy = `http://user:secret-pass@127.0.0.1:${port}`;
    const error = await failure(
      connect({ endpoint: "https://wall.example", proxy, retries: 0 }).http.call(write),
    );
    expect(error).toMatchObject({ code: "PERIMETER_UNREACHABLE", outcomeUnknown: false });
    expect(error.message).toContain(
      `the proxy 127.0.0.1:${port} can't be reached: the connection was refused`,
    );
    expect(error.message).not.toContain("secret-pass");
  });

  test("HTTPS_PROXY is used for https, unless NO_PROXY names the host; `proxy` wins over it", async () => {
    const site = await Site.start(fine, self);
    const [ours, theirs] = [await ForwardProxy.start(), await ForwardProxy.start()];
    vi.stubEnv("HTTPS_PROXY", theirs.url);
    await connect({ endpoint: site.url, ca: self.cert }).http.call(get);
    expect(theirs.seen).toHaveLength(1);
    await connect({ endpoint: site.url, ca: self.cert, proxy: ours.url }).http.call(get);
    expect([ours.seen.length, theirs.seen.length]).toEqual([1, 1]);
    vi.stubEnv("NO_PROXY", "127.0.0.1");
    await connect({ endpoint: site.url, ca: self.cert }).http.call(get);
    expect(theirs.seen).toHaveLength(1);
  });

  test("an HTTPS_PROXY that is away is named among the reasons", async () => {
    const site = await Site.start(fine);
    const { url } = site;
    await site.stop();
    vi.stubEnv("HTTPS_PROXY", url);
    const error = await failure(connect({ endpoint: "https://wall.example", retries: 0 }).http.call(get));
    expect(error.message).toContain("HTTPS_PROXY is set: check that proxy, or name the host in NO_PROXY");
  });

  test("HTTPS_PROXY and HTTP_PROXY leave http alone", async () => {
    const [site, proxy] = [await Site.start(fine), await ForwardProxy.start()];
    vi.stubEnv("HTTPS_PROXY", proxy.url);
    vi.stubEnv("HTTP_PROXY", proxy.url);
    await connect({ endpoint: site.url }).http.call(get);
    expect(proxy.seen).toEqual([]);
  });

  test("the time limit holds behind a proxy", async () => {
    const [site, proxy] = [await Site.start(() => {}, self), await ForwardProxy.start()];
    const settings = {
      endpoint: site.url,
      insecure: true,
      proxy: proxy.url,
      timeoutSeconds: 0.5,
      retries: 0,
    };
    expect(await failure(connect(settings).http.call(get))).toMatchObject({ code: "PERIMETER_TIMEOUT" });
  });
});
