import { describe, expect, it, vi } from "vitest";
import { UNKNOWN } from "../../../provider/kernel/values";
import { apply, failure, open, own, readings, refusal, remove } from "./open";

// What waits for a late work need not wait here.
vi.mock("../../../provider/kernel/polling", async (original) => ({
  ...(await original<object>()),
  paused: () => Promise.resolve(),
}));

const token = "deepfinder:IpEntry";
const place = { list: "black", domainGroupId: 4 };
const range = { startIp: "1.1.1.1", endIp: "1.1.1.3" };
const args = { ...place, ...range };
const [soon, later] = ["2026-03-02T00:00:00", "2026-04-01T12:30:00"];

describe.each(readings)("an entry, where %s", (_name, options) => {
  it("is made, shown without a difference, changed in every field, and removed", async () => {
    const bed = await open(options);
    const { stack } = bed;
    expect(await stack.up(token, "a", args)).toBe("create");
    expect(bed.calls()).toEqual(["get", "add 1.1.1.1-1.1.1.3", "get"]);
    expect(bed.entries()).toEqual(["1.1.1.1-1.1.1.3"]);
    expect(stack.resources.get("a")?.id).toBe("black/4/1.1.1.1-1.1.1.3");
    expect(stack.outputs("a")).toMatchObject({
      ipId: "500002",
      igid: "1007",
      groupName: options.groupName === "quoted" ? '[API]_BLACK_LIST [ "4" ]' : own,
      expired: false,
    });
    await settled(args);

    // Where the time can't be changed by adding again, the entry is removed first; nowhere else.
    await changed({ ...args, expiresAt: later }, "update", [`1.1.1.1-1.1.1.3 until ${later}`]);
    await changed({ ...args, expiresAt: soon }, "update", [`1.1.1.1-1.1.1.3 until ${soon}`]);
    await changed(args, "update", ["1.1.1.1-1.1.1.3"]);
    await changed({ ...args, endIp: "1.1.1.4" }, "replace", ["1.1.1.1-1.1.1.4"]);
    await changed({ ...place, startIp: "1.1.1.2" }, "replace", ["1.1.1.2"]);
    await changed({ ...place, cidr: "1.1.1.0/30" }, "replace", ["1.1.1.0-1.1.1.3"]);
    await changed({ ...place, list: "white", cidr: "1.1.1.0/30" }, "replace", []);
    expect(bed.entries("white")).toEqual(["1.1.1.0-1.1.1.3"]);
    await changed({ list: "white", domainGroupId: 5, cidr: "1.1.1.0/30" }, "replace", []);
    expect([bed.entries("white"), bed.entries("white", "5")]).toEqual([[], ["1.1.1.0-1.1.1.3"]]);

    await bed.again();
    await stack.delete("a");
    expect(bed.entries("white", "5")).toEqual([]);
    // The administrators' own group was there all the time.
    const [group] = bed.lab.deepfinder.state().groups;
    expect(group).toMatchObject({ groupName: "SOC_BLOCK", entries: [{ startIp: "203.0.113.7" }] });

    async function changed(to: object, what: string, entries: string[]) {
      await bed.again();
      expect(await stack.up(token, "a", { ...to })).toBe(what);
      expect(entriesOnce(bed.entries())).toEqual(entries);
      await settled(to);
    }
    /** Of several entries of one range the last one counts: the earlier ones go with it, or by themselves. */
    function entriesOnce(entries: string[]) {
      return options.again === "duplicate" ? entries.slice(-1) : entries;
    }
    async function settled(to: object) {
      await bed.again();
      bed.writes();
      expect(await stack.refresh("a")).toEqual([]);
      expect(await stack.refresh("a")).toEqual([]);
      expect(await stack.up(token, "a", { ...to })).toBe("same");
      expect(bed.writes()).toEqual([]);
    }
  });
});

describe("a changed time", () => {
  const change = async (options: object, from: string | undefined, to: string | undefined) => {
    const bed = await open(options);
    await bed.stack.up(token, "a", { ...args, expiresAt: from });
    await bed.again();
    bed.calls();
    await bed.stack.up(token, "a", { ...args, expiresAt: to });
    return bed;
  };

  it("is one more add", async () => {
    const bed = await change({}, soon, later);
    expect(bed.calls()).toEqual(["get", `add 1.1.1.1-1.1.1.3 until ${later}`, "get"]);
  });

  it("is removed and added only where adding is refused", async () => {
    const bed = await change({ again: "error" }, soon, later);
    const add = `add 1.1.1.1-1.1.1.3 until ${later}`;
    expect(bed.writes()).toEqual([add, "del 1.1.1.1-1.1.1.3", add]);
  });

  it("or has no effect, as the longer of two counts", async () => {
    const bed = await change({ again: "duplicate" }, later, soon);
    const add = `add 1.1.1.1-1.1.1.3 until ${soon}`;
    expect(bed.writes()).toEqual([add, "del 1.1.1.1-1.1.1.3", add]);
    expect(bed.entries()).toEqual([`1.1.1.1-1.1.1.3 until ${soon}`]);
  });

  it("that fails half-way is partial, and the next up completes it", async () => {
    const bed = await open({ again: "error" });
    await bed.stack.up(token, "a", args);
    await bed.again();
    bed.lab.faults.add({ path: apply, skip: 1, times: 5, status: 200, body: "서버 오류" });
    const error = await failure(bed.stack.up(token, "a", { ...args, expiresAt: later }));
    expect(error).toMatchObject({ category: "partial", vendorMessage: "서버 오류" });
    expect(bed.entries()).toEqual([]);
    bed.lab.faults.clear();
    await bed.again();
    expect(await bed.stack.up(token, "a", { ...args, expiresAt: later })).toBe("update");
    expect(bed.entries()).toEqual([`1.1.1.1-1.1.1.3 until ${later}`]);
    expect(await bed.stack.up(token, "a", { ...args, expiresAt: later })).toBe("same");
  });
});

describe("ranges are compared as ranges", () => {
  const single = [{ startIp: "1.1.1.1" }, { startIp: "1.1.1.1", endIp: "1.1.1.1" }, { cidr: "1.1.1.1/32" }];
  const network = [{ startIp: "10.0.0.0", endIp: "10.0.0.255" }, { cidr: "10.0.0.0/24" }];
  const pairs = [single, network].flatMap((forms) =>
    forms.flatMap((one) => forms.map((other) => [one, other] as const)),
  );

  it.each(pairs)("%j is %j", async (one, other) => {
    const bed = await open();
    await bed.stack.up(token, "a", { ...place, ...one });
    await bed.again();
    expect(await bed.stack.up(token, "a", { ...place, ...other, domainGroupId: "4" })).toBe("same");
    expect(await bed.stack.refresh("a")).toEqual([]);
    const twice = await refusal(bed.stack.up(token, "b", { ...place, ...other, adopt: true }));
    expect(twice).toMatch(/ of the black list of domain group 4 is owned by deepfinder:IpEntry a already/);
  });

  it("a part of one is another", async () => {
    const bed = await open();
    await bed.stack.up(token, "a", { ...place, cidr: "10.0.0.0/24" });
    await bed.stack.up(token, "b", { ...place, startIp: "10.0.0.7" });
    expect(bed.entries()).toEqual(["10.0.0.0-10.0.0.255", "10.0.0.7"]);
    await bed.again();
    await bed.stack.delete("b");
    expect(bed.entries()).toEqual(["10.0.0.0-10.0.0.255"]);
  });
});

describe("what somebody else did", () => {
  it("removed it: gone, and the next up makes it anew", async () => {
    const bed = await open();
    await bed.stack.up(token, "a", args);
    bed.lab.deepfinder.removeEntry(String(bed.stack.outputs("a").ipId));
    await bed.again();
    expect(await bed.stack.refresh("a")).toBe("gone");
    expect(await bed.stack.up(token, "a", args)).toBe("create");
    expect(bed.entries()).toEqual(["1.1.1.1-1.1.1.3"]);
  });

  it("gave it a time, or another one: drift, put back by the next up", async () => {
    const bed = await open();
    await bed.stack.up(token, "a", args);
    const query = `key=${bed.connection.key}&type=black&domaingid=4&start_ip=1.1.1.1&end_ip=1.1.1.3`;
    await bed.lab.byHand("deepfinder", "GET", `${apply}?${query}&expired_date=${soon}`);
    await bed.again();
    expect(await bed.stack.refresh("a")).toEqual(["expiresAt"]);
    expect(bed.stack.outputs("a").expiresAt).toBe(soon);
    expect(await bed.stack.up(token, "a", args)).toBe("update");
    expect(bed.entries()).toEqual(["1.1.1.1-1.1.1.3"]);
  });

  it("removed it before we do: nothing is sent", async () => {
    const bed = await open();
    await bed.stack.up(token, "a", args);
    bed.lab.deepfinder.removeEntry(String(bed.stack.outputs("a").ipId));
    await bed.again();
    bed.writes();
    await bed.stack.delete("a");
    expect(bed.writes()).toEqual([]);
  });

  it("removed it at the same moment: the refusal is no error, as the list shows", async () => {
    const bed = await open();
    await bed.stack.up(token, "a", args);
    await bed.again();
    bed.lab.faults.add({ path: remove, afterWork: true, status: 200, body: "등록되지 않은 IP입니다." });
    await bed.stack.delete("a");
    expect(bed.entries()).toEqual([]);
  });

  it("put the same range into a group of their own: it stays", async () => {
    const bed = await open();
    bed.lab.deepfinder.add("black", 4, range, "SOC_BLOCK");
    bed.lab.deepfinder.add("black", 4, range, "[API]_BLACK_LIST [ 44 ]");
    expect(await bed.stack.up(token, "a", args)).toBe("create");
    await bed.again();
    await bed.stack.delete("a");
    const { groups } = bed.lab.deepfinder.state();
    expect(groups.map(({ groupName, entries }) => [groupName, entries.length])).toEqual([
      ["SOC_BLOCK", 2],
      ["[API]_BLACK_LIST [ 44 ]", 1],
      [own, 0],
    ]);
  });
});

describe("what is there already", () => {
  async function there(expiredDate?: string) {
    const bed = await open();
    bed.lab.deepfinder.add("black", 4, { ...range, ipid: "42", ...(expiredDate && { expiredDate }) });
    return bed;
  }

  it("with another time is an error that says how to adopt it", async () => {
    const bed = await there();
    const error = await failure(bed.stack.up(token, "a", { ...args, expiresAt: later }));
    // Found by the preview already.
    expect(error.message).toContain(
      "startIp: 1.1.1.1-1.1.1.3 is in the black list of domain group 4 already, with the id 42. " +
        "Take it over with `adopt: true`, or import it",
    );
    expect(bed.writes()).toEqual([]);
  });

  it.each([{}, { adopt: true }, { adoptId: "42" }])(
    "is taken over with %j, without a call",
    async (adoption) => {
      const bed = await there();
      expect(await bed.stack.up(token, "a", { ...args, ...adoption })).toBe("create");
      expect(bed.writes()).toEqual([]);
      expect(bed.stack.outputs("a")).toMatchObject({ ipId: "42" });
      await bed.again();
      expect(await bed.stack.up(token, "a", args)).toBe("same");
      await bed.stack.delete("a");
      expect(bed.entries()).toEqual([]);
    },
  );

  it("gets the wished time when it is taken over", async () => {
    const bed = await there(soon);
    await bed.stack.up(token, "a", { ...args, adopt: true, expiresAt: later });
    expect(bed.writes()).toEqual([`add 1.1.1.1-1.1.1.3 until ${later}`]);
  });

  it.each([
    ["43", "adoptId: the entry 43 of the black list of domain group 4 is not there"],
    [
      "500002",
      "adoptId: the entry 500002 of the black list of domain group 4 is 9.9.9.9-9.9.9.9, not 1.1.1.1",
    ],
  ])("is not taken over by another id (%s)", async (adoptId, message) => {
    const bed = await there();
    bed.lab.deepfinder.add("black", 4, { startIp: "9.9.9.9", ipid: "500002" });
    expect(await refusal(bed.stack.up(token, "a", { ...args, adoptId }))).toContain(message);
  });

  it("is not removed by the resource that it was before, when it got another name", async () => {
    const bed = await open();
    await bed.stack.up(token, "before", args);
    await bed.again();
    await bed.stack.up(token, "after", { ...args, adopt: true });
    await bed.stack.delete("before");
    expect(bed.entries()).toEqual(["1.1.1.1-1.1.1.3"]);
    expect(bed.stack.said.join()).toContain(
      "another resource of this program has just taken the same object over",
    );
  });

  it("nor by the resource that gets another range, when another took this one over", async () => {
    const bed = await open();
    await bed.stack.up(token, "a", args);
    await bed.again();
    await bed.stack.up("deepfinder:IpList", "list", { ...place, entries: [range], adopt: true });
    await bed.stack.delete("a");
    expect(bed.entries()).toEqual(["1.1.1.1-1.1.1.3"]);
    expect(bed.stack.said.join()).toContain(
      "deepfinder:IpEntry black/4/1.1.1.1-1.1.1.3: not deleted, because another resource of this program has just taken the same object over",
    );
  });
});

describe("an import", () => {
  it.each([
    ["black/4/1.1.1.1-1.1.1.3", args],
    ["waf/black/4/1.1.1.1-1.1.1.3", args],
    ["black/4/1.1.1.1", { ...place, startIp: "1.1.1.1" }],
    ["black/4/10.0.0.0/24", { ...place, cidr: "10.0.0.0/24" }],
    ["black/4/2.2.2.2", { ...place, startIp: "2.2.2.2", expiresAt: later }],
  ])("by %s shows no difference afterwards", async (id, wish) => {
    const bed = await open();
    const { deepfinder } = bed.lab;
    deepfinder.add("black", 4, range);
    deepfinder.add("black", 4, { startIp: "1.1.1.1" });
    deepfinder.add("black", 4, { startIp: "10.0.0.0", endIp: "10.0.0.255" });
    deepfinder.add("black", 4, { startIp: "2.2.2.2", expiredDate: later });
    const imported = await bed.stack.import(token, "a", id);
    expect(imported?.id).toMatch(/^black\/4\/[\d.]+-[\d.]+$/);
    expect(await bed.stack.preview("a", wish)).toEqual([]);
    await bed.again();
    expect(await bed.stack.refresh("a")).toEqual([]);
    expect(await bed.stack.up(token, "a", wish)).toBe("same");
    expect(bed.writes()).toEqual([]);
  });

  it("of a domain group whose id is a text", async () => {
    const bed = await open({ domainGroups: ["shop-1"] });
    bed.lab.deepfinder.add("white", "shop-1", { startIp: "1.1.1.1" });
    const imported = await bed.stack.import(token, "a", "white/shop-1/1.1.1.1");
    expect(imported?.inputs).toMatchObject({ list: "white", domainGroupId: "shop-1", startIp: "1.1.1.1" });
  });

  it("of what only a group of the administrators has finds nothing", async () => {
    const bed = await open();
    expect(await bed.stack.import(token, "a", "black/4/203.0.113.7")).toBeUndefined();
  });

  it.each([
    ["1.1.1.1", "it begins with the list and the domain group, as in black/4/…"],
    ["grey/4/1.1.1.1", "it begins with the list and the domain group, as in black/4/…"],
    ["black/4/", '"" is no range such as 1.1.1.1-1.1.1.3'],
    ["black/4/1.1.1.3-1.1.1.1", '"1.1.1.3-1.1.1.1" is no range such as 1.1.1.1-1.1.1.3'],
    ["black/4/1.1.1", '"1.1.1" is no range such as 1.1.1.1-1.1.1.3'],
    ["black/4/10.0.0.0/33", '"10.0.0.0/33" is no range such as 1.1.1.1-1.1.1.3'],
  ])("by %s is refused", async (id, why) => {
    const bed = await open();
    expect(await refusal(bed.stack.import(token, "a", id))).toContain(`the id "${id}" is not right: ${why}`);
  });
});

describe("answers that are lost", () => {
  it.each(readings)("leave one entry, where %s", async (_name, options) => {
    for (const lose of ["before", "after"] as const) {
      const bed = await open(options, { retries: 1 });
      bed.lab.faults.add({ path: apply, lose });
      await bed.stack.up(token, "a", { ...args, expiresAt: later });
      expect(bed.entries()).toEqual([`1.1.1.1-1.1.1.3 until ${later}`]);
      expect(bed.writes()).toHaveLength(lose === "after" ? 1 : 2);
      await bed.again();
      bed.lab.faults.add({ path: remove, lose });
      await bed.stack.delete("a");
      expect(bed.entries()).toEqual([]);
      expect(bed.writes()).toHaveLength(lose === "after" ? 1 : 2);
      expect(bed.lab.faults.unused()).toEqual([]);
    }
  });

  it("of every look after the work keep the resource, and the next up completes it without a second entry", async () => {
    const bed = await open({ again: "duplicate" }, { retries: 0 });
    bed.lab.faults.add({ path: apply, lose: "after" });
    bed.lab.faults.add({ path: /get_/, skip: 1, times: 1, lose: "before" });
    const error = await failure(bed.stack.up(token, "a", args));
    expect(error).toMatchObject({ category: "partial", outcomeUnknown: true });
    expect(bed.stack.resources.get("a")).toMatchObject({ id: "black/4/1.1.1.1-1.1.1.3", incomplete: true });
    await bed.again();
    bed.writes();
    expect(await bed.stack.up(token, "a", args)).toBe("update");
    expect(bed.writes()).toEqual([]);
    expect(bed.entries()).toEqual(["1.1.1.1-1.1.1.3"]);
    expect(bed.stack.outputs("a")).toMatchObject({ ipId: "500002", expired: false });
  });

  it("and a look that is refused after a good answer keep the resource as well", async () => {
    const bed = await open();
    bed.lab.faults.add({ path: /get_/, skip: 1, status: 200, body: "서버 오류" });
    expect(await failure(bed.stack.up(token, "a", args))).toMatchObject({ category: "partial" });
    await bed.again();
    expect(await bed.stack.up(token, "a", args)).toBe("update");
    expect(bed.writes()).toEqual(["add 1.1.1.1-1.1.1.3"]);
  });

  it("429 with Retry-After and 503 without the work are waited out", async () => {
    const bed = await open({}, { retries: 2 });
    bed.lab.faults.add({ path: apply, status: 429, headers: { "retry-after": "0" } });
    bed.lab.faults.add({ path: apply, status: 503 });
    await bed.stack.up(token, "a", args);
    expect(bed.entries()).toEqual(["1.1.1.1-1.1.1.3"]);
  });
});

it("a manager that can't be reached keeps what the state has, and is an error", async () => {
  const bed = await open({}, { retries: 0 });
  await bed.stack.up(token, "a", args);
  await bed.stack.restart({ waf: { ...bed.connection, endpoint: "http://127.0.0.1:1", retries: 0 } });
  expect(await failure(bed.stack.refresh("a"))).toMatchObject({ code: "PERIMETER_UNREACHABLE" });
  expect(await failure(bed.stack.delete("a"))).toMatchObject({ code: "PERIMETER_UNREACHABLE" });
  expect(bed.stack.resources.has("a")).toBe(true);
});

it("a read-only connection refuses the calls that write, although they are GET", async () => {
  const bed = await open({}, { readOnly: true });
  bed.lab.deepfinder.add("black", 4, range);
  expect(await failure(bed.stack.up(token, "b", { ...place, startIp: "9.9.9.9" }))).toMatchObject({
    code: "PERIMETER_READ_ONLY",
  });
  await bed.stack.import(token, "a", "black/4/1.1.1.1-1.1.1.3");
  expect(await bed.stack.refresh("a")).toEqual([]);
  expect(await failure(bed.stack.delete("a"))).toMatchObject({ code: "PERIMETER_READ_ONLY" });
  expect(bed.writes()).toEqual([]);
});

it("many entries at once are few looks, and wait for the first one, which makes the group", async () => {
  const bed = await open();
  const names = Array.from({ length: 30 }, (_, index) => `10.0.0.${index + 1}`);
  bed.lab.faults.add({ path: apply, delayMs: 300 });
  const all = Promise.all(names.map((startIp) => bed.stack.up(token, startIp, { ...place, startIp })));
  await vi.waitFor(() => expect(bed.lab.journal.count({ path: apply })).toBe(1));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(bed.lab.journal.count({ path: apply })).toBe(1);
  await all;
  const calls = bed.calls();
  expect(calls.filter((call) => call.startsWith("add"))).toHaveLength(30);
  expect(calls.filter((call) => call === "get").length).toBeLessThan(15);
  expect(bed.entries().sort()).toEqual([...names].sort());
});

describe("bad input is refused with its path", () => {
  it.each<[object, string]>([
    [{ list: "grey" }, 'list: found "grey", allowed: "black", "white"'],
    [{ list: undefined }, "list: is required"],
    [{ domainGroupId: undefined }, "domainGroupId: is required"],
    [{ domainGroupId: "a b" }, 'domainGroupId: found "a b"'],
    [{ domainGroupId: -1 }, "domainGroupId: found -1"],
    [{ startIp: undefined, endIp: undefined }, "startIp: is required, or cidr instead of it"],
    [{ startIp: "1.1.1" }, 'startIp: found "1.1.1": allowed: an IPv4 address; whether the vendor takes IPv6'],
    [{ startIp: "2001:db8::1" }, 'startIp: found "2001:db8::1": allowed: an IPv4 address'],
    [{ startIp: "1.1.1.9" }, 'endIp: found "1.1.1.3", allowed: startIp ("1.1.1.9") or an address after it'],
    [{ cidr: "1.1.1.0/30" }, "cidr: found beside startIp, allowed: one of the two forms"],
    [{ startIp: undefined, cidr: "1.1.1.0/30" }, "cidr: found beside endIp, allowed: one of the two forms"],
    [
      { startIp: undefined, endIp: undefined, cidr: "1.1.1.1/30" },
      'cidr: found "1.1.1.1/30", allowed: the network\'s first address, "1.1.1.0/30"',
    ],
    [
      { startIp: undefined, endIp: undefined, cidr: "1.1.1.0/33" },
      'cidr: found "1.1.1.0/33": allowed: an IPv4',
    ],
    [{ expiresAt: "tomorrow" }, 'expiresAt: found "tomorrow": allowed: a time such as 2026-08-26T12:38:00'],
    [{ expiresAt: "2026-02-30T00:00:00" }, 'expiresAt: found "2026-02-30T00:00:00": allowed: a time such as'],
    [
      { expiresAt: "2026-02-01T00:00:00" },
      'expiresAt: found "2026-02-01T00:00:00" (Asia/Seoul, that is 2026-01-31T15:00:00.000Z), allowed: a time to come; the appliance removes such an entry at once',
    ],
    [{ expires: 5 }, 'expires: unknown field; did you mean "expiresAt"?'],
  ])("%j", async (wrong, message) => {
    const bed = await open();
    expect(await refusal(bed.stack.up(token, "a", { ...args, ...wrong }))).toContain(message);
    expect(bed.calls()).toEqual([]);
  });

  it("of values that are not known yet nothing is said but what is sure", async () => {
    const bed = await open();
    const messages = await refusal(
      bed.stack.up(token, "a", { list: "grey", domainGroupId: UNKNOWN, startIp: UNKNOWN, endIp: "1.1.1.1" }),
    );
    expect(messages).toBe('list: found "grey", allowed: "black", "white"');
  });
});
