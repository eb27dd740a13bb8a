import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import { fronts } from "./fronts";
import { Project } from "./harness";

vi.setConfig({ testTimeout: 400_000 });

/** Objects made of objects, rules that name them, checks of those rules and a run of the checks. */
const program = (module: string) => `
const pulumi = require("@pulumi/pulumi");
const { ideco } = require(${JSON.stringify(module)});
const config = new pulumi.Config();
const host = new ideco.IpAlias("host", { title: "Host", ip: config.require("ip") });
const net = new ideco.SubnetAlias("net", { title: "Net", address: "10.20.0.0/255.255.0.0" });
const list = new ideco.AddressListAlias("list", { title: "List", members: [host.id, net.id] });
const literal = new ideco.AddressListAlias("literal", { title: "Literal", members: ["198.51.100.0/24"] });
const port = new ideco.PortAlias("port", { title: "Port", port: 8443 });
const ports = new ideco.PortListAlias("ports", { title: "Ports", members: [port.id] });
const hours = new ideco.TimeRangeAlias("hours", { title: "Hours", weekdays: [1, 2, 3], start: "09:00", end: "18:00" });
const times = new ideco.TimeListAlias("times", { title: "Times", members: [hours.id] });
const rule = new ideco.ForwardRule("rule", {
  action: "drop",
  protocol: "protocol.tcp",
  sourceAddresses: [list.id],
  destinationAddresses: [literal.id],
  destinationPorts: [ports.id],
});
new ideco.LogRule("log", { action: "mark_log", timetable: [times.id] });
const settings = new ideco.FirewallSettings("settings", { logMode: "selected", logActions: ["drop", "mark_log"] });
const check = new ideco.PacketCheck("check", {
  protocol: "tcp", srcIp: "10.20.0.7", srcPort: 50000, dstIp: "198.51.100.1", dstPort: 8443,
  incomingInterface: "interface.id.3", expectedResult: "drop",
});
const run = new ideco.PacketCheckRun("run", { triggers: [rule.id, host.ip, check.id] }, { dependsOn: [rule, check] });
exports.passed = run.passed;
exports.matched = run.results.apply((results) => results.map(({ matchedRule }) => matchedRule));
exports.port = ideco.getAliasesOutput({ title: "Port" }, { dependsOn: [port] }).items.apply(([item]) => item?.value);
`;

describe.each(fronts)("objects, rules and checks together, $name", (front) => {
  test("are made, left alone, changed, and deleted in the right order", async () => {
    const lab = await Lab.start({ ideco: { dialect: "v20" } });
    onTestFinished(() => lab.stop());
    const { vendor, endpoint, login, password } = lab.connections()["lab-ideco"] ?? {};
    const project = await Project.create({
      program: program(front.module),
      pulumiYaml: front.pulumiYaml,
      connections: { hq: { vendor, endpoint, login } },
      config: { "test:ip": "192.168.0.77" },
      secrets: { "perimeter:connections.hq.password": String(password) },
    });
    onTestFinished(() => project.remove());
    const objects = lab.ideco.objects.size;
    await project.up();
    expect(await project.stackOutputs()).toMatchObject({ passed: true, matched: ["fwd.ngfw.1"], port: 8443 });
    expect(lab.ideco.objects.size).toBe(objects + 8);

    lab.journal.clear();
    const again = await project.run(["up", "--yes", "--expect-no-changes"]).result;
    expect(again.code).toBe(0);
    await project.refresh();
    expect(lab.journal.writes()).toEqual([]);

    await project.configure({ "test:ip": "192.168.0.78" });
    await project.up();
    const writes = lab.journal.writes().map(({ method, path }) => `${method} ${path}`);
    expect(writes).toEqual(["PATCH /aliases/ip_addresses/ip.id.2", "POST /firewall/checks_start"]);

    await project.destroy();
    expect(lab.ideco.objects.size).toBe(objects);
    expect(lab.ideco.firewall.settings).toEqual({
      automatic_snat_enabled: true,
      log_mode: "nothing",
      log_actions: [],
    });
    expect(
      lab.journal.list({ method: "DELETE" }).filter(({ status }) => status !== 200 && status !== 405),
    ).toEqual([]);
  });
});
