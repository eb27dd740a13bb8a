import { describe, expect, it } from "vitest";
import { bench, bodies, root, typesOf } from "./ideco";

// The samples on the vendor's page, word by word: leaves are the page's type words, an enumeration is "string".
const bed = bench();
const get = async (path: string) => {
  const answer = await bed.ngfw.get(path);
  expect(answer.status).toBe(200);
  return answer.json;
};
const shape = async (path: string) => typesOf(await get(path));
const made = async (path: string, body: unknown) => {
  const answer = await bed.ngfw.post(path, body);
  expect([answer.status, answer.text]).toEqual([200, expect.anything()]);
  return answer.json;
};

const { boolean, string, integer } = { boolean: "boolean", string: "string", integer: "integer" };

describe("firewall", () => {
  it("status, state, settings, watch", async () => {
    expect(await get("/firewall/status")).toEqual([
      { name: "rules-in-kernel", status: "active", msg: [] },
      { msg: [], status: "active", name: "auto-snat" },
    ]);
    expect(await shape("/firewall/state")).toEqual({ enabled: boolean });
    const settings = {
      automatic_snat_enabled: false,
      log_mode: "selected",
      log_actions: ["drop", "mark_log"],
    };
    const changed = await bed.ngfw.put("/firewall/settings", settings);
    expect([changed.status, changed.text]).toEqual([200, ""]);
    expect(await get("/firewall/settings")).toEqual(settings);
    expect(await shape("/firewall/watch")).toEqual({ enabled: boolean });
  });

  const flat = {
    id: integer,
    parent_id: string,
    enabled: boolean,
    protocol: string,
    source_addresses: [string],
    source_addresses_negate: boolean,
    source_ports: [string],
    destination_addresses: [string],
    destination_addresses_negate: boolean,
    destination_ports: [string],
    timetable: [string],
    comment: string,
    action: string,
  };
  const zones = { incoming_interface: string, outgoing_interface: string };
  const filter = {
    ...flat,
    ...zones,
    hip_profiles: [string],
    dpi_profile: string,
    dpi_enabled: boolean,
    ips_profile: string,
    ips_enabled: boolean,
  };
  const ports = { source_ports: ["port.id.1"], destination_ports: ["port_list.id.1"] };
  const hip = { hip_profiles: ["hip_profile.id.1"] };

  it.each([
    ["forward", { ...bodies.forward, ...ports, ...hip }, filter],
    ["input", { ...bodies.forward, ...ports, ...hip }, filter],
    [
      "dnat",
      { ...bodies.dnat, ...ports },
      {
        ...flat,
        incoming_interface: string,
        change_destination_address: string,
        change_destination_port: "null",
      },
    ],
    [
      "snat",
      { ...bodies.snat, ...ports },
      { ...flat, outgoing_interface: string, change_source_address: "null" },
    ],
    ["log", { ...bodies.log, ...ports }, { ...flat, ...zones }],
  ])("rules and counters of %s", async (table, body, printed) => {
    const path = `/firewall/rules/${table}`;
    expect(typesOf(await made(path, body))).toEqual({ id: integer });
    expect(await shape(path)).toEqual([printed]);
    expect(await get(path)).toEqual([{ id: 1, ...body }]);
    expect(await get(`/firewall/counters/${table}`)).toEqual([{ id: 1, packets: 0 }]);
    const edited = await bed.ngfw.put(`${path}/1`, { ...body, comment: "new" });
    expect([edited.status, edited.text]).toEqual([200, ""]);
    await made(path, body);
    const move = { params: { id: 2, anchor_item_id: 1, insert_after: false } };
    expect((await bed.ngfw.patch(`${path}/move`, move)).status).toBe(200);
    expect((await get(path)).map((rule: { id: number }) => rule.id)).toEqual([2, 1]);
    expect((await bed.ngfw.delete(`${path}/1`)).status).toBe(200);
    expect((await bed.ngfw.delete(`${path}/1`)).status).toBe(404);
  });
});

describe("application control and content filter", () => {
  it("application control", async () => {
    const path = "/application_control_backend/rules";
    expect(await made(path, bodies.appControl)).toEqual({ id: 1 });
    expect(await shape(path)).toEqual([
      {
        action: string,
        aliases: [string],
        comment: string,
        enabled: boolean,
        name: string,
        parent_id: string,
        protocols: [string],
        id: integer,
      },
    ]);
    expect((await bed.ngfw.put(`${path}/1`, { ...bodies.appControl, name: "Torrents" })).status).toBe(200);
    expect((await get(path))[0]).toEqual({ ...bodies.appControl, name: "Torrents", id: 1 });
  });

  it("state, settings, safe search", async () => {
    for (const path of ["/content-filter/state", "/proxy_backend/safe_search"]) {
      expect(await shape(path)).toEqual({ enabled: boolean });
      expect((await bed.ngfw.put(path, { enabled: false })).status).toBe(200);
      expect(await get(path)).toEqual({ enabled: false });
    }
    const settings = { enabled_extended_categorizer: false, quic_reject_enabled: true };
    expect((await bed.ngfw.patch("/content-filter/settings", settings)).status).toBe(200);
    expect(await get("/content-filter/settings")).toEqual(settings);
  });

  it("categories", async () => {
    const users = "/content-filter/users_categories";
    const body = { name: "Own", comment: "", urls: ["example.com", "https://example.org/a"] };
    expect(await made(users, body)).toEqual({ id: "users.id.1" });
    expect(await get(users)).toEqual([{ id: "users.id.1", ...body }]);
    const changed = await bed.ngfw.put(`${users}/users.id.1`, { ...body, name: "Other" });
    expect(changed.json).toEqual({ id: "users.id.1", ...body, name: "Other" });
    const all = await get("/content-filter/categories");
    expect(all[0]).toEqual({ id: "users.id.1", type: "users", name: "Other", comment: "" });
    expect(new Set(all.map((one: { type: string }) => one.type))).toEqual(
      new Set(["users", "special", "extended", "files", "other"]),
    );
    expect((await bed.ngfw.delete(`${users}/users.id.1`)).status).toBe(200);
    expect(await get(users)).toEqual([]);
  });

  it("rules", async () => {
    const path = "/content-filter/rules";
    const body = { ...bodies.contentFilter, http_methods: ["POST"], content_types: ["video/mp4"] };
    expect(await made(path, body)).toEqual({ id: 1 });
    expect(await shape(path)).toEqual([
      {
        id: integer,
        parent_id: string,
        name: string,
        comment: string,
        aliases: [string],
        categories: [string],
        http_methods: [string],
        content_types: [string],
        access: string,
        redirect_url: "null",
        enabled: boolean,
        timetable: [string],
      },
    ]);
    const redirect = { ...body, access: "redirect", redirect_url: "https://example.org" };
    expect((await bed.ngfw.put(`${path}/1`, redirect)).status).toBe(200);
    expect(await get(path)).toEqual([{ id: 1, ...redirect }]);
  });

  it("morphological analysis", async () => {
    const path = "/content-filter/morph_analysis_dicts";
    expect(await get("/content-filter/morph_analysis/state")).toEqual({ enabled: false });
    const words = [
      { value: "слово", weight: 20 },
      { value: "словосочетание", weight: 20 },
    ];
    const body = { title: "Словарь", comment: "Комментарий", enabled: true, threshold: 100, words };
    const { id } = await made(path, { ...body, read_only: false });
    expect(typeof id).toBe("string");
    const list = await get(path);
    expect(list).toHaveLength(5);
    expect(
      list
        .slice(0, 4)
        .every((one: { read_only: boolean; enabled: boolean }) => one.read_only && !one.enabled),
    ).toBe(true);
    expect(list[4]).toEqual({ id, ...body, read_only: false, central_console: false });
    const csv = await bed.ngfw.get(`${path}/download/${id}`);
    expect(csv.text).toBe("100;Словарь;Комментарий\nслово;20\nсловосочетание;20\n");
    expect(csv.headers["content-type"]).toMatch(/^text\/csv/);
    expect((await bed.ngfw.patch(`${path}/${id}`, { ...body, threshold: 0 })).status).toBe(200);
    expect((await bed.ngfw.delete(`${path}/${id}`)).status).toBe(200);
    expect(await get(path)).toHaveLength(4);
  });

  it("lets predefined dictionaries be switched and nothing else", async () => {
    const path = "/content-filter/morph_analysis_dicts";
    const { id, read_only: _r, central_console: _c, ...whole } = (await get(path))[0];
    expect((await bed.ngfw.patch(`${path}/${id}`, { enabled: true })).status).toBe(200);
    expect((await bed.ngfw.patch(`${path}/${id}`, { ...whole, enabled: false })).status).toBe(200);
    expect((await bed.ngfw.patch(`${path}/${id}`, { ...whole, threshold: 1 })).status).toBe(542);
    expect((await bed.ngfw.delete(`${path}/${id}`)).status).toBe(542);
    const central = bed.lab.ideco.morphology.addFromConsole({ ...whole, title: "Center" });
    expect((await bed.ngfw.patch(`${path}/${central}`, { ...whole, enabled: true })).status).toBe(542);
    expect((await get(path))[4]).toMatchObject({ title: "Center", central_console: true });
  });
});

describe("quotas, exemptions, networks", () => {
  it("quotas", async () => {
    expect(await get("/quotas/state")).toEqual({ enabled: false });
    const body = { title: "Day", comment: "", quota: 1_000_000_000, enabled: true, interval: "day" };
    expect(await made("/quotas/quotas", body)).toEqual({ id: "1" });
    expect(await get("/quotas/quotas")).toEqual([{ id: "1", ...body }]);
    expect((await bed.ngfw.patch("/quotas/quotas/1", { ...body, interval: "week" })).status).toBe(200);
    expect((await bed.ngfw.delete("/quotas/quotas/1")).status).toBe(200);
    expect((await bed.ngfw.delete("/quotas/quotas/1")).status).toBe(404);
  });

  it("exemptions", async () => {
    const body = { aliases: ["ip.id.1", "user.id.1"], comment: "", enabled: true };
    expect(await made("/ips/bypass", body)).toEqual({ id: "1" });
    expect(await get("/ips/bypass")).toEqual([{ id: "1", ...body }]);
    expect((await bed.ngfw.patch("/ips/bypass/1", { ...body, enabled: false })).status).toBe(200);
    expect((await bed.ngfw.delete("/ips/bypass/1")).status).toBe(200);
  });

  it("protected networks, whose POST answers without a body", async () => {
    const posted = await bed.ngfw.post("/ips/nets", { address: "192.0.2.0/24" });
    expect([posted.status, posted.text]).toEqual([200, ""]);
    const nets = await get("/ips/nets");
    expect(typesOf(nets[0])).toEqual({ id: string, address: string });
    expect(nets.at(-1)).toEqual({ id: "4", address: "192.0.2.0/24" });
    expect((await bed.ngfw.delete("/ips/nets/4")).status).toBe(200);
    expect(await get("/ips/nets")).toHaveLength(3);
  });
});

describe("objects", () => {
  it.each([
    ["ip_addresses", { value: "10.1.1.1" }, "ip.id.2"],
    ["ip_ranges", { start: "10.1.1.1", end: "10.1.1.9" }, "ip_range.id.1"],
    ["networks", { value: "10.1.0.0/255.255.0.0" }, "subnet.id.2"],
    ["domains", { value: "example.com" }, "domain.id.1"],
    ["ports", { value: 8080 }, "port.id.4"],
    ["port_ranges", { start: 8080, end: 8090 }, "port_range.id.1"],
    [
      "time_ranges",
      {
        weekdays: [6, 7],
        start: "10:00",
        end: "12:30",
        period: { first: 20240215000000, last: 20240229235959 },
      },
      "time_range.id.2",
    ],
    ["ip_address_lists", { values: ["10.1.1.1", "10.2.0.0/16"] }, "ip_address_list.id.1"],
    ["lists/addresses", { values: ["ip.id.1", "subnet.id.1"] }, "address_list.id.1"],
    ["lists/ports", { values: ["port.id.1", "port.id.3"] }, "port_list.id.2"],
    ["lists/times", { values: ["time_range.id.1"] }, "time_list.id.1"],
  ])("%s", async (kind, fields, id) => {
    const path = `/aliases/${kind}`;
    const body = { title: "Object", comment: "of a test", ...fields };
    expect(await made(path, body)).toEqual({ id });
    const stored = { id, type: id.split(".")[0], ...body };
    expect((await get(path)).at(-1)).toEqual(stored);
    expect(await get("/aliases/all")).toContainEqual(stored);
    expect((await bed.ngfw.put(`${path}/${id}`, { ...body, title: "Renamed" })).status).toBe(200);
    expect((await get(path)).at(-1)).toEqual({ ...stored, title: "Renamed" });
    expect((await bed.ngfw.delete(`${path}/${id}`)).status).toBe(200);
    expect((await bed.ngfw.delete(`${path}/${id}`)).status).toBe(404);
    expect((await bed.ngfw.put(`${path}/${id}`, body)).status).toBe(404);
  });

  it("has the documented constants and something of everything else", async () => {
    const all: { id: string; type: string }[] = await get("/aliases/all");
    const ids = all.map((one) => one.id);
    for (const id of [
      "any",
      "protocol.tcp",
      "quota.exceeded",
      "interface.external_any",
      "interface.utm_outgoing",
    ]) {
      expect(ids).toContain(id);
    }
    for (const type of [
      "interface",
      "user",
      "group",
      "hip_profile",
      "list_of_iplists",
      "time_range",
      "port_list",
    ]) {
      expect(all.map((one) => one.type)).toContain(type);
    }
    expect(JSON.stringify(all)).not.toContain('"lab"');
  });

  it("never gives an id twice", async () => {
    const path = "/aliases/ip_addresses";
    const body = { title: "a", comment: "", value: "10.0.0.1" };
    await made(path, body);
    await bed.ngfw.delete(`${path}/ip.id.2`);
    expect(await made(path, body)).toEqual({ id: "ip.id.3" });
  });

  it("refuses to delete an object that something uses", async () => {
    await made("/firewall/rules/forward", {
      ...bodies.forward,
      parent_id: root,
      source_addresses: ["ip.id.1"],
    });
    expect((await bed.ngfw.delete("/aliases/ip_addresses/ip.id.1")).json.message).toMatch(
      /rule 1 of forward/,
    );
    expect((await bed.ngfw.delete("/aliases/ports/port.id.1")).json.message).toMatch(/port_list\.id\.1/);
    await made("/ips/bypass", { aliases: ["subnet.id.1"], comment: "", enabled: true });
    expect((await bed.ngfw.delete("/aliases/networks/subnet.id.1")).json.message).toMatch(/exemption 1/);
  });
});
