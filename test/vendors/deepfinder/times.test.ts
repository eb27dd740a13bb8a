import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressRange, keyOf, rangeIn } from "../../../provider/vendors/deepfinder/ranges";
import { isTime, momentOf, wallAt, wallOf } from "../../../provider/vendors/deepfinder/times";
import { failure, open, refusal, start } from "./open";

const token = "deepfinder:IpEntry";
const args = { list: "black", domainGroupId: 4, startIp: "1.1.1.1" };
const hour = 3600;

describe("an entry whose time has passed", () => {
  /** Until an hour from now, as the clock in Seoul shows it. */
  const expiresAt = "2026-03-01T10:00:00";

  async function expired() {
    const bed = await open();
    await bed.stack.up(token, "a", { ...args, expiresAt });
    bed.pass(hour + 1);
    await bed.again();
    bed.calls();
    return bed;
  }

  it("stays in the state as expired, without a difference, and is never added again", async () => {
    const bed = await expired();
    expect(bed.entries()).toEqual([]);
    expect(await bed.stack.refresh("a")).toEqual([]);
    expect(bed.stack.outputs("a")).toMatchObject({ expired: true, ipId: "500002", expiresAt });
    for (let times = 0; times < 2; times++) {
      expect(await bed.stack.up(token, "a", { ...args, expiresAt })).toBe("same");
      await bed.again();
    }
    expect(bed.writes()).toEqual([]);
    await bed.stack.delete("a");
    expect(bed.calls()).toEqual(["get"]);
  });

  it("comes back with another time, or with none", async () => {
    const bed = await expired();
    await bed.stack.refresh("a");
    await bed.again();
    expect(await bed.stack.up(token, "a", { ...args, expiresAt: "2026-03-02T00:00:00" })).toBe("update");
    expect(bed.entries()).toEqual(["1.1.1.1 until 2026-03-02T00:00:00"]);
    expect(bed.stack.outputs("a")).toMatchObject({ expired: false });
    bed.pass(24 * hour);
    await bed.again();
    expect(await bed.stack.up(token, "a", args)).toBe("update");
    expect(bed.entries()).toEqual(["1.1.1.1"]);
  });

  it("does not come back with another time that has passed", async () => {
    const bed = await expired();
    expect(await refusal(bed.stack.up(token, "a", { ...args, expiresAt: "2026-03-01T09:30:00" }))).toContain(
      "allowed: a time to come",
    );
    expect(bed.writes()).toEqual([]);
  });

  it.each([
    [59, "expired"],
    [61, "gone"],
  ])("and the appliance's clock is %i seconds ahead: %s", async (seconds, what) => {
    const bed = await open();
    await bed.stack.up(token, "a", { ...args, expiresAt });
    bed.pass(hour - seconds);
    bed.lab.clock.advance(seconds);
    await bed.again();
    const seen = await bed.stack.refresh("a");
    expect(seen === "gone" ? seen : bed.stack.outputs("a").expired && "expired").toBe(what);
  });

  it("and that somebody adds again without a time is removed by the next up, which the preview tells", async () => {
    const bed = await expired();
    await bed.stack.refresh("a");
    bed.lab.deepfinder.add("black", 4, { startIp: "1.1.1.1" });
    await bed.again();
    expect(await bed.stack.refresh("a")).toEqual(["prolonged"]);
    expect(bed.stack.outputs("a")).toMatchObject({ prolonged: true, expired: false, expiresAt });
    expect(await bed.stack.preview("a", { ...args, expiresAt })).toEqual(["prolonged"]);
    expect(await bed.stack.up("deepfinder:IpEntry", "a", { ...args, expiresAt })).toBe("update");
    expect(bed.entries()).toEqual([]);
    expect(bed.stack.outputs("a")).toMatchObject({ expired: true });
    expect(bed.stack.outputs("a")).not.toHaveProperty("prolonged");
    expect(await bed.stack.preview("a", { ...args, expiresAt })).toEqual([]);
  });

  it("but that a slower clock still shows is no difference", async () => {
    const bed = await open();
    await bed.stack.up(token, "a", { ...args, expiresAt });
    bed.lab.clock.advance(-90);
    bed.pass(hour + 1);
    await bed.again();
    expect(bed.entries()).toHaveLength(1);
    expect(await bed.stack.refresh("a")).toEqual([]);
    expect(await bed.stack.up(token, "a", { ...args, expiresAt })).toBe("same");
  });

  it("is drift when somebody removes it before", async () => {
    const bed = await open();
    await bed.stack.up(token, "a", { ...args, expiresAt });
    bed.pass(hour / 2);
    bed.lab.deepfinder.removeEntry("500002");
    await bed.again();
    expect(await bed.stack.refresh("a")).toBe("gone");
  });

  it("between the preview and the change is refused then", async () => {
    const bed = await open();
    bed.lab.faults.add({ path: /get_/, delayMs: 1 });
    const up = bed.stack.up(token, "a", { ...args, expiresAt });
    bed.pass(hour + 1);
    expect((await failure(up)).message).toContain('expiresAt: found "2026-03-01T10:00:00" (Asia/Seoul');
    expect(bed.writes()).toEqual([]);
  });
});

describe("the time of an entry", () => {
  it.each([
    ["2026-03-02T00:00:00", "2026-03-02T00:00:00"],
    ["2026-03-02 00:00", "2026-03-02T00:00:00"],
    ["2026-03-01T15:00:00Z", "2026-03-02T00:00:00"],
    ["2026-03-01T15:00:00.500z", "2026-03-02T00:00:00"],
    ["2026-03-01T18:00:00+03:00", "2026-03-02T00:00:00"],
    ["2026-03-01T18:00:00+0300", "2026-03-02T00:00:00"],
    ["2026-03-01T10:00:00-05:00", "2026-03-02T00:00:00"],
  ])("%s is sent as %s by the clock in Seoul, and is no difference in any form", async (expiresAt, sent) => {
    const bed = await open();
    await bed.stack.up(token, "a", { ...args, expiresAt });
    expect(bed.writes()).toEqual([`add 1.1.1.1 until ${sent}`]);
    await bed.again();
    expect(await bed.stack.refresh("a")).toEqual([]);
    expect(bed.stack.outputs("a").expiresAt).toBe(expiresAt);
    expect(await bed.stack.up(token, "a", { ...args, expiresAt: "2026-03-01T15:00:00Z" })).toBe("same");
  });

  it.each([
    ["UTC", "2026-03-01T00:30:00", "2026-03-01T00:30:00Z"],
    ["America/New_York", "2026-03-01T00:30:00", "2026-03-01T05:30:00Z"],
    ["Asia/Kathmandu", "2026-03-01T06:15:00", "2026-03-01T00:30:00Z"],
  ])("is by the clock of the connection's timeZone %s", async (timeZone, wall, moment) => {
    const bed = await open({ timeZone });
    await bed.stack.up(token, "a", { ...args, expiresAt: wall });
    expect(await bed.stack.preview("a", { ...args, expiresAt: moment })).toEqual([]);
    bed.pass((Date.parse(moment) - Date.parse(start)) / 1000 - 120);
    expect(bed.entries()).toHaveLength(1);
    await bed.again();
    expect(await bed.stack.refresh("a")).toEqual([]);
    expect(bed.stack.outputs("a").expired).toBe(false);
    bed.pass(120);
    await bed.again();
    expect(await bed.stack.refresh("a")).toEqual([]);
    expect(bed.stack.outputs("a").expired).toBe(true);
  });

  it("is an error that advises to look at timeZone, where the appliance takes it for one that has passed", async () => {
    const bed = await open({}, { timeZone: "America/New_York" });
    const error = await failure(bed.stack.up(token, "a", { ...args, expiresAt: "2026-03-01T00:00:00" }));
    expect(error.message).toContain("its list does not show it as wished");
    expect(error.advice).toContain("check the connection's timeZone");
    expect(bed.writes()).toHaveLength(1);
  });

  it("in an odd spelling of the appliance is understood as the same", async () => {
    const bed = await open();
    await bed.stack.up(token, "a", { ...args, expiresAt: "2026-03-02T00:00:00" });
    const list = [
      {
        groupname: "[API]_BLACK_LIST [ 4 ]",
        igid: 1006,
        iplist: [
          { startip: "1.1.1.1", endip: "1.1.1.1", ipid: 500002, expired_date: "2026-03-02 00:00:00.0" },
        ],
      },
    ];
    bed.lab.faults.add({ path: /get_/, status: 200, body: list });
    await bed.again();
    expect(await bed.stack.refresh("a")).toEqual([]);
    expect(bed.stack.outputs("a")).toMatchObject({ ipId: "500002", igid: "1006" });
  });
});

describe("clocks on walls", () => {
  it.each([
    // The clock is put forward from 02:00 to 03:00: what it never shows is as much later.
    ["2026-03-29T01:59:59", "Europe/Berlin", "2026-03-29T00:59:59.000Z"],
    ["2026-03-29T02:30:00", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
    ["2026-03-29T03:00:00", "Europe/Berlin", "2026-03-29T01:00:00.000Z"],
    // And back from 03:00 to 02:00: what it shows twice is the first time.
    ["2026-10-25T02:30:00", "Europe/Berlin", "2026-10-25T00:30:00.000Z"],
    ["2026-10-25T03:00:00", "Europe/Berlin", "2026-10-25T02:00:00.000Z"],
    ["2026-03-08T02:15:00", "America/St_Johns", "2026-03-08T05:45:00.000Z"],
    ["2026-01-01T00:00:00", "Asia/Seoul", "2025-12-31T15:00:00.000Z"],
  ])("%s in %s is %s", (wall, zone, moment) => {
    expect(new Date(momentOf(wall, zone)).toISOString()).toBe(moment);
  });

  it("show a moment, and the moment comes back", () => {
    const zones = fc.constantFrom("Asia/Seoul", "Europe/Berlin", "America/St_Johns", "UTC");
    const seconds = fc.integer({ min: 1_100_000_000, max: 4_000_000_000 });
    fc.assert(
      fc.property(zones, seconds, (zone, at) => {
        const wall = wallAt(at * 1000, zone);
        const back = momentOf(wall, zone);
        expect(wallAt(back, zone)).toBe(wall);
        expect(at * 1000 - back === 0 || at * 1000 - back === hour * 1000).toBe(true);
        expect(wallOf(new Date(at * 1000).toISOString(), zone)).toBe(wall);
      }),
    );
  });

  it.each([
    "",
    "2026-08-26",
    "12:38",
    "2026-13-01T00:00:00",
    "2026-08-26T24:00:00",
    "2026-08-26T12:38:00+99:00",
  ])("%j is no time", (text) => {
    expect(isTime(text)).toBe(false);
  });
});

describe("ranges", () => {
  it.each([
    ["0.0.0.0/0", "0.0.0.0-255.255.255.255"],
    ["128.0.0.0/1", "128.0.0.0-255.255.255.255"],
    ["10.1.2.0/23", "10.1.2.0-10.1.3.255"],
    ["255.255.255.255/32", "255.255.255.255-255.255.255.255"],
    ["1.1.1.1", "1.1.1.1-1.1.1.1"],
    ["1.1.1.1-1.1.2.0", "1.1.1.1-1.1.2.0"],
  ])("%s is %s", (text, key) => {
    const range = rangeIn(text);
    expect(range && keyOf(range)).toBe(key);
  });

  it.each([
    {},
    { startIp: "1.1.1.1", endIp: 5 },
    { cidr: "10.0.0.1" },
    { startIp: "01.1.1.1" },
    { endIp: "1.1.1.1" },
  ])("%j is none", (form) => {
    expect(addressRange(form)).toBeUndefined();
  });
});
