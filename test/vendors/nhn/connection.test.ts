import { inspect } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { Connections } from "../../../provider/kernel/connections";
import type { PerimeterError } from "../../../provider/kernel/errors";
import { Lab } from "../../../provider/lab/core";
import type { NhnOptions } from "../../../provider/lab/nhn/options";
import { nhn } from "../../../provider/vendors/nhn/vendor";
import { alone, open, refusal, token } from "./open";

const create = "POST /oauth2/token/create";
const key = { appKey: "abc123", region: "kr2" };

function problems(settings: Record<string, unknown>): string[] {
  return new Connections([nhn], { mon: { vendor: "nhn", ...settings } }).problems();
}

describe("settings", () => {
  it.each<[Record<string, unknown>, string[]]>([
    [key, []],
    [{ ...key, endpoint: "http://127.0.0.1:1/nhn/" }, []],
    [{ appKey: "abc123", endpoint: "https://jp1-secmon.api.nhncloudservice.com" }, []],
    [{ region: "kr1" }, ["appKey: is required"]],
    [{ appKey: "abc" }, ["region: is required, or endpoint, for a region that has no name here"]],
    [
      { appKey: "abc", region: "kr9" },
      ['region: found "kr9", allowed: "kr1", "kr2", "kr3"; did you mean "kr1"?'],
    ],
    [
      { ...key, appKey: "../evil" },
      [
        "appKey: found a secret: allowed: the app key of the service as the console shows it, letters and digits",
      ],
    ],
    [
      { ...key, appKey: ".." },
      [
        "appKey: found a secret: allowed: the app key of the service as the console shows it, letters and digits",
      ],
    ],
    [
      { ...key, accessKeyId: "id" },
      ["secretAccessKey: is required, as accessKeyId and secretAccessKey stand together or not at all"],
    ],
    [
      { ...key, secretAccessKey: "hush" },
      ["accessKeyId: is required, as accessKeyId and secretAccessKey stand together or not at all"],
    ],
    [
      { ...key, tokenEndpoint: "https://me:hush@oauth.example" },
      ["tokenEndpoint: holds a login; credentials have fields of their own"],
    ],
    [{ ...key, tokenEndpoint: "oauth.example" }, [expect.stringContaining("tokenEndpoint: found")]],
  ])("%j", (settings, expected) => {
    const full = expected.map((problem) =>
      typeof problem === "string" ? `connections.mon.${problem}` : problem,
    );
    expect(problems(settings)).toEqual(full);
  });

  it.each([
    [{ region: "kr1" }, "https://kr1-secmon.api.nhncloudservice.com"],
    [{ region: "kr3" }, "https://kr3-secmon.api.nhncloudservice.com"],
    [{ region: "kr3", endpoint: "https://other.example" }, "https://other.example"],
  ])("%j is %s", (settings, endpoint) => {
    expect(nhn.endpoint({ appKey: "a", tokenEndpoint: "", tokenPrefix: "", ...(settings as object) })).toBe(
      endpoint,
    );
  });
});

describe("an access token", () => {
  const on: NhnOptions = { tokens: true };

  it("is made once, by what is printed, and goes with every call", async () => {
    const { stack, lab, calls } = await open(on);
    await stack.up(token, "vm", { vmId: alone });
    const all = calls();
    expect([all[0], all.filter((call) => call === create).length]).toEqual([create, 1]);
    expect(lab.journal.list().every(({ status }) => status === 200)).toBe(true);
  });

  it("is revoked at the end", async () => {
    const { stack, lab } = await open(on);
    await stack.call("nhn:getHistory");
    expect(lab.nhn.openTokens).toBe(1);
    await stack.close();
    expect(lab.nhn.openTokens).toBe(0);
  });

  it("is not made where the connection has no access key", async () => {
    const { stack, calls } = await open();
    await stack.call("nhn:getHistory");
    expect(calls()).toEqual(["GET /history"]);
  });

  it.each([
    ["the server's address", ""],
    ["with a slash", "/"],
    ["with the first part of the path", "/oauth2"],
    ["the whole", "/oauth2/token/create"],
  ])("comes from tokenEndpoint: %s", async (_name, path) => {
    const lab = await Lab.start({ nhn: on });
    onTestFinished(() => lab.stop());
    const settings = { ...lab.connections()["lab-nhn"], tokenEndpoint: `${lab.url}/nhn${path}` };
    const connections = new Connections([nhn], { mon: settings });
    onTestFinished(() => connections.close());
    const answer = await connections.byId(nhn, "mon").http.call({ method: "GET", path: "/applied-vms" });
    expect(answer).toMatchObject({ results: [] });
    expect(lab.journal.count({ path: "/oauth2/token/create" })).toBe(1);
  });

  it.each(["Bearer", "Bearer ", " Bearer "])("can have %j before it", async (tokenPrefix) => {
    const { stack, lab } = await open({ ...on, tokenPrefix: "Bearer " }, { tokenPrefix });
    expect(await stack.call("nhn:getHistory")).toMatchObject({ count: 0 });
    expect(lab.journal.list().map(({ status }) => status)).toEqual([200, 200]);
  });

  it.each<[string, NhnOptions]>([
    ["401", { authStatus: 401 }],
    ["403", { authStatus: 403 }],
    ["200 with isSuccessful: false", { authStatus: 200 }],
  ])("that ran out is renewed on %s", async (_name, options) => {
    const { stack, lab, calls } = await open({ ...on, ...options });
    await stack.up(token, "vm", { vmId: alone });
    lab.clock.advance(90_000);
    calls();
    await Promise.all(Array.from({ length: 10 }, () => stack.call("nhn:getHistory")));
    expect(calls().filter((call) => call === create)).toHaveLength(1);
    expect(await stack.call("nhn:getVms", { applied: true })).toMatchObject({ items: [{ vmId: alone }] });
  });

  it("is renewed before it runs out", async () => {
    const { stack, lab, calls } = await open({ ...on, tokenSeconds: 1 });
    await stack.call("nhn:getHistory");
    await new Promise((resolve) => setTimeout(resolve, 950));
    lab.clock.advance(0.95);
    await stack.call("nhn:getHistory");
    expect(calls()).toEqual([create, "GET /history", create, "GET /history"]);
    expect(lab.journal.list().map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  it("that is refused is an error about the access key, asked for once", async () => {
    const { stack, calls } = await open(on, { secretAccessKey: "wrong-secret" });
    const message = await refusal(stack.call("nhn:getHistory"));
    expect(message).toMatch(
      /^nhn connection "mon", POST http:\/\/127.0.0.1:\d+\/nhn\/oauth2\/token\/create: no access token was given \(status 401\); the vendor says: invalid_client. Check the connection's accessKeyId and secretAccessKey.$/,
    );
    await refusal(stack.call("nhn:getHistory"));
    expect(calls()).toEqual([create]);
  });

  it.each<[string, object, string]>([
    ["none", { body: { token_type: "Bearer" } }, "the answer to the request for an access token holds none"],
    ["a web page", { html: true }, "the answer is a web page (HTML) instead of JSON"],
    [
      "an envelope that says no",
      { body: { header: { isSuccessful: false, resultCode: 40101, resultMessage: "no such key" } } },
      "no such key (resultCode 40101)",
    ],
  ])("that is no token: %s", async (_name, fault, words) => {
    const { stack, lab } = await open(on, { retries: 0 });
    lab.faults.add({ path: "/oauth2/token/create", status: 200, ...fault });
    expect(await refusal(stack.call("nhn:getHistory"))).toContain(words);
  });

  it("from a wrong place says what to check", async () => {
    const { stack, lab } = await open(on);
    lab.faults.add({ path: "/oauth2/token/create", status: 404, html: true });
    const message = await refusal(stack.call("nhn:getHistory"));
    expect(message).toContain("this is not where access tokens are made (status 404)");
    expect(message).toContain("Check the connection's tokenEndpoint.");
  });

  it("that the service asks for and the connection can't make is an error that says so", async () => {
    const { stack } = await open(on, { accessKeyId: undefined, secretAccessKey: undefined });
    const message = await refusal(stack.call("nhn:getHistory"));
    expect(message).toContain('nhn connection "mon", GET /history: access was refused (status 401)');
    expect(message).toContain("accessKeyId with secretAccessKey, which accounts of the newer guide need");
  });
});

describe("the app key", () => {
  const secret = "s3cret-App_Key";

  it.each<[string, NhnOptions]>([
    ["401", { authStatus: 401 }],
    ["403", { authStatus: 403 }],
    ["200 with isSuccessful: false", { authStatus: 200 }],
    ["401, with tokens", { authStatus: 401, tokens: true }],
    ["200, with tokens", { authStatus: 200, tokens: true }],
  ])("that is wrong is an error without it: %s", async (_name, options) => {
    const { stack } = await open(options, { appKey: secret });
    const thrown = await stack.call("nhn:getHistory").catch((error: PerimeterError) => error);
    const error = thrown as PerimeterError;
    expect(error).toMatchObject({ category: "auth" });
    expect(error.message).toContain("유효하지 않은 앱키입니다.");
    expect(error.message).toContain("Check the connection's appKey and region");
    expect(inspect(error, { depth: 9 })).not.toContain(secret);
  });

  it("is in no message, whatever fails, and in no state", async () => {
    const { stack, lab } = await open({ appKey: secret }, { retries: 0 });
    const link = `https://x.example/appkeys/${secret}/history?page=2`;
    const header = (resultMessage: string) => ({ isSuccessful: false, resultCode: 9, resultMessage });
    const path = /history/;
    const messages: string[] = [];
    for (const fault of [
      { path, status: 302, headers: { location: link } },
      { path, status: 200, body: { header: header(`no such thing: ${link}`) } },
      { path, status: 500, body: `at ${link}` },
      { path, status: 200, body: `<${link}` },
      { path, lose: "after" as const },
    ]) {
      lab.faults.add(fault);
      messages.push(await refusal(stack.call("nhn:getHistory")));
    }
    await stack.restart({
      mon: { ...lab.connections()["lab-nhn"], endpoint: "http://127.0.0.1:9", retries: 0 },
    });
    messages.push(await refusal(stack.call("nhn:getHistory")));
    expect(messages).toHaveLength(6);
    for (const message of messages) expect(message).not.toContain(secret);
    expect(messages[1]).toContain("[secret]");
    expect(messages[5]).toContain('nhn connection "mon", GET /history: the connection was refused');
    await stack.restart(lab.connections() as Record<string, Record<string, unknown>>);
    await stack.up(token, "vm", { vmId: alone, connection: "lab-nhn" });
    expect(JSON.stringify(stack.resources.get("vm"))).not.toContain(secret);
    expect(stack.said.join("\n")).not.toContain(secret);
  });
});

describe("answers", () => {
  it.each<[object, object]>([
    [
      { status: 404, html: true },
      { category: "vendor", status: 404 },
    ],
    [
      { status: 429, headers: { "retry-after": "0" }, times: 9 },
      { category: "throttled", retryable: true },
    ],
    [
      {
        status: 200,
        body: { header: { isSuccessful: false, resultCode: 5030001, resultMessage: "Upstream" } },
      },
      { category: "unavailable", outcomeUnknown: true },
    ],
    [
      {
        status: 200,
        body: { header: { isSuccessful: false, resultCode: 4011007, resultMessage: "expired" } },
      },
      { category: "auth" },
    ],
    [
      { status: 200, body: { header: { isSuccessful: false, resultCode: -1, resultMessage: "실패" } } },
      { category: "vendor", retryable: false, outcomeUnknown: false, vendorMessage: "실패 (resultCode -1)" },
    ],
    [{ status: 200, body: { header: { isSuccessful: false } } }, { vendorMessage: "(resultCode none)" }],
    [
      { status: 200, body: [1] },
      { code: "PERIMETER_NO_ENVELOPE", outcomeUnknown: true },
    ],
    [{ status: 200, body: { results: [] } }, { code: "PERIMETER_NO_ENVELOPE" }],
  ])("%j", async (fault, expected) => {
    const { stack, lab } = await open({}, { retries: 0 });
    lab.faults.add({ path: /history/, ...fault });
    const thrown = await stack.call("nhn:getHistory").catch((error: PerimeterError) => error);
    expect(thrown).toMatchObject(expected);
  });

  it("that speak of a failure in their data are good", async () => {
    const { stack, lab } = await open();
    lab.nhn.addHistory({ contents: '"isSuccessful": false' });
    lab.nhn.addHistory({ contents: "isSuccessful" });
    expect(await stack.call("nhn:getHistory")).toMatchObject({ count: 2 });
  });
});
