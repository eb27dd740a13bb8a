import { describe, expect, it } from "vitest";
import { koreanTime } from "../../../provider/vendors/nhn/time";
import { alone, behind, lbId, open, refusal } from "./open";

describe("getVms", () => {
  it("gives load balancers with their VMs, and bare VMs, with both words of the status", async () => {
    const { stack, lab, calls } = await open();
    const status = { status: "notApplied", rawStatus: "미신청", serviceStatus: "미신청" };
    expect(await stack.call("nhn:getVms", { applied: false })).toEqual({
      items: [
        {
          lbId,
          lbName: "lb1",
          lbIp: "133.186.111.22",
          fixedIp: "192.168.0.18",
          vm: [
            { vmId: behind, vmName: "vm1", fixedIp: "192.168.0.9", vmIp: "", vmOs: "CentOS 7.8", ...status },
          ],
          ...status,
        },
        {
          vmId: alone,
          vmName: "vm2",
          fixedIp: "192.168.0.4",
          vmIp: "133.186.112.33",
          vmOs: "CentOS 7.8",
          ...status,
        },
      ],
    });
    expect(await stack.call("nhn:getVms", { applied: true })).toEqual({ items: [] });
    lab.nhn.setPhase(alone, "inService");
    expect(await stack.call("nhn:getVms", { applied: true })).toMatchObject({
      items: [{ vmId: alone, status: "inService", rawStatus: "진행중" }],
    });
    expect(calls()).toEqual(["GET /not-applied-vms", "GET /applied-vms", "GET /applied-vms"]);
  });

  it("says which list is wanted", async () => {
    const { stack } = await open();
    expect(await refusal(stack.call("nhn:getVms"))).toBe("nhn:getVms: applied: is required");
  });
});

describe("pages", () => {
  async function withHistory(count: number, options = {}) {
    const bed = await open(options);
    for (let n = 1; n <= count; n++) bed.lab.nhn.addHistory({ contents: `entry ${n}` });
    return {
      ...bed,
      pages: () => bed.lab.journal.list({ path: /history/ }).map(({ query }) => query.page),
    };
  }

  it.each([
    [25, { limit: 100 }, 25, ["1", "2", "3"]],
    [25, { limit: 20 }, 20, ["1", "2"]],
    [25, { limit: 21 }, 21, ["1", "2", "3"]],
    [25, { limit: 1 }, 1, ["1"]],
    [10, {}, 10, ["1"]],
    [0, {}, 0, ["1"]],
    [130, {}, 100, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]],
  ])("of %i entries with %j: %i", async (there, args, got, asked) => {
    const { stack, pages } = await withHistory(there);
    const found = (await stack.call("nhn:getHistory", args)) as { items: object[]; count: number };
    expect([found.items.length, found.count]).toEqual([got, there]);
    expect(pages()).toEqual(asked);
    const newest = Array.from({ length: got }, (_, index) => ({ contents: `entry ${there - index}` }));
    expect(found.items).toMatchObject(newest);
  });

  it("of another size", async () => {
    const { stack, pages } = await withHistory(41, { pageSize: 20 });
    expect(await stack.call("nhn:getHistory")).toMatchObject({ count: 41 });
    expect(pages()).toEqual(["1", "2", "3"]);
  });

  it("do not repeat what new entries push to the next page", async () => {
    const { stack, lab } = await withHistory(25);
    lab.faults.add({ path: /history/, skip: 1, delayMs: 300 });
    const work = stack.call("nhn:getHistory");
    await new Promise((resolve) => setTimeout(resolve, 150));
    lab.nhn.addHistory({ contents: "new" });
    const { items } = (await work) as { items: Array<{ historyId: number }> };
    expect(items).toHaveLength(25);
    expect(new Set(items.map(({ historyId }) => historyId)).size).toBe(25);
  });

  it("go on by the count where the answer has no link, and end with an empty page", async () => {
    const { stack, lab, pages } = await withHistory(0);
    const header = { isSuccessful: true, resultCode: 1, resultMessage: "" };
    const body = (historyId: number) => ({ header, count: 3, results: [{ historyId }] });
    lab.faults.add({ path: /history/, status: 200, body: body(1) });
    lab.faults.add({ path: /history/, status: 200, body: body(2) });
    lab.faults.add({ path: /history/, status: 200, body: { header, count: 3, results: null } });
    expect(await stack.call("nhn:getHistory")).toMatchObject({
      count: 3,
      items: [{ historyId: 1 }, { historyId: 2 }],
    });
    expect(pages()).toEqual(["1", "2", "3"]);
    lab.faults.add({ path: /history/, status: 200, body: { header, results: "none" } });
    expect(await refusal(stack.call("nhn:getHistory"))).toContain("GET /history: the answer has no list");
  });

  it("have a limit of at least one", async () => {
    const { stack, calls } = await open();
    expect(await refusal(stack.call("nhn:getTickets", { limit: 0 }))).toContain(
      "limit: found 0, allowed: at least 1",
    );
    expect(await refusal(stack.call("nhn:getEvents", { limit: 1.5 }))).toContain("limit: found 1.5");
    expect(calls()).toEqual([]);
  });
});

describe("tickets", () => {
  it("come with the newest first, also where the service's own order is the opposite", async () => {
    const { stack, lab } = await open({ ticketOrder: "asc" });
    for (let n = 0; n < 120; n++)
      lab.nhn.addTicket({ ticketId: `old-${n}`, detectDate: "2020-01-01T00:00:00+09:00" });
    lab.nhn.addTicket({ ticketId: "new", detectDate: "2099-01-01T00:00:00+09:00" });
    const { items } = await stack.call("nhn:getTickets", { limit: 100 });
    expect((items as { ticketId: string }[])[0]).toMatchObject({ ticketId: "new" });
  });

  it.each(["ticketName", "tickentName"] as const)(
    "have a name, called %s by the service",
    async (ticketNameField) => {
      const { stack } = await open({ ticketNameField, ticketOrder: "desc" });
      expect(await stack.call("nhn:getTickets")).toMatchObject({
        count: 2,
        items: [
          { ticketName: "K047_NHN_WebShell_Alert" },
          { ticketName: "판교IDC 미등록(103.194.108.15) Bruteforce_Inbound", attackType: "Brute Force" },
        ],
      });
    },
  );

  it("say what was found, in either form of the answer, complete or not", async () => {
    const { stack, lab } = await open();
    const { ticketId } = lab.nhn.addTicket({
      detail: { result: ["요약", "<table/>", "<p/>"], desc: ["name", "description"] },
    });
    const whole = {
      summary: "요약",
      analysisHtml: "<table/>",
      deepAnalysis: "<p/>",
      name: "name",
      description: "description",
    };
    expect(await stack.call("nhn:getTicket", { ticketId })).toEqual(whole);
    const header = { isSuccessful: true, resultCode: 1, resultMessage: "Service Result" };
    const answers: Array<[object, object]> = [
      [{ header, results: ["요약", "<table/>", "<p/>"], desc: ["name", "description"] }, whole],
      [
        { header, data: { result: ["요약", "<table/>"], desc: ["name", "description"] } },
        { ...whole, deepAnalysis: "" },
      ],
      [
        { header, data: { results: ["요약"], desc: null } },
        { summary: "요약", analysisHtml: "", deepAnalysis: "", name: "", description: "" },
      ],
      [
        { header, data: { result: [], desc: [null, "d"] } },
        { summary: "", analysisHtml: "", deepAnalysis: "", name: "", description: "d" },
      ],
    ];
    for (const [body, expected] of answers) {
      lab.faults.add({ path: /tickets/, status: 200, body });
      expect(await stack.call("nhn:getTicket", { ticketId })).toEqual(expected);
    }
    lab.faults.add({ path: /tickets/, status: 200, body: { header, data: {} } });
    expect(await refusal(stack.call("nhn:getTicket", { ticketId }))).toContain(
      "has neither `result` nor `desc`",
    );
  });

  it("that don't exist, or can't, are an error", async () => {
    const { stack, calls } = await open();
    expect(await refusal(stack.call("nhn:getTicket", { ticketId: "1" }))).toBe(
      'nhn connection "mon", GET /tickets/1: the service refused (status 200); ' +
        "the vendor says: 존재하지 않는 티켓입니다. (resultCode -1). Run the command again; if that doesn't help, look at the appliance's own console or log.",
    );
    calls();
    expect(await refusal(stack.call("nhn:getTicket", { ticketId: ".." }))).toContain(
      "can't be a part of the path",
    );
    expect(calls()).toEqual([]);
  });
});

describe("events", () => {
  it.each(["detectTime", "detectDate"] as const)(
    "have a time, called %s by the service",
    async (eventTimeField) => {
      const { stack, lab } = await open({ eventTimeField, seed: false });
      lab.nhn.addEvent({ detectTime: "2021-07-11T23:36:13+09:00" });
      const { items } = (await stack.call("nhn:getEvents", {
        startDate: "2021-07-01T00:00:00",
      })) as { items: object[] };
      // The lab keeps events for three months, as the vendor does.
      expect(items).toEqual([]);
      lab.nhn.configure({ eventDays: 100_000 });
      expect(await stack.call("nhn:getEvents", { startDate: "2021-07-01T00:00:00" })).toEqual({
        count: 1,
        items: [
          {
            detectTime: "2021-07-11T23:36:13+09:00",
            detectDate: "2021-07-11T23:36:13+09:00",
            severityLevel: "Low",
            dstIp: "133.186.143.56",
            dstCountryCode: "JP",
            attackName: "UDS_439_phpmyadmin_access",
            srcIp: "89.248.168.171",
            dstPort: 80,
            srcPort: 33420,
            inOut: "Inbound",
          },
        ],
      });
    },
  );

  it("of a span: both ends in Korean time, whatever the offset", async () => {
    const { stack, lab } = await open({ seed: false, eventDays: 100_000 });
    for (const minute of ["00", "30"]) lab.nhn.addEvent({ detectTime: `2021-07-11T20:${minute}:00+09:00` });
    const count = async (startDate: string, endDate: string) =>
      ((await stack.call("nhn:getEvents", { startDate, endDate })) as { count: number }).count;
    expect(await count("2021-07-11T20:00:00", "2021-07-11T20:29:59")).toBe(1);
    expect(await count("2021-07-11T11:00:00Z", "2021-07-11T13:30:00+02:00")).toBe(2);
    const queries = lab.journal.list({ path: /events/ }).map(({ query }) => query);
    expect(queries).toEqual([
      { page: "1", startDate: "2021-07-11T20:00:00", endDate: "2021-07-11T20:29:59" },
      { page: "1", startDate: "2021-07-11T20:00:00", endDate: "2021-07-11T20:30:00" },
    ]);
  });

  it("of a span that can't be are refused before any call", async () => {
    const { stack, calls } = await open();
    const asked = (args: object) => refusal(stack.call("nhn:getEvents", args as Record<string, unknown>));
    expect(await asked({ startDate: "yesterday" })).toBe(
      'nhn:getEvents: startDate: found "yesterday": allowed: a time such as 2021-07-01T20:00:00 (Korean time) ' +
        "or 2021-07-01T11:00:00Z",
    );
    expect(await asked({ endDate: "2021-02-30T00:00:00" })).toContain("endDate: found");
    expect(await asked({ startDate: "2021-07-02T00:00:00", endDate: "2021-07-01T00:00:00" })).toContain(
      'startDate: found "2021-07-02T00:00:00", allowed: a time before endDate',
    );
    expect(calls()).toEqual([]);
  });
});

describe("a time as the service writes it", () => {
  it.each([
    ["2021-07-01T20:00:00", "2021-07-01T20:00:00"],
    ["2021-07-01T20:00", "2021-07-01T20:00:00"],
    ["2021-07-01T11:00:00Z", "2021-07-01T20:00:00"],
    ["2021-07-01T11:00:00.123Z", "2021-07-01T20:00:00"],
    ["2021-12-31T23:30:00+00:00", "2022-01-01T08:30:00"],
    ["2021-07-01T20:00:00+09:00", "2021-07-01T20:00:00"],
    ["2021-07-01T06:00:00-0500", "2021-07-01T20:00:00"],
    ["2021-07-01", undefined],
    ["2021-02-29T00:00:00", undefined],
    ["2021-07-01T24:00:00", undefined],
    ["now", undefined],
    ["", undefined],
  ])("%s", (text, expected) => {
    expect(koreanTime(text)).toBe(expected);
  });
});
