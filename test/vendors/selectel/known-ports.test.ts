import { describe, expect, it } from "vitest";
import { busy, expectLooks, ip, open, other, ports, readings, refusal, third } from "./open";

const token = "selectel:KnownPorts";
const all = ["tcp/22", "udp/53", "tcp/443"];
const known = (names: string[]) => names.map((name) => `${name} known`);
const port = (number: number, protocol = "tcp") => ({ port: number, protocol });
const found = [port(22), port(53, "udp"), port(443)];
const others = ["tcp/22", "tcp/80 known"];

describe.each(readings)("known ports, where %s", (_, options) => {
  it("are tagged, refreshed, changed in every field and put back", async () => {
    const bed = await busy(options);
    const { lab, stack } = bed;
    expect(await stack.up(token, "k", { ip })).toBe("create");
    expect([bed.tags(), bed.tags(other)]).toEqual([known(all), others]);
    expect(stack.resources.get("k")?.id).toBe(ip);
    expect(stack.outputs("k")).toMatchObject({
      ip,
      known: true,
      acceptNew: false,
      onDelete: "restore",
      acceptedPorts: found,
      unexpectedPorts: [],
      pendingPorts: [],
    });

    await bed.again();
    bed.writes();
    const before = structuredClone(stack.outputs("k"));
    expect(await stack.refresh("k")).toEqual([]);
    expect(stack.outputs("k")).toEqual(before);
    expect(await stack.up(token, "k", { ip })).toBe("same");
    expect(bed.writes()).toEqual([]);

    await bed.again();
    expect(await stack.up(token, "k", { ip, known: false })).toBe("update");
    expect([bed.tags(), bed.tags(other)]).toEqual([all, others]);
    expect(await stack.refresh("k")).toEqual([]);

    await bed.again();
    const some = { ip, ports: [port(443), { port: 22 }] };
    expect(await stack.up(token, "k", some)).toBe("update");
    expect([bed.tags(), bed.tags(other)]).toEqual([["tcp/22 known", "udp/53", "tcp/443 known"], others]);
    expect(stack.outputs("k")).toMatchObject({
      acceptedPorts: [port(22), port(443)],
      unexpectedPorts: [port(53, "udp")],
    });
    expect(await stack.up(token, "k", { ip, ports: [port(22), port(443)] })).toBe("same");
    expect(await stack.refresh("k")).toEqual([]);

    await bed.again();
    const less = { ...some, ports: [port(22)] };
    expect(await stack.up(token, "k", less)).toBe("update");
    expect([bed.tags(), bed.tags(other)]).toEqual([["tcp/22 known", "udp/53", "tcp/443"], others]);

    await bed.again();
    expect(await stack.up(token, "k", { ...less, acceptNew: true })).toBe("update");
    expect([bed.tags(), bed.tags(other)]).toEqual([known(all), others]);
    expect(await stack.refresh("k")).toEqual([]);

    await bed.again();
    await stack.delete("k");
    expect([bed.tags(), bed.tags(other)]).toEqual([all, others]);
    expectLooks(bed);
    expect(lab.faults.unused()).toEqual([]);
  });

  it("end right where tags are mixed", async () => {
    const bed = await busy(options);
    const { lab, stack } = bed;
    lab.selectel.setKnown(ip, 443, true);
    await stack.up(token, "k", { ip });
    expect([bed.tags(), bed.tags(other)]).toEqual([known(all), others]);
    await bed.again();
    await stack.up(token, "k", { ip, known: false });
    expect([bed.tags(), bed.tags(other)]).toEqual([all, others]);
    await bed.again();
    // 443 was known before.
    await stack.delete("k");
    expect([bed.tags(), bed.tags(other)]).toEqual([["tcp/22", "udp/53", "tcp/443 known"], others]);
    expectLooks(bed);
  });

  it("end right although answers are lost, before and after the work", async () => {
    const bed = await busy(options);
    const { lab, stack } = bed;
    lab.faults.add({ method: "PUT", lose: "before" });
    lab.faults.add({ method: "PUT", lose: "after" });
    lab.faults.add({ method: "PUT", status: 503, afterWork: true });
    await stack.up(token, "k", { ip });
    expect([bed.tags(), bed.tags(other)]).toEqual([known(all), others]);
    await bed.again();
    lab.selectel.setKnown(ip, 22, false);
    lab.faults.clear();
    lab.faults.add({ method: "PUT", lose: "after", times: 2 });
    expect(await stack.refresh("k")).toEqual(["known"]);
    expect(await stack.up(token, "k", { ip })).toBe("update");
    expect([bed.tags(), bed.tags(other)]).toEqual([known(all), others]);
    expectLooks(bed);
  });

  it("of two resources on one address don't undo each other", async () => {
    const bed = await busy(options);
    const { stack } = bed;
    const [a, b] = [
      { ip, ports: [port(22)] },
      { ip, ports: [port(443), port(53, "udp")] },
    ];
    await Promise.all([stack.up(token, "a", a), stack.up(token, "b", b)]);
    expect([bed.tags(), bed.tags(other)]).toEqual([known(all), others]);
    await bed.again();
    expect([await stack.refresh("a"), await stack.refresh("b")]).toEqual([[], []]);
    await Promise.all([
      stack.up(token, "a", { ...a, known: false }),
      stack.up(token, "b", { ...b, onDelete: "keep" }),
    ]);
    expect(bed.tags()).toEqual(["tcp/22", "udp/53 known", "tcp/443 known"]);
    await bed.again();
    await stack.delete("a");
    expect(bed.tags()).toEqual(["tcp/22", "udp/53 known", "tcp/443 known"]);
    await stack.delete("b");
    expect(bed.tags()).toEqual(["tcp/22", "udp/53 known", "tcp/443 known"]);
    expectLooks(bed);
  });

  it("that open later are reported, and approved only on demand", async () => {
    const bed = await busy(options);
    const { lab, stack } = bed;
    await stack.up(token, "k", { ip });
    await bed.again();
    lab.selectel.openPort(ip, 4444);
    bed.writes();
    expect(await stack.preview("k", { ip })).toEqual([]);
    expect(stack.said.filter((line) => line.includes("4444"))).toEqual([
      `warn: selectel connection "eye": ${ip} has an open port that is not accepted and not KNOWN: tcp/4444. Close them, or list them in \`ports\`.`,
    ]);
    expect(await stack.refresh("k")).toEqual([]);
    expect(stack.outputs("k")).toMatchObject({ acceptedPorts: found, unexpectedPorts: [port(4444)] });
    expect(await stack.up(token, "k", { ip })).toBe("same");
    expect(bed.writes()).toEqual([]);
    expect(bed.tags()).toEqual([...known(all), "tcp/4444"]);

    await bed.again();
    expect(await stack.up(token, "k", { ip, acceptNew: true })).toBe("update");
    expect(bed.tags()).toEqual([...known(all), "tcp/4444 known"]);
    await bed.again();
    lab.selectel.openPort(ip, 5555);
    expect(await stack.preview("k", { ip, acceptNew: true })).toEqual(["unexpectedPorts"]);
    expect(await stack.refresh("k")).toEqual(["unexpectedPorts"]);
    expect(await stack.up(token, "k", { ip, acceptNew: true })).toBe("update");
    expect(bed.tags()).toEqual([...known(all), "tcp/4444 known", "tcp/5555 known"]);
    expect(bed.tags(other)).toEqual(others);
    expectLooks(bed);
  });

  it("that are not open are waited for", async () => {
    const bed = await busy(options);
    const { lab, stack } = bed;
    const args = { ip, ports: [port(22), port(8443)] };
    await stack.up(token, "k", args);
    expect(stack.outputs("k")).toMatchObject({ acceptedPorts: args.ports, pendingPorts: [port(8443)] });
    expect(await stack.refresh("k")).toEqual([]);
    await bed.again();
    lab.selectel.openPort(ip, 8443);
    expect(await stack.preview("k", args)).toEqual(["pendingPorts"]);
    expect(await stack.refresh("k")).toEqual(["known"]);
    expect(stack.outputs("k")).toMatchObject({ known: false, pendingPorts: [] });
    expect(await stack.up(token, "k", args)).toBe("update");
    expect(bed.tags()).toEqual(["tcp/22 known", "udp/53", "tcp/443", "tcp/8443 known"]);
    await bed.again();
    lab.selectel.closePort(ip, 22);
    expect(await stack.refresh("k")).toEqual([]);
    expect(stack.outputs("k").pendingPorts).toEqual([port(22)]);
    await stack.delete("k");
    expect([bed.tags(), bed.tags(other)]).toEqual([["udp/53", "tcp/443", "tcp/8443"], others]);
  });
});

describe("the toggle of a whole address", () => {
  it("is used where all tags are equal and all shall flip", async () => {
    const bed = await busy();
    await bed.stack.up(token, "k", { ip });
    expect(bed.writes()).toEqual([`PUT /ips/ports {"ip":"${ip}"}`]);
    await bed.stack.up(token, "k", { ip, known: false });
    expect(bed.writes()).toEqual([`PUT /ips/ports {"ip":"${ip}"}`]);
    const methods = bed.lab.journal.list().map(({ method }) => method);
    expect(methods).toEqual(["GET", "GET", "PUT", "GET", "GET", "PUT", "GET"]);
  });

  it("is not used where a tag or a port is not of the kind", async () => {
    const bed = await busy();
    bed.lab.selectel.setKnown(ip, 22, true);
    await bed.stack.up(token, "k", { ip });
    expect(bed.writes()).toEqual([`PUT /ips/ports/53 {"ip":"${ip}"}`, `PUT /ips/ports/443 {"ip":"${ip}"}`]);
    await bed.stack.delete("k");
    await bed.stack.up(token, "one", { ip: other, ports: [port(22)] });
    expect(bed.writes()).toEqual([`PUT /ips/ports/22 {"ip":"${other}"}`]);
  });

  it("is sent without the address only where there is no other one and no other way", async () => {
    const bed = await busy({ toggleBody: "refused" }, { portPath: "/nowhere/{port}" });
    const { lab, stack } = bed;
    expect(await refusal(stack.up(token, "k", { ip }))).toContain('which portPath ("/nowhere/{port}") names');
    expect([bed.tags(), bed.tags(other)]).toEqual([all, others]);
    lab.selectel.unmonitor(other);
    bed.writes();
    await bed.again();
    await stack.up(token, "k", { ip });
    expect(bed.writes()).toEqual([
      `PUT /ips/ports {"ip":"${ip}"}`,
      `PUT /nowhere/22 {"ip":"${ip}"}`,
      "PUT /ips/ports",
    ]);
    expect(bed.tags()).toEqual(known(all));
    expectLooks(bed);
  });

  it("that changes every address is taken back at once, and not used again", async () => {
    const bed = await busy({ toggleBody: "ignored" });
    const { stack } = bed;
    await stack.up(token, "k", { ip });
    expect(bed.writes()).toEqual([
      `PUT /ips/ports {"ip":"${ip}"}`,
      `PUT /ips/ports {"ip":"${ip}"}`,
      ...[22, 53, 443].map((number) => `PUT /ips/ports/${number} {"ip":"${ip}"}`),
    ]);
    expect(stack.said).toContain(
      `warn: selectel connection "eye": PUT /ips/ports with {"ip":"${ip}"} also changed KNOWN tags that it should not: ${other} (tcp/22, tcp/80); they are put back now`,
    );
    await stack.up(token, "k", { ip, known: false });
    expect(bed.writes()).toHaveLength(3);
    expect([bed.tags(), bed.tags(other)]).toEqual([all, others]);
  });

  it("that makes the tags of every address equal is healed port by port", async () => {
    const bed = await busy({ toggleBody: "ignored", mixedTags: "uniform" });
    await bed.stack.up(token, "k", { ip });
    expect(bed.writes()).toEqual([`PUT /ips/ports {"ip":"${ip}"}`, `PUT /ips/ports/22 {"ip":"${other}"}`]);
    expect([bed.tags(), bed.tags(other)]).toEqual([known(all), others]);
  });

  it("that changes every address harms nobody where single ports can't be changed", async () => {
    const bed = await busy({ toggleBody: "ignored" }, { portPath: "/nowhere/{port}" });
    const { stack } = bed;
    const message = await refusal(stack.up(token, "k", { ip }));
    expect(message).toContain('which portPath ("/nowhere/{port}") names');
    expect(message).not.toContain("could not be put back");
    expect([bed.tags(), bed.tags(other)]).toEqual([all, others]);
  });

  it("that made others equal and can't be healed says which tags are off", async () => {
    const bed = await busy({ toggleBody: "ignored", mixedTags: "uniform" }, { portPath: "/nowhere/{port}" });
    const { stack } = bed;
    const message = await refusal(stack.up(token, "k", { ip }));
    expect(message).toContain(
      `tags of other ports were changed and could not be put back: now KNOWN and were not: ${other} (tcp/22)`,
    );
    expect(message).toContain("Put these tags back in the vendor's panel.");
    // The state remembers what was there before: the tags of the address itself are as wished.
    expect(stack.resources.get("k")).toMatchObject({ incomplete: true, outputs: { acceptedPorts: found } });
    expect(bed.tags()).toEqual(known(all));
  });

  it("that is taken back with lost answers is taken back all the same", async () => {
    const bed = await busy({ toggleBody: "ignored" });
    bed.lab.faults.add({ method: "PUT", skip: 1, lose: "before" });
    bed.lab.faults.add({ method: "PUT", skip: 1, status: 429, headers: { "retry-after": "0.1" } });
    await bed.stack.up(token, "k", { ip });
    expect([bed.tags(), bed.tags(other)]).toEqual([known(all), others]);
    expect(bed.lab.faults.unused()).toEqual([]);
    expectLooks(bed);
  });

  it("leaves alone what somebody else changes on another address at the same time", async () => {
    const bed = await busy();
    const { lab, stack } = bed;
    lab.selectel.openPort(third, 25);
    lab.faults.add({ method: "PUT", delayMs: 400 });
    const work = stack.up(token, "k", { ip });
    await new Promise((resolve) => setTimeout(resolve, 250));
    lab.selectel.setKnown(third, 25, true);
    await work;
    expect([bed.tags(), bed.tags(other), bed.tags(third)]).toEqual([known(all), others, ["tcp/25 known"]]);
    expect(bed.writes()).toHaveLength(1);
  });

  it("does not approve a port that opens at the same time", async () => {
    const bed = await busy();
    const { lab, stack } = bed;
    lab.faults.add({ method: "PUT", delayMs: 400 });
    const work = stack.up(token, "k", { ip });
    await new Promise((resolve) => setTimeout(resolve, 250));
    lab.selectel.openPort(ip, 4444);
    await work;
    expect(bed.tags()).toEqual([...known(all), "tcp/4444"]);
    expect(stack.outputs("k").unexpectedPorts).toEqual([port(4444)]);
    expectLooks(bed);
  });
});

describe("the toggle of one port", () => {
  it("names the protocol where the number is open with both", async () => {
    const bed = await busy();
    const { lab, stack } = bed;
    lab.selectel.openPort(ip, 53, "tcp");
    await stack.up(token, "k", { ip, ports: [port(53, "udp")] });
    expect(bed.writes()).toEqual([`PUT /ips/ports/53 {"ip":"${ip}","protocol":"udp"}`]);
    expect(bed.tags()).toEqual(["tcp/22", "tcp/53", "udp/53 known", "tcp/443"]);
  });

  it.each([404, 405, 400, 501])("that is answered with %i names the setting portPath", async (status) => {
    const bed = await busy();
    const { lab, stack } = bed;
    lab.selectel.setKnown(ip, 443, true);
    lab.faults.add({ method: "PUT", status, times: 9 });
    const message = await refusal(stack.up(token, "k", { ip }));
    expect(message).toContain(
      `selectel connection "eye", PUT /ips/ports/22: the service does not take the call that changes the tag of one port, which portPath ("/ips/ports/{port}") names (status ${status}); the vendor says: the lab was asked to fail here`,
    );
    expect(message).toContain("set the connection's `portPath`");
    expect(bed.writes()).toHaveLength(1);
    expect(bed.tags()).toEqual(["tcp/22", "udp/53", "tcp/443 known"]);
    expect(stack.resources.has("k")).toBe(false);
  });

  it("of a port that has just closed is no mistake of the path", async () => {
    const bed = await busy();
    const { lab, stack } = bed;
    lab.selectel.setKnown(ip, 443, true);
    lab.faults.add({ method: "PUT", delayMs: 400 });
    const work = stack.up(token, "k", { ip, ports: [port(22), port(443)] });
    await new Promise((resolve) => setTimeout(resolve, 250));
    lab.selectel.closePort(ip, 22);
    await work;
    expect(bed.tags()).toEqual(["udp/53", "tcp/443 known"]);
    expect(stack.outputs("k").pendingPorts).toEqual([port(22)]);
  });

  it.each([
    [401, "access was refused"],
    [403, "Check the connection's token, and that the address is the account's own"],
  ])("that is answered with %i is no mistake of the path either", async (status, text) => {
    const bed = await busy();
    bed.lab.selectel.setKnown(ip, 443, true);
    bed.lab.faults.add({ method: "PUT", status });
    expect(await refusal(bed.stack.up(token, "k", { ip }))).toContain(text);
    expect(bed.writes()).toHaveLength(1);
  });
});

describe("a toggle", () => {
  it("is not sent again before the tags are read, whatever failed", async () => {
    const bed = await busy();
    const { lab, stack } = bed;
    lab.faults.add({ method: "PUT", status: 429, headers: { "retry-after": "0" } });
    lab.faults.add({ method: "PUT", status: 502 });
    lab.faults.add({ method: "PUT", status: 500, afterWork: true });
    await stack.up(token, "k", { ip });
    expect(bed.writes()).toHaveLength(3);
    expect(bed.tags()).toEqual(known(all));
    expectLooks(bed);
  });

  it("whose work comes after its lost answer is not sent twice", async () => {
    const bed = await busy({}, { timeoutSeconds: 0.5 });
    bed.lab.faults.add({ method: "PUT", delayMs: 900 });
    await bed.stack.up(token, "k", { ip });
    expect(bed.writes()).toHaveLength(1);
    expect(bed.tags()).toEqual(known(all));
  });

  it("is given up after as many failures as the connection allows, and the next up completes it", async () => {
    const bed = await busy({}, { retries: 1 });
    const { lab, stack } = bed;
    lab.selectel.setKnown(ip, 443, true);
    lab.faults.add({ method: "PUT", skip: 1, status: 503, times: 2 });
    expect(await refusal(stack.up(token, "k", { ip }))).toContain("status 503");
    expect(stack.resources.get("k")).toMatchObject({
      incomplete: true,
      outputs: { acceptedPorts: found, original: { "tcp/22": false, "udp/53": false, "tcp/443": true } },
    });
    expect(bed.tags()).toEqual(["tcp/22 known", "udp/53", "tcp/443 known"]);
    await bed.again();
    expect(await stack.up(token, "k", { ip })).toBe("update");
    expect(bed.tags()).toEqual(known(all));
    await bed.again();
    await stack.delete("k");
    expect(bed.tags()).toEqual(["tcp/22", "udp/53", "tcp/443 known"]);
  });

  it("that was answered well without effect is an error, not a reason to send it again", async () => {
    const bed = await busy();
    bed.lab.faults.add({ method: "PUT", status: 200, body: {} });
    expect(await refusal(bed.stack.up(token, "k", { ip }))).toContain(
      `PUT /ips/ports with {"ip":"${ip}"} was answered well, but the KNOWN tags are as before`,
    );
    expect(bed.writes()).toHaveLength(1);
  });

  it("that comes back refused in a good answer's envelope is refused", async () => {
    const bed = await busy();
    const body = { response: { code: 403, text: "Forbidden" }, result: "not yours" };
    bed.lab.faults.add({ method: "PUT", status: 200, body });
    expect(await refusal(bed.stack.up(token, "k", { ip }))).toContain("the vendor says: not yours");
  });

  it("is not sent on a read-only connection", async () => {
    const bed = await busy({}, { readOnly: true });
    expect(await refusal(bed.stack.up(token, "k", { ip }))).toContain("the connection is read-only");
    expect(bed.writes()).toEqual([]);
    bed.lab.selectel.setKnown(ip, 443, true);
    expect(await refusal(bed.stack.up(token, "k", { ip }))).toContain("the connection is read-only");
  });
});

describe("known ports", () => {
  it("are drift where any accepted tag differs, and put back only where they are still ours", async () => {
    const bed = await busy();
    const { lab, stack } = bed;
    await stack.up(token, "k", { ip });
    lab.selectel.setKnown(ip, 22, false);
    await bed.again();
    expect(await stack.refresh("k")).toEqual(["known"]);
    expect(stack.outputs("k").known).toBe(false);
    bed.writes();
    await stack.delete("k");
    expect(bed.writes()).toHaveLength(2);
    expect([bed.tags(), bed.tags(other)]).toEqual([all, others]);
  });

  it("keep tags that somebody else has set meanwhile", async () => {
    const bed = await busy();
    const { lab, stack } = bed;
    lab.selectel.setKnown(ip, 443, true);
    await stack.up(token, "k", { ip });
    await bed.again();
    // It was known before and is now not, which is nobody's but the administrator's.
    lab.selectel.setKnown(ip, 443, false);
    await stack.delete("k");
    expect(bed.tags()).toEqual(all);
    expect(lab.selectel.state().monitored[other]?.map((one) => one.known)).toEqual([false, true]);
  });

  it("stay on deletion with keep", async () => {
    const bed = await busy();
    await bed.stack.up(token, "k", { ip, onDelete: "keep", ports: [port(22), port(443)] });
    await bed.stack.up(token, "k", { ip, onDelete: "keep", ports: [port(22)] });
    await bed.again();
    bed.writes();
    await bed.stack.delete("k");
    expect(bed.writes()).toEqual([]);
    expect(bed.tags()).toEqual(["tcp/22 known", "udp/53", "tcp/443 known"]);
  });

  it("are gone with the monitoring of their address; deleting them then sends nothing", async () => {
    const bed = await busy();
    const { lab, stack } = bed;
    await stack.up(token, "k", { ip });
    await stack.up(token, "other", { ip: other });
    lab.selectel.unmonitor(ip);
    lab.selectel.unmonitor(other);
    await bed.again();
    bed.writes();
    expect(await stack.refresh("k")).toBe("gone");
    await stack.delete("other");
    expect(bed.writes()).toEqual([]);
  });

  it("need a monitored address, which may come in the same run", async () => {
    const bed = await open();
    expect(await refusal(bed.stack.up(token, "k", { ip }))).toBe(
      `selectel connection "eye": ${ip} is not monitored. Make a MonitoredIp for it, and let this resource depend on it, as with \`ip: monitored.ip\`.`,
    );
    expect(bed.writes()).toEqual([]);
  });

  it("of an address without an open port accept none, and say so", async () => {
    const bed = await busy();
    const { lab, stack } = bed;
    await stack.up(token, "k", { ip: third });
    expect(stack.outputs("k")).toMatchObject({ acceptedPorts: [], unexpectedPorts: [], pendingPorts: [] });
    expect(stack.said.join("\n")).toContain(
      `no open port of ${third} is known yet, so that none is accepted`,
    );
    expect(await stack.refresh("k")).toEqual([]);
    lab.selectel.openPort(third, 22);
    await bed.again();
    expect(await stack.refresh("k")).toEqual([]);
    expect(stack.outputs("k").unexpectedPorts).toEqual([port(22)]);
    await stack.delete("k");
    expect(bed.tags(third)).toEqual(["tcp/22"]);
  });

  it("found later by a scan are those of the list alone", async () => {
    const bed = await open({ scanSeconds: 600 });
    const { lab, stack } = bed;
    lab.selectel.monitor(ip);
    for (const number of [22, 443]) lab.selectel.openPort(ip, number);
    const args = { ip, ports: [port(22)] };
    await stack.up(token, "k", args);
    expect(stack.outputs("k").pendingPorts).toEqual([port(22)]);
    await bed.again();
    expect(await stack.refresh("k")).toEqual([]);
    lab.clock.advance(700);
    await bed.again();
    expect(await stack.refresh("k")).toEqual(["known"]);
    await stack.up(token, "k", args);
    expect(bed.tags()).toEqual(["tcp/22 known", "tcp/443"]);
  });

  it.each([
    [[], [true, found]],
    [[22], [true, [port(22)]]],
  ])("are imported with the tags that are there, %j being known", async (tagged, [isKnown, accepted]) => {
    const bed = await busy();
    const { lab, stack } = bed;
    for (const number of tagged as number[]) lab.selectel.setKnown(ip, number, true);
    if (tagged.length === 0) {
      await stack.up(token, "first", { ip });
      await bed.again();
    }
    bed.writes();
    const imported = await stack.import(token, "k", ip);
    expect(imported).toMatchObject({
      id: ip,
      inputs: { ip, known: isKnown, acceptNew: false, onDelete: "restore" },
    });
    expect(imported?.outputs.acceptedPorts).toEqual(accepted);
    expect(await stack.preview("k", { ip })).toEqual([]);
    await stack.delete("k");
    expect(bed.writes()).toEqual([]);
  });

  it("without any tag are imported as not known; what isn't monitored is not there", async () => {
    const bed = await busy();
    const { stack } = bed;
    expect((await stack.import(token, "k", `eye/${ip}`))?.inputs.known).toBe(false);
    expect(await stack.preview("k", { ip, known: false })).toEqual([]);
    await bed.again();
    await stack.up(token, "k", { ip });
    expect(bed.tags()).toEqual(known(all));
    await bed.again();
    await stack.delete("k");
    expect(bed.tags()).toEqual(all);
    expect((await stack.import(token, "none", third))?.inputs.known).toBe(true);
    expect(await stack.import(token, "x", "99.99.99.200")).toBeUndefined();
    expect(await refusal(stack.import(token, "x", "here"))).toContain('the id "here" is not right');
  });

  it("tell at preview what they accept", async () => {
    const bed = await busy();
    await bed.stack.up(token, "k", { ip });
    expect(bed.stack.said).toEqual([
      `info: ${ip}: accepts the ports that are open now: tcp/22, udp/53, tcp/443`,
    ]);
  });

  it("of one address have one owner, or one for each port", async () => {
    const bed = await busy();
    const { stack } = bed;
    await stack.up(token, "a", { ip, ports: [port(22)] });
    const text =
      "is owned by selectel:KnownPorts a already: two resources of one program would undo each other";
    expect(await refusal(stack.up(token, "b", { ip }))).toBe(`: the KNOWN tags of ${ip} ${text}`);
    expect(await refusal(stack.up(token, "b", { ip, ports: [{ port: 22 }] }))).toBe(
      `: the KNOWN tags of ${ip}, tcp/22 ${text}`,
    );
    expect(await refusal(stack.up(token, "b", { ip, ports: [port(443)], acceptNew: true }))).toContain(text);
    await stack.up(token, "b", { ip, ports: [port(443)] });
    await stack.up(token, "c", { ip: other });
  });

  it("that another resource has just taken over are not put back", async () => {
    const bed = await busy();
    const { stack } = bed;
    await stack.up(token, "old", { ip, ports: [port(22), port(443)] });
    await bed.again();
    await stack.up(token, "new", { ip: other, ports: [port(22)] });
    await stack.up(token, "renamed", { ip, ports: [port(22)] });
    await stack.delete("old");
    expect(bed.tags()).toEqual(["tcp/22 known", "udp/53", "tcp/443"]);
    expect(stack.said.at(-1)).toContain(`KNOWN tags of ${ip} were not put back, because another resource`);
  });

  it("are looked at once for many resources", async () => {
    const bed = await busy();
    const { lab, stack } = bed;
    await stack.up(token, "a", { ip });
    await stack.up(token, "b", { ip: other });
    await bed.again();
    lab.journal.clear();
    expect([await stack.refresh("a"), await stack.refresh("b")]).toEqual([[], []]);
    await stack.preview("a", { ip });
    expect(lab.journal.list()).toHaveLength(1);
  });

  it("that can't be looked at are a warning at preview", async () => {
    const bed = await busy({}, { retries: 0 });
    await bed.stack.up(token, "a", { ip });
    await bed.again();
    bed.lab.faults.add({ method: "GET", status: 503, times: 2 });
    expect(await bed.stack.preview("a", { ip })).toEqual([]);
    expect(bed.stack.said.at(-1)).toContain("warn: the preview could not look at the open ports: ");
    expect(await refusal(bed.stack.refresh("a"))).toContain("status 503");
  });

  it.each([
    [{}, "ip: is required"],
    [{ ip: "99.99.99" }, 'ip: found "99.99.99": allowed: an IP address, such as 203.0.113.7'],
    [{ ip: "99.99.99.0/24" }, 'ip: found "99.99.99.0/24": allowed: an IP address, such as 203.0.113.7'],
    [{ ip, ports: [{ port: 0 }] }, "ports[0].port: found 0, allowed: at least 1"],
    [{ ip, ports: [{ port: 65536 }] }, "ports[0].port: found 65536, allowed: at most 65535"],
    [
      { ip, ports: [{ port: 22, protocol: "tpc" }] },
      'ports[0].protocol: found "tpc", allowed: "tcp", "udp"; did you mean "tcp"?',
    ],
    [{ ip, ports: 22 }, "ports: found 22, allowed: a list"],
    [{ ip, knwon: true }, 'knwon: unknown field; did you mean "known"?'],
    [{ ip, onDelete: "drop" }, 'onDelete: found "drop", allowed: "restore", "keep"'],
  ])("refuse %j at preview", async (args, message) => {
    const bed = await busy();
    expect(await refusal(bed.stack.up(token, "k", args))).toBe(message);
    expect(bed.lab.journal.list()).toEqual([]);
  });

  it("are one object however an IPv6 address is spelled", async () => {
    const bed = await open();
    const { lab, stack } = bed;
    lab.selectel.monitor("2001:db8::1");
    lab.selectel.openPort("2001:db8::1", 22);
    await stack.up(token, "k", { ip: "2001:DB8:0::1" });
    expect(stack.resources.get("k")?.id).toBe("2001:db8::1");
    expect(bed.tags("2001:db8::1")).toEqual(["tcp/22 known"]);
    expect(await stack.up(token, "k", { ip: "2001:db8::1" })).toBe("same");
    expect(await stack.up(token, "k", { ip: "2001:db8:0:0::1", ports: [] })).toBe("update");
    expect(bed.tags("2001:db8::1")).toEqual(["tcp/22"]);
  });

  it("of another address are another object, and the old ones are put back", async () => {
    const bed = await busy();
    await bed.stack.up(token, "k", { ip });
    await bed.again();
    expect(await bed.stack.up(token, "k", { ip: other })).toBe("replace");
    expect([bed.tags(), bed.tags(other)]).toEqual([all, ["tcp/22 known", "tcp/80 known"]]);
  });

  it("never say the token", async () => {
    const bed = await busy({ token: "s3cret-token" });
    const { lab, stack } = bed;
    lab.faults.add({ method: "PUT", status: 400, body: { result: "bad s3cret-token" }, times: 9 });
    expect(await refusal(stack.up(token, "k", { ip }))).toContain("bad [secret]");
    expect(JSON.stringify([stack.said, [...stack.resources.values()]])).not.toContain("s3cret");
  });

  it("are not toggled where the list can't be understood", async () => {
    const bed = await busy();
    const { lab, stack } = bed;
    const answers: Array<[unknown, string]> = [
      [{ ports: [] }, "it is no list but an object with ports"],
      [
        [{ ip, port: 22, protocol: "tcp" }],
        'an item has no tag "known" or "KNOWN" that is true or false, only ip, port, protocol',
      ],
      [[{ ip, port: "ssh", known: true }], 'the port of an item is "ssh"'],
      [[{ port: 22, known: true }], "an item has no ip, only port, known"],
      [["22"], 'an item of it is "22"'],
    ];
    for (const [body, text] of answers) {
      lab.faults.add({ method: "GET", path: ports, status: 200, body, times: 9 });
      expect(await refusal(stack.up(token, "k", { ip }))).toContain(
        `the list of ports can't be understood: ${text}`,
      );
      lab.faults.clear();
    }
    expect(bed.writes()).toEqual([]);
  });
});
