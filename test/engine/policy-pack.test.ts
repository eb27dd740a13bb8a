import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import { root } from "../../scripts/lib/paths.mjs";
import { fronts } from "./fronts";
import { Project } from "./harness";
import { linkPackages } from "./install";

vi.setConfig({ testTimeout: 400_000 });

/** Each line of it breaks one policy, or none. */
const program = (module: string) => `
const { ideco, era } = require("${module}");
const owned = { comment: "owner: anna" };
new ideco.ForwardRule("by-value", { action: "accept", services: ["tcp/20-25"], ...owned });
new ideco.InputRule("by-object", { action: "accept", protocol: "tcp", destinationPorts: ["SSH"], ...owned });
new ideco.InputRule("all-but", { action: "accept", sourceAddresses: ["192.168.0.0/24"], sourceAddressesNegate: true, ...owned });
new ideco.InputRule("good", { action: "accept", services: ["tcp/443"], ...owned });
new ideco.ForwardRule("office", { action: "accept", sourceAddresses: ["192.168.0.0/24"], services: ["tcp/22"], comment: "ours" });
new ideco.RuleTable("log", { table: "log", ownership: "shared", rules: [{ key: "a", action: "mark_log" }] });
new ideco.RuleTable("text", { table: "forward", ownership: "shared", policy: "key,action\\nall,accept\\n" });
new era.BannedAddress("long", { ip: "192.0.2.9", expires: 40 * 24 * 3600 });
`;

/**
 * The language host that is built where no Pulumi can be downloaded knows no policy packs. What it would start is in
 * @pulumi/pulumi, and the engine finds it by the name of a runtime that has no host.
 */
async function nodeForPacks(pack: string, path: string): Promise<Record<string, string>> {
  const yaml = join(pack, "PulumiPolicy.yaml");
  const text = await readFile(yaml, "utf8");
  expect(text).toMatch(/^runtime: nodejs$/m);
  await writeFile(yaml, text.replace("runtime: nodejs", "runtime: plain-node"));
  const bin = join(pack, "bin");
  await mkdir(bin);
  const script = `#!/bin/sh\nexec node ./node_modules/@pulumi/pulumi/cmd/run-policy-pack "$@"\n`;
  await writeFile(join(bin, "pulumi-analyzer-policy-plain-node"), script, { mode: 0o755 });
  // Its types are checked with those of all examples.
  return { PATH: `${bin}${delimiter}${path}`, PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
}

describe.each(fronts)("examples/policy, $name", (front) => {
  test("refuses what it says, by rule, before anything is sent, and takes what is right", async () => {
    const lab = await Lab.start();
    onTestFinished(() => lab.stop());
    const connections = { PERIMETER_CONNECTIONS: JSON.stringify(lab.connections()) };
    const project = await Project.create({
      program: program(front.module),
      pulumiYaml: front.pulumiYaml,
      env: connections,
    });
    const pack = join(project.dir, "pack");
    await cp(join(root, "examples", "policy"), pack, { recursive: true });
    await linkPackages(pack);
    const env = await nodeForPacks(pack, String(project.env.PATH));
    const args = ["--policy-pack", pack];
    const { code, stdout, stderr } = await project.run(["preview"], { args, env }).result;
    expect(code).not.toBe(0);
    const said = stdout + stderr;
    for (const text of [
      "it lets the Internet reach port 22 (20-25)",
      "it lets the Internet reach port 22 (SSH)",
      "it lets the Internet reach every port, 22 too: name services or destinationPorts",
      'it has no `owner: name` in its comment "ours"',
      "it lasts 40 days, allowed: 30",
    ])
      expect(said.split(text), text).toHaveLength(2);
    // The policies of rules say so both.
    expect(said.split("its rules are a text, `policy`, which this policy doesn't read")).toHaveLength(3);
    expect(said.match(/no-ssh-from-the-internet/g)).toHaveLength(4);

    expect(lab.journal.writes()).toEqual([]);
  });
});
