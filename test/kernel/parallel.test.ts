import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { inParallel } from "../../provider/kernel/parallel";

describe("inParallel", () => {
  it("works on everything, so many at a time, begun in order", async () => {
    const begun: number[] = [];
    let busy = 0;
    let busiest = 0;
    await inParallel([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      begun.push(item);
      busiest = Math.max(busiest, ++busy);
      await sleep(5);
      busy -= 1;
    });
    expect(begun).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(busiest).toBe(3);
  });

  it("begins nothing more after a failure, waits for what runs, and throws the first", async () => {
    const ended: number[] = [];
    const work = inParallel([1, 2, 3, 4, 5], 2, async (item) => {
      await sleep(item === 1 ? 5 : 25);
      if (item <= 2) throw new Error(`failure of ${item}`);
      ended.push(item);
    });
    await expect(work).rejects.toThrow("failure of 1");
    expect(ended).toEqual([]);
  });

  it("takes nothing, and any number of hands", async () => {
    const seen: number[] = [];
    await inParallel([], 4, async () => {
      throw new Error("there is nothing to work on");
    });
    for (const most of [0, 100]) await inParallel([1, 2], most, async (item) => void seen.push(item));
    expect(seen).toEqual([1, 2, 1, 2]);
  });
});
