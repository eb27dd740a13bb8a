import { describe, expect, it } from "vitest";
import type { Fault } from "../../../provider/lab/faults";
import { alone, hour, lbId, open, refusal, token } from "./open";

const post: Fault = { method: "POST", path: /\/vm$/ };
const remove: Fault = { method: "DELETE", path: /\/vm$/ };
/** An answer that says nothing about the work behind it. */
const lost: Array<[string, Fault]> = [
  ["cut after the work", { lose: "after" }],
  ["half of an answer", { corrupt: true }],
  ["502 after the work", { afterWork: true, status: 502, html: true }],
  ["a web page with 200 after the work", { afterWork: true, status: 200, html: true }],
  ["no envelope", { afterWork: true, status: 200, body: {} }],
];

describe("an enrolment whose answer is lost", () => {
  it.each(lost)("is not sent again: %s", async (_name, fault) => {
    const { stack, lab, writes, phases } = await open();
    lab.faults.add({ ...post, ...fault });
    expect(await stack.up(token, "vm", { vmId: alone })).toBe("create");
    expect(writes()).toEqual(["POST /vm"]);
    expect(phases().vm2).toBe("pending");
    expect(stack.outputs("vm").status).toBe("pending");
  });

  it.each<[string, Fault]>([
    ["cut before the work", { lose: "before" }],
    ["500 instead of it", { status: 500 }],
    ["503 instead of it", { status: 503, html: true }],
  ])("is sent again where nothing was done: %s", async (_name, fault) => {
    const { stack, lab, writes, phases } = await open();
    lab.faults.add({ ...post, ...fault });
    await stack.up(token, "vm", { vmId: alone });
    expect(writes()).toEqual(["POST /vm", "POST /vm"]);
    expect(phases().vm2).toBe("pending");
  });

  it("is kept in the state where nothing can be found out, and the next up finds out", async () => {
    const { stack, lab, writes, phases } = await open({}, { retries: 0 });
    lab.faults.add({ ...post, lose: "after" });
    lab.faults.add({ path: /applied-vms$/, status: 500, skip: 2, times: 99 });
    const message = await refusal(stack.up(token, "vm", { vmId: alone }));
    expect(message).toMatch(
      /^nhn connection "mon", POST \/vm: the VM "vm2" \(.*\): the connection broke before the answer came/,
    );
    expect(message).toContain("The state keeps the resource, and the next `pulumi up` goes on.");
    expect(stack.resources.get("vm")).toMatchObject({ id: alone, incomplete: true });
    lab.faults.clear();
    await stack.restart();
    writes();
    expect(await stack.up(token, "vm", { vmId: alone })).toBe("update");
    expect(writes()).toEqual([]);
    expect(stack.outputs("vm")).toMatchObject({ status: "pending" });
    expect(phases().vm2).toBe("pending");
  });

  it("and never was carried out is sent by the next up", async () => {
    const { stack, lab, phases } = await open({}, { retries: 0 });
    lab.faults.add({ ...post, lose: "before", times: 3 });
    await refusal(stack.up(token, "vm", { vmId: alone }));
    expect(phases().vm2).toBe("notApplied");
    expect(stack.resources.get("vm")).toMatchObject({ incomplete: true, outputs: { status: "notApplied" } });
    await stack.restart();
    expect(await stack.up(token, "vm", { vmId: alone })).toBe("update");
    expect(phases().vm2).toBe("pending");
  });

  it("of several is one by one what it is", async () => {
    const { stack, lab, writes, phases } = await open();
    lab.faults.add({ ...post, lose: "after" });
    await Promise.all([
      stack.up(token, "vm", { vmId: alone }),
      stack.up(token, "lb", { loadBalancerId: lbId }),
    ]);
    expect(writes()).toEqual(["POST /vm"]);
    expect(phases()).toEqual({ lb1: "pending", vm1: "pending", vm2: "pending" });
  });

  it("that was good although the lists don't show it yet is waited for", async () => {
    const { stack, lab, writes, phases } = await open();
    const stale = { header: { isSuccessful: true, resultCode: 1, resultMessage: "" }, results: [] };
    lab.faults.add({ path: /\/applied-vms$/, status: 200, body: stale, skip: 1, times: 2 });
    await stack.up(token, "vm", { vmId: alone });
    expect(writes()).toEqual(["POST /vm"]);
    expect([phases().vm2, stack.outputs("vm").status]).toEqual(["pending", "pending"]);
  });
});

describe("a release whose answer is lost", () => {
  it.each(lost)("counts as taken where a second one is refused: %s", async (_name, fault) => {
    const { stack, lab, phases } = await open();
    await stack.up(token, "vm", { vmId: alone });
    await stack.restart();
    lab.faults.add({ ...remove, ...fault });
    await stack.delete("vm");
    expect(phases().vm2).toBe("releasing");
  });

  it.each<[string, Fault]>([
    ["cut before the work", { lose: "before" }],
    ["500 instead of it", { status: 500 }],
  ])("is sent again where nothing was done: %s", async (_name, fault) => {
    const { stack, lab, phases } = await open();
    await stack.up(token, "vm", { vmId: alone });
    await stack.restart();
    lab.faults.add({ ...remove, ...fault });
    await stack.delete("vm");
    expect(phases().vm2).toBe("releasing");
  });

  it("and took no time is done", async () => {
    const { stack, lab, writes, phases } = await open({ releaseSeconds: 0 });
    await stack.up(token, "vm", { vmId: alone });
    await stack.restart();
    writes();
    lab.faults.add({ ...remove, lose: "after" });
    await stack.delete("vm");
    expect(writes()).toEqual([`DELETE /vm ${alone}`]);
    expect(phases().vm2).toBe("notApplied");
  });

  it("of several counts for each", async () => {
    const { stack, lab, phases } = await open();
    await stack.up(token, "vm", { vmId: alone });
    await stack.up(token, "lb", { loadBalancerId: lbId });
    await stack.restart();
    lab.faults.add({ ...remove, lose: "after" });
    await Promise.all([stack.delete("vm"), stack.delete("lb")]);
    expect(phases()).toEqual({ lb1: "releasing", vm1: "releasing", vm2: "releasing" });
  });

  it("that fails for good keeps the resource", async () => {
    const { stack, lab } = await open();
    await stack.up(token, "vm", { vmId: alone });
    lab.clock.advance(hour);
    await stack.restart();
    lab.faults.add({ ...remove, status: 500, times: 9 });
    expect(await refusal(stack.delete("vm"))).toContain(
      `nhn connection "mon", DELETE /vm: the VM "vm2" (${alone}): the service is not available (status 500)`,
    );
    expect(stack.resources.has("vm")).toBe(true);
  });
});

describe("a service that is away", () => {
  it("is a warning at preview and an error in up", async () => {
    const { stack, lab } = await open({}, { retries: 0 });
    lab.faults.add({ path: /applied-vms$/, status: 503, times: 99 });
    const message = await refusal(stack.up(token, "vm", { vmId: alone }));
    expect(message).toContain("the service is not available (status 503)");
    expect(stack.said).toEqual([
      expect.stringMatching(/^warn: the preview could not look at the appliance: nhn connection "mon", GET /),
    ]);
    expect(stack.resources.size).toBe(0);
  });

  it("is no reason to think that something is gone", async () => {
    const { stack, lab } = await open({}, { retries: 0 });
    await stack.up(token, "vm", { vmId: alone });
    await stack.restart();
    lab.faults.add({
      path: /applied-vms$/,
      status: 200,
      body: { header: { isSuccessful: true }, results: 3 },
    });
    expect(await refusal(stack.refresh("vm"))).toContain("the answer has no list `results`");
    lab.faults.add({ path: /\/applied-vms$/, html: true, status: 200 });
    expect(await refusal(stack.refresh("vm"))).toContain("the answer is a web page (HTML) instead of JSON");
    expect(await stack.refresh("vm")).toEqual([]);
  });
});
