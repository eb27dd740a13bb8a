import { describe, expect, it } from "vitest";
import type { Properties } from "../../../provider/kernel/values";
import { type Harness, open, refusal } from "./open";

const token = "ideco:PacketCheck";
const path = "/firewall/checks_packets";
const check = {
  protocol: "tcp",
  srcIp: "192.168.0.10",
  srcPort: 50000,
  dstIp: "198.51.100.1",
  dstPort: 443,
  incomingInterface: "interface.id.1",
  expectedResult: "accept",
};

const printed = {
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

const edits: Properties = {
  protocol: "udp",
  srcIp: "192.168.0.11",
  srcPort: 50001,
  dstIp: "198.51.100.2",
  dstPort: 53,
  incomingInterface: "interface.id.3",
  expectedResult: "drop",
  enabled: false,
  comment: "c",
};

describe("PacketCheck", () => {
  it.each(["v18", "v19", "v20"] as const)("lives as the page says on %s", async (dialect) => {
    const { stack, lab, writes, hand } = await open({ dialect });
    expect(await stack.up(token, "c", check)).toBe("create");
    expect(lab.journal.writes()[0]?.body).toEqual(printed);
    expect(stack.resources.get("c")?.id).toBe("1");
    expect(await stack.refresh("c")).toEqual([]);
    const now: Properties = { ...check };
    writes();
    for (const [field, value] of Object.entries(edits)) {
      now[field] = value;
      expect(await stack.preview("c", now)).toEqual([field]);
      expect(await stack.up(token, "c", now)).toBe("update");
      expect(writes()).toEqual([`PATCH ${path}/1`]);
      expect(await stack.refresh("c")).toEqual([]);
    }
    await hand("PATCH", `${path}/1`, { ...printed, comment: "by hand" });
    await stack.restart();
    expect((await stack.refresh("c")) as string[]).toHaveLength(9);
    expect(await stack.up(token, "c", now)).toBe("update");
    await stack.restart();
    writes();
    await stack.delete("c");
    expect(await hand("GET", path)).toEqual([]);
  });

  it("is deleted by DELETE where there is one, else as printed; what works is kept in mind", async () => {
    const { stack, lab, writes } = await open();
    for (const name of ["a", "b", "c", "d"]) await stack.up(token, name, { ...check, comment: name });
    await stack.restart();
    writes();
    await stack.delete("a");
    await stack.delete("b");
    expect(writes()).toEqual([`DELETE ${path}/1`, `PATCH ${path}/1`, `PATCH ${path}/2`]);
    lab.ideco.configure({ packetCheckDelete: "delete" });
    await stack.restart();
    await stack.delete("c");
    await stack.delete("d");
    expect(writes()).toEqual([`DELETE ${path}/3`, `DELETE ${path}/4`]);
  });

  it("is deleted although the answer is lost or misleading: the list decides", async () => {
    const { stack, lab, hand, writes } = await open({ packetCheckDelete: "delete" });
    for (const name of ["a", "b", "c"]) await stack.up(token, name, { ...check, comment: name });
    await stack.restart();
    writes();
    lab.faults.add({ method: "DELETE", path: `${path}/1`, lose: "after" });
    await stack.delete("a");
    // A 404 that is no proof: the check is still there.
    lab.faults.add({ method: "DELETE", path: `${path}/2`, status: 404, times: 9 });
    const message = await refusal(stack.delete("b"));
    expect(message).toContain("the packet check 2 could not be deleted");
    expect(message).toContain("Delete it on the appliance by hand");
    expect(((await hand("GET", path)) as unknown[]).length).toBe(2);
    lab.faults.clear();
    // Gone already: nothing is sent.
    await hand("DELETE", `${path}/3`);
    await stack.restart();
    writes();
    await stack.delete("c");
    expect(writes()).toEqual([]);
    // An answer of "fine" that did nothing is no deletion either.
    lab.faults.add({ path: `${path}/2`, status: 200, times: 9 });
    expect(await refusal(stack.delete("b"))).toContain(
      "the answer has a good status, but its body tells of a failure",
    );
  });

  it("is gone when it was deleted by hand; is imported and adopted", async () => {
    const { stack, hand, writes } = await open({ bareObjects: true });
    await stack.up(token, "c", check);
    await hand("PATCH", `${path}/1`);
    await stack.restart();
    expect(await stack.refresh("c")).toBe("gone");
    await hand("POST", path, printed);
    await stack.restart();
    const imported = await stack.import(token, "c", "2");
    const inWords = { ...check, incomingInterface: "Local network" };
    expect(imported?.inputs).toMatchObject({ ...inWords, enabled: true, comment: "" });
    expect(await stack.preview("c", check)).toEqual([]);
    stack.resources.clear();
    await stack.restart();
    expect(await stack.up(token, "c", { ...check, adopt: true })).toBe("create");
    expect(writes()).toEqual([`POST ${path}`]);
    expect(stack.resources.get("c")?.id).toBe("2");
    await stack.up(token, "d", check);
    expect(stack.resources.get("d")?.id).toBe("3");
    stack.resources.clear();
    await stack.restart();
    expect(await refusal(stack.up(token, "c", { ...check, adopt: true }))).toContain(
      "2, 3. Name one with adoptId.",
    );
    await stack.up(token, "c", { ...check, adoptId: "3", comment: "mine" });
    expect(await hand("GET", path)).toMatchObject([{ id: "2" }, { id: "3", comment: "mine" }]);
  });

  it("is made once although answers get lost, and equal checks stay two", async () => {
    const { stack, lab, hand } = await open();
    lab.faults.add({ method: "POST", path, lose: "after" });
    await stack.up(token, "a", check);
    lab.faults.add({ method: "POST", path, lose: "after" });
    await stack.up(token, "b", check);
    expect(await hand("GET", path)).toHaveLength(2);
    expect([stack.resources.get("a")?.id, stack.resources.get("b")?.id]).toEqual(["1", "2"]);
  });

  it("goes by the id of the list, where the answer of a creation tells another", async () => {
    const { stack, lab } = await open();
    lab.faults.add({ method: "POST", path, afterWork: true, status: 200, body: { id: 77 } });
    await stack.up(token, "a", check);
    expect(stack.resources.get("a")?.id).toBe("1");
    expect(await stack.refresh("a")).toEqual([]);
  });

  it("stays in the state when only the look after its creation fails", async () => {
    const { stack, lab, hand } = await open({}, { retries: 0 });
    lab.faults.add({ method: "GET", path, status: 502, skip: 1, times: 2 });
    expect(await refusal(stack.up(token, "a", check))).toContain("the service is not available");
    expect(stack.resources.get("a")).toMatchObject({ id: "1", incomplete: true });
    expect(await stack.up(token, "a", check)).toBe("update");
    expect(await hand("GET", path)).toHaveLength(1);
  });

  it.each<[Properties, string]>([
    [{ protocol: "icmp" }, 'protocol: found "icmp", allowed: "tcp", "udp"'],
    [{ protocol: "protocol.tcp" }, 'protocol: found "protocol.tcp"'],
    [{ srcIp: "ip.id.1" }, 'srcIp: found "ip.id.1": allowed: an IPv4 address itself'],
    [{ dstIp: "10.0.0.0/8" }, 'dstIp: found "10.0.0.0/8"'],
    [{ srcPort: 0 }, "srcPort: found 0, allowed: at least 1"],
    [{ dstPort: 65536 }, "dstPort: found 65536, allowed: at most 65535"],
    [
      { incomingInterface: "interface.local_any" },
      'incomingInterface: found "interface.local_any": allowed: the id of one network interface',
    ],
    [{ expectedResult: "reject" }, 'expectedResult: found "reject", allowed: "drop", "accept"'],
    [{ comment: "x".repeat(256) }, "comment: found 256 characters, allowed: at most 255"],
  ])("refuses %j", async (args, message) => {
    const { stack } = await open();
    expect(await refusal(stack.up(token, "c", { ...check, ...args }))).toContain(message);
  });
});

const run = "ideco:PacketCheckRun";
const start = { method: "POST", path: "/firewall/checks_start" };

/** An appliance with three checks: HTTPS that passes, SSH that is dropped by rule 1, and one that is off. */
async function checked(bed: Harness): Promise<void> {
  bed.lab.ideco
    .table("forward")
    .add({ action: "drop", protocol: "protocol.tcp", destination_ports: ["port.id.3"] });
  await bed.hand("POST", path, printed);
  await bed.hand("POST", path, { ...printed, dst_port: 22, expected_result: "drop", comment: "no SSH" });
  await bed.hand("POST", path, { ...printed, dst_port: 22, enabled: false });
}

const results = [
  { checkId: "1", result: "accept", matchedRule: "fwd.sys.1", verdict: true },
  { checkId: "2", result: "drop", matchedRule: "fwd.ngfw.1", verdict: true },
];

describe("PacketCheckRun", () => {
  it.each(["v18", "v19", "v20"] as const)(
    "runs when it is made and when triggers change, on %s",
    async (dialect) => {
      const bed = await open({ dialect });
      const { stack, writes, lab } = bed;
      await checked(bed);
      expect(await stack.up(run, "r", { triggers: ["a"] })).toBe("create");
      expect(writes()).toEqual(["POST /firewall/checks_start"]);
      expect(stack.outputs("r")).toMatchObject({ passed: true, blockStatus: false, results });
      const id = stack.resources.get("r")?.id;
      expect(id).toMatch(/^[0-9a-f-]{36}$/);
      expect(await stack.up(run, "r", { triggers: ["a"] })).toBe("same");
      expect(await stack.up(run, "r", { triggers: ["a"], timeoutSeconds: 60, failOnMismatch: false })).toBe(
        "update",
      );
      expect(writes()).toEqual([]);
      lab.clock.advance(1);
      expect(await stack.up(run, "r", { triggers: ["b"] })).toBe("update");
      expect(writes()).toEqual(["POST /firewall/checks_start"]);
      expect(stack.resources.get("r")?.id).toBe(id);
      lab.ideco.table("forward").delete(1);
      await stack.restart();
      expect(await stack.refresh("r")).toEqual([]);
      await stack.delete("r");
      expect(writes()).toEqual([]);
      expect(await stack.import(run, "r", "anything")).toBeUndefined();
    },
  );

  it("waits for a run that takes its time, and shows progress", async () => {
    const bed = await open({ checkSeconds: 60 });
    await checked(bed);
    const done = bed.stack.up(run, "r", {});
    await until(() => bed.lab.journal.count({ path: "/firewall/checks_result" }) > 2);
    bed.lab.clock.advance(61);
    await done;
    expect(bed.stack.outputs("r")).toMatchObject({ passed: true, results });
    expect(bed.stack.said).toContainEqual("progress: packet checks are running: 0 of 2 have a result");
    expect(bed.lab.journal.count(start)).toBe(1);
  });

  it("waits for a run of somebody else to end before it starts its own", async () => {
    const bed = await open({ checkSeconds: 60 });
    await checked(bed);
    await bed.hand("POST", "/firewall/checks_start");
    const done = bed.stack.up(run, "r", {});
    await until(() => bed.lab.journal.count({ path: "/firewall/checks_result" }) > 1);
    expect(bed.lab.journal.count(start)).toBe(0);
    bed.lab.clock.advance(61);
    await until(() => bed.lab.journal.count(start) === 1);
    bed.lab.clock.advance(61);
    await done;
    expect(bed.stack.outputs("r")).toMatchObject({ passed: true, results });
  });

  it("never takes old results for its own, even where the time on them is the same", async () => {
    const bed = await open();
    const { lab, stack } = bed;
    await checked(bed);
    lab.clock.freeze(new Date("2024-10-05T09:05:07Z"));
    await bed.hand("POST", "/firewall/checks_start");
    await bed.hand("GET", "/firewall/checks_result");
    const done = stack.up(run, "r", {});
    await until(() => lab.journal.count(start) === 2);
    // 9:05:17 and 9:51:07 would be the same number; a second later is another.
    lab.clock.advance(1);
    await done;
    expect(stack.outputs("r").passed).toBe(true);
    expect(lab.journal.count(start)).toBe(3);
  });

  it("gives up when the time is over", async () => {
    const bed = await open({ checkSeconds: 600 });
    await checked(bed);
    expect(await refusal(bed.stack.up(run, "r", { timeoutSeconds: 1 }))).toContain(
      "1 seconds were not enough for the packet checks to end. If the appliance is just slow, raise timeoutSeconds.",
    );
    expect(bed.stack.resources.size).toBe(0);
  });

  it("fails where a check doesn't give what it expects, and runs again at the next up", async () => {
    const bed = await open();
    const { stack, lab } = bed;
    await checked(bed);
    lab.ideco.table("forward").delete(1);
    const message = await refusal(stack.up(run, "r", {}));
    expect(message).toBe(
      'ideco connection "hq": a packet check failed: check 2 (no SSH) expects drop, but met accept by fwd.sys.1. Look at the rules that they met; failOnMismatch: false gives the results as outputs instead.',
    );
    expect(stack.resources.size).toBe(0);
    lab.clock.advance(1);
    await stack.up(run, "r", { failOnMismatch: false });
    expect(stack.outputs("r")).toMatchObject({
      passed: false,
      results: [results[0], { checkId: "2", result: "accept", matchedRule: "fwd.sys.1", verdict: false }],
    });
    expect(lab.journal.count(start)).toBe(2);
  });

  it("doesn't start while a failure would block all traffic, unless allowed", async () => {
    const bed = await open();
    const { stack, lab, writes } = bed;
    await checked(bed);
    lab.ideco.table("forward").delete(1);
    await bed.hand("PUT", "/firewall/checks_settings", { block_traffic: true });
    const message = await refusal(stack.up(run, "r", {}));
    expect(message).toContain(
      "the packet checks were not started: the appliance is set to block all traffic",
    );
    expect(message).toContain(
      "Set PacketCheckSettings.blockTraffic to false first, or say allowBlock: true.",
    );
    expect(stack.said.filter((line) => line.startsWith("warn:"))).toHaveLength(1);
    expect(stack.said[0]).toContain("a failed packet check blocks all traffic (block_traffic)");
    expect(writes()).toEqual([]);
    expect(await refusal(stack.up(run, "r", { allowBlock: true }))).toContain(
      "the appliance blocks ALL traffic because a packet check failed; only a run without errors opens it again",
    );
    lab.clock.advance(1);
    await stack.up(run, "r", { allowBlock: true, failOnMismatch: false });
    expect(stack.outputs("r")).toMatchObject({ passed: false, blockStatus: true });
    expect(stack.said.some((line) => line.startsWith("warn:") && line.includes("blocks ALL traffic"))).toBe(
      true,
    );
    lab.ideco
      .table("forward")
      .add({ action: "drop", protocol: "protocol.tcp", destination_ports: ["port.id.3"] });
    lab.clock.advance(1);
    await stack.up(run, "s", { allowBlock: true });
    expect(stack.outputs("s")).toMatchObject({ passed: true, blockStatus: false });
  });

  it("says so where nothing was tested", async () => {
    const { stack } = await open();
    await stack.up(run, "r", {});
    expect(stack.outputs("r")).toMatchObject({ passed: true, results: [] });
    expect(stack.said.join()).toContain("no packet check is enabled: nothing was tested");
  });

  it("says so where the rules are switched off", async () => {
    const bed = await open();
    await checked(bed);
    bed.lab.ideco.firewall.state.enabled = false;
    await bed.stack.up(run, "r", { failOnMismatch: false });
    expect(bed.stack.said.join()).toContain("the firewall's rules are switched off on the appliance");
    expect(bed.stack.outputs("r").passed).toBe(false);
  });

  it("survives lost answers of its calls", async () => {
    const bed = await open();
    await checked(bed);
    bed.lab.faults.add({ ...start, lose: "after" });
    bed.lab.faults.add({ path: "/firewall/checks_result", lose: "before" });
    await bed.stack.up(run, "r", {});
    expect(bed.stack.outputs("r").passed).toBe(true);
  });

  it("fails where an enabled check has no result, but not where results go by other ids", async () => {
    const bed = await open();
    const { stack, lab } = bed;
    await checked(bed);
    const answer = (data: object) => ({
      block_status: false,
      in_progress: false,
      check_datetime: 2024105957,
      data,
    });
    const good = { result: "accept", rule_id: "fwd.sys.1", verdict: true };
    const result = { path: "/firewall/checks_result", status: 200, skip: 1, times: 9 };
    lab.faults.add({ ...result, body: answer({ "1": good }) });
    expect(await refusal(stack.up(run, "r", {}))).toContain(
      "a packet check failed: check 2 (no SSH) has no result",
    );
    lab.faults.clear();
    const uuids = {
      "0f0d2f1e-7a5c-4f0e-9d51-6a1b7e8f3c01": good,
      "0f0d2f1e-7a5c-4f0e-9d51-6a1b7e8f3c02": good,
    };
    lab.faults.add({ ...result, body: answer(uuids) });
    await stack.up(run, "r", {});
    expect(stack.outputs("r").passed).toBe(true);
  });
});

describe("getPacketCheckResults", () => {
  it("gives what the appliance has, and starts nothing", async () => {
    const bed = await open();
    const { stack, lab, writes } = bed;
    expect(await stack.call("ideco:getPacketCheckResults")).toEqual({
      blockStatus: false,
      inProgress: false,
      checkDatetime: 0,
      items: [],
    });
    await checked(bed);
    lab.clock.freeze(new Date("2024-10-05T09:05:07Z"));
    await bed.hand("POST", "/firewall/checks_start");
    expect(await stack.call("ideco:getPacketCheckResults")).toEqual({
      blockStatus: false,
      inProgress: false,
      checkDatetime: 20241005957,
      items: results,
    });
    expect(writes()).toEqual([]);
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}
