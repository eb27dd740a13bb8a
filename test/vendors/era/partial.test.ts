import { describe, expect, it } from "vitest";
import { PerimeterError } from "../../../provider/kernel/errors";
import { bannedPath, first, ip, open, refusal, second, third } from "./open";

const token = "era:BannedAddress";
const args = { ip, expires: 600 };

async function failure(work: Promise<unknown>): Promise<PerimeterError> {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof PerimeterError) return thrown;
    throw thrown;
  }
  throw new Error("this should have failed");
}

describe("an instance that does not take a ban", () => {
  it.each([["offline"], ["result: false"]])(
    "(%s) is named, the state keeps what holds, and the next up completes",
    async (why) => {
      const bed = await open();
      const { stack, lab } = bed;
      const fail = (failing: boolean) =>
        why === "offline" ? lab.era.setOnline(third, !failing) : lab.era.failBans(third, failing);
      fail(true);
      const error = await failure(stack.up(token, "a", args));
      expect(error).toMatchObject({ category: "partial", code: "PERIMETER_PARTIAL", retryable: false });
      expect(error.message).toBe(
        `era connection "sg": the ban of ${ip} was not taken by 1 of 3 instances: ${third} (SITE2, ${why}). ` +
          "What was taken holds. The next `pulumi up` completes the rest.",
      );
      expect(bed.left()).toEqual([600, 600, undefined]);
      expect(stack.outputs("a")).toMatchObject({ ...args, expired: false, renew: "when-expired" });
      expect(stack.outputs("a").instances).toEqual([
        { site: "SITE1", node: first, srvidx: 100, addr: "192.168.0.10", online: true, result: true },
        { site: "SITE1", node: second, srvidx: 180, addr: "192.168.0.18", online: true, result: true },
        { site: "SITE2", node: third, srvidx: 340, addr: "192.168.0.34", ...stateOf(why) },
      ]);

      await bed.again();
      expect((await failure(stack.up(token, "a", args))).category).toBe("partial");
      fail(false);
      await bed.again();
      bed.writes();
      expect(await stack.up(token, "a", args)).toBe("update");
      expect(bed.left()).toEqual([600, 600, 600]);
      expect(bed.writes()).toEqual(["POST bannedaddrs"]);
      await bed.again();
      expect(await stack.up(token, "a", args)).toBe("same");
      expect(await stack.refresh("a")).toEqual([]);
    },
  );

  it("after a refresh that found it online and without the ban, too", async () => {
    const bed = await open();
    bed.lab.era.setOnline(third, false);
    await refusal(bed.stack.up(token, "a", args));
    await bed.again();
    expect(await bed.stack.refresh("a")).toEqual([]);
    bed.lab.era.setOnline(third, true);
    await bed.again();
    expect(await bed.stack.refresh("a")).toEqual(["instances"]);
    expect(await bed.stack.up(token, "a", args)).toBe("update");
    expect(bed.left()).toEqual([600, 600, 600]);
  });

  it("with never it is completed as well, and nothing else is prolonged", async () => {
    const bed = await open();
    bed.lab.era.setOnline(third, false);
    await refusal(bed.stack.up(token, "a", { ...args, renew: "never" }));
    bed.lab.era.setOnline(third, true);
    bed.lab.era.unban(first, ip);
    bed.lab.clock.advance(100);
    await bed.again();
    bed.writes();
    expect(await bed.stack.up(token, "a", { ...args, renew: "never" })).toBe("update");
    expect(bed.left()).toEqual([undefined, 500, 600]);
    expect(bed.writes()).toEqual(["POST bannedaddrs?server=192.168.0.34"]);
  });

  it("when all are offline, nothing holds and the next up bans", async () => {
    const bed = await open();
    for (const node of [first, second, third]) bed.lab.era.setOnline(node, false);
    const error = await failure(bed.stack.up(token, "a", args));
    expect(error.message).toContain("was not taken by 3 of 3 instances");
    expect(bed.stack.outputs("a")).toMatchObject({ expired: true });
    for (const node of [first, second, third]) bed.lab.era.setOnline(node, true);
    await bed.again();
    expect(await bed.stack.up(token, "a", args)).toBe("update");
    expect(bed.left()).toEqual([600, 600, 600]);
    expect(bed.stack.outputs("a")).toMatchObject({ expired: false });
  });

  it("of an update keeps the old time, so that the next up does the same again", async () => {
    const bed = await open();
    const { stack } = bed;
    await stack.up(token, "a", { ...args, expires: 1000 });
    bed.lab.era.setOnline(third, false);
    await bed.again();
    expect((await failure(stack.up(token, "a", args))).message).toContain(`${third} (SITE2, offline)`);
    expect(bed.left()).toEqual([600, 600, 1000]);
    bed.lab.era.setOnline(third, true);
    await bed.again();
    expect(await stack.preview("a", args)).toEqual(["expires"]);
    expect(await stack.up(token, "a", args)).toBe("update");
    expect(bed.left()).toEqual([600, 600, 600]);
    expect(await stack.preview("a", args)).toEqual([]);
  });

  it("of a renewal is not forgotten while it stays offline, although it took the ban before", async () => {
    const bed = await open();
    await bed.stack.up(token, "a", args);
    bed.lab.era.setOnline(third, false);
    bed.lab.clock.advance(601);
    await bed.again();
    expect(await bed.stack.refresh("a")).toEqual(["expired"]);
    for (let times = 0; times < 3; times++) {
      expect((await failure(bed.stack.up(token, "a", args))).message).toContain(`${third} (SITE2, offline)`);
      expect(bed.left()).toEqual([600, 600, undefined]);
      await bed.again();
    }
    bed.lab.era.setOnline(third, true);
    expect(await bed.stack.up(token, "a", args)).toBe("update");
    expect(bed.left()).toEqual([600, 600, 600]);
    expect(await bed.stack.up(token, "a", args)).toBe("same");
  });

  it("of a ban that moves leaves it at the old place until it is whole at the new one", async () => {
    const bed = await open();
    const { stack } = bed;
    const [old, moved] = [
      { ...args, scope: { site: "SITE1" } },
      { ...args, scope: { site: "SITE2" } },
    ];
    await stack.up(token, "a", old);
    bed.lab.era.setOnline(third, false);
    await bed.again();
    expect((await failure(stack.up(token, "a", moved))).message).toContain("not taken by 1 of 1 instances");
    expect(bed.left()).toEqual([600, 600, undefined]);
    bed.lab.era.setOnline(third, true);
    await bed.again();
    expect(await stack.up(token, "a", moved)).toBe("update");
    expect(bed.left()).toEqual([undefined, undefined, 600]);
    expect(await stack.preview("a", moved)).toEqual([]);
  });
});

describe.each([
  ["era:BannedAddress", args],
  ["era:BanList", { addresses: [ip], expires: 600 }],
] as const)("a %s whose change to a larger scope broke off", (kind, wish) => {
  const there = { ...wish, scope: { site: "SITE1" } };

  /** The ban has reached the third instance, and nobody could tell. */
  async function brokenOff() {
    const bed = await open({}, { retries: 0 });
    await bed.stack.up(kind, "a", there);
    bed.lab.faults.add({ vendor: "era", method: "POST", path: /bannedaddrs/, lose: "after" });
    await bed.again();
    await refusal(bed.stack.up(kind, "a", wish));
    expect(bed.left()).toEqual([600, 600, 600]);
    await bed.again();
    return bed;
  }

  it.each(["never", "when-expired"])("is undone by the next up after a refresh, renew %s", async (renew) => {
    const bed = await brokenOff();
    expect(await bed.stack.refresh("a")).toEqual(["elsewhere"]);
    expect(bed.stack.outputs("a")).toMatchObject({ elsewhere: [third] });
    await bed.again();
    expect(await bed.stack.up(kind, "a", { ...there, renew })).toBe("update");
    expect(bed.left()).toEqual([600, 600, undefined]);
    expect(bed.stack.outputs("a")).not.toHaveProperty("elsewhere");
    expect(await bed.stack.preview("a", { ...there, renew })).toEqual([]);
    expect(await bed.stack.refresh("a")).toEqual([]);
  });

  it("is remembered of an instance that is offline meanwhile, as no drift", async () => {
    const bed = await brokenOff();
    expect(await bed.stack.refresh("a")).toEqual(["elsewhere"]);
    bed.lab.era.setOnline(third, false);
    await bed.again();
    expect(await bed.stack.refresh("a")).toEqual([]);
    bed.lab.era.setOnline(third, true);
    await bed.again();
    expect(await bed.stack.refresh("a")).toEqual(["elsewhere"]);
    await bed.stack.delete("a");
    expect(bed.left()).toEqual([undefined, undefined, undefined]);
  });

  it("is completed by the next up of the larger scope", async () => {
    const bed = await brokenOff();
    await bed.stack.refresh("a");
    expect(await bed.stack.up(kind, "a", wish)).toBe("update");
    expect(bed.left()).toEqual([600, 600, 600]);
    expect(await bed.stack.preview("a", wish)).toEqual([]);
    expect(await bed.stack.refresh("a")).toEqual([]);
  });
});

describe("an instance that is offline", () => {
  it("at a refresh is no drift, whether it holds the ban or not", async () => {
    const bed = await open();
    const { stack } = bed;
    await stack.up(token, "a", args);
    bed.lab.era.setOnline(second, false);
    await bed.again();
    expect(await stack.refresh("a")).toEqual([]);
    expect(await stack.up(token, "a", args)).toBe("same");
    const [, seen] = stack.outputs("a").instances as unknown[];
    expect(seen).toMatchObject({ node: second, online: false, result: true });
    expect(await stack.up(token, "a", { ...args, renew: "never" })).toBe("update");
    bed.lab.era.setOnline(second, true);
    await bed.again();
    expect(await stack.refresh("a")).toEqual([]);
  });

  it("at a refresh is no drift, even when it is the last one", async () => {
    const bed = await open();
    const { stack } = bed;
    await stack.up(token, "a", args);
    const before = structuredClone(stack.outputs("a"));
    for (const node of [first, second, third]) bed.lab.era.setOnline(node, false);
    await bed.again();
    expect(await stack.refresh("a")).toEqual([]);
    const { expired, expiresAt } = before;
    expect(stack.outputs("a")).toMatchObject({ expired, expiresAt });
  });

  it("is named in a warning when a ban is lifted, and the deletion succeeds", async () => {
    const bed = await open();
    await bed.stack.up(token, "a", args);
    bed.lab.era.setOnline(second, false);
    await bed.again();
    await bed.stack.delete("a");
    expect(bed.left()).toEqual([undefined, 600, undefined]);
    expect(bed.said()).toEqual([
      `warn: era connection "sg": the ban of ${ip} was not lifted on ${second} (SITE1), offline at the moment: there it ends by itself`,
    ]);
  });
});

describe("a ban that is there already", () => {
  it("an automatic one is prolonged everywhere, others stay as they are", async () => {
    const bed = await open();
    bed.lab.era.ban(second, ip, 30);
    bed.lab.era.ban(second, "10.9.9.9", 300);
    expect(await bed.stack.up(token, "a", args)).toBe("create");
    expect(bed.left()).toEqual([600, 600, 600]);
    await bed.again();
    await bed.stack.delete("a");
    expect(bed.left()).toEqual([undefined, undefined, undefined]);
    expect(bed.left("10.9.9.9")).toEqual([undefined, 300, undefined]);
  });

  it.each(["extends" as const, "replaces" as const])(
    "a longer one of an administrator keeps its time, where the platform %s",
    async (renewal) => {
      const bed = await open({ renewal });
      await bed.lab.byHand("era", "POST", bannedPath, { ip, expires: 5000 });
      bed.writes();
      expect(await bed.stack.up(token, "a", args)).toBe("create");
      expect(bed.left()).toEqual([5000, 5000, 5000]);
      const seconds = (Date.parse(String(bed.stack.outputs("a").expiresAt)) - Date.now()) / 1000;
      expect(Math.abs(seconds - 5000)).toBeLessThan(3);
      await bed.again();
      expect(await bed.stack.refresh("a")).toEqual([]);
      expect(bed.writes()).toEqual([]);
    },
  );
});

function stateOf(why: string): object {
  return why === "offline" ? { online: false } : { online: true, result: false };
}
