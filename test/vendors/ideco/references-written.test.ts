import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readServices } from "../../../provider/vendors/ideco/references/services";
import { objectValue } from "../../../provider/vendors/ideco/references/values";
import {
  canonicalReference,
  type ReferenceKind,
  readReference,
  writtenTitle,
} from "../../../provider/vendors/ideco/references/written";

const read = (kind: ReferenceKind, text: string) => {
  const found = readReference(kind, text);
  if ("problem" in found) return found.problem;
  if (found.as === "id") return { id: found.id };
  return found.as === "title" ? { title: found.title } : { [found.value.kind]: found.value.text };
};

describe("what is written in a field that names objects", () => {
  it("is an id where it looks like one", () => {
    for (const id of [
      "any",
      "ip.id.5",
      "user.id.3",
      "security_group.guid.7d9c-1",
      "quota.exceeded",
      "iplist.de",
    ]) {
      expect(read("address", id)).toEqual({ id });
    }
    expect(read("port", "port_list.id.1")).toEqual({ id: "port_list.id.1" });
    expect(read("interface", "interface.local_any")).toEqual({ id: "interface.local_any" });
    expect(read("interface", "zone.id.1")).toEqual({ id: "zone.id.1" });
    expect(read("dpiProfile", "")).toEqual({ id: "" });
    expect(read("category", "users.id.1")).toEqual({ id: "users.id.1" });
  });

  it("is a value where it is an address, a network, a range, a domain or a port", () => {
    expect(read("address", "10.0.0.7")).toEqual({ ip: "10.0.0.7" });
    expect(read("address", "10.0.0.7/32")).toEqual({ ip: "10.0.0.7" });
    expect(read("address", "192.168.0.0/24")).toEqual({ subnet: "192.168.0.0/24" });
    expect(read("address", "192.168.0.0/255.255.255.0")).toEqual({ subnet: "192.168.0.0/24" });
    expect(read("address", "10.0.0.1 - 10.0.0.9")).toEqual({ ip_range: "10.0.0.1-10.0.0.9" });
    expect(read("address", "Shop.Example.")).toEqual({ domain: "shop.example" });
    expect(read("port", "443")).toEqual({ port: "443" });
    expect(read("port", "8000-8080")).toEqual({ port_range: "8000-8080" });
  });

  it("is a title otherwise, and with name: whatever it looks like", () => {
    expect(read("address", "Accounting")).toEqual({ title: "Accounting" });
    expect(read("address", "Server v1.2")).toEqual({ title: "Server v1.2" });
    expect(read("port", "HTTPS")).toEqual({ title: "HTTPS" });
    expect(read("port", "name:443")).toEqual({ title: "443" });
    expect(read("address", "name:10.0.0.1")).toEqual({ title: "10.0.0.1" });
    expect(read("time", "Working hours")).toEqual({ title: "Working hours" });
  });

  it("is an error where it is nearly a value or an object of another kind", () => {
    const near: Array<[ReferenceKind, string, string]> = [
      ["address", "192.168.0.300", "is no IPv4 address"],
      ["address", "192.168.0", "is no IPv4 address"],
      ["address", "192.168.0.0/33", "is no IPv4 network"],
      ["address", "192.168.0.5/24", 'did you mean "192.168.0.0/24" or "192.168.0.5"?'],
      ["address", "10.0.0.9-10.0.0.1", "ends before it begins"],
      ["address", "10.0.0.1-9", "is no range of IPv4 addresses"],
      ["address", "10.0.0.1:443", "an address with a port"],
      ["address", "https://shop.example/", "a URL"],
      ["address", "2001:db8::1", "no objects of IPv6"],
      ["address", "443", "a title that is one is written name:443"],
      ["address", " Accounting", "begins or ends with a blank"],
      ["address", "port.id.2", "an object of another kind"],
      ["address", "interface.local_any", "an object of another kind"],
      ["port", "ip.id.5", "an object of another kind"],
      ["port", "0", "ports from 1 to 65535"],
      ["port", "70000", "ports from 1 to 65535"],
      ["port", "90-80", "ends before it begins"],
      ["port", "80,443", "a range such as 8000-8080"],
      ["natAddress", "10.0.0.0/24", "a range of them"],
      ["protocol", "tpc", "allowed: any, tcp, udp"],
      ["address", "name:", "a title of no letters"],
      ["address", "", 'found ""'],
    ];
    for (const [kind, text, words] of near) expect(read(kind, text), text).toContain(words);
  });

  it("has one canonical text for all spellings, the same that an object with the value has", () => {
    const key = (text: string) => canonicalReference("address", text);
    expect(key("10.0.0.0/8")).toBe(key("10.0.0.0/255.0.0.0"));
    expect(key("10.0.0.0/31")).toBe(key("10.0.0.0-10.0.0.1"));
    expect(key("name:Office")).toBe(key("Office"));
    expect(canonicalReference("protocol", "tcp")).toBe("protocol.tcp");
    expect(objectValue({ id: "subnet.id.4", value: "10.0.0.0/255.0.0.0" })?.key).toBe(key("10.0.0.0/8"));
    expect(objectValue({ id: "ip.id.4", value: "10.0.0.7" })?.key).toBe(key("10.0.0.7"));
    expect(objectValue({ id: "ip_range.id.4", start: "10.0.0.1", end: "10.0.0.9" })?.key).toBe(
      key("10.0.0.1-10.0.0.9"),
    );
    expect(objectValue({ id: "port.id.4", value: 443 })?.key).toBe(canonicalReference("port", "443"));
    expect(objectValue({ id: "domain.id.4", value: "Shop.example" })?.key).toBe(key("shop.example"));
    expect(objectValue({ id: "user.id.4", title: "x" })).toBeUndefined();
  });

  it("reads every title that is written for a title as that title", () => {
    const kind = fc.constantFrom<ReferenceKind>("address", "port", "time", "interface", "hip", "category");
    fc.assert(
      fc.property(kind, fc.oneof(fc.string({ minLength: 1 }), fc.ipV4(), fc.domain()), (of, title) => {
        expect(readReference(of, writtenTitle(of, title))).toEqual({ as: "title", title });
      }),
    );
  });

  it("is read alike when it is read again: a value's text is the value", () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.domain()), (text) => {
        const once = readReference("address", text);
        if ("problem" in once || once.as !== "value") return;
        expect(readReference("address", once.value.text)).toEqual(once);
      }),
    );
  });
});

describe("services", () => {
  it("are a protocol and its ports", () => {
    expect(readServices(["tcp/443", "TCP/8000-8080"])).toEqual({
      protocol: "protocol.tcp",
      destinationPorts: ["443", "8000-8080"],
    });
    expect(readServices(["tcp/HTTPS"])).toEqual({ protocol: "protocol.tcp", destinationPorts: ["HTTPS"] });
    expect(readServices(["icmp"])).toEqual({ protocol: "protocol.icmp", destinationPorts: [] });
    expect(readServices(["any"])).toEqual({ protocol: "any", destinationPorts: [] });
  });

  it("of several protocols are two rules", () => {
    expect(readServices(["tcp/443", "udp/53"])).toEqual({
      problem:
        'found "tcp/443" and "udp/53", allowed: services of one protocol, as a rule of the appliance has one; write two rules',
    });
  });

  it("are refused where they say nothing that the appliance knows", () => {
    const problem = (...services: string[]) => {
      const read = readServices(services);
      return "problem" in read ? read.problem : "";
    };
    expect(problem("443/tcp")).toContain('did you mean "tcp/443"?');
    expect(problem("443")).toContain('did you mean "tcp/443"?');
    expect(problem("icmp/8")).toContain("ports with tcp or udp only");
    expect(problem("tpc/443")).toContain('did you mean "tcp"?');
    expect(problem("tcp/99999")).toContain("ports from 1 to 65535");
    expect(problem("tcp", "tcp/443")).toContain("beside single ports of it");
  });
});
