import { describe, expect, it } from "vitest";
import { alone, type Harness, hour, lbId, open, refusal, token } from "./open";

/** So many VMs in the project, by name. */
function vms(bed: Harness, names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((vmName) => [vmName, bed.lab.nhn.addVm({ vmName }).vmId]));
}

/** Several `up` side by side, as the engine does it; the messages of those that fail. */
async function together(
  bed: Harness,
  targets: Record<string, Record<string, unknown>>,
): Promise<Record<string, string>> {
  const results = await Promise.allSettled(
    Object.entries(targets).map(([name, args]) => bed.stack.up(token, name, args)),
  );
  const names = Object.keys(targets);
  return Object.fromEntries(
    results.flatMap((result, index) =>
      result.status === "rejected" ? [[names[index], (result.reason as Error).message]] : [],
    ),
  );
}

describe("side by side", () => {
  it("enrolments are one call between two pairs of lists, and so are releases", async () => {
    const bed = await open();
    const { a = "", b = "", c = "" } = vms(bed, ["a", "b", "c"]);
    const targets = { lb: { loadBalancerId: lbId }, a: { vmId: a }, b: { vmId: b }, c: { vmId: c } };
    expect(await together(bed, targets)).toEqual({});
    expect(bed.calls().sort()).toEqual([
      "GET /applied-vms",
      "GET /applied-vms",
      "GET /not-applied-vms",
      "GET /not-applied-vms",
      "POST /vm",
    ]);
    const [sent] = bed.lab.journal.writes();
    expect(sent?.body).toMatchObject({ vmList: [{ lbId }, { vmId: a }, { vmId: b }, { vmId: c }] });
    expect(bed.phases()).toMatchObject({ lb1: "pending", vm1: "pending", a: "pending", c: "pending" });
    for (const name of Object.keys(targets)) expect(bed.stack.outputs(name).status).toBe("pending");

    await bed.stack.restart();
    bed.calls();
    expect(await Promise.all(Object.keys(targets).map((name) => bed.stack.refresh(name)))).toEqual([
      [],
      [],
      [],
      [],
    ]);
    expect(bed.calls()).toHaveLength(2);

    await bed.stack.restart();
    await Promise.all(Object.keys(targets).map((name) => bed.stack.delete(name)));
    const [first, second, release, ...more] = bed.calls();
    expect([first, second].sort()).toEqual(["GET /applied-vms", "GET /not-applied-vms"]);
    expect([release, more]).toEqual([`DELETE /vm ${lbId},${a},${b},${c}`, []]);
    expect(bed.phases()).toMatchObject({
      lb1: "releasing",
      vm1: "releasing",
      a: "releasing",
      c: "releasing",
    });
  });

  it("two hundred and one are three calls", async () => {
    const bed = await open();
    const names = Array.from({ length: 201 }, (_, index) => `v${index}`);
    const ids = vms(bed, names);
    const targets = Object.fromEntries(names.map((name) => [name, { vmId: ids[name] }]));
    expect(await together(bed, targets)).toEqual({});
    expect(bed.writes()).toEqual(["POST /vm", "POST /vm", "POST /vm"]);
    await bed.stack.restart();
    await Promise.all(names.map((name) => bed.stack.delete(name)));
    expect(bed.writes().map((call) => call.split(",").length)).toEqual([100, 100, 1]);
  });

  it("what comes while a call is under way goes out with the next", async () => {
    const bed = await open();
    const { a = "", b = "", c = "" } = vms(bed, ["a", "b", "c"]);
    bed.lab.faults.add({ method: "POST", path: /vm$/, delayMs: 400 });
    const first = bed.stack.up(token, "a", { vmId: a });
    await new Promise((resolve) => setTimeout(resolve, 250));
    await Promise.all([first, bed.stack.up(token, "b", { vmId: b }), bed.stack.up(token, "c", { vmId: c })]);
    expect(bed.writes()).toEqual(["POST /vm", "POST /vm"]);
  });
});

describe("a refused batch", () => {
  it("is enrolled one by one, and the culprits alone fail", async () => {
    const bed = await open();
    const { a = "", b = "", gone = "", moved = "" } = vms(bed, ["a", "b", "gone", "moved"]);
    // A first one, so that the lists are in memory when the others change.
    await bed.stack.up(token, "first", { vmId: alone });
    bed.lab.nhn.removeVm(gone);
    bed.lab.nhn.joinLoadBalancer(moved, lbId);
    bed.calls();
    const failures = await together(bed, {
      a: { vmId: a },
      gone: { vmId: gone },
      moved: { vmId: moved },
      b: { vmId: b },
    });
    expect(failures).toEqual({
      gone: `nhn connection "mon": the VM "gone" (${gone}): it is gone from the project's lists`,
      moved:
        `nhn connection "mon": the VM "moved" (${moved}) stands behind the load balancer "lb1" (${lbId}) ` +
        `and is enrolled through it alone: give loadBalancerId: "${lbId}" instead`,
    });
    expect(bed.phases()).toMatchObject({ a: "pending", b: "pending", moved: "notApplied" });
    // The whole, then those two alone that can be enrolled.
    expect(bed.writes()).toEqual(["POST /vm", "POST /vm", "POST /vm"]);
    expect([...bed.stack.resources.keys()].sort()).toEqual(["a", "b", "first"]);
  });

  it("is told in the service's own words", async () => {
    const bed = await open();
    const { a = "", b = "", c = "" } = vms(bed, ["a", "b", "c"]);
    const words = {
      header: { isSuccessful: false, resultCode: -7, resultMessage: "지원하지 않는 OS 입니다." },
    };
    // The whole, and the second one alone.
    bed.lab.faults.add({ method: "POST", path: /vm$/, status: 200, body: words });
    bed.lab.faults.add({ method: "POST", path: /vm$/, status: 200, body: words, skip: 1 });
    const failures = await together(bed, { a: { vmId: a }, b: { vmId: b }, c: { vmId: c } });
    expect(failures).toEqual({
      b:
        `nhn connection "mon", POST /vm: the VM "b" (${b}): the service refused (status 200); ` +
        "the vendor says: 지원하지 않는 OS 입니다. (resultCode -7). Run the command again; if that doesn't help, look at the appliance's own console or log.",
    });
    expect(bed.phases()).toMatchObject({ a: "pending", b: "notApplied", c: "pending" });
    expect(bed.stack.resources.has("b")).toBe(false);
  });

  it("is released one by one; what is released already counts as released", async () => {
    const bed = await open();
    const { a = "", b = "", c = "", d = "" } = vms(bed, ["a", "b", "c", "d"]);
    const all = { a: { vmId: a }, b: { vmId: b }, c: { vmId: c }, d: { vmId: d } };
    await together(bed, all);
    await bed.stack.restart();
    await bed.stack.delete("d");
    bed.lab.nhn.setPhase(a, "notApplied");
    bed.lab.nhn.setPhase(b, "releasing");
    bed.writes();
    const results = await Promise.allSettled(["a", "b", "c"].map((name) => bed.stack.delete(name)));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect((results[1] as PromiseRejectedResult).reason.message).toBe(
      `nhn connection "mon", DELETE /vm: the VM "b" (${b}): the service refused (status 200); ` +
        `the vendor says: 관제 해지가 진행 중인 대상입니다. (${b}) (resultCode -1). Run the command again; if that doesn't help, look at the appliance's own console or log.`,
    );
    expect(bed.writes()).toEqual([`DELETE /vm ${a},${b},${c}`, `DELETE /vm ${b}`, `DELETE /vm ${c}`]);
    bed.lab.clock.advance(hour);
    await bed.stack.restart();
    await bed.stack.delete("b");
    expect(bed.writes()).toEqual([]);
  });

  it("because of access is not tried again", async () => {
    const bed = await open();
    const { a = "", b = "" } = vms(bed, ["a", "b"]);
    bed.lab.faults.add({ method: "POST", path: /vm$/, status: 401, times: 9 });
    const failures = await together(bed, { a: { vmId: a }, b: { vmId: b } });
    expect(Object.keys(failures)).toEqual(["a", "b"]);
    expect(failures.a).toContain("access was refused (status 401)");
    expect(bed.writes()).toEqual(["POST /vm"]);
    expect(bed.stack.resources.size).toBe(0);
  });
});

it("a connection that is read-only sends nothing", async () => {
  const bed = await open({}, { readOnly: true });
  expect(await refusal(bed.stack.up(token, "vm", { vmId: alone }))).toContain("the connection is read-only");
  expect(bed.writes()).toEqual([]);
  expect(bed.phases().vm2).toBe("notApplied");
});

it("a process fetches the lists once for all that it adopts", async () => {
  const bed = await open();
  const ids = vms(bed, ["a", "b", "c"]);
  for (const id of Object.values(ids)) bed.lab.nhn.setPhase(id, "inService");
  for (const [name, vmId] of Object.entries(ids)) {
    await bed.stack.up(token, name, { vmId, adopt: true });
    await new Promise((resolve) => setTimeout(resolve, 1100));
  }
  expect(bed.calls().sort()).toEqual(["GET /applied-vms", "GET /not-applied-vms"]);
});
