import { afterEach, describe, expect, it, vi } from "vitest";
import { Site } from "../../kernel/site";
import { bannedPath, first, open, readings, refusal, second, third } from "./open";

const token = "era:BanList";
const addresses = Array.from({ length: 6 }, (_, index) => `10.1.0.${index + 1}`);
const [a = "", b = "", c = "", d = "", e = "", f = ""] = addresses;
const args = { addresses: [a, b, c], expires: 600 };

afterEach(() => {
  vi.useRealTimers();
});

describe.each(readings)("a ban list, where %s", (_, options) => {
  it("is banned, refreshed, changed in every field and lifted", async () => {
    const bed = await open(options);
    const { stack } = bed;
    const all = (...of: string[]) =>
      of.map((each) =>
        bed
          .left(each)
          .map((left) => left ?? 0)
          .join(" "),
      );
    expect(await stack.up(token, "l", args)).toBe("create");
    expect(bed.calls()).toEqual([
      "GET bannedaddrs",
      "POST bannedaddrs",
      "POST bannedaddrs",
      "POST bannedaddrs",
    ]);
    expect(stack.resources.get("l")?.id).toBe("banlist");
    expect(stack.outputs("l")).toMatchObject({
      ...args,
      renew: "when-expired",
      exclusive: "none",
      expired: false,
      missing: [],
      unlisted: [],
    });
    await bed.again();
    const before = structuredClone(stack.outputs("l"));
    expect(await stack.refresh("l")).toEqual([]);
    expect(stack.outputs("l")).toEqual(before);
    expect(await stack.up(token, "l", { ...args, addresses: [c, a, b, a] })).toBe("same");

    await bed.again();
    bed.writes();
    bed.lab.clock.advance(100);
    expect(await stack.up(token, "l", { ...args, addresses: [d, c, b] })).toBe("update");
    expect(bed.writes()).toEqual(["POST bannedaddrs", `DELETE bannedaddrs/${a}`]);
    expect(all(a, b, c, d)).toEqual(["0 0 0", "500 500 500", "500 500 500", "600 600 600"]);

    await bed.again();
    const shorter = { addresses: [b, c, d], expires: 300 };
    expect(await stack.up(token, "l", shorter)).toBe("update");
    expect(all(b, c, d)).toEqual(["300 300 300", "300 300 300", "300 300 300"]);

    await bed.again();
    bed.writes();
    const scoped = { ...shorter, scope: { sites: ["SITE2"] } };
    expect(await stack.up(token, "l", scoped)).toBe("update");
    expect(all(b, c, d)).toEqual(["0 0 300", "0 0 300", "0 0 300"]);
    expect(bed.writes().sort()).toEqual(
      [b, c, d].map((each) => `DELETE bannedaddrs/${each}?servers=192.168.0.10,192.168.0.18`),
    );

    await bed.again();
    expect(await stack.up(token, "l", { ...scoped, exclusive: "all", renew: "never" })).toBe("update");
    await bed.again();
    expect(await stack.refresh("l")).toEqual([]);
    await stack.delete("l");
    expect(all(b, c, d)).toEqual(["0 0 0", "0 0 0", "0 0 0"]);
    expect(bed.writes().sort()).toEqual([b, c, d].map((each) => `DELETE bannedaddrs/${each}?site=SITE2`));
  });
});

describe("an empty list", () => {
  it("is one, and costs nothing", async () => {
    const bed = await open();
    expect(await bed.stack.up(token, "l", { addresses: [], expires: 60 })).toBe("create");
    expect(bed.stack.outputs("l")).toMatchObject({ expired: false, missing: [] });
    expect(bed.stack.outputs("l").expiresAt).toBeUndefined();
    await bed.again();
    expect(await bed.stack.refresh("l")).toEqual([]);
    expect(await bed.stack.up(token, "l", { addresses: [a], expires: 60 })).toBe("update");
    expect(await bed.stack.up(token, "l", { addresses: [], expires: 60 })).toBe("update");
    expect(bed.writes()).toEqual(["POST bannedaddrs"]);
  });
});

describe("bans that are missing or over", () => {
  it("are drift, address by address, and the next up sets just these", async () => {
    const bed = await open();
    const { stack } = bed;
    await stack.up(token, "l", args);
    bed.lab.era.unban(first, b);
    bed.lab.clock.advance(10);
    await bed.again();
    expect(await stack.refresh("l")).toEqual(["missing"]);
    expect(stack.outputs("l")).toMatchObject({ missing: [b], expired: false, addresses: args.addresses });
    bed.writes();
    expect(await stack.up(token, "l", args)).toBe("update");
    expect(bed.writes()).toEqual(["POST bannedaddrs"]);
    expect([bed.left(a), bed.left(b)]).toEqual([
      [590, 590, 590],
      [600, 600, 600],
    ]);
    expect(await stack.preview("l", args)).toEqual([]);
  });

  it("are none with never, which stays as it is", async () => {
    const bed = await open();
    const never = { ...args, renew: "never" };
    await bed.stack.up(token, "l", never);
    bed.lab.era.unban(first, b);
    await bed.again();
    expect(await bed.stack.refresh("l")).toEqual([]);
    bed.lab.clock.advance(601);
    await bed.again();
    expect(await bed.stack.refresh("l")).toEqual([]);
    expect(bed.stack.outputs("l")).toMatchObject({ expired: true, missing: args.addresses });
    expect(await bed.stack.up(token, "l", never)).toBe("same");
    await bed.again();
    bed.writes();
    expect(await bed.stack.up(token, "l", { ...never, addresses: [a, b, c, d] })).toBe("update");
    expect(bed.writes()).toEqual(["POST bannedaddrs"]);
    expect(bed.left(d)).toEqual([600, 600, 600]);
  });

  it("by our clock the first that ends calls for an update, without a refresh", async () => {
    const bed = await open();
    await bed.stack.up(token, "l", args);
    bed.lab.clock.advance(300);
    await bed.again();
    await bed.stack.up(token, "l", { ...args, addresses: [a, b, c, d] });
    bed.lab.clock.advance(301);
    await bed.again();
    vi.useFakeTimers({ toFake: ["Date"] });
    vi.setSystemTime(Date.now() + 301_000);
    expect(await bed.stack.preview("l", { ...args, addresses: [a, b, c, d] })).toEqual(["expiresAt"]);
    bed.writes();
    expect(await bed.stack.up(token, "l", { ...args, addresses: [a, b, c, d] })).toBe("update");
    expect(bed.writes()).toEqual(["POST bannedaddrs", "POST bannedaddrs", "POST bannedaddrs"]);
    expect([bed.left(a), bed.left(d)]).toEqual([
      [600, 600, 600],
      [299, 299, 299],
    ]);
  });

  it("with early those are renewed that have less time left", async () => {
    const bed = await open();
    const early = { ...args, renew: "early", renewBelowSeconds: 100 };
    await bed.stack.up(token, "l", early);
    bed.lab.clock.advance(300);
    await bed.again();
    await bed.stack.up(token, "l", { ...early, addresses: [a, b, c, d] });
    bed.lab.clock.advance(250);
    await bed.again();
    expect(await bed.stack.refresh("l")).toEqual(["expiresAt"]);
    expect(await bed.stack.up(token, "l", { ...early, addresses: [a, b, c, d] })).toBe("update");
    expect([bed.left(a), bed.left(d)]).toEqual([
      [600, 600, 600],
      [350, 350, 350],
    ]);
  });
});

describe("a failure in the middle", () => {
  it("of an instance names it and the addresses; the next up completes", async () => {
    const bed = await open();
    bed.lab.era.failBans(third);
    bed.lab.era.setOnline(first, false);
    const message = await refusal(bed.stack.up(token, "l", args));
    expect(message).toBe(
      `era connection "sg": bans were not taken by 2 of 3 instances: ${first} (SITE1, offline, ${a}, ${b}, ${c}); ` +
        `${third} (SITE2, result: false, ${a}, ${b}, ${c}). What was taken holds. The next \`pulumi up\` completes the rest.`,
    );
    expect(bed.left(a)).toEqual([undefined, 600, undefined]);
    bed.lab.era.failBans(third, false);
    bed.lab.era.setOnline(first, true);
    await bed.again();
    expect(await bed.stack.up(token, "l", args)).toBe("update");
    expect(addresses.slice(0, 3).map((each) => bed.left(each))).toEqual(Array(3).fill([600, 600, 600]));
  });

  it("of a creation keeps what was done, and the next up does the rest", async () => {
    const bed = await open({}, { retries: 0, concurrency: 1 });
    bed.lab.faults.add({ vendor: "era", method: "POST", path: bannedPath, skip: 2, status: 500 });
    const message = await refusal(bed.stack.up(token, "l", args));
    expect(message).toContain(
      "POST /rest/v1/master/logicalroles/sg/bannedaddrs: the appliance refused (status 500)",
    );
    expect(bed.stack.outputs("l")).toMatchObject({ missing: [c], addresses: args.addresses });
    await bed.again();
    bed.writes();
    expect(await bed.stack.up(token, "l", args)).toBe("update");
    expect(bed.writes()).toEqual(["POST bannedaddrs"]);
    expect(bed.left(c)).toEqual([600, 600, 600]);
  });

  it("at the first address keeps nothing", async () => {
    const bed = await open({}, { retries: 0, concurrency: 1 });
    bed.lab.faults.add({ vendor: "era", method: "POST", path: bannedPath, status: 403 });
    await refusal(bed.stack.up(token, "l", args));
    expect(bed.stack.resources.size).toBe(0);
    expect(bed.writes()).toEqual(["POST bannedaddrs"]);
  });

  it("of an update keeps what may be there; addresses that were dropped are lifted even though an instance is offline", async () => {
    const bed = await open({}, { retries: 0, concurrency: 1 });
    await bed.stack.up(token, "l", args);
    await bed.again();
    bed.lab.faults.add({ vendor: "era", method: "POST", path: bannedPath, status: 502 });
    await refusal(bed.stack.up(token, "l", { ...args, addresses: [a, b, d] }));
    // Its answer was lost, so that nobody knows whether the new address is banned: the state has both.
    expect(bed.stack.outputs("l").addresses).toEqual([a, b, c, d]);
    expect(bed.stack.resources.get("l")?.inputs.addresses).toEqual(args.addresses);
    expect(bed.left(c)).toEqual([600, 600, 600]);
    bed.lab.era.setOnline(third, false);
    await bed.again();
    expect(await refusal(bed.stack.up(token, "l", { ...args, addresses: [a, b, d] }))).toContain(
      `${third} (SITE2, offline, ${d}, ${a}, ${b})`,
    );
    expect(bed.left(c)).toEqual([undefined, undefined, 600]);
    expect(bed.said()).toEqual([
      `warn: era connection "sg": the ban of ${c} was not lifted on ${third} (SITE2), offline at the moment: there it ends by itself`,
    ]);
    bed.lab.era.setOnline(third, true);
    await bed.again();
    expect(await bed.stack.up(token, "l", { ...args, addresses: [a, b, d] })).toBe("update");
    expect(bed.left(d)).toEqual([600, 600, 600]);
  });
});

describe("an exclusive list", () => {
  /** x is an administrator's, y an automatic ban. */
  const others = (bed: Awaited<ReturnType<typeof open>>) => {
    for (const node of [first, second, third]) bed.lab.era.ban(node, e, 900);
    bed.lab.era.ban(second, f, 900);
  };

  it("none touches no other", async () => {
    const bed = await open();
    others(bed);
    await bed.stack.up(token, "l", args);
    await bed.again();
    await bed.stack.refresh("l");
    expect(bed.stack.outputs("l").unlisted).toEqual([]);
    await bed.stack.delete("l");
    expect([bed.left(e), bed.left(f)]).toEqual([
      [900, 900, 900],
      [undefined, 900, undefined],
    ]);
  });

  it("of administrators lifts what all online instances ban, and says so before", async () => {
    const bed = await open();
    others(bed);
    await bed.stack.up(token, "l", { ...args, exclusive: "administrators" });
    expect([bed.left(e), bed.left(f)]).toEqual([
      [undefined, undefined, undefined],
      [undefined, 900, undefined],
    ]);
    expect(bed.said()).toEqual([`info: exclusive: "administrators" will lift 1 unlisted address: ${e}`]);
    expect(bed.writes().at(-1)).toBe(`DELETE bannedaddrs/${e}`);
  });

  it("of all lifts automatic bans too; a new one is drift", async () => {
    const bed = await open();
    others(bed);
    const all = { ...args, exclusive: "all" };
    await bed.stack.up(token, "l", all);
    expect(bed.lab.era.state().instances.map((one) => one.banned.length)).toEqual([3, 3, 3]);
    bed.lab.era.ban(third, f, 900);
    await bed.again();
    expect(await bed.stack.refresh("l")).toEqual(["unlisted"]);
    expect(bed.stack.outputs("l")).toMatchObject({ unlisted: [f], addresses: args.addresses });
    bed.said();
    expect(await bed.stack.up(token, "l", all)).toBe("update");
    expect(bed.left(f)).toEqual([undefined, undefined, undefined]);
    expect(bed.said()).toEqual([`info: exclusive: "all" will lift 1 unlisted address: ${f}`]);
    expect(bed.stack.outputs("l").unlisted).toEqual([]);
  });

  it("keeps to its scope", async () => {
    const bed = await open();
    others(bed);
    await bed.stack.up(token, "l", { ...args, exclusive: "all", scope: { site: "SITE1" } });
    expect([bed.left(e), bed.left(f)]).toEqual([
      [undefined, undefined, 900],
      [undefined, undefined, undefined],
    ]);
  });

  it("does not take an automatic ban for an administrator's because the other instances are offline", async () => {
    const bed = await open();
    await bed.stack.up(token, "l", { ...args, exclusive: "administrators" });
    others(bed);
    bed.lab.era.setOnline(first, false);
    bed.lab.era.setOnline(third, false);
    await bed.again();
    expect(await bed.stack.refresh("l")).toEqual([]);
    bed.said();
    await refusal(bed.stack.up(token, "l", { ...args, expires: 700, exclusive: "administrators" }));
    expect(bed.left(f)).toEqual([undefined, 900, undefined]);
    expect(bed.said()).toEqual([
      "warn: only one instance is there to compare: automatic bans can't be told from those of administrators",
    ]);
  });

  it("lifts more than half only if that is allowed: refused at preview and not half done", async () => {
    const bed = await open();
    for (const each of [b, c, d]) bed.lab.era.ban(first, each, 100);
    const one = { addresses: [a], expires: 60, exclusive: "all" };
    expect(await refusal(bed.stack.up(token, "l", one))).toBe(
      `exclusive: found "all", which would lift 3 of 4 addresses (${b}, ${c}, ${d}); allowed: at most half of them, or allowMassRemoval: true`,
    );
    expect(bed.writes()).toEqual([]);
    expect(await bed.stack.up(token, "l", { ...one, allowMassRemoval: true })).toBe("create");
    expect(bed.lab.era.state().instances.map((each) => each.banned.map((ban) => ban.ip))).toEqual([
      [a],
      [a],
      [a],
    ]);
    await bed.again();
    expect(await bed.stack.up(token, "l", one)).toBe("same");
  });

  it("that loses most of its own list asks as well", async () => {
    const bed = await open();
    const all = { addresses, expires: 60, exclusive: "administrators" };
    await bed.stack.up(token, "l", all);
    await bed.again();
    bed.writes();
    expect(await refusal(bed.stack.up(token, "l", { ...all, addresses: [a] }))).toContain(
      "would lift 5 of 6 addresses",
    );
    expect(bed.writes()).toEqual([]);
    expect(await bed.stack.up(token, "l", { ...all, addresses: [a, b, c] })).toBe("update");
    expect(await bed.stack.refresh("l")).toEqual([]);
  });

  it("that is flooded shows it in a refresh, with a warning that the next up will refuse", async () => {
    const bed = await open();
    const flooded = { addresses: ["10.0.0.1"], expires: 600, exclusive: "all" };
    await bed.stack.up("era:BanList", "flooded", flooded);
    for (let n = 1; n <= 9; n++) bed.lab.era.ban(first, `10.9.9.${n}`, 300);
    await bed.again();
    bed.said();
    expect(await bed.stack.refresh("flooded")).toEqual(["unlisted"]);
    expect(bed.said().join()).toContain(
      'era:BanList banlist: to put back what was found will be refused: exclusive: found "all", which would lift 9 of 10',
    );
    await bed.again();
    expect(await refusal(bed.stack.up("era:BanList", "flooded", flooded))).toContain(
      "allowMassRemoval: true",
    );
  });

  it("is also refused when the bans came after the preview", async () => {
    const bed = await open();
    await bed.stack.up(token, "l", { ...args, exclusive: "all" });
    await bed.again();
    // The preview can't look, so that only the update sees them.
    const faults = { vendor: "era", method: "GET", path: /bannedaddrs/, status: 503 };
    bed.lab.faults.add(faults);
    for (const index of [1, 2, 3, 4]) bed.lab.era.ban(first, `10.9.0.${index}`, 100);
    bed.writes();
    expect(await refusal(bed.stack.up(token, "l", { ...args, expires: 700, exclusive: "all" }))).toContain(
      "would lift 4 of 7 addresses",
    );
    expect(bed.writes()).toEqual([]);
  });
});

describe("two resources of one program", () => {
  const refusedBy = async (one: [string, object], other: [string, object]) => {
    const bed = await open();
    await bed.stack.up(one[0], "a", { expires: 600, ...one[1] });
    return refusal(
      bed.stack.up(other[0], "b", { expires: 600, ...other[1] }).then(() => {
        throw new Error("nothing");
      }),
    );
  };
  const site1 = { site: "SITE1" };
  const site2 = { site: "SITE2" };

  it.each<[string, [string, object], [string, object], string]>([
    [
      "an address twice",
      [token, { addresses: [a, b] }],
      [token, { addresses: [b] }],
      `the ban of ${b} is owned`,
    ],
    [
      "an address beside",
      [token, { addresses: [a] }],
      ["era:BannedAddress", { ip: a, scope: site1 }],
      `the ban of ${a} is owned`,
    ],
    [
      "all beside one",
      [token, { addresses: [a], exclusive: "all" }],
      ["era:BannedAddress", { ip: b }],
      "the ban list is owned",
    ],
    [
      "all beside one elsewhere",
      ["era:BannedAddress", { ip: b, scope: site2 }],
      [token, { addresses: [a], exclusive: "administrators" }],
      "the ban list is owned",
    ],
    [
      "a part beside everywhere",
      ["era:BannedAddress", { ip: b }],
      [token, { addresses: [a], exclusive: "all", scope: site1 }],
      "the ban list of some instances is owned",
    ],
    [
      "a part beside the same part",
      [token, { addresses: [b], scope: site1 }],
      [token, { addresses: [a], exclusive: "all", scope: site1 }],
      "the ban list (site SITE1) is owned",
    ],
    ["different addresses", [token, { addresses: [a] }], [token, { addresses: [b] }], "nothing"],
    [
      "different parts",
      [token, { addresses: [a], exclusive: "all", scope: site2 }],
      [token, { addresses: [a], exclusive: "all", scope: site1 }],
      "nothing",
    ],
    [
      "a part beside another",
      ["era:BannedAddress", { ip: b, scope: site2 }],
      [token, { addresses: [a], exclusive: "all", scope: site1 }],
      "nothing",
    ],
  ])("%s", async (_, one, other, message) => {
    expect(await refusedBy(one, other)).toContain(message);
  });

  it("an exclusive list spares what another resource bans on a server of its site", async () => {
    const bed = await open();
    await bed.stack.up("era:BannedAddress", "x", { ip: e, expires: 600, scope: { server: 180 } });
    await bed.stack.up(token, "l", { ...args, exclusive: "all", scope: site1 });
    expect(bed.left(e)).toEqual([undefined, 600, undefined]);
  });

  it("with lists of one scope and thus one id: the deletion of one lifts its own alone", async () => {
    const bed = await open();
    await bed.stack.up(token, "old", { addresses: [a, b], expires: 600 });
    await bed.again();
    await bed.stack.up(token, "new", { addresses: [b, c], expires: 600 });
    await bed.stack.delete("old");
    expect([a, b, c].map((each) => bed.left(each)[0])).toEqual([undefined, 600, 600]);
  });
});

describe("an import", () => {
  it("takes the addresses that every online instance bans; the next preview is empty", async () => {
    const bed = await open();
    for (const node of [first, second, third]) {
      bed.lab.era.ban(node, b, 300);
      bed.lab.era.ban(node, a, 200);
    }
    bed.lab.era.ban(second, f, 900);
    const imported = await bed.stack.import(token, "l", "sg/banlist");
    expect(imported).toMatchObject({
      id: "banlist",
      inputs: { addresses: [a, b], expires: 300, renew: "when-expired", exclusive: "none", connection: "sg" },
    });
    expect(await bed.stack.preview("l", { addresses: [b, a], expires: 300 })).toEqual([]);
    const scoped = await bed.stack.import(token, "m", "banlist@server:180");
    expect(scoped).toMatchObject({
      id: "banlist@server:180",
      inputs: { addresses: [a, b, f], scope: { server: "180" } },
    });
  });

  it("of nothing finds nothing, and another id is refused", async () => {
    const bed = await open();
    expect(await bed.stack.import(token, "l", "banlist")).toBeUndefined();
    expect(await refusal(bed.stack.import(token, "l", "bans"))).toContain(
      'the id "bans" is not right: it begins with banlist',
    );
  });
});

describe("bad input", () => {
  it.each<[object, string]>([
    [{ addresses: [a, "10.0.0.0/8"] }, 'addresses[1]: found "10.0.0.0/8": allowed: an IPv4 address'],
    [{ addresses: 7 }, "addresses: found 7, allowed: a string or a list"],
    [{ addresses: undefined }, "addresses: is required"],
    [{ exclusive: "everything" }, 'exclusive: found "everything", allowed: "none", "administrators", "all"'],
    [{ renew: "early" }, 'renewBelowSeconds: is required with renew "early"'],
    [{ scope: { site: "A", sites: ["B"] } }, "scope: found site and sites, allowed: one of"],
  ])("%j", async (wrong, message) => {
    const bed = await open();
    expect(await refusal(bed.stack.up(token, "l", { ...args, ...wrong }))).toContain(message);
    expect(bed.calls()).toEqual([]);
  });
});

describe("many addresses", () => {
  it("go out side by side, never more than the connection allows", async () => {
    const site = await Site.start((request, response) => {
      const body =
        request.method === "POST"
          ? [{ site: "S", node: "n", online: true, result: true }]
          : [{ node: "n", online: true, banned: [] }];
      setTimeout(() => response.end(JSON.stringify(body)), 5);
    });
    const list = Array.from({ length: 120 }, (_, index) => `10.2.${Math.floor(index / 100)}.${index % 100}`);
    const { Stack } = await import("../stack");
    const stack = new Stack({ sg: { vendor: "era", endpoint: site.url, concurrency: 5 } });
    await stack.up(token, "l", { addresses: list, expires: 60 });
    await stack.close();
    expect(site.busiest).toBe(5);
    expect(site.calls.filter((call) => call.startsWith("POST")).length).toBe(120);
  });
});
