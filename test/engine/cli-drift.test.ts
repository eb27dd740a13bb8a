import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import { perimeter } from "../cli/command";
import { fronts } from "./fronts";
import { Project } from "./harness";

vi.setConfig({ testTimeout: 400_000 });

const program = (module: string) => `
const { ideco, selectel, nhn } = require("${module}");
const web = new ideco.ForwardRule("web", { action: "accept", comment: "web", destinationAddresses: ["ip.id.1"] });
new ideco.ForwardRule("rest", { action: "drop", comment: "rest", position: { after: web.id } });
new ideco.RuleTable("input", {
  table: "input",
  ownership: "exclusive",
  rules: [
    { key: "admin", action: "accept", protocol: "protocol.tcp" },
    { key: "dns", action: "accept", protocol: "protocol.udp" },
    { key: "rest", action: "drop" },
  ],
});
new ideco.Ips("ips", { enabled: true });
new selectel.MonitoredIp("front", { ip: "192.0.2.7" });
new nhn.Enrollment("enrolled", { vmId: "vm-1" });
`;

describe.each(fronts)("perimeter drift, $name", (front) => {
  test("finds nothing, then each change by its property, and repairs none; fails where it can't look", async () => {
    const lab = await Lab.start({ nhn: { enrolSeconds: 600 } });
    onTestFinished(() => lab.stop());
    const vmId = lab.nhn.state().vms.find(({ lbId }) => lbId === null)?.vmId;
    const connections = lab.connections();
    const project = await Project.create({
      program: program(front.module).replace("vm-1", String(vmId)),
      pulumiYaml: front.pulumiYaml,
      env: { PERIMETER_CONNECTIONS: JSON.stringify(connections) },
    });
    await writeFile(
      join(project.dir, "expected.csv"),
      "service,zone,table,verdict\nudp/53,,input,accept\nicmp,,input,accept\n",
    );
    const wanted = await perimeter(["test", "expected.csv", "--on", "program"], {
      cwd: project.dir,
      env: project.env,
    });
    expect(wanted).toMatchObject({ code: 2, stderr: "" });
    expect(wanted.stdout).toBe(
      "lab-ideco, the program's tables: 1 of 2 as expected, 1 failed\n" +
        "  line 2: ok: accept udp/53 from any to any (input)\n" +
        "  line 3: FAILED: accept icmp from any to any (input)\n" +
        "    expected accept, but meets drop by `rest` (drop: any packet), e.g. icmp 198.51.100.1 → 203.0.113.1\n",
    );
    expect(lab.journal.writes()).toEqual([]);
    await project.up();
    const drift = (...args: string[]) =>
      perimeter(["drift", ...args], { cwd: project.dir, env: project.env });

    // Progress of the enrolment is an output that moves on by itself.
    lab.clock.advance(700_000);
    const none = await drift();
    expect(none).toMatchObject({ code: 0, stderr: "" });
    expect(none.stdout).toBe("Stack dev: 6 objects, all as the last `pulumi up` left them.\n");

    const [forward, input] = [lab.ideco.table("forward"), lab.ideco.table("input")];
    forward.edit(1, { action: "drop", comment: "by | hand" });
    forward.delete(2);
    const idOf = (protocol: string) => input.rules.find((rule) => rule.protocol === protocol)?.id ?? 0;
    input.edit(idOf("protocol.udp"), { protocol: "protocol.icmp" });
    input.delete(idOf("protocol.tcp"));
    input.add({ comment: "intruder" });
    lab.selectel.unmonitor("192.0.2.7");
    lab.journal.clear();
    const found = await drift("--format", "json", "--no-run-program");
    expect({ code: found.code, stderr: found.stderr }).toEqual({ code: 2, stderr: "" });
    const report = JSON.parse(found.stdout) as Report;
    expect(report).toMatchObject({ stack: "dev", objects: 6 });
    const lines = report.drift.map(({ appliance, type, name, id, gone, properties }) => [
      `${appliance} ${type} ${name} ${id}`,
      gone ? "gone" : properties,
    ]);
    expect(lines).toEqual([
      ["lab-ideco ideco:ForwardRule rest 2", "gone"],
      [
        "lab-ideco ideco:ForwardRule web 1",
        [
          { property: "action", wanted: "accept", found: "drop" },
          { property: "comment", wanted: "web", found: "by | hand" },
        ],
      ],
      [
        "lab-ideco ideco:RuleTable input input",
        [
          {
            property: "rules[admin]",
            wanted: { key: "admin", action: "accept", protocol: "protocol.tcp" },
          },
          { property: "rules[dns].protocol", wanted: "protocol.udp", found: "protocol.icmp" },
          { property: "rules[id-4]", found: { key: "id-4", action: "accept", comment: "intruder" } },
        ],
      ],
      ["lab-selectel selectel:MonitoredIp front 192.0.2.7", "gone"],
    ]);
    expect(lab.journal.writes()).toEqual([]);
    expect(input.rules.map(({ comment }) => comment)).toEqual(["", "", "intruder"]);

    await lab.stop();
    const failed = await drift("--format", "json", "--no-run-program");
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.stdout)).toMatchObject({ error: { code: "PERIMETER_PULUMI_FAILED" } });
    expect(failed.stderr).toMatch(
      /^perimeter: `pulumi refresh` failed: \w+ connection .*was refused \(ECONNREFUSED\)/,
    );
    for (const secret of ["perimeter-lab", "lab-selectel-token", "lab-nhn-appkey"]) {
      expect(failed.stdout + failed.stderr).not.toContain(secret);
    }
  });
});

interface Report {
  stack: string;
  objects: number;
  drift: {
    appliance: string;
    type: string;
    name: string;
    id: string;
    gone: boolean;
    properties: unknown[];
  }[];
}
