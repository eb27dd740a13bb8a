import { expect, it, onTestFinished, vi } from "vitest";
import { type Arrived, json, Site } from "../../kernel/site";
import samples from "../../lab/samples/nhn.json";
import { Stack } from "../stack";
import { token } from "./open";

const lb = "8b031032-e0a0-4b36-8a98-642b6d3ca07b";

/** A service that answers what the page prints, whatever it is asked, and keeps what arrived byte for byte. */
async function printed(answers: Record<string, object>, headers: Record<string, string> = {}) {
  const site = await Site.start((request, response) => {
    const [path = ""] = request.url.replace("/v1.0/appkeys/key-1", "").split("?");
    const answer = answers[`${request.method} ${path}`] ?? answers[path];
    json(response, answer ?? { header: { isSuccessful: false, resultCode: 0, resultMessage: "?" } });
  });
  const stack = new Stack({ mon: { vendor: "nhn", endpoint: site.url, appKey: "key-1", ...headers } });
  onTestFinished(() => stack.close());
  const arrived = (method: string): Arrived[] => site.arrived.filter((one) => one.method === method);
  return { stack, site, arrived };
}

const home = "/v1.0/appkeys/key-1";
const url = (sample: { request: { path: string } }) => `${home}${sample.request.path}`;

it("lists are asked for and understood as printed", async () => {
  const { stack, site } = await printed({
    "/applied-vms": samples.applied.answer,
    "/not-applied-vms": samples.notApplied.answer,
  });
  const { items } = (await stack.call("nhn:getVms", { applied: true })) as { items: object[] };
  const [first, second] = samples.applied.answer.results;
  expect(items).toEqual([
    {
      ...first,
      vm: [{ ...first?.vm?.[0], status: "pending", rawStatus: "접수대기" }],
      status: "pending",
      rawStatus: "접수대기",
    },
    { ...second, status: "inService", rawStatus: "진행중" },
  ]);
  expect(await stack.call("nhn:getVms", { applied: false })).toMatchObject({
    items: samples.notApplied.answer.results,
  });
  expect(site.calls).toEqual([`GET ${url(samples.applied)}`, `GET ${url(samples.notApplied)}`]);
});

it("an enrolment and a release are sent as printed, to the byte of the query", async () => {
  const [balancer, vm] = samples.enrol.request.body.vmList;
  const status = { serviceStatus: "미신청" };
  const results = [
    { ...balancer, vm: balancer?.vm?.map((one) => ({ ...one, ...status })), ...status },
    { ...vm, ...status },
  ];
  const header = samples.enrol.answer.header;
  const answers: Record<string, object> = {
    "/applied-vms": { header, results: [] },
    "/not-applied-vms": { header, results },
    "POST /vm": samples.enrol.answer,
    "DELETE /vm": samples.release.answer,
  };
  const { stack, arrived } = await printed(answers);
  const enrolled = Promise.all([
    stack.up(token, "lb", { loadBalancerId: lb }),
    stack.up(token, "vm", { vmId: vm?.vmId }),
  ]);
  await vi.waitFor(() => expect(arrived("POST")).toHaveLength(1));
  const pending = JSON.parse(JSON.stringify(results).replaceAll("미신청", "접수대기"));
  answers["/applied-vms"] = { header, results: pending };
  answers["/not-applied-vms"] = { header, results: [] };
  expect(await enrolled).toEqual(["create", "create"]);
  expect(arrived("POST").map((one) => JSON.parse(one.text))).toEqual([samples.enrol.request.body]);
  expect(arrived("POST")[0]?.headers["content-type"]).toBe("application/json");
  await stack.restart();
  await Promise.all([stack.delete("lb"), stack.delete("vm")]);
  expect(arrived("DELETE").map((one) => one.url)).toEqual([url(samples.release)]);
});

it("the history, tickets and events are asked for and understood as printed", async () => {
  const { stack, site } = await printed({
    "/history": samples.history.answer,
    "/tickets": samples.tickets.answer,
    "/tickets/98425190186514912": samples.ticket.answer,
    "/events": samples.events.answer,
  });
  expect(await stack.call("nhn:getHistory", { limit: 2 })).toEqual({
    count: 20,
    items: samples.history.answer.results,
  });
  expect(await stack.call("nhn:getTickets")).toEqual({ count: 2, items: samples.tickets.answer.results });
  expect(await stack.call("nhn:getTicket", { ticketId: "98425190186514912" })).toEqual({
    summary: "TEST 티켓 처리 완료",
    analysisHtml: samples.ticket.answer.data.result[1],
    deepAnalysis: "<p>정탐 심화분석 TEST</p>\r\n",
    name: "",
    description: "",
  });
  const [event] = samples.events.answer.results;
  const span = { startDate: "2021-07-01T20:00:00", endDate: "2021-07-13T20:23:59" };
  expect(await stack.call("nhn:getEvents", span)).toEqual({
    count: 1,
    items: [{ ...event, detectDate: event?.detectTime }],
  });
  expect(site.calls).toEqual(
    [samples.history, samples.tickets, samples.ticket, samples.events].map((sample) =>
      // The newer guide's parameter; the printed sample leaves the order to the service.
      sample === samples.tickets ? `GET ${url(sample)}&detectDateOrder=desc` : `GET ${url(sample)}`,
    ),
  );
});

it("a token is asked for as printed, and goes bare with every call", async () => {
  const token = "luzocEoQ3tyMvM6pLtoSTHSphgJSGhl5hVvgSstdVQ1X1bZnf9AEMGAc";
  const { stack, site, arrived } = await printed({ "/history": samples.history.answer });
  const tokens = await Site.start((_, response) =>
    json(response, { access_token: token, token_type: "Bearer", expires_in: 86400 }),
  );
  const keys = { accessKeyId: "userAccessKey", secretAccessKey: "userSecretKey" };
  const mon = { vendor: "nhn", endpoint: site.url, appKey: "key-1", tokenEndpoint: tokens.url, ...keys };
  await stack.restart({ mon });
  await stack.call("nhn:getHistory", { limit: 2 });
  expect(arrived("GET").map(({ headers }) => headers["x-nhn-authorization"])).toEqual([token]);
  expect(tokens.arrived).toMatchObject([
    {
      method: "POST",
      url: "/oauth2/token/create",
      text: "grant_type=client_credentials",
      headers: {
        authorization: "Basic dXNlckFjY2Vzc0tleTp1c2VyU2VjcmV0S2V5",
        "content-type": "application/x-www-form-urlencoded",
      },
    },
  ]);
});
