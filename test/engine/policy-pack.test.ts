import { chmod, cp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import { root } from "../../scripts/lib/paths.mjs";
import { type Front, fronts } from "./fronts";
import { Project } from "./harness";
import { linkPackages } from "./install";

vi.setConfig({ testTimeout: 600_000 });

/**
 * The pack of examples/policy as an executable, which an engine starts by itself: the Node host that we can build does
 * not run packs.
 */
async function pack(project: Project): Promise<string> {
  const dir = join(dirname(project.dir), "policy");
  await cp(join(root, "examples", "policy"), dir, { recursive: true });
  await rm(join(dir, "node_modules"), { recursive: true, force: true });
  await linkPackages(dir);
  const executable = join(dir, "perimeter-policy");
  const run = 'exec node node_modules/@pulumi/pulumi/cmd/run-policy-pack "$1" .';
  await writeFile(executable, `#!/bin/sh\ncd "$(dirname "$0")"\n${run}\n`);
  await chmod(executable, 0o755);
  return executable;
}

const program = ({ module }: Front, comment: string, ports: string, days: number) => `
const { ideco, era, deepfinder } = require(${JSON.stringify(module)});
const comment = ${JSON.stringify(comment)};
new ideco.ForwardRule("rule", { action: "accept", destinationPorts: ${ports}, comment });
new ideco.RuleTable("table", { table: "input", ownership: "shared", placement: { first: true }, rules: [
  { key: "first", action: "accept", protocol: "protocol.tcp", destinationPorts: ${ports}, comment },
] });
new era.BannedAddress("ban", { ip: "192.0.2.9", expires: ${days} * 86400 });
new deepfinder.IpList("list", { list: "black", domainGroupId: "1",
  entries: [{ startIp: "192.0.2.7", expiresAt: ${days < 30 ? '"2099-01-01T00:00:00"' : "undefined"} }] });
`;

describe.each(fronts)("examples/policy in the $name front", (front) => {
  test("refuses before anything is sent, says where, and lets the rest pass", async () => {
    const lab = await Lab.start();
    onTestFinished(() => lab.stop());
    const env = { PERIMETER_CONNECTIONS: JSON.stringify(lab.connections()) };
    const bad = program(front, "for the shop", '["port.id.1"]', 90);
    const project = await Project.create({ program: bad, env, pulumiYaml: front.pulumiYaml });
    const args = ["--policy-pack", await pack(project)];
    const refused = await project.up({ args, code: "any" });
    const said = refused.stdout + refused.stderr;
    expect(refused.code, said).not.toBe(0);
    for (const text of [
      "it lets the Internet reach port 22 (port.id.1)",
      "the rule `first` lets the Internet reach port 22 (port.id.1)",
      'it has no `owner: name` in its comment "for the shop"',
      "the rule `first` has no `owner: name`",
      "it lasts 90 days, allowed: 30",
      "192.0.2.7 never ends",
    ]) {
      expect(said).toContain(text);
    }
    expect(lab.journal.writes()).toEqual([]);

    await project.write(program(front, "owner: shop", "[]", 1));
    const open = await project.up({ args, code: "any" });
    expect(open.code).not.toBe(0);
    expect(open.stdout + open.stderr).toContain("it lets the Internet reach every port, 22 too");
    expect(open.stdout + open.stderr).not.toContain("has no `owner: name`");
    expect(lab.journal.writes()).toEqual([]);

    await project.write(program(front, "owner: shop", '["port.id.2"]', 1));
    await project.up({ args });
    expect(lab.ideco.table("forward").rules).toHaveLength(1);
    expect(lab.ideco.table("input").rules).toHaveLength(1);

    // What is refused is set by the configuration that README.md shows.
    const readme = await readFile(join(root, "examples", "policy", "README.md"), "utf8");
    const [, json = ""] = /```json\n([\s\S]*?)```/.exec(readme) ?? [];
    const config = join(dirname(project.dir), "config.json");
    await writeFile(config, json.replace("port_range.id.3", "port.id.2"));
    const configured = await project.up({ args: [...args, "--policy-pack-config", config], code: "any" });
    expect(configured.code).not.toBe(0);
    expect(configured.stdout + configured.stderr).toContain("reach port 22 (port.id.2)");
  });
});
