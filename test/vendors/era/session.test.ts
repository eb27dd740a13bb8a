import { describe, expect, it, onTestFinished, test } from "vitest";
import { Connections } from "../../../provider/kernel/connections";
import type { PerimeterError } from "../../../provider/kernel/errors";
import { Lab } from "../../../provider/lab/core";
import type { EraOptions } from "../../../provider/lab/era/appliance";
import { era } from "../../../provider/vendors/era/vendor";
import { failure } from "../../kernel/acme";
import { json, Site } from "../../kernel/site";
import { bannedPath, open, refusal } from "./open";

const sessions = "/rest/v1/iam/sessions";
const list = { method: "GET", path: bannedPath } as const;
const ban = (index: number) =>
  ({
    method: "POST",
    path: bannedPath,
    body: { ip: `10.3.0.${index + 1}`, expires: 60 },
    repeat: true,
  }) as const;

async function connect(options: EraOptions = {}, settings: object = {}) {
  const lab = await Lab.start({ era: options });
  const sg = { ...lab.connections()["lab-era"], ...settings };
  const connections = new Connections([era], { sg });
  onTestFinished(async () => {
    await connections.close();
    await lab.stop();
  });
  const logins = () => lab.journal.count({ method: "POST", path: sessions });
  return { lab, connections, logins, http: connections.byId(era, "sg").http };
}

describe("a session", () => {
  it.each(["EraSession", "RSession"] as const)(
    "is one for all calls, with the cookie %s, and ends at the end",
    async (cookie) => {
      const { lab, http, connections, logins } = await connect({ cookie });
      await Promise.all(Array.from({ length: 30 }, (_, index) => http.call(ban(index))));
      expect([logins(), lab.era.state().sessions]).toEqual([1, 1]);
      await connections.close();
      expect(lab.era.state().sessions).toBe(0);
      expect(lab.journal.count({ method: "DELETE", path: `${sessions}/current` })).toBe(1);
    },
  );

  it("is a bearer token where the answer gives one", async () => {
    const site = await Site.start((request, response) => {
      if (request.method === "POST") return json(response, { session_token: "token-of-the-session" });
      json(response, request.headers.authorization === "Bearer token-of-the-session" ? [] : {}, 200);
    });
    const settings = { vendor: "era", endpoint: site.url, domain: "d", login: "l", password: "pass-word" };
    const connections = new Connections([era], { sg: settings });
    expect(await connections.byId(era, "sg").http.call(list)).toEqual([]);
    await connections.close();
    expect(site.calls).toEqual([`POST ${sessions}`, `GET ${bannedPath}`, `DELETE ${sessions}/current`]);
    expect(JSON.parse(site.arrived[0]?.text ?? "")).toEqual({ domain: "d", login: "l", pwd: "pass-word" });
  });

  it("is not needed where the connection has no login", async () => {
    const { lab, http, connections } = await connect({ authentication: "none" });
    await http.call(list);
    await connections.close();
    expect(lab.journal.count({ path: /sessions/ })).toBe(0);
  });

  it("that is needed after all is asked for in the error", async () => {
    const { http, lab } = await connect({}, { domain: undefined, login: undefined, password: undefined });
    const error = await failure(http.call(list));
    expect(error).toMatchObject({
      category: "auth",
      status: 401,
      vendorMessage: "log in first (error_code 1407)",
    });
    expect(error.advice).toContain("domain, login and password");
    expect(lab.journal.count({})).toBe(1);
  });

  it.each([false, true])(
    "that expires in the middle of many calls is renewed once (unknown ones count: %s)",
    async (banUnknownSessions) => {
      const { lab, http, logins } = await connect({ banUnknownSessions, latencyMs: 3 });
      lab.faults.add({ vendor: "era", path: bannedPath, skip: 25, expireSessions: true });
      await Promise.all(Array.from({ length: 80 }, (_, index) => http.call(ban(index))));
      expect(lab.faults.unused()).toEqual([]);
      expect(logins()).toBe(2);
      expect(lab.era.sessions.banned).toBe(false);
      expect(
        lab.journal.list({ path: bannedPath }).filter((entry) => entry.status === 401).length,
      ).toBeLessThanOrEqual(4);
      expect(lab.era.state().instances[0]?.banned).toHaveLength(80);
    },
  );
});

describe("a login that is refused", () => {
  it("is not tried again, by nobody: the platform would ban this machine", async () => {
    const { http, logins } = await connect({}, { password: "wrong-password" });
    const errors = await Promise.all(Array.from({ length: 20 }, () => failure(http.call(list))));
    errors.push(await failure(http.call(list)));
    expect(logins()).toBe(1);
    for (const error of errors) {
      expect(error).toMatchObject({
        category: "auth",
        status: 403,
        retryable: false,
        call: `POST ${sessions}`,
      });
      expect(error.message).toBe(
        `era connection "sg", POST ${sessions}: the login was refused (status 403); the vendor says: ` +
          "wrong domain, login or password (error_code 1401). Check the connection's domain, login and password. " +
          "Five failed logins within three minutes ban this machine for a while.",
      );
    }
  });

  it("as the user has too many sessions, neither", async () => {
    const { http, logins } = await connect({ maxSessions: 0 });
    const error = await failure(http.call(list));
    expect(error).toMatchObject({ category: "throttled", retryable: false });
    expect(error.message).toContain("limits logins or the sessions of a user (10 by default)");
    await failure(http.call(list));
    expect(logins()).toBe(1);
  });

  it.each([
    [500, { error_code: 1501, error_message: "crash" }, "vendor"],
    [503, { error_code: 1408, error_message: "later" }, "unavailable"],
    [400, { error_code: 1413, error_message: "pwd", error_details: { field: "pwd" } }, "auth"],
    [404, "not here", "notFound"],
    [200, { error_code: 1407, error_message: "no" }, "auth"],
  ])("with %i %j is remembered", async (status, body, category) => {
    const { lab, http, logins } = await connect();
    lab.faults.add({ vendor: "era", method: "POST", path: sessions, status, body });
    expect(await failure(http.call(list))).toMatchObject({ category, retryable: false });
    await failure(http.call(list));
    expect(logins()).toBe(1);
  });

  it("by a gateway in between has not reached the platform: the next call tries", async () => {
    const { lab, http, logins } = await connect({}, { retries: 0 });
    lab.faults.add({ vendor: "era", method: "POST", path: sessions, status: 502, html: true });
    expect(await failure(http.call(list))).toMatchObject({ category: "unavailable" });
    expect(await http.call(list)).toHaveLength(3);
    expect(logins()).toBe(2);
  });

  it("without cookie and token is none", async () => {
    const { lab, http } = await connect();
    lab.faults.add({ vendor: "era", method: "POST", path: sessions, status: 200, body: { login: "admin" } });
    expect((await failure(http.call(list))).message).toContain(
      "answered without a cookie and without a session_token",
    );
  });
});

describe("the settings of a connection", () => {
  const problems = (settings: object) =>
    new Connections([era], {
      sg: { vendor: "era", endpoint: "https://era.example", ...settings },
    }).problems();

  test.each<[object, string[]]>([
    [{}, []],
    [{ domain: "d", login: "l", password: "p" }, []],
    [
      { login: "l", password: "p" },
      [
        "connections.sg.domain: is required, as domain, login and password stand together or not at all (missing: domain)",
      ],
    ],
    [
      { domain: "d" },
      [
        "connections.sg.login: is required, as domain, login and password stand together or not at all (missing: login, password)",
      ],
    ],
    [{ role: "ws" }, []],
    [
      { role: "../x" },
      ['connections.sg.role: found "../x": allowed: the name of a role, such as "sg", "esg", "ws" or "ap"'],
    ],
    [
      { endpoint: "era.example" },
      ['connections.sg.endpoint: found "era.example", allowed: a URL such as https://host:port'],
    ],
    [
      { token: "x" },
      expect.arrayContaining([expect.stringContaining("connections.sg.token: unknown field")]),
    ],
  ])("%j: %j", (settings, expected) => {
    expect(problems(settings)).toEqual(expected);
  });
});

describe("an error of the platform", () => {
  const answer = async (status: number, body: unknown): Promise<PerimeterError> => {
    const { lab, http } = await connect({ authentication: "none" }, { retries: 0 });
    lab.faults.add({ vendor: "era", path: bannedPath, status, body });
    return failure(http.call(ban(0)));
  };

  it.each<[number, string, object]>([
    [1401, "auth", { retryable: false }],
    [1402, "alreadyExists", {}],
    [1403, "vendor", { code: "PERIMETER_NOT_IMPLEMENTED" }],
    [1404, "notFound", {}],
    [1405, "invalid", {}],
    [1406, "conflict", {}],
    [1407, "auth", {}],
    [1408, "unavailable", { retryable: true, outcomeUnknown: false }],
    [1409, "vendor", { outcomeUnknown: true, retryable: false }],
    [1410, "throttled", { retryable: true }],
    [1411, "vendor", { outcomeUnknown: false }],
    [1412, "vendor", {}],
    [1413, "invalid", { outcomeUnknown: false }],
    [1414, "unavailable", { outcomeUnknown: true }],
    ...[1501, 1502, 1503, 1504, 1505, 1506].map((code): [number, string, object] => [
      code,
      "vendor",
      { retryable: false, outcomeUnknown: true },
    ]),
    [9999, "vendor", {}],
  ])("%i is %s, whatever the status", async (error_code, category, more) => {
    for (const status of [500, 400]) {
      const error = await answer(status, { error_code, error_message: "слова" });
      expect(error).toMatchObject({
        category,
        status,
        vendorMessage: `слова (error_code ${error_code})`,
        ...more,
      });
    }
  });

  it("1501 that names a field is a validation: invalid, and nothing was done", async () => {
    const error_details = { field: "expires", msg_code: "invalid_value" };
    const error = await answer(500, { error_code: 1501, error_message: "bad", error_details });
    expect(error).toMatchObject({ category: "invalid", outcomeUnknown: false });
    expect(error.vendorMessage).toBe(`bad (error_code 1501, error_details ${JSON.stringify(error_details)})`);
  });

  it("counts also where the status says that all is well", async () => {
    expect(await answer(200, { error_code: 1401, error_message: "no" })).toMatchObject({ category: "auth" });
  });

  it("of 15xx is not sent again, of a gateway it is", async () => {
    const bed = await open();
    bed.lab.faults.add({ vendor: "era", method: "POST", path: bannedPath, status: 500 });
    expect(await refusal(bed.stack.up("era:BannedAddress", "a", { ip: "10.0.0.1", expires: 5 }))).toContain(
      "error_code 1501",
    );
    expect(bed.writes()).toEqual(["POST bannedaddrs"]);
    bed.lab.faults.add({ vendor: "era", method: "POST", path: bannedPath, status: 502, html: true });
    expect(await bed.stack.up("era:BannedAddress", "b", { ip: "10.0.0.2", expires: 5 })).toBe("create");
    expect(bed.writes()).toEqual(["POST bannedaddrs", "POST bannedaddrs"]);
  });
});
