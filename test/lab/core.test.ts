import { readFileSync } from "node:fs";
import { get as httpGet } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Lab } from "../../provider/lab/core";
import { Router } from "../../provider/lab/router";
import { Caller } from "./client";

let lab: Lab;
let ngfw: Caller;

beforeEach(async () => {
  lab = await Lab.start();
  ngfw = new Caller(`${lab.url}/ideco`);
  await ngfw.login();
});

afterEach(async () => {
  await ngfw.close();
  await lab.stop();
});

const cutConnection = /other side closed|ECONNRESET|socket hang up/;

describe("journal", () => {
  it("keeps requests in order, without credentials", async () => {
    await ngfw.get("/firewall/state");
    await ngfw.post("/nowhere?a=1", { some: "body" });
    const [login, state, nowhere] = lab.journal.list();
    expect(login).toMatchObject({ n: 1, method: "POST", path: "/web/auth/login", status: 200, write: false });
    expect(login?.body).toBeUndefined();
    expect(state).toMatchObject({
      n: 2,
      vendor: "ideco",
      path: "/firewall/state",
      status: 200,
      write: false,
    });
    expect(nowhere).toMatchObject({ status: 404, query: { a: "1" }, body: { some: "body" }, write: true });
    expect(JSON.stringify(lab.journal.list())).not.toMatch(/perimeter-lab|insecure-ideco|__Secure/);
  });

  it("counts, filters and forgets", async () => {
    await ngfw.get("/firewall/state");
    await ngfw.get("/firewall/status");
    await ngfw.put("/firewall/watch", { enabled: true });
    expect(lab.journal.count({ method: "GET" })).toBe(2);
    expect(lab.journal.count({ path: "/firewall/state" })).toBe(1);
    expect(lab.journal.count({ path: /^\/firewall\// })).toBe(3);
    expect(lab.journal.count({ vendor: "era" })).toBe(0);
    expect(lab.journal.writes().map((entry) => entry.path)).toEqual(["/firewall/watch"]);
    lab.journal.clear();
    expect(lab.journal.count()).toBe(0);
  });
});

describe("paths and bodies", () => {
  it("answers 404 to an unknown path and 405 to a wrong method", async () => {
    expect((await ngfw.get("/firewall/nothing")).status).toBe(404);
    expect((await ngfw.delete("/firewall/state")).status).toBe(405);
    expect((await ngfw.call("HEAD", "/firewall/state")).status).toBe(405);
    expect((await new Caller(lab.url).get("/other")).status).toBe(404);
  });

  it("takes a path as it was sent: an encoded slash belongs to a segment", async () => {
    const router = new Router([
      { method: "GET", path: "/a/:id", handle: () => ({}) },
      { method: "GET", path: "/a/fixed", handle: () => ({}) },
      { method: "GET", path: "/a/:id/more", handle: () => ({}) },
    ]);
    expect(router.find("/a/10.0.0.0%2F8")?.params).toEqual({ id: "10.0.0.0/8" });
    expect(router.find("/a/fixed")?.params).toEqual({});
    expect(router.find("/a/x%zz/more")?.params).toEqual({ id: "x%zz" });
    expect(router.find("/a/")).toBeUndefined();
    expect(router.find("/a/1/2")).toBeUndefined();
    const raw = { host: "127.0.0.1", port: new URL(lab.url).port, path: "/ideco/firewall/rules/../state" };
    await new Promise((resolve) => httpGet(raw, (answer) => answer.resume().on("end", resolve)));
    expect(lab.journal.list().at(-1)).toMatchObject({ path: "/firewall/rules/../state", status: 401 });
  });

  it("reads JSON strictly, whatever the content type", async () => {
    const wrong = await ngfw.put("/firewall/watch", "{'enabled': true}");
    expect(wrong.status).toBe(400);
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expect((await ngfw.call("PUT", "/firewall/watch", '{"enabled": true}', form)).status).toBe(200);
  });

  it("reads the body of a GET", async () => {
    await ngfw.call("GET", "/firewall/state", { ip: "10.0.0.1" });
    expect(lab.journal.list({ path: "/firewall/state" })[0]?.body).toEqual({ ip: "10.0.0.1" });
  });
});

describe("faults", () => {
  it("skips, strikes as often as asked, and says what never struck", async () => {
    lab.faults.add({ path: "/firewall/state", skip: 1, times: 2, status: 502, html: true });
    lab.faults.add({ path: "/never", status: 500 });
    lab.faults.add({ vendor: "era", status: 500 });
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) statuses.push((await ngfw.get("/firewall/state")).status);
    expect(statuses).toEqual([200, 502, 502, 200]);
    expect(lab.faults.unused().map((fault) => fault.path ?? fault.vendor)).toEqual(["/never", "era"]);
    expect(lab.journal.list({ path: "/firewall/state" })[1]).toMatchObject({ status: 502, fault: "502" });
    lab.faults.clear();
    expect(lab.faults.unused()).toEqual([]);
  });

  it("answers with a page, a body, headers or the vendor's own error", async () => {
    lab.faults.add({ status: 502, html: true });
    lab.faults.add({ status: 302, headers: { location: "/login" } });
    lab.faults.add({ status: 500, body: { detail: "later" } });
    lab.faults.add({ status: 500, body: "plain" });
    const page = await ngfw.get("/firewall/state");
    expect(page.headers["content-type"]).toBe("text/html");
    expect(page.text).toMatch(/^<html>/);
    const moved = await ngfw.get("/firewall/state");
    expect([moved.status, moved.headers.location]).toEqual([302, "/login"]);
    expect(moved.json.message).toMatch(/asked to fail/);
    expect((await ngfw.get("/firewall/state")).json).toEqual({ detail: "later" });
    expect((await ngfw.get("/firewall/state")).text).toBe("plain");
  });

  it("loses the connection before or after the work", async () => {
    const watch = async () => (await ngfw.get("/firewall/watch")).json.enabled;
    expect(await watch()).toBe(false);
    lab.faults.add({ method: "PUT", lose: "before" });
    await expect(ngfw.put("/firewall/watch", { enabled: true })).rejects.toThrow(cutConnection);
    expect(await watch()).toBe(false);
    lab.faults.add({ method: "PUT", lose: "after" });
    await expect(ngfw.put("/firewall/watch", { enabled: true })).rejects.toThrow(cutConnection);
    expect(await watch()).toBe(true);
    expect(lab.journal.writes().map((entry) => [entry.status, entry.fault])).toEqual([
      [0, "connection cut before the work"],
      [0, "connection cut after the work"],
    ]);
  });

  it("does the work and fails all the same", async () => {
    lab.faults.add({ method: "PUT", status: 500, afterWork: true });
    expect((await ngfw.put("/firewall/watch", { enabled: true })).status).toBe(500);
    expect((await ngfw.get("/firewall/watch")).json).toEqual({ enabled: true });
  });

  it("cuts the JSON in half", async () => {
    lab.faults.add({ corrupt: true });
    const half = await ngfw.get("/firewall/settings");
    expect(half.status).toBe(200);
    expect(half.text).toMatch(/^\{"automatic/);
    expect(half.json).toBeUndefined();
  });

  it("delays, and expires sessions", async () => {
    lab.faults.add({ delayMs: 60 });
    lab.faults.add({ expireSessions: true });
    const started = Date.now();
    expect((await ngfw.get("/firewall/state")).status).toBe(200);
    expect(Date.now() - started).toBeGreaterThanOrEqual(55);
    expect((await ngfw.get("/firewall/state")).status).toBe(401);
  });
});

describe("life", () => {
  it("gives a ready connections object", () => {
    expect(lab.connections()["lab-ideco"]).toEqual({
      vendor: "ideco",
      endpoint: `${lab.url}/ideco`,
      login: "admin",
      password: "perimeter-lab",
    });
  });

  it("stops at once, with a request still waiting and connections kept alive", async () => {
    lab.faults.add({ delayMs: 60_000 });
    const waiting = ngfw.get("/firewall/state").catch((error: Error) => error);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const started = Date.now();
    await lab.stop();
    expect(Date.now() - started).toBeLessThan(20_000);
    expect(await waiting).toBeInstanceOf(Error);
  });

  it("speaks HTTPS with a certificate of its own", async () => {
    const [key, cert] = ["key", "cert"].map((name) =>
      readFileSync(`${__dirname}/fixtures/lab-${name}.pem`, "utf8"),
    );
    const tls = await Lab.start({ tls: { key: key ?? "", cert: cert ?? "" } });
    expect(tls.connections()["lab-ideco"]).toMatchObject({ endpoint: `${tls.url}/ideco`, ca: cert });
    const trusting = new Caller(`${tls.url}/ideco`, cert);
    expect((await trusting.login()).status).toBe(200);
    await expect(new Caller(`${tls.url}/ideco`).login()).rejects.toThrow(/self-signed/);
    await tls.stop();
  });

  it("moves and stops the clock", () => {
    lab.clock.freeze(new Date("2024-03-04T05:06:07Z"));
    lab.clock.advance(60);
    expect(new Date(lab.clock.now()).toISOString()).toBe("2024-03-04T05:07:07.000Z");
  });

  it("is changed by hand, past the network, the journal and faults", async () => {
    lab.journal.clear();
    lab.faults.add({ status: 500 });
    expect(await lab.byHand("ideco", "PUT", "/firewall/watch", { enabled: true })).toBeUndefined();
    expect(await lab.byHand("ideco", "GET", "/firewall/watch")).toEqual({ enabled: true });
    await expect(lab.byHand("ideco", "PUT", "/firewall/watch", {})).rejects.toThrow(/enabled/);
    await expect(lab.byHand("ideco", "PATCH", "/firewall/watch", {})).rejects.toThrow(/does not know/);
    expect([lab.journal.count(), lab.faults.unused().length]).toEqual([0, 1]);
  });

  it("takes further routes on the same port", async () => {
    const other = await Lab.start({
      extend: (app, self) => void app.get("/", () => ({ entries: self.journal.count() })),
    });
    expect((await new Caller(other.url).get("/")).json).toEqual({ entries: 0 });
    await other.stop();
  });

  it("adds latency to every answer", async () => {
    const slow = await Lab.start({ ideco: { latencyMs: 40 } });
    const started = Date.now();
    await new Caller(`${slow.url}/ideco`).login();
    expect(Date.now() - started).toBeGreaterThanOrEqual(38);
    await slow.stop();
  });
});
