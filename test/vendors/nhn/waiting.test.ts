import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { catalogue } from "../../../provider/catalogue";
import type { PerimeterError } from "../../../provider/kernel/errors";
import * as lifecycle from "../../../provider/kernel/lifecycle";
import { timeLimited } from "../../../provider/kernel/limits";
import { silent } from "../../../provider/kernel/log";
import { Runtime } from "../../../provider/kernel/runtime";
import { enrollment } from "../../../provider/vendors/nhn/enrollment";
import { alone, type Harness, hour, lbId, open, refusal, token } from "./open";

const waiting = { vmId: alone, waitForService: true };
const second = 1 / 60;

/** Moves the service's clock on after a moment. */
async function later(bed: Harness, ms: number, seconds = hour): Promise<void> {
  await sleep(ms);
  bed.lab.clock.advance(seconds);
}

describe("creation with waitForService", () => {
  it("ends when the service has begun, looks more and more rarely, and tells how it goes", async () => {
    const bed = await open();
    const [done] = await Promise.all([bed.stack.up(token, "vm", waiting), later(bed, 2500)]);
    expect(done).toBe("create");
    expect(bed.stack.outputs("vm")).toMatchObject({ status: "inService", rawStatus: "진행중" });
    expect(bed.stack.outputs("vm").waitingForService).toBeUndefined();
    expect(bed.stack.said).toContain(
      `progress: waiting for the VM "vm2" (${alone}) to be in service: the status is "접수대기" (pending), ` +
        "0 of at most 70 minutes are over",
    );
    const times = bed.lab.journal.list({ path: /\/applied-vms$/ });
    // Before the enrolment, after it, and after pauses of 0.5, 0.75, 1.125 and 1.6875 seconds.
    expect(times.length).toBeLessThanOrEqual(6);
    expect(await bed.stack.up(token, "vm", waiting)).toBe("same");
  });

  it("of many looks for all together", async () => {
    const bed = await open();
    const names = ["a", "b", "c", "d", "e"];
    const ids = names.map((vmName) => bed.lab.nhn.addVm({ vmName }).vmId);
    const all = names.map((name, index) =>
      bed.stack.up(token, name, { vmId: ids[index], waitForService: true }),
    );
    await Promise.all([...all, later(bed, 1000)]);
    expect(names.map((name) => bed.stack.outputs(name).status)).toEqual(Array(5).fill("inService"));
    expect(bed.lab.journal.count({ path: /\/applied-vms$/ })).toBeLessThanOrEqual(6);
  });

  it("of a load balancer waits for its VMs too", async () => {
    const bed = await open();
    const lb = { loadBalancerId: lbId, waitForService: true };
    const [done] = await Promise.all([bed.stack.up(token, "lb", lb), later(bed, 700)]);
    expect(done).toBe("create");
    bed.lab.nhn.addVm({ vmName: "late" }, lbId);
    await bed.stack.restart();
    await bed.stack.refresh("lb");
    const [again] = await Promise.all([bed.stack.up(token, "lb", lb), later(bed, 700)]);
    expect(again).toBe("update");
    expect(bed.stack.outputs("lb")).toMatchObject({
      unenrolledVms: [],
      vms: [{ status: "inService" }, { status: "inService" }],
    });
  });

  it("that takes too long keeps the resource, and the next up goes on waiting", async () => {
    const bed = await open();
    const short = { ...waiting, timeoutMinutes: second };
    const message = await refusal(bed.stack.up(token, "vm", short));
    expect(message).toBe(
      `nhn connection "mon": ${second} minutes were not enough for the VM "vm2" (${alone}) to be in service: ` +
        'the status is "접수대기" (pending). It takes up to an hour; `timeoutMinutes` sets how long to wait. ' +
        "The state keeps the resource, and the next `pulumi up` goes on.",
    );
    expect(bed.stack.resources.get("vm")).toMatchObject({
      id: alone,
      incomplete: true,
      outputs: { status: "pending", vmName: "vm2", waitingForService: true },
    });
    await bed.stack.restart();
    bed.writes();
    const [done] = await Promise.all([
      bed.stack.up(token, "vm", { ...waiting, timeoutMinutes: 1 }),
      later(bed, 700),
    ]);
    expect(done).toBe("update");
    expect(bed.stack.outputs("vm")).toMatchObject({ status: "inService" });
    expect(bed.stack.outputs("vm").waitingForService).toBeUndefined();
    expect(bed.writes()).toEqual([]);
  });

  it("that took too long is waited for also after a refresh, until the service has begun", async () => {
    const bed = await open();
    await refusal(bed.stack.up(token, "vm", { ...waiting, timeoutMinutes: second }));
    await bed.stack.restart();
    expect(await bed.stack.refresh("vm")).toEqual(["status"]);
    expect(bed.stack.resources.get("vm")).not.toHaveProperty("incomplete");
    const args = { ...waiting, timeoutMinutes: second };
    expect(await refusal(bed.stack.up(token, "vm", args))).toContain("minutes were not enough");
    await later(bed, 0);
    await bed.stack.restart();
    expect(await bed.stack.refresh("vm")).toEqual([]);
    expect(bed.stack.outputs("vm").waitingForService).toBeUndefined();
    bed.calls();
    expect(await bed.stack.up(token, "vm", args)).toBe("same");
    expect(bed.calls()).toEqual([]);
  });

  it("that took too long waits no more where that is not wished any more", async () => {
    const bed = await open();
    await refusal(bed.stack.up(token, "vm", { ...waiting, timeoutMinutes: second }));
    await bed.stack.restart();
    bed.calls();
    expect(await bed.stack.up(token, "vm", { vmId: alone })).toBe("update");
    expect(bed.calls()).toEqual([]);
    expect(bed.stack.outputs("vm").waitingForService).toBeUndefined();
  });

  it("bears a service that is away for a while", async () => {
    const bed = await open({}, { retries: 0 });
    bed.lab.faults.add({ path: /\/applied-vms$/, status: 503, skip: 2, times: 2 });
    bed.lab.faults.add({ path: /\/not-applied-vms$/, lose: "before", skip: 2, times: 1 });
    const [done] = await Promise.all([bed.stack.up(token, "vm", waiting), later(bed, 1500)]);
    expect(done).toBe("create");
    expect(bed.lab.faults.unused()).toEqual([]);
  });

  it("ends when somebody releases it meanwhile", async () => {
    const bed = await open();
    const work = refusal(bed.stack.up(token, "vm", waiting));
    await sleep(700);
    bed.lab.nhn.setPhase(alone, "notApplied");
    expect(await work).toContain(
      `the VM "vm2" (${alone}) is not enrolled any more: somebody released it meanwhile`,
    );
    await bed.stack.restart();
    expect(await bed.stack.refresh("vm")).toBe("gone");
  });

  it("waits for what is adopted", async () => {
    const bed = await open();
    bed.lab.nhn.setPhase(alone, "pending");
    const [done] = await Promise.all([
      bed.stack.up(token, "vm", { ...waiting, adopt: true }),
      later(bed, 700),
    ]);
    expect([done, bed.writes()]).toEqual(["create", []]);
    expect(bed.stack.outputs("vm").status).toBe("inService");
  });
});

describe("deletion with waitForService", () => {
  it("ends when the service has ended", async () => {
    const bed = await open({ enrolSeconds: 0 });
    await bed.stack.up(token, "vm", waiting);
    await bed.stack.restart();
    const work = bed.stack.delete("vm");
    await sleep(700);
    expect(bed.phases().vm2).toBe("releasing");
    bed.lab.clock.advance(hour);
    await work;
    expect(bed.phases().vm2).toBe("notApplied");
  });

  it("that takes too long keeps the resource, and the next one waits on although a second release is refused", async () => {
    const bed = await open({ enrolSeconds: 0 });
    await bed.stack.up(token, "vm", { ...waiting, timeoutMinutes: second });
    await bed.stack.restart();
    expect(await refusal(bed.stack.delete("vm"))).toContain(
      `${second} minutes were not enough for the VM "vm2" (${alone}) to be released: the status is "진행중" (inService)`,
    );
    await bed.stack.restart();
    const message = await refusal(bed.stack.delete("vm"));
    expect(message).toContain("minutes were not enough");
    expect(message).toContain("관제 해지가 진행 중인 대상입니다.");
    expect(bed.stack.said.filter((line) => line.startsWith("warn"))).toEqual([
      expect.stringContaining("A release may be under way already, so its end is waited for."),
    ]);
    await bed.stack.restart();
    await Promise.all([bed.stack.delete("vm"), later(bed, 500)]);
    expect(bed.phases().vm2).toBe("notApplied");
    expect(bed.stack.resources.has("vm")).toBe(false);
  });
});

describe("an interruption", () => {
  const inputs = { ...waiting, connection: "mon", timeoutMinutes: 70 };

  /** A provider process, for calls that can be called off. */
  function runtimeOf(bed: Harness): Runtime {
    const mon = bed.lab.connections()["lab-nhn"] ?? {};
    const runtime = new Runtime(catalogue.vendors, { mon }, silent);
    onTestFinished(() => runtime.close());
    return runtime;
  }

  async function failed(work: Promise<unknown>): Promise<PerimeterError> {
    return work.then(
      () => Promise.reject(new Error("this should have failed")),
      (thrown) => thrown as PerimeterError,
    );
  }

  it("of the waiting keeps the resource; so does the engine's own time limit", async () => {
    const bed = await open();
    const runtime = runtimeOf(bed);
    const stop = new AbortController();
    const work = failed(lifecycle.create(runtime, enrollment, inputs, { signal: stop.signal }));
    await sleep(800);
    const since = Date.now();
    stop.abort();
    const error = await work;
    expect(Date.now() - since).toBeLessThan(10_000);
    expect(error).toMatchObject({ category: "partial", code: "PERIMETER_CANCELLED" });
    expect(error.incomplete).toMatchObject({ id: alone, outputs: { vmId: alone, waitingForService: true } });
    expect(error.message).toContain(`the VM "vm2" (${alone}): the operation was cancelled`);

    const limited = timeLimited(new AbortController().signal, 600);
    const { id, outputs = {} } = error.incomplete ?? {};
    const late = await failed(
      lifecycle.update(runtime, enrollment, id ?? "", outputs, inputs, { signal: limited }),
    );
    expect(late).toMatchObject({ category: "partial", code: "PERIMETER_TIMEOUT" });
    expect(late.message).toContain("customTimeouts");
    expect(late.incomplete).toMatchObject({
      id: alone,
      outputs: { status: "pending", waitingForService: true },
    });
    expect(bed.lab.journal.writes()).toHaveLength(1);
  });

  it("before anything was sent leaves nothing behind", async () => {
    const bed = await open();
    const stop = new AbortController();
    const work = failed(lifecycle.create(runtimeOf(bed), enrollment, inputs, { signal: stop.signal }));
    bed.lab.faults.add({ path: /\/applied-vms$/, delayMs: 200 });
    await sleep(250);
    stop.abort();
    const error = await work;
    expect(error).toMatchObject({ code: "PERIMETER_CANCELLED", incomplete: undefined });
    await sleep(300);
    expect(bed.lab.journal.writes()).toEqual([]);
  });

  it("while the enrolment is under way keeps the resource", async () => {
    const bed = await open();
    bed.lab.faults.add({ method: "POST", delayMs: 600 });
    const stop = new AbortController();
    const work = failed(lifecycle.create(runtimeOf(bed), enrollment, inputs, { signal: stop.signal }));
    await sleep(400);
    stop.abort();
    expect((await work).incomplete).toMatchObject({ id: alone, outputs: { status: "notApplied" } });
    await sleep(500);
    expect(bed.phases().vm2).toBe("pending");
  });

  it("of a deletion ends it", async () => {
    const bed = await open();
    const runtime = runtimeOf(bed);
    bed.lab.nhn.setPhase(alone, "inService");
    const stop = new AbortController();
    const state = { ...inputs, status: "inService", vms: [], unenrolledVms: [] };
    const work = failed(lifecycle.remove(runtime, enrollment, alone, state, { signal: stop.signal }));
    await sleep(500);
    stop.abort();
    expect(await work).toMatchObject({ code: "PERIMETER_CANCELLED", category: "unavailable" });
    expect(bed.phases().vm2).toBe("releasing");
    expect(bed.phases().vm1).toBe("notApplied");
  });
});
