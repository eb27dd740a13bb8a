import { describe, expect, it } from "vitest";
import type { NhnOptions } from "../../provider/lab/nhn/appliance";
import type { Answer } from "./client";
import { type Harness, harnesses } from "./harness";
import { typesOf } from "./ideco";
import samples from "./samples/nhn.json";

const start = harnesses("nhn");
const home = "/v1.0/appkeys/lab-nhn-appkey";
const lbId = "8b031032-e0a0-4b36-8a98-642b6d3ca07b";
const behind = "9d5cbf7b-4826-4e83-b13a-ef608bacf0e9";
const alone = "2300727f-3771-4bdc-bba1-35ca12cb8635";
const hour = 3600;

async function open(options: NhnOptions = {}): Promise<Harness> {
  const bed = await start({ nhn: options });
  bed.lab.clock.freeze();
  return bed;
}

const ask = (bed: Harness, { method, path, body }: { method: string; path: string; body?: unknown }) =>
  bed.call(method, home + path, body);
const get = (bed: Harness, path: string) => bed.call("GET", home + path);
const enrol = (bed: Harness, ...vmList: object[]) => bed.call("POST", `${home}/vm`, { vmList });
const release = (bed: Harness, ...ids: string[]) => bed.call("DELETE", `${home}/vm?vmId=${ids.join(",")}`);

/** What `vmList` has to say of an element of the lists. */
function order({ serviceStatus: _status, vm, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return vm === undefined ? rest : { ...rest, vm: (vm as Record<string, unknown>[]).map(order) };
}
const listed = async (bed: Harness, id: string, list = "not-applied-vms") =>
  (await get(bed, `/${list}`)).json.results.find(
    (one: { vmId?: string; lbId?: string }) => (one.lbId ?? one.vmId) === id,
  );
const phases = (bed: Harness) => {
  const { vms, loadBalancers } = bed.lab.nhn.state();
  return Object.fromEntries([
    ...loadBalancers.map((lb) => [lb.lbName, lb.phase]),
    ...vms.map((vm) => [vm.vmName, vm.phase]),
  ]);
};
const failed = (answer: Answer) => {
  const { isSuccessful, resultCode, resultMessage } = answer.json.header;
  return [answer.status, isSuccessful, resultCode === 1, typeof resultMessage];
};
const refused = [200, false, false, "string"];

describe("printed calls", () => {
  it("lists what is not enrolled", async () => {
    const bed = await open();
    const answer = await ask(bed, samples.notApplied.request);
    expect([answer.status, answer.json]).toEqual([200, samples.notApplied.answer]);
    expect((await get(bed, "/applied-vms")).json.results).toEqual([]);
  });

  it("lists what is enrolled, pending or in service", async () => {
    const bed = await open();
    bed.lab.nhn.setPhase(lbId, "pending");
    bed.lab.nhn.setPhase(behind, "pending");
    bed.lab.nhn.setPhase(alone, "inService");
    expect((await ask(bed, samples.applied.request)).json).toEqual(samples.applied.answer);
    expect((await get(bed, "/not-applied-vms")).json.results).toEqual([]);
  });

  it("enrols and releases", async () => {
    const bed = await open({ seed: false });
    const { nhn } = bed.lab;
    const [lb, vm] = samples.enrol.request.body.vmList;
    const { vm: vms = [], lbId = "", lbName = "", lbIp = "", fixedIp = "" } = lb ?? {};
    nhn.addLoadBalancer({ lbId, lbName, lbIp, fixedIp });
    nhn.addVm(vms[0], lbId);
    const { vmId = "", vmOs = "", vmIp = "", vmName = "" } = vm ?? {};
    nhn.addVm({ vmId, fixedIp: vm?.fixedIp ?? "", vmOs, vmIp, vmName });
    expect((await ask(bed, samples.enrol.request)).json).toEqual(samples.enrol.answer);
    expect(phases(bed)).toEqual({ lb3: "pending", "mss-test": "pending", "booting-test": "pending" });
    expect((await ask(bed, samples.release.request)).json).toEqual(samples.release.answer);
    expect(phases(bed)).toEqual({ lb3: "releasing", "mss-test": "releasing", "booting-test": "releasing" });
  });

  it("pages the history", async () => {
    const bed = await open();
    const [newest, oldest] = samples.history.answer.results;
    for (let historyId = 4520; historyId < 4539; historyId++) {
      bed.lab.nhn.addHistory({ ...oldest, historyId });
    }
    bed.lab.nhn.addHistory(newest);
    const { results, next, ...rest } = (await ask(bed, samples.history.request)).json;
    const printed = samples.history.answer;
    expect(rest).toEqual({ count: 20, header: printed.header, previous: null });
    expect([results.length, results[0], results[9]]).toEqual([10, newest, oldest]);
    expect(new URL(next).pathname).toBe("/nhn/appkeys/lab-nhn-appkey/history");
    const second = (await get(bed, "/history?page=2")).json;
    expect([second.results.length, second.next]).toEqual([10, null]);
    expect(second.previous).toBe(next.replace("page=2", "page=1"));
    expect(failed(await get(bed, "/history?page=3"))).toEqual(refused);
    bed.lab.nhn.configure({ pageSize: 20 });
    expect((await get(bed, "/history")).json).toMatchObject({ count: 20, next: null });
  });

  it("sorts tickets as it is asked, else the oldest first", async () => {
    const bed = await open();
    const dates = async (query: string) =>
      (await get(bed, `/tickets${query}`)).json.results.map(
        ({ detectDate }: { detectDate: string }) => detectDate,
      );
    const oldest = await dates("");
    expect(oldest.toSorted()).toEqual(oldest);
    expect(await dates("?detectDateOrder=asc")).toEqual(oldest);
    expect(await dates("?detectDateOrder=desc")).toEqual(oldest.toReversed());
    expect(failed(await get(bed, "/tickets?detectDateOrder=down"))).toEqual(refused);
  });

  it("lists tickets and shows one", async () => {
    const bed = await open({ seed: false, ticketDays: 10_000, ticketOrder: "desc" });
    const detail = samples.ticket.answer.data;
    for (const ticket of samples.tickets.answer.results) bed.lab.nhn.addTicket({ ...ticket, detail });
    expect((await ask(bed, samples.tickets.request)).json).toEqual(samples.tickets.answer);
    expect((await ask(bed, samples.ticket.request)).json).toEqual(samples.ticket.answer);
    expect(failed(await get(bed, "/tickets/1"))).toEqual(refused);
    bed.lab.nhn.configure({ ticketNameField: "tickentName", ticketDays: 365 });
    expect((await get(bed, "/tickets")).json.count).toBe(0);
    bed.lab.nhn.addTicket();
    const [first] = (await get(bed, "/tickets")).json.results;
    expect([first.tickentName, first.ticketName]).toEqual(["K047_NHN_WebShell_Alert", undefined]);
  });

  it("lists events of a span", async () => {
    const bed = await open({ seed: false });
    bed.lab.clock.freeze(new Date("2021-07-13T20:30:00+09:00"));
    const [event] = samples.events.answer.results;
    bed.lab.nhn.addEvent(event);
    bed.lab.nhn.addEvent({ detectTime: "2021-07-01T19:59:59+09:00" });
    bed.lab.nhn.addEvent({ detectTime: "2021-07-13T20:24:00+09:00" });
    expect((await ask(bed, samples.events.request)).json).toEqual(samples.events.answer);
    const times = async (query: string) =>
      (await get(bed, `/events${query}`)).json.results.map((one: { detectTime: string }) => one.detectTime);
    expect(await times("")).toEqual(["2021-07-13T20:24:00+09:00"]);
    expect(await times("?startDate=2021-07-01T00:00:00")).toHaveLength(3);
    expect(await times("?startDate=2021-07-01T19:59:59&endDate=2021-07-01T19:59:59")).toHaveLength(1);
    bed.lab.nhn.configure({ eventTimeField: "detectDate" });
    expect((await get(bed, "/events")).json.results[0].detectDate).toBe("2021-07-13T20:24:00+09:00");
    bed.lab.clock.advance(91 * 24 * hour);
    expect((await get(bed, "/events?startDate=2021-07-01T00:00:00")).json.count).toBe(0);
  });

  it("has tickets and an event from the start", async () => {
    const bed = await open();
    const shape = typesOf(samples.tickets.answer.results[0]);
    expect(typesOf((await get(bed, "/tickets")).json.results)).toEqual([shape, shape]);
    expect(typesOf((await get(bed, "/events")).json)).toEqual(typesOf(samples.events.answer));
  });
});

describe("enrolment", () => {
  it("takes an hour, and so does release", async () => {
    const bed = await open();
    expect((await enrol(bed, order(await listed(bed, alone)))).json.header.isSuccessful).toBe(true);
    const word = async () => (await listed(bed, alone, "applied-vms"))?.serviceStatus;
    expect(await word()).toBe("접수대기");
    bed.lab.clock.advance(hour - 1);
    expect(await word()).toBe("접수대기");
    bed.lab.clock.advance(1);
    expect(await word()).toBe("진행중");
    await release(bed, alone);
    expect(await word()).toBe("진행중");
    expect(failed(await release(bed, alone))).toEqual(refused);
    bed.lab.nhn.configure({ words: { releasing: "해지대기" } });
    expect(await word()).toBe("해지대기");
    bed.lab.clock.advance(hour);
    expect(await word()).toBeUndefined();
    expect((await listed(bed, alone)).serviceStatus).toBe("미신청");
  });

  it("takes no time where asked so", async () => {
    const bed = await open({ enrolSeconds: 0, releaseSeconds: 0 });
    await enrol(bed, order(await listed(bed, alone)));
    expect(phases(bed).vm2).toBe("inService");
    await release(bed, alone);
    expect(phases(bed).vm2).toBe("notApplied");
  });

  it.each([
    ["en", "Unregistered", "Pending", "In progress"],
    ["ja", "未申請", "受付待機", "進行中"],
  ] as const)("speaks %s", async (locale, before, pending, after) => {
    const bed = await open({ locale });
    const element = await listed(bed, alone);
    expect(element.serviceStatus).toBe(before);
    await enrol(bed, order(element));
    expect((await listed(bed, alone, "applied-vms")).serviceStatus).toBe(pending);
    bed.lab.clock.advance(hour);
    expect((await listed(bed, alone, "applied-vms")).serviceStatus).toBe(after);
    bed.lab.nhn.configure({ words: { inService: "In Service" } });
    expect((await listed(bed, alone, "applied-vms")).serviceStatus).toBe("In Service");
  });

  it("of a VM behind a load balancer goes through the load balancer", async () => {
    const bed = await open();
    const lb = order(await listed(bed, lbId));
    const [vm] = lb.vm as Record<string, unknown>[];
    const single = await enrol(bed, vm ?? {});
    expect(failed(single)).toEqual(refused);
    expect(single.json.header.resultMessage).toMatch(/로드 밸런서/);
    expect((await enrol(bed, lb)).json.header.isSuccessful).toBe(true);
    expect(phases(bed)).toEqual({ lb1: "pending", vm1: "pending", vm2: "notApplied" });
    expect(failed(await release(bed, behind))).toEqual(refused);
    await release(bed, lbId);
    expect(phases(bed)).toEqual({ lb1: "releasing", vm1: "releasing", vm2: "notApplied" });
    expect(failed(await enrol(bed, lb))).toEqual(refused);
  });

  it("of a batch is whole or nothing", async () => {
    const bed = await open();
    const [vm, lb] = [order(await listed(bed, alone)), order(await listed(bed, lbId))];
    expect(failed(await enrol(bed, vm, { ...lb, lbName: "other" }))).toEqual(refused);
    expect(failed(await enrol(bed, vm, vm))).toEqual(refused);
    expect(phases(bed)).toEqual({ lb1: "notApplied", vm1: "notApplied", vm2: "notApplied" });
    await enrol(bed, vm, lb);
    expect(failed(await release(bed, alone, "nothing"))).toEqual(refused);
    expect(phases(bed)).toEqual({ lb1: "pending", vm1: "pending", vm2: "pending" });
    await release(bed, alone, lbId);
    expect(phases(bed)).toEqual({ lb1: "releasing", vm1: "releasing", vm2: "releasing" });
  });

  it("leaves out a VM that joins later, in either form of the lists", async () => {
    const bed = await open();
    await enrol(bed, order(await listed(bed, lbId)));
    bed.lab.clock.advance(hour);
    bed.lab.nhn.addVm({ vmId: "late", vmName: "late" }, lbId);
    const ids = (one: { vm: { vmId: string }[] } | undefined) => one?.vm.map((vm) => vm.vmId);
    expect(ids(await listed(bed, lbId, "applied-vms"))).toEqual([behind]);
    const left = await listed(bed, lbId);
    expect([ids(left), left.serviceStatus, left.vm[0].serviceStatus]).toEqual([["late"], "진행중", "미신청"]);
    bed.lab.nhn.configure({ joined: "inside" });
    const inside = await listed(bed, lbId, "applied-vms");
    expect(inside.vm.map((vm: { serviceStatus: string }) => vm.serviceStatus)).toEqual(["진행중", "미신청"]);
    expect(await listed(bed, lbId)).toBeUndefined();
    expect((await enrol(bed, order(inside))).json.header.isSuccessful).toBe(true);
    expect(phases(bed)).toEqual({ lb1: "inService", vm1: "inService", vm2: "notApplied", late: "pending" });
    expect(failed(await enrol(bed, order(inside)))).toEqual(refused);
  });

  it("stays with a VM that moves", async () => {
    const bed = await open();
    await enrol(bed, order(await listed(bed, alone)));
    bed.lab.nhn.joinLoadBalancer(alone, lbId);
    expect(await listed(bed, alone, "applied-vms")).toMatchObject({ vmId: alone });
    await release(bed, alone);
    bed.lab.clock.advance(hour);
    expect((await listed(bed, lbId)).vm.map((vm: { vmId: string }) => vm.vmId)).toEqual([behind, alone]);
    bed.lab.nhn.leaveLoadBalancer(alone);
    expect(await listed(bed, alone)).toMatchObject({ vmId: alone });
    bed.lab.nhn.removeVm(alone);
    bed.lab.nhn.removeLoadBalancer(lbId);
    expect((await get(bed, "/not-applied-vms")).json.results).toMatchObject([{ vmId: behind }]);
    expect(() => bed.lab.nhn.joinLoadBalancer(alone, lbId)).toThrow(/there is no VM/);
  });

  it("writes the history", async () => {
    const bed = await open();
    await enrol(bed, order(await listed(bed, lbId)), order(await listed(bed, alone)));
    bed.lab.clock.advance(2 * hour);
    await release(bed, alone);
    const lines = bed.lab.nhn.state().history.map((one) => [one.type, one.status, one.vmId, one.meter]);
    expect(lines).toEqual([
      ["해지", "접수", "vm2", "YES"],
      ["신규", "완료", "vm1 | vm2", "YES"],
      ["신규", "접수", "vm1 | vm2", "NO"],
    ]);
    bed.lab.clock.advance(hour);
    const { results } = (await get(bed, "/history")).json;
    expect(results[0]).toMatchObject({ type: "해지", status: "완료", vmId: "vm2" });
    const now = Math.floor(bed.lab.clock.now() / 1000);
    expect(results.map((one: { regDate: string }) => now - Date.parse(one.regDate) / 1000)).toEqual([
      0,
      hour,
      2 * hour,
      3 * hour,
    ]);
  });
});

describe("refusals", () => {
  it.each([
    ["no body", undefined],
    ["an empty list", { vmList: [] }],
    ["no list", {}],
    ["a field too many", { vmList: [], force: true }],
  ])("%s", async (_name, body) => {
    const bed = await open();
    expect(failed(await bed.call("POST", `${home}/vm`, body))).toEqual(refused);
  });

  it.each(["vmId", "fixedIp", "vmOs", "vmIp", "vmName"])(
    "a VM without, or with a wrong %s",
    async (field) => {
      const bed = await open();
      const { [field]: _left, ...rest } = order(await listed(bed, alone));
      expect(failed(await enrol(bed, rest))).toEqual(refused);
      expect(failed(await enrol(bed, { ...rest, [field]: 1 }))).toEqual(refused);
      expect(failed(await enrol(bed, { ...rest, [field]: "other" }))).toEqual(refused);
    },
  );

  it.each(["lbIp", "fixedIp", "lbName", "lbId", "vm"])("a load balancer without %s", async (field) => {
    const bed = await open();
    const { [field]: _left, ...rest } = order(await listed(bed, lbId));
    expect(failed(await enrol(bed, rest))).toEqual(refused);
    expect(phases(bed).lb1).toBe("notApplied");
  });

  it("a load balancer without its VMs, or with another's", async () => {
    const bed = await open();
    const [lb, vm] = [order(await listed(bed, lbId)), order(await listed(bed, alone))];
    expect(failed(await enrol(bed, { ...lb, vm: [] }))).toEqual(refused);
    expect(failed(await enrol(bed, { ...lb, vm: [vm] }))).toEqual(refused);
    expect(failed(await enrol(bed, { ...vm, serviceStatus: "미신청" }))).toEqual(refused);
    expect(phases(bed)).toEqual({ lb1: "notApplied", vm1: "notApplied", vm2: "notApplied" });
  });

  it.each(["/vm", "/vm?vmId=", "/vm?id=1", `/vm?vmId=${alone}`])("DELETE %s", async (path) => {
    const bed = await open();
    expect(failed(await bed.call("DELETE", home + path))).toEqual(refused);
  });

  it.each([
    "/not-applied-vms?regionCode=KR1",
    "/history?page=0",
    "/tickets?page=x",
    "/tickets?limit=3",
    "/events?startDate=2021-07-01",
    "/events?startDate=2021-02-30T00:00:00",
    "/events?startDate=2021-07-02T00:00:00&endDate=2021-07-01T00:00:00",
  ])("GET %s", async (path) => {
    const bed = await open();
    expect(failed(await get(bed, path))).toEqual(refused);
  });

  it("a wrong app key, method or path", async () => {
    const bed = await open();
    const wrong = await bed.call("GET", "/v1.0/appkeys/other/applied-vms");
    expect([wrong.status, wrong.json.header.isSuccessful]).toEqual([401, false]);
    bed.lab.nhn.configure({ authStatus: 200 });
    expect(failed(await bed.call("GET", "/v1.0/appkeys/other/applied-vms"))).toEqual(refused);
    expect((await bed.call("PUT", `${home}/vm`)).status).toBe(405);
    expect((await get(bed, "/nothing")).status).toBe(404);
    expect((await bed.call("GET", `${home.slice(5)}/history`)).status).toBe(404);
    expect(JSON.stringify(bed.lab.journal.list())).not.toContain("lab-nhn-appkey");
  });
});

describe("tokens", () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const basic = (id = "lab-access-key", secret = "lab-secret-key") => ({
    authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
  });
  const grant = "grant_type=client_credentials";
  const path = "/oauth2/token/create";

  it("are due, given and run out", async () => {
    const bed = await open({ tokens: true });
    expect((await get(bed, "/applied-vms")).status).toBe(401);
    const { json } = await bed.call("POST", path, grant, { ...form, ...basic() });
    expect(typesOf(json)).toEqual({ access_token: "string", token_type: "string", expires_in: "integer" });
    expect(json.expires_in).toBe(86400);
    const ask = async (header: string) =>
      (await bed.call("GET", `${home}/applied-vms`, undefined, { "x-nhn-authorization": header })).status;
    expect(await ask(json.access_token)).toBe(200);
    expect(await ask(`Bearer ${json.access_token}`)).toBe(401);
    bed.lab.nhn.configure({ tokenPrefix: "Bearer " });
    expect(await ask(`Bearer ${json.access_token}`)).toBe(200);
    expect(await ask(json.access_token)).toBe(401);
    bed.lab.clock.advance(86400);
    expect(await ask(`Bearer ${json.access_token}`)).toBe(401);
    expect(bed.lab.journal.writes()).toEqual([]);
    expect(bed.lab.connections()["lab-nhn"]).toEqual({
      vendor: "nhn",
      endpoint: `${bed.lab.url}/nhn`,
      appKey: "lab-nhn-appkey",
      tokenEndpoint: `${bed.lab.url}/nhn/oauth2/token/create`,
      accessKeyId: "lab-access-key",
      secretAccessKey: "lab-secret-key",
      tokenPrefix: "Bearer ",
    });
  });

  it("are revoked", async () => {
    const bed = await open({ tokens: true });
    const { json } = await bed.call("POST", path, grant, { ...form, ...basic() });
    expect(bed.lab.nhn.openTokens).toBe(1);
    const revoke = (body: string, headers: Record<string, string>) =>
      bed.call("POST", "/oauth2/token/revoke", body, { ...form, ...headers });
    expect((await revoke(`token=${json.access_token}`, {})).status).toBe(401);
    expect((await revoke(`jeton=${json.access_token}`, basic())).status).toBe(400);
    expect(bed.lab.nhn.openTokens).toBe(1);
    expect((await revoke(`token=${json.access_token}`, basic())).status).toBe(200);
    expect(bed.lab.nhn.openTokens).toBe(0);
    const header = { "x-nhn-authorization": json.access_token };
    expect((await bed.call("GET", `${home}/applied-vms`, undefined, header)).status).toBe(401);
    expect(JSON.stringify(bed.lab.journal.list())).not.toContain(json.access_token);
  });

  it("end when sessions expire", async () => {
    const bed = await open({ tokens: true });
    const { json } = await bed.call("POST", path, grant, { ...form, ...basic() });
    const header = { "x-nhn-authorization": json.access_token };
    bed.lab.faults.add({ vendor: "nhn", expireSessions: true });
    expect((await bed.call("GET", `${home}/applied-vms`, undefined, header)).status).toBe(401);
  });

  it.each([
    [grant, {}, 401, "invalid_client"],
    [grant, basic("lab-access-key", "wrong"), 401, "invalid_client"],
    ["grant_type=password", basic(), 400, "unsupported_grant_type"],
    [`${grant}&scope=all`, basic(), 400, "unsupported_grant_type"],
    [undefined, basic(), 400, "invalid_request"],
    [grant, { ...basic(), "content-type": "application/json" }, 400, "invalid_request"],
  ])("are refused to %s %j", async (body, headers, status, error) => {
    const bed = await open({ tokens: true });
    const answer = await bed.call("POST", path, body, { ...form, ...headers });
    expect([answer.status, answer.json]).toEqual([status, { error }]);
  });
});
