import { describe, expect, it, test } from "vitest";
import { UNKNOWN } from "../../../provider/kernel/values";
import { partOf, scopeOf, scopeText, splitId, withScope } from "../../../provider/vendors/era/scope";
import { first, ip, open, refusal, second, third } from "./open";

const token = "era:BannedAddress";
const args = { ip, expires: 600 };

describe("a scope", () => {
  test.each<[object | undefined, string]>([
    [undefined, ""],
    [{}, ""],
    [{ site: "SITE1" }, "site:SITE1"],
    [{ sites: ["SITE1"] }, "site:SITE1"],
    [{ sites: ["SITE3", "SITE1", "SITE3"] }, "sites:SITE1,SITE3"],
    [{ server: 372 }, "server:372"],
    [{ servers: ["server05", 372, "192.168.0.12"] }, "servers:192.168.0.12,372,server05"],
    [{ servers: ["372"] }, "server:372"],
  ])("%j has one text: %j", (scope, text) => {
    expect(scopeText(partOf(scope))).toBe(text);
    const id = withScope("1.2.3.4", scope);
    expect(id).toBe(text === "" ? "1.2.3.4" : `1.2.3.4@${text}`);
    expect(splitId(id)).toEqual({
      what: "1.2.3.4",
      ...(text === "" ? {} : { scope: scopeOf(partOf(scope)) }),
    });
  });

  test.each([{ site: UNKNOWN }, { servers: [1, UNKNOWN] }, UNKNOWN, "SITE1", { sites: [] }])(
    "that is not known or none, %j, is never taken for everywhere",
    (scope) => {
      expect(() => partOf(scope)).toThrow("a scope was used that is none, or not known yet");
    },
  );

  test("in an id is put into its canonical form, whatever the order", () => {
    expect(splitId("1.2.3.4@sites:SITE3,SITE1")).toEqual({
      what: "1.2.3.4",
      scope: { sites: ["SITE1", "SITE3"] },
    });
    expect(splitId("1.2.3.4@site:SITE3,SITE1")).toEqual({
      what: "1.2.3.4",
      scope: { sites: ["SITE1", "SITE3"] },
    });
    expect(splitId("1.2.3.4@sites:SITE3")).toEqual({ what: "1.2.3.4", scope: { site: "SITE3" } });
  });

  test.each(["1.2.3.4@", "1.2.3.4@SITE1", "1.2.3.4@site:", "1.2.3.4@sites:SITE1,,SITE2", "1.2.3.4@node:x"])(
    "in the id %j is refused",
    (id) => {
      expect(() => splitId(id)).toThrow(`the id "${id}" is not right: after "@" comes a scope`);
    },
  );

  it.each([
    [{ sites: ["SITE1", "SITE2"] }, { sites: ["SITE2", "SITE1", "SITE2"] }],
    [{ site: "SITE1" }, { sites: ["SITE1"] }],
    [{ server: 100 }, { servers: ["100"] }],
    [undefined, {}],
  ])("%j and %j are the same: no difference", async (one, other) => {
    const bed = await open();
    await bed.stack.up(token, "a", { ...args, scope: one });
    bed.writes();
    expect(await bed.stack.up(token, "a", { ...args, scope: other })).toBe("same");
    await bed.again();
    expect(await bed.stack.refresh("a")).toEqual([]);
    expect(bed.writes()).toEqual([]);
  });
});

describe("the instances of a scope", () => {
  it.each<[object, Array<number | undefined>, string[]]>([
    [{ site: "SITE2" }, [undefined, undefined, 600], ["GET bannedaddrs", "POST bannedaddrs?site=SITE2"]],
    [
      { sites: ["SITE2", "SITE1"] },
      [600, 600, 600],
      ["GET bannedaddrs", "POST bannedaddrs?sites=SITE1,SITE2"],
    ],
    [{ server: 180 }, [undefined, 600, undefined], ["GET bannedaddrs", "POST bannedaddrs?server=180"]],
    [
      { servers: ["192.168.0.10", "server03"] },
      [600, undefined, 600],
      [
        "GET bannedaddrs",
        "GET bannedaddrs?servers=192.168.0.10,server03",
        "POST bannedaddrs?servers=192.168.0.10,server03",
      ],
    ],
  ])("%j: only a name that no instance shows is asked for, and once", async (scope, left, calls) => {
    const bed = await open();
    await bed.stack.up(token, "a", { ...args, scope });
    expect(bed.left()).toEqual(left);
    expect(bed.calls()).toEqual(calls);
    await bed.stack.up(token, "b", { ip: "10.0.0.1", expires: 60, scope });
    expect(bed.calls()).toEqual(calls.slice(-1));
    await bed.again();
    await bed.stack.delete("a");
    await bed.stack.delete("b");
    expect(bed.left()).toEqual([undefined, undefined, undefined]);
    expect(bed.left("10.0.0.1")).toEqual([undefined, undefined, undefined]);
  });

  it.each(["empty", "refuse"] as const)("are none: refused at preview (%s)", async (unknownScope) => {
    const bed = await open({ unknownScope });
    expect(await refusal(bed.stack.up(token, "a", { ...args, scope: { site: "NOWHERE" } }))).toBe(
      "scope: no instance of the role sg is in the scope site:NOWHERE. There are instances at these sites: SITE1, SITE2.",
    );
    expect(bed.writes()).toEqual([]);
  });

  it("left the configuration: nothing can be told, nothing fails", async () => {
    const bed = await open({ unknownScope: "refuse" });
    await bed.stack.up(token, "a", { ...args, scope: { site: "SITE2" } });
    bed.lab.era.removeInstance(third);
    await bed.again();
    expect(await bed.stack.refresh("a")).toEqual([]);
    expect(bed.stack.outputs("a")).toMatchObject({ expired: false, instances: [] });
    expect(bed.said()).toEqual([
      `warn: era connection "sg": the ban ${ip}@site:SITE2 has no instance in its scope any more`,
    ]);
    await bed.stack.delete("a");
    expect(bed.writes()).toEqual(["POST bannedaddrs?site=SITE2"]);
  });

  it("where the platform is not reached, the preview warns and goes on", async () => {
    const bed = await open({}, { retries: 0 });
    bed.lab.faults.add({ vendor: "era", method: "GET", path: /bannedaddrs/, status: 502, html: true });
    expect(await bed.stack.up(token, "a", { ...args, scope: { site: "SITE1" } })).toBe("create");
    expect(bed.said()).toEqual([
      expect.stringMatching(/^warn: the preview could not look at the appliance: .*502/),
    ]);
  });
});

describe("an import", () => {
  it.each([
    [ip, [first, second, third], { ip }],
    [`${ip}@sites:SITE2,SITE1`, [first, second, third], { ip, scope: { sites: ["SITE1", "SITE2"] } }],
    [`sg/${ip}@site:SITE1`, [first, second], { ip, scope: { site: "SITE1" } }],
    [`${ip}@server:server03`, [third], { ip, scope: { server: "server03" } }],
  ])("of %s: the next preview is empty", async (id, nodes, inputs) => {
    const bed = await open();
    for (const node of nodes) bed.lab.era.ban(node, ip, 500);
    const imported = await bed.stack.import(token, "a", id);
    const canonical = id.replace("sg/", "").replace("SITE2,SITE1", "SITE1,SITE2");
    expect(imported).toMatchObject({
      id: canonical,
      inputs: { ...inputs, expires: 500, renew: "when-expired", connection: "sg" },
      outputs: { expired: false },
    });
    expect(await bed.stack.preview("a", { ...inputs, expires: 500 })).toEqual([]);
    await bed.again();
    expect(await bed.stack.refresh("a")).toEqual([]);
    expect(bed.writes()).toEqual([]);
  });

  it("of an automatic ban without a scope shows where it is missing", async () => {
    const bed = await open();
    bed.lab.era.ban(second, ip, 500);
    await bed.stack.import(token, "a", ip);
    expect(await bed.stack.preview("a", { ip, expires: 500 })).toEqual(["instances"]);
  });

  it("of what is not banned finds nothing", async () => {
    const bed = await open();
    bed.lab.era.ban(second, ip, 500);
    expect(await bed.stack.import(token, "a", "10.0.0.1")).toBeUndefined();
    expect(await bed.stack.import(token, "a", `${ip}@site:SITE2`)).toBeUndefined();
    expect(await bed.stack.import(token, "a", `${ip}@site:NOWHERE`)).toBeUndefined();
  });

  it.each(["everything", "10.0.0.0/8", "2001:db8::1", "1.2.3"])("of %j is refused", async (id) => {
    const bed = await open();
    expect(await refusal(bed.stack.import(token, "a", id))).toContain(
      `the id "${id}" is not right: it begins with an IPv4 address`,
    );
  });
});

describe("two resources of one program", () => {
  const refusedBy = async (one: object | undefined, other: object | undefined) => {
    const bed = await open();
    await bed.stack.up(token, "a", { ...args, scope: one });
    return refusal(bed.stack.up(token, "b", { ...args, expires: 700, scope: other }));
  };

  it.each([
    [undefined, undefined],
    [undefined, { site: "SITE1" }],
    [{ server: 180 }, undefined],
    [{ site: "SITE1" }, { sites: ["SITE2", "SITE1"] }],
    [{ servers: [100, 180] }, { server: "180" }],
  ])("with the scopes %j and %j would undo each other", async (one, other) => {
    expect(await refusedBy(one, other)).toMatch(
      /^: the ban of 212\.54\.68\.68( \((site|server) \w+\))? is owned by era:BannedAddress a already: two resources of one program would undo each other$/,
    );
  });

  it.each([
    [{ site: "SITE1" }, { server: 180 }, second],
    [{ server: "192.168.0.10" }, { server: 100 }, first],
    [{ server: "server03" }, { sites: ["SITE2", "SITE9"] }, third],
  ])("with the scopes %j and %j as well, which a look at the instances tells", async (one, other, node) => {
    const message = await refusedBy(one, other);
    expect(message).toContain(
      `scope: ${ip} is banned on ${node} by another resource of this program too (${ip}@`,
    );
  });

  it("with other scopes or other addresses live side by side", async () => {
    const bed = await open();
    await bed.stack.up(token, "a", { ...args, scope: { site: "SITE1" } });
    await bed.stack.up(token, "b", { ...args, expires: 700, scope: { server: "server03" } });
    await bed.stack.up(token, "c", { ip: "10.0.0.1", expires: 5 });
    expect(bed.left()).toEqual([600, 600, 700]);
  });

  it("where a scope is not known yet nothing is claimed", async () => {
    const bed = await open();
    await bed.stack.up(token, "a", { ...args, scope: { site: "SITE1" } });
    for (const scope of [UNKNOWN, { site: UNKNOWN }, { servers: [UNKNOWN, 340] }]) {
      const message = await refusal(bed.stack.up(token, "b", { ...args, scope }));
      expect(message).not.toContain("is owned by");
    }
  });
});

describe("bad input is refused with its path", () => {
  it.each<[object, string]>([
    [
      { ip: "10.0.0.0/8" },
      'ip: found "10.0.0.0/8": allowed: an IPv4 address; networks and permanent blocks are made with BorderRule',
    ],
    [{ ip: "2001:db8::1" }, 'ip: found "2001:db8::1": allowed: an IPv4 address'],
    [{ ip: undefined }, "ip: is required"],
    [{ expires: 0 }, "expires: found 0, allowed: at least 1"],
    [{ expires: 1.5 }, "expires: found 1.5, allowed: a whole number"],
    [{ expires: "600" }, 'expires: found "600", allowed: a number'],
    [{ expires: undefined }, "expires: is required"],
    [
      { scope: { site: "SITE1", server: 5 } },
      "scope: found site and server, allowed: one of site, sites, server, servers",
    ],
    [{ scope: { site: "SITE1,SITE2" } }, 'scope.site: found "SITE1,SITE2": allowed: a name without ","'],
    [{ scope: { sites: [] } }, "scope.sites: found 0 items, allowed: at least 1 item"],
    [{ scope: { servers: ["a", ""] } }, 'scope.servers[1]: found "": allowed: a name without ","'],
    [{ scope: { sits: "SITE1" } }, 'scope.sits: unknown field; did you mean "site"?'],
    [{ renew: "always" }, 'renew: found "always", allowed: "when-expired", "never", "early"'],
    [{ renew: "early" }, 'renewBelowSeconds: is required with renew "early"'],
    [
      { renewBelowSeconds: 5 },
      'renewBelowSeconds: found with renew "when-expired", allowed: with "early" only',
    ],
    [
      { renew: "early", renewBelowSeconds: 600 },
      "renewBelowSeconds: found 600, allowed: less than expires (600), else every up would renew it",
    ],
    [
      { adopt: true },
      "adopt: unknown field, allowed: ip, expires, scope, renew, renewBelowSeconds, connection",
    ],
  ])("%j", async (wrong, message) => {
    const bed = await open();
    expect(await refusal(bed.stack.up(token, "a", { ...args, ...wrong }))).toContain(message);
    expect(bed.calls()).toEqual([]);
  });
});
