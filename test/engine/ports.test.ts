import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import { type Front, fronts } from "./fronts";
import { diagnostics, Project } from "./harness";

vi.setConfig({ testTimeout: 1_200_000 });

const [web, mail] = ["203.0.113.10", "203.0.113.25"];

const program = (front: Front, acceptNew: boolean) => `
const { selectel } = require("${front.module}");
const monitored = new selectel.MonitoredIp("web", { ip: "${web}" });
new selectel.KnownPorts("web", { ip: monitored.ip, acceptNew: ${acceptNew} });
new selectel.KnownPorts("mail", { ip: "${mail}", ports: [{ port: 25 }, { port: 587 }] });
exports.open = monitored.openPorts.apply((ports) => ports.map(({ port }) => port));
exports.ssh = selectel.getPortOutput({ ip: monitored.ip, port: 22 }).apply(({ open }) => open);
exports.all = monitored.ip.apply(() => selectel.getOpenPorts()).items.length;
`;

async function open(front: Front) {
  const lab = await Lab.start();
  onTestFinished(() => lab.stop());
  const { selectel } = lab;
  for (const port of [22, 443]) selectel.openPort(web, port);
  selectel.monitor(mail);
  for (const port of [25, 110]) selectel.openPort(mail, port);
  selectel.setKnown(mail, 110, true);
  const project = await Project.create({
    program: program(front, false),
    pulumiYaml: front.pulumiYaml,
    env: { PERIMETER_CONNECTIONS: JSON.stringify({ eye: lab.connections()["lab-selectel"] }) },
  });
  onTestFinished(() => project.remove());
  return {
    lab,
    project,
    tags: () =>
      Object.entries(lab.selectel.state().monitored).map(([ip, ports]) => [
        ip,
        ports.map(({ port, known }) => `${port}${known ? " known" : ""}`).join(", "),
      ]),
    writes() {
      const all = lab.journal.writes().map(({ method, path }) => `${method} ${path.replace("/eye/v1", "")}`);
      lab.journal.clear();
      return all;
    },
  };
}

const warnings = (result: Parameters<typeof diagnostics>[0]) =>
  diagnostics(result).flatMap(({ severity, message }) => (severity === "warning" ? [message] : []));

describe.each(fronts)("known ports, $name", (front) => {
  test("live: tagged, a new port reported and not approved, repaired, approved on demand, put back", async () => {
    const { lab, project, tags, writes } = await open(front);
    const { selectel } = lab;
    await project.up();
    expect(tags()).toEqual([
      [mail, "25 known, 110 known"],
      [web, "22 known, 443 known"],
    ]);
    // One toggle of the whole new address; one of a single port where another one has its tag already.
    expect(writes().sort()).toEqual(["POST /ips", "PUT /ips/ports", "PUT /ips/ports/25"]);
    expect(await project.stackOutputs()).toMatchObject({ open: [22, 443], ssh: true });

    selectel.openPort(web, 4444);
    const seen = await project.run(["preview", "--refresh", "--diff"]).result;
    expect(seen.code).toBe(0);
    expect(warnings(seen).join()).toContain(
      `selectel connection "eye": ${web} has an open port that is not accepted and not KNOWN: tcp/4444. Close them`,
    );
    expect(seen.stdout).toContain("unexpectedPorts");
    expect(seen.stdout).toContain("4 unchanged");
    expect(writes()).toEqual([]);

    selectel.setKnown(web, 22, false);
    selectel.openPort(mail, 587);
    const repaired = await project.run(["up", "--yes", "--skip-preview", "--refresh"]).result;
    expect(repaired.code).toBe(0);
    expect(warnings(repaired).join()).toContain("tcp/4444");
    expect(tags()).toEqual([
      [mail, "25 known, 110 known, 587 known"],
      [web, "22 known, 443 known, 4444"],
    ]);
    const same = await project.run(["preview", "--refresh", "--expect-no-changes"]).result;
    expect([same.code, same.stderr]).toEqual([0, ""]);
    expect(writes().sort()).toEqual(["PUT /ips/ports/22", "PUT /ips/ports/587"]);

    await project.write(program(front, true));
    await project.up();
    expect(tags()).toContainEqual([web, "22 known, 443 known, 4444 known"]);

    await project.destroy();
    expect(tags()).toEqual([[mail, "25, 110 known, 587"]]);
  });
});
