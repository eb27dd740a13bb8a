import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { timeLimited } from "../../provider/kernel/limits";
import { connect, failure } from "./acme";
import { fine, inTurn, json, Site } from "./site";

/** Far below the time that any of the calls would take, and room for a machine that is busy. */
const atOnceMs = 5000;

const write = { method: "POST", path: "/things", body: {} } as const;

/** Cancels a call some time after its start, once it has come far enough; gives the error and how long it took from there. */
async function cancelled(work: (signal: AbortSignal) => Promise<unknown>, isReady = () => true) {
  const stop = new AbortController();
  const error = failure(work(stop.signal));
  do await sleep(100);
  while (!isReady());
  const start = performance.now();
  stop.abort();
  const found = await error;
  return { error: found, ms: performance.now() - start };
}

describe("a call that is called off ends at once", () => {
  test("before it starts: nothing is sent", async () => {
    const site = await Site.start(fine);
    const { http } = connect({ endpoint: site.url });
    const error = await failure(http.call(write, AbortSignal.abort()));
    expect(error).toMatchObject({ code: "PERIMETER_CANCELLED", outcomeUnknown: false, retryable: false });
    expect(error.message).toBe('acme connection "hq", POST /things: the operation was cancelled');
    expect(site.connections).toBe(0);
  });

  test("while it waits for the answer: it may have been done", async () => {
    const site = await Site.start(() => {});
    const { http } = connect({ endpoint: site.url });
    const { error, ms } = await cancelled(
      (signal) => http.call(write, signal),
      () => site.arrived.length > 0,
    );
    expect(error).toMatchObject({ code: "PERIMETER_CANCELLED", outcomeUnknown: true });
    expect(ms).toBeLessThan(atOnceMs);
    expect(site.arrived).toHaveLength(1);
  });

  test("in the middle of the answer", async () => {
    const site = await Site.start((_, response) => {
      response.writeHead(200).write("{");
    });
    const { http } = connect({ endpoint: site.url });
    const { error, ms } = await cancelled(
      (signal) => http.call(write, signal),
      () => site.arrived.length > 0,
    );
    expect(error).toMatchObject({ code: "PERIMETER_CANCELLED", outcomeUnknown: true });
    expect(ms).toBeLessThan(atOnceMs);
  });

  test("in the queue: it is never sent, and the queue goes on", async () => {
    const site = await Site.start(async (_, response) => {
      await sleep(400);
      json(response, {});
    });
    const { http } = connect({ endpoint: site.url, concurrency: 1 });
    const first = http.call({ ...write, path: "/first" });
    const queued = cancelled((signal) => http.call({ ...write, path: "/queued" }, signal));
    const last = http.call({ ...write, path: "/last" });
    const { error } = await queued;
    expect(error).toMatchObject({ code: "PERIMETER_CANCELLED", outcomeUnknown: false });
    await Promise.all([first, last]);
    expect(site.calls).toEqual(["POST /first", "POST /last"]);
  });

  test("while a limit of the rate holds it", async () => {
    const site = await Site.start(fine);
    const { http } = connect({ endpoint: site.url, requestsPerSecond: 0.1 });
    await http.call(write);
    const { error, ms } = await cancelled((signal) => http.call(write, signal));
    expect(error).toMatchObject({ code: "PERIMETER_CANCELLED", outcomeUnknown: false });
    expect(ms).toBeLessThan(atOnceMs);
    expect(site.arrived).toHaveLength(1);
  });

  test("in the pause before it is sent again", async () => {
    const site = await Site.start((_, response) => json(response, {}, 429, { "retry-after": "60" }));
    const { http } = connect({ endpoint: site.url });
    const { error, ms } = await cancelled(
      (signal) => http.call(write, signal),
      () => site.arrived.length > 0,
    );
    expect(error).toMatchObject({ code: "PERIMETER_CANCELLED", outcomeUnknown: false });
    expect(ms).toBeLessThan(atOnceMs);
  });

  test("in the pause after an answer was lost: it may have been done", async () => {
    const site = await Site.start((_, response) => json(response, {}, 503, { "retry-after": "60" }));
    const { http } = connect({ endpoint: site.url });
    const { error } = await cancelled(
      (signal) => http.call({ ...write, repeat: true }, signal),
      () => site.arrived.length > 0,
    );
    expect(error).toMatchObject({ code: "PERIMETER_CANCELLED", outcomeUnknown: true });
  });

  test("while somebody logs in; the login goes on for the others", async () => {
    const site = await Site.start(async (request, response) => {
      if (request.url === "/login" && request.method === "POST") await sleep(400);
      json(response, { session: "session-1" });
    });
    const { http } = connect({ endpoint: site.url, login: "a", password: "bbb" });
    const [{ error }] = await Promise.all([
      cancelled((signal) => http.call(write, signal)),
      http.call({ method: "GET", path: "/things" }),
    ]);
    expect(error).toMatchObject({ code: "PERIMETER_CANCELLED", outcomeUnknown: false });
    expect(site.calls).toEqual(["POST /login", "GET /things"]);
  });

  test("200 calls with one signal, without a warning of a leak", async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error) => void warnings.push(warning);
    process.on("warning", listen);
    onTestFinished(() => void process.off("warning", listen));
    const site = await Site.start(() => {});
    const { http } = connect({ endpoint: site.url });
    const stop = new AbortController();
    const errors = Array.from({ length: 200 }, () => failure(http.call(write, stop.signal)));
    while (site.arrived.length < 8) await sleep(20);
    stop.abort();
    const codes = (await Promise.all(errors)).map((error) => [error.code, error.outcomeUnknown].join());
    expect(codes.filter((code) => code === "PERIMETER_CANCELLED,true")).toHaveLength(8);
    expect(codes.filter((code) => code === "PERIMETER_CANCELLED,false")).toHaveLength(192);
    expect(warnings).toEqual([]);
  });
});

describe("the time limit of an operation", () => {
  test("says so, and where it is set", async () => {
    const site = await Site.start(() => {});
    const { http } = connect({ endpoint: site.url });
    const error = await failure(http.call(write, timeLimited(new AbortController().signal, 200)));
    expect(error).toMatchObject({ code: "PERIMETER_TIMEOUT", outcomeUnknown: true, retryable: false });
    expect(error.message).toContain("the time limit of the operation is over");
    expect(error.message).toContain("customTimeouts");
  });

  test("ends with the signal it is made of, and takes days for days", async () => {
    const stop = new AbortController();
    const limited = timeLimited(stop.signal, 1000 * 3600 * 24 * 100);
    await sleep(20);
    expect(limited.aborted).toBe(false);
    stop.abort();
    expect(limited.aborted).toBe(true);
    expect(timeLimited(AbortSignal.abort(), 1000).aborted).toBe(true);
  });
});

describe("the end of a process", () => {
  test("closing waits neither for a logout without an answer nor for calls under way", async () => {
    const site = await Site.start((request, response) => {
      if (request.method === "POST" && request.url === "/login") json(response, { session: "session-1" });
      else if (request.url === "/quick") json(response, {});
    });
    const connection = connect({ endpoint: site.url, login: "a", password: "bbb" });
    await connection.http.call({ method: "GET", path: "/quick" });
    const pending = failure(connection.http.call(write));
    await sleep(50);
    const start = performance.now();
    await connection.http.close();
    expect(performance.now() - start).toBeLessThan(2500);
    expect(await pending).toMatchObject({
      code: "PERIMETER_CANCELLED",
      outcomeUnknown: true,
      retryable: false,
    });
    expect(site.calls).toContain("DELETE /login");
  });

  test("a closed connection takes no more calls", async () => {
    const site = await Site.start(fine);
    const { http } = connect({ endpoint: site.url });
    await http.call(write);
    await http.close();
    expect(await failure(http.call(write))).toMatchObject({ code: "PERIMETER_CANCELLED", retryable: false });
  });

  test("nothing keeps a process alive after a cancelled pause or a closed connection", async () => {
    const site = await Site.start(
      inTurn(fine, (_, response) => json(response, {}, 429, { "retry-after": "60" })),
    );
    const child = spawn(process.execPath, ["--import", "tsx", join(__dirname, "ending.ts"), site.url], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let out = "";
    child.stdout.on("data", (text: Buffer) => {
      out += text.toString();
    });
    const code = await new Promise((resolve) => child.once("exit", resolve));
    expect(code).toBe(0);
    // The process tells how long it lived after its work was done.
    const [, done = "", ended = ""] = /done (\d+)\nended (\d+)/.exec(out) ?? [];
    expect(Number(ended) - Number(done)).toBeLessThan(3000);
  });
});
