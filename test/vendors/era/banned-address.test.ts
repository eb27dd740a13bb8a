import { afterEach, describe, expect, it, vi } from "vitest";
import { ip, open, readings, second, third } from "./open";

const token = "era:BannedAddress";
const hour = 3600;

afterEach(() => {
  vi.useRealTimers();
});

describe.each(readings)("a banned address, where %s", (_, options) => {
  it("is banned, refreshed, prolonged, shortened, moved and lifted", async () => {
    const bed = await open(options);
    const { stack } = bed;
    expect(await stack.up(token, "a", { ip, expires: 600 })).toBe("create");
    expect(bed.writes()).toEqual(["POST bannedaddrs"]);
    expect(bed.left()).toEqual([600, 600, 600]);
    expect(stack.outputs("a")).toMatchObject({
      ip,
      expires: 600,
      renew: "when-expired",
      expired: false,
      connection: "sg",
    });
    const end = Date.parse(String(stack.outputs("a").expiresAt));
    expect(Math.abs(end - Date.now() - 600_000)).toBeLessThan(15_000);

    await bed.again();
    const before = structuredClone(stack.outputs("a"));
    expect(await stack.refresh("a")).toEqual([]);
    expect(stack.outputs("a")).toEqual(before);
    expect(await stack.up(token, "a", { ip, expires: 600 })).toBe("same");
    expect(bed.calls()).toEqual(["GET bannedaddrs"]);

    await bed.again();
    bed.lab.clock.advance(100);
    expect(await stack.up(token, "a", { ip, expires: hour })).toBe("update");
    expect(bed.left()).toEqual([hour, hour, hour]);
    expect(bed.writes()).toEqual(["POST bannedaddrs"]);

    await bed.again();
    expect(await stack.up(token, "a", { ip, expires: 60 })).toBe("update");
    expect(bed.left()).toEqual([60, 60, 60]);
    expect(bed.writes()).toEqual(
      options.renewal === "replaces"
        ? ["POST bannedaddrs"]
        : ["POST bannedaddrs", `DELETE bannedaddrs/${ip}`, "POST bannedaddrs"],
    );

    await bed.again();
    expect(await stack.up(token, "a", { ip, expires: 60, scope: { site: "SITE1" } })).toBe("update");
    expect(bed.left()).toEqual([60, 60, undefined]);
    expect(bed.writes()).toEqual([`DELETE bannedaddrs/${ip}?server=192.168.0.34`]);

    await bed.again();
    expect(await stack.up(token, "a", { ip, expires: 60, scope: { servers: ["server03", 180] } })).toBe(
      "update",
    );
    expect(bed.left()).toEqual([undefined, 60, 60]);
    expect(bed.writes()).toEqual([
      "POST bannedaddrs?server=192.168.0.34",
      `DELETE bannedaddrs/${ip}?server=192.168.0.10`,
    ]);
    expect(await stack.refresh("a")).toEqual([]);
    expect(stack.outputs("a").instances).toEqual([
      { site: "SITE1", node: second, srvidx: 180, addr: "192.168.0.18", online: true, result: true },
      { site: "SITE2", node: third, srvidx: 340, addr: "192.168.0.34", online: true, result: true },
    ]);

    await bed.again();
    await stack.delete("a");
    expect(bed.left()).toEqual([undefined, undefined, undefined]);
    expect(bed.writes()).toEqual([`DELETE bannedaddrs/${ip}?servers=180,server03`]);
    expect(bed.said()).toEqual([]);
  });
});
