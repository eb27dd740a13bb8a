import { afterEach, describe, expect, it, vi } from "vitest";
import { type Harness, ip, open, readings, second } from "./open";

const day = 86_400;
const other = "187.13.93.27";

afterEach(() => {
  vi.useRealTimers();
});

/** An automatic ban, on the second instance alone. */
function banAutomatically(bed: Harness, of = ip, seconds = day): void {
  bed.lab.era.ban(second, of, seconds);
}

const kinds: Array<[string, (addresses: string[], expires: number) => Record<string, unknown>]> = [
  ["era:BannedAddress", ([first], expires) => ({ ip: first, expires })],
  ["era:BanList", (addresses, expires) => ({ addresses, expires })],
];

describe.each(readings)("a longer ban of somebody else, where %s", (_, options) => {
  it.each(kinds)("keeps its time beside a %s, and after it", async (token, inputs) => {
    const bed = await open(options);
    const { stack } = bed;
    banAutomatically(bed);
    await stack.up(token, "a", inputs([ip], 600));
    expect(bed.left()).toEqual([600, day, 600]);
    expect(stack.outputs("a")).toMatchObject({ longerBans: [{ ip, node: second }], expired: false });

    await bed.again();
    expect(await stack.refresh("a")).toEqual([]);
    expect(await stack.up(token, "a", inputs([ip], 600))).toBe("same");
    bed.writes();
    // A shorter time of our own goes nowhere else than to our own bans.
    await bed.again();
    expect(await stack.up(token, "a", inputs([ip], 60))).toBe("update");
    expect(bed.left()).toEqual([60, day, 60]);
    for (const write of bed.writes()) expect(write).toMatch(/server/);

    await bed.again();
    await stack.delete("a");
    expect(bed.left()).toEqual([undefined, day, undefined]);
    expect(bed.said()).toEqual([expect.stringMatching(/was not lifted everywhere/)]);
  });
});

describe.each(kinds)("the longer bans of a %s", (token, inputs) => {
  it("are left out of a renewal, and are treated as any other when they have ended", async () => {
    const bed = await open({ renewal: "replaces" });
    const { stack } = bed;
    await stack.up(token, "a", inputs([ip], 600));
    pass(bed, 700);
    banAutomatically(bed, ip, 5000);
    await bed.again();
    await stack.refresh("a");
    expect(await stack.up(token, "a", inputs([ip], 600))).toBe("update");
    expect(bed.left()).toEqual([600, 5000, 600]);
    expect(stack.outputs("a")).toMatchObject({ longerBans: [{ ip, node: second }] });

    pass(bed, 5100);
    await bed.again();
    await stack.refresh("a");
    expect(stack.outputs("a").longerBans).toBeUndefined();
    await stack.up(token, "a", inputs([ip], 600));
    expect(bed.left()).toEqual([600, 600, 600]);
    await bed.again();
    await stack.delete("a");
    expect(bed.left()).toEqual([undefined, undefined, undefined]);
    expect(bed.said()).toEqual([]);
  });

  it("become its own where it bans longer still", async () => {
    const bed = await open();
    const { stack } = bed;
    banAutomatically(bed, ip, 3600);
    await stack.up(token, "a", inputs([ip], 600));
    await bed.again();
    await stack.up(token, "a", inputs([ip], day));
    expect(bed.left()).toEqual([day, day, day]);
    expect(stack.outputs("a").longerBans).toBeUndefined();
    await bed.again();
    await stack.delete("a");
    expect(bed.left()).toEqual([undefined, undefined, undefined]);
  });

  it("are not found where a longer time of its own broke off", async () => {
    const bed = await open();
    const { stack } = bed;
    await stack.up(token, "a", inputs([ip], 600));
    bed.lab.era.setOnline(second, false);
    await bed.again();
    await expect(stack.up(token, "a", inputs([ip], day))).rejects.toThrow(/not taken by 1 of 3/);
    expect(stack.outputs("a")).toMatchObject({ expires: 600, attemptedExpires: day });
    expect(stack.outputs("a").longerBans).toBeUndefined();
    bed.lab.era.setOnline(second, true);
    await bed.again();
    // The program goes back to what it said before.
    expect(await stack.up(token, "a", inputs([ip], 600))).toBe("update");
    expect(bed.left()).toEqual([600, 600, 600]);
    expect(stack.outputs("a").attemptedExpires).toBeUndefined();
    await bed.again();
    await stack.delete("a");
    expect(bed.left()).toEqual([undefined, undefined, undefined]);
  });
});

it("a list leaves out just the address that is banned for longer", async () => {
  const bed = await open({ renewal: "replaces" });
  banAutomatically(bed);
  const { stack } = bed;
  await stack.up("era:BanList", "a", { addresses: [ip, other], expires: 600 });
  expect([bed.left(), bed.left(other)]).toEqual([
    [600, day, 600],
    [600, 600, 600],
  ]);
  await bed.again();
  await stack.up("era:BanList", "a", { addresses: [other], expires: 600 });
  expect([bed.left(), bed.left(other)]).toEqual([
    [undefined, day, undefined],
    [600, 600, 600],
  ]);
});

/** Time goes by on the platform and here. */
function pass(bed: Harness, seconds: number): void {
  bed.lab.clock.advance(seconds);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + seconds * 1000 });
}
