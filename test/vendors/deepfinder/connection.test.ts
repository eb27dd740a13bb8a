import { inspect } from "node:util";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { Connections } from "../../../provider/kernel/connections";
import { deepfinder } from "../../../provider/vendors/deepfinder/vendor";
import { cut, type Handler, inTurn, json, Site } from "../../kernel/site";
import { Stack } from "../stack";
import { failure, open, own, refusal } from "./open";

// What waits for a late work need not wait here.
vi.mock("../../../provider/kernel/polling", async (original) => ({
  ...(await original<object>()),
  paused: () => Promise.resolve(),
}));

const args = { list: "black", domainGroupId: 4, startIp: "1.1.1.1" };
const settings = { endpoint: "http://10.0.0.9", key: "abcdef" };

function problems(given: Record<string, unknown>): string[] {
  return new Connections([deepfinder], { waf: { vendor: "deepfinder", ...given } }).problems();
}

describe("settings", () => {
  it.each<[Record<string, unknown>, string[]]>([
    [settings, []],
    [{ ...settings, endpoint: "https://waf.example:8443/manager/", timeZone: "UTC" }, []],
    [{ endpoint: settings.endpoint }, ["key: is required"]],
    [{ key: settings.key }, ["endpoint: is required"]],
    [{ ...settings, key: "" }, ["key: found a secret, allowed: at least 1 character"]],
    [
      { ...settings, timeZone: "Asia/Soul" },
      [expect.stringContaining('timeZone: found "Asia/Soul": allowed')],
    ],
    [{ ...settings, endpoint: "ftp://10.0.0.9" }, [expect.stringContaining("endpoint: found")]],
  ])("%j", (given, expected) => {
    const found = problems(given);
    expect(found).toEqual(
      expected.map((each) => (typeof each === "string" ? `connections.waf.${each}` : each)),
    );
  });
});

/** A manager that answers each path as a test says. */
async function answering(answers: { get?: Handler; apply?: Handler; del?: Handler }, key = settings.key) {
  const none: Handler = (_, response) => json(response, []);
  const site = await Site.start((request, response, raw) => {
    const [name = ""] = request.url.replace("/api/", "").split("_");
    const handler = answers[name as keyof typeof answers] ?? none;
    return handler(request, response, raw);
  });
  const connection = { vendor: "deepfinder", endpoint: site.url, key, retries: 1 };
  const stack = new Stack({ waf: connection });
  onTestFinished(() => stack.close());
  const count = (name: string) => site.calls.filter((call) => call.includes(`/api/${name}_`)).length;
  return { stack, site, count };
}

function plain(text: string, status = 200): Handler {
  return (_, response) =>
    void response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(text);
}

const listed = (...ips: string[]): Handler => {
  const iplist = ips.map((ip) => ({ startip: ip, endip: ip, ipid: "7", igid: "6", expired_date: null }));
  return (_, response) => json(response, [{ groupname: own, igid: "6", iplist }]);
};

describe("anything but Completed is a failure, with the vendor's words and HTTP 200", () => {
  it.each([
    "도메인 그룹이 없습니다.",
    "completed",
    "COMPLETED",
    '"Completed"',
    "Completed.",
    "Not Completed",
    "Completed with errors",
    '{"result":"Completed"}',
    "null",
    "0",
  ])("%s", async (text) => {
    const { stack, count } = await answering({ apply: plain(text) });
    const error = await failure(stack.up("deepfinder:IpEntry", "a", args));
    expect(error).toMatchObject({
      category: "vendor",
      code: "PERIMETER_VENDOR",
      status: 200,
      vendorMessage: text,
      retryable: false,
      outcomeUnknown: false,
    });
    expect(error.message).toBe(
      'deepfinder connection "waf", GET /api/apply_white_black_ip: the appliance refused (status 200); ' +
        `the vendor says: ${text.replace(/\.$/, "")}. Check the connection's key and its rights ` +
        "(정책관리 > 정책조회, 정책설정), and that the domain group exists.",
    );
    expect(count("apply")).toBe(1);
    expect(stack.resources.size).toBe(0);
  });

  it("when something is removed, too; what is there stays in the state", async () => {
    const { stack } = await answering({ get: listed("1.1.1.1"), del: plain("권한이 없습니다") });
    await stack.up("deepfinder:IpEntry", "a", { ...args, adopt: true });
    await stack.restart();
    expect(await failure(stack.delete("a"))).toMatchObject({
      category: "vendor",
      vendorMessage: "권한이 없습니다",
    });
    expect(stack.resources.has("a")).toBe(true);
  });

  it("of a list that is no JSON", async () => {
    const { stack } = await answering({ get: plain("API 키가 유효하지 않습니다.") });
    expect(
      await failure(stack.call("deepfinder:getIpControl", { list: "black", domainGroupId: 4 })),
    ).toMatchObject({ category: "vendor", vendorMessage: "API 키가 유효하지 않습니다." });
  });

  it("but white space around it is none", async () => {
    const { stack } = await answering({
      apply: plain(" Completed\r\n"),
      get: inTurn((_, response) => json(response, []), listed("1.1.1.1")),
    });
    expect(await stack.up("deepfinder:IpEntry", "a", args)).toBe("create");
  });
});

describe("an answer that says nothing leaves open what happened: it looks", () => {
  const unclear: Array<[string, Handler]> = [
    ["is empty", plain("")],
    ["is cut off", plain("Compl")],
    ["is a web page", plain("<!DOCTYPE html><title>Login</title>")],
    ["is a web page of a gateway", plain("<html>bad gateway</html>", 502)],
    ["is 504", plain("late", 504)],
    ["does not come", (_, response) => cut(response)],
  ];

  it.each(unclear)("one that %s, and the entry is there", async (_name, apply) => {
    const { stack, count } = await answering({
      apply,
      get: inTurn((_, response) => json(response, []), listed("1.1.1.1")),
    });
    expect(await stack.up("deepfinder:IpEntry", "a", args)).toBe("create");
    expect(count("apply")).toBe(1);
  });

  it.each(unclear)("one that %s, and the entry is not there: it is sent again", async (_name, apply) => {
    const bed = { isThere: false };
    const { stack, count } = await answering({
      apply: inTurn(apply, (request, response, raw) => {
        bed.isThere = true;
        return plain("Completed")(request, response, raw);
      }),
      get: (request, response, raw) => (bed.isThere ? listed("1.1.1.1") : listed())(request, response, raw),
    });
    expect(await stack.up("deepfinder:IpEntry", "a", args)).toBe("create");
    expect(count("apply")).toBe(2);
  });

  it("a good answer without the entry in the list is an error, and is not sent again", async () => {
    const { stack, count } = await answering({ apply: plain("Completed") });
    const error = await failure(stack.up("deepfinder:IpEntry", "a", args));
    expect(error.message).toContain(
      'the appliance answered "Completed" for 1.1.1.1-1.1.1.1, but its list does not show it as wished',
    );
    expect(error.advice).toContain("timeZone");
    expect(count("apply")).toBe(1);
  });
});

describe("a list that can't be understood is an error", () => {
  it.each<[string, Handler, string]>([
    ["another object", (_, r) => json(r, { groups: [] }), "which is no IP group"],
    ["a failure with a good status", (_, r) => json(r, { error: "?" }), "its body tells of a failure"],
    ["groups without a name", (_, r) => json(r, [{ igid: "1" }]), "which is no IP group"],
    [
      "no list of entries",
      (_, r) => json(r, [{ groupname: own, iplist: 5 }]),
      "iplist that can't be understood: 5",
    ],
    [
      "entries without an address",
      (_, r) => json(r, [{ groupname: own, iplist: [{ ipid: "1" }] }]),
      "an entry that can't be understood",
    ],
    [
      "a web page",
      plain("<html><body>Login</body></html>"),
      "the answer is a web page (HTML) instead of JSON",
    ],
    ["half of it", plain('[{"groupname":"[API]'), "the answer is not valid JSON"],
  ])("%s", async (_name, get, message) => {
    const { stack, count } = await answering({ get });
    expect(await refusal(stack.up("deepfinder:IpEntry", "a", args))).toContain(message);
    expect(count("apply")).toBe(0);
  });

  it.each<[string, Handler]>([
    ["an empty array", plain("[]")],
    ["a group without iplist", (_, r) => json(r, { groupname: own, igid: 6, iplist: null })],
  ])("but %s is an empty one", async (_name, get) => {
    const { stack } = await answering({ get });
    const list = await stack.import("deepfinder:IpList", "all", "black/4");
    expect(list?.inputs.entries).toEqual([]);
    expect(await stack.import("deepfinder:IpEntry", "one", "black/4/1.1.1.1")).toBeUndefined();
  });
});

describe("the key is in no log, state, error or cause", () => {
  const key = "k+y/wi:h=&%odd #signs";
  const forms = [
    key,
    encodeURIComponent(key),
    encodeURI(key),
    new URLSearchParams({ key }).toString().slice(4),
    Buffer.from(key).toString("base64").slice(0, -4),
    "wi:h",
    "wi%3Ah",
    "%25odd",
  ];
  const answers: Array<[string, Handler]> = [
    ["a refusal that repeats the URL", ({ url }, response) => void response.end(`no such call: ${url}`)],
    ["a refusal that repeats the key", (_, response) => void response.end(`bad key ${key}`)],
    ["a status 500 that repeats the URL", ({ url }, response) => void response.writeHead(500).end(url)],
    ["a status 403 with the URL as JSON", ({ url }, response) => json(response, { message: url }, 403)],
    [
      "a status 404 as a page",
      ({ url }, response) => void response.writeHead(404).end(`<html>${url}</html>`),
    ],
    ["a web page", ({ url }, response) => void response.end(`<html>${url}</html>`)],
    ["half of a JSON", ({ url }, response) => void response.end(`[{"url":"${url}"`)],
    [
      "a redirect",
      ({ url }, response) => void response.writeHead(302, { location: `https://other.example${url}` }).end(),
    ],
    [
      "a redirect with the key in its path",
      (_, response) => void response.writeHead(307, { location: `/login/${encodeURIComponent(key)}` }).end(),
    ],
    ["a cut connection", (_, response) => cut(response)],
    ["an answer that is no HTTP", (_, response) => void response.socket?.end("nonsense\r\n\r\n")],
    [
      "too many requests",
      ({ url }, response) => void response.writeHead(429, { "retry-after": "0" }).end(url),
    ],
  ];

  /** Everything that can be printed of an error. */
  function everything(error: Error): string {
    return [
      error.message,
      error.stack,
      inspect(error, { depth: 20, showHidden: true }),
      JSON.stringify(error),
      JSON.stringify(error, Object.getOwnPropertyNames(error)),
      inspect(error.cause, { depth: 20, showHidden: true }),
    ].join("\n");
  }

  function expectClean(text: string): void {
    expect(forms.filter((form) => text.includes(form))).toEqual([]);
  }

  it.each(answers)("%s", async (_name, handler) => {
    for (const answers of [{ get: handler }, { apply: handler }, { get: listed("1.1.1.1"), del: handler }]) {
      const { stack, site } = await answering(answers, key);
      const work = async () => {
        await stack.up("deepfinder:IpEntry", "a", { ...args, adopt: true });
        await stack.restart();
        await stack.delete("a");
        await stack.call("deepfinder:getIpControl", { list: "black", domainGroupId: 4 });
      };
      const error = await failure(work());
      expect(site.arrived[0]?.url).toContain(new URLSearchParams({ key }).toString());
      expectClean(everything(error));
      expectClean([...stack.said, JSON.stringify([...stack.resources])].join("\n"));
    }
  });

  it.each([
    ["a name that nobody knows", "http://no-such-host.invalid"],
    ["a port that nobody listens on", "http://127.0.0.1:1"],
    ["https where http is spoken", "https"],
    ["a time limit", "slow"],
  ])("%s", async (_name, endpoint) => {
    const site = await Site.start(() => {});
    const url = { https: site.url.replace("http:", "https:"), slow: site.url }[endpoint] ?? endpoint;
    const stack = new Stack({
      waf: { vendor: "deepfinder", endpoint: url, key, retries: 0, timeoutSeconds: 0.2 },
    });
    onTestFinished(() => stack.close());
    expectClean(everything(await failure(stack.up("deepfinder:IpEntry", "a", args))));
    expectClean(
      everything(await failure(stack.call("deepfinder:getIpControl", { list: "black", domainGroupId: 4 }))),
    );
    expectClean(stack.said.join("\n"));
  });

  it("nor in the state, in what is said, and in what functions give, when all goes well", async () => {
    const { stack, lab } = await open({ key });
    await stack.up("deepfinder:IpEntry", "a", args);
    await stack.up("deepfinder:IpList", "b", {
      list: "white",
      domainGroupId: 4,
      entries: [{ cidr: "10.0.0.0/8" }],
      exclusive: true,
    });
    const got = await stack.call("deepfinder:getIpControl", { list: "black", domainGroupId: 4 });
    expectClean(JSON.stringify([[...stack.resources], got, stack.said, lab.journal.list()]));
  });
});

describe("a wrong key", () => {
  it("is told by the vendor's words: a warning of the preview, an error of the change", async () => {
    const bed = await open({}, { key: "wrong-key" });
    const list = { list: "black", domainGroupId: 4, entries: [{ startIp: "1.1.1.1" }], exclusive: true };
    const message = await refusal(bed.stack.up("deepfinder:IpList", "a", list));
    expect(message).toContain("the vendor says: API 키가 유효하지 않습니다.");
    expect(message).toContain("Check the connection's key and its rights");
    expect(bed.stack.said).toEqual([
      expect.stringMatching(
        /^warn: the preview could not look at the appliance: .*API 키가 유효하지 않습니다/,
      ),
    ]);
    expect(bed.writes()).toEqual([]);
  });
});
