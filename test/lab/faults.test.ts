import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Lab } from "../../provider/lab/core";
import type { Fault } from "../../provider/lab/faults";
import { Caller } from "./client";
import { bodies } from "./ideco";

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

const table = "/firewall/rules/forward";
const comments = async () =>
  (await ngfw.get(table)).json.map(({ comment }: { comment: string }) => comment) as string[];
const rule = (comment: string) => ({ ...bodies.forward, comment });

describe("an answer in place of the appliance's own", () => {
  const answers: [string, Fault, [status: number, type: string | undefined, text: RegExp]][] = [
    ["nothing with 200", { status: 200, body: "" }, [200, "text/plain", /^$/]],
    ["nothing with 204", { status: 204 }, [204, undefined, /^$/]],
    ["an error with 200", { status: 200 }, [200, "application/json", /^\{"message":/]],
    ["a page with 404", { status: 404, html: true }, [404, "text/html", /^<html>/]],
    ["a page with 200", { status: 200, html: true }, [200, "text/html", /^<html>/]],
    [
      "a JSON of the test's own",
      { status: 409, body: { id: {} } },
      [409, "application/json", /^\{"id":\{\}\}$/],
    ],
  ];

  it.each(answers)("%s", async (_, fault, [status, type, text]) => {
    lab.faults.add({ method: "POST", ...fault });
    lab.faults.add({ method: "POST", ...fault, afterWork: true });
    for (const done of [[], ["a"]]) {
      const answer = await ngfw.post(table, rule("a"));
      expect(answer.status).toBe(status);
      expect(answer.headers["content-type"]?.toString().split(";")[0]).toBe(type);
      expect(answer.text).toMatch(text);
      expect(await comments()).toEqual(done);
    }
  });

  it("tells every vendor's own error, whatever the status", async () => {
    for (const { vendor } of lab.appliances) {
      lab.faults.add({ vendor, status: 200 });
      const answer = await new Caller(`${lab.url}/${vendor}`).get("/");
      expect([vendor, answer.status]).toEqual([vendor, 200]);
      expect(answer.text).toMatch(/asked to fail|"code":500/);
    }
  });

  it("asks for patience as a number or as a date, as long as it is busy", async () => {
    lab.faults.add({ status: 423, times: 2 });
    lab.faults.add({ status: 429, retryAfterSeconds: 86400 });
    lab.faults.add({ status: 503, retryAfterSeconds: 60, retryAfterAs: "date" });
    const answers = [];
    for (let n = 0; n < 5; n++) answers.push(await ngfw.get(table));
    expect(answers.map(({ status }) => status)).toEqual([423, 423, 429, 503, 200]);
    const [, , limited, gone] = answers.map(({ headers }) => String(headers["retry-after"]));
    expect(limited).toBe("86400");
    expect(gone).toMatch(/ GMT$/);
    expect(Date.parse(gone ?? "")).toBeGreaterThan(Date.now());
  });

  it("is altered as a test wants it", async () => {
    lab.faults.add({ path: table, alter: (json) => (json as object[]).concat({ id: 7 }) });
    expect((await ngfw.get(table)).json).toEqual([{ id: 7 }]);
    expect(lab.journal.list({ path: table })[0]?.fault).toBe("altered");
  });
});

describe("time", () => {
  it("does the work after the answer, or after the cut", async () => {
    lab.faults.add({ method: "POST", status: 504, html: true, lateWorkMs: 50 });
    expect((await ngfw.post(table, rule("late"))).status).toBe(504);
    const [post] = lab.journal.writes();
    while (post?.done === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await comments()).toEqual(["late"]);
    expect(post).toMatchObject({ status: 504, fault: "504, work done 50 ms later" });

    lab.faults.add({ method: "POST", lose: "before", lateWorkMs: 10 });
    await expect(ngfw.post(table, rule("later"))).rejects.toThrow();
    while ((await comments()).length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it("waits between work and answer", async () => {
    lab.faults.add({ method: "POST", answerMs: 60_000 });
    const answer = ngfw.post(table, rule("done")).catch((error: Error) => error);
    while ((await comments()).length === 0);
    await lab.stop();
    expect(await answer).toBeInstanceOf(Error);
  });

  it.each(["before", "after", "body"] as const)("hangs %s until the caller gives up", async (hang) => {
    lab.faults.add({ path: table, method: "GET", hang });
    const { port } = new URL(lab.url);
    const cookie = await cookieOf(lab);
    const asked = request({ port, path: `/ideco${table}`, headers: { cookie } });
    const ended = new Promise((resolve) => asked.once("close", resolve).once("error", () => {}));
    let text = "";
    asked.once("response", (response) =>
      response.on("data", (piece) => (text += piece)).on("error", () => {}),
    );
    asked.end();
    const reached = () => lab.journal.list({ path: table, method: "GET" })[0];
    const isThere = () => (hang === "before" ? reached() : hang === "after" ? reached()?.done : text !== "");
    while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 5));
    asked.destroy();
    await ended;
    expect(text).toBe(hang === "body" ? "[" : "");
    expect(await comments()).toEqual([]);
  });

  it("takes calls in another order than that of arrival, the same one for the same seed", async () => {
    const order = async () => {
      lab.faults.seed = 7;
      lab.faults.set({ method: "POST", delayMs: [0, 40] });
      await Promise.all(["a", "b", "c", "d"].map((comment) => ngfw.post(table, rule(comment))));
      lab.faults.clear();
    };
    await order();
    expect((await comments()).toSorted()).toEqual(["a", "b", "c", "d"]);
    const drawn = [1, 2, 3].map(() => lab.faults.draw([5, 6]));
    expect(drawn.every((time) => time === 5 || time === 6)).toBe(true);
    lab.faults.seed = 3;
    const first = [lab.faults.draw([0, 999]), lab.faults.draw([0, 999])];
    lab.faults.seed = 3;
    expect([lab.faults.draw([0, 999]), lab.faults.draw([0, 999])]).toEqual(first);
  });

  it("holds calls and takes them as it is told", async () => {
    const hold = lab.faults.hold({ method: "POST", path: table });
    const answers = ["a", "b", "c"].map(async (comment, n) => {
      await hold.arrived(n);
      return ngfw.post(table, rule(comment));
    });
    await hold.arrived(3);
    const at = (comment: string) =>
      hold.calls.findIndex(({ body }) => (body as { comment: string }).comment === comment);
    hold.take(at("c"));
    while ((await comments()).length < 1);
    hold.take(at("a"));
    while ((await comments()).length < 2);
    hold.open();
    await Promise.all(answers);
    expect(await comments()).toEqual(["c", "a", "b"]);
    expect(() => hold.take()).toThrow(/no call waits/);
    const done = lab.journal.writes().map((entry) => entry.done ?? 0);
    expect(done.toSorted((one, other) => one - other)).not.toEqual(done);
    await ngfw.post(table, rule("passes"));
  });
});

describe("lists that lag behind writes", () => {
  it("shows what was there before, and later what is there", async () => {
    await ngfw.post(table, rule("old"));
    const end = lab.faults.set({ vendor: "ideco", path: table, lagMs: 60_000 });
    const { id } = (await ngfw.post(table, rule("new"))).json;
    expect(id).toBe(2);
    await ngfw.delete(`${table}/1`);
    expect(await comments()).toEqual(["old"]);
    // Only the reads that are meant lag, and nothing that was done is undone.
    expect((await ngfw.get("/firewall/counters/forward")).json).toEqual([{ id: 2, packets: 0 }]);
    expect(lab.ideco.table("forward").rules.map(({ comment }) => comment)).toEqual(["new"]);
    expect(lab.ideco.history("forward")).toHaveLength(4);
    end();
    expect(await comments()).toEqual(["new"]);
    lab.faults.set({ path: table, lagMs: 20 });
    await ngfw.post(table, rule("newer"));
    while ((await comments()).length < 2);
  });

  it("holds for every vendor, with ids and answers that are the real ones", async () => {
    lab.faults.set({ lagMs: 60_000 });
    await lab.byHand("selectel", "POST", "/eye/v1/ips", { ip: "198.51.100.9" });
    const bare = { "x-token": "lab-selectel-token" };
    lab.selectel.openPort("198.51.100.9", 22);
    const list = await new Caller(`${lab.url}/selectel`).call("GET", "/eye/v1/ips/ports", undefined, bare);
    expect(list.json).toEqual([]);
    const key = "key=lab-deepfinder-key&type=black&domaingid=4";
    const finder = new Caller(`${lab.url}/deepfinder`);
    await finder.get(`/api/apply_white_black_ip?${key}&start_ip=192.0.2.1`);
    const groups = await finder.get(`/api/get_white_black_ip?${key}`);
    expect(groups.json.map(({ groupname }: { groupname: string }) => groupname)).toEqual(["SOC_BLOCK"]);
    expect(lab.deepfinder.state().groups).toHaveLength(2);
    lab.clock.advance(60);
    expect((await finder.get(`/api/get_white_black_ip?${key}`)).json).toEqual(groups.json);
  });
});

describe("ids", () => {
  it("travel as texts", async () => {
    lab.faults.set({ vendor: "ideco", ids: "texts" });
    expect((await ngfw.post(table, rule("a"))).text).toBe('{"id":"1"}');
    expect((await ngfw.post(`${table}?anchor_item_id=1&insert_after=false`, rule("b"))).json).toEqual({
      id: "2",
    });
    const params = { id: "1", anchor_item_id: "2", insert_after: false };
    expect((await ngfw.patch(`${table}/move`, { params })).status).toBe(200);
    expect(await comments()).toEqual(["a", "b"]);
    expect((await ngfw.delete(`${table}/2`)).status).toBe(200);
  });

  it("travel as numbers that a double can't hold", async () => {
    lab.faults.set({ vendor: "ideco", ids: "huge" });
    expect((await ngfw.post(table, rule("a"))).text).toBe('{"id":9007199254740994}');
    expect((await ngfw.post(table, rule("b"))).text).toBe('{"id":9007199254740995}');
    expect((await ngfw.post(table, rule("c"))).text).toBe('{"id":9007199254740996}');
    const move = '{"params":{"id":9007199254740996,"anchor_item_id":9007199254740995,"insert_after":false}}';
    expect((await ngfw.call("PATCH", `${table}/move`, move)).status).toBe(200);
    expect(await comments()).toEqual(["a", "c", "b"]);
    await ngfw.delete(`${table}/9007199254740994`);
    expect(lab.ideco.table("forward").rules.map(({ id }) => id)).toEqual([3, 2]);
    // Who reads it as a double names another rule.
    expect(String((await ngfw.get(table)).json[1].id)).toBe("9007199254740996");
    const net = await ngfw.get("/ips/nets");
    expect(net.text).toContain('{"id":"9007199254740994","address":"192.168.0.0/16"}');
  });

  it("differ between two labs", async () => {
    const other = await Lab.start({ idOffset: 1000 });
    const caller = new Caller(`${other.url}/ideco`);
    await caller.login();
    const own = { ...rule("own"), destination_addresses: ["ip.id.1"] };
    expect((await caller.post(table, own)).status).toBe(542);
    expect((await caller.post(table, { ...own, destination_addresses: ["ip.id.1001"] })).json).toEqual({
      id: 1001,
    });
    const titles = (one: Lab) => [...one.ideco.objects.values()].map(({ title }) => title);
    expect(titles(other)).toEqual(titles(lab));
    const ids = (one: Lab) => [...one.ideco.objects.keys()].filter((id) => /\.id\.\d/.test(id));
    expect(ids(other).filter((id) => ids(lab).includes(id))).toEqual([]);
    expect(other.ideco.objects.get("port_list.id.1001")?.values).toEqual(["port.id.1001", "port.id.1002"]);
    await caller.post("/aliases/ip_addresses", { title: "x", comment: "", value: "192.0.2.1" });
    expect(other.ideco.objects.get("ip.id.1002")?.title).toBe("x");
    await caller.close();
    await other.stop();
  });
});

describe("without end", () => {
  it.each(["fast", "slow"] as const)("a body, %s", async (endless) => {
    lab.faults.add({ path: table, endless });
    const cookie = await cookieOf(lab);
    const least = endless === "fast" ? 5_000_000 : 3;
    const read = await new Promise<number>((resolve) => {
      const asked = request(`${lab.url}/ideco${table}`, { headers: { cookie } }, (response) => {
        let bytes = 0;
        response
          .on("error", () => {})
          .on("data", (piece: Buffer) => {
            bytes += piece.length;
            if (bytes < least) return;
            asked.destroy();
            resolve(bytes);
          });
      });
      asked.on("error", () => {}).end();
    });
    expect(read).toBeGreaterThanOrEqual(least);
  });

  it("pages by offset and by number", async () => {
    lab.faults.add({ endlessPages: true, times: Number.POSITIVE_INFINITY });
    const era = new Caller(`${lab.url}/era`);
    await era.post("/rest/v1/iam/sessions", { domain: "lab", login: "admin", pwd: "perimeter-lab" });
    const bans = "/rest/v1/master/logicalroles/sg/bannedaddrs";
    const first = await era.get(`${bans}?limit=5`);
    expect(first.json).toHaveLength(5);
    expect((await era.get(`${bans}?offset=5&limit=5`)).json).toEqual(first.json);

    const nhn = new Caller(`${lab.url}/nhn/v1.0/appkeys/lab-nhn-appkey`);
    for (const page of [1, 2, 77]) {
      const answer = await nhn.get(`/tickets?page=${page}`);
      expect(answer.json.next).toMatch(new RegExp(`/tickets\\?page=${page + 1}$`));
      expect(answer.json.results).toHaveLength(2);
    }
  });
});

describe("callers", () => {
  const ask = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { port } = new URL(lab.url);
      const asked = request({ port, path: "/selectel/eye/v1/ips/ports", headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.on("error", reject).end();
    });

  it("are answered at the lab's own names, and from its own page", async () => {
    const { port, host } = new URL(lab.url);
    expect(await ask({ host })).toBe(401);
    expect(await ask({ host: `localhost:${port}` })).toBe(401);
    expect(await ask({ host: `[::1]:${port}` })).toBe(401);
    expect(await ask({ host: `lab.example:${port}` })).toBe(421);
    expect(await ask({ host: "127.0.0.1.lab.example" })).toBe(421);
    expect(await ask({ host, origin: lab.url })).toBe(401);
    expect(await ask({ host, origin: "https://lab.example" })).toBe(403);
    expect(await ask({ host, origin: "null" })).toBe(403);
    expect(await ask({ host, "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await ask({ host, "sec-fetch-site": "same-site" })).toBe(403);
    expect(await ask({ host, "sec-fetch-site": "same-origin" })).toBe(401);
    expect(lab.journal.count({ vendor: "selectel" })).toBe(5);
  });
});

/** The session of a caller of its own, for a request that is made by hand. */
async function cookieOf(one: Lab): Promise<string> {
  const answer = await fetch(`${one.url}/ideco/web/auth/login`, {
    method: "POST",
    body: JSON.stringify({ login: "admin", password: "perimeter-lab", rest_path: "/" }),
  });
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}
