import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import { examples } from "../../provider/lab/examples";
import { root } from "../../scripts/lib/paths.mjs";
import { Project } from "./harness";

vi.setConfig({ testTimeout: 400_000 });

/** A copy of an example, as a user would run it, and an appliance for it. */
async function example(name: string) {
  const lab = await Lab.start();
  onTestFinished(() => lab.stop());
  const dir = join(root, "examples", name);
  const env = { PERIMETER_CONNECTIONS: JSON.stringify({ hq: lab.connections()["lab-ideco"] }) };
  const project = await Project.create({ program: { dir }, env });
  const { table } = lab.ideco;
  return { lab, project, table: table.call(lab.ideco, "forward") };
}

describe("examples/quickstart", () => {
  test("makes its two rules in their order, changes nothing afterwards, and removes them", async () => {
    const { lab, project, table } = await example("quickstart");
    table.add({ comment: "was here before" });
    await project.up();
    expect(table.rules.map(({ action, destination_ports }) => [action, destination_ports])).toEqual([
      ["accept", ["port.id.2"]],
      ["drop", []],
      ["accept", []],
    ]);
    expect(await project.stackOutputs()).toEqual({ rules: [2, 3] });
    expect((await project.preview({ args: ["--refresh", "--expect-no-changes"] })).code).toBe(0);
    await project.destroy();
    expect(table.rules.map((rule) => rule.comment)).toEqual(["was here before"]);
    expect(lab.ideco.sessions.count).toBe(0);
  });
});

describe("examples/ideco-firewall", () => {
  test("takes a new line as one new rule, and tells a wrong line before anything is sent", async () => {
    const { lab, project, table } = await example("ideco-firewall");
    examples["ideco-firewall"]?.(lab);
    await project.up();
    expect(table.rules.length).toBeGreaterThanOrEqual(60);
    const before = table.rules.map((rule) => rule.comment);

    const policy = join(project.dir, "policy.csv");
    const lines = (await readFile(policy, "utf8")).split("\n");
    const at = lines.findIndex((line) => line.startsWith("drop-erp,"));
    await writeFile(
      policy,
      lines.toSpliced(at, 0, "erp-developers,accept,developers,erp,tcp/1541,,,,,").join("\n"),
    );
    lab.journal.clear();
    await project.up();
    expect(lab.journal.writes().map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /firewall/rules/forward",
    ]);
    const now = table.rules.map((rule) => rule.comment);
    expect(now).toEqual(before.toSpliced(before.indexOf("drop-erp: Nobody else"), 0, "erp-developers"));

    await writeFile(policy, lines.toSpliced(at, 0, "erp-guests,accept,gests,erp,tcp/1541,,,,,").join("\n"));
    lab.journal.clear();
    const preview = await project.preview({ code: "any" });
    expect(preview.code).not.toBe(0);
    const told = preview.diagnostics.map(({ message }) => message).join("\n");
    expect(told).toContain('found "gests", and no object that fits has this title; did you mean "guests"?');
    expect(lab.journal.writes()).toEqual([]);
  });
});
