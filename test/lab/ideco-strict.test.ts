import { describe, expect, it } from "vitest";
import { bench, bodies, refusal, someUuid } from "./ideco";

const bed = bench({ sessionSeconds: 600 });
const { forward, dnat, snat, log, appControl, contentFilter } = bodies;
const without = (body: object, field: string) =>
  Object.fromEntries(Object.entries(body).filter(([key]) => key !== field));

describe("sessions", () => {
  it("needs both cookies", async () => {
    const { ngfw } = bed;
    let both = "";
    ngfw.cookies((now) => {
      both = now;
      return now;
    });
    expect(both).toMatch(
      /^insecure-ideco-session=[0-9a-f-]{36}; __Secure-ideco-[0-9a-f-]{36}=[0-9a-f-]{36}:\d+$/,
    );
    for (const part of both.split("; ")) {
      ngfw.cookies(() => part);
      expect((await ngfw.get("/firewall/state")).status).toBe(401);
    }
    ngfw.cookies(() => both);
    expect((await ngfw.get("/firewall/state")).status).toBe(200);
  });

  it("refuses a wrong password and an incomplete login", async () => {
    expect((await bed.ngfw.login("admin", "wrong")).status).toBe(401);
    expect(
      refusal(await bed.ngfw.post("/web/auth/login", { login: "admin", password: "perimeter-lab" })),
    ).toEqual([542, "rest_path"]);
  });

  it("ends by logout, by time and by hand", async () => {
    const { ngfw, lab } = bed;
    const out = await ngfw.delete("/web/auth/login");
    expect([out.headers["set-cookie"]].flat().join()).toMatch(/Max-Age=0/);
    expect((await ngfw.get("/firewall/state")).status).toBe(401);
    await ngfw.login();
    lab.clock.advance(599);
    expect((await ngfw.get("/firewall/state")).status).toBe(200);
    expect(lab.ideco.sessions.count).toBe(1);
    lab.clock.advance(2);
    expect((await ngfw.get("/firewall/state")).status).toBe(401);
    await ngfw.login();
    lab.ideco.expireSessions();
    expect((await ngfw.get("/firewall/state")).status).toBe(401);
    expect((await ngfw.get("/nowhere")).status).toBe(401);
  });
});

describe("forward rules", () => {
  it.each([
    ["an unknown field", { ...forward, colour: "red" }, "colour"],
    ["an id", { ...forward, id: 5 }, "id"],
    ["a wrong type", { ...forward, enabled: "true" }, "enabled"],
    ["a wrong action", { ...forward, action: "reject" }, "action"],
    ["a long comment", { ...forward, comment: "x".repeat(256) }, "comment"],
    ["a foreign parent", { ...forward, parent_id: someUuid }, "parent_id"],
    ["a literal address", { ...forward, source_addresses: ["10.0.0.1"] }, "source_addresses.0"],
    [
      "an unknown object",
      { ...forward, destination_addresses: ["any", "ip.id.99"] },
      "destination_addresses.1",
    ],
    ["an object of a wrong type", { ...forward, source_addresses: ["port.id.1"] }, "source_addresses.0"],
    ["no address", { ...forward, source_addresses: [] }, "source_addresses"],
    ["any beside an object", { ...forward, source_addresses: ["any", "ip.id.1"] }, "source_addresses"],
    ["201 addresses", { ...forward, source_addresses: Array(201).fill("ip.id.1") }, "source_addresses"],
    ["201 ports", { ...forward, destination_ports: Array(201).fill("port.id.1") }, "destination_ports"],
    ["a literal port", { ...forward, destination_ports: ["443"] }, "destination_ports.0"],
    ["a number as port", { ...forward, destination_ports: [443] }, "destination_ports.0"],
    ["ports of any protocol", { ...forward, protocol: "any", source_ports: ["port.id.1"] }, "source_ports"],
    [
      "ports of ICMP",
      { ...forward, protocol: "protocol.icmp", destination_ports: ["port.id.1"] },
      "destination_ports",
    ],
    ["a bare protocol", { ...forward, protocol: "tcp" }, "protocol"],
    ["an unknown interface", { ...forward, incoming_interface: "interface.id.77" }, "incoming_interface"],
    ["an unknown timetable", { ...forward, timetable: ["time_range.id.9"] }, "timetable.0"],
    ["an unknown HIP profile", { ...forward, hip_profiles: ["any"] }, "hip_profiles.0"],
    ["DPI without profile", { ...forward, dpi_enabled: true }, "dpi_profile"],
    ["IPS without profile", { ...forward, ips_enabled: true }, "ips_profile"],
    ["a profile that is no UUID", { ...forward, ips_enabled: true, ips_profile: "strict" }, "ips_profile"],
  ])("refuses %s", async (_what, body, field) => {
    for (const path of ["/firewall/rules/forward", "/firewall/rules/input"]) {
      expect(refusal(await bed.ngfw.post(path, body))).toEqual([542, field]);
    }
    const id = bed.lab.ideco.table("forward").add();
    expect(refusal(await bed.ngfw.put(`/firewall/rules/forward/${id}`, body))).toEqual([542, field]);
    expect(bed.lab.ideco.table("forward").rules).toHaveLength(1);
  });

  it("needs the whole object, field by field", async () => {
    for (const field of Object.keys(forward)) {
      expect(refusal(await bed.ngfw.post("/firewall/rules/forward", without(forward, field)))).toEqual([
        542,
        field,
      ]);
    }
    expect((await bed.ngfw.post("/firewall/rules/forward")).status).toBe(542);
    expect((await bed.ngfw.post("/firewall/rules/forward", "[]")).status).toBe(542);
  });

  it("takes what the page allows", async () => {
    const body = {
      ...forward,
      source_addresses: Array(200).fill("ip.id.1"),
      destination_addresses: ["list_of_iplists.id.1", "user.id.1", "group.id.1"],
      destination_ports: ["port.id.1", "port_list.id.1"],
      incoming_interface: "interface.id.1",
      outgoing_interface: "interface.external_any",
      hip_profiles: ["hip_profile.id.2"],
      timetable: ["time_range.id.1"],
      dpi_enabled: true,
      dpi_profile: someUuid,
      comment: "x".repeat(255),
    };
    expect((await bed.ngfw.post("/firewall/rules/forward", body)).json).toEqual({ id: 1 });
    const anyPort = { ...forward, protocol: "any", destination_ports: ["any"] };
    expect((await bed.ngfw.post("/firewall/rules/forward", anyPort)).json).toEqual({ id: 2 });
  });
});

describe("other rules", () => {
  it.each([
    ["dnat", { ...dnat, change_destination_address: null }, "change_destination_address"],
    ["dnat", { ...dnat, change_destination_address: "port.id.1" }, "change_destination_address"],
    ["dnat", { ...dnat, action: "accept" }, "change_destination_address"],
    [
      "dnat",
      { ...dnat, action: "accept", change_destination_address: null, change_destination_port: "80" },
      "change_destination_port",
    ],
    ["dnat", { ...dnat, protocol: "any", change_destination_port: "80" }, "change_destination_port"],
    ["dnat", { ...dnat, outgoing_interface: "any" }, "outgoing_interface"],
    ["snat", { ...snat, action: "accept", change_source_address: "ip.id.1" }, "change_source_address"],
    ["snat", { ...snat, incoming_interface: "any" }, "incoming_interface"],
    ["log", { ...log, action: "accept" }, "action"],
    ["log", { ...log, hip_profiles: [] }, "hip_profiles"],
  ])("refuses a wrong %s rule", async (table, body, field) => {
    expect(refusal(await bed.ngfw.post(`/firewall/rules/${table}`, body))).toEqual([542, field]);
  });

  it.each([
    ["dnat", { ...dnat, change_destination_address: "ip.id.1", change_destination_port: "port.id.2" }],
    [
      "dnat",
      {
        ...dnat,
        change_destination_address: "192.168.0.5-192.168.0.9",
        change_destination_port: "8000-8010",
      },
    ],
    ["dnat", { ...dnat, action: "accept", change_destination_address: null }],
    ["snat", { ...snat, change_source_address: "ip.id.1" }],
    ["snat", { ...snat, action: "accept" }],
    ["log", { ...log, action: "mark_not_log" }],
  ])("takes a %s rule as printed", async (table, body) => {
    expect((await bed.ngfw.post(`/firewall/rules/${table}`, body)).json).toEqual({ id: 1 });
  });

  it.each([
    [{ ...contentFilter, access: "redirect" }, "redirect_url"],
    [{ ...contentFilter, redirect_url: "https://example.org" }, "redirect_url"],
    [{ ...contentFilter, name: "" }, "name"],
    [{ ...contentFilter, categories: ["users.id.1"] }, "categories.0"],
    [{ ...contentFilter, http_methods: ["get"] }, "http_methods.0"],
    [{ ...contentFilter, content_types: ["video/mp4/x"] }, "content_types.0"],
    [{ ...contentFilter, access: "drop" }, "access"],
  ])("refuses a wrong content-filter rule (%#)", async (body, field) => {
    expect(refusal(await bed.ngfw.post("/content-filter/rules", body))).toEqual([542, field]);
  });

  it.each([
    [{ ...appControl, name: "" }, "name"],
    [{ ...appControl, protocols: [] }, "protocols"],
    [{ ...appControl, aliases: ["10.0.0.1"] }, "aliases.0"],
  ])("refuses a wrong application-control rule (%#)", async (body, field) => {
    expect(refusal(await bed.ngfw.post("/application_control_backend/rules", body))).toEqual([542, field]);
  });
});

describe("everything else", () => {
  it.each([
    [
      "PUT",
      "/firewall/settings",
      { automatic_snat_enabled: true, log_mode: "some", log_actions: [] },
      "log_mode",
    ],
    ["PUT", "/firewall/settings", { automatic_snat_enabled: true, log_mode: "all" }, "log_actions"],
    ["PUT", "/firewall/watch", { enabled: 1 }, "enabled"],
    ["PATCH", "/content-filter/settings", { quic_reject_enabled: true }, "enabled_extended_categorizer"],
    ["POST", "/content-filter/users_categories", { name: "", comment: "", urls: [] }, "name"],
    ["POST", "/aliases/ip_addresses", { title: "", comment: "", value: "10.0.0.1" }, "title"],
    ["POST", "/aliases/ip_addresses", { title: "x".repeat(43), comment: "", value: "10.0.0.1" }, "title"],
    ["POST", "/aliases/ip_addresses", { title: "a", comment: "", value: "10.0.0" }, "value"],
    ["POST", "/aliases/networks", { title: "a", comment: "", value: "10.0.0.0/33" }, "value"],
    ["POST", "/aliases/networks", { title: "a", comment: "", value: "10.0.0.0/255.0.255.0" }, "value"],
    ["POST", "/aliases/networks", { title: "a", comment: "", value: "10.0.0.0" }, "value"],
    ["POST", "/aliases/ip_ranges", { title: "a", comment: "", start: "10.0.0.10", end: "10.0.0.9" }, "end"],
    ["POST", "/aliases/ports", { title: "a", comment: "", value: "80" }, "value"],
    ["POST", "/aliases/ports", { title: "a", comment: "", value: 70000 }, "value"],
    ["POST", "/aliases/port_ranges", { title: "a", comment: "", start: 9, end: 8 }, "end"],
    ["POST", "/aliases/lists/ports", { title: "a", comment: "", values: ["80"] }, "values.0"],
    ["POST", "/ips/nets", { address: "10.0.0.1" }, "address"],
    ["POST", "/ips/bypass", { aliases: ["any"], comment: "", enabled: true }, "aliases.0"],
    ["POST", "/ips/bypass", { aliases: ["security_group.guid.x"], comment: "", enabled: true }, "aliases.0"],
    [
      "POST",
      "/quotas/quotas",
      { title: "a", comment: "", quota: -1, enabled: true, interval: "day" },
      "quota",
    ],
    [
      "POST",
      "/quotas/quotas",
      { title: "a", comment: "", quota: 1, enabled: true, interval: "year" },
      "interval",
    ],
    [
      "POST",
      "/content-filter/morph_analysis_dicts",
      { title: "a", comment: "", enabled: true, read_only: true, threshold: 0, words: [] },
      "read_only",
    ],
    [
      "POST",
      "/content-filter/morph_analysis_dicts",
      {
        title: "a",
        comment: "",
        enabled: true,
        read_only: false,
        threshold: 0,
        words: [{ value: "x".repeat(51), weight: 1 }],
      },
      "words.0.value",
    ],
    [
      "POST",
      "/content-filter/morph_analysis_dicts",
      { title: "a", comment: "", enabled: true, read_only: false, threshold: -1, words: [] },
      "threshold",
    ],
  ])("%s %s refuses a wrong body", async (method, path, body, field) => {
    const answer = await bed.ngfw.call(method, path, body);
    expect(refusal(answer)).toEqual([542, field]);
  });

  it("compares addresses by number", async () => {
    const range = { title: "a", comment: "", start: "10.0.0.9", end: "10.0.0.10" };
    expect((await bed.ngfw.post("/aliases/ip_ranges", range)).status).toBe(200);
  });

  it("refuses to delete a category that a rule uses", async () => {
    const { json } = await bed.ngfw.post("/content-filter/users_categories", {
      name: "a",
      comment: "",
      urls: ["b.c"],
    });
    await bed.ngfw.post("/content-filter/rules", { ...contentFilter, categories: [json.id] });
    expect((await bed.ngfw.delete(`/content-filter/users_categories/${json.id}`)).status).toBe(542);
  });
});
