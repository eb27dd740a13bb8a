import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { Connections } from "../../provider/kernel/connections";
import { Lab } from "../../provider/lab/core";
import { ideco } from "../../provider/vendors/ideco/vendor";
import { connect, failure } from "./acme";
import { cut, type Handler, json, Site } from "./site";

const get = { method: "GET", path: "/things" } as const;
const login = "POST /login";
const settings = { login: "admin", password: "pass-word" };

/** A site with sessions: `valid` holds those that it takes. */
async function sessions(options: { onLogin?: Handler; forbidden?: string } = {}) {
  const valid = new Set<string>();
  let number = 0;
  const site = await Site.start(async (request, response, raw) => {
    const id = String(request.headers["x-session"] ?? "");
    if (request.method === "POST" && request.url === "/login") {
      number += 1;
      if (options.onLogin) await options.onLogin(request, response, raw);
      if (response.headersSent || response.destroyed) return;
      valid.add(`session-${number}`);
      return json(response, { session: `session-${number}` });
    }
    const allowed = valid.has(id) && request.url !== options.forbidden;
    if (!allowed) return json(response, { message: "log in first" }, 401);
    if (request.method === "DELETE" && request.url === "/login") valid.delete(id);
    json(response, { by: id });
  });
  return { site, valid };
}

function many<T>(work: (index: number) => Promise<T>, count = 200): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => work(index)));
}

describe("one login", () => {
  test("serves 200 calls at once, and one logout ends it", async () => {
    const { site, valid } = await sessions();
    const connection = connect({ endpoint: site.url, ...settings });
    await many(() => connection.http.call(get));
    await many(() => connection.http.call(get), 10);
    await connection.http.close();
    expect([site.count(login), site.count("GET /things"), site.count("DELETE /login")]).toEqual([1, 210, 1]);
    expect(valid.size).toBe(0);
  });

  test("nobody logs in where nothing is called, and nobody logs out then", async () => {
    const { site } = await sessions();
    await connect({ endpoint: site.url, ...settings }).http.close();
    expect(site.calls).toEqual([]);
  });

  test("settings without a login have no session", async () => {
    const { site } = await sessions();
    const error = await failure(connect({ endpoint: site.url, token: "abc" }).http.call(get));
    expect(error).toMatchObject({ category: "auth", status: 401, vendorMessage: "log in first" });
    expect(site.calls).toEqual(["GET /things"]);
  });

  test("expiry in the middle of 200 calls is one more login, and no call fails", async () => {
    const { site, valid } = await sessions();
    const { http } = connect({ endpoint: site.url, ...settings });
    await http.call(get);
    const calls = many((index) => http.call({ method: "POST", path: `/things/${index}` }));
    await sleep(30);
    valid.clear();
    await calls;
    await many(() => http.call(get), 20);
    expect(site.count(login)).toBe(2);
  });

  test("again and again", async () => {
    const { site, valid } = await sessions();
    const { http } = connect({ endpoint: site.url, ...settings });
    for (let round = 0; round < 5; round++) {
      await many(() => http.call(get), 20);
      valid.clear();
    }
    await many(() => http.call(get), 20);
    expect(site.count(login)).toBe(6);
  });

  test("of the simulated Ideco, with its cookies, through an expiry", async () => {
    const lab = await Lab.start();
    onTestFinished(() => lab.stop());
    const connections = new Connections([ideco], { hq: lab.connections()["lab-ideco"] ?? {} });
    const { http } = connections.byId(ideco, "hq");
    lab.faults.add({ vendor: "ideco", path: "/firewall/state", skip: 60, expireSessions: true });
    await many(() => http.call({ method: "GET", path: "/firewall/state" }));
    await connections.close();
    expect(lab.faults.unused()).toEqual([]);
    expect(lab.journal.count({ method: "POST", path: "/web/auth/login" })).toBe(2);
    expect(lab.journal.count({ method: "DELETE", path: "/web/auth/login" })).toBe(1);
    expect(
      lab.journal.list({ path: "/firewall/state" }).filter((entry) => entry.status === 200),
    ).toHaveLength(200);
  });
});

describe("a login that is refused", () => {
  test("is made once, and everyone gets its error, now and later", async () => {
    const { site } = await sessions({
      onLogin: (_, response) => json(response, { message: "wrong password" }, 401),
    });
    const { http } = connect({ endpoint: site.url, ...settings });
    const errors = await many(() => failure(http.call(get)));
    errors.push(await failure(http.call(get)));
    expect(site.calls).toEqual([login]);
    for (const error of errors) {
      expect(error).toMatchObject({ category: "auth", status: 401, retryable: false, outcomeUnknown: false });
      expect(error.message).toBe(
        'acme connection "hq", POST /login: the login was refused (status 401); the vendor says: wrong password. ' +
          "Check the connection's login and password.",
      );
    }
  });

  test("also at the renewal", async () => {
    let refuse = false;
    const { site, valid } = await sessions({
      onLogin: (_, response) => {
        if (refuse) json(response, { message: "locked" }, 403);
      },
    });
    const { http } = connect({ endpoint: site.url, ...settings });
    await http.call(get);
    refuse = true;
    valid.clear();
    const errors = await many(() => failure(http.call(get)), 50);
    expect(new Set(errors.map((error) => error.category))).toEqual(new Set(["auth"]));
    expect(site.count(login)).toBe(2);
  });

  test.each([400, 404, 422])(
    "for good with %i is remembered as well: an appliance may count",
    async (status) => {
      const { site } = await sessions({
        onLogin: (_, response) => json(response, { message: "no" }, status),
      });
      const { http } = connect({ endpoint: site.url, ...settings });
      for (let n = 0; n < 5; n++) expect(await failure(http.call(get))).toMatchObject({ status });
      expect(site.count(login)).toBe(1);
    },
  );
});

describe("a call that is refused with a good session", () => {
  test("right after the login: a clear error, one login, and no call twice", async () => {
    const { site } = await sessions({ forbidden: "/things" });
    const { http } = connect({ endpoint: site.url, ...settings });
    const errors = await many(() => failure(http.call(get)), 100);
    expect(site.count(login)).toBe(1);
    expect(site.count("GET /things")).toBe(100);
    expect(errors[0]).toMatchObject({
      category: "auth",
      code: "PERIMETER_REFUSED_AFTER_LOGIN",
      status: 401,
      retryable: false,
      outcomeUnknown: false,
    });
    expect(errors[0]?.message).toBe(
      'acme connection "hq", GET /things: the call was refused although the login succeeded (status 401); ' +
        "the vendor says: log in first. Check that the account may use this part of the interface, " +
        "and that nothing in between removes cookies or headers.",
    );
  });

  test("later: one login more finds out, and the following calls know it", async () => {
    const { site, valid } = await sessions({ forbidden: "/secret" });
    const { http } = connect({ endpoint: site.url, ...settings });
    for (let n = 0; n < 30; n++) {
      await http.call(get);
      await failure(http.call({ method: "GET", path: "/secret" }));
    }
    expect(site.count(login)).toBe(2);
    await http.close();
    // The first session was not expired at all: it is logged out as well.
    expect(valid.size).toBe(0);
  });
});

describe("a login that doesn't get through", () => {
  test("is tried again once for all, and not for ever", async () => {
    let times = 0;
    const { site } = await sessions({
      onLogin: (_, response) => {
        times += 1;
        if (times <= 2) json(response, {}, 429);
      },
    });
    const { http } = connect({ endpoint: site.url, ...settings });
    await many(() => http.call({ method: "POST", path: "/things" }));
    expect(site.count(login)).toBe(3);
  });

  test("fails for all who wait for it, without a login for each; the next call tries anew", async () => {
    let busy = true;
    const { site } = await sessions({
      onLogin: (_, response) => {
        if (busy) json(response, {}, 429);
      },
    });
    const { http } = connect({ endpoint: site.url, ...settings, retries: 1 });
    const errors = await many(() => failure(http.call(get)));
    expect(site.count(login)).toBe(2);
    expect(errors[0]).toMatchObject({ category: "throttled", retryable: true, outcomeUnknown: false });
    expect(errors[0]?.message).toContain('acme connection "hq", POST /login: too many requests (status 429)');
    busy = false;
    expect(await http.call(get)).toEqual({ by: "session-3" });
  });

  test("an answer that is lost is no reason to log in again blindly", async () => {
    let lose = true;
    const { site } = await sessions({
      onLogin: (_, response) => {
        if (lose) cut(response);
      },
    });
    const { http } = connect({ endpoint: site.url, ...settings });
    const error = await failure(http.call(get));
    expect(error).toMatchObject({ code: "PERIMETER_CONNECTION_LOST", outcomeUnknown: false });
    expect(error.message).toContain("POST /login");
    expect(site.count(login)).toBe(1);
    lose = false;
    expect(await http.call(get)).toEqual({ by: "session-2" });
  });

  test("an appliance that is away is unreachable, and the call was not sent", async () => {
    const { site } = await sessions();
    const { url } = site;
    await site.stop();
    const { http } = connect({ endpoint: url, ...settings, retries: 1 });
    expect(await failure(http.call({ method: "POST", path: "/things" }))).toMatchObject({
      code: "PERIMETER_UNREACHABLE",
      outcomeUnknown: false,
    });
  });

  test("HTML in place of a login says so", async () => {
    const { site } = await sessions({ onLogin: (_, response) => void response.end("<html>Portal</html>") });
    const error = await failure(connect({ endpoint: site.url, ...settings }).http.call(get));
    expect(error.message).toContain("POST /login: the answer is a web page (HTML) instead of JSON");
    expect(site.count(login)).toBe(1);
  });
});

test("what a session consists of is in no text", async () => {
  const { site } = await sessions({ forbidden: "/echo" });
  const echo = await Site.start((request, response) => {
    if (request.url === "/login") return json(response, { session: "very-secret-session" });
    json(response, { message: `unknown session ${request.headers["x-session"]}` }, 400);
  });
  const error = await failure(connect({ endpoint: echo.url, ...settings }).http.call(get));
  expect(error.vendorMessage).toBe("unknown session [secret]");
  expect(inspect(error)).not.toContain("very-secret-session");
  expect(site.calls).toEqual([]);
});
