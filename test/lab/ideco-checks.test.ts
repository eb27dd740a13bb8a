import { describe, expect, it } from "vitest";
import { bench, refusal, typesOf } from "./ideco";

const bed = bench();
const path = "/firewall/checks_packets";
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
const toAppliance = { ...check, dst_ip: "192.168.0.1", dst_port: 22 };

async function run() {
  const started = await bed.ngfw.post("/firewall/checks_start");
  expect([started.status, started.text]).toEqual([200, ""]);
  return (await bed.ngfw.get("/firewall/checks_result")).json;
}

const block = (on: boolean) => bed.ngfw.put("/firewall/checks_settings", { block_traffic: on });

describe("packet checks", () => {
  it("are added, listed, edited and, by a PATCH without a body, deleted", async () => {
    expect((await bed.ngfw.post(path, check)).json).toEqual({ id: 1 });
    expect((await bed.ngfw.get(path)).json).toEqual([{ id: "1", ...check }]);
    const edited = await bed.ngfw.patch(`${path}/1`, { ...check, comment: "edited" });
    expect([edited.status, edited.text]).toEqual([200, ""]);
    expect((await bed.ngfw.get(path)).json[0].comment).toBe("edited");
    expect((await bed.ngfw.delete(`${path}/1`)).status).toBe(405);
    expect((await bed.ngfw.patch(`${path}/1`, {})).status).toBe(542);
    expect((await bed.ngfw.patch(`${path}/1`)).status).toBe(200);
    expect((await bed.ngfw.get(path)).json).toEqual([]);
    expect((await bed.ngfw.patch(`${path}/1`)).status).toBe(404);
  });

  it("can be deleted by DELETE instead", async () => {
    bed.lab.ideco.configure({ packetCheckDelete: "delete" });
    await bed.ngfw.post(path, check);
    expect((await bed.ngfw.patch(`${path}/1`)).status).toBe(542);
    expect((await bed.ngfw.delete(`${path}/1`)).status).toBe(200);
    expect((await bed.ngfw.delete(`${path}/1`)).status).toBe(404);
  });

  it("come as the bare object of the page when there is one", async () => {
    bed.lab.ideco.configure({ bareObjects: true });
    expect((await bed.ngfw.get(path)).json).toEqual([]);
    await bed.ngfw.post(path, check);
    expect((await bed.ngfw.get(path)).json).toEqual({ id: "1", ...check });
    await bed.ngfw.post(path, check);
    expect((await bed.ngfw.get(path)).json).toHaveLength(2);
  });

  it.each([
    ["protocol", "protocol.tcp"],
    ["src_ip", "ip.id.1"],
    ["src_port", "50000"],
    ["dst_port", 0],
    ["incoming_interface", "interface.local_any"],
    ["incoming_interface", "interface.id.9"],
    ["expected_result", "reject"],
    ["id", "1"],
  ])("refuse a wrong %s", async (field, value) => {
    expect(refusal(await bed.ngfw.post(path, { ...check, [field]: value }))).toEqual([542, field]);
  });
});

describe("a run", () => {
  it("has nothing to tell before the first", async () => {
    expect((await bed.ngfw.get("/firewall/checks_result")).json).toEqual({
      block_status: false,
      in_progress: false,
      check_datetime: 0,
      data: {},
    });
  });

  it("sends its packets through FORWARD and INPUT", async () => {
    const forward = bed.lab.ideco.table("forward");
    const input = bed.lab.ideco.table("input");
    forward.add({ enabled: false, action: "drop" });
    const drop = forward.add({
      action: "drop",
      protocol: "protocol.tcp",
      destination_ports: ["port.id.2"],
      incoming_interface: "interface.local_any",
      outgoing_interface: "interface.external_any",
    });
    const ssh = input.add({ action: "drop", protocol: "protocol.tcp", destination_ports: ["port.id.3"] });
    const rest = input.add();
    for (const one of [
      check,
      { ...check, dst_port: 80 },
      toAppliance,
      { ...toAppliance, dst_port: 443 },
      { ...check, enabled: false },
      { ...check, dst_ip: "10.20.0.7", expected_result: "drop" },
    ]) {
      await bed.ngfw.post(path, one);
    }
    const result = await run();
    expect(result.data).toEqual({
      "1": { result: "drop", rule_id: `fwd.ngfw.${drop}`, verdict: false },
      "2": { result: "accept", rule_id: "fwd.sys.1", verdict: true },
      "3": { result: "drop", rule_id: "inp.ngfw", verdict: false },
      "4": { result: "accept", rule_id: `inp.ngfw.${rest}`, verdict: true },
      "6": { result: "accept", rule_id: "fwd.sys.1", verdict: false },
    });
    expect(typesOf(result)).toMatchObject({
      block_status: "boolean",
      in_progress: "boolean",
      check_datetime: "integer",
    });
    expect(ssh).toBe(1);
    bed.lab.ideco.firewall.state.enabled = false;
    expect((await run()).data["1"]).toEqual({ result: "accept", rule_id: "fwd.sys.1", verdict: true });
  });

  it("tells its time unpadded and takes its time", async () => {
    bed.lab.clock.freeze(new Date("2024-10-05T09:05:07Z"));
    await bed.ngfw.login();
    bed.lab.ideco.configure({ checkSeconds: 3 });
    await bed.ngfw.post(path, check);
    expect(await run()).toMatchObject({ in_progress: true, check_datetime: 0, data: {} });
    bed.lab.clock.advance(3);
    const { json } = await bed.ngfw.get("/firewall/checks_result");
    expect(json).toMatchObject({ in_progress: false, check_datetime: 202410059510 });
    expect(Object.keys(json.data)).toEqual(["1"]);
    expect(await run()).toMatchObject({ in_progress: true, data: {} });
  });

  it("blocks on a failure if asked, until a run without errors", async () => {
    const drop = bed.lab.ideco.table("forward").add({ action: "drop" });
    await bed.ngfw.post(path, check);
    expect((await run()).block_status).toBe(false);
    await block(true);
    expect((await bed.ngfw.get("/firewall/checks_settings")).json).toEqual({ block_traffic: true });
    expect((await run()).block_status).toBe(true);
    await block(false);
    expect((await bed.ngfw.get("/firewall/checks_result")).json.block_status).toBe(true);
    expect((await run()).block_status).toBe(true);
    bed.lab.ideco.table("forward").delete(drop);
    expect((await run()).block_status).toBe(false);
  });

  it("ends with drop where the interface was removed", async () => {
    await bed.ngfw.post(path, check);
    bed.lab.ideco.objects.delete("interface.id.1");
    expect((await run()).data["1"]).toEqual({ result: "drop", rule_id: "", verdict: false });
  });
});
