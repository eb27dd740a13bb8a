import { describe, expect, it } from "vitest";
import type { SelectelOptions } from "../../provider/lab/selectel/appliance";
import { type Harness, harnesses } from "./harness";
import { typesOf } from "./ideco";
import samples from "./samples/selectel.json";

const token = "lab-selectel-token";
const start = harnesses("selectel", { "x-token": token });
const open = (options: SelectelOptions = {}) => start({ selectel: options });
const ip = "99.99.99.99";
const other = "99.99.99.100";
const ports = "/eye/v1/ips/ports";

const tags = (bed: Harness, of = ip) =>
  (bed.lab.selectel.state().monitored[of] ?? []).map((port) => port.known);

/** Two monitored addresses: ports 22 and 443 with mixed tags, and 80. */
async function busy(options: SelectelOptions = {}): Promise<Harness> {
  const bed = await open(options);
  for (const one of [ip, other]) bed.lab.selectel.monitor(one);
  bed.lab.selectel.openPort(ip, 443);
  bed.lab.selectel.openPort(ip, 22);
  bed.lab.selectel.openPort(other, 80);
  bed.lab.selectel.setKnown(ip, 22, true);
  return bed;
}

describe("printed calls", () => {
  it("are taken, with answers of the printed form", async () => {
    const bed = await open();
    const { add, list, toggle, remove } = samples;
    const added = await bed.call(add.request.method, add.request.path, add.request.body);
    expect([added.status, typesOf(added.json)]).toEqual([add.status, typesOf(add.answer)]);
    expect(added.json.result.addedIP.ip).toBe(ip);
    const listed = await bed.call(list.request.method, list.request.path, list.request.body);
    expect([listed.status, listed.json]).toEqual([list.status, []]);
    expect((await bed.call(toggle.request.method, toggle.request.path)).status).toBe(toggle.status);
    const removed = await bed.call(remove.request.method, remove.request.path, remove.request.body);
    expect([removed.status, removed.json]).toEqual([remove.status, remove.answer]);
    expect(bed.lab.selectel.state().monitored).toEqual({});
  });
});

describe("addresses", () => {
  it("are known, foreign, monitored already or not at all", async () => {
    const bed = await open();
    bed.lab.selectel.disown(other);
    expect((await bed.call("POST", "/eye/v1/ips", { ip })).status).toBe(201);
    const twice = await bed.call("POST", "/eye/v1/ips", { ip });
    expect([twice.status, typesOf(twice.json)]).toEqual([
      409,
      { response: { code: "integer", text: "string" }, result: "string" },
    ]);
    expect((await bed.call("POST", "/eye/v1/ips", { ip: other })).status).toBe(403);
    expect((await bed.call("GET", ports, { ip: other })).status).toBe(403);
    const unknown = { ip: "99.99.99.101" };
    expect((await bed.call("GET", ports, unknown)).status).toBe(404);
    expect((await bed.call("PUT", ports, unknown)).status).toBe(404);
    expect((await bed.call("PUT", `${ports}/80`, unknown)).status).toBe(404);
    expect((await bed.call("DELETE", "/eye/v1/ips", unknown)).status).toBe(404);
    bed.lab.selectel.own(other);
    expect((await bed.call("POST", "/eye/v1/ips", { ip: other })).status).toBe(201);
  });

  it.each([
    ["POST", "/eye/v1/ips", undefined],
    ["POST", "/eye/v1/ips", {}],
    ["POST", "/eye/v1/ips", { ip: "99.99.99" }],
    ["POST", "/eye/v1/ips", { ip: 99 }],
    ["POST", "/eye/v1/ips", { ip, name: "a" }],
    ["POST", "/eye/v1/ips", "{ip}"],
    ["POST", "/eye/v1/ips?ip=1", { ip }],
    ["DELETE", "/eye/v1/ips", undefined],
    ["GET", ports, {}],
    ["PUT", ports, {}],
    ["PUT", `${ports}/0`, { ip }],
    ["PUT", `${ports}/ssh`, { ip }],
    ["PUT", `${ports}/22`, { ip, protocol: "icmp" }],
    ["PUT", `${ports}/22`, undefined],
  ])("%s %s refuses %j", async (method, path, body) => {
    const bed = await busy();
    const before = bed.lab.selectel.state();
    expect((await bed.call(method, path, body)).status).toBe(400);
    expect(bed.lab.selectel.state()).toEqual(before);
  });

  it("need the token on every call, also on unknown ones", async () => {
    const bed = await open();
    for (const headers of [{ "x-token": "wrong" }, { "x-token": "" }]) {
      expect((await bed.call("GET", ports, undefined, headers)).status).toBe(401);
      expect((await bed.call("GET", "/eye/v1/nowhere", undefined, headers)).status).toBe(401);
    }
    expect((await bed.caller.get(ports)).status).toBe(401);
    bed.lab.selectel.configure({ unauthorized: 403 });
    expect((await bed.caller.get(ports)).status).toBe(403);
    expect((await bed.call("PATCH", ports)).status).toBe(405);
    expect((await bed.call("GET", "/eye/v1/ips")).status).toBe(405);
    expect((await bed.call("GET", "/ips/ports")).status).toBe(404);
    expect(JSON.stringify(bed.lab.journal.list())).not.toContain(token);
  });
});

describe("list", () => {
  it("takes a GET with a body, or shows every monitored address", async () => {
    const bed = await busy();
    const [ssh, https, http] = [
      { ip, port: 22, protocol: "tcp", known: true },
      { ip, port: 443, protocol: "tcp", known: false },
      { ip: other, port: 80, protocol: "tcp", known: false },
    ];
    expect((await bed.call("GET", ports, { ip })).json).toEqual([ssh, https]);
    expect((await bed.call("GET", ports)).json).toEqual([ssh, https, http]);
  });

  it("has the other forms that are imaginable", async () => {
    const bed = await busy({ listShape: "result", tagName: "KNOWN", tagType: "string" });
    expect((await bed.call("GET", ports, { ip })).json).toEqual({
      result: [
        { ip, port: 22, protocol: "tcp", KNOWN: "true" },
        { ip, port: 443, protocol: "tcp", KNOWN: "false" },
      ],
    });
  });

  it("follows ports as scans find them", async () => {
    const bed = await open({ scanSeconds: 600 });
    const { selectel, clock } = bed.lab;
    const seen = () => (selectel.state().monitored[ip] ?? []).map((port) => `${port.protocol}/${port.port}`);
    clock.freeze();
    selectel.openPort(ip, 53, "udp");
    selectel.monitor(ip);
    expect(seen()).toEqual([]);
    expect(() => selectel.setKnown(ip, 53, true, "udp")).toThrow(/no scan has found udp\/53/);
    clock.advance(600);
    expect(seen()).toEqual(["udp/53"]);
    selectel.setKnown(ip, 53, true, "udp");
    selectel.closePort(ip, 53, "udp");
    expect(seen()).toEqual(["udp/53"]);
    expect(selectel.state().open).toEqual({});
    selectel.openPort(ip, 53, "udp");
    clock.advance(600);
    expect(tags(bed)).toEqual([true]);
    selectel.closePort(ip, 53, "udp");
    clock.advance(600);
    expect(seen()).toEqual([]);
    selectel.openPort(ip, 53, "udp");
    clock.advance(600);
    expect(tags(bed)).toEqual([false]);
  });

  it("forgets the tags of an address that is monitored no more", async () => {
    const bed = await busy();
    await bed.call("DELETE", "/eye/v1/ips", { ip });
    await bed.call("POST", "/eye/v1/ips", { ip });
    expect(tags(bed)).toEqual([false, false]);
  });
});

describe("KNOWN", () => {
  it("is toggled and never set", async () => {
    const bed = await open();
    bed.lab.selectel.monitor(ip);
    bed.lab.selectel.openPort(ip, 22);
    for (const expected of [true, false, true]) {
      expect((await bed.call("PUT", ports, { ip })).status).toBe(200);
      expect(tags(bed)).toEqual([expected]);
    }
  });

  it("flips for one address with a body, for every address without", async () => {
    const bed = await busy();
    await bed.call("PUT", ports, { ip });
    expect([tags(bed), tags(bed, other)]).toEqual([[false, true], [false]]);
    await bed.call("PUT", ports);
    expect([tags(bed), tags(bed, other)]).toEqual([[true, false], [true]]);
  });

  it("becomes uniform", async () => {
    const bed = await busy({ mixedTags: "uniform" });
    await bed.call("PUT", ports, { ip });
    expect([tags(bed), tags(bed, other)]).toEqual([[true, true], [false]]);
    await bed.call("PUT", ports, { ip });
    expect(tags(bed)).toEqual([false, false]);
  });

  it("flips everywhere in spite of the body, or the body is refused, or is due", async () => {
    const bed = await busy({ toggleBody: "ignored" });
    await bed.call("PUT", ports, { ip });
    expect([tags(bed), tags(bed, other)]).toEqual([[false, true], [true]]);
    bed.lab.selectel.configure({ toggleBody: "refused" });
    expect((await bed.call("PUT", ports, { ip })).status).toBe(400);
    bed.lab.selectel.configure({ toggleBody: "ip", toggleWithoutBody: "refused" });
    expect((await bed.call("PUT", ports)).status).toBe(400);
    expect([tags(bed), tags(bed, other)]).toEqual([[false, true], [true]]);
  });

  it("flips for one port, of one protocol or of both", async () => {
    const bed = await busy();
    bed.lab.selectel.openPort(ip, 443, "udp");
    await bed.call("PUT", `${ports}/443`, { ip, protocol: "udp" });
    expect(tags(bed)).toEqual([true, false, true]);
    await bed.call("PUT", `${ports}/443`, { ip });
    expect(tags(bed)).toEqual([true, true, false]);
    expect((await bed.call("PUT", `${ports}/8080`, { ip })).status).toBe(404);
    expect((await bed.call("PUT", `${ports}/22`, { ip, protocol: "udp" })).status).toBe(404);
  });

  it("flips below another path", async () => {
    const bed = await busy({ portPath: "/ips/{ip}/ports/{protocol}/{port}" });
    expect((await bed.call("PUT", `/eye/v1/ips/${ip}/ports/tcp/443`)).status).toBe(200);
    expect(tags(bed)).toEqual([true, true]);
    expect((await bed.call("PUT", `/eye/v1/ips/${ip}/ports/tcp/443`, { ip })).status).toBe(200);
    expect((await bed.call("PUT", `/eye/v1/ips/${ip}/ports/tcp/443`, { ip: other })).status).toBe(400);
    expect((await bed.call("PUT", `${ports}/443`, { ip })).status).toBe(404);
    expect(bed.lab.connections()["lab-selectel"]).toEqual({
      vendor: "selectel",
      endpoint: `${bed.lab.url}/selectel/eye/v1`,
      token,
      portPath: "/ips/{ip}/ports/{protocol}/{port}",
    });
  });

  it("can be flipped although the answer is lost", async () => {
    const bed = await busy();
    bed.lab.faults.add({ vendor: "selectel", method: "PUT", lose: "after" });
    await expect(bed.call("PUT", ports, { ip })).rejects.toThrow();
    expect(tags(bed)).toEqual([false, true]);
    expect(bed.lab.journal.writes().map(({ path, body }) => [path, body])).toEqual([[ports, { ip }]]);
  });
});
