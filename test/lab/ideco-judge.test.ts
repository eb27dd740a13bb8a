import { describe, expect, it } from "vitest";
import { Clock } from "../../provider/lab/clock";
import { IdecoAppliance } from "../../provider/lab/ideco/appliance";
import { effect, judge, judgeApplication, judgeRequest, type Packet } from "../../provider/lab/ideco/judge";
import type { Rule, RuleFields, TableName } from "../../provider/lab/ideco/rules";
import type { Alias } from "../../provider/lab/ideco/seed";

const objects = new Map<string, Alias>();
const object = (id: string, fields: Partial<Alias>) => {
  objects.set(id, { id, type: id.split(".")[0] ?? "", title: "", comment: "", ...fields });
};
object("ip.id.1", { value: "10.0.0.1" });
object("ip_range.id.1", { start: "10.0.0.250", end: "10.0.1.5" });
object("subnet.id.1", { value: "10.8.0.0/16" });
object("subnet.id.2", { value: "10.9.7.7/255.255.0.0" });
object("domain.id.1", { value: "example.com" });
object("address_list.id.1", { values: ["ip.id.1", "subnet.id.1"] });
object("ip_address_list.id.1", { values: ["172.16.0.1", "172.17.0.0/24"] });
object("list_of_iplists.id.1", { values: ["198.51.100.0/24"] });
object("user.id.1", { lab: { addresses: ["10.3.0.1"] } });
object("port.id.1", { value: 443 });
object("port_range.id.1", { start: 8000, end: 8010 });
object("port_list.id.1", { values: ["port.id.1", "port_range.id.1"] });
object("interface.id.1", { lab: { zones: ["interface.local_any"] } });
object("time_range.id.1", { weekdays: [1, 2, 3, 4, 5], start: "09:00", end: "18:00", period: null });
object("time_range.id.2", { weekdays: [6], start: "22:00", end: "02:00", period: null });
const march = { first: 20240301000000, last: 20240331235959 };
object("time_range.id.3", { weekdays: [1, 2, 3, 4, 5, 6, 7], start: "00:00", end: "23:59", period: march });
object("time_list.id.1", { values: ["time_range.id.1", "time_range.id.2"] });

const blanks = new IdecoAppliance(new Clock());
function rules(table: TableName, ...list: Partial<RuleFields>[]): readonly Rule[] {
  const hand = blanks.table(table);
  for (const rule of hand.rules) hand.delete(rule.id);
  for (const fields of list) hand.add(fields);
  return hand.rules.map((rule, index) => ({ ...rule, id: index + 1 }));
}

const packet: Packet = {
  protocol: "tcp",
  sourceAddress: "10.0.0.1",
  sourcePort: 50000,
  destinationAddress: "198.51.100.9",
  destinationPort: 443,
  incomingInterface: "interface.id.1",
};

/** Whether one dropping rule with these fields drops the packet. */
const drops = (fields: Partial<RuleFields>, changed: Partial<Packet> = {}) =>
  judge(rules("forward", { ...fields, action: "drop" }), { ...packet, ...changed }, objects).verdict ===
  "drop";

describe("first match", () => {
  it("decides from the top; the default is to accept", () => {
    const list = rules(
      "forward",
      { action: "drop", protocol: "protocol.udp" },
      { action: "drop", enabled: false },
      { action: "accept", source_addresses: ["ip.id.1"] },
      { action: "drop" },
    );
    expect(judge(list, packet, objects)).toEqual({ verdict: "accept", ruleId: 3 });
    expect(judge(list, { ...packet, sourceAddress: "10.0.0.2" }, objects)).toEqual({
      verdict: "drop",
      ruleId: 4,
    });
    expect(judge(list, { ...packet, protocol: "udp" }, objects, "input")).toEqual({
      verdict: "drop",
      ruleId: 1,
    });
    expect(judge([], packet, objects)).toEqual({ verdict: "accept" });
  });

  it("tells the profiles of an accepting rule", () => {
    const profiles = { dpi_profile: "d", dpi_enabled: true, ips_profile: "i", ips_enabled: false };
    const found = judge(rules("forward", profiles), packet, objects);
    expect(found).toEqual({ verdict: "accept", ruleId: 1, dpiProfile: "d" });
    expect(effect(found)).toEqual({ verdict: "accept", dpiProfile: "d" });
    const dropping = judge(rules("forward", { ...profiles, action: "drop" }), packet, objects);
    expect(dropping).toEqual({ verdict: "drop", ruleId: 1 });
  });
});

describe("fields of a rule", () => {
  it.each([
    ["ip.id.1", "10.0.0.1", "10.0.0.2"],
    ["ip_range.id.1", "10.0.1.5", "10.0.1.6"],
    ["subnet.id.1", "10.8.255.255", "10.9.0.0"],
    ["subnet.id.2", "10.9.0.0", "10.10.0.0"],
    ["address_list.id.1", "10.8.0.1", "10.7.0.1"],
    ["ip_address_list.id.1", "172.17.0.200", "172.17.1.0"],
    ["list_of_iplists.id.1", "198.51.100.0", "198.51.101.0"],
    ["user.id.1", "10.3.0.1", "10.3.0.2"],
  ])("address %s", (id, inside, outside) => {
    for (const side of ["source", "destination"] as const) {
      const field = `${side}_addresses`;
      const at = (address: string) => ({ [`${side}Address`]: address });
      expect(drops({ [field]: [id] }, at(inside))).toBe(true);
      expect(drops({ [field]: [id] }, at(outside))).toBe(false);
      expect(drops({ [field]: [id], [`${field}_negate`]: true }, at(inside))).toBe(false);
      expect(drops({ [field]: [id], [`${field}_negate`]: true }, at(outside))).toBe(true);
    }
  });

  it("a domain matches only a packet that has the name", () => {
    const rule = { destination_addresses: ["domain.id.1"] };
    expect(drops(rule)).toBe(false);
    expect(drops(rule, { destinationName: "example.com" })).toBe(true);
    expect(drops({ ...rule, destination_addresses_negate: true })).toBe(true);
  });

  it("an empty list or an object that is gone holds no address", () => {
    expect(drops({ source_addresses: [] })).toBe(false);
    expect(drops({ source_addresses: ["ip.id.99"] })).toBe(false);
    expect(drops({ source_addresses: ["ip.id.99", "ip.id.1"] })).toBe(true);
  });

  it.each([
    [[], true, true],
    [["any"], true, true],
    [["port.id.1"], true, false],
    [["port_range.id.1"], false, true],
    [["port_list.id.1"], true, true],
  ])("ports %j", (ids, https, other) => {
    expect(drops({ destination_ports: ids })).toBe(https);
    expect(drops({ destination_ports: ids }, { destinationPort: 8010 })).toBe(other);
    expect(drops({ source_ports: ids }, { sourcePort: 443 })).toBe(https);
  });

  it("protocols", () => {
    expect(drops({ protocol: "any" }, { protocol: "gre" })).toBe(true);
    expect(drops({ protocol: "protocol.icmp" })).toBe(false);
  });

  it("interfaces and zones", () => {
    expect(drops({ incoming_interface: "interface.id.1" })).toBe(true);
    expect(drops({ incoming_interface: "interface.local_any" })).toBe(true);
    expect(drops({ incoming_interface: "interface.external_any" })).toBe(false);
    expect(drops({ outgoing_interface: "interface.id.1" })).toBe(false);
    expect(drops({ outgoing_interface: "interface.id.1" }, { outgoingInterface: "interface.id.1" })).toBe(
      true,
    );
  });

  it("HIP profiles", () => {
    const rule = { hip_profiles: ["hip_profile.id.1"] };
    expect(drops(rule)).toBe(false);
    expect(drops(rule, { hipProfile: "hip_profile.id.1" })).toBe(true);
  });

  it.each([
    ["time_range.id.1", "2024-03-04T09:00:00Z", true],
    ["time_range.id.1", "2024-03-04T18:00:59Z", true],
    ["time_range.id.1", "2024-03-04T18:01:00Z", false],
    ["time_range.id.1", "2024-03-09T12:00:00Z", false],
    ["time_range.id.2", "2024-03-09T23:00:00Z", true],
    ["time_range.id.2", "2024-03-09T01:00:00Z", true],
    ["time_range.id.2", "2024-03-09T12:00:00Z", false],
    ["time_range.id.3", "2024-03-31T23:59:59Z", true],
    ["time_range.id.3", "2024-04-01T00:00:00Z", false],
    ["time_list.id.1", "2024-03-09T23:00:00Z", true],
  ])("timetable %s at %s", (id, at, expected) => {
    expect(drops({ timetable: [id] }, { at: Date.parse(at) })).toBe(expected);
  });

  it("blocks of v20 are joined by AND", () => {
    const inside = { source_addresses: ["subnet.id.1"], source_addresses_negate: false };
    const butNot = { source_addresses: ["ip_range.id.2"], source_addresses_negate: true };
    object("ip_range.id.2", { start: "10.8.0.0", end: "10.8.0.255" });
    const [base] = rules("forward", { action: "drop" });
    const { source_addresses: _s, source_addresses_negate: _n, ...rest } = base as Rule;
    const list = [{ ...rest, sources: [inside, butNot] } as Rule];
    const verdict = (sourceAddress: string) => judge(list, { ...packet, sourceAddress }, objects).verdict;
    expect([verdict("10.8.1.0"), verdict("10.8.0.9"), verdict("10.9.0.1")]).toEqual([
      "drop",
      "accept",
      "accept",
    ]);
  });
});

describe("other tables", () => {
  it("translate by the first match", () => {
    const dnat = rules(
      "dnat",
      { action: "accept", source_addresses: ["ip.id.1"] },
      { action: "dnat", change_destination_address: "ip.id.1", change_destination_port: "port.id.1" },
    );
    expect(judge(dnat, packet, objects, "dnat")).toEqual({ verdict: "accept", ruleId: 1 });
    expect(judge(dnat, { ...packet, sourceAddress: "10.0.0.2" }, objects, "dnat")).toEqual({
      verdict: "dnat",
      ruleId: 2,
      address: "ip.id.1",
      port: "port.id.1",
    });
    const snat = rules("snat", { action: "snat", change_source_address: null });
    expect(judge(snat, packet, objects, "snat")).toEqual({ verdict: "snat", ruleId: 1, address: null });
  });

  it("mark by the last match", () => {
    const log = rules(
      "log",
      { action: "mark_log" },
      { action: "mark_not_log", source_addresses: ["ip.id.1"] },
      { action: "mark_log", protocol: "protocol.udp" },
    );
    expect(judge(log, packet, objects, "log")).toEqual({ verdict: "mark_not_log", ruleId: 2 });
    expect(judge(log, { ...packet, sourceAddress: "10.0.0.2" }, objects, "log").verdict).toBe("mark_log");
    expect(judge([], packet, objects, "log")).toEqual({ verdict: "mark_not_log" });
  });

  it("control applications", () => {
    const list = rules("appControl", { action: "drop", protocols: ["bittorrent"], aliases: ["user.id.1"] });
    const torrent = { ...packet, application: "bittorrent", sourceAddress: "10.3.0.1" };
    expect(judgeApplication(list, torrent, objects)).toEqual({ verdict: "drop", ruleId: 1 });
    expect(judgeApplication(list, { ...torrent, sourceAddress: "10.3.0.2" }, objects)).toEqual({
      verdict: "accept",
    });
    expect(judgeApplication(list, { ...torrent, application: "ssh" }, objects)).toEqual({
      verdict: "accept",
    });
  });

  it("filter web requests in two chains", () => {
    const list = rules(
      "contentFilter",
      { access: "deny", categories: ["extended.id.3"] },
      { access: "bump", categories: ["special.id.1"], aliases: ["ip.id.1"] },
      { access: "redirect", redirect_url: "https://r.example", categories: ["users.id.1"] },
      { access: "deny", http_methods: ["POST"], content_types: [] },
    );
    const request = { sourceAddress: "10.0.0.1", categories: ["users.id.1"] };
    expect(judgeRequest(list, request, objects)).toEqual({
      bump: { verdict: "bump", ruleId: 2 },
      access: { verdict: "redirect", ruleId: 3, redirectUrl: "https://r.example" },
    });
    const games = { sourceAddress: "10.0.0.2", categories: ["extended.id.3"] };
    expect(judgeRequest(list, games, objects)).toEqual({
      bump: { verdict: "none" },
      access: { verdict: "deny", ruleId: 1 },
    });
    const other = { sourceAddress: "10.0.0.2", categories: [] };
    expect(judgeRequest(list, other, objects).access).toEqual({ verdict: "allow" });
    expect(judgeRequest(list, { ...other, method: "POST" }, objects).access).toEqual({
      verdict: "deny",
      ruleId: 4,
    });
  });
});
