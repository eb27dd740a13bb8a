import { describe, expect, it } from "vitest";
import { alone, behind, hour, lbId, open, refusal, token } from "./open";

const lists = ["GET /applied-vms", "GET /not-applied-vms"];
const sorted = (calls: string[]) => [...calls].sort();

describe("a VM", () => {
  it("is enrolled, shows no difference, and progress is none", async () => {
    const { stack, lab, calls, phases } = await open();
    expect(await stack.up(token, "vm", { vmId: alone })).toBe("create");
    expect(sorted(calls())).toEqual([...lists, ...lists, "POST /vm"].sort());
    expect(phases()).toEqual({ lb1: "notApplied", vm1: "notApplied", vm2: "pending" });
    expect(stack.resources.get("vm")?.id).toBe(alone);
    expect(stack.outputs("vm")).toEqual({
      vmId: alone,
      connection: "mon",
      waitForService: false,
      timeoutMinutes: 70,
      status: "pending",
      rawStatus: "접수대기",
      vmName: "vm2",
      vmIp: "133.186.112.33",
      vmOs: "CentOS 7.8",
      fixedIp: "192.168.0.4",
      vms: [],
      unenrolledVms: [],
    });
    await stack.restart();
    calls();
    expect(await stack.up(token, "vm", { vmId: alone })).toBe("same");
    expect(calls()).toEqual([]);
    lab.clock.advance(hour);
    await stack.restart();
    expect(await stack.refresh("vm")).toEqual([]);
    expect(stack.outputs("vm")).toMatchObject({ status: "inService", rawStatus: "진행중" });
    expect(await stack.up(token, "vm", { vmId: alone })).toBe("same");
    expect(sorted(calls())).toEqual(lists);
  });

  it("is released, and again; what is gone needs no release", async () => {
    const { stack, lab, writes, phases } = await open();
    await stack.up(token, "vm", { vmId: alone });
    const stored = structuredClone(stack.resources.get("vm"));
    await stack.restart();
    writes();
    await stack.delete("vm");
    expect(writes()).toEqual([`DELETE /vm ${alone}`]);
    expect(phases().vm2).toBe("releasing");
    lab.clock.advance(hour);
    await stack.restart();
    if (stored) stack.resources.set("vm", stored);
    await stack.delete("vm");
    expect(writes()).toEqual([]);
    lab.nhn.removeVm(alone);
    await stack.restart();
    if (stored) stack.resources.set("vm", stored);
    await stack.delete("vm");
    expect(writes()).toEqual([]);
  });

  it("that was released behind our back, or vanished, is gone", async () => {
    const { stack, lab } = await open();
    await stack.up(token, "vm", { vmId: alone });
    lab.nhn.setPhase(alone, "notApplied");
    await stack.restart();
    expect(await stack.refresh("vm")).toBe("gone");
    expect(await stack.up(token, "vm", { vmId: alone })).toBe("create");
    lab.nhn.removeVm(alone);
    await stack.restart();
    expect(await stack.refresh("vm")).toBe("gone");
    await stack.restart();
    expect(await refusal(stack.up(token, "vm", { vmId: alone }))).toBe(
      `vmId: found "${alone}", allowed: a VM of the project and region of this app key; none of its lists has it`,
    );
  });

  it("with another name and address is no difference", async () => {
    const { stack, lab } = await open();
    await stack.up(token, "vm", { vmId: alone });
    Object.assign(lab.nhn.addVm({ vmId: alone, fixedIp: "10.0.0.9", vmName: "renamed", vmIp: "", vmOs: "" }));
    await stack.restart();
    expect(await stack.refresh("vm")).toEqual([]);
    expect(stack.outputs("vm")).toMatchObject({ vmName: "renamed", fixedIp: "10.0.0.9", vmIp: "", vmOs: "" });
    expect(await stack.preview("vm", { vmId: alone })).toEqual([]);
  });

  it("is replaced by another, and by a load balancer", async () => {
    const { stack, lab, writes } = await open();
    const other = lab.nhn.addVm({ vmName: "other" });
    await stack.up(token, "vm", { vmId: alone });
    await stack.restart();
    writes();
    expect(await stack.up(token, "vm", { vmId: other.vmId })).toBe("replace");
    expect(writes()).toEqual(["POST /vm", `DELETE /vm ${alone}`]);
    await stack.restart();
    expect(await stack.up(token, "vm", { loadBalancerId: lbId })).toBe("replace");
    expect(writes()).toEqual(["POST /vm", `DELETE /vm ${other.vmId}`]);
    expect(stack.resources.get("vm")?.id).toBe(lbId);
  });

  it("is enrolled with empty texts where the lists have none, and with new ones that came meanwhile", async () => {
    const { stack, lab } = await open();
    const bare = lab.nhn.addVm({ vmIp: "", vmOs: "", vmName: "" });
    await stack.up(token, "bare", { vmId: bare.vmId });
    expect(stack.outputs("bare")).toMatchObject({ vmIp: "", vmOs: "", vmName: "", status: "pending" });
    // Renamed after the lists were fetched: the service refuses the old name.
    lab.nhn.addVm({ vmId: alone, vmName: "renamed", fixedIp: "192.168.0.4" });
    await stack.up(token, "vm", { vmId: alone });
    expect(stack.outputs("vm")).toMatchObject({ vmName: "renamed", status: "pending" });
  });
});

describe("what exists", () => {
  it("is taken over without a write and with a warning, as it may be under release; not so with adopt", async () => {
    const { stack, lab, writes } = await open();
    lab.nhn.setPhase(alone, "inService");
    expect(await stack.up(token, "vm", { vmId: alone })).toBe("create");
    expect(stack.said).toEqual([
      expect.stringContaining(
        `the VM "vm2" (${alone}) is there already: the resource takes it over, and it goes with the resource. ` +
          "Where it was released within the last hour, its monitoring ends all the same",
      ),
    ]);
    await stack.restart();
    stack.said.length = 0;
    expect(await stack.up(token, "adopted", { vmId: alone, adopt: true })).toBe("create");
    expect(stack.said).toEqual([]);
    await stack.restart();
    expect(stack.outputs("vm")).toMatchObject({ status: "inService" });
    expect(await stack.up(token, "vm", { vmId: alone })).toBe("same");
    await stack.restart();
    expect(await stack.up(token, "again", { vmId: alone, adoptId: alone })).toBe("create");
    expect(writes()).toEqual([]);
  });

  it("is imported by its id, of a VM or of a load balancer, with an empty preview", async () => {
    const { stack, lab } = await open();
    for (const id of [alone, lbId, behind]) lab.nhn.setPhase(id, "inService");
    expect(await stack.import(token, "vm", `mon/${alone}`)).toMatchObject({
      id: alone,
      inputs: { vmId: alone, waitForService: false, timeoutMinutes: 70, connection: "mon" },
      outputs: { status: "inService" },
    });
    expect(await stack.preview("vm", { vmId: alone })).toEqual([]);
    expect(await stack.import(token, "lb", lbId)).toMatchObject({
      id: lbId,
      inputs: { loadBalancerId: lbId },
    });
    expect(await stack.preview("lb", { loadBalancerId: lbId })).toEqual([]);
    expect(await refusal(stack.import(token, "behind", behind))).toContain(`loadBalancerId: "${lbId}"`);
    lab.nhn.setPhase(alone, "notApplied");
    await stack.restart();
    expect(await stack.import(token, "vm", alone)).toBeUndefined();
    expect(await stack.import(token, "vm", "nothing")).toBeUndefined();
  });

  it("can be listed: load balancers, and VMs that stand alone", async () => {
    const { stack, lab } = await open();
    for (const id of [alone, lbId, behind]) lab.nhn.setPhase(id, "inService");
    expect(await stack.list(token)).toEqual([
      { id: lbId, name: "lb1" },
      { id: alone, name: "vm2" },
    ]);
  });

  it("survives the renaming of its resource", async () => {
    const { stack, writes } = await open();
    await stack.up(token, "old", { vmId: alone });
    await stack.restart();
    writes();
    await stack.up(token, "new", { vmId: alone, adopt: true });
    await stack.delete("old");
    expect(writes()).toEqual([]);
    expect(stack.said.at(-1)).toMatch(/not deleted/);
  });

  it("is not taken over while this very process has it released", async () => {
    const { stack, lab } = await open();
    await stack.up(token, "vm", { vmId: alone });
    await stack.restart();
    await stack.delete("vm");
    const message = await refusal(stack.up(token, "vm", { vmId: alone, adopt: true }));
    expect(message).toContain(`the VM "vm2" (${alone}) is being released`);
    lab.clock.advance(hour);
    await stack.restart();
    expect(await stack.up(token, "vm", { vmId: alone })).toBe("create");
  });

  it("is enrolled anew after a release that took no time", async () => {
    const { stack } = await open({ releaseSeconds: 0 });
    await stack.up(token, "vm", { vmId: alone });
    await stack.restart();
    await stack.delete("vm");
    expect(await stack.up(token, "vm", { vmId: alone })).toBe("create");
  });
});

describe("bad input", () => {
  it.each([
    [{}, "vmId: is required, or loadBalancerId: exactly one of the two"],
    [
      { vmId: alone, loadBalancerId: lbId },
      "loadBalancerId: is one id too many, allowed: exactly one of vmId and loadBalancerId",
    ],
    [
      { vmId: "a,b" },
      'vmId: found "a,b": allowed: an id as the console shows it, e.g. 2300727f-3771-4bdc-bba1-35ca12cb8635',
    ],
    [
      { vmId: alone, adoptId: "x" },
      `adoptId: found "x", allowed: "${alone}", the id that is enrolled; adopt: true means the same`,
    ],
    [{ vmId: alone, timeoutMinutes: 0 }, "timeoutMinutes: found 0, allowed: more than 0"],
    [{ vmId: alone, wait: true }, "wait: unknown field, allowed:"],
    [
      { loadBalancerId: alone },
      `loadBalancerId: found "${alone}", allowed: a load balancer of the project and region of this app key`,
    ],
  ])("%j", async (args, message) => {
    const { stack, writes } = await open();
    expect(await refusal(stack.up(token, "vm", args))).toContain(message);
    expect(writes()).toEqual([]);
  });

  it("two resources for one VM are refused", async () => {
    const { stack } = await open();
    await stack.up(token, "one", { vmId: alone });
    const message = await refusal(stack.up(token, "two", { vmId: alone, adopt: true }));
    expect(message).toContain(`the enrolment of ${alone} is owned by`);
  });
});

describe("waitForService and timeoutMinutes", () => {
  it("changed are no call", async () => {
    const { stack, calls } = await open();
    await stack.up(token, "vm", { vmId: alone });
    await stack.restart();
    calls();
    expect(await stack.up(token, "vm", { vmId: alone, waitForService: true })).toBe("update");
    expect(await stack.up(token, "vm", { vmId: alone, waitForService: true, timeoutMinutes: 5 })).toBe(
      "update",
    );
    expect(await stack.up(token, "vm", { vmId: alone, waitForService: true, timeoutMinutes: 5 })).toBe(
      "same",
    );
    expect(await stack.up(token, "vm", { vmId: alone })).toBe("update");
    expect(calls()).toEqual([]);
    expect(stack.outputs("vm")).toMatchObject({
      status: "pending",
      waitForService: false,
      timeoutMinutes: 70,
    });
  });
});
