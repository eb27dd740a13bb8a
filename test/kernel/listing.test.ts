import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { CachedList, Mutex } from "../../provider/kernel/cached-list";
import { Claims } from "../../provider/kernel/claims";
import { connect, failure } from "./acme";
import { json, Site } from "./site";

/** A list of numbers on a site, and how often it was asked for. */
async function numbers(items: number[] = [1, 2], delayMs = 20) {
  let broken = false;
  const site = await Site.start(async (_, response) => {
    const now = [...items];
    const status = broken ? 400 : 200;
    await sleep(delayMs);
    json(response, now, status);
  });
  const { http } = connect({ endpoint: site.url });
  const fetch = () => http.call<number[]>({ method: "GET", path: "/numbers" });
  return {
    site,
    items,
    fetch,
    listing: new CachedList(fetch),
    break: (now: boolean) => {
      broken = now;
    },
  };
}

describe("a list of an appliance", () => {
  test("is fetched once for all who ask, also for those who ask meanwhile", async () => {
    const { site, listing } = await numbers();
    const first = Promise.all(Array.from({ length: 50 }, () => listing.get()));
    await sleep(10);
    expect(await listing.get()).toEqual([1, 2]);
    await first;
    expect(site.arrived).toHaveLength(1);
  });

  test("is fetched again when it is no longer fresh, dropped, or asked for anew", async () => {
    const { site, items, fetch } = await numbers();
    const listing = new CachedList(fetch, 100);
    await listing.get();
    items.push(3);
    expect(await listing.get()).toEqual([1, 2]);
    await sleep(120);
    expect(await listing.get()).toEqual([1, 2, 3]);
    listing.drop();
    await listing.get();
    await listing.refetch();
    expect(site.arrived).toHaveLength(4);
  });

  test("is renewed by a look that begins after the asking; who asks meanwhile shares the next one", async () => {
    const { site, items, listing } = await numbers();
    const first = listing.renew();
    await vi.waitFor(() => expect(site.arrived).toHaveLength(1));
    items.push(3);
    const later = await Promise.all([listing.renew(), listing.renew(), listing.renew()]);
    expect(await first).toEqual([1, 2]);
    expect(later).toEqual([
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 3],
    ]);
    expect(await listing.get()).toEqual([1, 2, 3]);
    expect(site.arrived).toHaveLength(2);
  });

  test("is renewed although the renewal before failed", async () => {
    const { site, listing, break: breakIt } = await numbers();
    breakIt(true);
    const failing = failure(listing.renew());
    await vi.waitFor(() => expect(site.arrived).toHaveLength(1));
    breakIt(false);
    const next = listing.renew();
    expect((await failing).status).toBe(400);
    expect(await next).toEqual([1, 2]);
  });

  test("is patched by writes, without a fetch", async () => {
    const { site, listing } = await numbers();
    await listing.get();
    listing.patch((items) => [...items, 3]);
    listing.patch((items) => items.filter((item) => item !== 1));
    expect(await listing.get()).toEqual([2, 3]);
    expect(site.arrived).toHaveLength(1);
  });

  test("that is just being fetched is patched too", async () => {
    const { listing, items } = await numbers();
    const reading = listing.get();
    await sleep(10);
    items.push(3);
    listing.patch((found) => [...found.filter((item) => item !== 3), 3]);
    await reading;
    expect(await listing.get()).toEqual([1, 2, 3]);
  });

  test("without a memory takes no patch: the next fetch sees for itself", async () => {
    const { site, listing } = await numbers();
    listing.patch(() => [9]);
    expect(site.arrived).toHaveLength(0);
    expect(await listing.get()).toEqual([1, 2]);
  });

  test("that can't be had fails for those who ask now, and is not remembered", async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => void unhandled.push(reason);
    process.on("unhandledRejection", listen);
    onTestFinished(() => void process.off("unhandledRejection", listen));
    const site = await numbers();
    site.break(true);
    const { listing } = site;
    const [first, second] = [listing.get(), listing.get()];
    // A write of ours meanwhile must not make a failure last, nor let it fall where nobody waits.
    listing.patch((items) => [...items, 3]);
    await expect(first).rejects.toMatchObject({ status: 400 });
    await expect(second).rejects.toMatchObject({ status: 400 });
    site.break(false);
    await sleep(20);
    expect(await listing.get()).toEqual([1, 2]);
    expect(unhandled).toEqual([]);
  });

  test("survives a change that fails", async () => {
    const { site, listing } = await numbers();
    await listing.get();
    listing.patch(() => {
      throw new Error("no");
    });
    await sleep(10);
    expect(await listing.get()).toEqual([1, 2]);
    expect(site.arrived).toHaveLength(2);
  });
});

describe("turns", () => {
  test("go one after the other in the order of asking, also past a failure", async () => {
    const turns = new Mutex();
    const log: string[] = [];
    const work = (name: string, ms: number, fail = false) =>
      turns.run(async () => {
        log.push(`${name} begins`);
        await sleep(ms);
        log.push(`${name} ends`);
        if (fail) throw new Error(name);
        return name;
      });
    const results = await Promise.allSettled([work("a", 30), work("b", 1, true), work("c", 5)]);
    expect(log).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });
});

describe("claims", () => {
  const sole = (key: string) => ({ key, mode: "sole" as const });
  const beside = (key: string) => ({ key, mode: "beside" as const });

  test("two owners of one object: the second one is told of the first", () => {
    const claims = new Claims();
    expect(claims.claim("a", "hq", [sole("rule 7")])).toBeUndefined();
    expect(claims.claim("b", "hq", [sole("rule 7")])).toEqual({ owner: "a", key: "rule 7" });
    expect(claims.claim("b", "lab", [sole("rule 7")])).toBeUndefined();
  });

  test("many may stand beside each other, and one alone", () => {
    const claims = new Claims();
    expect(claims.claim("a", "hq", [beside("table")])).toBeUndefined();
    expect(claims.claim("b", "hq", [beside("table")])).toBeUndefined();
    expect(claims.claim("all", "hq", [sole("table")])).toEqual({ owner: "a", key: "table" });
    const others = new Claims();
    others.claim("all", "hq", [sole("table")]);
    expect(others.claim("a", "hq", [beside("table")])).toEqual({ owner: "all", key: "table" });
  });

  test("an owner may claim again, and lets go of what it had", () => {
    const claims = new Claims();
    claims.claim("a", "hq", [sole("x"), sole("y")]);
    expect(claims.claim("a", "hq", [sole("y")])).toBeUndefined();
    expect(claims.claim("b", "hq", [sole("x")])).toBeUndefined();
    expect(claims.claim("b", "hq", [sole("y")])).toEqual({ owner: "a", key: "y" });
  });

  test("who is refused holds nothing", () => {
    const claims = new Claims();
    claims.claim("a", "hq", [sole("y")]);
    claims.claim("b", "hq", [sole("x"), sole("y")]);
    expect(claims.claim("c", "hq", [sole("x")])).toBeUndefined();
  });
});
