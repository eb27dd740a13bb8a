import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fault } from "../../../provider/lab/faults";
import { json, Site } from "../../kernel/site";
import { Stack } from "../stack";
import { expectLooks, ip, open, readings, refusal } from "./open";

const token = "selectel:KnownPorts";

/** Addresses with the tags of their ports. */
const account = fc.dictionary(
  fc.constantFrom(ip, "99.99.99.100", "99.99.99.101"),
  fc.dictionary(fc.constantFrom("22", "53", "80", "443"), fc.boolean()),
);
const wish = fc.record({
  known: fc.boolean(),
  ports: fc.option(fc.uniqueArray(fc.constantFrom<number[]>(22, 53, 80, 443, 8443))),
});
/** Failures after which the very first look tells what happened. */
const failure = fc.constantFrom<Fault>(
  { method: "PUT", lose: "after" },
  { method: "PUT", status: 503, afterWork: true },
  { method: "PUT", status: 429, headers: { "retry-after": "0" } },
);
const failures = fc.array(fc.tuple(failure, fc.nat(3)), { maxLength: 3 });
const reading = fc.constantFrom(...readings.map(([, options]) => options));

describe("whatever is there, is wished and fails", () => {
  it("the wished tags are right in the end, all others are as before, and deletion puts all back", async () => {
    const property = fc.asyncProperty(
      reading,
      account,
      wish,
      failures,
      async (options, tags, { known, ports }, faults) => {
        const bed = await open(options);
        const { lab, stack } = bed;
        const now = () => lab.selectel.state().monitored;
        for (const [address, ofPorts] of Object.entries({ [ip]: {}, ...tags })) {
          lab.selectel.monitor(address);
          for (const [port, tag] of Object.entries<boolean>(ofPorts)) {
            lab.selectel.openPort(address, Number(port));
            lab.selectel.setKnown(address, Number(port), tag);
          }
        }
        const before = structuredClone(now());
        for (const [fault, skip] of faults) lab.faults.add({ ...fault, skip });
        await stack.up(token, "k", { ip, known, ...(ports && { ports: ports.map((port) => ({ port })) }) });
        const wanted = before[ip]?.map((each) => ({
          ...each,
          known: !ports || ports.includes(each.port) ? known : each.known,
        }));
        expect(now()).toEqual({ ...before, [ip]: wanted });
        await bed.again();
        expect(await stack.refresh("k")).toEqual([]);
        await stack.delete("k");
        expect(now()).toEqual(before);
        expectLooks(bed);
        await stack.close();
        await lab.stop();
      },
    );
    await fc.assert(property, { numRuns: 100 });
  }, 120_000);
});

/** A service whose toggle of one port knows less than it is told. */
async function blind(
  knows: (
    asked: { ip: string; port: number },
    each: { ip: string; port: number; protocol: string },
  ) => boolean,
) {
  const list = [
    { ip, port: 22, protocol: "tcp", known: false },
    { ip, port: 53, protocol: "tcp", known: true },
    { ip, port: 53, protocol: "udp", known: false },
    { ip: "99.99.99.100", port: 22, protocol: "tcp", known: true },
    { ip: "99.99.99.101", port: 22, protocol: "tcp", known: false },
  ];
  const toggles: string[] = [];
  const site = await Site.start(({ method, url, text }, response) => {
    if (method === "GET") return json(response, list);
    toggles.push(url);
    const asked = { ip: JSON.parse(text).ip as string, port: Number(url.split("/").at(-1)) };
    for (const each of list) if (knows(asked, each)) each.known = !each.known;
    json(response, {});
  });
  const stack = new Stack({ eye: { vendor: "selectel", endpoint: site.url, token: "abc" } });
  return { list, stack, toggles };
}

describe("a toggle of one port that changes more than that port", () => {
  it("of the other protocol is taken back, and said", async () => {
    const { list, stack, toggles } = await blind((a, b) => a.ip === b.ip && a.port === b.port);
    const before = structuredClone(list);
    const ports = [{ port: 53, protocol: "udp" }];
    const message = await refusal(stack.up(token, "k", { ip, ports }));
    expect(message).toContain(
      `the call that portPath ("/ips/ports/{port}") names changes more than udp/53 of ${ip}: it would also change ${ip} (tcp/53)`,
    );
    expect(stack.said.join("\n")).toContain(`also changed KNOWN tags that it should not: ${ip} (tcp/53)`);
    expect(list).toEqual(before);
    expect(toggles).toHaveLength(2);
    // What it does right is still done.
    await stack.up(token, "k", { ip, ports, known: false });
    await stack.close();
  });

  it("of the other protocol is fine where that one was to be changed too", async () => {
    const { list, stack, toggles } = await blind((a, b) => a.ip === b.ip && a.port === b.port);
    for (const each of list) if (each.port === 53) each.known = true;
    await stack.up(token, "k", {
      ip,
      known: false,
      ports: [{ port: 53 }, { port: 53, protocol: "udp" }],
    });
    expect(list.filter((each) => each.ip === ip).map((each) => each.known)).toEqual([false, false, false]);
    expect(toggles).toHaveLength(1);
    await stack.close();
  });

  it("of other addresses is taken back, and not sent again", async () => {
    const { list, stack, toggles } = await blind((a, b) => a.port === b.port);
    const before = structuredClone(list);
    const args = { ip, ports: [{ port: 22 }] };
    expect(await refusal(stack.up(token, "k", args))).toContain(
      "it would also change 99.99.99.100 (tcp/22), 99.99.99.101 (tcp/22)",
    );
    expect(list).toEqual(before);
    expect(toggles).toHaveLength(2);
    await refusal(stack.up(token, "k", args));
    expect(toggles).toHaveLength(2);
    await stack.close();
  });
});

describe("a toggle that somebody else undoes at once, again and again", () => {
  it("is given up", async () => {
    // Whichever port is toggled, the other one is put back.
    const { stack, toggles } = await blind((a, b) => a.ip === b.ip && b.protocol === "tcp");
    const message = await refusal(stack.up(token, "k", { ip, ports: [{ port: 22 }, { port: 53 }] }));
    expect(message).toContain("somebody else changes the same KNOWN tags at this moment");
    expect(toggles.length).toBeLessThan(20);
    expect(stack.resources.get("k")).toMatchObject({ incomplete: true });
    await stack.close();
  });
});
