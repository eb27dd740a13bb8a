import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import { type Front, fronts, native } from "./fronts";
import { Project } from "./harness";

vi.setConfig({ testTimeout: 1_200_000 });

const lbId = "8b031032-e0a0-4b36-8a98-642b6d3ca07b";
const alone = "2300727f-3771-4bdc-bba1-35ca12cb8635";
const other = "1dc707a8-a5be-431e-aca1-77c60af1fe9a";

const header = (front: Front) => `const { nhn } = require("${front.module}");`;
const lists = ["GET applied-vms", "GET not-applied-vms"];
/** Nothing but looks: on a slow machine one is older than the next change bears, and is had anew. */
const looks = new Set(lists);

async function open(front: Front, program: string) {
  const lab = await Lab.start({ nhn: { tokens: true } });
  onTestFinished(() => lab.stop());
  lab.nhn.addVm({ vmId: other, vmName: "other" });
  lab.clock.freeze();
  const { appKey, secretAccessKey, ...mon } = lab.connections()["lab-nhn"] ?? {};
  const project = await Project.create({
    program: header(front) + program,
    pulumiYaml: front.pulumiYaml,
    connections: { mon },
    secrets: {
      "perimeter:connections.mon.appKey": String(appKey),
      "perimeter:connections.mon.secretAccessKey": String(secretAccessKey),
    },
  });
  onTestFinished(() => project.remove());
  return {
    lab,
    project,
    /** What reached the service since the last look, but for tokens, in alphabetical order. */
    calls() {
      const all = lab.journal.list().map(({ method, path }) => `${method} ${path.split("/").at(-1)}`);
      lab.journal.clear();
      return all.filter((call) => !["POST create", "POST revoke"].includes(call)).sort();
    },
    phase: (id: string) => lab.nhn.state().vms.find(({ vmId }) => vmId === id)?.phase,
    /** The resource in the state. */
    async stored(id: string) {
      const { deployment } = await project.exportState();
      return deployment.resources?.find((resource) => resource.id === id);
    },
  };
}

describe.each(fronts)("enrolments, $name", (front) => {
  test("live: enrolled by one call, without a difference as they progress, completed, released by one call", async () => {
    const { lab, project, calls, phase } = await open(
      front,
      `new nhn.Enrollment("lb", { loadBalancerId: "${lbId}" });
       new nhn.Enrollment("alone", { vmId: "${alone}" });
       const other = new nhn.Enrollment("other", { vmId: "${other}" });
       exports.status = other.status;
       exports.tickets = nhn.getTickets({ limit: 1 }).then(({ count, items }) => [count, items.length]);`,
    );
    await project.up();
    expect(await project.stackOutputs()).toEqual({ status: "pending", tickets: [2, 1] });
    // One call where the machine is quick enough to begin all three side by side; looked at before and after each.
    const enrolled = calls();
    expect(new Set(enrolled)).toEqual(new Set([...lists, "GET tickets", "POST vm"]));
    expect(enrolled.length).toBeLessThanOrEqual(2 + 1 + 3 * 3);
    expect([phase(alone), phase(other)]).toEqual(["pending", "pending"]);

    lab.clock.advance(3600);
    await project.refresh({ args: ["--expect-no-changes"] });
    expect(new Set(calls())).toEqual(looks);
    await project.up();
    expect(calls()).toEqual(["GET tickets"]);

    lab.nhn.addVm({ vmId: "late", vmName: "late" }, lbId);
    const drift = await project.run(["preview", "--refresh", "--diff"]).result;
    expect(drift.stdout).toContain("unenrolledVms");
    expect(calls()).not.toContain("POST vm");
    const repaired = await project.run(["up", "--yes", "--refresh"]).result;
    expect([repaired.code, phase("late")]).toEqual([0, "pending"]);

    calls();
    await project.destroy();
    const released = calls();
    expect(new Set(released)).toEqual(new Set([...lists, "DELETE vm"]));
    expect(released.length).toBeLessThanOrEqual(3 * 3);
    expect([phase(alone), phase(other), phase("late")]).toEqual(["releasing", "releasing", "releasing"]);
  });

  test("live: a wait that takes too long keeps the resource, and the next up completes it", async () => {
    const waiting = (minutes: number) =>
      `new nhn.Enrollment("vm", { vmId: "${alone}", waitForService: true, timeoutMinutes: ${minutes} });`;
    const { lab, project, calls, stored } = await open(front, waiting(0.03));
    const late = await project.up({ code: "any" });
    expect(late.code).not.toBe(0);
    expect(late.stdout + late.stderr).toContain("0.03 minutes were not enough");
    expect((await stored(alone))?.outputs).toMatchObject({ status: "pending", waitingForService: true });
    lab.clock.advance(3600);
    calls();
    await project.write(header(front) + waiting(5));
    await project.up();
    expect(new Set(calls())).toEqual(looks);
    const whole = await stored(alone);
    expect(whole?.outputs).toMatchObject({ status: "inService", timeoutMinutes: 5 });
    expect(whole?.outputs).not.toHaveProperty("waitingForService");
    await project.preview({ args: ["--expect-no-changes"] });
  });

  test("live: a VM behind a load balancer is refused alone, at preview", async () => {
    const behind = "9d5cbf7b-4826-4e83-b13a-ef608bacf0e9";
    const { project, calls } = await open(front, `new nhn.Enrollment("vm", { vmId: "${behind}" });`);
    const preview = await project.preview({ code: "any" });
    expect(preview.code).not.toBe(0);
    expect(JSON.stringify(preview.diagnostics)).toContain("stands behind the load balancer");
    expect(new Set(calls())).toEqual(looks);
  });
});

describe("a wait in the plugin", () => {
  const program = (options: string) =>
    `new nhn.Enrollment("vm", { vmId: "${alone}", waitForService: true }${options});`;

  test("ends with customTimeouts, and the resource is kept", async () => {
    const { project, stored, phase } = await open(native, program(`, { customTimeouts: { create: "3s" } }`));
    const late = await project.up({ code: "any" });
    expect(late.code).not.toBe(0);
    expect(late.stdout + late.stderr).toContain("the time limit of the operation is over");
    expect([phase(alone), (await stored(alone))?.id]).toEqual(["pending", alone]);
  });

  test("ends with Ctrl-C, and the resource is kept", async () => {
    const { lab, project, stored, calls } = await open(native, program(""));
    const running = project.start("up");
    await vi.waitFor(() => expect(lab.journal.count({ path: /\/applied-vms$/ })).toBeGreaterThan(3), 240_000);
    running.interrupt();
    const { code } = await running.result;
    expect(code).not.toBe(0);
    expect((await stored(alone))?.outputs).toMatchObject({ vmId: alone, waitingForService: true });
    lab.clock.advance(3600);
    calls();
    await project.up();
    expect(new Set(calls())).toEqual(looks);
    expect((await stored(alone))?.outputs).toMatchObject({ status: "inService" });
  });
});
