import { afterEach, describe, expect, it } from "vitest";
import { Lab } from "../../provider/lab/core";
import type { IdecoOptions } from "../../provider/lab/ideco/appliance";
import { judgeRequest } from "../../provider/lab/ideco/judge";
import { Caller } from "./client";
import { bodies, inBlocks, refusal } from "./ideco";

const open: { lab: Lab; ngfw: Caller }[] = [];
afterEach(async () => {
  for (const { lab, ngfw } of open.splice(0)) {
    await ngfw.close();
    await lab.stop();
  }
});

async function bench(options: IdecoOptions = {}) {
  const lab = await Lab.start({ ideco: { dialect: "v22", ...options } });
  const ngfw = new Caller(`${lab.url}/ideco`);
  await ngfw.login();
  open.push({ lab, ngfw });
  return { lab, ngfw };
}

const forward = "/firewall/rules/forward";
const rule = { ...inBlocks(bodies.forward), hip_profiles_negate: false };

describe("v22", () => {
  it("names rules of the firewall by texts, everywhere", async () => {
    const { ngfw, lab } = await bench();
    expect((await ngfw.post(forward, rule)).json).toEqual({ id: "fwd.ngfw.1" });
    const query = "anchor_item_id=fwd.ngfw.1&insert_after=false";
    expect((await ngfw.post(`${forward}?${query}`, { ...rule, action: "reject" })).json).toEqual({
      id: "fwd.ngfw.2",
    });
    expect((await ngfw.post(`${forward}?anchor_item_id=1`, rule)).status).toBe(400);
    const params = { id: "fwd.ngfw.2", anchor_item_id: "fwd.ngfw.1", insert_after: true };
    expect((await ngfw.patch(`${forward}/move`, { params })).status).toBe(200);
    expect(refusal(await ngfw.patch(`${forward}/move`, { params: { ...params, id: 2 } }))).toEqual([
      542,
      "params.id",
    ]);
    const listed = (await ngfw.get(forward)).json as { id: string; action: string }[];
    expect(listed.map(({ id, action }) => [id, action])).toEqual([
      ["fwd.ngfw.1", "accept"],
      ["fwd.ngfw.2", "reject"],
    ]);
    expect((await ngfw.get("/firewall/counters/forward")).json[0]).toEqual({ id: "fwd.ngfw.1", packets: 0 });
    expect((await ngfw.patch(`${forward}/fwd.ngfw.1`, { ...rule, comment: "x" })).status).toBe(200);
    expect((await ngfw.delete(`${forward}/1`)).status).toBe(404);
    expect((await ngfw.delete(`${forward}/fwd.ngfw.1`)).status).toBe(200);
    expect(lab.ideco.table("forward").rules.map(({ id }) => id)).toEqual([2]);
    const input = await ngfw.post("/firewall/rules/input", rule);
    expect(input.json).toEqual({ id: "inp.ngfw.1" });
  });

  it("has each of its facts by itself", async () => {
    const { ngfw } = await bench({
      facts: { ruleIds: "numbers", reject: false, addresses: "flat", hipNegate: false },
    });
    expect((await ngfw.post(forward, bodies.forward)).json).toEqual({ id: 1 });
    expect(refusal(await ngfw.post(forward, { ...bodies.forward, action: "reject" }))).toEqual([
      542,
      "action",
    ]);
    expect((await ngfw.get("/web/whoami")).status).toBe(200);
    const old = await bench({ dialect: "v20" });
    expect((await old.ngfw.get("/web/whoami")).status).toBe(404);
  });

  it("negates HIP profiles", async () => {
    const { lab, ngfw } = await bench();
    const body = { ...rule, action: "drop", hip_profiles: ["hip_profile.id.2"], hip_profiles_negate: true };
    await ngfw.post(forward, body);
    const packet = {
      protocol: "tcp",
      sourceAddress: "192.168.0.10",
      destinationAddress: "10.20.0.9",
    } as const;
    expect(lab.ideco.send({ ...packet, hipProfile: "hip_profile.id.2" }).filter.verdict).toBe("accept");
    expect(lab.ideco.send({ ...packet, hipProfile: "hip_profile.id.1" }).filter.verdict).toBe("drop");
  });

  it("has the fields of its content filter", async () => {
    const { lab, ngfw } = await bench();
    const { aliases: _, ...rest } = bodies.contentFilter;
    const body = {
      ...rest,
      src_aliases: [{ aliases: ["user.id.1"], negate: true }],
      categories_negate: true,
      uri_regex: "^https://games\\.",
      traffic_direction: "out",
      content_length: 5,
      content_length_mode: ">=",
      av_profile: "",
    };
    expect(refusal(await ngfw.post("/content-filter/rules", bodies.contentFilter))[0]).toBe(542);
    expect(refusal(await ngfw.post("/content-filter/rules", { ...body, uri_regex: "(" }))).toEqual([
      542,
      "uri_regex",
    ]);
    expect((await ngfw.post("/content-filter/rules", body)).json).toEqual({ id: 1 });
    const request = {
      sourceAddress: "192.168.0.11",
      categories: ["extended.id.1"],
      url: "https://games.example/",
      direction: "out",
      megabytes: 6,
    } as const;
    const { rules } = lab.ideco.table("contentFilter");
    const access = (other: object) =>
      judgeRequest(rules, { ...request, ...other }, lab.ideco.objects).access.verdict;
    expect(access({})).toBe("deny");
    for (const other of [
      { sourceAddress: "192.168.0.10" },
      { categories: ["extended.id.3"] },
      { url: "https://news.example/" },
      { direction: "in" },
      { megabytes: 4 },
    ]) {
      expect([other, access(other)]).toEqual([other, "allow"]);
    }
  });

  it("takes the rules of older versions along", async () => {
    const { lab, ngfw } = await bench({ dialect: "v18" });
    lab.ideco.table("forward").add({ hip_profiles: ["hip_profile.id.2"] });
    lab.ideco.table("contentFilter").add({ aliases: ["user.id.1"] });
    lab.ideco.upgrade("v22");
    await ngfw.login();
    const [first] = (await ngfw.get(forward)).json;
    expect(first).toMatchObject({ id: "fwd.ngfw.1", hip_profiles_negate: false, logging: false });
    const [content] = (await ngfw.get("/content-filter/rules")).json;
    expect(content).toMatchObject({ id: 1, src_aliases: [{ aliases: ["user.id.1"], negate: false }] });
    expect(content).not.toHaveProperty("aliases");
    lab.ideco.upgrade("v20");
    expect(lab.ideco.table("contentFilter").rules[0]).toMatchObject({ aliases: ["user.id.1"] });
    expect(lab.ideco.table("forward").rules[0]).not.toHaveProperty("hip_profiles_negate");
  });

  it("blocks what comes from outside unless a rule allows it, even with user rules off", async () => {
    const { lab } = await bench();
    const packet = {
      protocol: "tcp",
      sourceAddress: "198.51.100.1",
      destinationAddress: "192.168.0.20",
      destinationPort: 443,
      incomingInterface: "interface.id.2",
    } as const;
    expect(lab.ideco.send(packet).filter).toEqual({ verdict: "drop" });
    expect(lab.ideco.send({ ...packet, incomingInterface: "interface.id.3" }).filter.verdict).toBe("accept");
    lab.ideco.table("forward").add({});
    expect(lab.ideco.send(packet).filter).toEqual({ verdict: "accept", ruleId: 1 });
    lab.ideco.firewall.state.enabled = false;
    expect(lab.ideco.send(packet).filter).toEqual({ verdict: "drop" });
    lab.ideco.configure({ facts: { blocksExternal: false } });
    expect(lab.ideco.send(packet).filter).toEqual({ verdict: "accept" });
  });

  it("hides what lists of countries hold, and may group the objects", async () => {
    const { lab, ngfw } = await bench();
    const all = (await ngfw.get("/aliases/all")).json as { id: string }[];
    expect(all.find(({ id }) => id === "list_of_iplists.id.1")).not.toHaveProperty("values");
    lab.ideco.configure({ allAliases: "grouped" });
    const grouped = (await ngfw.get("/aliases/all")).json;
    expect(Object.values(grouped).flat()).toHaveLength(all.length);
    expect(grouped.iplist[0]).toEqual({ id: "iplist.de", type: "iplist", title: "Germany", comment: "" });
  });
});

describe("administrators", () => {
  it("with a second factor get cookies and no further", async () => {
    const { ngfw } = await bench({ secondFactor: true });
    expect((await ngfw.login()).status).toBe(200);
    expect((await ngfw.get(forward)).status).toBe(401);
    expect((await ngfw.get("/web/whoami")).json).toMatchObject({
      role_id: "",
      blocked_flags: ["second_factor"],
    });
    const other = await bench({ secondFactor: true, dialect: "v18" });
    expect((await other.ngfw.get("/web/whoami")).status).toBe(404);
  });

  it("with a role that reads change nothing", async () => {
    const { ngfw } = await bench({ role: "read" });
    expect((await ngfw.get(forward)).status).toBe(200);
    expect((await ngfw.post(forward, rule)).status).toBe(403);
    expect((await ngfw.delete("/web/auth/login")).status).toBe(200);
  });
});

describe("every version", () => {
  it("tells itself in its backups", async () => {
    for (const dialect of ["v18", "v19", "v20", "v22"] as const) {
      const { ngfw } = await bench({ dialect });
      expect((await ngfw.get("/backup/backups")).json[0].version.major).toBe(Number(dialect.slice(1)));
    }
  });

  it("may answer 404 to application control", async () => {
    const { ngfw, lab } = await bench({ dialect: "v18", facts: { appControl: "missing" } });
    expect((await ngfw.get("/application_control_backend/rules")).status).toBe(404);
    lab.ideco.configure({ facts: {} });
    expect((await ngfw.get("/application_control_backend/rules")).status).toBe(200);
  });

  it("takes countries, the null network and zones in rules", async () => {
    const { ngfw, lab } = await bench({ dialect: "v18" });
    const body = {
      ...bodies.forward,
      action: "drop",
      incoming_interface: "zone.id.1",
      source_addresses: ["zero_subnet"],
      destination_addresses: ["iplist.de"],
    };
    expect((await ngfw.post(forward, body)).status).toBe(200);
    const packet = {
      protocol: "tcp",
      sourceAddress: "192.168.0.10",
      destinationAddress: "203.0.113.70",
    } as const;
    expect(lab.ideco.send({ ...packet, incomingInterface: "interface.id.1" }).filter.ruleId).toBe(1);
    expect(lab.ideco.send({ ...packet, incomingInterface: "interface.id.3" }).filter.ruleId).toBeUndefined();
  });
});

describe("the way of a packet", () => {
  it("goes through DNAT first, then to the table of where it is sent", async () => {
    const { lab, ngfw } = await bench({ dialect: "v18" });
    lab.ideco.table("dnat").add({
      action: "dnat",
      protocol: "protocol.tcp",
      destination_addresses: ["any"],
      incoming_interface: "interface.external_any",
      change_destination_address: "ip.id.1",
      change_destination_port: "8443",
    });
    lab.ideco.table("forward").add({ action: "drop", destination_addresses: ["ip.id.1"] });
    const packet = {
      protocol: "tcp",
      sourceAddress: "198.51.100.1",
      destinationAddress: "203.0.113.2",
      destinationPort: 443,
      incomingInterface: "interface.id.2",
    } as const;
    const passage = lab.ideco.trace(packet);
    expect(passage).toMatchObject({
      dnat: { verdict: "dnat", ruleId: 1 },
      table: "forward",
      filter: { verdict: "drop", ruleId: 1 },
      translated: {
        destinationAddress: "192.168.0.20",
        destinationPort: 8443,
        outgoingInterface: "interface.id.1",
      },
    });
    const check = {
      enabled: true,
      protocol: "tcp",
      src_ip: "198.51.100.1",
      src_port: 1024,
      dst_ip: "203.0.113.2",
      dst_port: 443,
      incoming_interface: "interface.id.2",
      expected_result: "drop",
      comment: "",
    };
    await ngfw.post("/firewall/checks_packets", check);
    await ngfw.post("/firewall/checks_start");
    const { data } = (await ngfw.get("/firewall/checks_result")).json;
    expect(data).toEqual({ 1: { result: "drop", rule_id: "fwd.ngfw.1", verdict: true } });
    // Without DNAT it is for the appliance itself.
    lab.ideco.table("dnat").delete(1);
    expect(lab.ideco.trace(packet)).toMatchObject({ table: "input", filter: { verdict: "accept" } });
  });
});
