import { expect, it } from "vitest";
import type { Context } from "../../provider/kernel/context";
import { paused, poll } from "../../provider/kernel/polling";
import { failure } from "./acme";

const stop = () => new AbortController();
const ctx = (signal: AbortSignal) => ({ signal }) as Context;

it("looks until there is something, with pauses that grow", async () => {
  const times: number[] = [];
  const found = await poll(ctx(stop().signal), {
    what: "x",
    timeoutSeconds: 5,
    firstPauseMs: 20,
    longestPauseMs: 40,
    look: async () => (times.push(Date.now()) === 5 ? "there" : undefined),
  });
  expect(found).toBe("there");
  const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(pauses.every((pause, index) => pause >= ([19, 29, 39, 39][index] ?? 0))).toBe(true);
});

it("ends when the time is over, with a last look", async () => {
  let looks = 0;
  const error = await failure(
    poll(ctx(stop().signal), {
      what: "the bus to come",
      timeoutSeconds: 0.1,
      firstPauseMs: 80,
      look: async () => void looks++,
    }),
  );
  expect(error).toMatchObject({ category: "unavailable", code: "PERIMETER_TIMEOUT", retryable: false });
  expect(error.message).toContain("0.1 seconds were not enough for the bus to come");
  // A slow machine misses the one in the middle.
  expect([2, 3]).toContain(looks);
});

it("says when the time is over what it is told to say", async () => {
  let looks = 0;
  const polling = {
    what: "the bus to come",
    timeoutSeconds: 0.05,
    look: async () => void looks++,
    late: () => ({ message: `no bus in ${looks} looks`, advice: "Walk." }),
  };
  const error = await failure(poll(ctx(stop().signal), polling));
  expect(error).toMatchObject({ code: "PERIMETER_TIMEOUT", message: `no bus in ${looks} looks. Walk.` });
  expect(looks).toBeGreaterThanOrEqual(2);
});

it("ends at once with the signal", async () => {
  const controller = stop();
  setTimeout(() => controller.abort(), 30);
  const before = Date.now();
  const error = await failure(
    poll(ctx(controller.signal), {
      what: "x",
      timeoutSeconds: 60,
      firstPauseMs: 30_000,
      longestPauseMs: 30_000,
      look: async () => undefined,
    }),
  );
  expect(error).toMatchObject({
    category: "unavailable",
    code: "PERIMETER_CANCELLED",
    outcomeUnknown: false,
  });
  expect(Date.now() - before).toBeLessThan(5000);
  expect((await failure(paused(1000, controller.signal))).code).toBe("PERIMETER_CANCELLED");
});

it("passes on what a look throws", async () => {
  await expect(
    poll(ctx(stop().signal), {
      what: "x",
      timeoutSeconds: 1,
      look: () => Promise.reject(new Error("no look")),
    }),
  ).rejects.toThrow("no look");
});
