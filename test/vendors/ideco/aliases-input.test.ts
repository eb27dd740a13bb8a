import { describe, expect, it } from "vitest";
import type { Properties } from "../../../provider/kernel/values";
import { open, refusal } from "./open";

describe("bad input", () => {
  it.each<[string, Properties, string]>([
    ["IpAlias", { ip: "10.0.0.256" }, 'ip: found "10.0.0.256"'],
    ["IpAlias", { ip: "ip.id.1" }, 'ip: found "ip.id.1"'],
    ["IpAlias", { ip: "10.0.0.1", title: "" }, "title: found 0 characters, allowed: at least 1 character"],
    ["IpAlias", { ip: "10.0.0.1", title: "x".repeat(43) }, "title: found 43 characters, allowed: at most 42"],
    [
      "IpAlias",
      { ip: "10.0.0.1", comment: "x".repeat(256) },
      "comment: found 256 characters, allowed: at most 255",
    ],
    [
      "IpRangeAlias",
      { start: "10.0.0.9", end: "10.0.0.1" },
      'end: found "10.0.0.1", allowed: an address not below start, which is "10.0.0.9"',
    ],
    [
      "SubnetAlias",
      { address: "10.0.0.0" },
      'address: found "10.0.0.0": allowed: an IPv4 network such as 10.0.0.0/24',
    ],
    ["SubnetAlias", { address: "10.0.0.0/33" }, 'address: found "10.0.0.0/33": allowed: an IPv4 network'],
    ["SubnetAlias", { address: "10.0.0.0/255.0.255.0" }, "address: found"],
    ["DomainAlias", { domain: "https://a.example/x" }, "domain: found"],
    [
      "DomainAlias",
      { domain: "localhost" },
      'domain: found "localhost": allowed: a domain such as mydomain.com',
    ],
    ["PortAlias", { port: 0 }, "port: found 0, allowed: at least 1"],
    ["PortAlias", { port: 65536 }, "port: found 65536, allowed: at most 65535"],
    ["PortAlias", { port: "80" }, 'port: found "80", allowed: a'],
    ["PortRangeAlias", { start: 90, end: 80 }, "end: found 80, allowed: a port not below start, which is 90"],
    [
      "TimeRangeAlias",
      { weekdays: [], start: "09:00", end: "18:00" },
      "weekdays: found 0 items, allowed: at least 1 item",
    ],
    [
      "TimeRangeAlias",
      { weekdays: [0], start: "09:00", end: "18:00" },
      "weekdays[0]: found 0, allowed: at least 1",
    ],
    [
      "TimeRangeAlias",
      { weekdays: [1, 1], start: "09:00", end: "18:00" },
      "weekdays: found [1,1]: allowed: each day once",
    ],
    [
      "TimeRangeAlias",
      { weekdays: [1], start: "9:00", end: "18:00" },
      'start: found "9:00": allowed: a time of day as HH:MM',
    ],
    ["TimeRangeAlias", { weekdays: [1], start: "09:00", end: "24:00" }, 'end: found "24:00"'],
    [
      "TimeRangeAlias",
      {
        weekdays: [1],
        start: "09:00",
        end: "18:00",
        period: { first: 20240230000000, last: 20250101000000 },
      },
      "period.first: found 20240230000000: allowed: a moment as YYYYMMDDHHMMSS",
    ],
    [
      "TimeRangeAlias",
      {
        weekdays: [1],
        start: "09:00",
        end: "18:00",
        period: { first: 20250101000000, last: 20240101000000 },
      },
      "period.last: found 20240101000000, allowed: a moment not before first, which is 20250101000000",
    ],
    ["AddressListAlias", { members: [] }, "members: found 0 items, allowed: at least 1 item"],
    [
      "AddressListAlias",
      { members: ["port.id.1"] },
      'members[0]: found "port.id.1": an object of another kind; allowed: an address',
    ],
    [
      "AddressListAlias",
      { members: ["10.0.0.1", "192.168.0.300"] },
      'members[1]: found "192.168.0.300", which is no IPv4 address',
    ],
    [
      "PortListAlias",
      { members: ["80", "80000"] },
      'members[1]: found "80000", allowed: ports from 1 to 65535',
    ],
    [
      "PortListAlias",
      { members: ["ip.id.1"] },
      'members[0]: found "ip.id.1": an object of another kind; allowed: a port such as 443',
    ],
    ["TimeListAlias", { members: ["09:00"] }, "members[0]"],
  ])("%s %j", async (name, args, message) => {
    const { stack, lab } = await open();
    expect(await refusal(stack.up(`ideco:${name}`, "a", { title: "t", ...args }))).toContain(message);
    expect(lab.journal.count()).toBe(0);
  });

  it("takes two resources of one title for one object, but not of two kinds", async () => {
    const { stack } = await open();
    await stack.up("ideco:IpAlias", "a", { ip: "10.0.0.1", title: "t" });
    await stack.up("ideco:PortAlias", "b", { port: 80, title: "t" });
    expect(await refusal(stack.up("ideco:IpAlias", "c", { ip: "10.0.0.2", title: "t" }))).toMatch(
      /IP object "t" is owned by .*a already/,
    );
  });
});
