import { expect, onTestFinished, test, vi } from "vitest";
import type { Properties } from "../../../provider/kernel/values";
import { json, Site } from "../../kernel/site";
import samples from "../../lab/samples/deepfinder.json";
import { Stack } from "../stack";

interface Printed {
  path: string;
  query: Record<string, string>;
}

/** A manager that takes everything, and lists what it took as the page prints a list. */
async function printed() {
  // The times of the samples have passed long ago.
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2023-08-01T00:00:00Z") });
  const entries = new Map<string, object>();
  const site = await Site.start(({ url }, response) => {
    const { path, query } = parsed(url);
    const { start_ip: startip = "", end_ip: endip = startip, type = "", domaingid = "" } = query;
    if (path.startsWith("get")) {
      const [group] = samples.answer;
      const groupname = `[API]_${type.toUpperCase()}_LIST [ ${domaingid} ]`;
      return json(response, [{ ...group, groupname, atype: type, iplist: [...entries.values()] }]);
    }
    const entry = { endip, igid: "1006", ipid: "1", expired_date: query.expired_date ?? null, startip };
    if (path.startsWith("apply")) entries.set(startip, entry);
    else entries.delete(startip);
    response.writeHead(200, { "content-type": "text/plain" }).end("Completed");
  });
  const stack = new Stack({ waf: { vendor: "deepfinder", endpoint: site.url, key: "abcde" } });
  onTestFinished(async () => {
    await stack.close();
    vi.useRealTimers();
  });
  return {
    stack,
    sent: (path: string) =>
      site.arrived.map(({ url }) => parsed(url)).filter((call) => call.path.startsWith(path)),
    methods: () => new Set(site.arrived.map(({ method }) => method)),
  };
}

function parsed(url: string): Printed {
  const [path = "", search] = url.replace(/^\/api\//, "").split("?");
  return { path, query: Object.fromEntries(new URLSearchParams(search)) };
}

function argsOf({ query }: Printed): Properties {
  const { type, start_ip, end_ip, domaingid, expired_date } = query;
  return {
    list: type,
    domainGroupId: Number(domaingid),
    startIp: start_ip,
    ...(end_ip && { endIp: end_ip }),
    ...(expired_date && { expiresAt: expired_date }),
  };
}

test.each([samples.sample, ...samples.add])("the printed call is made for an entry: %s", async (url) => {
  const { stack, sent, methods } = await printed();
  await stack.up("deepfinder:IpEntry", "a", argsOf(parsed(url)));
  expect(sent("apply")).toEqual([parsed(url)]);
  expect(methods()).toEqual(new Set(["GET"]));
});

test.each(samples.delete)("the printed call removes an entry: %s", async (url) => {
  const { stack, sent } = await printed();
  await stack.up("deepfinder:IpEntry", "a", argsOf(parsed(url)));
  await stack.restart();
  await stack.delete("a");
  const { path, query } = parsed(url);
  // Printed for single addresses only; it says nothing but what the path says already.
  expect(sent("del")).toEqual([{ path, query: { ...query, job: "del" } }]);
});

test.each(samples.get)("the printed call asks for a list: %s", async (url) => {
  const { stack, sent } = await printed();
  const { type, domaingid } = parsed(url).query;
  await stack.call("deepfinder:getIpControl", { list: type, domainGroupId: domaingid });
  expect(sent("")).toEqual([parsed(url)]);
});

test("the printed list is understood, and its entries can be imported", async () => {
  const site = await Site.start((_, response) => json(response, samples.answer));
  const stack = new Stack({ waf: { vendor: "deepfinder", endpoint: site.url, key: "abcde" } });
  onTestFinished(() => stack.close());
  const expiresAt = "2023-08-26T12:38:00";
  const entry = (startIp: string, ipId: string, until?: string) => ({
    ipId,
    igid: "1006",
    startIp,
    endIp: startIp,
    ...(until && { expiresAt: until }),
  });
  expect(await stack.call("deepfinder:getIpControl", { list: "black", domainGroupId: 4 })).toEqual({
    items: [
      {
        groupName: "[API]_BLACK_LIST [ 4 ]",
        igid: "1006",
        type: "user",
        atype: "black",
        log: "FULL",
        domainGroupId: "4",
        ipList: [
          entry("10.3.3.3", "500011"),
          entry("1.1.1.1", "500021", expiresAt),
          entry("2.2.2.2", "500022", expiresAt),
        ],
      },
    ],
  });
  const one = await stack.import("deepfinder:IpEntry", "one", "black/4/2.2.2.2");
  expect(one).toMatchObject({
    id: "black/4/2.2.2.2-2.2.2.2",
    inputs: { list: "black", domainGroupId: 4, startIp: "2.2.2.2", expiresAt },
    outputs: { ipId: "500022", igid: "1006", groupName: "[API]_BLACK_LIST [ 4 ]", expired: false },
  });
  const all = await stack.import("deepfinder:IpList", "all", "black/4");
  expect(all?.inputs.entries).toEqual([
    { startIp: "10.3.3.3" },
    { startIp: "1.1.1.1", expiresAt },
    { startIp: "2.2.2.2", expiresAt },
  ]);
});
