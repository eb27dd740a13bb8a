import { mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import { perimeter } from "../cli/command";
import { furnished } from "../cli/furnished";
import { Project } from "./harness";
import type { ExportedState, ImportedResource } from "./project";

vi.setConfig({ testTimeout: 600_000 });

const vendors = ["ideco", "selectel", "era", "nhn"];

/** What the command writes for each vendor, put together as the program of one project. */
async function exported(lab: Lab, form: string) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "perimeter-export-")));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const env = { PERIMETER_CONNECTIONS: JSON.stringify(lab.connections()) };
  const out = (vendor: string) => join(folder, vendor);
  for (const vendor of vendors) {
    const ended = await perimeter(["export", `lab-${vendor}`, "--to", form, "--out", out(vendor)], { env });
    expect(ended).toMatchObject({ code: 0, stderr: "" });
  }
  expect(lab.journal.writes()).toEqual([]);
  const read = (file: string) =>
    Promise.all(vendors.map((vendor) => readFile(join(out(vendor), file), "utf8")));
  const programs = await read("index.ts");
  await writeFile(join(out("ideco"), "index.ts"), programs.join("\n"));
  const project = await Project.create({ program: { dir: out("ideco") }, env });
  return { project, read };
}

async function furnishedLab() {
  const lab = await Lab.start();
  onTestFinished(() => lab.stop());
  await furnished(lab);
  return lab;
}

const ops = (changes: Record<string, number>) => Object.keys(changes);

describe("perimeter export", () => {
  test("--to typescript: the first up writes nothing, and with stack.json not even the first preview has a change", async () => {
    const lab = await furnishedLab();
    const { project, read } = await exported(lab, "typescript");
    await project.up();
    expect(lab.journal.writes()).toEqual([]);

    const states = (await read("stack.json")).map((text) => JSON.parse(text) as ExportedState);
    const [first, ...others] = states.map(({ deployment }) => deployment.resources ?? []);
    // Each file has the stack and the provider of its own.
    const providers = new Set(others.flatMap(([, provider]) => `${provider?.urn}::${provider?.id}`));
    const [, provider] = first ?? [];
    const resources = others.flatMap((all) => all.slice(2));
    const together = JSON.stringify([...(first ?? []), ...resources]);
    const renamed = [...providers].reduce(
      (text, each) => text.replaceAll(each, `${provider?.urn}::${provider?.id}`),
      together,
    );
    const merged = renamed.replace(/perimeter-lab-(?:selectel|era|nhn)/g, "perimeter-lab-ideco");
    await project.importState({
      version: 3,
      deployment: { manifest: states[0]?.deployment.manifest ?? {}, resources: JSON.parse(merged) },
    });
    const preview = await project.preview();
    expect({ code: preview.code, ops: ops(preview.changes) }).toEqual({ code: 0, ops: ["same"] });
    expect(preview.changes.same).toBeGreaterThan(45);
    const refresh = await project.previewRefresh();
    expect(ops(refresh.changes)).toEqual(["same"]);
    expect(lab.journal.writes()).toEqual([]);

    const { deployment } = await project.exportState();
    const kept = (deployment.resources ?? []).filter((each) => each.protect).map(({ type }) => type);
    expect(new Set(kept.map((type) => type.split("/")[2]))).toEqual(
      new Set([
        "ideco:RuleTable",
        ...["FirewallSettings", "FirewallCounters", "PacketCheckSettings", "ContentFilter", "SafeSearch"].map(
          setting,
        ),
        ...["ContentFilterSettings", "MorphAnalysis", "Ips", "QuotaAccounting"].map(setting),
      ]),
    );
  });

  test("--to typescript-native: everything is imported by the program, or by the file, and then no preview has a change", async () => {
    const lab = await furnishedLab();
    const { project, read } = await exported(lab, "typescript-native");
    const fresh = await project.preview();
    expect({ code: fresh.code, ops: ops(fresh.changes) }).toEqual({ code: 0, ops: ["create", "import"] });
    expect(fresh.changes.create).toBe(1); // The stack itself.

    const files = (await read("import.json")).map(
      (text) => JSON.parse(text) as { resources: ImportedResource[] },
    );
    await project.import(files.flatMap(({ resources }) => resources));
    const preview = await project.preview();
    expect({ code: preview.code, ops: ops(preview.changes) }).toEqual({ code: 0, ops: ["same"] });
    expect(preview.changes.same).toBe((fresh.changes.import ?? 0) + 1);
    expect(lab.journal.writes()).toEqual([]);
  });
});

function setting(name: string): string {
  return `ideco:${name}`;
}
