import { describe, expect, it } from "vitest";
import { bench, bodies, inBlocks, refusal } from "./ideco";

const template = "__DEFAULT_IPS_PROFILE_ID__";
const byClass = (...values: string[]) => [{ key: "classtype", operator: "equals", values }];
const rule = { filters: byClass("command-and-control"), action: "drop", comment: "" };

describe("profiles of intrusion prevention, v18", () => {
  const bed = bench();

  it("are made, edited, copied and deleted", async () => {
    const { ngfw } = bed;
    expect((await ngfw.get("/ips/profiles")).json.map(({ name }: { name: string }) => name)).toEqual([
      "Balanced",
      "Strict",
    ]);
    const { id } = (await ngfw.post("/ips/profiles", { name: "Own", comment: "a" })).json;
    expect(refusal(await ngfw.post("/ips/profiles", { name: "x".repeat(43), comment: "" }))).toEqual([
      542,
      "name",
    ]);
    expect((await ngfw.patch(`/ips/profiles/${id}`, { name: "Mine", comment: "b" })).status).toBe(200);
    expect((await ngfw.post(`/ips/profiles/${id}/rules`, rule)).json).toEqual({ id: 1 });
    const copy = (await ngfw.post(`/ips/profiles/${id}/copy`)).json.id;
    expect((await ngfw.get(`/ips/profiles/${copy}/rules`)).json).toEqual([{ id: 1, ...rule }]);
    expect((await ngfw.get("/ips/profiles")).json.slice(2)).toEqual([
      { id, name: "Mine", comment: "b" },
      { id: copy, name: "Mine", comment: "b" },
    ]);
    await ngfw.post("/firewall/rules/forward", { ...bodies.forward, ips_enabled: true, ips_profile: id });
    expect((await ngfw.delete(`/ips/profiles/${id}`)).status).toBe(542);
    expect((await ngfw.delete(`/ips/profiles/${copy}`)).status).toBe(200);
    expect((await ngfw.delete(`/ips/profiles/${copy}`)).status).toBe(404);
    expect((await ngfw.get(`/ips/profiles/${template}/rules`)).status).toBe(404);
    const whole = { name: "Whole", comment: "", rules: [rule, { ...rule, action: "pass" }] };
    const made = (await ngfw.post("/ips/profiles-create-with-rules", whole)).json.id;
    expect((await ngfw.get(`/ips/profiles/${made}/rules`)).json).toHaveLength(2);
  });

  it("have rules in an order, of which the first decides", async () => {
    const { ngfw } = bed;
    const { id } = (await ngfw.post("/ips/profiles", { name: "Own", comment: "" })).json;
    const rules = `/ips/profiles/${id}/rules`;
    await ngfw.post(rules, rule);
    const bySid = {
      filters: [{ key: "sid", operator: "equals", values: [2100001] }],
      action: "pass",
      comment: "",
    };
    expect((await ngfw.post(`${rules}?anchor_item_id=1&insert_after=false`, bySid)).json).toEqual({ id: 2 });
    const signatures = async () =>
      (await ngfw.get(`/ips/profiles/${id}/signatures`)).json.signatures.map(
        ({ sid, action }: { sid: number; action: string }) => [sid, action],
      );
    expect(await signatures()).toEqual([
      [2100001, "pass"],
      [2100005, "drop"],
    ]);
    const place = { anchor_item_id: "1", insert_after: true };
    expect((await ngfw.patch(`${rules}/2/move`, place)).status).toBe(200);
    expect(await signatures()).toEqual([
      [2100001, "drop"],
      [2100005, "drop"],
    ]);
    expect((await ngfw.patch(`${rules}/1`, { action: "alert" })).status).toBe(200);
    expect((await ngfw.get(`/ips/profiles/${id}/actions-counts`)).json[id]).toMatchObject({
      alert: 2,
      drop: 0,
    });
    expect((await ngfw.delete(`${rules}/1`)).status).toBe(200);
    expect(await signatures()).toEqual([[2100001, "pass"]]);
    const wrong = [
      { ...rule, filters: [] },
      { ...rule, filters: [{ key: "sid", operator: "equals", values: ["1"] }] },
      { ...rule, filters: [{ key: "classtype", operator: "equals", values: [1] }] },
      { ...rule, action: "reject" },
    ];
    for (const body of wrong) expect((await ngfw.post(rules, body)).status).toBe(542);
    expect((await ngfw.patch("/ips/profiles/rules/move", {})).status).toBe(404);
  });
});

describe("profiles of intrusion prevention, v19", () => {
  const bed = bench({ dialect: "v19" });

  it("move by a call of their own, and have a template that nobody changes", async () => {
    const { ngfw } = bed;
    const [first, own] = (await ngfw.get("/ips/profiles")).json;
    expect(first.id).toBe(template);
    const rules = `/ips/profiles/${own.id}/rules`;
    await ngfw.post(rules, rule);
    const params = { profile_id: own.id, rule_id: 2, anchor_item_id: 1, insert_after: false };
    expect((await ngfw.patch("/ips/profiles/rules/move", { params })).status).toBe(200);
    expect((await ngfw.get(rules)).json.map(({ id }: { id: number }) => id)).toEqual([2, 1]);
    expect((await ngfw.patch(`${rules}/2/move`, { anchor_item_id: "1", insert_after: true })).status).toBe(
      404,
    );
    for (const [method, path, body] of [
      ["PATCH", "", { name: "x", comment: "" }],
      ["DELETE", "", undefined],
      ["POST", "/rules", rule],
    ] as const) {
      expect((await ngfw.call(method, `/ips/profiles/${template}${path}`, body)).status).toBe(542);
    }
    expect((await ngfw.get(`/ips/profiles/${template}/signatures`)).json.signatures).toHaveLength(5);
    const copy = (await ngfw.post(`/ips/profiles/${template}/copy`)).json.id;
    expect((await ngfw.get("/ips/profiles")).json.at(-1)).toMatchObject({ id: copy, comment: "" });
    const forward = { ...bodies.forward, ips_enabled: true, ips_profile: template };
    expect((await ngfw.post("/firewall/rules/forward", forward)).status).toBe(200);
  });

  it("stand beside the hardware filter", async () => {
    const { ngfw } = bed;
    expect((await ngfw.patch("/firewall/hw_settings", { mode: "mac" })).status).toBe(200);
    expect((await ngfw.get("/firewall/hw_settings")).json).toEqual({ mode: "mac" });
    const bodiesOf = {
      mac: { mac: "11:22:33:aa:bb:CC", protocol: 2054, comment: "", enabled: true },
      src_ip: { source_ip: "192.0.2.1", comment: "", enabled: true },
      dst_ip: { destination_ip: "192.0.2.1", comment: "", enabled: true },
      src_dst_ip: { source_ip: "192.0.2.1", destination_ip: "192.0.2.2", comment: "", enabled: true },
    };
    for (const [name, body] of Object.entries(bodiesOf)) {
      const path = `/firewall/hw_rules_${name}`;
      const { id } = (await ngfw.post(path, body)).json;
      expect(typeof id).toBe("string");
      expect((await ngfw.patch(`${path}/${id}`, { enabled: false })).status).toBe(200);
      expect((await ngfw.get(path)).json).toEqual([{ id, ...body, enabled: false }]);
      expect((await ngfw.post(path, { ...body, other: 1 })).status).toBe(542);
      expect((await ngfw.delete(`${path}/${id}`)).status).toBe(200);
    }
    expect(refusal(await ngfw.post("/firewall/hw_rules_mac", { ...bodiesOf.mac, protocol: 2048 }))).toEqual([
      542,
      "protocol",
    ]);
  });

  it("stand beside access lists", async () => {
    const { ngfw } = bed;
    const entry = {
      saddr: "10.11.12.0/24",
      daddr: "0.0.0.0/0",
      proto: "tcp",
      sport_min: 0,
      sport_max: 65535,
      dport_min: 443,
      dport_max: 443,
      action: "allow",
    };
    const list = { name: "web", value: [entry] };
    const { id } = (await ngfw.post("/acl/rules", list)).json;
    expect((await ngfw.get("/acl/rules")).json.at(-1)).toEqual({ ...list, id });
    for (const wrong of [{ proto: "icmp" }, { dport_min: 444 }, { saddr: "10.11.12.13" }]) {
      expect((await ngfw.post("/acl/rules", { ...list, value: [{ ...entry, ...wrong }] })).status).toBe(542);
    }
    const order = { acl_ordered_list: [{ src: ["group.id.1"], hip: [], acl: id }] };
    expect((await ngfw.patch("/acl/acl-order", order)).status).toBe(200);
    expect((await ngfw.get("/acl/acl-order")).json).toEqual(order);
    expect((await ngfw.delete(`/acl/rules/${id}`)).status).toBe(542);
    expect((await ngfw.patch("/acl/acl-order", { acl_ordered_list: [] })).status).toBe(200);
    expect((await ngfw.patch(`/acl/rules/${id}`, { ...list, value: [] })).status).toBe(200);
    expect((await ngfw.delete(`/acl/rules/${id}`)).status).toBe(200);
    const state = { enabled: true, default_action: "deny", logging_enabled: false };
    expect((await ngfw.patch("/acl/acl-state", state)).status).toBe(200);
    expect((await ngfw.get("/acl/acl-state")).json).toEqual(state);
  });
});

describe("what exists from v19 on", () => {
  const bed = bench();

  it("is not there in v18", async () => {
    for (const path of ["/acl/rules", "/acl/acl-state", "/firewall/hw_settings", "/firewall/hw_rules_mac"]) {
      expect((await bed.ngfw.get(path)).status).toBe(404);
    }
  });

  it("users and groups have integers as ids before, and texts after", async () => {
    const ids = async () => [
      (await bed.ngfw.get("/user_backend/users")).json[0].id,
      (await bed.ngfw.get("/user_backend/groups")).json[1].id,
    ];
    expect(await ids()).toEqual([1, 2]);
    bed.lab.ideco.upgrade("v20");
    await bed.ngfw.login();
    expect(await ids()).toEqual(["1", "2"]);
  });
});

describe("profiles of application control", () => {
  const bed = bench({ dialect: "v20" });
  const path = "/api/application_control/profiles";
  const profile = { name: "Own", comment: "", protocols: [{ id: "id.l7.ftp_protocol", action: "deny" }] };

  it("answer and take lists of one, as printed", async () => {
    const { ngfw } = bed;
    const made = (await ngfw.post(path, profile)).json;
    expect(made).toEqual([{ id: expect.any(String), ...profile }]);
    const [{ id }] = made;
    expect((await ngfw.patch(`${path}/${id}`, profile)).status).toBe(542);
    expect((await ngfw.patch(`${path}/${id}`, [{ ...profile, name: "New" }])).status).toBe(200);
    expect((await ngfw.get(path)).json.at(-1)).toEqual({ id, ...profile, name: "New" });
    const copy = (await ngfw.post(`${path}/${id}/copy`)).json.id;
    const rule = { ...inBlocks(bodies.forward), dpi_enabled: true, dpi_profile: copy };
    expect((await ngfw.post("/firewall/rules/forward", rule)).status).toBe(200);
    expect((await ngfw.delete(`${path}/${copy}`)).status).toBe(542);
    expect((await ngfw.delete(`${path}/${id}`)).status).toBe(200);
    const wrong = { ...profile, protocols: [{ id: "ftp", action: "deny" }] };
    expect(refusal(await ngfw.post(path, wrong))[0]).toBe(542);
  });

  it("or the profile itself", async () => {
    bed.lab.ideco.configure({ dpiProfiles: "object" });
    const { id } = (await bed.ngfw.post(path, profile)).json;
    expect((await bed.ngfw.patch(`${path}/${id}`, { ...profile, name: "New" })).status).toBe(200);
  });
});
