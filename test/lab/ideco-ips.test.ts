import { describe, expect, it } from "vitest";
import { bench, refusal, typesOf } from "./ideco";

const bed = bench();
const get = async (path: string) => (await bed.ngfw.get(path)).json;
const rule = (sid: number, rest = "") =>
  `alert tcp $HOME_NET any -> [10.0.0.0/8, !10.1.0.0/16] 22 (msg:"Mine; \\"quoted\\""; flow:to_client; ${rest}sid:${sid};)`;
const post = (text: string, comment = "") => bed.ngfw.post("/ips/custom", { comment, rule: text });
const upload = (text: string, type = "text/plain; charset=utf-8") =>
  bed.ngfw.call("POST", "/ips/custom_rules_file", text, { "content-type": type });
const { string, integer } = { string: "string", integer: "integer" };

const line = {
  action: string,
  protocol: string,
  flow: string,
  classtype: string,
  sid: integer,
  signature_severity: string,
  mitre_tactic_id: string,
  signature_source: string,
  msg: string,
  source: string,
  source_ports: string,
  destination: string,
  destination_ports: string,
  updated_at: string,
};

describe("state and lists, as printed", () => {
  it("status and state", async () => {
    expect(await get("/ips/status")).toEqual([{ name: "ideco-suricata", status: "active", msg: [] }]);
    await bed.ngfw.put("/ips/state", { enabled: false });
    expect(await get("/ips/state")).toEqual({ enabled: false });
    expect((await get("/ips/status"))[0].status).toBe("inactive");
  });

  it("groups of signatures", async () => {
    const { signature_groups: table } = await get("/ips/signature_groups/table");
    expect(typesOf(table[0])).toEqual({
      classtype: string,
      classtype_name: string,
      mitre_tactics: [{ mitre_tactic_id: string, mitre_tactic_name: string }],
      count: integer,
    });
    expect(table[0]).toMatchObject({ classtype: "command-and-control", count: 2 });
    const { signature_groups: mitre } = await get("/ips/signature_groups/mitre");
    expect(typesOf(mitre[0])).toEqual({
      mitre_tactic_id: string,
      mitre_tactic_name: string,
      classtypes: [{ classtype: string, classtype_name: string, count: integer }],
    });
    expect(mitre[0]).toMatchObject({ mitre_tactic_id: "TA0011", classtypes: [{ count: 1 }] });
  });

  it("signatures, filtered by class", async () => {
    const { signatures } = await get("/ips/signatures");
    expect(typesOf(signatures)).toEqual(signatures.map(() => line));
    expect(signatures[1]).toMatchObject({ action: "drop", flow: "to_server", updated_at: "2024-04-12" });
    expect(signatures[4]).toMatchObject({ action: "rejectsrc", flow: "from_server", updated_at: "-" });
    const filter = (value: string[]) =>
      JSON.stringify([
        { items: [{ column_name: "classtype", operator: "equals", value }], link_operator: "or" },
      ]);
    const some = await get(
      `/ips/signatures?filter=${encodeURIComponent(filter(["attempted-admin", "coin-mining"]))}`,
    );
    expect(some.signatures.map((one: { sid: number }) => one.sid)).toEqual([2100003, 2100004]);
    expect((await bed.ngfw.get("/ips/signatures?filter=classtype")).status).toBe(400);
    expect((await get("/ips/signatures/2100004")).signature).toMatch(/^alert dns .*sid:2100004;/);
    expect((await bed.ngfw.get("/ips/signatures/1")).status).toBe(404);
  });

  it("profiles", async () => {
    const profiles = await get("/ips/profiles");
    expect(typesOf(profiles[0])).toEqual({ id: string, name: string, comment: string });
    const [balanced, strict] = profiles.map((one: { id: string }) => one.id);
    const zero = { pass: 0, alert: 0, drop: 0, rejectsrc: 0, rejectdst: 0, rejectboth: 0 };
    expect(await get("/ips/profiles/actions-counts")).toEqual({
      [balanced]: { ...zero, alert: 3, drop: 1, rejectsrc: 1 },
      [strict]: { ...zero, drop: 4 },
    });
    expect(await get(`/ips/profiles/${strict}/actions-counts`)).toEqual({ [strict]: { ...zero, drop: 4 } });
    const { signatures } = await get(`/ips/profiles/${strict}/signatures`);
    expect(signatures.map((one: { action: string }) => one.action)).toEqual(Array(4).fill("drop"));
    expect(typesOf(signatures[0])).toEqual(line);
    expect((await bed.ngfw.get("/ips/profiles/none/signatures")).status).toBe(404);
    expect(await get("/ips/signatures/2100004/profiles")).toEqual([{ id: balanced, name: "Balanced" }]);
    bed.lab.ideco.configure({ bareObjects: true });
    expect(await get("/ips/signatures/2100004/profiles")).toEqual({ id: balanced, name: "Balanced" });
    expect(await get("/ips/signatures/2100001/profiles")).toHaveLength(2);
  });
});

describe("custom signatures", () => {
  it("join the lists once they are valid", async () => {
    expect((await post(rule(5, "classtype:own-class; metadata: MITRE TA0001; "))).json).toEqual({ id: "1" });
    const own = (await get("/ips/signatures")).signatures.at(-1);
    expect(own).toMatchObject({
      sid: 5,
      msg: 'Mine; \\"quoted\\"',
      classtype: "own-class",
      mitre_tactic_id: "TA0001",
      signature_source: "custom",
      destination: "[10.0.0.0/8, !10.1.0.0/16]",
      destination_ports: "22",
      flow: "from_server",
    });
    expect((await get("/ips/signature_groups/table")).signature_groups.at(-1)).toMatchObject({
      classtype: "own-class",
      mitre_tactics: [{ mitre_tactic_id: "TA0001", mitre_tactic_name: "Initial Access" }],
    });
    expect((await get("/ips/status"))[0].msg).toEqual([]);
  });

  it.each([
    ["an unknown action", 'block tcp any any -> any any (msg:"a"; sid:9;)', /unknown action block/],
    ["a wrong direction", 'alert tcp any any <- any any (msg:"a"; sid:9;)', /unknown direction <-/],
    ["an incomplete header", "alert tcp any -> any (sid:9;)", /header/],
    ["an open quote", 'alert tcp any any -> any any (msg:"a; sid:9;)', /wrong option|semicolon/],
    ["no last semicolon", "alert tcp any any -> any any (sid:9; rev:1)", /semicolon/],
  ])("with %s are accepted and show up in the status", async (_what, text, message) => {
    expect((await post(text)).status).toBe(200);
    expect((await get("/ips/status"))[0].msg).toEqual([expect.stringMatching(message)]);
    expect((await get("/ips/signatures")).signatures).toHaveLength(5);
    expect((await get("/ips/custom"))[0]).toMatchObject({ id: "1", sid: 9, rule: text });
    expect((await bed.ngfw.patch("/ips/custom/1", { rule: rule(9) })).status).toBe(200);
    expect((await get("/ips/status"))[0].msg).toEqual([]);
  });

  it("are refused without a SID of their own, or too long, or on two lines", async () => {
    await post(rule(5));
    await post(rule(6));
    expect(refusal(await post('alert tcp any any -> any any (msg:"a";)'))).toEqual([542, "rule"]);
    expect(refusal(await post(rule(5)))).toEqual([542, "rule"]);
    expect(refusal(await post(rule(2100001)))).toEqual([542, "rule"]);
    expect(refusal(await post(rule(7).replace("(", "(\n")))).toEqual([542, "rule"]);
    expect(refusal(await post(rule(7, `content:"${"x".repeat(8196)}"; `)))).toEqual([542, "rule"]);
    expect(refusal(await post(rule(7), "x".repeat(256)))).toEqual([542, "comment"]);
    expect(refusal(await bed.ngfw.patch("/ips/custom/1", { rule: rule(6) }))).toEqual([542, "rule"]);
    expect((await bed.ngfw.patch("/ips/custom/1", { rule: rule(8), comment: "new" })).status).toBe(200);
    expect((await bed.ngfw.patch("/ips/custom/1", {})).status).toBe(200);
    const list = await get("/ips/custom");
    expect(
      list.map((one: { id: string; sid: number; comment: string }) => [one.id, one.sid, one.comment]),
    ).toEqual([
      ["2", 6, ""],
      ["1", 8, "new"],
    ]);
  });

  it("are uploaded as a text file, all or nothing", async () => {
    await post(rule(5));
    const answer = await upload(`# mine\n${rule(11)}\r\n\n${rule(12)}\n`);
    expect(answer.json).toEqual({ count: 2 });
    expect((await get("/ips/custom")).map((one: { sid: number }) => one.sid)).toEqual([5, 11, 12]);
    const wrong = await upload([rule(13), "nonsense", rule(5), rule(13)].join("\n"));
    expect([wrong.status, wrong.json.message]).toEqual([542, "wrong signatures in lines 2, 3, 4"]);
    expect((await upload(rule(14), "application/json")).status).toBe(542);
    expect(await get("/ips/custom")).toHaveLength(3);
    expect(bed.lab.journal.list({ path: "/ips/custom_rules_file" })[0]?.body).toContain("sid:11;");
  });

  it("can be replaced by an upload", async () => {
    bed.lab.ideco.configure({ customFile: "replaces" });
    await post(rule(5));
    expect((await upload([rule(5), rule(6)].join("\n"))).json).toEqual({ count: 2 });
    expect((await get("/ips/custom")).map((one: { sid: number }) => one.sid)).toEqual([5, 6]);
  });
});

describe("updates", () => {
  it("start, go on and end with a new time", async () => {
    bed.lab.clock.freeze(new Date("2024-03-04T05:06:07.500Z"));
    await bed.ngfw.login();
    bed.lab.ideco.configure({ updateSeconds: 30 });
    expect(typesOf(await get("/ips/update"))).toEqual({ status: string, msg: string, last_update: "null" });
    expect((await bed.ngfw.post("/ips/update")).text).toBe("");
    expect(await get("/ips/update_advanced")).toMatchObject({ status: "updating", last_update: null });
    bed.lab.clock.advance(30);
    expect(await get("/ips/update")).toMatchObject({ status: "up_to_date", last_update: 1709528797.5 });
    await bed.ngfw.post("/ips/update");
    expect(await get("/ips/update")).toMatchObject({ status: "updating", last_update: 1709528797.5 });
  });

  it("fail, or never start", async () => {
    bed.lab.ideco.configure({ updateEnds: "failed_to_update" });
    await bed.ngfw.post("/ips/update");
    expect(await get("/ips/update")).toMatchObject({ status: "failed_to_update", last_update: null });
    bed.lab.ideco.configure({ updateEnds: "disabled" });
    expect((await bed.ngfw.post("/ips/update")).status).toBe(200);
    expect(await get("/ips/update")).toMatchObject({ status: "disabled" });
  });
});
