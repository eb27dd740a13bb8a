import { describe, expect, onTestFinished, test, vi } from "vitest";
import { catalogue } from "../../provider/catalogue";
import type { Properties } from "../../provider/kernel/values";
import { Lab } from "../../provider/lab/core";
import { fronts } from "../engine/fronts";
import { Project } from "../engine/harness";
import { casesOf, runsOf } from "./cases";
import { Secrets, secretOptions } from "./secrets";

vi.setConfig({ testTimeout: 600_000 });

/** Examples that would undo each other on one appliance: these get another one. */
const elsewhere = ["ideco:RuleTable", "era:BanListClear", "era:BanList", "deepfinder:IpList"];
/** Examples that need another one to be there. */
const after: Record<string, string> = {
  "selectel:KnownPorts": "selectel:MonitoredIp",
  "era:BanList": "era:BanListClear",
  "ideco:PacketCheckRun": "ideco:PacketCheck",
};

/** The examples of all resources and functions in one program, but for access lists, which v18 has not. */
function program(module: string): string {
  const resources = catalogue.resources
    .filter(({ token }) => !token.startsWith("ideco:Acl"))
    .map(({ token, example }) => {
      const [vendor, name] = token.split(":");
      const connection = `${elsewhere.includes(token) ? "other" : "lab"}-${vendor}`;
      return { token, vendor, name, args: { ...example, connection }, after: after[token] };
    });
  const order = [...resources].sort((a, b) => Number(a.after !== undefined) - Number(b.after !== undefined));
  const calls = catalogue.functions.map(({ vendor, name, example }) => {
    return { vendor: vendor.name, name, args: { ...example, connection: `other-${vendor.name}` } };
  });
  return `
const perimeter = require(${JSON.stringify(module)});
const made = {};
for (const { token, vendor, name, args, after } of ${JSON.stringify(order)}) {
  made[token] = new perimeter[vendor][name](name, args, after ? { dependsOn: [made[after]] } : {});
}
exports.called = Promise.all(
  ${JSON.stringify(calls)}.map(async ({ vendor, name, args }) => [name, await perimeter[vendor][name](args)]),
).then((results) => results.map(([name, result]) => name + " " + Object.keys(result).length));
`;
}

async function started(prefix: string): Promise<{ lab: Lab; connections: Record<string, Properties> }> {
  const lab = await Lab.start(secretOptions({ nhn: { releaseSeconds: 0 } }));
  onTestFinished(() => lab.stop());
  const named = Object.entries(lab.connections()).map(([name, settings]) => [
    name.replace("lab-", prefix),
    settings,
  ]);
  return { lab, connections: Object.fromEntries(named) };
}

describe.each(fronts)("all examples in one stack, $name", (front) => {
  test("are made, stay as they are, and go again", async () => {
    const [first, second] = [await started("lab-"), await started("other-")];
    for (const port of [
      { number: 443, protocol: "tcp" },
      { number: 53, protocol: "udp" },
    ] as const) {
      first.lab.selectel.openPort("99.99.99.99", port.number, port.protocol);
    }
    for (const definition of catalogue.functions) await runsOf(definition)[0]?.setup?.(second.lab);
    const digest = () =>
      Promise.all(
        catalogue.vendors.map(async ({ name }) => structuredClone(await casesOf(name).digest(first.lab))),
      );
    const before = await digest();

    const project = await Project.create({
      program: program(front.module),
      pulumiYaml: front.pulumiYaml,
      env: { PERIMETER_CONNECTIONS: JSON.stringify({ ...first.connections, ...second.connections }) },
    });
    onTestFinished(() => project.remove());
    const made = await project.up();
    expect(await digest()).not.toEqual(before);
    expect(((await project.stackOutputs()) as { called: string[] }).called).toHaveLength(
      catalogue.functions.length,
    );

    first.lab.journal.clear();
    for (let n = 0; n < 2; n++) {
      const preview = await project.preview({ args: ["--refresh", "--expect-no-changes"] });
      expect(Object.keys(preview.changes)).toEqual(["same"]);
    }
    expect(first.lab.journal.writes()).toEqual([]);

    const secrets = new Secrets();
    secrets.check("the state", JSON.stringify(await project.exportState()));
    secrets.check("the output", `${made.stdout}${made.stderr}`);

    await project.destroy();
    expect(await digest()).toEqual(before);
  });
});
