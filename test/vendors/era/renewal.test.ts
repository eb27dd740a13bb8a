import { afterEach, describe, expect, it, vi } from "vitest";
import { bannedPath, first, ip, open, second } from "./open";

const token = "era:BannedAddress";

afterEach(() => {
  vi.useRealTimers();
});

/** Moves the clock of this machine alone. */
function pass(seconds: number): void {
  const now = Date.now();
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(now + seconds * 1000);
}

describe("the time of a ban", () => {
  it("is no difference while it runs, whatever the clocks say", async () => {
    const bed = await open();
    const { stack } = bed;
    // A platform that lives in another year.
    bed.lab.clock.freeze(new Date("2031-05-05T00:00:00Z"));
    await stack.up(token, "a", { ip, expires: 600 });
    for (const seconds of [1, 30, 500]) {
      bed.lab.clock.advance(seconds);
      await bed.again();
      expect(await stack.refresh("a")).toEqual([]);
      expect(await stack.preview("a", { ip, expires: 600 })).toEqual([]);
    }
    const left = Date.parse(String(stack.outputs("a").expiresAt)) - Date.now();
    expect(Math.abs(left - 69_000)).toBeLessThan(3000);
    expect(bed.writes()).toEqual(["POST bannedaddrs"]);
  });

  it("is written anew only where it is off by more than five seconds", async () => {
    const bed = await open();
    const { stack } = bed;
    await stack.up(token, "a", { ip, expires: 600 });
    const { expiresAt } = stack.outputs("a");
    bed.lab.clock.advance(4);
    await bed.again();
    await stack.refresh("a");
    expect(stack.outputs("a").expiresAt).toBe(expiresAt);
    bed.lab.clock.advance(4);
    await bed.again();
    await stack.refresh("a");
    expect(stack.outputs("a").expiresAt).not.toBe(expiresAt);
  });

  it("is that of the online instance where it ends first", async () => {
    const bed = await open();
    const { stack } = bed;
    await stack.up(token, "a", { ip, expires: 600 });
    await bed.lab.byHand("era", "POST", `${bannedPath}?server=180`, { ip, expires: 900 });
    bed.lab.era.setOnline(first, false);
    bed.lab.era.unban(first, ip);
    bed.lab.era.ban(first, ip, 10);
    await bed.again();
    expect(await stack.refresh("a")).toEqual([]);
    const left = Date.parse(String(stack.outputs("a").expiresAt)) - Date.now();
    expect(Math.abs(left - 600_000)).toBeLessThan(3000);
  });
});

describe("when it is over", () => {
  it.each([
    ["when-expired", {}],
    ["early", { renew: "early", renewBelowSeconds: 60 }],
  ])("with %s the next up bans again, after a refresh that found it", async (_, more) => {
    const bed = await open();
    const { stack } = bed;
    const args = { ip, expires: 600, ...more };
    await stack.up(token, "a", args);
    bed.lab.clock.advance(601);
    await bed.again();
    expect(await stack.refresh("a")).toEqual(["expired"]);
    expect(stack.outputs("a")).toMatchObject({ expired: true, ...args });
    expect(await stack.up(token, "a", args)).toBe("update");
    expect(bed.left()).toEqual([600, 600, 600]);
    expect(bed.writes()).toEqual(["POST bannedaddrs", "POST bannedaddrs"]);
    expect(stack.outputs("a").expired).toBe(false);
    expect(await stack.up(token, "a", args)).toBe("same");
  });

  it("by our clock the next up bans again without a refresh", async () => {
    const bed = await open();
    const { stack } = bed;
    const args = { ip, expires: 600 };
    await stack.up(token, "a", args);
    bed.lab.clock.advance(601);
    await bed.again();
    pass(599);
    expect(await stack.up(token, "a", args)).toBe("same");
    pass(2);
    expect(await stack.preview("a", args)).toEqual(["expired"]);
    expect(await stack.up(token, "a", args)).toBe("update");
    expect(bed.left()).toEqual([600, 600, 600]);
    expect(await stack.up(token, "a", args)).toBe("same");
  });

  it("by our clock only, as somebody prolonged it: nothing is sent, and the new end is known", async () => {
    const bed = await open();
    const { stack } = bed;
    const args = { ip, expires: 600 };
    await stack.up(token, "a", args);
    await bed.lab.byHand("era", "POST", bannedPath, { ip, expires: 5000 });
    await bed.again();
    pass(601);
    bed.writes();
    expect(await stack.up(token, "a", args)).toBe("update");
    expect(bed.writes()).toEqual([]);
    expect(await stack.up(token, "a", args)).toBe("same");
  });

  it("with never it stays in the state as expired, with no difference, and its deletion sends nothing", async () => {
    const bed = await open();
    const { stack } = bed;
    const args = { ip, expires: 600, renew: "never" };
    await stack.up(token, "a", args);
    bed.lab.clock.advance(601);
    pass(601);
    expect(await stack.up(token, "a", args)).toBe("same");
    await bed.again();
    expect(await stack.refresh("a")).toEqual([]);
    expect(stack.outputs("a")).toMatchObject({ expired: true, renew: "never" });
    expect(await stack.up(token, "a", args)).toBe("same");
    await bed.again();
    await stack.delete("a");
    expect(bed.writes()).toEqual(["POST bannedaddrs"]);
    expect(bed.said()).toEqual([]);
  });

  it("with never a new time or another renewal is a new wish", async () => {
    const bed = await open();
    const { stack } = bed;
    const args = { ip, expires: 600, renew: "never" };
    await stack.up(token, "a", args);
    bed.lab.clock.advance(601);
    await bed.again();
    await stack.refresh("a");
    expect(await stack.up(token, "a", { ...args, scope: { site: "SITE1" } })).toBe("update");
    expect(bed.left()).toEqual([undefined, undefined, undefined]);
    await bed.again();
    expect(await stack.up(token, "a", { ...args, expires: 700 })).toBe("update");
    expect(bed.left()).toEqual([700, 700, 700]);
    bed.lab.clock.advance(701);
    await bed.again();
    await stack.refresh("a");
    expect(await stack.up(token, "a", { ...args, expires: 700, renew: "when-expired" })).toBe("update");
    expect(bed.left()).toEqual([700, 700, 700]);
  });
});

describe("early", () => {
  const args = { ip, expires: 600, renew: "early", renewBelowSeconds: 100 };

  it("renews what has less time left, after a refresh or by our clock", async () => {
    const bed = await open();
    const { stack } = bed;
    await stack.up(token, "a", args);
    bed.lab.clock.advance(490);
    await bed.again();
    expect(await stack.refresh("a")).toEqual([]);
    bed.lab.clock.advance(15);
    await bed.again();
    expect(await stack.refresh("a")).toEqual(["expiresAt"]);
    expect(await stack.up(token, "a", args)).toBe("update");
    expect(bed.left()).toEqual([600, 600, 600]);
    bed.lab.clock.advance(505);
    await bed.again();
    pass(505);
    expect(await stack.up(token, "a", args)).toBe("update");
    expect(bed.left()).toEqual([600, 600, 600]);
    expect(bed.writes()).toEqual(["POST bannedaddrs", "POST bannedaddrs", "POST bannedaddrs"]);
  });

  it("a change of the renewal alone sends nothing", async () => {
    const bed = await open();
    const { stack } = bed;
    await stack.up(token, "a", args);
    await bed.again();
    bed.writes();
    expect(await stack.up(token, "a", { ...args, renewBelowSeconds: 50 })).toBe("update");
    expect(await stack.up(token, "a", { ip, expires: 600 })).toBe("update");
    expect(await stack.up(token, "a", { ip, expires: 600, renew: "never" })).toBe("update");
    expect(bed.writes()).toEqual([]);
    expect(stack.outputs("a")).toMatchObject({ renew: "never" });
  });
});

describe("a ban that is missing", () => {
  it("on an online instance is drift, and the next up sets it anew", async () => {
    const bed = await open();
    const { stack } = bed;
    const args = { ip, expires: 600 };
    await stack.up(token, "a", args);
    bed.lab.era.unban(second, ip);
    bed.lab.clock.advance(50);
    await bed.again();
    expect(await stack.refresh("a")).toEqual(["instances"]);
    const results = (stack.outputs("a").instances as Array<{ node: string; result: boolean }>).map((one) => [
      one.node,
      one.result,
    ]);
    expect(results).toEqual([
      [first, true],
      [second, false],
      ["site2_h1@192.168.0.34", true],
    ]);
    expect(await stack.up(token, "a", args)).toBe("update");
    expect(bed.left()).toEqual([600, 600, 600]);
    expect(await stack.preview("a", args)).toEqual([]);
  });

  it("everywhere, as somebody lifted it, is drift as well", async () => {
    const bed = await open();
    const { stack } = bed;
    await stack.up(token, "a", { ip, expires: 600 });
    await bed.lab.byHand("era", "DELETE", `${bannedPath}/${ip}`);
    await bed.again();
    expect(await stack.refresh("a")).toEqual(["expired"]);
    expect(await stack.up(token, "a", { ip, expires: 600 })).toBe("update");
    expect(bed.left()).toEqual([600, 600, 600]);
  });

  it("on a new instance is drift", async () => {
    const bed = await open();
    const { stack } = bed;
    await stack.up(token, "a", { ip, expires: 600 });
    bed.lab.era.addInstance({
      site: "SITE3",
      node: "site3_h1@192.168.0.50",
      srvidx: 500,
      addr: "192.168.0.50",
    });
    await bed.again();
    expect(await stack.refresh("a")).toEqual(["instances"]);
    await stack.up(token, "a", { ip, expires: 600 });
    expect(bed.left()).toEqual([600, 600, 600, 600]);
    bed.lab.era.removeInstance(first);
    await bed.again();
    expect(await stack.refresh("a")).toEqual([]);
  });

  it("with never is none", async () => {
    const bed = await open();
    const { stack } = bed;
    const args = { ip, expires: 600, renew: "never" };
    await stack.up(token, "a", args);
    bed.lab.era.unban(second, ip);
    await bed.again();
    expect(await stack.refresh("a")).toEqual([]);
    expect(await stack.up(token, "a", args)).toBe("same");
    await bed.lab.byHand("era", "DELETE", `${bannedPath}/${ip}`);
    await bed.again();
    expect(await stack.refresh("a")).toEqual([]);
    expect(stack.outputs("a").expired).toBe(true);
  });
});
