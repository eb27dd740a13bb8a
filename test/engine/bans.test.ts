import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import { type Front, fronts } from "./fronts";
import { Project } from "./harness";

vi.setConfig({ testTimeout: 1_200_000 });

const [first, , third] = ["site1_h11@192.168.0.10", "site1_h1@192.168.0.18", "site2_h1@192.168.0.34"];
const list = "GET bannedaddrs";
const [login, logout] = ["POST sessions", "DELETE sessions/current"];

const header = (front: Front) =>
  `const { era } = require("${front.module}"); const pulumi = require("@pulumi/pulumi");`;
const bans = `
new era.BannedAddress("one", { ip: "10.0.0.1", expires: 3600 });
const at = pulumi.output({ site: "SITE1" });
new era.BannedAddress("there", { ip: "10.0.0.2", expires: 3600, scope: { site: at.site } });
new era.BannedAddress("elsewhere", { ip: "10.0.0.2", expires: 3600, scope: pulumi.output({ site: "SITE2" }) });
new era.BanList("many", { addresses: ["10.1.0.1", "10.1.0.2", "10.1.0.3"], expires: 3600 });
new era.BorderRule("net", { remoteIpMask: "172.16.0.0/12", action: "accept", priority: 10 });
`;

async function open(front: Front) {
  const lab = await Lab.start();
  onTestFinished(() => lab.stop());
  const { password, ...connection } = lab.connections()["lab-era"] ?? {};
  const project = await Project.create({
    program: header(front) + bans,
    pulumiYaml: front.pulumiYaml,
    connections: { sg: connection },
    secrets: { "perimeter:connections.sg.password": String(password) },
  });
  onTestFinished(() => project.remove());
  /** What reached the platform since the last look, equal calls in a row as one. */
  const calls = () => {
    const all = lab.journal
      .list()
      .map(({ method, path }) => `${method} ${path.replace(/^.*(bannedaddrs|borderrules|sessions)/, "$1")}`);
    lab.journal.clear();
    return all.filter((call, index) => call !== all[index - 1]);
  };
  return {
    lab,
    project,
    calls,
    banned: () => lab.era.state().instances.map(({ banned }) => banned.map(({ ip }) => ip).sort()),
  };
}

describe.each(fronts)("bans, $name", (front) => {
  test("live: banned, refreshed without a difference, repaired, completed, lifted", async () => {
    const { lab, project, calls, banned } = await open(front);
    await project.up();
    const all = ["10.0.0.1", "10.0.0.2", "10.1.0.1", "10.1.0.2", "10.1.0.3"];
    expect(banned()).toEqual([all, all, all]);
    calls();

    const same = await project.run(["preview", "--refresh", "--diff", "--expect-no-changes"]).result;
    expect([same.code, same.stderr]).toEqual([0, ""]);
    expect(calls()).toEqual([login, expect.any(String), expect.any(String), logout]);
    await project.up();
    expect(calls()).toEqual([]);

    lab.era.unban(first, "10.0.0.1");
    const drift = await project.run(["preview", "--refresh", "--diff", "--expect-no-changes"]).result;
    expect(drift.code).not.toBe(0);
    expect(drift.stdout).toMatch(/result *: true => false/);
    const repaired = await project.run(["up", "--yes", "--refresh"]).result;
    expect(repaired.code).toBe(0);
    expect(banned()).toEqual([all, all, all]);

    lab.era.setOnline(third, false);
    const more = `new era.BannedAddress("new", { ip: "10.0.0.9", expires: 60 });`;
    await project.write(header(front) + bans + more);
    const partial = await project.up({ code: "any" });
    expect(partial.code).not.toBe(0);
    expect(partial.stdout + partial.stderr).toContain(
      `the ban of 10.0.0.9 was not taken by 1 of 3 instances: ${third} (SITE2, offline)`,
    );
    const state = await project.exportState();
    expect(state.deployment.resources?.some(({ id }) => id === "10.0.0.9")).toBe(true);
    lab.era.setOnline(third, true);
    calls();
    await project.up();
    expect(calls().filter((call) => call !== list)).toEqual([login, "POST bannedaddrs", logout]);
    expect(banned()).toEqual(Array(3).fill([...all, "10.0.0.9"].sort()));

    await project.destroy();
    expect(banned()).toEqual([[], [], []]);
    expect(lab.era.state().borderRules).toEqual([]);
    expect(lab.era.state().sessions).toBe(0);
  });

  test("that would undo each other are refused at preview, also where an output tells the scope", async () => {
    const { project, calls } = await open(front);
    await project.write(
      `${header(front)}
      new era.BannedAddress("one", { ip: "10.0.0.1", expires: 3600, scope: { site: pulumi.output("SITE1") } });
      new era.BannedAddress("two", { ip: "10.0.0.1", expires: 60, scope: { sites: ["SITE1", "SITE2"] } });`,
    );
    const preview = await project.preview({ code: "any" });
    expect(preview.code).not.toBe(0);
    expect(JSON.stringify(preview.diagnostics)).toContain(
      "the ban of 10.0.0.1 (site SITE1) is owned by era:BannedAddress",
    );
    expect(calls().filter((call) => call.startsWith("POST bannedaddrs"))).toEqual([]);
  });
});
