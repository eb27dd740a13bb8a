import { afterEach, describe, expect, it } from "vitest";
import { Lab } from "../../provider/lab/core";
import type { IdecoOptions } from "../../provider/lab/ideco/appliance";
import { Caller } from "./client";
import { bodies, inBlocks, refusal, typesOf } from "./ideco";

let lab: Lab;
let ngfw: Caller;

async function start(options: IdecoOptions) {
  lab = await Lab.start({ ideco: options });
  ngfw = new Caller(`${lab.url}/ideco`);
  await ngfw.login();
}

afterEach(async () => {
  await ngfw.close();
  await lab.stop();
});

const on = { enabled: true };
const changes: [path: string, body: unknown][] = [
  ["/firewall/settings", { automatic_snat_enabled: true, log_mode: "all", log_actions: ["drop"] }],
  ["/firewall/watch", on],
  ["/firewall/checks_settings", { block_traffic: false }],
  ["/content-filter/state", on],
  ["/proxy_backend/safe_search", on],
  ["/content-filter/morph_analysis/state", on],
  ["/ips/state", on],
  ["/firewall/rules/log/1", bodies.log],
  ["/content-filter/rules/1", bodies.contentFilter],
  ["/aliases/ip_addresses/ip.id.1", { title: "a", comment: "", value: "10.0.0.1" }],
];

describe.each([
  ["v18", "PUT", "PATCH"],
  ["v19", "PATCH", "PUT"],
  ["v20", "PATCH", "PUT"],
] as const)("%s", (dialect, verb, other) => {
  it(`changes by ${verb} and answers 405 to ${other}`, async () => {
    await start({ dialect });
    lab.ideco.table("log").add();
    lab.ideco.table("contentFilter").add();
    for (const [path, body] of changes) {
      expect([path, (await ngfw.call(other, path, body)).status]).toEqual([path, 405]);
      expect([path, (await ngfw.call(verb, path, body)).status]).toEqual([path, 200]);
    }
  });

  it("keeps the verbs that never changed", async () => {
    await start({ dialect });
    const app = "/application_control_backend/rules";
    await ngfw.post(app, bodies.appControl);
    expect((await ngfw.put(`${app}/1`, bodies.appControl)).status).toBe(200);
    expect((await ngfw.patch(`${app}/1`, bodies.appControl)).status).toBe(405);
    const category = { name: "a", comment: "", urls: [] };
    await ngfw.post("/content-filter/users_categories", category);
    expect((await ngfw.put("/content-filter/users_categories/users.id.1", category)).status).toBe(200);
    const settings = { enabled_extended_categorizer: true, quic_reject_enabled: true };
    expect((await ngfw.patch("/content-filter/settings", settings)).status).toBe(200);
  });

  it("has quotas in v18 alone", async () => {
    await start({ dialect });
    const expected = dialect === "v18" ? 200 : 404;
    expect((await ngfw.get("/quotas/state")).status).toBe(expected);
    expect((await ngfw.get("/quotas/quotas")).status).toBe(expected);
    expect((await ngfw.delete("/quotas/quotas/1")).status).toBe(404);
    expect(lab.ideco.objects.has("quota.exceeded")).toBe(dialect === "v18");
  });

  it("names the mark of dictionaries", async () => {
    await start({ dialect });
    const [first] = (await ngfw.get("/content-filter/morph_analysis_dicts")).json;
    expect(Object.keys(first).at(-1)).toBe(dialect === "v18" ? "central_console" : "from_central_console");
  });

  it("copies packet checks since v19", async () => {
    await start({ dialect });
    const check = {
      enabled: true,
      protocol: "tcp",
      src_ip: "192.168.0.10",
      src_port: 50000,
      dst_ip: "198.51.100.1",
      dst_port: 443,
      incoming_interface: "interface.id.1",
      expected_result: "accept",
      comment: "",
    };
    await ngfw.post("/firewall/checks_packets", check);
    const copy = await ngfw.post("/firewall/checks_packets/1/copy");
    if (dialect === "v18") return expect(copy.status).toBe(404);
    expect(copy.json).toEqual({ id: "2" });
    expect((await ngfw.get("/firewall/checks_packets")).json[1]).toEqual({ id: "2", ...check });
  });

  it("counts a profile's signatures by profile or by rule", async () => {
    await start({ dialect });
    const all = (await ngfw.get("/ips/profiles/actions-counts")).json;
    const id = Object.keys(all).at(-1);
    const one = (await ngfw.get(`/ips/profiles/${id}/actions-counts`)).json;
    expect(Object.keys(one)).toEqual([dialect === "v18" ? id : "1"]);
    expect("__DEFAULT_IPS_PROFILE_ID__" in all).toBe(dialect !== "v18");
  });

  it("has the right form of addresses", async () => {
    await start({ dialect });
    for (const [table, body] of [
      ["forward", bodies.forward],
      ["input", bodies.forward],
      ["dnat", bodies.dnat],
      ["snat", bodies.snat],
    ] as const) {
      const [right, wrong] = dialect === "v20" ? [inBlocks(body), body] : [body, inBlocks(body)];
      const path = `/firewall/rules/${table}`;
      expect((await ngfw.post(path, wrong)).status).toBe(542);
      expect((await ngfw.post(path, right)).status).toBe(200);
      expect((await ngfw.get(path)).json).toEqual([{ id: 1, ...right }]);
    }
    // The log table is printed with flat fields in every version.
    expect((await ngfw.post("/firewall/rules/log", bodies.log)).status).toBe(200);
  });
});

describe("v20 blocks", () => {
  const block = { source_addresses: ["ip.id.1"], source_addresses_negate: true };
  const rule = inBlocks(bodies.forward);

  it("takes one or two blocks", async () => {
    await start({ dialect: "v20" });
    const path = "/firewall/rules/forward";
    expect((await ngfw.post(path, { ...rule, sources: [block, block] })).status).toBe(200);
    expect(refusal(await ngfw.post(path, { ...rule, sources: [] }))).toEqual([542, "sources"]);
    expect(refusal(await ngfw.post(path, { ...rule, sources: [block, block, block] }))).toEqual([
      542,
      "sources",
    ]);
    const { logging: _logging, ...silent } = rule;
    expect(refusal(await ngfw.post(path, silent))).toEqual([542, "logging"]);
    const short = { ...rule, sources: [{ addresses: ["any"], addresses_negate: false }] };
    expect((await ngfw.post(path, short)).status).toBe(542);
  });

  it("can use the names of the page's text", async () => {
    await start({ dialect: "v20", blockNames: "text" });
    const plain = { addresses: ["any"], addresses_negate: false };
    const body = { ...rule, sources: [plain], destinations: [plain] };
    expect((await ngfw.post("/firewall/rules/forward", body)).status).toBe(200);
    expect((await ngfw.post("/firewall/rules/forward", rule)).status).toBe(542);
  });
});

describe("custom signatures", () => {
  const rule =
    'alert http any any -> any any (msg:"Mine"; flow:established,to_server; classtype:bad-unknown; sid:77; rev:1;)';
  const corrected = {
    action: "string",
    protocol: "string",
    flow: "string",
    classtype: "string",
    sid: "integer",
    signature_severity: "string",
    mitre_tactic_id: "string",
    signature_source: "string",
    msg: "string",
    source: "string",
    source_ports: "string",
    destination: "string",
    destination_ports: "string",
    updated_at: "string",
  };

  it("as on the page: by id", async () => {
    await start({});
    expect((await ngfw.post("/ips/custom", { comment: "c", rule })).json).toEqual({ id: "1" });
    expect((await ngfw.get("/ips/custom")).json).toEqual([
      { id: "1", comment: "c", rule, sid: 77, classtype: "bad-unknown" },
    ]);
    expect((await ngfw.patch("/ips/custom/77", { comment: "d" })).status).toBe(404);
    expect((await ngfw.patch("/ips/custom/1", { comment: "d" })).status).toBe(200);
    expect((await ngfw.delete("/ips/custom/1")).status).toBe(200);
    expect((await ngfw.get("/ips/custom")).json).toEqual([]);
  });

  it.each([
    { dialect: "v18", customSignatures: "corrected" },
    { dialect: "v19" },
    { dialect: "v20" },
  ] as const)("as corrected: by SID ($dialect)", async (options) => {
    await start(options);
    await ngfw.post("/ips/custom", { comment: "c", rule });
    const { signatures } = (await ngfw.get("/ips/custom")).json;
    expect(typesOf(signatures)).toEqual([corrected]);
    expect(signatures[0]).toMatchObject({
      sid: 77,
      msg: "Mine",
      flow: "to_server",
      signature_source: "custom",
    });
    expect((await ngfw.get("/ips/signatures/77")).json).toEqual({ signature: rule });
    expect((await ngfw.patch("/ips/custom/1", { comment: "d" })).status).toBe(404);
    const moved = rule.replace("sid:77", "sid:78");
    expect((await ngfw.patch("/ips/custom/77", { rule: moved })).status).toBe(200);
    expect((await ngfw.get("/ips/signatures/77")).status).toBe(404);
    expect((await ngfw.delete("/ips/custom/78")).status).toBe(200);
  });
});

it("is upgraded in place", async () => {
  await start({ dialect: "v18" });
  const flat = { ...bodies.forward, source_addresses: ["ip.id.1"], source_addresses_negate: true };
  await ngfw.post("/firewall/rules/forward", flat);
  lab.ideco.table("forward").addFromConsole("above");
  lab.ideco.upgrade("v20");
  expect((await ngfw.get("/firewall/rules/forward")).status).toBe(401);
  await ngfw.login();
  const [fromConsole, own] = (await ngfw.get("/firewall/rules/forward")).json;
  expect(own).toEqual({ id: 1, ...inBlocks(flat) });
  expect(fromConsole.sources).toHaveLength(1);
  expect((await ngfw.put("/firewall/rules/forward/1", inBlocks(flat))).status).toBe(405);
  expect((await ngfw.patch("/firewall/rules/forward/1", inBlocks(flat))).status).toBe(200);
  lab.ideco.upgrade("v18");
  await ngfw.login();
  expect((await ngfw.get("/firewall/rules/forward")).json[1]).toEqual({ id: 1, ...flat });
});
