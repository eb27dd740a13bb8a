import { describe, expect, it } from "vitest";
import { busy, expectLooks, ip, other, refusal, third } from "./open";

const [monitored, known] = ["selectel:MonitoredIp", "selectel:KnownPorts"];

describe("calls of one connection", () => {
  it("that toggle come one after the other, each between two looks, however many resources there are", async () => {
    const bed = await busy();
    bed.lab.selectel.openPort(third, 25);
    const wishes = {
      a: { ip, ports: [{ port: 22 }] },
      b: { ip, ports: [{ port: 443 }, { port: 53, protocol: "udp" }] },
      c: { ip: other },
      d: { ip: third },
    };
    await Promise.all(Object.entries(wishes).map(([name, wish]) => bed.stack.up(known, name, wish)));
    expectLooks(bed);
    expect([bed.tags(), bed.tags(other), bed.tags(third)]).toEqual([
      ["tcp/22 known", "udp/53 known", "tcp/443 known"],
      ["tcp/22 known", "tcp/80 known"],
      ["tcp/25 known"],
    ]);
    await bed.again();
    await Promise.all(Object.keys(wishes).map((name) => bed.stack.delete(name)));
    expectLooks(bed);
    expect([bed.tags(), bed.tags(other), bed.tags(third)]).toEqual([
      ["tcp/22", "udp/53", "tcp/443"],
      ["tcp/22", "tcp/80 known"],
      ["tcp/25"],
    ]);
  });

  it("are no more than requestsPerSecond, and all arrive", async () => {
    const bed = await busy({}, { requestsPerSecond: 50, concurrency: 2 });
    const all = Array.from({ length: 20 }, (_, index) => `99.99.98.${index}`);
    await Promise.all(all.map((each) => bed.stack.up(monitored, each, { ip: each })));
    expect(Object.keys(bed.lab.selectel.state().monitored)).toHaveLength(23);
  });

  it("that are too many for the service wait as long as it says", async () => {
    const bed = await busy();
    bed.lab.faults.add({ vendor: "selectel", status: 429, headers: { "retry-after": "0" }, times: 3 });
    expect(await bed.stack.up(known, "k", { ip })).toBe("create");
    expect(bed.tags()).toEqual(["tcp/22 known", "udp/53 known", "tcp/443 known"]);
    expectLooks(bed);
  });

  it.each([401, 403])(
    "that are refused with %i are an error about the token, and not sent again",
    async (status) => {
      const bed = await busy({ unauthorized: status as 401 }, { token: "another" });
      expect(await refusal(bed.stack.call("selectel:getPort", { ip, port: 22 }))).toContain(
        `access was refused (status ${status}); the vendor says: X-Token is missing or wrong. Check the connection's token`,
      );
      expect(bed.lab.journal.list()).toHaveLength(1);
    },
  );

  it("need no login and leave no session", async () => {
    const bed = await busy();
    await bed.stack.up(known, "k", { ip });
    await bed.stack.close();
    const paths = new Set(bed.lab.journal.list().map(({ path }) => path));
    expect(paths).toEqual(new Set(["/eye/v1/ips/ports"]));
  });
});
