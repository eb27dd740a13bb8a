import { describe, expect, it } from "vitest";
import type { EraOptions } from "../../provider/lab/era/appliance";
import { type Harness, harnesses } from "./harness";
import { typesOf } from "./ideco";
import samples from "./samples/era.json";

const start = harnesses("era");
const sessions = "/rest/v1/iam/sessions";
const banned = "/rest/v1/master/logicalroles/sg/bannedaddrs";
const ip = "212.54.68.68";
const [first, second, third] = ["site1_h11@192.168.0.10", "site1_h1@192.168.0.18", "site2_h1@192.168.0.34"];
const credentials = { domain: "lab", login: "admin", pwd: "perimeter-lab" };

/** A lab without login, with the clock stopped. */
async function open(options: EraOptions = {}): Promise<Harness> {
  const bed = await start({ era: { authentication: "none", ...options } });
  bed.lab.clock.freeze();
  return bed;
}

/** Seconds that are left of a ban, by instance; undefined where there is none. */
const left = (bed: Harness, of = ip) =>
  bed.lab.era.state().instances.map((one) => one.banned.find((ban) => ban.ip === of)?.expires);

const bring = (bed: Harness, query = "", body: unknown = { ip, expires: 600 }) =>
  bed.call("POST", banned + query, body);

describe("printed calls", () => {
  const server = (node: string, srvidx: number, addr: string) => ({ site: "SITE1", node, srvidx, addr });

  it("adds, clears and removes", async () => {
    const { ban, clear, lift } = samples;
    const bed = await open({ instances: ban.answer.map((one) => server(one.node, one.srvidx, one.addr)) });
    const answer = await bed.call(ban.request.method, ban.request.path, ban.request.body);
    expect([answer.status, answer.json]).toEqual([ban.status, ban.answer]);
    for (const { request, status } of [lift, clear]) {
      await bring(bed);
      const gone = await bed.call(request.method, request.path);
      expect([gone.status, gone.text]).toEqual([status, ""]);
      expect(left(bed)).toEqual([undefined, undefined]);
    }
  });

  it("lists instances by pages", async () => {
    const nodes = [
      "site1_h1@192.168.0.4",
      "site1_h2@192.168.0.5",
      "site1_h7@192.168.0.10",
      "site1_h4@192.168.0.18",
    ];
    const bed = await open({ instances: nodes.map((node, n) => server(node, n, node.split("@")[1] ?? "")) });
    bed.lab.era.ban(nodes[2] ?? "", "187.13.93.27", 351);
    await bring(bed);
    bed.lab.clock.advance(74);
    const { request, status, answer } = samples.list;
    const listed = await bed.call(request.method, request.path);
    const sorted = listed.json.map((one: { banned: { expires: number }[] }) => ({
      ...one,
      banned: [...one.banned].sort((a, b) => b.expires - a.expires),
    }));
    expect([listed.status, sorted]).toEqual([status, answer]);
    expect((await bed.call("GET", `/rest/v1/master${request.path.slice(8)}`)).status).toBe(404);
  });

  it("adds a border rule", async () => {
    const bed = await open();
    const { request, status } = samples.borderRule;
    const answer = await bed.call(request.method, request.path, request.body);
    expect([answer.status, answer.json]).toMatchObject([status, request.body]);
    expect(answer.json.id).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("bans", () => {
  it("are told of each instance: taken, failed, offline", async () => {
    const bed = await open();
    bed.lab.era.failBans(second);
    bed.lab.era.setOnline(third, false);
    const { json } = await bring(bed);
    expect(json.map((one: { online: boolean; result?: boolean }) => [one.online, one.result])).toEqual([
      [true, true],
      [true, false],
      [false, undefined],
    ]);
    expect("result" in json[2]).toBe(false);
    expect(left(bed)).toEqual([600, undefined, undefined]);
    const listed = (await bed.call("GET", banned)).json;
    expect(listed.map((one: object) => "banned" in one)).toEqual([true, true, false]);
  });

  it("stay on an instance that is offline when they are lifted", async () => {
    const bed = await open();
    await bring(bed);
    bed.lab.era.setOnline(first, false);
    await bed.call("DELETE", banned);
    bed.lab.era.setOnline(first, true);
    expect(left(bed)).toEqual([600, undefined, undefined]);
    bed.lab.era.removeInstance(first);
    bed.lab.era.addInstance({ site: "SITE3", node: "n", srvidx: 400, addr: "192.168.0.40" });
    expect(bed.lab.era.state().instances.map((one) => one.site)).toEqual(["SITE1", "SITE2", "SITE3"]);
  });

  it("count down and end by the clock", async () => {
    const bed = await open();
    await bring(bed);
    bed.lab.clock.advance(0.5);
    expect(left(bed)).toEqual([600, 600, 600]);
    bed.lab.clock.advance(599);
    expect(left(bed)).toEqual([1, 1, 1]);
    bed.lab.clock.advance(0.5);
    expect(left(bed)).toEqual([undefined, undefined, undefined]);
  });

  it("are prolonged, and a shorter time extends nothing unless it replaces", async () => {
    const bed = await open();
    await bring(bed);
    bed.lab.clock.advance(100);
    await bring(bed, "", { ip, expires: 60 });
    expect(left(bed)).toEqual([500, 500, 500]);
    await bring(bed);
    expect(left(bed)).toEqual([600, 600, 600]);
    bed.lab.era.configure({ renewal: "replaces" });
    await bring(bed, "", { ip, expires: 60 });
    expect(left(bed)).toEqual([60, 60, 60]);
  });

  it("come by themselves on one instance", async () => {
    const bed = await open();
    bed.lab.era.ban(second, ip, 300);
    expect(left(bed)).toEqual([undefined, 300, undefined]);
    bed.lab.era.unban(second, ip);
    expect(left(bed)).toEqual([undefined, undefined, undefined]);
    expect(() => bed.lab.era.ban("nowhere", ip, 300)).toThrow("there is no instance on nowhere");
  });

  it.each([
    ["?site=SITE1", [600, 600, undefined]],
    ["?sites=SITE1,SITE2", [600, 600, 600]],
    ["?server=192.168.0.10", [600, undefined, undefined]],
    ["?server=180", [undefined, 600, undefined]],
    ["?server=server03", [undefined, undefined, 600]],
    ["?servers=192.168.0.10,180,server03", [600, 600, 600]],
    ["?site=SITE1&server=340", [undefined, undefined, undefined]],
    ["?site=NOWHERE", [undefined, undefined, undefined]],
  ])("keep to the scope %s", async (query, expected) => {
    const bed = await open();
    const answer = await bring(bed, query);
    expect([answer.status, left(bed)]).toEqual([200, expected]);
    expect(answer.json).toHaveLength(expected.filter((seconds) => seconds !== undefined).length);
    expect((await bed.call("GET", banned + query)).json).toHaveLength(answer.json.length);
    await bring(bed);
    await bed.call("DELETE", `${banned}/${ip}${query}`);
    expect(left(bed)).toEqual(expected.map((seconds) => (seconds === undefined ? 600 : undefined)));
    await bring(bed);
    await bed.call("DELETE", banned + query);
    expect(left(bed)).toEqual(expected.map((seconds) => (seconds === undefined ? 600 : undefined)));
  });

  it.each([
    [{ ip }, "expires"],
    [{ expires: 600 }, "ip"],
    [{ ip, expires: "600" }, "expires"],
    [{ ip, expires: 0 }, "expires"],
    [{ ip, expires: 1.5 }, "expires"],
    [{ ip, expires: -1 }, "expires"],
    [{ ip: "2001:db8::1", expires: 600 }, "ip"],
    [{ ip: "10.0.0.0/8", expires: 600 }, "ip"],
    [{ ip, expires: 600, comment: "" }, "comment"],
  ])("refuse %j", async (body, field) => {
    const bed = await open();
    const answer = await bring(bed, "", body);
    expect([answer.status, answer.json]).toMatchObject([
      400,
      { error_code: 1413, error_details: { field, msg_code: "invalid_value" } },
    ]);
    bed.lab.era.configure({ validationCode: 1501 });
    const again = await bring(bed, "", body);
    expect([again.status, again.json.error_code]).toEqual([500, 1501]);
    expect(left(bed)).toEqual([undefined, undefined, undefined]);
  });

  it("refuse unknown parameters and, where asked for, an unknown scope", async () => {
    const bed = await open({ unknownScope: "refuse" });
    for (const query of ["?sit=SITE1", "?site=", "?site=NOWHERE", "?servers=180,999"]) {
      expect((await bring(bed, query)).json.error_code).toBe(1413);
    }
    for (const query of [
      "?limit=-1",
      "?limit=x",
      "?mask=ip",
      "?flat=yes",
      "?filter=x",
      '?filter={"ip":1}',
      "?order=x",
    ]) {
      const answer = await bed.call("GET", banned + query);
      expect([query, answer.status]).toEqual([query, 400]);
    }
    expect((await bed.call("DELETE", `${banned}/not-an-address`)).json.error_code).toBe(1413);
    expect((await bed.call("POST", banned, "{")).json).toMatchObject({ error_code: 1405 });
  });

  it("take a string where the table says int, if lenient", async () => {
    const bed = await open({ lenientExpires: true });
    expect((await bring(bed, "", { ip, expires: "600" })).status).toBe(200);
    expect((await bring(bed, "", { ip, expires: "soon" })).status).toBe(400);
    expect(left(bed)).toEqual([600, 600, 600]);
  });

  it("answer 204 to the removal of what is not there, or 404", async () => {
    const bed = await open();
    expect((await bed.call("DELETE", `${banned}/${ip}`)).status).toBe(204);
    bed.lab.era.configure({ absentDelete: 404 });
    const answer = await bed.call("DELETE", `${banned}/${ip}`);
    expect([answer.status, answer.json.error_code]).toEqual([404, 1404]);
    bed.lab.era.ban(second, ip, 300);
    expect((await bed.call("DELETE", `${banned}/${ip}`)).status).toBe(204);
  });

  it("has no POST for the role ws, whose own path is that of one instance", async () => {
    const bed = await open({ role: "ws" });
    const path = banned.replace("/sg/", "/ws/");
    for (const { node } of bed.lab.era.state().instances) bed.lab.era.ban(node, ip, 60);
    expect((await bed.call("POST", path, { ip, expires: 5 })).json.error_code).toBe(1403);
    expect((await bed.call("GET", path)).json).toHaveLength(1);
    expect((await bed.call("GET", `${path}/site`)).json).toHaveLength(3);
    const left = () => bed.lab.era.state().instances.map(({ banned: bans }) => bans.length);
    expect((await bed.call("DELETE", path)).status).toBe(204);
    expect(left()).toEqual([0, 1, 1]);
    expect((await bed.call("DELETE", `${path}/site/${ip}`)).status).toBe(204);
    expect(left()).toEqual([0, 0, 0]);
    expect((await bed.call("DELETE", `${path}/${ip}`)).status).toBe(404);
  });

  it("belong to the role in the path", async () => {
    const bed = await open({ role: "esg" });
    expect((await bring(bed)).status).toBe(404);
    expect((await bed.call("POST", banned.replace("/sg/", "/esg/"), { ip, expires: 5 })).status).toBe(200);
    expect(bed.lab.connections()["lab-era"]).toEqual({
      vendor: "era",
      endpoint: `${bed.lab.url}/era`,
      role: "esg",
    });
    expect((await bed.call("PUT", banned.replace("/sg/", "/esg/"))).json.error_code).toBe(1403);
  });
});

describe("the list of instances", () => {
  const nodes = async (bed: Harness, query: string) =>
    (await bed.call("GET", `${banned}?${query}`)).json.map((one: { node: string }) => one.node);

  it("filters, orders and pages instances", async () => {
    const bed = await open();
    expect(await nodes(bed, 'filter={"site":"SITE1"}')).toEqual([first, second]);
    expect(await nodes(bed, 'filter={"site":"SITE1","srvidx":180}')).toEqual([second]);
    expect(await nodes(bed, 'order=[{"srvidx":"desc"}]')).toEqual([third, second, first]);
    expect(await nodes(bed, 'order=["site",{"node":"asc"}]')).toEqual([second, first, third]);
    expect(await nodes(bed, "order=node")).toEqual([second, first, third]);
    expect(await nodes(bed, "offset=1")).toEqual([second, third]);
    expect(await nodes(bed, "offset=1&limit=1")).toEqual([second]);
    expect(await nodes(bed, "limit=0")).toEqual([]);
    bed.lab.era.configure({ defaultLimit: 2 });
    expect(await nodes(bed, "")).toEqual([first, second]);
    expect(await nodes(bed, "limit=3")).toEqual([first, second, third]);
  });

  it("shows fields, also flat", async () => {
    const bed = await open();
    await bring(bed, "?site=SITE2");
    const query = `${banned}?site=SITE2&mask=banned,site`;
    expect((await bed.call("GET", query)).json).toEqual([{ site: "SITE2", banned: [{ ip, expires: 600 }] }]);
    expect((await bed.call("GET", `${query}&flat=true`)).json).toEqual([
      { site: "SITE2", "banned.0.ip": ip, "banned.0.expires": 600 },
    ]);
  });
});

describe("sessions", () => {
  const login = (bed: Harness, more: object = {}) => bed.call("POST", sessions, { ...credentials, ...more });

  it.each(["EraSession", "RSession"] as const)("begin and end with the cookie %s", async (cookie) => {
    const bed = await start({ era: { cookie } });
    const refused = await bed.call("GET", banned);
    expect([refused.status, refused.json.error_code]).toEqual([401, 1407]);
    const answer = await login(bed);
    expect(answer.headers["set-cookie"]).toMatch(new RegExp(`^${cookie}=[0-9a-f-]{36};`));
    expect((await bed.call("GET", banned)).status).toBe(200);
    expect((await bed.call("GET", `${sessions}/current`)).json).toEqual({ domain: "lab", login: "admin" });
    expect((await bed.call("DELETE", `${sessions}/current`)).status).toBe(204);
    expect((await bed.call("GET", banned)).status).toBe(401);
    expect((await bed.call("DELETE", `${sessions}/current`)).status).toBe(401);
    expect(bed.lab.journal.writes()).toEqual([]);
    expect(JSON.stringify(bed.lab.journal.list())).not.toContain("perimeter-lab");
    expect(bed.lab.connections()["lab-era"]).toEqual({
      vendor: "era",
      endpoint: `${bed.lab.url}/era`,
      domain: "lab",
      login: "admin",
      password: "perimeter-lab",
    });
  });

  it("give a token instead where a type is asked for", async () => {
    const bed = await start();
    const { json, headers } = await login(bed, { session_type: "token" });
    expect(typesOf(json)).toEqual({ domain: "string", login: "string", session_token: "string" });
    expect(headers["set-cookie"]).toBeUndefined();
    const bearer = { authorization: `Bearer ${json.session_token}` };
    expect((await bed.call("GET", banned, undefined, bearer)).status).toBe(200);
    expect((await bed.call("GET", banned, undefined, { authorization: "Bearer x" })).status).toBe(401);
  });

  it("end by time and by fault", async () => {
    const bed = await start();
    await login(bed);
    bed.lab.clock.advance(3600);
    expect((await bed.call("GET", banned)).status).toBe(401);
    await login(bed);
    bed.lab.faults.add({ vendor: "era", expireSessions: true });
    expect((await bed.call("GET", banned)).status).toBe(401);
    expect(bed.lab.era.state().sessions).toBe(0);
  });

  it("are at most ten", async () => {
    const bed = await start();
    for (let n = 0; n < 10; n++) expect((await login(bed)).status).toBe(200);
    const eleventh = await login(bed);
    expect([eleventh.status, eleventh.json.error_code]).toEqual([429, 1410]);
    await bed.call("DELETE", `${sessions}/current`);
    expect((await login(bed)).status).toBe(200);
    bed.lab.era.configure({ whenFull: "end-oldest" });
    expect((await login(bed)).status).toBe(200);
    expect(bed.lab.era.sessions.count).toBe(10);
  });

  it("are banned after five failed logins within three minutes", async () => {
    const bed = await start();
    bed.lab.clock.freeze();
    for (let n = 0; n < 5; n++) {
      const failed = await login(bed, { pwd: "wrong" });
      expect([failed.status, failed.json.error_code]).toEqual([403, 1401]);
      bed.lab.clock.advance(30);
    }
    expect((await login(bed)).status).toBe(403);
    expect(bed.lab.era.sessions.banned).toBe(true);
    bed.lab.clock.advance(30);
    expect((await login(bed)).status).toBe(200);
  });

  it("count unknown sessions as failures, where the build does", async () => {
    const bed = await start({ era: { banUnknownSessions: true } });
    const stale = { cookie: "EraSession=8d1b2a3c-0000-4000-8000-000000000000" };
    await bed.call("GET", banned);
    for (let n = 0; n < 5; n++) await bed.call("GET", banned, undefined, stale);
    expect((await login(bed)).status).toBe(403);
  });

  it("refuse a login that is not complete", async () => {
    const bed = await start();
    for (const body of [{ login: "admin", pwd: "x" }, { ...credentials, remember: true }, undefined]) {
      expect((await bed.call("POST", sessions, body)).json.error_code).toBe(1413);
    }
    expect((await bed.call("POST", `${sessions}?a=1`, credentials)).status).toBe(400);
  });
});
