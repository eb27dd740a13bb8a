import { describe, expect, it } from "vitest";
import { canonicalEntry, readEntry } from "../../../provider/vendors/ideco/acl/entries";
import { open, refusal } from "./open";

const token = "ideco:AclList";

describe("an entry of an access list", () => {
  it("is read into the appliance's form", () => {
    expect(readEntry("deny tcp 10.1.2.3/8 198.51.100.7:8000-8080")).toEqual({
      saddr: "10.0.0.0/8",
      daddr: "198.51.100.7/32",
      proto: "tcp",
      sport_min: 0,
      sport_max: 65535,
      dport_min: 8000,
      dport_max: 8080,
      action: "deny",
    });
    expect(readEntry("allow icmp any 10.0.0.0/8")).toMatchObject({
      saddr: "0.0.0.0/0",
      sport_max: 0,
      dport_max: 0,
    });
    expect(canonicalEntry("deny  udp 0.0.0.0/0 10.0.0.1:53-53")).toBe("deny udp any 10.0.0.1/32:53");
  });

  it.each([
    ["drop tcp any any", "allowed: `deny tcp"],
    ["deny tcp any", "allowed: `deny tcp"],
    ["deny icmp any any:7", "found ports with icmp, allowed: with tcp and udp only"],
    ["deny tcp any any:70000", 'found the ports "70000"'],
    ["deny tcp any any:9-8", 'found the ports "9-8"'],
    ["deny tcp shop.example any", 'found "shop.example", allowed: any, an IPv4 address or a network'],
  ])("%s is refused", (line, message) => {
    expect(readEntry(line)).toEqual({ problem: expect.stringContaining(message) });
  });
});

describe("AclList", () => {
  it("is a list or a text, and its order counts", async () => {
    const { stack, hand, writes } = await open({ dialect: "v20" });
    const [first, second] = ["deny tcp any 198.51.100.0/24:443", "allow ip 10.0.0.0/8 any"];
    const text = `# Neighbours\n${first}\n\n${second} # ours\n`;
    await stack.up(token, "a", { name: "A", entries: text });
    const { id } = stack.resources.get("a") ?? {};
    expect(await stack.refresh("a")).toEqual([]);
    expect(writes()).toEqual(["POST /acl/rules"]);
    await stack.up(token, "a", { name: "A", entries: [first, second] });
    expect(writes()).toEqual([]);
    expect(await stack.up(token, "a", { name: "A", entries: [second, first] })).toBe("update");
    expect(writes()).toEqual([`PATCH /acl/rules/${id}`]);
    await stack.up(token, "a", { name: "A", entries: text });
    const [, list] = (await hand("GET", "/acl/rules")) as { value: object[] }[];
    await hand("PATCH", `/acl/rules/${id}`, { name: "A", value: list?.value.toReversed() });
    await stack.restart();
    expect(await stack.refresh("a")).toEqual(["entries"]);
    expect(stack.outputs("a").entries).toBe(`${second}\n${first}\n`);
  });

  it("holds 100,000 entries, and no more, in one call however many there are", async () => {
    const { stack, writes } = await open({ dialect: "v20" });
    const line = (_: unknown, n: number) => `deny tcp any 10.${n >> 16}.${(n >> 8) & 255}.${n & 255}/32:443`;
    const lines = Array.from({ length: 100_001 }, line);
    await stack.up(token, "a", { name: "A", entries: `${lines.slice(0, 5000).join("\n")}\n` });
    expect(writes()).toEqual(["POST /acl/rules"]);
    expect(await stack.refresh("a")).toEqual([]);
    expect(await refusal(stack.up(token, "a", { name: "A", entries: lines.join("\n") }))).toContain(
      "found 100001 entries, allowed: 100000 at most",
    );
  });

  it("names the line of a text, and the place in a list", async () => {
    const { stack } = await open({ dialect: "v20" });
    expect(await refusal(stack.up(token, "a", { name: "A", entries: "# x\ndeny all\n" }))).toContain(
      'entries.text: line 2: found "deny all"',
    );
    expect(await refusal(stack.up(token, "a", { name: "A", entries: ["deny all"] }))).toContain(
      'entries[0]: found "deny all"',
    );
  });

  it("needs v19, which the preview says", async () => {
    const { stack, writes } = await open();
    for (const [name, args] of [
      ["AclList", { name: "A", entries: [] }],
      ["AclSettings", { enabled: true }],
      ["AclOrder", { aclOrderedList: [] }],
    ] as const) {
      expect(await refusal(stack.up(`ideco:${name}`, name, args))).toContain("which need v19");
    }
    expect(writes()).toEqual([]);
  });
});
