import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import { fronts } from "./fronts";
import { Project } from "./harness";

vi.setConfig({ testTimeout: 1_200_000 });

/** A program of the user's that runs inline programs of two stacks, and one of them twice, in one process. */
const script = (module: string, connections: Record<string, unknown>) => `
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const { ideco } = require("${module}");
const connections = ${JSON.stringify(connections)};

async function program() {
  new ideco.RuleTable("input", { table: "input", ownership: "exclusive", rules: [{ key: "rest", action: "drop" }] });
  const { items } = await ideco.getRules({ table: "forward" });
  return { found: items.map(({ comment }) => comment) };
}

async function stackOf(stackName) {
  const stack = await LocalWorkspace.createOrSelectStack({ stackName, projectName: "inline", program });
  const value = JSON.stringify({ hq: connections[stackName] });
  await stack.setConfig("perimeter:connections", { value, secret: true });
  return stack;
}

(async () => {
  const [one, two] = [await stackOf("one"), await stackOf("two")];
  await one.preview();
  const results = [await one.up(), await two.up(), await one.up()];
  const told = results.map(({ outputs, summary }) => ({ found: outputs.found.value, changes: summary.resourceChanges }));
  console.log("RESULT " + JSON.stringify(told));
  await Promise.all([one.destroy(), two.destroy()]);
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
`;

test.each(fronts)("inline programs: what a run owns and asks is its own, $name", async ({ module }) => {
  const labs = { one: await applianceWith("of one"), two: await applianceWith("of two") };
  const connections = Object.fromEntries(
    Object.entries(labs).map(([name, lab]) => [name, lab.connections()["lab-ideco"]]),
  );
  const project = await Project.create({ program: "" });
  await writeFile(join(project.dir, "inline.js"), script(module, connections));
  const { code, output } = await ran(process.execPath, ["inline.js"], project);
  expect([code, code === 0 ? "" : output]).toEqual([0, ""]);
  const results = JSON.parse(/^RESULT (.*)$/m.exec(output)?.[1] ?? "null");
  expect(results).toEqual([
    { found: ["of one"], changes: { create: 2 } },
    { found: ["of two"], changes: { create: 2 } },
    { found: ["of one"], changes: { same: 2 } },
  ]);
  expect(labs.one.ideco.table("input").rules).toEqual([]);
  expect(labs.two.ideco.table("input").rules).toEqual([]);
});

async function applianceWith(comment: string): Promise<Lab> {
  const lab = await Lab.start({ ideco: { dialect: "v18" } });
  onTestFinished(() => lab.stop());
  lab.ideco.table("forward").add({ comment });
  return lab;
}

function ran(
  command: string,
  args: string[],
  { dir, env }: Project,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: dir, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        output += chunk;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}
