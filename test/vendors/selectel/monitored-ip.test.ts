import { describe, expect, it } from "vitest";
import samples from "../../lab/samples/selectel.json";
import { busy, ip, open, other, ports, readings, refusal, third } from "./open";

const token = "selectel:MonitoredIp";
const port = (number: number, known = false, protocol = "tcp") => ({ port: number, protocol, known });

describe.each(readings)("a monitored address, where %s", (_, options) => {
  it("is added, refreshed, found without and with open ports, and removed", async () => {
    const bed = await open(options);
    const { lab, stack } = bed;
    lab.selectel.openPort(ip, 22);
    expect(await stack.up(token, "m", { ip })).toBe("create");
    expect(lab.journal.writes()[0]).toMatchObject(samples.add.request);
    expect(stack.resources.get("m")?.id).toBe(ip);
    expect(stack.outputs("m")).toMatchObject({ ip, clientId: 100500, openPorts: [port(22)] });
    expect(stack.outputs("m").modified).toMatch(/^\d{4}-\d\d-\d\dT/);

    await bed.again();
    const before = structuredClone(stack.outputs("m"));
    expect(await stack.refresh("m")).toEqual([]);
    expect(stack.outputs("m")).toEqual(before);
    lab.selectel.setKnown(ip, 22, true);
    lab.selectel.openPort(ip, 53, "udp");
    await bed.again();
    expect(await stack.refresh("m")).toEqual([]);
    expect(stack.outputs("m").openPorts).toEqual([port(22, true), port(53, false, "udp")]);
    lab.selectel.closePort(ip, 22);
    lab.selectel.closePort(ip, 53, "udp");
    await bed.again();
    expect(await stack.refresh("m")).toEqual([]);
    expect(stack.outputs("m")).toEqual({ ...before, openPorts: [] });
    expect(await stack.up(token, "m", { ip })).toBe("same");
    expect(bed.writes()).toEqual([`POST /ips {"ip":"${ip}"}`]);

    await bed.again();
    await stack.delete("m");
    expect(lab.journal.writes().at(-1)).toMatchObject(samples.remove.request);
    expect(lab.selectel.state().monitored).toEqual({});
  });
});

describe("a monitored address", () => {
  it("that is there already is taken over, as it has no content of its own, and the preview says so", async () => {
    const bed = await busy();
    const { stack } = bed;
    await stack.up(token, "m", { ip });
    expect(stack.said.join("\n")).toContain(
      `info: selectel connection "eye": the monitoring of ${ip} is there already: the resource takes it over, and it goes with the resource`,
    );
    expect(bed.writes()).toEqual([]);
    expect(stack.outputs("m").openPorts).toEqual([port(22), port(53, false, "udp"), port(443)]);
    expect(stack.outputs("m").clientId).toBeUndefined();
    await bed.again();
    expect(await stack.refresh("m")).toEqual([]);
    expect(await stack.up(token, "m", { ip })).toBe("same");
  });

  it("that somebody adds at the same time is there already as well", async () => {
    const bed = await open();
    bed.lab.faults.add({ method: "POST", status: 409 });
    expect(await refusal(bed.stack.up(token, "m", { ip }))).toContain(`${ip} is monitored already`);
  });

  it.each([
    ["lost before the work", { lose: "before" }],
    ["lost after the work", { lose: "after" }],
    ["cut off", { corrupt: true }],
    ["a gateway's error after the work", { status: 502, html: true, afterWork: true }],
    ["a request to come later", { status: 429, headers: { "retry-after": "0" } }],
  ] as const)("is added once, though the answer is %s", async (_, fault) => {
    const bed = await open();
    bed.lab.faults.add({ method: "POST", ...fault });
    await bed.stack.up(token, "m", { ip });
    expect(bed.lab.selectel.state().monitored).toEqual({ [ip]: [] });
    expect(await bed.stack.refresh("m")).toEqual([]);
  });

  it("is ours where the first sending did it after all", async () => {
    const bed = await open({}, { timeoutSeconds: 0.4 });
    const { lab, stack } = bed;
    // The work comes when the looks for it are over.
    lab.faults.add({ method: "POST", delayMs: 8000 });
    lab.faults.add({ method: "POST", delayMs: 300, status: 409, body: { result: "monitored already" } });
    await stack.up(token, "m", { ip });
    expect(bed.writes()).toHaveLength(2);
  });

  it("is kept in the state where only its ports can't be read", async () => {
    const bed = await open({}, { retries: 0 });
    const { lab, stack } = bed;
    // Preview and creation have looked before.
    lab.faults.add({ method: "GET", skip: 2, status: 500 });
    expect(await refusal(stack.up(token, "m", { ip }))).toContain("status 500");
    expect(stack.resources.get("m")).toMatchObject({
      id: ip,
      incomplete: true,
      outputs: { clientId: 100500 },
    });
    await bed.again();
    expect(await stack.up(token, "m", { ip })).toBe("update");
    expect(bed.writes()).toHaveLength(1);
  });

  it("that is removed by hand is gone, and deleting it is fine", async () => {
    const bed = await busy();
    const { lab, stack } = bed;
    await stack.up(token, "a", { ip, adopt: true });
    await stack.up(token, "b", { ip: third, adopt: true });
    lab.selectel.unmonitor(ip);
    lab.selectel.unmonitor(third);
    await bed.again();
    await stack.delete("a");
    expect(await stack.refresh("b")).toBe("gone");
  });

  it("is not gone because the service fails, forbids, or is somewhere else", async () => {
    const bed = await open({}, { retries: 0 });
    const { lab, stack } = bed;
    await stack.up(token, "m", { ip });
    for (const [status, html, text] of [
      [500, false, "status 500"],
      [403, false, "Check the connection's token, and that the address is the account's own"],
      [401, false, "Check the connection's token."],
      [
        404,
        true,
        "there is no such service here (status 404). Check the connection's endpoint: host and path (usually /eye/v1).",
      ],
      [302, false, "the answer is a redirect"],
    ] as const) {
      lab.faults.add({ method: "GET", status, html, times: 2 });
      expect(await refusal(stack.refresh("m"))).toContain(text);
      lab.faults.clear();
    }
    lab.faults.add({ method: "GET", status: 404 });
    // Some services answer so to the list of an account that monitors nothing; the address itself decides.
    expect(await stack.refresh("m")).toEqual([]);
  });

  it("of somebody else is refused in the vendor's words", async () => {
    const bed = await open();
    bed.lab.selectel.disown(ip);
    expect(await refusal(bed.stack.up(token, "m", { ip }))).toContain(
      `the vendor says: ${ip} is not an address of this account`,
    );
  });

  it("is imported by the address, and imports nothing else", async () => {
    const bed = await busy();
    const { stack } = bed;
    expect(await stack.import(token, "m", `eye/${ip}`)).toMatchObject({ id: ip, inputs: { ip } });
    expect(await stack.preview("m", { ip })).toEqual([]);
    expect(await stack.import(token, "m", third)).toMatchObject({ outputs: { openPorts: [] } });
    expect(await stack.import(token, "x", "99.99.99.200")).toBeUndefined();
    expect(await refusal(stack.import(token, "x", "m"))).toContain(
      'the id "m" is not right: it is an IP address',
    );
  });

  it("is replaced where the address changes, and one owner has it", async () => {
    const bed = await open();
    const { stack } = bed;
    await stack.up(token, "m", { ip });
    expect(await refusal(stack.up(token, "n", { ip }))).toContain(
      `the monitoring of ${ip} is owned by selectel:MonitoredIp m already`,
    );
    await bed.again();
    bed.writes();
    expect(await stack.up(token, "m", { ip: other })).toBe("replace");
    expect(bed.writes()).toEqual([`POST /ips {"ip":"${other}"}`, `DELETE /ips {"ip":"${ip}"}`]);
  });

  it("that was renamed stays", async () => {
    const bed = await open();
    await bed.stack.up(token, "old", { ip });
    await bed.again();
    await bed.stack.up(token, "new", { ip, adopt: true });
    await bed.stack.delete("old");
    expect(bed.lab.selectel.state().monitored).toEqual({ [ip]: [] });
  });
});

describe("functions", () => {
  it("list open ports, of one address and of all", async () => {
    const { lab, stack } = await busy();
    const of = (address: string, ...listed: Array<ReturnType<typeof port>>) =>
      listed.map((each) => ({ ip: address, ...each }));
    const first = of(ip, port(22), port(53, false, "udp"), port(443));
    const second = of(other, port(22), port(80, true));
    expect(await stack.call("selectel:getOpenPorts", { ip })).toEqual({ items: first });
    expect(lab.journal.list()[0]).toMatchObject(samples.list.request);
    expect(await stack.call("selectel:getOpenPorts")).toEqual({ items: [...first, ...second] });
    expect(await stack.call("selectel:getOpenPorts", { ip: third })).toEqual({ items: [] });
    expect(await refusal(stack.call("selectel:getOpenPorts", { ip: "99.99.99.200" }))).toContain(
      "99.99.99.200 is not monitored",
    );
    lab.selectel.openPort(third, 25);
    expect((await stack.call("selectel:getOpenPorts")).items).toHaveLength(6);
  });

  it("tell the state of one port", async () => {
    const { lab, stack } = await busy();
    const get = (args: object) => stack.call("selectel:getPort", { ip, ...args });
    expect(await get({ port: 22 })).toEqual({ ip, port: 22, protocol: "tcp", open: true, known: false });
    expect(await get({ port: 53 })).toEqual({ ip, port: 53, protocol: "udp", open: true, known: false });
    lab.selectel.openPort(ip, 53);
    lab.selectel.setKnown(ip, 53, true);
    expect(await get({ port: 53 })).toMatchObject({ protocol: "tcp", known: true });
    expect(await get({ port: 53, protocol: "udp" })).toMatchObject({ protocol: "udp", known: false });
    expect(await get({ port: 80 })).toEqual({ ip, port: 80, protocol: "tcp", open: false, known: false });
    expect(await refusal(get({ port: 0 }))).toContain("port: found 0, allowed: at least 1");
    expect(await refusal(get({ ip: "99.99.99.200", port: 22 }))).toContain("is not monitored");
  });
});

describe("the list of ports", () => {
  it.each([
    ["a bare array", [{ ip, port: 22, protocol: "tcp", known: true }]],
    ["an object", { result: [{ ip, port: 22, protocol: "tcp", known: true }] }],
    ["with texts", [{ ip, port: "22", protocol: "TCP", KNOWN: "True" }]],
    ["with numbers for tags and without protocols", [{ ip, port: 22, known: 1 }]],
    ["without the address that was asked for", [{ port: 22, protocol: "tcp", known: true }]],
  ])("is understood as %s", async (_, body) => {
    const { lab, stack } = await open();
    lab.faults.add({ method: "GET", path: ports, status: 200, body });
    expect(await stack.call("selectel:getOpenPorts", { ip })).toEqual({ items: [{ ip, ...port(22, true) }] });
  });

  it.each([[""], ["null"], ['{"result": null}'], ["{}"]])("is not empty because it is %j", async (body) => {
    const { lab, stack } = await open();
    await stack.up(token, "m", { ip });
    lab.faults.add({ method: "GET", path: ports, status: 200, body, times: 30 });
    const said = /the answer is empty where JSON is due|the list of ports can't be understood/;
    expect(await refusal(stack.call("selectel:getOpenPorts", { ip }))).toMatch(said);
    expect(await refusal(stack.refresh("m"))).toMatch(said);
  });
});

describe("a connection", () => {
  it.each([
    [{ portPath: "ips/{port}" }, 'portPath: found "ips/{port}": allowed: a path that begins with "/"'],
    [{ portPath: "/ips/ports" }, "allowed: a path with {port} in it"],
    [{ portPath: "/ips/{prot}/{port}" }, "allowed: no other placeholders than {ip}, {port}, {protocol}"],
    [{ portPath: "/../{port}" }, 'allowed: a path without "?", "#", blanks and ".."'],
    [{ portPath: "/a?b={port}" }, 'allowed: a path without "?", "#", blanks and ".."'],
    [{ endpoint: "ftp://x" }, "endpoint: found"],
    [{ token: "" }, "token: found"],
  ])("with %j is refused", async (settings, message) => {
    const { lab, stack } = await open({}, settings);
    expect(await refusal(stack.up(token, "m", { ip }))).toContain(message);
    expect(lab.journal.list()).toEqual([]);
  });

  it("has the vendor's endpoint by default, and sends the token", async () => {
    const { lab, stack } = await open(
      { token: "nat789" },
      { endpoint: undefined, retries: 0, proxy: "http://127.0.0.1:9" },
    );
    expect(await refusal(stack.up(token, "m", { ip }))).toContain("the proxy 127.0.0.1:9 can't be reached");
    expect(lab.journal.list()).toEqual([]);
    const wrong = await open({ token: "nat789" }, { token: "other" });
    expect(await refusal(wrong.stack.up(token, "m", { ip }))).toContain(
      "access was refused (status 401); the vendor says: X-Token is missing or wrong. Check the connection's token.",
    );
  });
});
