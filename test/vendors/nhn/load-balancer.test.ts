import { describe, expect, it } from "vitest";
import type { NhnOptions } from "../../../provider/lab/nhn/appliance";
import { alone, behind, hour, lbId, open, refusal, token } from "./open";

const readings: Array<[string, NhnOptions]> = [
  ["in Korean", {}],
  ["in English", { locale: "en" }],
  ["in Japanese", { locale: "ja" }],
  ["in the other English words", { words: { pending: "Applied", inService: "In Service" } }],
  [
    "in words with other spaces",
    { words: { notApplied: "미 신청", pending: "접수 대기", inService: "IN_SERVICE" } },
  ],
];
const joined: Array<"split" | "inside"> = ["split", "inside"];

describe.each(joined)("a load balancer, VMs that joined it being listed %s", (reading) => {
  it.each(readings)("%s", async (_name, options) => {
    const { stack, lab, calls, writes, phases } = await open({ joined: reading, ...options });
    expect(await stack.up(token, "lb", { loadBalancerId: lbId })).toBe("create");
    expect(phases()).toEqual({ lb1: "pending", vm1: "pending", vm2: "notApplied" });
    expect(stack.resources.get("lb")?.id).toBe(lbId);
    const outputs = stack.outputs("lb");
    expect(outputs).toMatchObject({
      status: "pending",
      lbName: "lb1",
      lbIp: "133.186.111.22",
      fixedIp: "192.168.0.18",
      vms: [
        {
          vmId: behind,
          vmName: "vm1",
          fixedIp: "192.168.0.9",
          vmIp: "",
          vmOs: "CentOS 7.8",
          status: "pending",
        },
      ],
      unenrolledVms: [],
    });
    expect(outputs.vmName).toBeUndefined();
    lab.clock.advance(hour);
    await stack.restart();
    expect(await stack.refresh("lb")).toEqual([]);
    expect(stack.outputs("lb")).toMatchObject({ status: "inService", vms: [{ status: "inService" }] });

    const late = lab.nhn.addVm({ vmName: "late" }, lbId);
    await stack.restart();
    expect(await stack.refresh("lb")).toEqual(["unenrolledVms"]);
    expect(stack.outputs("lb")).toMatchObject({
      status: "inService",
      vms: [{ vmId: behind }, { vmId: late.vmId, status: "notApplied" }],
      unenrolledVms: [{ vmId: late.vmId, vmName: "late", status: "notApplied" }],
    });
    await stack.restart();
    writes();
    expect(await stack.up(token, "lb", { loadBalancerId: lbId })).toBe("update");
    expect(stack.said.at(-1)).toBe(
      `info: nhn connection "mon": not monitored behind the load balancer "lb1", to be enrolled: "late" (${late.vmId})`,
    );
    expect(writes()).toEqual(["POST /vm"]);
    expect(phases()).toMatchObject({ lb1: "inService", vm1: "inService", late: "pending" });
    expect(stack.outputs("lb")).toMatchObject({ unenrolledVms: [], status: "inService" });
    await stack.restart();
    expect(await stack.refresh("lb")).toEqual([]);
    calls();
    expect(await stack.up(token, "lb", { loadBalancerId: lbId })).toBe("same");
    expect(calls()).toEqual([]);

    await stack.delete("lb");
    expect(writes()).toEqual([`DELETE /vm ${lbId}`]);
    expect(phases()).toMatchObject({ lb1: "releasing", vm1: "releasing", late: "releasing" });
  });

  it("without VMs is enrolled, and one that joins is drift", async () => {
    const { stack, lab, phases } = await open({ joined: reading });
    const empty = lab.nhn.addLoadBalancer({ lbName: "empty" });
    await stack.up(token, "lb", { loadBalancerId: empty.lbId });
    expect(phases().empty).toBe("pending");
    expect(stack.outputs("lb")).toMatchObject({ vms: [], unenrolledVms: [] });
    lab.nhn.addVm({ vmName: "first" }, empty.lbId);
    await stack.restart();
    expect(await stack.refresh("lb")).toEqual(["unenrolledVms"]);
    expect(await stack.up(token, "lb", { loadBalancerId: empty.lbId })).toBe("update");
    expect(phases().first).toBe("pending");
  });

  it("is adopted with the VMs that it has, and those that are missing are enrolled", async () => {
    const { stack, lab, writes, phases } = await open({ joined: reading });
    lab.nhn.setPhase(lbId, "inService");
    await stack.up(token, "lb", { loadBalancerId: lbId, adopt: true });
    expect(writes()).toEqual(["POST /vm"]);
    expect(phases()).toMatchObject({ lb1: "inService", vm1: "pending" });
  });

  it("sends those that joined by themselves, and where that is refused with all others", async () => {
    const { stack, lab } = await open({ joined: reading });
    lab.nhn.setPhase(lbId, "inService");
    lab.nhn.setPhase(behind, "inService");
    await stack.up(token, "lb", { loadBalancerId: lbId, adopt: true });
    const late = lab.nhn.addVm({ vmName: "late" }, lbId);
    await stack.restart();
    await stack.refresh("lb");
    const refused = { header: { isSuccessful: false, resultCode: -1, resultMessage: "목록이 다릅니다." } };
    lab.faults.add({ method: "POST", path: /vm$/, status: 200, body: refused });
    expect(await stack.up(token, "lb", { loadBalancerId: lbId })).toBe("update");
    expect(lab.journal.writes().map(({ body }) => body)).toMatchObject([
      { vmList: [{ lbId, vm: [{ vmId: late.vmId }] }] },
      { vmList: [{ lbId, vm: [{ vmId: behind }, { vmId: late.vmId }] }] },
    ]);
    lab.nhn.addVm({ vmName: "later" }, lbId);
    await stack.restart();
    await stack.refresh("lb");
    lab.faults.add({ method: "POST", path: /vm$/, status: 200, body: refused, times: 2 });
    const message = await refusal(stack.up(token, "lb", { loadBalancerId: lbId }));
    expect(message).toContain(`the load balancer "lb1" (${lbId}): the service refused`);
    expect(message).toContain("목록이 다릅니다.");
    // It is enrolled all the same: the state keeps it, with what is missing.
    expect(stack.outputs("lb")).toMatchObject({ unenrolledVms: [{ vmName: "later" }] });
    expect(await stack.up(token, "lb", { loadBalancerId: lbId })).toBe("update");
    expect(stack.outputs("lb")).toMatchObject({ unenrolledVms: [] });
  });

  it("refuses one of its VMs alone, enrolled or not, with its own name", async () => {
    const { stack, lab, writes } = await open({ joined: reading });
    const message =
      `vmId: the VM "vm1" (${behind}) stands behind the load balancer "lb1" (${lbId}) and is enrolled through it alone: ` +
      `give loadBalancerId: "${lbId}" instead`;
    expect(await refusal(stack.up(token, "vm", { vmId: behind }))).toBe(message);
    lab.nhn.setPhase(lbId, "pending");
    lab.nhn.setPhase(behind, "pending");
    await stack.restart();
    expect(await refusal(stack.up(token, "vm", { vmId: behind, adopt: true }))).toBe(message);
    expect(writes()).toEqual([]);
  });
});

it("a VM that moved behind an enrolled load balancer stays with it when its own resource goes", async () => {
  const { stack, lab, writes, phases } = await open();
  await stack.up(token, "vm", { vmId: alone });
  lab.nhn.setPhase(lbId, "inService");
  lab.nhn.setPhase(behind, "inService");
  lab.nhn.joinLoadBalancer(alone, lbId);
  await stack.restart();
  expect(await stack.refresh("vm")).toEqual([]);
  writes();
  await stack.delete("vm");
  expect(writes()).toEqual([]);
  expect(stack.said.at(-1)).toBe(
    `warn: nhn connection "mon": the VM "vm2" (${alone}) was not released, as it stands behind the load balancer ` +
      `"lb1" (${lbId}) now and stays enrolled through it`,
  );
  expect(phases().vm2).toBe("pending");
});

it("a VM that moved behind a load balancer that isn't enrolled is released by itself", async () => {
  const { stack, lab, phases } = await open();
  await stack.up(token, "vm", { vmId: alone });
  lab.nhn.joinLoadBalancer(alone, lbId);
  await stack.restart();
  expect(await stack.refresh("vm")).toEqual([]);
  await stack.delete("vm");
  expect(phases().vm2).toBe("releasing");
});

it("a load balancer that is gone takes its resource with it", async () => {
  const { stack, lab } = await open();
  await stack.up(token, "lb", { loadBalancerId: lbId });
  lab.nhn.removeLoadBalancer(lbId);
  await stack.restart();
  expect(await stack.refresh("lb")).toBe("gone");
});

it("an unknown status word is shown and is no error", async () => {
  const { stack, lab } = await open({ words: { pending: "검토중", inService: "Überwacht" } });
  await stack.up(token, "lb", { loadBalancerId: lbId });
  expect(stack.outputs("lb")).toMatchObject({
    status: "unknown",
    rawStatus: "검토중",
    vms: [{ status: "unknown", rawStatus: "검토중" }],
  });
  lab.clock.advance(hour);
  await stack.restart();
  expect(await stack.refresh("lb")).toEqual([]);
  expect(stack.outputs("lb")).toMatchObject({ status: "unknown", rawStatus: "Überwacht" });
  expect(await stack.up(token, "lb", { loadBalancerId: lbId })).toBe("same");
});
