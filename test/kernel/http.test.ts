import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { connect, failure } from "./acme";
import { cut, fine, inTurn, json, Site } from "./site";

const get = { method: "GET", path: "/things" } as const;
const post = { method: "POST", path: "/things", body: { name: "a" } } as const;

describe("connections and limits", () => {
  test("sockets are kept and never more than the concurrency at once", async () => {
    const site = await Site.start(async (_, response) => {
      await sleep(20);
      json(response, {});
    });
    const { http } = connect({ endpoint: site.url, concurrency: 3 });
    await Promise.all(Array.from({ length: 40 }, () => http.call(get)));
    for (let n = 0; n < 10; n++) await http.call(post);
    expect(site.arrived).toHaveLength(50);
    expect(site.busiest).toBe(3);
    expect(site.connections).toBeLessThanOrEqual(3);
  });

  test("waiting in the queue does not eat the time limit", async () => {
    const site = await Site.start(async (_, response) => {
      await sleep(300);
      json(response, {});
    });
    const { http } = connect({ endpoint: site.url, concurrency: 1, timeoutSeconds: 1, retries: 0 });
    await Promise.all(Array.from({ length: 6 }, () => http.call(post)));
    expect(site.arrived).toHaveLength(6);
  });

  test("calls go out in the order of asking", async () => {
    const site = await Site.start(fine);
    const { http } = connect({ endpoint: site.url, concurrency: 1 });
    const paths = Array.from({ length: 30 }, (_, index) => `/things/${index}`);
    await Promise.all(paths.map((path) => http.call({ method: "GET", path })));
    expect(site.arrived.map(({ url }) => url)).toEqual(paths);
  });

  test("requestsPerSecond spreads the calls", async () => {
    const times: number[] = [];
    const site = await Site.start((_, response) => {
      times.push(Date.now());
      json(response, {});
    });
    const { http } = connect({ endpoint: site.url, requestsPerSecond: 20 });
    await Promise.all(Array.from({ length: 11 }, () => http.call(get)));
    const [first = 0, last = 0] = [times[0], times.at(-1)];
    expect(last - first).toBeGreaterThanOrEqual(450);
    expect(last - first).toBeLessThan(1500);
  });

  test("big bodies arrive whole in both directions", async () => {
    const text = "ü".repeat(4_000_000);
    const site = await Site.start((request, response) =>
      json(response, { text: JSON.parse(request.text).text }),
    );
    const { http } = connect({ endpoint: site.url });
    const answer = await http.call<{ text: string }>({ ...post, body: { text } });
    expect(answer.text === text).toBe(true);
  });

  test("a GET can have a body", async () => {
    const site = await Site.start((request, response) => json(response, JSON.parse(request.text)));
    const { http } = connect({ endpoint: site.url });
    expect(await http.call({ ...get, body: { ip: "1.2.3.4" } })).toEqual({ ip: "1.2.3.4" });
    expect(site.arrived[0]?.headers["content-type"]).toBe("application/json");
  });

  test("a raw body goes out as it is, with its type", async () => {
    const site = await Site.start(fine);
    const { http } = connect({ endpoint: site.url });
    await http.call({ method: "POST", path: "/rules", raw: { type: "text/plain", text: "a\r\nb" } });
    expect(site.arrived[0]).toMatchObject({ text: "a\r\nb", headers: { "content-type": "text/plain" } });
  });

  test("readOnly refuses writes and nothing else, before anything is sent", async () => {
    const site = await Site.start(fine);
    const { http } = connect({ endpoint: site.url, readOnly: true });
    for (const method of ["POST", "PUT", "PATCH", "DELETE"] as const) {
      const error = await failure(http.call({ method, path: "/things" }));
      expect(error).toMatchObject({ code: "PERIMETER_READ_ONLY", category: "invalid", retryable: false });
      expect(error.message).toContain(`acme connection "hq", ${method} /things: the connection is read-only`);
    }
    await http.call({ method: "POST", path: "/search", writes: false });
    await http.call(get);
    expect(site.calls).toEqual(["POST /search", "GET /things"]);
    await failure(http.call({ method: "GET", path: "/reset", writes: true }));
    expect(site.arrived).toHaveLength(2);
  });
});

describe("time limit", () => {
  const limited = { timeoutSeconds: 0.3, retries: 0 };

  test("headers that come too late", async () => {
    const site = await Site.start(() => {});
    const { http } = connect({ endpoint: site.url, ...limited });
    const error = await failure(http.call(get));
    expect(error).toMatchObject({
      category: "unavailable",
      code: "PERIMETER_TIMEOUT",
      retryable: true,
      outcomeUnknown: true,
    });
    expect(error.message).toBe(
      'acme connection "hq", GET /things: no answer within 0.3 seconds. ' +
        "If the appliance is just slow, raise the connection's timeoutSeconds.",
    );
  });

  test("a body that comes too late", async () => {
    const site = await Site.start((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"a":');
    });
    const { http } = connect({ endpoint: site.url, ...limited });
    expect(await failure(http.call(get))).toMatchObject({ code: "PERIMETER_TIMEOUT", outcomeUnknown: true });
  });

  test("comes although garbage is collected meanwhile", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const site = await Site.start(() => {});
    const { http } = connect({ endpoint: site.url, ...limited });
    const error = failure(http.call(get, new AbortController().signal));
    const timer = setInterval(collect, 20);
    expect(await error).toMatchObject({ code: "PERIMETER_TIMEOUT" });
    clearInterval(timer);
  });

  test("a call after one that timed out is unharmed", async () => {
    const site = await Site.start(inTurn(() => {}, fine));
    const { http } = connect({ endpoint: site.url, ...limited, concurrency: 1 });
    await failure(http.call(post));
    expect(await http.call(post)).toEqual({});
  });
});

describe("sending again", () => {
  const once = { ...post, repeat: false };
  const again = { ...post, repeat: true };

  test.each([
    ["cut before the answer", (_: unknown, response: Parameters<typeof cut>[0]) => cut(response)],
    ["a broken gateway", (_: unknown, response: Parameters<typeof cut>[0]) => json(response, {}, 502)],
    ["HTML", (_: unknown, response: Parameters<typeof cut>[0]) => void response.end("<!DOCTYPE html><p>")],
    ["half of the JSON", (_: unknown, response: Parameters<typeof cut>[0]) => void response.end('{"id":')],
  ])("%s: what may be repeated is, what may not goes out once", async (_, handler) => {
    const site = await Site.start(inTurn(handler, fine));
    const { http } = connect({ endpoint: site.url });
    expect(await http.call(again)).toEqual({});
    expect(site.arrived).toHaveLength(2);

    const bad = await Site.start(inTurn(handler, fine));
    const error = await failure(connect({ endpoint: bad.url }).http.call(once));
    expect(error).toMatchObject({ outcomeUnknown: true, retryable: true });
    expect(bad.arrived).toHaveLength(1);
  });

  test("only reads repeat where nothing is said", async () => {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"] as const) {
      const site = await Site.start(inTurn((_, response) => cut(response), fine));
      const { http } = connect({ endpoint: site.url });
      const work = http.call({ method, path: "/things" });
      await (method === "GET" ? work : failure(work));
      expect(site.arrived).toHaveLength(method === "GET" ? 2 : 1);
    }
  });

  test.each([[429], [503]])("a call that never repeats is left to its sender after %i", async (status) => {
    const site = await Site.start((_, response) => json(response, { message: "slow" }, status));
    const { http } = connect({ endpoint: site.url });
    const error = await failure(http.call({ ...post, repeat: "never" }));
    expect(error).toMatchObject({ status, retryable: true, outcomeUnknown: status === 503 });
    expect(site.arrived).toHaveLength(1);
  });

  test("429 is sent again whatever the call, after the time that the answer asks for", async () => {
    const slowDown = (value: () => string) =>
      inTurn((_, response) => json(response, { message: "slow" }, 429, { "retry-after": value() }), fine);
    const inSeconds = await Site.start(slowDown(() => "1"));
    const asDate = await Site.start(slowDown(() => new Date(Date.now() + 2000).toUTCString()));
    for (const site of [inSeconds, asDate]) {
      const start = Date.now();
      expect(await connect({ endpoint: site.url }).http.call(once)).toEqual({});
      expect(site.arrived).toHaveLength(2);
      // A date has no fractions of a second.
      expect(Date.now() - start).toBeGreaterThanOrEqual(950);
      expect(Date.now() - start).toBeLessThan(4000);
    }
  });

  test("a refused connection is tried again, whatever the call", async () => {
    const gone = await Site.start(fine);
    const { url, port } = gone;
    await gone.stop();
    const { http } = connect({ endpoint: url, retries: 6 });
    const work = http.call(once);
    await sleep(300);
    const { createServer } = await import("node:http");
    const back = createServer((_, response) => response.end("{}")).listen(port, "127.0.0.1");
    expect(await work).toEqual({});
    back.closeAllConnections();
    back.close();
  });

  test("who asks too much waits with all of its calls, and none fails", async () => {
    let [windowStart, inWindow] = [0, 0];
    const site = await Site.start((_, response) => {
      if (Date.now() - windowStart > 500) [windowStart, inWindow] = [Date.now(), 0];
      inWindow += 1;
      if (inWindow <= 40) return json(response, {});
      json(response, { message: "slow down" }, 429, { "retry-after": "0.5" });
    });
    const { http } = connect({ endpoint: site.url });
    await Promise.all(Array.from({ length: 200 }, () => http.call(once)));
    // Without a common pause it would be many hundreds.
    expect(site.arrived.length).toBeLessThan(260);
  });

  test("after all tries an appliance that can't be reached is left alone for a moment", async () => {
    const gone = await Site.start(fine);
    const { url } = gone;
    await gone.stop();
    const { http } = connect({ endpoint: url, retries: 2 });
    expect((await failure(http.call(get))).code).toBe("PERIMETER_UNREACHABLE");
    const start = performance.now();
    for (let n = 0; n < 50; n++) {
      const error = await failure(http.call({ method: "GET", path: `/things/${n}` }));
      expect(error).toMatchObject({
        code: "PERIMETER_UNREACHABLE",
        call: `GET /things/${n}`,
        retryable: true,
      });
    }
    // With tries and pauses it would be half a minute.
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test("an attempt that was lost stays in doubt when the next ones don't get through", async () => {
    const site = await Site.start((_, response) => {
      cut(response);
      void site.stop();
    });
    const error = await failure(connect({ endpoint: site.url, retries: 2 }).http.call(again));
    expect(error).toMatchObject({ code: "PERIMETER_UNREACHABLE", outcomeUnknown: true });
    const judged = await Site.start(
      inTurn(
        (_, response) => cut(response),
        (_, response) => json(response, {}, 404),
      ),
    );
    expect(await failure(connect({ endpoint: judged.url }).http.call(again))).toMatchObject({
      category: "notFound",
      outcomeUnknown: false,
    });
  });

  test("retries says how often; 0 is never", async () => {
    const site = await Site.start((_, response) => json(response, {}, 503));
    await failure(connect({ endpoint: site.url, retries: 2 }).http.call(get));
    expect(site.arrived).toHaveLength(3);
    await failure(connect({ endpoint: site.url, retries: 0 }).http.call(get));
    expect(site.arrived).toHaveLength(4);
  });

  test.each([400, 401, 403, 404, 405, 422, 501])("%i is final", async (status) => {
    const site = await Site.start((_, response) => json(response, { message: "no" }, status));
    const error = await failure(connect({ endpoint: site.url }).http.call(get));
    expect(error).toMatchObject({ status, retryable: false, outcomeUnknown: false, vendorMessage: "no" });
    expect(site.arrived).toHaveLength(1);
  });

  test("pauses grow and have chance in them", async () => {
    const times: number[] = [];
    const site = await Site.start((_, response) => {
      times.push(Date.now());
      json(response, {}, 503);
    });
    await failure(connect({ endpoint: site.url, retries: 3 }).http.call(get));
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    for (const [index, longest] of [200, 400, 800].entries()) {
      expect(pauses[index]).toBeGreaterThanOrEqual(longest / 2 - 5);
      expect(pauses[index]).toBeLessThan(longest + 600);
    }
  });
});

describe("answers", () => {
  async function errorOf(handler: Parameters<typeof Site.start>[0], call: object = get) {
    const site = await Site.start(handler);
    return failure(connect({ endpoint: site.url, retries: 0 }).http.call({ ...get, ...call }));
  }

  test("a page of HTML is no answer, whatever the call expects", async () => {
    for (const answer of ["json", "text", "none"] as const) {
      const error = await errorOf((_, response) => void response.end("\n <html><body>Login"), { answer });
      expect(error).toMatchObject({ code: "PERIMETER_NOT_JSON", status: 200, vendorMessage: undefined });
      expect(error.message).toBe(
        'acme connection "hq", GET /things: the answer is a web page (HTML) instead of JSON (status 200). ' +
          "Check the connection's endpoint (host, port and path), and whether a proxy or a login page stands in between.",
      );
    }
  });

  test("cut-off JSON is shown, shortened", async () => {
    const error = await errorOf((_, response) => void response.end(`{"a":"${"x".repeat(2000)}`));
    expect(error.code).toBe("PERIMETER_NOT_JSON");
    expect(error.vendorMessage).toHaveLength(500);
    expect(error.message).toContain('; the vendor says: {"a":"xxx');
  });

  test("a body that is shorter than announced is a broken connection", async () => {
    const error = await errorOf((_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("{}", () => response.socket?.destroy());
    });
    expect(error).toMatchObject({ code: "PERIMETER_CONNECTION_LOST", outcomeUnknown: true });
  });

  test("a redirect is not followed, and says where it leads without its query", async () => {
    const error = await errorOf((_, response) => {
      response.writeHead(302, { location: "/login?session=abc" }).end();
    });
    expect(error).toMatchObject({ category: "vendor", code: "PERIMETER_REDIRECT", status: 302 });
    expect(error.message).toContain("the answer is a redirect to /login, which is not followed (status 302)");
    expect(error.message).not.toContain("abc");
  });

  test("text and nothing of interest come as asked", async () => {
    const site = await Site.start((_, response) => void response.end("Done\n"));
    const { http } = connect({ endpoint: site.url });
    expect(await http.call({ ...get, answer: "text" })).toBe("Done\n");
    expect(await http.call({ ...get, answer: "none" })).toBeUndefined();
  });

  test("JSON with a byte order mark is JSON", async () => {
    const site = await Site.start((_, response) => void response.end("\uFEFF[1]"));
    expect(await connect({ endpoint: site.url }).http.call(get)).toEqual([1]);
  });

  test("an error says who, which call, the status, the vendor's words and what to do", async () => {
    const error = await errorOf((_, response) => json(response, { message: "no such thing" }, 404), {
      path: "/things/a%2Fb%20c",
    });
    expect(error.message).toBe(
      'acme connection "hq", GET /things/a%2Fb c: there is no such object (status 404); the vendor says: no such thing',
    );
    expect(error).toMatchObject({
      category: "notFound",
      code: "PERIMETER_NOT_FOUND",
      call: "GET /things/a%2Fb c",
    });
  });

  test("a fault of our own is a bug, not a broken network, and nothing is sent", async () => {
    const site = await Site.start(fine);
    const { http } = connect({ endpoint: site.url });
    const error = await failure(http.call({ ...post, body: { big: 1n } }));
    expect(error).toMatchObject({ category: "bug", retryable: false });
    expect(site.arrived).toHaveLength(0);
  });

  test("a token that no header can hold is bad input, said without the token", async () => {
    const site = await Site.start(fine);
    const { http } = connect({ endpoint: site.url, token: "secret-token\u0001" });
    const error = await failure(http.call(get));
    expect(error).toMatchObject({ category: "invalid", code: "PERIMETER_INVALID_REQUEST", retryable: false });
    expect(error.message).toContain("characters that a header can't hold");
    expect(error.message).not.toContain("secret-token");
  });
});
